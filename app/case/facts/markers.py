"""Markers of the cancer cells: the newest result of each, and what came before."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from app.case import codes, vocabulary
from app.case.case import Case
from app.case.entities import MarkerPanel, MarkerResult
from app.case.facts.records import evidence, newest_first
from app.case.facts.values.disease import MarkerFact, MarkerValue
from app.case.facts.values.evidence import Evidence
from app.case.facts.wording import lower_first, percent
from app.case.partial_date import PartialDate

# A marker that nobody tested has no result; "unknown, not tested and negative are different".
_NO_RESULT = frozenset({"not_tested", "unknown", ""})


@lru_cache(maxsize=1024)
def marker_key(text: str) -> str:
    """Return a marker's id in `markers.csv`, or the text as typed where it is not there.

    A bare "CD3" may be the one on the surface or the one inside, so it stays as typed.
    """
    typed = text.strip()
    listed = vocabulary.markers().get(typed.casefold()) or vocabulary.marker_find(typed)
    return listed.id if listed else typed


def marker_name(key: str) -> str:
    """Return the name to show for a key of `marker_key`."""
    term = vocabulary.markers().get(key)
    return term.name if term else key


def marker_kind(key: str) -> str:
    """Return the kind of a marker in `markers.csv` ("surface", "drug gene"), "" where unknown."""
    term = vocabulary.markers().get(key)
    return term.row["kind"] if term else ""


def markers(case: Case, as_of: date) -> Mapping[str, MarkerFact]:
    """Return every marker with its results up to a day, in the order of the newest reports."""
    values: dict[str, list[MarkerValue]] = {}
    for panel in newest_first(case, MarkerPanel, as_of):
        for row in case.parts(MarkerResult, panel):
            if row.marker and row.marker.strip():
                key = marker_key(row.marker)
                values.setdefault(key, []).append(_value(case, panel, row))
    facts = {key: _fact(key, found) for key, found in values.items()}
    return {key: fact for key, fact in facts.items() if fact is not None}


def _fact(key: str, values: list[MarkerValue]) -> MarkerFact | None:
    tested = [value for value in values if value.result not in _NO_RESULT]
    if not tested:
        return None
    newest, *before = tested
    earlier = before[0] if before else None
    result_changed = earlier is not None and earlier.result != newest.result
    changed = earlier is not None and earlier.percent != newest.percent
    return MarkerFact(
        key=key,
        name=marker_name(key),
        newest=newest,
        earlier=earlier,
        result_changed=result_changed,
        changed=result_changed or changed,
        history=tuple(tested),
        maybe_newer=tuple(value for value in before if may_be_newer(value.date, newest.date)),
        not_tested=tuple(_not_tested_since(newest, values)),
    )


def may_be_newer(day: PartialDate | None, newest: PartialDate | None) -> bool:
    """Whether a date that sorts before the newest one may in truth lie after it."""
    if day is None or newest is None:
        return day is not newest
    return day != newest and day.latest > newest.earliest


def _not_tested_since(newest: MarkerValue, values: Iterable[MarkerValue]) -> Iterable[Evidence]:
    for value in values:
        if value is newest:
            return
        if value.result in _NO_RESULT:
            yield value.evidence


def _value(case: Case, panel: MarkerPanel, row: MarkerResult) -> MarkerValue:
    result = row.result or ""
    name = marker_name(marker_key(row.marker or ""))
    words = marker_words(result, row)
    return MarkerValue(
        date=panel.date,
        result=result,
        percent=row.percent_of_blasts,
        percent_of=row.percent_of or None,
        specimen=panel.specimen or None,
        method=panel.method or None,
        timepoint=panel.timepoint or None,
        note=row.note or None,
        words=words,
        evidence=evidence(case, row, f"{name} {words}", parent=panel),
    )


def marker_words(result: str, row: MarkerResult) -> str:
    """Return "positive, 98%", or "result not noted"."""
    label = lower_first(codes.label("marker_result", result)) if result else "result not noted"
    if row.percent_of_blasts is None:
        return label
    counted = f" of {row.percent_of}" if row.percent_of else ""
    return f"{label}, {percent(row.percent_of_blasts)}{counted}"
