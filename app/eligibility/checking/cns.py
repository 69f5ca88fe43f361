"""Disease in the brain and spinal fluid, by the newest spinal fluid and noted events."""

import re

from app.case.facts.model import Evidence, SpinalFluid
from app.case.partial_date import PartialDate
from app.eligibility.checking.freshness import (
    SPINAL_FLUID_DAYS,
    Span,
    days_before,
    is_fresh,
)
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding, MissingFact, Why, cannot_tell, settled
from app.eligibility.checking.words import how_old, shown
from app.eligibility.model import Presence

_FLUID = MissingFact(("spinal_fluid",), "spinal fluid result")
_HISTORY = frozenset({"history", "prior"})
_GRADE_3 = re.compile(r"\bcns[ -]?(?:grade |status )?3", re.IGNORECASE)
_LATELY = 365
"""Disease in the spinal fluid within this time: whether it is over is for the team."""


def check_cns(asked: Presence, record: Record) -> Finding:
    """Whether the disease is, or was, in the brain or spinal fluid."""
    if asked.topic.qualities & _HISTORY:
        return _ever(record)
    fluid = next(iter(f for f in record.facts.spinal_fluid if _says(f) != "nothing"), None)
    if fluid is None:
        return cannot_tell("There is no spinal fluid result in the record.", _FLUID)
    if not is_fresh(fluid.date, record.as_of, Span(SPINAL_FLUID_DAYS, SPINAL_FLUID_DAYS)):
        gap = MissingFact(_FLUID.key, _FLUID.name, Why.OLD, fluid.evidence)
        return cannot_tell(
            f"The last spinal fluid is {how_old(fluid.date, record.as_of)}: {_shown(fluid)}.", gap
        )
    return _now(fluid, asked, record)


def _says(fluid: SpinalFluid) -> str:
    """Return "clear", "few" (CNS2), "disease" (CNS3) or "nothing" of one sample."""
    status = (fluid.cns_status or "").casefold()
    if status.startswith("cns3") or status == "adult_positive":
        return "disease"
    if status.startswith("cns2"):
        return "few"
    if status.startswith("cns1") or status == "adult_negative":
        return "clear" if not fluid.blasts else "few"
    if fluid.blasts is None:
        return "nothing"
    return "few" if fluid.blasts else "clear"


def _shown(fluid: SpinalFluid) -> str:
    return shown(_row(fluid))


def _row(fluid: SpinalFluid) -> Evidence:
    row = fluid.evidence
    words = f"Spinal fluid {fluid.words}"
    return Evidence(row.table, row.id, row.shown_id, row.date, words, row.source)


def _now(fluid: SpinalFluid, asked: Presence, record: Record) -> Finding:
    row, says = _row(fluid), _says(fluid)
    later = _event_after(fluid.date, record)
    if later is not None:
        gap = MissingFact(_FLUID.key, _FLUID.name, Why.UNCLEAR, later)
        return cannot_tell(f"Noted after the last spinal fluid: {shown(later)}.", gap)
    if says == "disease":
        return settled(True, f"{shown(row)}.", row)
    if says == "few" and not _GRADE_3.search(asked.topic.text):
        gap = MissingFact(_FLUID.key, _FLUID.name, Why.UNCLEAR, row)
        return cannot_tell(f"{shown(row)}: whether this counts differs by study.", gap)
    lately = _disease_lately(record)
    if lately is not None:
        gap = MissingFact(_FLUID.key, _FLUID.name, Why.UNCLEAR, row)
        said = f"{shown(row)}; before that: {shown(lately)}. The team judges whether it is over."
        return cannot_tell(said, gap, evidence=(row, lately))
    return settled(False, f"{shown(row)}.", row)


def _event_after(day: PartialDate | None, record: Record) -> Evidence | None:
    for event in record.facts.status_events:
        named = event.type == "cns_event" or _positive(event.cns_status)
        if named and (day is None or event.date is None or event.date.before(day) is not True):
            # The event and the sample of one day are one finding.
            if event.date == day and day is not None:
                continue
            return event.evidence
    return None


def _positive(status: str | None) -> bool:
    return (status or "").casefold().startswith("cns3") or status == "adult_positive"


def _disease_lately(record: Record) -> Evidence | None:
    """Return disease found in the spinal fluid within the last year."""
    rows = [_row(f) for f in record.facts.spinal_fluid if _says(f) == "disease"]
    rows += [e.evidence for e in record.facts.status_events if e.type == "cns_event"]
    for row in rows:
        days = days_before(row.date, record.as_of)
        if days is None or days.low <= _LATELY:
            return row
    return None


def _ever(record: Record) -> Finding:
    samples = record.facts.spinal_fluid
    disease = next((_row(f) for f in samples if _says(f) == "disease"), None)
    event = next((e for e in record.facts.status_events if e.type == "cns_event"), None)
    row = disease or (event.evidence if event else None)
    if row is not None:
        return settled(True, f"{shown(row)}.", row)
    few = next((_row(f) for f in samples if _says(f) == "few"), None)
    if few is not None:
        gap = MissingFact(_FLUID.key, _FLUID.name, Why.UNCLEAR, few)
        return cannot_tell(f"{shown(few)}: whether this counts differs by study.", gap)
    return cannot_tell("No disease in the spinal fluid is noted.", _FLUID)
