"""The Overview: two columns where there is room, one below the other where there is not."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
)

from app.case.entities import (
    Appointment,
    Document,
    LabPanel,
    Question,
    SavedTrial,
    StatusEvent,
    Treatment,
)
from app.ui.addable import addable
from app.ui.buttons import MenuButton
from app.ui.jobs import Progress
from app.ui.menus import MenuIcons
from app.ui.overview.empty_card import EmptyCard
from app.ui.overview.labs_card import LabsCard
from app.ui.overview.next_visit_card import NextVisitCard
from app.ui.overview.options_card import OptionsCard
from app.ui.overview.situation_card import SituationCard
from app.ui.overview.worth_a_look import worth_a_look
from app.ui.overview.worth_a_look_card import WorthALookCard
from app.ui.page import Page, Surroundings
from app.ui.scroll_column import ScrollColumn
from app.ui.tokens import SPACE_12, SPACE_20, TWO_COLUMNS_EM
from app.ui.words import long_day

if TYPE_CHECKING:
    from app.ui.trials.summaries import Summaries
    from app.usecases.option_news import OptionNews
    from app.usecases.trial_page_checks import TrialSummary

_GAP = 14
_AFTER_FIRST_PAINT = 150
"""Milliseconds."""
_LEFT, _RIGHT = 55, 45
# These are looked at on their page rather than in a form.
_SHOWN_ON = {"saved_trial": "trials", "access_request": "access", "pending_item": "documents"}
# A name and a diagnosis come from the dialog that made the case; the story begins after them.
_STARTED = (Appointment, Document, LabPanel, Question, SavedTrial, StatusEvent, Treatment)


class OverviewPage(Page):
    """One look at the whole case."""

    key = "overview"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        theme = self.theme
        self.situation = SituationCard(theme)
        self.next_visit = NextVisitCard(theme)
        self.worth = WorthALookCard(theme)
        self.labs = LabsCard(theme, link=around.has_page("labs"))
        self.options = OptionsCard(theme, link=around.has_page("trials"))
        self.empty = EmptyCard(theme)
        self._add = self._make_add_button()
        self._columns = 0
        self._summaries: Summaries | None = None
        self._lay_out()
        self._connect()

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Overview")

    def summary(self) -> str:
        """Return the day."""
        return long_day(self.around.case.as_of)

    def main_button(self) -> QPushButton:
        """Return Add, which opens a menu."""
        return self._add

    def add_here(self) -> None:
        """Open the menu of everything that can be added, with its first line chosen."""
        menu = self._add.menu()
        menu.popup(self._add.mapToGlobal(self._add.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def refresh(self) -> None:
        """Read the case again."""
        case = self.around.case
        started = any(len(case.case.all(kind)) for kind in _STARTED)
        self.empty.setVisible(not started)
        for card in self._cards():
            card.setVisible(started)
        if started:
            self.situation.show_case(case)
            self.next_visit.show_case(case)
            self.labs.show_case(case)
            self.options.show_case(case, self._checked)
            self._show_the_rest_soon()
        self.header_changed.emit()

    def _show_the_rest_soon(self) -> None:
        """Compare records and check trials once the window is there: both take a while."""
        if self.isVisible():
            self._show_the_rest()
        else:
            QTimer.singleShot(_AFTER_FIRST_PAINT, self, self._show_the_rest)

    @Slot()
    def _show_the_rest(self) -> None:
        self._show_worth()
        trials = [row.id for row in self.around.case.case.all(SavedTrial)]
        if trials and self._summaries is not None:
            self._summaries.fill(trials)
        elif trials:
            # What reads criteria is imported beside the window: it takes a while.
            jobs = self.around.jobs
            jobs.start(_load_checks, name="get ready to check trials", done=self._check_trials)

    @Slot()
    def _show_worth(self) -> None:
        case = self.around.case
        self.worth.show_items(worth_a_look(case.facts, case.last_backup, self._news()))

    @Slot()
    def _show_checked(self) -> None:
        """Show the counts of trials that are checked now."""
        self.options.show_case(self.around.case, self._checked)
        self._show_worth()

    @Slot(object)
    def _check_trials(self, summaries: "type[Summaries]") -> None:
        if self._summaries is None:
            self._summaries = summaries(self.around, self.around.case.trial_checks)
            self._summaries.finished.connect(self._show_checked)
            if self.isVisible():
                self._summaries.resume()
        self._summaries.fill([row.id for row in self.around.case.case.all(SavedTrial)])

    def _checked(self, trial_id: str) -> "TrialSummary | None":
        saved = self.around.case.case.get(SavedTrial, trial_id)
        if self._summaries is None or saved is None:
            return None
        return self._summaries.get(saved)

    def _news(self) -> "OptionNews | None":
        if self._summaries is None:
            return None
        from app.usecases.option_news import option_news

        case = self.around.case
        return option_news(case.trial_checks, (row.id for row in case.case.all(SavedTrial)))

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with what is not checked yet."""
        super().showEvent(event)
        if self._summaries is not None:
            self._summaries.resume()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the time to the page that is shown."""
        if self._summaries is not None:
            self._summaries.rest()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between two columns and one."""
        super().resizeEvent(event)
        self._arrange()

    def _cards(self) -> tuple[QFrame, ...]:
        return (self.situation, self.next_visit, self.worth, self.labs, self.options)

    def _make_add_button(self) -> MenuButton:
        menu = QMenu(self)
        icons = MenuIcons(menu, self.theme)
        for kind in addable():
            action = menu.addAction(kind.words)
            action.setData(kind.table)
            icons.add(action, kind.icon)
        menu.triggered.connect(self._add_chosen)
        return MenuButton(self.theme, self.tr("Add"), menu, icon="plus", kind="filled")

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setContentsMargins(SPACE_20, 0, SPACE_20, SPACE_12)
        self._grid.setSpacing(_GAP)
        self._grid.addWidget(self.empty, 0, 0, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ScrollColumn(self._grid))
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        columns = 2 if self.width() >= TWO_COLUMNS_EM * self.theme.em else 1
        room = self.width() - 2 * SPACE_20
        self.labs.set_room(room if columns == 1 else (room - _GAP) * _LEFT // 100)
        if columns == self._columns:
            return
        self._columns = columns
        self.situation.set_narrow(columns == 1)
        for card in self._cards():
            self._grid.removeWidget(card)
        self._grid.addWidget(self.situation, 1, 0, 1, 2)
        for number, card in enumerate(self._cards()[1:]):
            if columns == 2:
                self._grid.addWidget(card, 2 + number // 2, number % 2)
            else:
                self._grid.addWidget(card, 2 + number, 0, 1, 2)
        self._grid.setColumnStretch(0, _LEFT)
        self._grid.setColumnStretch(1, _RIGHT)
        self._grid.setRowStretch(6, 1)

    def _connect(self) -> None:
        self.theme.changed.connect(self._arrange)
        self.next_visit.print_wanted.connect(self._print_for)
        self.next_visit.questions_wanted.connect(self._open_questions)
        for card in (self.next_visit, self.labs, self.empty):
            card.add_wanted.connect(self.add_wanted)
        self.worth.opened.connect(self._open_item)
        self.labs.all_wanted.connect(self._open_labs)
        self.options.all_wanted.connect(self._open_trials)

    @Slot(QAction)
    def _add_chosen(self, action: QAction) -> None:
        self.add_wanted.emit(action.data())

    @Slot(str)
    def _print_for(self, visit_id: str) -> None:
        self.wanted.emit("print", visit_id)

    @Slot()
    def _open_questions(self) -> None:
        if self.around.case.facts.questions_for(None):
            self.wanted.emit("appointments", "question")
        else:
            self.add_wanted.emit("question")

    @Slot(str, str)
    def _open_item(self, table: str, row_id: str) -> None:
        page = _SHOWN_ON.get(table)
        if page is None:
            self.edit_wanted.emit(table, row_id)
        else:
            self.wanted.emit(page, (table, row_id))

    @Slot()
    def _open_labs(self) -> None:
        self.wanted.emit("labs", None)

    @Slot()
    def _open_trials(self) -> None:
        self.wanted.emit("trials", None)


def _load_checks(_progress: Progress) -> "type[Summaries]":
    from app.ui.trials.summaries import Summaries

    return Summaries
