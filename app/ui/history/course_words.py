"""What the chart of the course says beside what the entries say themselves."""

from app.ui.words import QT_TRANSLATE_NOOP, translate
from app.usecases.course_values import LaneKey, Remission

_REMISSIONS = (
    QT_TRANSLATE_NOOP("Course", "Remission"),
    QT_TRANSLATE_NOOP("Course", "Second remission"),
    QT_TRANSLATE_NOOP("Course", "Third remission"),
    QT_TRANSLATE_NOOP("Course", "Fourth remission"),
)
_LANES: dict[LaneKey, str] = {
    "status": QT_TRANSLATE_NOOP("Course", "Disease status"),
    "therapy": QT_TRANSLATE_NOOP("Course", "Chemotherapy and other drugs"),
    "transplant": QT_TRANSLATE_NOOP("Course", "Transplant, cells, radiation"),
    "effects": QT_TRANSLATE_NOOP("Course", "Side effects"),
}


def lane_name(lane: LaneKey, *, leukemia: bool) -> str:
    """Return the words before a lane."""
    if lane == "mrd":
        if leukemia:
            return translate("Course", "Leukemia in marrow (MRD)")
        return translate("Course", "Cancer cells found (MRD)")
    return translate("Course", _LANES[lane])


def remission_name(remission: Remission) -> str:
    """Return "Remission", "Second remission" ..."""
    known = remission.number <= len(_REMISSIONS)
    return translate("Course", _REMISSIONS[remission.number - 1 if known else 0])


def months_words(remission: Remission) -> str:
    """Return "17 months", "" where a partial date cannot tell."""
    if remission.months is None:
        return ""
    if remission.months == 1:
        return translate("Course", "1 month")
    return translate("Course", "{count} months").format(count=remission.months)


def found_words(*, leukemia: bool) -> str:
    """Return what a filled point means."""
    if leukemia:
        return translate("Course", "leukemia found")
    return translate("Course", "cancer cells found")
