"""A password, twice, with the warning that it cannot be reset."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.forms.labelled_field import LabelledField
from app.ui.labels import IconLabel, make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_20


class PasswordFields(QWidget):
    """Two fields that must agree."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.first = QLineEdit()
        self.again = QLineEdit()
        for line in (self.first, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self._add_eye()
        hint = self.tr("Four or more words work well.")
        self._first_field = LabelledField(theme, self.tr("Password"), self.first, hint=hint)
        self._again_field = LabelledField(theme, self.tr("Password again"), self.again)
        self.again.editingFinished.connect(self.check)
        self._lay_out()

    @property
    def password(self) -> str:
        """What was typed first."""
        return self.first.text()

    @Slot()
    def check(self) -> bool:
        """Say whether the two agree, and where they do not."""
        if not self.first.text():
            self._first_field.say_problem(self.tr("Please type a password, or choose no password."))
            return False
        self._first_field.say_nothing()
        if self.first.text() != self.again.text():
            self._again_field.say_problem(self.tr("The two passwords are not the same yet."))
            return False
        self._again_field.say_nothing()
        return True

    def take_focus(self) -> None:
        """Put the keyboard where something is missing."""
        (self._again_field if self.first.text() else self._first_field).take_focus()

    def _add_eye(self) -> None:
        self._eye = QAction(self.tr("Show the password"), self.first)
        self._eye.setCheckable(True)
        self._theme.dress(self._eye, "eye", "muted")
        self._eye.toggled.connect(self._show_letters)
        self.first.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    @Slot(bool)
    def _show_letters(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.again.setEchoMode(mode)
        self._theme.dress(self._eye, "eye-off" if shown else "eye", "muted")

    def _lay_out(self) -> None:
        pair = QGridLayout()
        pair.setHorizontalSpacing(SPACE_20)
        pair.addWidget(self._first_field, 0, 0, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(self._again_field, 0, 1, Qt.AlignmentFlag.AlignTop)
        pair.setColumnStretch(0, 1)
        pair.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addLayout(pair)
        column.addWidget(self._warning())

    def _warning(self) -> QFrame:
        notice = QFrame()
        notice.setProperty("kind", "notice")
        words = make_label(
            self.tr(
                "If the password is lost, nobody can open the case. There is no reset. "
                "Write it down and keep it where your family can find it."
            ),
            wrap=True,
        )
        line = QHBoxLayout(notice)
        line.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        line.setSpacing(SPACE_8)
        line.addWidget(IconLabel(self._theme, "key-round", "note"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        return notice
