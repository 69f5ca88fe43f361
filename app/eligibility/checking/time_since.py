"""Time passed since the last dose, the transplant, the transfusion ...

Days are counted from the last dose that was really given. A drug without a last dose of its own
ended no later than its treatment, so its days are a range, and a line is settled only where every
possible day gives the same answer. A treatment that is planned already leaves a fulfilled window
open.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from app.case.facts.model import Conflict
from app.case.partial_date import DayRange
from app.case.value_class import value_class
from app.case.vocabulary import drugs
from app.eligibility.checking.events import ANY_ANTICANCER, Event, drug_marks
from app.eligibility.checking.freshness import days_before, span_of
from app.eligibility.checking.illnesses import occurrences
from app.eligibility.checking.record import Record
from app.eligibility.checking.therapy import (
    Matches,
    is_going_on,
    matches,
    missing_therapy,
)
from app.eligibility.checking.verdict import (
    Finding,
    Why,
    cannot_tell,
    disagreeing,
    settled,
)
from app.eligibility.checking.words import duration_words, sentence, shown
from app.eligibility.model import TimeSince

_WITHIN = ("<", "<=")
# "has received A, or has received B within 3 months": the window may belong to B alone.
_VERB = re.compile(r"\b(?:has|have|had|having|received|underwent|undergone|been)\b", re.IGNORECASE)
# "Less than 14 days" and "at least 14 days" part at day 14 itself, the other two behind it.
_STRICT = ("<", ">=")


@value_class
class Window:
    """A length of time in days as far as it is known; `high` None: no known end."""

    low: int
    high: int | None
    strict: bool

    def holds(self, days: DayRange) -> bool | None:
        """Whether something some days ago lies inside; None: cannot be told."""
        if days.high < self.low or (days.high == self.low and not self.strict):
            return True
        if self.high is None:
            return None
        outside = days.low > self.high or (days.low == self.high and self.strict)
        return False if outside else None


def window_of(asked: TimeSince, as_of: date) -> Window:
    """Return the window of a line.

    Half-lives are not in the vocabularies, so "14 days or 5 half-lives" has only one known end,
    and which one it is depends on "whichever is shorter" or "longer".
    """
    strict = asked.op in _STRICT
    spans = [span for d in asked.durations if (span := span_of(d, as_of)) is not None]
    if not spans:
        return Window(0, None, strict)
    pick = max if asked.whichever == "longer" else min
    low, high = pick(s.low for s in spans), pick(s.high for s in spans)
    if len(spans) == len(asked.durations):
        ends = (low, high) if asked.whichever or len(spans) == 1 else _all_of(spans)
        return Window(ends[0], ends[1], strict)
    if asked.whichever == "shorter":
        return Window(0, high, strict)
    return Window(low if asked.whichever == "longer" else 0, None, strict)


def _all_of(spans: Sequence) -> tuple[int, int]:  # type: ignore[type-arg]
    return min(s.low for s in spans), max(s.high for s in spans)


def check_time_since(asked: TimeSince, record: Record) -> Finding:
    """Whether as much, or as little, time has passed as the line says."""
    if not asked.event.ids and asked.event.named:
        return cannot_tell(f"“{asked.event.text}” is not looked up.", missing_therapy(asked.event))
    if _VERB.search(asked.event.text):
        said = f"Which part of “{asked.event.text}” the time belongs to is not clear."
        return cannot_tell(said, missing_therapy(asked.event, Why.UNCLEAR))
    found = matches(asked.event, record)
    ill = occurrences(asked.event, record)
    found = Matches((*found.sure, *ill.sure), (*found.perhaps, *ill.perhaps), found.planned)
    if not found.sure and not found.perhaps:
        found = _nothing_at_all_since(asked, found, record)
    if not found.sure and not found.perhaps:
        return _nothing(asked)
    recent = _recent(found, asked, record)
    conflict = _conflict(found, asked, record)
    if conflict is not None:
        gap = missing_therapy(asked.event, Why.DISAGREE)
        return disagreeing(conflict.sentence, gap, *conflict.entries)
    if recent is None:
        return _open(found, asked, record)
    if not recent and found.planned:
        row = found.planned[0].evidence
        said = f"A treatment that is planned would change this: {shown(row)}."
        return cannot_tell(said, missing_therapy(asked.event, Why.PLANNED), evidence=(row,))
    return _answer(recent, found, asked, record)


def _nothing_at_all_since(asked: TimeSince, found: Matches, record: Record) -> Matches:
    """Return all treatments against the cancer where none of any kind lies inside the window.

    "No TKI within 14 days" is answered by a record whose last treatment of all ended before
    that, although no TKI is in it.
    """
    if found.planned or not asked.event.ids or not all(map(_is_anticancer, asked.event.ids)):
        return found
    anything = matches(replace(asked.event, ids=(ANY_ANTICANCER,), without=()), record)
    return anything if _recent(anything, asked, record) is False else found


def _is_anticancer(id: str) -> bool:
    """Whether an id names medicines against the cancer; radiation and surgery are no medicines."""
    if id in (ANY_ANTICANCER, "modality:investigational"):
        return True
    return any(ANY_ANTICANCER in marks for marks in _marks_with(id))


@lru_cache(maxsize=256)
def _marks_with(id: str) -> tuple[frozenset[str], ...]:
    return tuple(m for m in map(drug_marks, (drug.id for drug in drugs())) if id in m)


def _conflict(found: Matches, asked: TimeSince, record: Record) -> Conflict | None:
    """Return a disagreement on a last dose where it matters which row is right."""
    for event in found.sure:
        conflict = record.conflict_of(event.evidence)
        if conflict is None or conflict.what != "last_dose":
            continue
        rows = {(row.table, row.id) for row in conflict.entries}
        answers = {_recent(_believing(found, rows, row), asked, record) for row in rows}
        if {True, False} <= answers:
            return conflict
    return None


def _believing(found: Matches, rows: set[tuple[str, str]], row: tuple[str, str]) -> Matches:
    """Return the events with only one of the rows that disagree."""
    others = rows - {row}
    sure = tuple(e for e in found.sure if (e.evidence.table, e.evidence.id) not in others)
    return Matches(sure, found.perhaps, found.planned)


def _nothing(asked: TimeSince) -> Finding:
    said = f"No “{asked.event.text}” is noted; that does not prove that there was none."
    return cannot_tell(said, missing_therapy(asked.event))


def _recent(found: Matches, asked: TimeSince, record: Record) -> bool | None:
    """Whether something the line means lies inside its window, counted from every fitting day."""
    told = {_recent_on(found, asked, day) for day in _days_counted_from(asked, record)}
    return told.pop() if len(told) == 1 else None


def _recent_on(found: Matches, asked: TimeSince, day: date) -> bool | None:
    window = window_of(asked, day)
    sure = [_inside(event, asked, day, window) for event in found.sure]
    if True in sure:
        return True
    perhaps = [_inside(event, asked, day, window) for event in found.perhaps]
    return False if all(inside is False for inside in (*sure, *perhaps)) else None


def _days_counted_from(asked: TimeSince, record: Record) -> tuple[date, ...]:
    """Return the as-of day, and for blood products and growth factors the newest count's day."""
    ids = asked.event.ids
    if not any(id.startswith("product:") or id == "modality:growth_factor" for id in ids):
        return (record.as_of,)
    counts = [v.date.exact for lab in ("plt", "anc") for v in record.lab_values(lab)[:1] if v.date]
    return (record.as_of, *(day for day in counts[:1] if day is not None))


