"""Shares of blasts in marrow and blood, and MRD as a number."""

from collections.abc import Iterator
from decimal import Decimal

from app.case.entities import StatusEvent
from app.case.facts.model import Evidence, LabValue, StatusFact
from app.case.numbers import Comparator, Quantity
from app.case.partial_date import PartialDate
from app.case.value_class import value_class
from app.eligibility.checking.comparing import holds
from app.eligibility.checking.disease_status import came_back_since, treated_since
from app.eligibility.checking.freshness import (
    LAB_DAYS,
    MARROW_DAYS,
    Span,
    is_fresh,
    limit_days,
)
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding, MissingFact, Why, cannot_tell, settled
from app.eligibility.checking.words import limit_words, shown
from app.eligibility.model import Comparison

_MARROW = MissingFact(("marrow", "blasts"), "marrow result (share of blasts)")
_BLOOD = MissingFact(("lab", "blasts-pb"), "blasts in the blood")
_MRD = MissingFact(("mrd",), "MRD result")
_COMPARATORS: dict[str | None, Comparator] = {"<": "<", ">": ">", "<=": "<=", ">=": ">="}


@value_class
class _Share:
    """A share in percent."""

    value: Quantity
    date: PartialDate | None
    evidence: Evidence


def check_blasts(asked: Comparison, record: Record) -> Finding:
    """Compare a share of blasts; without a place named, the marrow's or the blood's is enough."""
    if asked.variable == "mrd" or asked.what == "mrd":
        return _newest(asked, list(_mrd(record)), _MRD, record)
    if asked.unit not in (None, "%"):
        return cannot_tell("A number of blasts in this unit is not in the record.", _BLOOD)
    blood = _newest(asked, list(_blood(record)), _BLOOD, record)
    if asked.what == "blood":
        return blood
    marrow = _newest(asked, list(_marrow(record)), _MARROW, record)
    if asked.what == "marrow":
        return marrow
    return _either(marrow, blood, found=asked.op in (">", ">="))


def _either(marrow: Finding, blood: Finding, found: bool) -> Finding:
    """Join both places: blasts in one are enough, no blasts have to be so in both."""
    for place in (marrow, blood):
        if place.holds is found:
            return place
    return blood if marrow.holds is not None and blood.holds is None else marrow


def _newest(
    asked: Comparison, shares: list[_Share], missing: MissingFact, record: Record
) -> Finding:
    if not shares:
        return cannot_tell(f"There is no {missing.name} in the record.", missing)
    share = max(shares, key=lambda s: s.date.sort_key if s.date else (0, 0, 0, 0, False))
    row = share.evidence
    if not _is_new_enough(asked, share, record):
        gap = MissingFact(missing.key, missing.name, Why.OLD, row)
        return cannot_tell(f"The last {missing.name} is old: {shown(row)}.", gap)
    result = holds(share.value, asked.op, _limit(asked))
    said = f"{shown(row)}. The trial's text names {limit_words(asked)}."
    if result is None:
        return cannot_tell(said, MissingFact(missing.key, missing.name, Why.UNCLEAR, row))
    return settled(result, said, row)


def _limit(asked: Comparison) -> Decimal:
    """Return the limit in percent: MRD limits are also written as a share of one (10^-4)."""
    is_mrd = asked.variable == "mrd" or asked.what == "mrd"
    return asked.value * 100 if is_mrd and asked.unit is None and asked.value < 1 else asked.value


def _is_new_enough(asked: Comparison, share: _Share, record: Record) -> bool:
    if came_back_since(share.date, record):
        return False
    window = limit_days(asked.window, LAB_DAYS, record.as_of)
    if is_fresh(share.date, record.as_of, window):
        return True
    quiet = asked.window is None and not treated_since(share.date, record)
    return quiet and bool(is_fresh(share.date, record.as_of, Span(MARROW_DAYS, MARROW_DAYS)))


def _marrow(record: Record) -> Iterator[_Share]:
    event = record.facts.latest_marrow
    if event is not None and event.marrow_blasts_percent is not None:
        yield _Share(Quantity(event.marrow_blasts_percent, "%"), event.date, event.evidence)
    yield from _of_labs(record.lab_values("bm-blasts"))


def _blood(record: Record) -> Iterator[_Share]:
    yield from _of_labs(record.lab_values("blasts-pb"))


def _of_labs(values: tuple[LabValue, ...]) -> Iterator[_Share]:
    for value in values[:1]:
        if value.quantity is not None and (value.quantity.unit or "%").strip() == "%":
            yield _Share(value.quantity, value.date, value.evidence)


def _mrd(record: Record) -> Iterator[_Share]:
    event = record.facts.latest_mrd
    share = _mrd_share(event, record) if event is not None else None
    if event is not None and share is not None:
        yield _Share(share, event.date, event.evidence)


def _mrd_share(event: StatusFact, record: Record) -> Quantity | None:
    """Return an MRD result in percent; "not found" is below what the test can find."""
    row = record.row_of(event.evidence)
    if not isinstance(row, StatusEvent):
        return None
    if row.mrd_value is not None and row.mrd_unit in ("%", "percent"):
        return Quantity(row.mrd_value, "%", _COMPARATORS.get(row.mrd_comparator))
    if row.mrd_qualifier == "negative" and row.mrd_sensitivity_percent is not None:
        return Quantity(row.mrd_sensitivity_percent, "%", "<")
    return None
