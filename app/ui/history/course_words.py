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
    return translate("Course", "%n months", "", remission.months)


def found_words(*, leukemia: bool) -> str:
    """Return what a filled point means."""
    if leukemia:
        return translate("Course", "leukemia found")
    return translate("Course", "cancer cells found")


def legend_words(*, leukemia: bool, found: bool, checks: bool) -> tuple[tuple[str, str], ...]:
    """Return the signs to be explained, with their words; only what can be drawn is.

    Args:
        leukemia: whether the disease may be called leukemia.
        found: how much was found is drawn.
        checks: checks whose result stands in words only are drawn.
    """
    signs: list[tuple[str, str]] = []
    if found:
        signs += [
            ("found", found_words(leukemia=leukemia)),
            ("not_found", translate("Course", "not found")),
            ("share_only", translate("Course", "seen under the microscope only")),
        ]
    if checks:
        signs.append(("check", translate("Course", "a check, see the table")))
    signs.append(("notched", translate("Course", "only the month or year is known")))
    return tuple(signs)
