"""Whether a file gets a password: two choices, and the password's own fields."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from app.ui.flow_layout import FlowLayout
from app.ui.start.password_fields import PasswordFields
from app.ui.theme import Theme
from app.ui.tokens import SPACE_12, SPACE_20


class Protection(QWidget):
    """A password, or none.

    Attributes:
        protect, no_password: the two choices.
        passwords: the password twice; shown only with the first choice.
    """

    def __init__(self, theme: Theme, words: str, *, protected: bool) -> None:
        """Make the choice.

        Args:
            words: what the first choice is called.
            protected: which of the two is taken at first.
        """
        super().__init__()
        self.protect = QRadioButton(words)
        self.no_password = QRadioButton(self.tr("No password"))
        self.passwords = PasswordFields(theme)
        (self.protect if protected else self.no_password).setChecked(True)
        self.protect.toggled.connect(self._show_fields)
        self._show_fields(protected)
        self._lay_out()

    @property
    def password(self) -> str | None:
        """What was typed; None where no password is wanted."""
        return self.passwords.password if self.protect.isChecked() else None

    def check(self) -> bool:
        """Say whether nothing is missing, and beside the field what is."""
        return not self.protect.isChecked() or self.passwords.check()

    def take_focus(self) -> None:
        """Put the keyboard where something is missing."""
        self.passwords.take_focus()

    def come_closer(self, gap: int) -> None:
        """Leave `gap` pixels between the lines."""
        self._column.setSpacing(gap)
        self.passwords.come_closer(gap)

    def _lay_out(self) -> None:
        choices = FlowLayout(SPACE_20)
        for button in (self.protect, self.no_password):
            button.setAccessibleName(button.text())
            choices.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_12)
        self._column.addLayout(choices)
        self._column.addWidget(self.passwords)

    @Slot(bool)
    def _show_fields(self, shown: bool) -> None:
        self.passwords.setVisible(shown)
