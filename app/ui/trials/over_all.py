"""What the page Trials shows of all saved trials together, made when it is wanted."""

from functools import cached_property

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.ui.page import Page
from app.ui.trials.loading import Loading
from app.ui.trials.over_all_views import DatesView, UnknownsView
from app.usecases import ask_team
from app.usecases.trial_page_checks import TrialChecks
from app.usecases.trial_page_compare import AllDates, all_dates
from app.usecases.trial_page_unknowns import AllUnknowns, all_unknowns


class OverAll(QObject):
    """What nobody knows yet, and from when each trial would be possible.

    Signals:
        wanted(QWidget): a view is to be seen.
        trial_wanted(str), questions_wanted(): a trial, or the question list, is to be opened.
    """

    wanted = Signal(QWidget)
    trial_wanted = Signal(str)
    questions_wanted = Signal()

    def __init__(self, page: Page, checks: TrialChecks, loading: Loading) -> None:
        super().__init__(page)
        self._page = page
        self._checks = checks
        self._loading = loading
        self._made: AllUnknowns | None = None
        loading.came.connect(self._show_loaded)

    @cached_property
    def unknowns(self) -> UnknownsView:
        """What nobody knows yet."""
        made = UnknownsView(self._page.theme)
        made.asked.connect(self._ask)
        made.questions_wanted.connect(self.questions_wanted)
        return made

    @cached_property
    def dates(self) -> DatesView:
        """From when each trial would be possible by the registry's text."""
        made = DatesView(self._page.theme)
        made.trial_wanted.connect(self.trial_wanted)
        return made

    def shows(self, view: QWidget | None) -> bool:
        """Put together again what is seen, where it is one of these; else say that it is not."""
        if view is self.__dict__.get("unknowns"):
            self.show_unknowns()
        elif view is self.__dict__.get("dates"):
            self.show_dates()
        else:
            return False
        return True

    @Slot()
    def show_unknowns(self) -> None:
        """Show what nobody knows yet."""
        self._show(self.unknowns)
        session, checks = self._page.around.case.session, self._checks
        self._loading.start("unknowns", lambda: all_unknowns(session, checks))

    @Slot()
    def show_dates(self) -> None:
        """Show from when each trial would be possible."""
        self._show(self.dates)
        session, checks = self._page.around.case.session, self._checks
        self._loading.start("dates", lambda: all_dates(session, checks))

    def _show(self, view: UnknownsView | DatesView) -> None:
        if not view.isVisible():
            view.say_coming()
        self.wanted.emit(view)

    @Slot(str, object)
    def _show_loaded(self, _kind: str, made: object) -> None:
        if isinstance(made, AllUnknowns):
            self._made = made
            self.unknowns.show_unknowns(made.unknowns, made.names, made.asked)
        elif isinstance(made, AllDates):
            self.dates.show_dates(made)

    @Slot(int)
    def _ask(self, place: int) -> None:
        page = self._page
        if self._made is None or not page.writable():
            return
        unknown, session = self._made.unknowns[place], page.around.case.session
        if page.attempt(lambda: ask_team.ask(session, unknown)):
            page.done.emit(page.tr("Question added to the list"))
