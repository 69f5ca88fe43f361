"""Which lists stand on which page, with the words of their empty state (ui.md, section 2)."""

from app.case.value_class import value_class
from app.ui.words import translate


@value_class
class ListPageKind:
    """One page of lists.

    Attributes:
        key, icon, title: as in the sidebar.
        group: heading in the sidebar.
        tables: kinds of entry, the first one shown first.
        add: words of the filled button while the first kind is shown.
        empty: what stands there while there is nothing.
    """

    key: str
    icon: str
    title: str
    group: str
    tables: tuple[str, ...]
    add: str
    empty: str


def list_pages() -> list[ListPageKind]:
    """Return every page of lists in the order of the sidebar."""
    return [*_history_pages(), *_option_pages(), *_visit_pages()]


def _history_pages() -> list[ListPageKind]:
    history = translate("Places", "History")
    return [
        ListPageKind(
            "history",
            "route",
            translate("Places", "Treatment history"),
            history,
            ("treatment", "status_event", "transplant", "cell_therapy", "radiation", "diagnosis"),
            translate("Places", "Add treatment"),
            translate("Places", "Add the first treatment, even if you only know the year."),
        ),
        ListPageKind(
            "labs",
            "flask-conical",
            translate("Places", "Labs and tests"),
            history,
            (
                *("lab_panel", "organ_test", "marker_panel", "genetic_test", "csf_sample"),
                *("virus_test", "performance_score", "vital_signs"),
            ),
            translate("Places", "Add results"),
            translate(
                "Places", "Type results from a report, or attach the report now and type later."
            ),
        ),
        ListPageKind(
            "medicines",
            "pill",
            translate("Places", "Medicines"),
            history,
            (
                *("medication", "allergy", "problem", "infection", "transfusion"),
                *("immunization", "exposure"),
            ),
            translate("Places", "Add medicine"),
            translate("Places", "Add the medicines taken today."),
        ),
        ListPageKind(
            "documents",
            "file-text",
            translate("Places", "Documents"),
            history,
            ("document",),
            translate("Places", "Add document"),
            translate("Places", "Choose a file. A copy is kept inside the case."),
        ),
    ]


def _option_pages() -> list[ListPageKind]:
    options = translate("Places", "Options")
    return [
        ListPageKind(
            "trials",
            "search-check",
            translate("Places", "Trials"),
            options,
            ("saved_trial",),
            translate("Places", "Save a trial"),
            translate("Places", "Write down the number of a trial, or open a saved file."),
        ),
        ListPageKind(
            "access",
            "signpost",
            translate("Places", "Access pathways"),
            options,
            ("access_request",),
            translate("Places", "Add a pathway"),
            translate("Places", "Ask the doctor first. Then follow the steps here."),
        ),
    ]


def _visit_pages() -> list[ListPageKind]:
    visits = translate("Places", "Visits")
    return [
        ListPageKind(
            "appointments",
            "calendar-days",
            translate("Places", "Appointments"),
            visits,
            ("appointment", "question", "decision", "next_step", "note"),
            translate("Places", "Add appointment"),
            translate("Places", "When is the next visit?"),
        ),
        ListPageKind(
            "team",
            "users",
            translate("Places", "Care team"),
            visits,
            ("care_person", "call_plan", "alert", "insurance", "donor_search", "share_record"),
            translate("Places", "Add person"),
            translate("Places", "Who do you call at night? Start with that number."),
        ),
    ]
