"""The page Trials: the saved trials, the chosen one beside them, and trials side by side."""

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.case.entities import SavedTrial
from app.ui.buttons import Button
from app.ui.choosing.list_and_detail import ListAndDetail
from app.ui.page import Page, Surroundings
from app.ui.tokens import SPACE_16, SPACE_20
from app.ui.trials.compare_view import CompareView
from app.ui.trials.loading import Loading
from app.ui.trials.no_trials import NoTrials
from app.ui.trials.over_all import OverAll
from app.ui.trials.summaries import Summaries
from app.ui.trials.trial_acts import TrialActs
from app.ui.trials.trial_chooser import TrialChooser
from app.ui.trials.trial_links import TrialLinks
from app.ui.trials.trial_menu import TrialMenu
from app.ui.trials.trial_rows import in_order
from app.ui.trials.trial_shown import TrialShown
from app.usecases.kept_trials import same_number
from app.usecases.trial_page_checks import TrialSummary
from app.usecases.trial_page_compare import FEWEST, Compared, compare_checked


class TrialsPage(Page):
    """List and detail, or two to four trials side by side."""

    key = "trials"
    adds = "saved_trial"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.checks = around.case.trial_checks
        self.summaries = Summaries(around, self.checks)
        self.loading = Loading(around.jobs)
        self.acts = TrialActs(self)
        self.links = TrialLinks(self)
        self.over_all = OverAll(self, self.checks, self.loading)
        self.menu = TrialMenu(self)
        self.shown = TrialShown(self, self.acts, self.checks, self.menu)
        self.chooser = TrialChooser(self.theme)
        self.empty = NoTrials(self.theme)
        self._compared: tuple[str, ...] = ()
        self._make_buttons()
        self._lay_out()
        self._connect()

    # what the window asks

    def title(self) -> str:
        """Return the name of the page, or of the comparison."""
        return self.tr("Compare trials") if self.comparing else self.tr("Trials")

    def summary(self) -> str:
        """Return how many trials are saved."""
        count = len(self.around.case.case.all(SavedTrial))
        if self.comparing:
            said = self.tr("{some} of {all} saved trials")
            return said.format(some=len(self._compared), all=count)
        return self.tr("%n saved", "", count) if count else ""

    def tools(self) -> list[QPushButton]:
        """Return the outlined buttons."""
        if self.comparing:
            return [self._all, self._print]
        count = len(self.around.case.case.all(SavedTrial))
        return [self._compare] if count >= FEWEST else []

    def main_button(self) -> QPushButton:
        """Return Save a trial, or Add a trial to the comparison."""
        return self._add if self.comparing else self._save

    def add_here(self) -> None:
        """Save a trial, as the button of the list does."""
        self.acts.save_trial()

    def refresh(self) -> None:
        """Read the case again; the chosen trial stays chosen, and what is typed stays."""
        rows = self.around.case.case.all(SavedTrial)
        if not rows:
            self._compared = ()
            self.shown.clear()
            self._stack.setCurrentWidget(self.empty)
            self.header_changed.emit()
            return
        summaries = [self.summaries.get(row) for row in rows]
        self.chooser.show_trials(summaries, self.around.case.as_of)
        if self.comparing:
            self._compare_again()
        else:
            self._stack.setCurrentWidget(self.both)
        self._show_right()
        chosen = self.chooser.list.key
        ids = [row.id for row in rows]
        self.summaries.fill([chosen, *(id for id in ids if id != chosen)] if chosen else ids)
        self.header_changed.emit()

    def open_target(self, target: object) -> None:
        """Show a trial: its id, its number, or (`saved_trial`, id); or trials to compare."""
        if isinstance(target, tuple) and target and target[0] == "compare":
            self.show_compared(tuple(map(str, target[1:])))
        elif isinstance(target, tuple) and len(target) > 1:
            self.open_trial(str(target[1]))
        elif isinstance(target, str):
            self.open_trial(target)

    def find_here(self) -> None:
        """Put the keyboard into the list."""
        self.both.show_list()
        self.chooser.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with what is not made yet."""
        super().showEvent(event)
        self.summaries.resume()

    def save_now(self) -> bool:
        """Have the notes saved that are being typed."""
        return self.shown.detail.notes.keep_typed()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what is typed before the page goes away, and rest."""
        self.summaries.rest()
        self.save_now()
        super().hideEvent(event)

    @property
    def comparing(self) -> bool:
        """Whether trials stand side by side."""
        return bool(self._compared)

    @property
    def side_by_side(self) -> tuple[str, ...]:
        """The ids of the trials that stand side by side."""
        return self._compared

    # one trial

    def open_trial(self, wanted: str) -> None:
        """Show a trial by its id or number."""
        rows = self.around.case.case.all(SavedTrial)
        same = (row.id for row in rows if wanted in (row.id, row.imported_id))
        by_number = (row.id for row in rows if same_number(row.nct_id, wanted))
        found = next(same, None) or next(by_number, None)
        if found is not None:
            self.show_all()
            self.chooser.list.select(found)
            self._open_row(found)

    @Slot(str)
    def _show_row(self, trial: str) -> None:
        self.shown.show_trial(trial, self._summary(trial))
        self._right.setCurrentWidget(self.shown.detail)

    @Slot()
    def _click_row(self) -> None:
        if self.chooser.list.key:
            self._open_row(self.chooser.list.key)

    @Slot(str)
    def _open_row(self, trial: str) -> None:
        if trial != self.shown.trial or self._right.currentWidget() is not self.shown.detail:
            self._show_row(trial)
        self.both.show_detail()

    def _show_right(self) -> None:
        shown = self._right.currentWidget()
        if not self.over_all.shows(shown) and self.chooser.list.key:
            self._show_row(self.chooser.list.key)

    def _summary(self, trial: str) -> TrialSummary | None:
        row = self.around.case.case.get(SavedTrial, trial)
        return self.summaries.get(row) if row else None

    @Slot(object)
    def _show_came(self, trials: tuple[str, ...]) -> None:
        found = [made for trial in trials if (made := self._summary(trial)) is not None]
        self.chooser.update_trials(found, self.around.case.as_of)
        if self.shown.trial in trials:
            self.shown.show_head(self._summary(self.shown.trial))

    @Slot(str, int)
    def _move(self, trial: str, places: int) -> None:
        if self.chooser.can_move:
            self.acts.move(trial, places)
        else:
            self.noted.emit(self.tr("Choose “our order” first: then trials can be moved."))

    @Slot()
    def move_up(self) -> None:
        """Move the chosen trial up."""
        self._move(self.shown.trial, -1)

    @Slot()
    def move_down(self) -> None:
        """Move the chosen trial down."""
        self._move(self.shown.trial, 1)

    @Slot(str)
    def _delete(self, trial: str) -> None:
        self.delete_wanted.emit("saved_trial", trial)

    @Slot()
    def delete_shown(self) -> None:
        """Delete the chosen trial; Undo stands ready."""
        self._delete(self.shown.trial)

    @Slot()
    def edit_shown(self) -> None:
        """Open the form of the chosen trial."""
        self.edit_wanted.emit("saved_trial", self.shown.trial)

    @Slot(str, object)
    def _open_menu(self, trial: str, where: QPoint) -> None:
        self.chooser.list.select(trial)
        self.menu.popup(where)

    @Slot(object)
    def _show_saved(self, numbers: tuple[str, ...]) -> None:
        """Show what was just saved: a newer copy with what changed in it."""
        self.refresh()
        if numbers and numbers[0]:
            self.open_trial(numbers[0])
            self.shown.show_what_changed()

    # over all trials

    @Slot(QWidget)
    def _show_over_all(self, view: QWidget) -> None:
        if self.comparing:
            self.show_all()
        if self._right.indexOf(view) < 0:
            self._right.addWidget(view)
        self._right.setCurrentWidget(view)
        self.both.show_detail()

    @Slot(str, object)
    def _show_loaded(self, _kind: str, made: object) -> None:
        if isinstance(made, Compared):
            self.compare.show_compared(made)

    # side by side

    @Slot()
    def pick(self) -> None:
        """Ask which trials to compare."""
        chosen = self._compared or ((self.shown.trial,) if self.shown.trial else ())
        self.acts.pick_to_compare(chosen)

    @Slot(object)
    def show_compared(self, trials: tuple[str, ...]) -> None:
        """Show trials side by side."""
        self._compared = tuple(trials)
        self.compare.say_coming()
        self._stack.setCurrentWidget(self.compare)
        # The button that had the keyboard goes away with the header.
        self.compare.sort.setFocus(Qt.FocusReason.OtherFocusReason)
        self._compare_again()
        self.header_changed.emit()

    @Slot()
    def show_all(self) -> None:
        """Show the list again."""
        self._compared = ()
        saved = self.around.case.case.all(SavedTrial)
        self._stack.setCurrentWidget(self.both if saved else self.empty)
        if saved:
            self.chooser.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.header_changed.emit()

    @Slot()
    def _compare_again(self) -> None:
        case = self.around.case.case
        self._compared = tuple(t for t in self._compared if case.get(SavedTrial, t))
        if len(self._compared) < FEWEST:
            self.show_all()
            return
        session, checks, trials = self.around.case.session, self.checks, self._in_their_order()
        self.loading.start("compare", lambda: compare_checked(session, checks, trials))

    def _in_their_order(self) -> tuple[str, ...]:
        """Return the trials side by side as they stand from left to right."""
        order = self.compare.sort.order
        if order == "chosen":
            return self._compared
        rows = [r for r in self.around.case.case.all(SavedTrial) if r.id in self._compared]
        return tuple(made.trial_id for made in in_order(list(map(self.summaries.get, rows)), order))

    @Slot(str)
    def _take_out(self, trial: str) -> None:
        self._compared = tuple(t for t in self._compared if t != trial)
        self._compare_again()
        self.header_changed.emit()

    @Slot(str)
    def _ask_words(self, words: str) -> None:
        self.acts.ask_words(words)

    # parts

    @cached_property
    def compare(self) -> CompareView:
        """Trials side by side."""
        made = CompareView(self.theme)
        made.removed.connect(self._take_out)
        made.order_chosen.connect(self._compare_again)
        made.trial_wanted.connect(self.open_trial)
        made.asked.connect(self._ask_words)
        self._stack.addWidget(made)
        return made

    def _make_buttons(self) -> None:
        self._save = self._button(self.tr("Save a trial"), "plus", self.acts.save_trial, "filled")
        self._add = self._button(self.tr("Add a trial"), "plus", self.pick, "filled")
        self._compare = self._button(self.tr("Compare"), "columns-3", self.pick)
        self._all = self._button(self.tr("All trials"), "arrow-left", self.show_all)
        self._print = self._button(self.tr("Print"), "printer", self.links.open_print)

    def _button(self, words: str, icon: str, act: Callable[[], None], kind: str = "") -> Button:
        button = Button(self.theme, words, icon=icon, kind=kind)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        self._right = QStackedWidget()
        self._right.addWidget(self.shown.detail)
        back = self.tr("All trials")
        self.both = ListAndDetail(self.theme, self.chooser, self._right, back)
        self._stack = QStackedWidget()
        for whole in (self.empty, self.both):
            self._stack.addWidget(whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_20, 0, SPACE_20, SPACE_16)
        column.addWidget(self._stack)

    def _connect(self) -> None:
        self.summaries.came.connect(self._show_came)
        self.loading.came.connect(self._show_loaded)
        self.over_all.wanted.connect(self._show_over_all)
        self.over_all.trial_wanted.connect(self.open_trial)
        self.over_all.questions_wanted.connect(self.links.open_questions)
        self._connect_list()
        self.acts.saved.connect(self._show_saved)
        self.acts.compare_chosen.connect(self.show_compared)
        self.empty.save_wanted.connect(self.acts.save_trial)
        self.empty.find_wanted.connect(self.acts.find_trials)
        self.shown.trial_wanted.connect(self.open_trial)
        self.shown.record_wanted.connect(self.links.open_record)
        self.shown.question_wanted.connect(self.links.open_question)
        self.shown.home_wanted.connect(self.links.open_home)
        acts = {"up": self.move_up, "down": self.move_down}
        acts |= {"edit": self.edit_shown, "delete": self.delete_shown}
        self.menu.fill(self.theme, {**self.shown.menu_acts(), **acts})

    def _connect_list(self) -> None:
        rows = self.chooser.list
        rows.chosen.connect(self._show_row)
        rows.clicked.connect(self._click_row)
        rows.opened.connect(self._open_row)
        rows.deleted.connect(self._delete)
        rows.moved.connect(self._move)
        rows.menu_wanted.connect(self._open_menu)
        self.chooser.order_changed.connect(self.refresh)
        self.chooser.update_wanted.connect(self.acts.update_copies)
        self.chooser.unknowns_wanted.connect(self.over_all.show_unknowns)
        self.chooser.dates_wanted.connect(self.over_all.show_dates)
        self.chooser.find_wanted.connect(self.acts.find_trials)
