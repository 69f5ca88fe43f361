"""The page Appointments: the list of visits, and the chosen one beside it."""

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.case.entities import Appointment, Question
from app.case.facts.records import by_reference
from app.case.partial_date import PartialDate
from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.choosing.choice_list import ChoiceList
from app.ui.choosing.list_and_detail import ListAndDetail
from app.ui.drafts import DraftFields
from app.ui.entry_menu import EntryMenu, earlier_values
from app.ui.lists.kept_list import KeptList
from app.ui.page import Page, Surroundings
from app.ui.tokens import SPACE_12, SPACE_20
from app.ui.visits.no_visits import NoVisits
from app.ui.visits.visit_choices import LISTS, LOOSE, coming_up, list_names, visit_rows
from app.ui.visits.visit_detail import VisitDetail
from app.ui.words import long_day
from app.usecases import visits_outcome
from app.usecases.visits_questions import NO_VISIT, asked_by_visit

_PAGES = {"saved_trial": "trials", "access_request": "access"}


class VisitsPage(Page):
    """Coming up, past, and what is kept for all visits; beside it the chosen one."""

    key = "appointments"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.visits = ChoiceList(self.theme, self.tr("Appointments"))
        self.detail = VisitDetail(around)
        self.empty = NoVisits(self.theme)
        self.lists: dict[str, KeptList] = {}
        self._chosen = ""
        self._known: set[object] | None = None
        self._filling = False
        self._stack = QStackedWidget()
        self._add = Button(self.theme, self.tr("Add appointment"), icon="plus", kind="filled")
        self._add.clicked.connect(self._want_add)
        self._lay_out()
        self._connect()

    @property
    def adds(self) -> str:  # type: ignore[override]
        """The table that Ctrl+N adds to: an appointment, or what the shown list keeps."""
        return self._chosen if self._chosen in LISTS else "appointment"

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Appointments")

    def summary(self) -> str:
        """Return the day."""
        return long_day(self.around.case.as_of)

    def main_button(self) -> QPushButton:
        """Return Add appointment."""
        return self._add

    def refresh(self) -> None:
        """Read the case again; the chosen visit stays chosen, and what is typed stays."""
        case = self.around.case
        rows = visit_rows(case.case, asked_by_visit(case.case), case.as_of)
        why = case.session.read_only_because
        self.empty.set_writable(why is None, why or "")
        self._filling = True
        keep = self._new_visit() or self._chosen or self._next_visit()
        self.visits.show_rows(rows, keep=keep)
        self._filling = False
        self._show(self.visits.key)
        self.header_changed.emit()

    def _new_visit(self) -> str:
        """Return the visit that was just added, "" where there is none or where there are many."""
        now = set(self.around.case.case.all(Appointment).stored("id"))
        before, self._known = self._known, now
        added = now - before if before is not None else set()
        return str(added.pop()) if len(added) == 1 else ""

    def open_target(self, target: object) -> None:
        """Show a visit, a question, or a list: its table, with or without a row's id."""
        table, row_id = target if isinstance(target, tuple) else (target, "")
        if table == Question.spec.table and row_id:
            self._open_question(str(row_id))
        elif table == Question.spec.table:
            self._choose(self._next_visit() or table)
        elif table == Appointment.spec.table and row_id:
            self._choose(str(row_id))
        elif isinstance(table, str) and table in LISTS:
            self._choose(table)
            self._list(table).rows.select(str(row_id))

    def find_here(self) -> None:
        """Put the keyboard into the filter of the shown list, else into the list of visits."""
        if self._chosen in LISTS:
            self._list(self._chosen).find_here()
        else:
            self.visits.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save_now(self) -> bool:
        """Have everything saved that is being typed."""
        return self.detail.save_now()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save before the page goes away."""
        self.save_now()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        chooser = Card()
        chooser.body.setContentsMargins(1, 1, 1, 1)
        chooser.body.addWidget(self.visits)
        chooser.setFocusProxy(self.visits)
        self._stack.addWidget(self.detail)
        self._no_visits = QWidget()
        above = QVBoxLayout(self._no_visits)
        above.setContentsMargins(0, 0, SPACE_12, 0)
        above.addWidget(self.empty)
        above.addStretch(1)
        self._stack.addWidget(self._no_visits)
        self.both = ListAndDetail(self.theme, chooser, self._stack, self.tr("All appointments"))
        column = QVBoxLayout(self)
        # The scroll bar of the detail stands in the right margin.
        column.setContentsMargins(SPACE_20, 0, SPACE_20 - SPACE_12, SPACE_12)
        column.addWidget(self.both)

    def _connect(self) -> None:
        self.visits.chosen.connect(self._choose_in_list)
        self.visits.clicked.connect(self.both.show_detail)
        self.visits.opened.connect(self._open)
        self.visits.deleted.connect(self._delete)
        self.visits.menu_wanted.connect(self._open_menu)
        self.detail.done.connect(self.done)
        self.detail.print_wanted.connect(self._print)
        self.detail.edit_wanted.connect(self.edit_wanted)
        self.detail.duplicate_wanted.connect(self.duplicate_wanted)
        self.detail.delete_wanted.connect(self.delete_wanted)
        self.detail.back_wanted.connect(self.look_back)
        self.detail.origin_wanted.connect(self._follow)
        self.detail.large_changed.connect(self._show_alone)
        self.empty.day_given.connect(self._add_visit)
        drafts = self.around.case.saving.drafts
        self._begun = DraftFields(self, drafts, {"day": self.empty.date.line})
        self._begun.show_subject("first visit")

    @Slot(str)
    def _choose_in_list(self, key: str) -> None:
        # While the list is filled, what is shown is shown once, afterwards.
        if not self._filling:
            self._show(key)

    def _show(self, key: str) -> None:
        """Show what was chosen in the list."""
        self._chosen = key
        if key in LISTS:
            shown = self._list(key)
            shown.show_case()
            self._stack.setCurrentWidget(shown)
        elif key == LOOSE:
            self._stack.setCurrentWidget(self.detail)
            self.detail.show_visit(NO_VISIT)
        elif self.around.case.case.get(Appointment, key) is None:
            self._stack.setCurrentWidget(self._no_visits)
        else:
            self._stack.setCurrentWidget(self.detail)
            self.detail.show_visit(key)

    def _choose(self, key: str) -> None:
        self._chosen = key
        self._filling = True
        known = self.visits.select(key)
        self._filling = False
        if known:
            self._show(key)
        else:
            self.refresh()
        self.both.show_detail()

    def _next_visit(self) -> str:
        """Return the visit to show first: today's or the next one, else the newest."""
        case = self.around.case
        ahead = coming_up(case.case, case.as_of)
        if ahead:
            named = case.facts.next_visit
            return named.evidence.id if named else ahead[0].id
        past = sorted(case.case.all(Appointment), key=lambda v: v.date.sort_key if v.date else (0,))
        return past[-1].id if past else ""

    def _open_question(self, question_id: str) -> None:
        row = self.around.case.case.get(Question, question_id)
        if row is None:
            return
        visit = by_reference(self.around.case.case, Appointment, row.for_appointment_id)
        self._choose(visit.id if visit else LOOSE)
        self.detail.show_question(question_id)

    def _list(self, table: str) -> KeptList:
        """Return a list; each is made when it is first looked at."""
        if table not in self.lists:
            empty = self.tr("{list}: nothing here yet.").format(list=list_names()[table])
            made = self.lists[table] = KeptList(self.around, table, empty)
            made.add_wanted.connect(self.add_wanted)
            made.edit_wanted.connect(self.edit_wanted)
            made.duplicate_wanted.connect(self.duplicate_wanted)
            made.delete_wanted.connect(self.delete_wanted)
            made.setContentsMargins(0, 0, SPACE_12, 0)
            self._stack.addWidget(made)
        return self.lists[table]

    @Slot()
    def _want_add(self) -> None:
        self.add_wanted.emit("appointment")

    @Slot(object)
    def _add_visit(self, day: PartialDate) -> None:
        if not self.writable():
            return
        session = self.around.case.session
        if self.attempt(lambda: visits_outcome.add_visit(session, day)):
            self.empty.date.line.clear()
            self.done.emit(self.tr("Appointment added"))
            self._choose(self._next_visit())

    @Slot(str)
    def _open(self, key: str) -> None:
        """Open what is chosen: the form of a visit; beside the list, in a narrow page."""
        if self.both.narrow:
            self.both.show_detail()
        elif self.around.case.case.get(Appointment, key) is not None:
            self.edit_wanted.emit("appointment", key)

    @Slot(str)
    def _delete(self, key: str) -> None:
        if self.around.case.case.get(Appointment, key) is not None:
            self.delete_wanted.emit("appointment", key)

    @Slot(str, object)
    def _open_menu(self, key: str, where: QPoint) -> None:
        if self.around.case.case.get(Appointment, key) is not None:
            self.visits.select(key)
            self.menu(key).popup(where)

    def menu(self, key: str) -> EntryMenu:
        """Return what can be done with a visit in the list."""
        more = (("print", "printer", self.tr("Print for this visit")), earlier_values())
        menu = EntryMenu(self, self.theme, key, edit_key="Enter", delete_key="Del", more=more)
        menu.chosen.connect(self._act)
        return menu

    @Slot(str, str)
    def _act(self, act: str, key: str) -> None:
        if act == "print":
            self._print(key)
        elif act == "earlier":
            self.look_back("appointment", key)
        else:
            wanted = {
                "edit": self.edit_wanted,
                "duplicate": self.duplicate_wanted,
                "delete": self.delete_wanted,
            }
            wanted[act].emit("appointment", key)

    @Slot(str)
    def _print(self, visit_id: str) -> None:
        self.wanted.emit("print", visit_id)

    @Slot(str, str)
    def _follow(self, table: str, row_id: str) -> None:
        page = _PAGES.get(table, "")
        if self.around.has_page(page):
            self.wanted.emit(page, (table, row_id))

    @Slot(bool)
    def _show_alone(self, alone: bool) -> None:
        """Leave the list out while the questions are read in large type."""
        self.both.show_alone(alone)
