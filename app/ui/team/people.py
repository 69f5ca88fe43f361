"""The page's own view: the night number, the list of people, and the chosen one beside it."""

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.case.case import Case
from app.case.entities import CallPlan, CarePerson
from app.ui.cards import Card
from app.ui.choosing.choice import Bit, Choice
from app.ui.choosing.choice_list import ChoiceList
from app.ui.choosing.list_and_detail import ListAndDetail
from app.ui.page import Surroundings
from app.ui.scroll_column import ScrollColumn
from app.ui.team.night_card import NightCard
from app.ui.team.person_card import PersonCard
from app.ui.tokens import HEIGHT_ROW, SPACE_12
from app.usecases.team_links import belongings

_FEWEST_ROWS = 6


class People(QWidget):
    """Everyone of the care team.

    Signals:
        add_wanted(str), edit_wanted(str, str), duplicate_wanted(str, str),
        delete_wanted(str, str): as those of a page.
        back_wanted(str, str): show what an entry said before: its table and id.
        opened(str, str): show a trial, step or visit.
    """

    add_wanted = Signal(str)
    edit_wanted = Signal(str, str)
    duplicate_wanted = Signal(str, str)
    delete_wanted = Signal(str, str)
    back_wanted = Signal(str, str)
    opened = Signal(str, str)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self.night = NightCard(around.theme)
        self.people = ChoiceList(around.theme, self.tr("People"))
        self.person = PersonCard(around.theme)
        self._lay_out()
        self.night.edit_wanted.connect(self._edit_plan)
        self.people.chosen.connect(self.show_person)
        self.people.clicked.connect(self.both.show_detail)
        self.people.opened.connect(self._edit)
        self.people.deleted.connect(self._delete)
        self.people.menu_wanted.connect(self._open_menu)
        self.person.edit_wanted.connect(self._edit_chosen)
        self.person.duplicate_wanted.connect(self._duplicate_chosen)
        self.person.delete_wanted.connect(self._delete_chosen)
        self.person.back_wanted.connect(self._look_back_chosen)
        self.person.opened.connect(self.opened)

    def show_case(self) -> None:
        """Read the case again; the chosen person stays chosen."""
        case = self._around.case.case
        self.night.show_plan(case.one(CallPlan))
        rows = people_in_order(case)
        self.people.show_rows([_choice(row) for row in rows])
        self.both.setVisible(bool(rows))
        self.show_person(self.people.key)

    @Slot(str)
    def show_person(self, person_id: str) -> None:
        """Show the person with this id beside the list."""
        case = self._around.case.case
        person = case.get(CarePerson, person_id)
        if person is not None:
            self.person.show_person(person, belongings(case, person))

    def open_person(self, person_id: str) -> None:
        """Choose a person."""
        self.people.select(person_id)
        self.show_person(person_id)
        self.both.show_detail()

    def _lay_out(self) -> None:
        chooser = Card()
        chooser.body.setContentsMargins(1, 1, 1, 1)
        chooser.body.addWidget(self.people)
        chooser.setFocusProxy(self.people)
        chooser.setMinimumHeight(self._around.theme.px(HEIGHT_ROW) * _FEWEST_ROWS)
        detail = QVBoxLayout()
        detail.setContentsMargins(0, 0, 0, 0)
        detail.addWidget(self.person)
        detail.addStretch(1)
        theme = self._around.theme
        self.both = ListAndDetail(theme, chooser, ScrollColumn(detail), self.tr("Everyone"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(self.night)
        column.addWidget(self.both, 1)
        column.addStretch(0)

    @Slot()
    def _edit_plan(self) -> None:
        # A table of one row: adding opens the row that is there.
        self.add_wanted.emit("call_plan")

    @Slot(str)
    def _edit(self, person_id: str) -> None:
        self.edit_wanted.emit("care_person", person_id)

    @Slot(str)
    def _delete(self, person_id: str) -> None:
        self.delete_wanted.emit("care_person", person_id)

    @Slot()
    def _edit_chosen(self) -> None:
        self._edit(self.people.key)

    @Slot()
    def _duplicate_chosen(self) -> None:
        self.duplicate_wanted.emit("care_person", self.people.key)

    @Slot()
    def _delete_chosen(self) -> None:
        self._delete(self.people.key)

    @Slot()
    def _look_back_chosen(self) -> None:
        self.back_wanted.emit("care_person", self.people.key)

    @Slot(str, object)
    def _open_menu(self, person_id: str, where: QPoint) -> None:
        self.people.select(person_id)
        self.person.menu().popup(where)


def people_in_order(case: Case) -> list[CarePerson]:
    """Return the people, those with a number for the night first, else as they were noted."""
    return sorted(case.all(CarePerson), key=lambda row: not row.night_phone)


def _choice(row: CarePerson) -> Choice:
    phones = []
    if row.night_phone:
        phones.append(Bit(row.night_phone, "moon", colour="text", strong=True))
    if row.phone and row.phone != row.night_phone:
        phones.append(Bit(row.phone, "phone"))
    lines = [(Bit(row.role),)] if row.role else []
    return Choice(
        row.id, row.name or row.place or "", (*lines, *([tuple(phones)] if phones else []))
    )
