"""Dates that cannot both be right: an end before its start. Asked about, never refused."""

from collections.abc import Iterator

from app.case.declaration import Entity
from app.case.partial_date import PartialDate
from app.case.value_class import value_class

_ORDER: dict[str, tuple[tuple[str, str], ...]] = {
    "infection": (("date", "end_date"),),
    "medication": (("start", "stop"),),
    "access_step": (("date", "due"),),
    "treatment": (("start_date", "end_date"),),
    "treatment_drug": (("start_date", "last_dose_date"),),
    "toxicity": (("start", "end"),),
    "gvhd_event": (("onset", "resolved_on"),),
    "cell_therapy": (
        ("collected_on", "received_on"),
        ("lymphodepletion_start", "lymphodepletion_end"),
        ("collected_on", "infused_on"),
        ("lymphodepletion_start", "infused_on"),
        ("infused_on", "b_cell_aplasia_lost_on"),
    ),
    "radiation": (("start", "end"),),
    "question": (("created", "answered_on"),),
    "document": (("date", "received_on"),),
    "decision": (("date", "revisit_on"),),
}
"""By table: the fields of which the second cannot lie before the first."""


def is_before(end: PartialDate | None, start: PartialDate | None) -> bool:
    """Tell whether an end lies before its start, however the dates are filled in."""
    return end is not None and start is not None and end.latest < start.earliest


@value_class
class OddDates:
    """Two dates of an entry in the wrong order.

    Attributes:
        entry: the entry.
        first, second: the fields.
        question: asks about them.
    """

    entry: Entity
    first: str
    second: str
    question: str


def odd_dates(entry: Entity) -> Iterator[OddDates]:
    """Yield the dates of an entry that cannot both be right."""
    for first, second in _ORDER.get(entry.spec.table, ()):
        start, end = getattr(entry, first), getattr(entry, second)
        if is_before(end, start):
            names = entry.spec.field(second).label, entry.spec.field(first).label
            yield OddDates(entry, first, second, order_question(names[0], end, names[1], start))


def order_question(second: str, end: PartialDate, first: str, start: PartialDate) -> str:
    """Return the question about two dates in the wrong order, by the names of their fields."""
    return (
        f"“{second}”, {end.words()}, lies before “{first}”, {start.words()}. Are both dates right?"
    )
