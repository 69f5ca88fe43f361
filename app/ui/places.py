"""Which pages there are, in which order, and what makes each of them.

A page is imported when it is first opened. A page that does not exist yet is simply not here.
"""

from importlib import import_module
from importlib.util import find_spec

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
        *_log(),
    ]


def places_beside() -> list[Place]:
    """Return the pages that have no entry in the sidebar; menus and search lead to them."""
    known = [
        Place("patient", "user", translate("Places", "Patient details")),
        Place("therapies", "book-open", translate("Places", "Therapies and words")),
        Place("settings", "settings", translate("Places", "Settings")),
        Place("help", "circle-question-mark", translate("Places", "Help")),
    ]
    return [place for place in known if place.key in _OWN]


def _log() -> list[Place]:
    words = translate("Places", "Change log")
    return [Place("log", "history", words, "-")] if "log" in _OWN else []


def makers() -> dict[str, PageMaker]:
    """Return what makes each page."""
    lists: dict[str, PageMaker] = {kind.key: _ListMaker(kind) for kind in list_pages()}
    own: dict[str, PageMaker] = {key: _OwnMaker(where) for key, where in _OWN.items()}
    return {"overview": _overview, **lists, "print": _print, **own}


def modules() -> list[str]:
    """Return the modules of the pages, those that are opened most first."""
    return [where.partition(":")[0] for where in _OWN.values()]


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


_PLANNED = {
    "history": "app.ui.history.history_page:HistoryPage",
    "labs": "app.ui.labs.labs_page:LabsPage",
    "medicines": "app.ui.medicines.medicines_page:MedicinesPage",
    "documents": "app.ui.documents.documents_page:DocumentsPage",
    "trials": "app.ui.trials.trials_page:TrialsPage",
    "access": "app.ui.access.access_page:AccessPage",
    "appointments": "app.ui.visits.visits_page:VisitsPage",
    "team": "app.ui.team.team_page:TeamPage",
    "log": "app.ui.change_log.log_page:LogPage",
    "patient": "app.ui.patient.patient_page:PatientPage",
    "therapies": "app.ui.reference.therapies_page:TherapiesPage",
    "settings": "app.ui.settings.settings_page:SettingsPage",
    "help": "app.ui.help.help_page:HelpPage",
}


def _is_built(where: str) -> bool:
    try:
        return find_spec(where.partition(":")[0]) is not None
    except ModuleNotFoundError:
        return False


_OWN = {key: where for key, where in _PLANNED.items() if _is_built(where)}


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


class _OwnMaker:
    """Makes a page of its own kind when it is first opened."""

    def __init__(self, where: str) -> None:
        self._where = where

    def __call__(self, around: Surroundings) -> Page:
        module, _, name = self._where.partition(":")
        made: Page = getattr(import_module(module), name)(around)
        return made
