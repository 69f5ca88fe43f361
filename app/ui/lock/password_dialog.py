"""Setting, changing or removing the password of a case."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app.ui.dialog_frame import DialogFrame
from app.ui.forms.labelled_field import LabelledField
from app.ui.forms.password_line import PasswordLine
from app.ui.labels import make_label
from app.ui.start.password_fields import PasswordFields
from app.ui.theme import Theme
from app.ui.tokens import SPACE_12
from app.ui.words import translate

_WIDTH = 620


class PasswordDialog(DialogFrame):
    """After it was accepted, `old` and `new` say what to do; `new` is None for no password."""

    def __init__(self, theme: Theme, parent: QWidget | None, *, protected: bool) -> None:
        if protected:
            heading = translate("PasswordDialog", "Change the password")
            below = translate("PasswordDialog", "This case has a password.")
        else:
            heading = translate("PasswordDialog", "Set a password")
            below = translate("PasswordDialog", "Whoever opens the file will be asked for it.")
        super().__init__(
            theme,
            parent,
            window_title=self.tr("Password"),
            heading=heading,
            below=below,
            accept=self.tr("Set the password"),
        )
        self._protected = protected
        self.present = PasswordLine()
        self._present_field = LabelledField(theme, self.tr("Present password"), self.present)
        self._present_field.setVisible(protected)
        self.change = QRadioButton(self.tr("Change it"))
        self.remove = QRadioButton(self.tr("Remove it"))
        self.passwords = PasswordFields(theme)
        said = self.tr(
            "Without a password, anyone who gets hold of the file or this computer can read it."
        )
        self._without = make_label(said, wrap=True)
        self._group_choices()
        self.set_content(self._content(), width=_WIDTH)
        self._show_choice()
        (self.present if protected else self.passwords.first).setFocus()

    @property
    def old(self) -> str | None:
        """The present password as it was typed."""
        return self.present.text() or None

    @property
    def new(self) -> str | None:
        """The password from now on; None removes it."""
        return None if self.remove.isChecked() else self.passwords.password

    def say_problem(self, sentence: str) -> None:
        """Say that the present password does not fit."""
        self._present_field.say_problem(sentence)
        self._present_field.take_focus()

    @Slot()
    def finish(self) -> None:
        """Accept, or put the keyboard at the first problem."""
        if self._protected and not self.present.text():
            self.say_problem(self.tr("Please type the present password first."))
            return
        self._present_field.say_nothing()
        if self.change.isChecked() and not self.passwords.check():
            self.passwords.take_focus()
            return
        self.accept()

    def _group_choices(self) -> None:
        self._choices = QButtonGroup(self)
        for choice in (self.change, self.remove):
            self._choices.addButton(choice)
            choice.setVisible(self._protected)
        self.change.setChecked(True)
        self.remove.toggled.connect(self._show_choice)

    def _content(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_12)
        parts = (self._present_field, self.change, self.remove, self.passwords, self._without)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        return column

    @Slot()
    def _show_choice(self) -> None:
        removing = self.remove.isChecked()
        self.passwords.setVisible(not removing)
        self._without.setVisible(removing)
        words = self.tr("Remove the password") if removing else self.tr("Set the password")
        self.accept_button.say(words)
