"""A file about several persons: which of them is meant."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.records.found import Person
from app.ui.dialog_frame import DialogFrame
from app.ui.labels import make_label
from app.ui.short_choices import ShortRadio
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8
from app.ui.words import translate


class PersonDialog(DialogFrame):
    """Asks whom to read a file for; nobody is chosen at first."""

    def __init__(
        self,
        theme: Theme,
        file: str,
        persons: Sequence[Person],
        case_name: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__(
            theme,
            parent,
            window_title=translate("PersonDialog", "Bring in {file}").format(file=file),
            heading=translate("PersonDialog", "This file is about several people"),
            below=translate("PersonDialog", "Which of them is {name}?").format(name=case_name),
            accept=translate("PersonDialog", "Go on"),
        )
        self._persons = list(persons)
        self._group = QButtonGroup(self)
        self._problem = make_label(self.tr("Choose one of them."), "problem")
        self._problem.hide()
        self.set_content(self._lay_out(), width=520)

    @property
    def person(self) -> Person | None:
        """Who was chosen."""
        number = self._group.checkedId()
        return self._persons[number] if number >= 0 else None

    def choose(self, number: int) -> None:
        """Choose one of them."""
        self._group.button(number).setChecked(True)

    @Slot()
    def finish(self) -> None:
        """Go on with who was chosen."""
        if self.person is None:
            self._problem.show()
            self._group.button(0).setFocus()
            return
        self.accept()

    def _lay_out(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_8)
        for number, person in enumerate(self._persons):
            button = ShortRadio(person.name)
            self._group.addButton(button, number)
            said = make_label(self._about(person), "small")
            said.setContentsMargins(self.theme.px(28), 0, 0, SPACE_4)
            button.setAccessibleDescription(said.text())
            column.addWidget(button)
            column.addWidget(said)
        column.addWidget(self._problem)
        column.addStretch(1)
        return column

    def _about(self, person: Person) -> str:
        entries = self.tr("%n entries", "", person.entries)
        if person.birth_date is None:
            return entries
        born = self.tr("Born {date}, {entries}")
        return born.format(date=person.birth_date.words(), entries=entries)
