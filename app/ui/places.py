"""Which pages there are, in which order, and what makes each of them.

A page is imported when it is first opened. A page that does not exist yet is simply not here.
"""

from app.case.entities import AccessRequest, Appointment, SavedTrial
from app.ui.lists.page_lists import ListPageKind, list_pages
from app.ui.open_case import OpenCase
from app.ui.page import Page, Surroundings
from app.ui.page_stack import PageMaker
from app.ui.sidebar import Place
from app.ui.words import translate


def places() -> list[Place]:
    """Return the entries of the sidebar."""
    lists = [Place(kind.key, kind.icon, kind.title, kind.group) for kind in list_pages()]
    return [
        Place("overview", "layout-dashboard", translate("Places", "Overview")),
        *lists,
        Place("print", "printer", translate("Places", "Print"), "-"),
    ]


def makers() -> dict[str, PageMaker]:
    """Return what makes each page."""
    lists: dict[str, PageMaker] = {kind.key: _ListMaker(kind) for kind in list_pages()}
    return {"overview": _overview, **lists, "print": _print}


def page_of(table: str) -> str:
    """Return the page that shows the entries of a table."""
    shown = (kind.key for kind in list_pages() if table in kind.tables)
    return next(shown, "overview")


def counts(case: OpenCase) -> dict[str, int]:
    """Return the plain counts of the sidebar."""
    values = case.case
    return {
        "trials": len(values.all(SavedTrial)),
        "access": len(values.all(AccessRequest)),
        "appointments": len(case.facts.visits_ahead) if values.all(Appointment) else 0,
    }


def _overview(around: Surroundings) -> Page:
    from app.ui.overview.overview_page import OverviewPage

    return OverviewPage(around)


def _print(around: Surroundings) -> Page:
    from app.ui.printing.print_page import PrintPage

    return PrintPage(around)


class _ListMaker:
    """Makes a page of lists when it is first opened."""

    def __init__(self, kind: ListPageKind) -> None:
        self._kind = kind

    def __call__(self, around: Surroundings) -> Page:
        from app.ui.lists.list_page import ListPage

        return ListPage(around, self._kind)
