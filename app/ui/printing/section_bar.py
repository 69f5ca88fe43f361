"""What can be chosen for the section at hand: how much it shows, and its place."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.buttons import IconButton
from app.ui.choice_field import ChoiceField
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.printing.kept_sections import Sections
from app.ui.printing.side_by_side import together
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_16
from app.usecases.page_choice import MOST_LAB_DATES


class SectionBar(QFrame):
    """The foot of the list of sections.

    Signals:
        changed(): how much a section shows.
        moved(int): the section at hand goes up (-1) or down (1).
    """

    changed = Signal()
    moved = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        self._theme = theme
        self._name = make_label("", "small-strong")
        self._up = IconButton(theme, "arrow-up", self.tr("Move up"), kind="small-square")
        self._down = IconButton(theme, "arrow-down", self.tr("Move down"), kind="small-square")
        self._dates = self._field(self.tr("Labs show"), self._date_choices())
        self._tests = self._field(
            self.tr("Which tests"),
            [
                (self.tr("all main tests"), "main"),
                (self.tr("blood counts"), "counts"),
                (self.tr("liver, kidneys, LDH"), "organs"),
            ],
        )
        self._course = self._field(
            self.tr("Course of illness shows"),
            [(self.tr("chart and table"), True), (self.tr("table only"), False)],
        )
        self._lay_out()
        self._up.clicked.connect(self._go_up)
        self._down.clicked.connect(self._go_down)

    @property
    def shown(self) -> Sections:
        """How much is shown of labs and course; nothing of order and sections."""
        return Sections(
            without=frozenset() if self._course.currentData() else frozenset({"course"}),
            lab_dates=int(self._dates.currentData()),
            lab_choice=str(self._tests.currentData()),
        )

    def show_sections(self, sections: Sections) -> None:
        """Show what was chosen another time, without telling."""
        self.blockSignals(True)
        for field, value in (
            (self._dates, sections.lab_dates),
            (self._tests, sections.lab_choice),
            (self._course, "course" not in sections.without),
        ):
            field.setCurrentIndex(max(field.findData(value), 0))
        self.blockSignals(False)

    def show_section(self, key: str, words: str) -> None:
        """Show what belongs to a section."""
        self._name.setText(words)
        self._dates.setVisible(key == "labs")
        self._tests.setVisible(key == "labs")
        self._course.setVisible(key == "treatments")
        for button, said in (
            (self._up, self.tr("Move {section} up")),
            (self._down, self.tr("Move {section} down")),
        ):
            button.setAccessibleName(said.format(section=words))

    def show_moves(self, *, up: bool, down: bool) -> None:
        """Say whether there is a place above and below."""
        self._up.setEnabled(up)
        self._down.setEnabled(down)

    def focus_chain(self) -> list[QWidget]:
        """Return what takes the keyboard, in the order in which it stands there."""
        return [self._up, self._down, self._dates, self._tests, self._course]

    def _date_choices(self) -> list[tuple[str, int]]:
        numbers = (MOST_LAB_DATES, 3, 2, 1)
        return [(self.tr("last %n dates", "", number), number) for number in numbers]

    def _field(self, name: str, choices: Sequence[tuple[str, object]]) -> ChoiceField:
        field = ChoiceField(self._theme, name)
        for words, value in choices:
            field.addItem(words, value)
        field.currentIndexChanged.connect(self._tell)
        return field

    def _lay_out(self) -> None:
        line = FlowLayout(SPACE_8)
        line.addWidget(self._name)
        line.add_at_end(together(self._up, self._down))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, SPACE_8)
        column.setSpacing(SPACE_8)
        column.addLayout(line)
        for field in (self._dates, self._tests, self._course):
            column.addWidget(field)

    @Slot()
    def _go_up(self) -> None:
        self.moved.emit(-1)

    @Slot()
    def _go_down(self) -> None:
        self.moved.emit(1)

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()
