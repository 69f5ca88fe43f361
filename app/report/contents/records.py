"""Records the family has with them, and those that are missing."""

from collections.abc import Iterator, Sequence

from app.case import codes
from app.case.facts import Facts
from app.case.facts.values.evidence import Evidence
from app.report.contents.wording import short_date
from app.report.outline.blocks import Pair
from app.report.outline.words import say, shortened

_ASKED_FOR = (
    "pathology",
    "flow",
    "genetics",
    "marrow",
    "imaging_report",
    "imaging_disc",
    "treatment_summary",
    "lab",
)
"""What a second opinion asks for (domain reference, 5.1 number 7, source S29)."""

_NOT_MEDICAL = frozenset({"insurance", "id", "consent"})


def record_rows(facts: Facts, with_dates: bool) -> tuple[Pair, ...]:
    """Return the records with us, and the kinds of record that are missing."""
    found = facts.documents
    rows = []
    told = [
        _kind(kind, found[kind], with_dates)
        for kind in (*_ASKED_FOR, *_others(found))
        if kind in found
    ]
    rows.append(Pair("With us", say("; ".join(told) or "none noted")))
    missing = [_label(kind) for kind in _ASKED_FOR if kind not in found]
    if missing:
        rows.append(Pair("Not with us", say(", ".join(missing))))
    return tuple(rows)


def _others(found: object) -> Iterator[str]:
    if isinstance(found, dict):
        yield from (kind for kind in found if kind not in _ASKED_FOR and kind not in _NOT_MEDICAL)


def _kind(kind: str, documents: Sequence[Evidence], with_dates: bool) -> str:
    if not with_dates:
        return _label(kind) + (f" ({len(documents)})" if len(documents) > 1 else "")
    days = [short_date(one.date) for one in documents[:3] if one.date]
    return f"{_label(kind)} {', '.join(days)}".strip()


def _label(kind: str) -> str:
    label = codes.label("document.type", kind)
    return shortened(label[:1].lower() + label[1:], 40) if label[1:2].islower() else label
