"""The views inside a page that a picture of the page alone does not show, for `tests.shots`."""

from collections.abc import Callable

from app.case.entities import SavedTrial
from app.ui.main_window import MainWindow
from app.ui.trials.trials_page import TrialsPage
from app.ui.visits.visits_page import VisitsPage

Opener = Callable[[MainWindow], None]


def views() -> dict[str, Opener]:
    """Return what opens each view, by the name of its picture."""
    return {
        "trials-about": lambda window: _tab(window, "about"),
        "trials-places": lambda window: _tab(window, "places"),
        "trials-changes": lambda window: _tab(window, "changes", last=True),
        "trials-notes": lambda window: _tab(window, "notes"),
        "trials-compare": _compare,
        "trials-unknowns": lambda window: _trials(window).over_all.show_unknowns(),
        "trials-dates": lambda window: _trials(window).over_all.show_dates(),
        "appointments-during": lambda window: _phase(window, "during"),
        "appointments-after": lambda window: _phase(window, "after"),
        "search": _search,
        "undo": _undo,
    }


def _trials(window: MainWindow) -> TrialsPage:
    window.open_page("trials")
    page = window.pages.page
    assert isinstance(page, TrialsPage)
    page.show_all()
    return page


def _saved(window: MainWindow) -> tuple[str, ...]:
    return tuple(row.id for row in window._around.case.case.all(SavedTrial))


def _tab(window: MainWindow, tab: str, *, last: bool = False) -> None:
    page = _trials(window)
    page.open_trial(_saved(window)[-1 if last else 0])
    page.shown.detail.tabs.choose(tab)
    page.shown.detail.tabs.chosen.emit(tab)


def _compare(window: MainWindow) -> None:
    _trials(window).show_compared(_saved(window)[:3])


def _phase(window: MainWindow, phase: str) -> None:
    window.open_page("appointments")
    page = window.pages.page
    assert isinstance(page, VisitsPage)
    page.detail.questions.phase.chosen.emit(phase)


def _search(window: MainWindow) -> None:
    window.open_page("overview")
    window.go.search_everything()
    window.search.setText("wbc")


def _undo(window: MainWindow) -> None:
    window.open_page("medicines")
    window.say_done("Medicine deleted")
