"""The page Access pathways: routes followed at the same time, and the steps of the chosen one."""

from functools import partial

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import (
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.case.entities import AccessRequest
from app.trials.regions import Region
from app.ui.access.good_to_know import GoodToKnow
from app.ui.access.route_detail import RouteDetail
from app.ui.access.route_words import route_icon, short_route_name
from app.ui.access.step_dialogs import StartRouteDialog
from app.ui.access.step_words import route_next, route_place
from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.choosing.choice import Bit, Choice, Heading, Row
from app.ui.choosing.choice_list import ChoiceList
from app.ui.choosing.list_and_detail import ListAndDetail
from app.ui.entry_menu import EntryMenu, earlier_values
from app.ui.forms.form_draft import FormDraft
from app.ui.labels import make_label
from app.ui.page import Page, Surroundings
from app.ui.scroll_column import ScrollColumn
from app.ui.tokens import SPACE_12, SPACE_16, SPACE_20, SPACE_24
from app.usecases import access_tracker
from app.usecases.access_view import FollowedRoute, followed_routes, routes_here
from app.usecases.session import Changes, Session

_LEAST_LIST = 240


class AccessPage(Page):
    """Trial, expanded access, Right to Try: numbered steps with who, state, date and record."""

    key = "access"
    adds = "access_request"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.routes = ChoiceList(self.theme, self.tr("Pathways"))
        self.detail = RouteDetail(around)
        self.know = GoodToKnow()
        self._stack = QStackedWidget()
        self._add = Button(self.theme, self.tr("Add a pathway"), icon="plus", kind="filled")
        self._add.clicked.connect(self.start_route)
        self._print = Button(self.theme, self.tr("Print steps"), icon="printer")
        self._print.clicked.connect(self._want_print)
        self._count = 0
        self._lay_out()
        self._connect()

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Access pathways")

    def summary(self) -> str:
        """Return how many routes are followed."""
        return self.tr("%n entries", "", self._count) if self._count else ""

    def tools(self) -> list[QPushButton]:
        """Return Print steps, where there are any."""
        return [self._print] if self._count else []

    def main_button(self) -> QPushButton:
        """Return Add a pathway."""
        return self._add

    def refresh(self) -> None:
        """Read the case again; the chosen route stays chosen."""
        case = self.around.case
        followed = followed_routes(case.session)
        self._count = len(followed)
        here = routes_here(case.session)
        self.know.show_rules(here, american=here.region is Region.UNITED_STATES)
        rows: list[Row] = [Heading(self.tr("Followed at the same time"))]
        self.routes.show_rows([*rows, *map(_choice, followed)] if followed else [])
        self._fit_list()
        self._stack.setCurrentWidget(self.detail if followed else self._empty)
        self._list.setVisible(bool(followed))
        if followed:
            self.detail.show_route(self.routes.key)
        self.header_changed.emit()

    def _fit_list(self) -> None:
        """Let the list be no higher than its rows; what is good to know stands right below."""
        heights = map(self.routes.sizeHintForRow, range(self.routes.rows.rowCount()))
        whole = sum(heights) + 4
        self._list.setMaximumHeight(whole)
        self._list.setMinimumHeight(min(whole, self.theme.px(_LEAST_LIST)))

    def add_here(self) -> None:
        """Begin a route with the steps of its list, as the filled button does."""
        self.start_route()

    def open_target(self, target: object) -> None:
        """Show a route by its table and id."""
        if isinstance(target, tuple) and target[0] == AccessRequest.spec.table:
            self.routes.select(str(target[1]))
            self._show(self.routes.key)
            self.both.show_detail()

    @Slot()
    def start_route(self) -> None:
        """Ask which route to follow, and begin it with the steps of the packaged list."""
        if not self.writable():
            return
        session = self.around.case.session
        here = routes_here(session)
        dialog = StartRouteDialog(self.theme, self, here.routes, here.note or "")
        draft = FormDraft(dialog, self.around.case.saving.drafts, "pathway")
        # When beginning fails, the dialog comes again with everything that was typed.
        while self.around.ask.run(dialog):
            if self.attempt(partial(_begin, session, dialog)):
                draft.forget()
                self.done.emit(self.tr("Pathway added"))
                self._show_newest()
                return

    def _show_newest(self) -> None:
        rows = self.around.case.case.all(AccessRequest)
        if rows:
            self.open_target((AccessRequest.spec.table, rows[-1].id))

    def _lay_out(self) -> None:
        self._list = Card()
        self._list.body.setContentsMargins(1, 1, 1, 1)
        self._list.body.addWidget(self.routes)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(SPACE_12)
        left.addWidget(self._list, 1)
        left.addWidget(self.know)
        left.addStretch()
        chooser = ScrollColumn(left)
        chooser.setFocusProxy(self.routes)
        self._empty = self._make_empty()
        self._stack.addWidget(self.detail)
        self._stack.addWidget(self._empty)
        self.both = ListAndDetail(self.theme, chooser, self._stack, self.tr("All pathways"))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_20, 0, SPACE_20 - SPACE_12, SPACE_12)
        column.addWidget(self.both)

    def _make_empty(self) -> QWidget:
        card = Card()
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_24, SPACE_20, SPACE_24, SPACE_20)
        inside.setSpacing(SPACE_16)
        words = self.tr("Ask the doctor first. Then follow the steps here.")
        inside.addWidget(make_label(words, wrap=True))
        self.begin = Button(self.theme, self.tr("Add a pathway"), icon="plus")
        self.begin.clicked.connect(self.start_route)
        self.ask = Button(
            self.theme,
            self.tr("Write a question for the doctor"),
            icon="message-circle-question-mark",
        )
        self.ask.clicked.connect(self._want_question)
        inside.addWidget(self.begin)
        inside.addWidget(self.ask)
        card.body.addLayout(inside)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, SPACE_12, 0)
        column.addWidget(card)
        column.addStretch(1)
        return ScrollColumn(column)

    def _connect(self) -> None:
        self.routes.chosen.connect(self._show)
        self.routes.clicked.connect(self.both.show_detail)
        self.routes.opened.connect(self._open)
        self.routes.deleted.connect(self._delete)
        self.routes.menu_wanted.connect(self._open_menu)
        self.detail.done.connect(self.done)
        self.detail.edit_wanted.connect(self.edit_wanted)
        self.detail.duplicate_wanted.connect(self.duplicate_wanted)
        self.detail.delete_wanted.connect(self.delete_wanted)
        self.detail.back_wanted.connect(self.look_back)
        self.detail.contacts_wanted.connect(self._open_team)
        self.detail.document_wanted.connect(self._open_document)

    @Slot(str)
    def _show(self, request_id: str) -> None:
        if request_id:
            self.detail.show_route(request_id)

    @Slot(str)
    def _open(self, request_id: str) -> None:
        if self.both.narrow:
            self.both.show_detail()
        else:
            self.edit_wanted.emit("access_request", request_id)

    @Slot(str)
    def _delete(self, request_id: str) -> None:
        self.delete_wanted.emit("access_request", request_id)

    @Slot(str, object)
    def _open_menu(self, key: str, where: QPoint) -> None:
        self.routes.select(key)
        self.menu(key).popup(where)

    def menu(self, key: str) -> EntryMenu:
        """Return what can be done with a route in the list."""
        more = (earlier_values(),)
        menu = EntryMenu(self, self.theme, key, edit_key="Enter", delete_key="Del", more=more)
        menu.chosen.connect(self._act)
        return menu

    @Slot(str, str)
    def _act(self, act: str, key: str) -> None:
        if act == "earlier":
            self.look_back("access_request", key)
            return
        wanted = {
            "edit": self.edit_wanted,
            "duplicate": self.duplicate_wanted,
            "delete": self.delete_wanted,
        }
        wanted[act].emit("access_request", key)

    @Slot()
    def _want_print(self) -> None:
        self.wanted.emit("print", "access")

    @Slot()
    def _want_question(self) -> None:
        self.add_wanted.emit("question")

    @Slot()
    def _open_team(self) -> None:
        self.wanted.emit("team", None)

    @Slot(str)
    def _open_document(self, document_id: str) -> None:
        if self.around.has_page("documents"):
            self.wanted.emit("documents", ("document", document_id))


def _begin(session: Session, dialog: StartRouteDialog) -> Changes:
    return access_tracker.start_route(
        session,
        dialog.route,
        dialog.drug.text(),
        company=dialog.company.text(),
        registry_number=dialog.number.text(),
    )


def _choice(route: FollowedRoute) -> Choice:
    row = route.request
    place, following = route_place(route), route_next(route)
    name = short_route_name(row.pathway, route.name)
    lines = [
        (Bit(row.drug or "", route_icon(row.pathway)),),
        (Bit(place, colour="text", strong=True),),
        (Bit(following),),
    ]
    return Choice(
        row.id, name, tuple(lines), spoken=f"{name}, {row.drug or ''}. {place} {following}"
    )
