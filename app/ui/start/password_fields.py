"""A password, twice, with the warning that it cannot be reset."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.forms.labelled_field import LabelledField
from app.ui.forms.password_line import PasswordLine
from app.ui.labels import IconLabel, make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_20


class PasswordFields(QWidget):
    """Two fields that must agree.

    Attributes:
        first, again: the lines; the eye of the first shows the letters of both.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.first = PasswordLine()
        self.again = PasswordLine()
        self.again.eye.hide()
        self.first.eye.toggled.connect(self.again.show_letters)
        hint = self.tr("Four or more words work well.")
        self._first_field = LabelledField(theme, self.tr("Password"), self.first, hint=hint)
        self._again_field = LabelledField(theme, self.tr("Password again"), self.again)
        for line in (self.first, self.again):
            line.editingFinished.connect(self._check_again)
        self._lay_out()

    @property
    def password(self) -> str:
        """What was typed first."""
        return self.first.text()

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

    def come_closer(self, gap: int) -> None:
        """Leave `gap` pixels between the lines and the warning."""
        self._column.setSpacing(gap)

    @Slot()
    def _check_again(self) -> None:
        """Check when a line is left; while the second one is empty nothing is wrong yet."""
        if self.again.text():
            self.check()

    def _lay_out(self) -> None:
        pair = QGridLayout()
        pair.setHorizontalSpacing(SPACE_20)
        pair.addWidget(self._first_field, 0, 0, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(self._again_field, 0, 1, Qt.AlignmentFlag.AlignTop)
        pair.setColumnStretch(0, 1)
        pair.setColumnStretch(1, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_12)
        self._column.addLayout(pair)
        self._column.addWidget(self._warning())

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
