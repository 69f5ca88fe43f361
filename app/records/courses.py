"""Several entries of one file that speak of one course: a medicine's orders and doses, sessions.

An order, a statement and the administrations of one drug are one medicine, and so are its renewals.
Courses that are clearly apart stay apart.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, cast

from app.case.declaration import Entity
from app.case.entities import Medication, Radiation, Treatment
from app.case.partial_date import PartialDate
from app.records.found import Found
from app.records.sameness.health import medicine_keys_of
from app.records.sameness.item import item_of_found

# Two courses that both have a last day are one where no more than a month lies between.
_DAYS_BETWEEN_CLOSED = 31
# An order without an end is renewed within a year or so; after that it is another course.
_DAYS_BETWEEN_OPEN = 400
# Sessions of chemotherapy or radiation that follow each other.
_DAYS_BETWEEN_SESSIONS = 62
_SESSION_KINDS = frozenset({"chemotherapy"})


class Course(NamedTuple):
    """Entries that are one row, the first of them standing for all.

    Attributes:
        whole: the first entry, its row completed from the others.
        parts: all entries, the first included.
    """

    whole: Found
    parts: tuple[Found, ...]


class _Span(NamedTuple):
    """From when to when an entry reaches; `end` None where it is open."""

    found: Found
    start: PartialDate | None
    end: PartialDate | None
    goes_on: bool

    @property
    def last_day(self) -> date | None:
        """The last day that is known."""
        last = self.end or self.start
        return last.latest if last else None


def courses(found: Iterable[Found]) -> list[Course]:
    """Return the courses among the entries; every other entry stands alone."""
    listed = list(found)
    groups: dict[int, Course] = {}
    for course in (*_of_medicines(listed), *_of_sessions(listed)):
        for part in course.parts:
            groups[id(part)] = course
    result: list[Course] = []
    for one in listed:
        course = groups.get(id(one), Course(one, (one,)))
        if course.parts[0] is one:
            result.append(course)
    return result


def _of_medicines(found: Sequence[Found]) -> Iterable[Course]:
    medicines = [one for one in found if isinstance(one.entity, Medication)]
    for group in _with_key_in_common(medicines):
        spans = [_span_of_medicine(one) for one in group]
        for course in _follow(spans, _are_one_medicine):
            yield Course(_whole_medicine(course), _in_order([s.found for s in course], group))


def _of_sessions(found: Sequence[Found]) -> Iterable[Course]:
    sessions: dict[tuple[str | None, frozenset[str]], list[Found]] = {}
    for one in found:
        entity = one.entity
        if isinstance(entity, Radiation) or (
            isinstance(entity, Treatment) and entity.modality in _SESSION_KINDS
        ):
            key = (one.person, item_of_found(one).name_keys)
            sessions.setdefault(key, []).append(one)
    for group in sessions.values():
        spans = [_span_of_session(one) for one in group]
        for course in _follow(spans, _are_one_row_of_sessions):
            yield Course(_whole_sessions(course), _in_order([s.found for s in course], group))


def _in_order(parts: list[Found], group: Sequence[Found]) -> tuple[Found, ...]:
    chosen = {id(part) for part in parts}
    return tuple(one for one in group if id(one) in chosen)


def _with_key_in_common(found: Sequence[Found]) -> list[list[Found]]:
    """Return groups of entries that share an ingredient, brand or code, directly or by others."""
    groups: list[tuple[set[str], list[Found]]] = []
    for one in found:
        keys = {f"{one.person} {key}" for key in medicine_keys_of(item_of_found(one))}
        members = [one]
        apart = []
        for known, others in groups:
            if known & keys:
                keys |= known
                members = [*others, *members]
            else:
                apart.append((known, others))
        groups = [*apart, (keys, members)]
    return [members for _, members in groups]


def _span_of_medicine(found: Found) -> _Span:
    row = cast(Medication, found.entity)
    return _Span(found, row.start, row.stop, row.status in ("active", "as_needed"))


def _span_of_session(found: Found) -> _Span:
    row = found.entity
    if isinstance(row, Radiation):
        return _Span(found, row.start, row.end or row.start, False)
    treatment = cast(Treatment, row)
    return _Span(found, treatment.start_date, treatment.end_date or treatment.start_date, False)


def _follow(spans: list[_Span], are_one: Callable[[list[_Span], _Span], bool]) -> list[list[_Span]]:
    """Return the spans in rows that follow each other; those without a day join the last row."""
    dated = [span for span in spans if span.start is not None]
    dated.sort(key=lambda span: span.start.sort_key if span.start else (0, 0, 0, 0, False))
    rows: list[list[_Span]] = []
    for span in dated:
        if rows and are_one(rows[-1], span):
            rows[-1].append(span)
        else:
            rows.append([span])
    undated = [span for span in spans if span.start is None]
    if undated and rows:
        rows[-1] += undated
    elif undated:
        rows.append(undated)
    return rows


def _days_from(row: list[_Span], span: _Span) -> int:
    last = max(s.last_day for s in row if s.last_day is not None)
    first = span.start.earliest if span.start else last
    return (first - last).days


def _are_one_medicine(row: list[_Span], span: _Span) -> bool:
    days = _days_from(row, span)
    if days <= _DAYS_BETWEEN_CLOSED or any(s.goes_on for s in row):
        return True
    is_open = any(s.end is None for s in row)
    return is_open and days <= _DAYS_BETWEEN_OPEN


def _are_one_row_of_sessions(row: list[_Span], span: _Span) -> bool:
    return _days_from(row, span) <= _DAYS_BETWEEN_SESSIONS


def _whole_medicine(course: list[_Span]) -> Found:
    first = course[0].found
    if len(course) == 1:
        return first
    rows = [cast(Medication, span.found.entity) for span in course]
    goes_on = next((row for row in reversed(rows) if row.status in ("active", "as_needed")), None)
    status = goes_on.status if goes_on else _last(row.status for row in rows)
    stops = [row.stop for row in rows if row.stop is not None]
    stop = None if goes_on or not stops else max(stops, key=lambda day: day.sort_key)
    starts = [row.start for row in rows if row.start is not None]
    entity = replace(
        rows[0],
        dose=_first(row.dose for row in rows),
        route=_first(row.route for row in rows),
        frequency=_first(row.frequency for row in rows),
        start=min(starts, key=lambda day: day.sort_key) if starts else None,
        stop=stop,
        status=status,
        reason=_first(row.reason for row in rows),
        prescriber=_first(row.prescriber for row in rows),
        note=_note_of_medicine(rows, stops if goes_on else []),
    )
    return replace(first, entity=entity)


def _note_of_medicine(rows: list[Medication], given: list[PartialDate]) -> str | None:
    notes = list(dict.fromkeys(row.note for row in rows if row.note))[:1]
    doses = list(dict.fromkeys(row.dose for row in rows if row.dose))
    if len(doses) > 1:
        notes.append(f"Doses in the record: {'; '.join(doses[:5])}.")
    if given:
        last = max(given, key=lambda day: day.sort_key)
        notes.append(f"Given or supplied last on {last.words()}, as far as the record tells.")
    return " ".join(notes) or None


def _whole_sessions(course: list[_Span]) -> Found:
    first = course[0].found
    if len(course) == 1:
        return first
    last = max(
        (span.end for span in course if span.end is not None),
        key=lambda day: day.sort_key,
        default=None,
    )
    note = f"{len(course)} sessions in the record."
    row: Entity = first.entity
    if isinstance(row, Radiation):
        whole: Entity = replace(row, end=last, note=_joined(row.note, note))
    else:
        treatment = cast(Treatment, row)
        whole = replace(treatment, end_date=last, note=_joined(treatment.note, note))
    return replace(first, entity=whole)


def _joined(one: str | None, other: str) -> str:
    return f"{one} {other}" if one else other


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _last(values: Iterable[str | None]) -> str | None:
    told = [value for value in values if value]
    return told[-1] if told else None
