"""One route: its name and state, and the steps one below the other."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.case import codes
from app.case.entities import AccessRequest, AccessStep, Document
from app.case.facts.records import by_reference
from app.errors import CasebookError
from app.ui.access.route_words import short_route_name
from app.ui.access.step_dialogs import AddStepDialog, CallDialog, StepDialog, WaitDialog
from app.ui.access.step_row import ShownStep, StepRow
from app.ui.access.step_words import detail_words, state_words
from app.ui.buttons import Button, IconButton
from app.ui.cards import Card, empty_layout
from app.ui.entry_menu import EntryMenu, earlier_values
from app.ui.flow_layout import FlowLayout
from app.ui.forms.form_draft import FormDraft
from app.ui.labels import make_label, make_line
from app.ui.page import Surroundings
from app.ui.scroll_column import ScrollColumn
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.words import near_day
from app.usecases import access_acts, access_tracker
from app.usecases.access_tracker import StepNews
from app.usecases.access_view import FollowedRoute, StepOfRequest, followed_route
from app.usecases.session import Changes

_NARROW_EM = 34


class RouteDetail(QWidget):
    """The step tracker of one route.

    Signals:
        done(str): something was done that Undo takes back.
        edit_wanted, duplicate_wanted, delete_wanted(str, str): as those of a page.
        back_wanted(str, str): show the earlier values of an entry.
        contacts_wanted(): show the people of the care team.
        document_wanted(str): open the document with this id.
    """

    done = Signal(str)
    edit_wanted = Signal(str, str)
    duplicate_wanted = Signal(str, str)
    delete_wanted = Signal(str, str)
    back_wanted = Signal(str, str)
    contacts_wanted = Signal()
    document_wanted = Signal(str)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self.request_id = ""
        self.route: FollowedRoute | None = None
        self.rows: list[StepRow] = []
        self.heading = make_label("", "section", wrap=True)
        self._below = make_label("", "muted", wrap=True)
        self._note = make_label("", "", wrap=True)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        theme = around.theme
        self.contacts = Button(theme, self.tr("Contacts"), icon="users")
        self.contacts.clicked.connect(self.contacts_wanted)
        if not around.has_page("team"):
            self.contacts.hide()  # shown before it has its place, it would be a window
        self.edit = Button(theme, self.tr("Edit"), icon="pencil")
        self.edit.clicked.connect(self._edit)
        self._more = IconButton(theme, "ellipsis", self.tr("More for this pathway"))
        self._more.clicked.connect(self._open_menu)
        self.add_step = Button(theme, self.tr("Add a step"), icon="plus", kind="small")
        self.add_step.clicked.connect(self._add_step)
        self._lay_out()

    def show_route(self, request_id: str) -> None:
        """Show a route as it stands today."""
        case = self._around.case
        row = case.case.get(AccessRequest, request_id)
        if row is None:
            return
        self.request_id = request_id
        self.route = followed_route(case.session, row)
        name = short_route_name(row.pathway, self.route.name)
        said = self.tr("{route}: {drug}") if row.drug else "{route}"
        self.heading.setText(said.format(route=name, drug=row.drug))
        self._below.setText(self._about(row, self.route))
        self._note.setText(row.note or "")
        self._note.setVisible(bool(row.note))
        self._show_steps(self.route)
        self.add_step.setVisible(case.session.read_only_because is None)

    def _about(self, row: AccessRequest, route: FollowedRoute) -> str:
        parts = [route.name, row.company or "", row.registry_number or ""]
        if row.status:
            parts.append(route.status)
        if row.started_on:
            day = near_day(row.started_on, self._around.case.as_of)
            parts.append(self.tr("begun {date}").format(date=day))
        return " · ".join(part for part in parts if part)

    def _show_steps(self, route: FollowedRoute) -> None:
        empty_layout(self._steps)
        self.rows = [self._row(route, step) for step in route.steps]
        for row in self.rows:
            self._steps.addWidget(row)
        if not self.rows:
            words = self.tr("No steps yet. Add the first one, or ask the doctor what comes first.")
            self._steps.addWidget(make_label(words, "muted", wrap=True))

    def _row(self, route: FollowedRoute, step: StepOfRequest) -> StepRow:
        as_of = self._around.case.as_of
        current = route.next is not None and step.step_id == route.next.step_id
        document = self._document(step.step_id)
        shown = ShownStep(
            step=step,
            state=state_words(step, as_of, current=current),
            details=tuple(detail_words(step, as_of, current=current)),
            document=(document.title or document.file_name or "") if document else "",
            current=current,
            last=step.number == len(route.steps),
            writable=self._around.case.session.read_only_because is None,
        )
        row = StepRow(self._around.theme, shown)
        row.act_wanted.connect(self._act_on_step)
        row.document_wanted.connect(self._open_document)
        return row

    def _document(self, step_id: str) -> Document | None:
        case = self._around.case.case
        row = case.get(AccessStep, step_id)
        return by_reference(case, Document, row.source_document_id) if row else None

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SPACE_4)
        words.addWidget(self.heading)
        words.addWidget(self._below)
        words.addWidget(self._note)
        buttons = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        buttons.setSizePolicy(policy)
        line = FlowLayout(SPACE_8)
        buttons.setLayout(line)
        for button in (self.contacts, self.edit, self._more):
            line.addWidget(button)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        self._top.addLayout(words, 1)
        self._top.addWidget(buttons)
        card = Card()
        card.body.addLayout(self._top)
        card.body.addWidget(make_line())
        card.body.addSpacing(SPACE_12)
        card.body.addLayout(self._steps)
        foot = QVBoxLayout()
        foot.setContentsMargins(SPACE_16, SPACE_4, SPACE_16, SPACE_12)
        foot.addWidget(self.add_step)
        card.body.addLayout(foot)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, SPACE_12, 0)
        column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the name where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_EM * self._around.theme.em
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._top.setDirection(down if narrow else across)

    # what is done

    def _do(self, act: Callable[[], Changes], said: str) -> bool:
        """Do something that Undo takes back; return False where it was impossible."""
        case = self._around.case
        why = case.session.read_only_because
        if why is not None:
            self._around.ask.tell(self, case.title, why)
            return False
        try:
            changes = act()
        except CasebookError as error:
            self._around.ask.tell_error(self, case.title, error)
            return False
        if changes:
            self.done.emit(said)
        return True

    def _ask(self, dialog: StepDialog, subject: str, act: Callable[[], Changes], said: str) -> None:
        """Show a dialog until what was typed is saved; what is left stays for the next time."""
        draft = FormDraft(dialog, self._around.case.saving.drafts, subject)
        while self._around.ask.run(dialog):
            if self._do(act, said):
                draft.forget()
                break
        dialog.deleteLater()

    @Slot(str, str)
    def _act_on_step(self, step_id: str, act: str) -> None:
        session = self._around.case.session
        if act == "yes":
            self._do(lambda: access_acts.said_yes(session, step_id), self.tr("Noted: yes"))
        elif act == "no":
            self._do(lambda: access_acts.said_no(session, step_id), self.tr("Noted: no"))
        elif act == "done":
            self._do(lambda: access_tracker.step_done(session, step_id), self.tr("Step done"))
        elif act in ("skip", "reset"):
            news = StepNews("not_needed" if act == "skip" else "not_started")
            said = self.tr("Step not needed") if act == "skip" else self.tr("Step still to do")
            self._do(lambda: access_tracker.mark_step(session, step_id, news), said)
        elif act == "wait":
            self._wait(step_id)
        else:
            self._call(step_id)

    def _wait(self, step_id: str) -> None:
        row, case = self._around.case.case.get(AccessStep, step_id), self._around.case
        if row is None:
            return
        dialog = WaitDialog(self._around.theme, self, row.step or "", row.who or "", case.today)

        def wait() -> Changes:
            who, since, due = dialog.who.text(), dialog.since.value(), dialog.due.value()
            return access_tracker.wait_for(case.session, step_id, who, since=since, due=due)

        self._ask(dialog, f"waiting for {step_id}", wait, self.tr("Noted: waiting"))

    def _call(self, step_id: str) -> None:
        row, case = self._around.case.case.get(AccessStep, step_id), self._around.case
        if row is None:
            return
        dialog = CallDialog(self._around.theme, self, row.step or "", row.who or "", case.today)

        def log() -> Changes:
            said, who, on = dialog.said.text(), dialog.who.text(), dialog.on.value()
            return access_acts.log_call(case.session, step_id, said, who, on)

        self._ask(dialog, f"call about {step_id}", log, self.tr("Call noted"))

    @Slot()
    def _add_step(self) -> None:
        session, request = self._around.case.session, self.request_id
        dialog = AddStepDialog(self._around.theme, self)

        def add() -> Changes:
            return access_tracker.add_step(session, request, dialog.what.text(), dialog.who.text())

        self._ask(dialog, f"step of {request}", add, self.tr("Step added"))

    def menu(self) -> EntryMenu:
        """Return what else can be done with the route, and the states it may have."""
        menu = EntryMenu(self, self._around.theme, more=(earlier_values(),))
        states = menu.addMenu(self.tr("Where it stands"))
        for code, words in codes.choices("access_request.status"):
            states.addAction(words).setData(f"status:{code}")
        menu.chosen.connect(self._act)
        return menu

    @Slot()
    def _open_menu(self) -> None:
        self.menu().popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    @Slot(str)
    def _act(self, chosen: str) -> None:
        act, _, code = chosen.partition(":")
        if act == "status":
            session, request = self._around.case.session, self.request_id
            said = self.tr("State noted")
            self._do(lambda: access_tracker.set_status(session, request, code), said)
            return
        wanted = {
            "edit": self.edit_wanted,
            "duplicate": self.duplicate_wanted,
            "delete": self.delete_wanted,
            "earlier": self.back_wanted,
        }
        wanted[act].emit("access_request", self.request_id)

    @Slot()
    def _edit(self) -> None:
        self.edit_wanted.emit("access_request", self.request_id)

    @Slot(str)
    def _open_document(self, step_id: str) -> None:
        document = self._document(step_id)
        if document is not None:
            self.document_wanted.emit(document.id)
