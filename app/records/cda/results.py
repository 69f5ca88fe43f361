"""Results and vital signs of a CDA document, with what the organizer around them tells."""

import re

from app.records.cda.elements import (
    HL7,
    Element,
    Narrative,
    When,
    all_below,
    bare_code,
    below,
    child,
    children,
    concept_of,
    path,
    plain_text,
    value_of,
    when,
)
from app.records.cda.entry_parts import (
    CODE,
    NO_REPORT,
    RELATED,
    TEXT,
    TIME,
    VALUE,
    Document,
    Report,
    comment_of,
    is_negated,
    related,
    status_code,
)
from app.records.cda.statements import Section, Statement
from app.records.collector import Entry
from app.records.concepts import Concept
from app.records.found import SourceWords
from app.records.lab_values import NO_RANGE, Range, Value, flag, number, range_of
from app.records.loinc import INHALED_OXYGEN
from app.records.results import ResultDraft, keep_result
from app.records.vital_signs import Measure, VitalDraft, keep_vital

_ORGANIZER = HL7 + "organizer"
_RANGE = path("referenceRange", "observationRange")
_LIMITS, _MARK = HL7 + "referenceRange", HL7 + "interpretationCode"
_NO_LIMITS = (NO_RANGE, None)
_PERFORMED_BY = path("performer", "assignedEntity", "representedOrganization", "name")
_SPECIMEN = path("specimen", "specimenRole", "specimenPlayingEntity")
_POINTER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DENIED = "The record denies it: what it names was not found or not measured."
_STATUS = {"active": "preliminary", "held": "preliminary"}


def _report(document: Document, element: Element) -> Report:
    """Return what the report a result stands in tells of all its results."""
    organizer = next(element.iterancestors(_ORGANIZER), None)
    if organizer is None:
        return NO_REPORT
    known = document.reports.get(organizer)
    if known is None:
        known = document.reports[organizer] = Report(
            concept_of(child(organizer, CODE), document.narrative).name,
            when(child(organizer, TIME)),
            below(organizer, _SPECIMEN),
            plain_text(below(organizer, _PERFORMED_BY)),
            any(code.get("code") in INHALED_OXYGEN for code in organizer.iter(CODE)),
        )
    return known


def _time(element: Element | None, report: Report) -> When:
    own = when(element)
    return own if own.start is not None or own.end is not None else report.time


def read_result(document: Document, entry: Entry, statement: Statement, _: Section) -> None:
    """Enter a result observation."""
    element, narrative = statement.element, document.narrative
    report = _report(document, element)
    parts = children(element)
    held, text = parts.get(VALUE), parts.get(TEXT)
    found = concept_of(parts.get(CODE), narrative, narrative.of(text), original_first=True)
    value = value_of(held, narrative)
    if value.value is None and (row := narrative.rest_of_row(text)):
        value = Value(row)
    if value.value is None:
        value = bare_code(held)
    time = _time(parts.get(TIME), report)
    limits, limits_words = (
        _range(element, narrative, value.unit) if _LIMITS in parts else _NO_LIMITS
    )
    state = status_code(element)
    draft = ResultDraft(
        found,
        value,
        range=limits,
        flag=flag(_marks(element)) if _MARK in parts else None,
        moment=time.start or time.end,
        panel=statement.place.partition(", part")[0],
        panel_name=report.name,
        specimen=_specimen(element, report, narrative),
        laboratory=plain_text(below(element, _PERFORMED_BY)) or report.laboratory,
        status=_STATUS.get(state),
        note=comment_of(related(element), narrative) if RELATED in parts else None,
        words=_words(found, held, value, limits_words, time),
    )
    if is_negated(element):
        document.out.skip(entry, _DENIED)
    elif state in ("aborted", "cancelled"):
        document.out.skip(entry, "The record says that the test was not finished.")
    elif isinstance(value.value, str) and _POINTER.fullmatch(value.value):
        document.out.skip(entry, "It only points to a document.")
    else:
        keep_result(document.out, entry, draft)


def _words(
    found: Concept, held: Element | None, value: Value, limits: str | None, time: When
) -> SourceWords:
    told = None if held is None else held.get("value")
    unit = None if held is None else held.get("unit")
    shown = told or (None if value.value is None else f"{value.comparator or ''}{value.value}")
    return SourceWords(found.name, shown, unit or value.unit, limits, time.written)


def _marks(element: Element) -> list[str | None]:
    marks: list[str | None] = []
    for mark in element.iterchildren(_MARK):
        marks += [mark.get("code"), mark.get("displayName"), plain_text(mark)]
    return marks


def _range(element: Element, narrative: Narrative, unit: str | None) -> tuple[Range, str | None]:
    """Return the usual range and the words of it; of several for different people only words."""
    told = [_one_range(item, narrative, unit) for item in all_below(element, _RANGE)]
    told = [(limits, words) for limits, words in told if words]
    if not told:
        return NO_RANGE, None
    words = "; ".join(w for _, w in told if w)
    return (told[0][0], words) if len(told) == 1 else (Range(words=words), words)


def _one_range(item: Element, narrative: Narrative, unit: str | None) -> tuple[Range, str | None]:
    value, text = child(item, VALUE), narrative.of(child(item, TEXT))
    if value is None:
        return range_of(None, None, text, unit), text
    low, high = child(value, HL7 + "low"), child(value, HL7 + "high")
    lowest = None if low is None else low.get("value")
    highest = None if high is None else high.get("value")
    if number(lowest) is None and number(highest) is None:
        said = text or narrative.of(value) or value.get("value") or value.get("displayName")
        return range_of(None, None, said, unit), said
    ends = [end for end in (low, high) if end is not None]
    limits_unit = next((end.get("unit") for end in ends if end.get("unit")), None)
    shown = f"{lowest or ''} - {highest or ''} {limits_unit or ''}".strip()
    limits = range_of(number(lowest), number(highest), text, unit, limits_unit)
    if text and not all(end in text for end in (lowest, highest) if end):
        # Words beside the limits, such as "looked up, not from this laboratory", matter as much.
        return limits._replace(words=text), f"{shown}; {text}"
    return limits, text or shown


def _specimen(element: Element, report: Report, narrative: Narrative) -> str | None:
    player = below(element, _SPECIMEN)
    if player is None:
        player = report.specimen
    if player is None:
        return None
    name = concept_of(child(player, CODE), narrative).name
    return name or plain_text(child(player, HL7 + "name"))


def read_vital(document: Document, entry: Entry, statement: Statement, _: Section) -> None:
    """Enter a vital sign."""
    element, narrative = statement.element, document.narrative
    report = _report(document, element)
    parts = children(element)
    text = narrative.of(parts.get(TEXT))
    found = concept_of(parts.get(CODE), narrative, text)
    held = parts.get(VALUE)
    value = value_of(held, narrative)
    time = _time(parts.get(TIME), report)
    words = _words(found, held, value, None, time)
    said = " ".join(found.names).casefold()
    draft = VitalDraft(
        (Measure(found, value, words),),
        time.start or time.end,
        True if "room air" in said else False if report.is_with_oxygen else None,
        comment_of(related(element), narrative),
        words,
    )
    if is_negated(element):
        document.out.skip(entry, _DENIED)
    else:
        keep_vital(document.out, entry, draft)
