"""Which pages there are, in which order, and what makes each of them.

A page is imported when it is first opened.
"""

from importlib import import_module

from app.case.entities import AccessRequest, Appointment, SavedTrial
from app.ui.lists.page_lists import list_pages
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
        Place("log", "history", translate("Places", "Change log"), "-"),
    ]


def places_beside() -> list[Place]:
    """Return the pages that have no entry in the sidebar; menus and search lead to them."""
    hunter = translate("Places", "Records for a second opinion")
    return [
        Place("patient", "user", translate("Places", "Patient details")),
        Place("hunter", "folder-open", hunter),
        Place("therapies", "book-open", translate("Places", "Therapies and words")),
        Place("settings", "settings", translate("Places", "Settings")),
        Place("help", "circle-question-mark", translate("Places", "Help")),
    ]


def makers() -> dict[str, PageMaker]:
    """Return what makes each page."""
    return {key: _PageOf(where) for key, where in _PAGES.items()}


def modules() -> list[str]:
    """Return the modules of the pages, those that are opened most first."""
    return [where.partition(":")[0] for where in _PAGES.values()]


def page_of(table: str) -> str:
    """Return the page that shows the entries of a table."""
    shown = (kind.key for kind in list_pages() if table in kind.tables)
    return next(shown, _SHOWN_BESIDE.get(table, "overview"))


def counts(case: OpenCase) -> dict[str, int]:
    """Return the plain counts of the sidebar."""
    values = case.case
    return {
        "trials": len(values.all(SavedTrial)),
        "access": len(values.all(AccessRequest)),
        "appointments": len(case.facts.visits_ahead) if values.all(Appointment) else 0,
    }


_SHOWN_BESIDE = {
    "patient": "patient",
    "guardian": "patient",
    "health_care_proxy": "patient",
    "import_receipt": "documents",
    "pending_item": "documents",
}

_PAGES = {
    "overview": "app.ui.overview.overview_page:OverviewPage",
    "trials": "app.ui.trials.trials_page:TrialsPage",
    "labs": "app.ui.labs.labs_page:LabsPage",
    "history": "app.ui.history.history_page:HistoryPage",
    "appointments": "app.ui.visits.visits_page:VisitsPage",
    "medicines": "app.ui.medicines.medicines_page:MedicinesPage",
    "documents": "app.ui.documents.documents_page:DocumentsPage",
    "access": "app.ui.access.access_page:AccessPage",
    "team": "app.ui.team.team_page:TeamPage",
    "print": "app.ui.printing.print_page:PrintPage",
    "patient": "app.ui.patient.patient_page:PatientPage",
    "log": "app.ui.change_log.log_page:LogPage",
    "hunter": "app.ui.share.records_hunter_page:RecordsHunterPage",
    "therapies": "app.ui.reference.therapies_page:TherapiesPage",
    "settings": "app.ui.settings.settings_page:SettingsPage",
    "help": "app.ui.help.help_page:HelpPage",
}
"""Module and class of every page, those opened most first."""


class _PageOf:
    """Makes a page when it is first opened."""

    def __init__(self, where: str) -> None:
        self._where = where

    def __call__(self, around: Surroundings) -> Page:
        module, _, name = self._where.partition(":")
        made: Page = getattr(import_module(module), name)(around)
        return made