def _inside(event: Event, asked: TimeSince, day: date, window: Window) -> bool | None:
    days = days_of(event, asked, day)
    return None if days is None else window.holds(days)


def days_of(event: Event, asked: TimeSince, day: date) -> DayRange | None:
    """Return the days from an event to a day, from its last dose unless the line says start."""
    if not asked.since_end:
        return days_before(event.start, day)
    if event.last is None:
        return None
    if is_going_on(event):
        return DayRange(0, 0)
    days = event.last.days_before(day)
    if days is None:
        return None
    # After the count the line speaks of: of no meaning for it.
    return DayRange(max(0, days.low), max(0, days.high))


def _open(found: Matches, asked: TimeSince, record: Record) -> Finding:
    newest = _newest((*found.sure, *found.perhaps))
    said = f"{sentence(shown(newest.evidence))} Whether that is long enough ago cannot be told."
    gap = missing_therapy(asked.event, Why.PARTIAL_DATE)
    return cannot_tell(said, gap, evidence=(newest.evidence,))


def _newest(events: Sequence[Event]) -> Event:
    """Return the newest event, of several on one day the one whose days are known best."""
    return max(events, key=_how_new)


def _how_new(event: Event) -> tuple[int, bool, int]:
    if event.last is None:
        return 0, False, 0
    first = event.last.earliest.toordinal() if event.last.earliest else 0
    return event.last.latest.toordinal(), is_going_on(event), first


def _answer(recent: bool, found: Matches, asked: TimeSince, record: Record) -> Finding:
    newest = _newest(found.sure or found.perhaps)
    window = " or ".join(duration_words(d) for d in asked.durations)
    said = f"{_when(newest, asked, record)}. The trial's text names {window}."
    holds = recent if asked.op in _WITHIN else not recent
    qualities = asked.event.qualities - _TOLD
    if qualities and recent:
        gap = missing_therapy(asked.event, Why.UNCLEAR)
        return cannot_tell(said, gap, evidence=(newest.evidence,))
    return settled(holds, said, newest.evidence)


def _when(event: Event, asked: TimeSince, record: Record) -> str:
    """Return "Nelarabine on 2 May 2026, 10 days before", or that it is still going on."""
    row = event.evidence
    if is_going_on(event) and asked.since_end:
        since = f", since {row.date.words()}" if row.date else ""
        return f"{row.words}{since}, still going on"
    days = days_of(event, asked, record.as_of)
    return shown(row) if days is None else f"{shown(row)}, {_days(days)} before"


_TOLD = frozenset({"history", "prior", "current", "active", "systemic", "live", "acute"})


def _days(days: DayRange) -> str:
    if days.exact is not None:
        return "1 day" if days.exact == 1 else f"{days.exact} days"
    return f"{days.low} to {days.high} days"
