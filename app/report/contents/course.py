"""The course of the illness as a strip drawn to scale."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from app.case.facts import Facts
from app.case.facts.values.disease import StatusFact
from app.case.numbers import number_text
from app.case.partial_date import PartialDate
from app.case.remission import REMISSION_BLASTS_PERCENT, is_remission
from app.report.contents.given import Given
from app.report.contents.wording import counted, short_date, span
from app.report.outline.blocks import Bar, CourseStrip, Point
from app.report.outline.words import shortened

_ENDS_REMISSION = frozenset(
    {"relapse", "mrd_relapse", "molecular_relapse", "refractory", "progression", "transformation"}
)
_RELAPSES = frozenset({"relapse", "mrd_relapse", "molecular_relapse"})
_ORDINALS = ("Remission", "Second remission", "Third remission", "Fourth remission")
_SHORTEST_COURSE = 30


class Remission(NamedTuple):
    """From the first noted remission to the event that ended it; `end` None: it lasts."""

    start: PartialDate
    end: PartialDate | None


def course_strip(facts: Facts, found: Sequence[Given]) -> CourseStrip | None:
    """Return the strip from the first event to the as-of day; None where too little is known."""
    start = _start(facts, found)
    if start is None or (facts.as_of - start).days < _SHORTEST_COURSE:
        return None
    days = _Days(start, facts.as_of)
    bars = [*_treatment_bars(found, days), *_remission_bars(facts, days)]
    points = [*_cells(found, days), *_relapses(facts, days), *_findings(facts, days)]
    if not bars and not points:
        return None
    return CourseStrip(
        days=float((facts.as_of - start).days),
        bars=tuple(bars),
        points=tuple(points),
        years=tuple(_years(start, facts.as_of)),
        alt=course_words(facts, found),
    )


class _Days(NamedTuple):
    """From dates to days on the strip."""

    start: date
    end: date

    def of(self, day: date) -> float:
        """Return the place of a day, kept within the strip."""
        return float((min(max(day, self.start), self.end) - self.start).days)


def _start(facts: Facts, found: Sequence[Given]) -> date | None:
    days = [one.start.earliest for one in found if one.start and one.state != "planned"]
    days += [event.date.earliest for event in facts.status_events if event.date]
    days += [diagnosis.date.earliest for diagnosis in facts.diagnoses if diagnosis.date]
    return min(days, default=None)


def _treatment_bars(found: Sequence[Given], days: _Days) -> Iterator[Bar]:
    for one in found:
        if one.kind == "cells" or one.state == "planned" or one.start is None:
            continue
        last = (
            one.end.latest
            if one.end
            else (days.end if one.state == "ongoing" else one.start.latest)
        )
        yield Bar(
            start=days.of(one.start.earliest),
            end=days.of(last),
            label=str(one.number),
            kind="radiation" if one.kind == "radiation" else "treatment",
            open_start=not one.start.is_day,
            open_end=one.state != "ongoing" and not (one.end and one.end.is_day),
        )


def remissions(events: Sequence[StatusFact]) -> tuple[Remission, ...]:
    """Return the remissions as noted: first remission to the next relapse or growth.

    Args:
        events: oldest first. Only noted words count; nothing is inferred from a number.
    """
    found: list[Remission] = []
    start: PartialDate | None = None
    for event in events:
        if event.date is None:
            continue
        if start is None and is_remission(event.type, event.response):
            start = event.date
        elif start is not None and event.type in _ENDS_REMISSION:
            found.append(Remission(start, event.date))
            start = None
    return (*found, Remission(start, None)) if start else tuple(found)


def _remission_bars(facts: Facts, days: _Days) -> Iterator[Bar]:
    for index, remission in enumerate(remissions(facts.status_events)):
        end = remission.end.earliest if remission.end else days.end
        months = _months(remission, facts.as_of)
        name = _ORDINALS[index] if index < len(_ORDINALS) else f"Remission {index + 1}"
        yield Bar(
            start=days.of(remission.start.earliest),
            end=days.of(end),
            label=f"{name}, {months}" if months else name,
            kind="remission",
            open_start=not remission.start.is_day,
            open_end=remission.end is not None and not remission.end.is_day,
        )


def _months(remission: Remission, as_of: date) -> str:
    end = remission.end or PartialDate.of(as_of)
    if remission.start.precision == "year" or end.precision == "year":
        return ""
    months = (
        (end.year - remission.start.year) * 12 + (end.month or 1) - (remission.start.month or 1)
    )
    if end.day and remission.start.day and end.day < remission.start.day:
        months -= 1
    return counted(months, "month") if months >= 1 else ""


def _cells(found: Sequence[Given], days: _Days) -> Iterator[Point]:
    for one in found:
        if one.kind == "cells" and one.infused is not None and one.state != "planned":
            label = f"{_cell_name(one)} {short_date(one.infused)}"
            yield Point(days.of(one.infused.earliest), "cells", label, str(one.number))


def _cell_name(one: Given) -> str:
    if one.modality in ("hsct", "") and "transplant" in one.name.lower():
        return "Transplant"
    return shortened(one.name.split("(")[0].strip(" ,"), 32)


def _relapses(facts: Facts, days: _Days) -> Iterator[Point]:
    for event in facts.status_events:
        if event.type in _RELAPSES and event.date is not None:
            yield Point(days.of(event.date.earliest), "relapse", event.label)


def _findings(facts: Facts, days: _Days) -> Iterator[Point]:
    for event in facts.status_events:
        if event.date is None:
            continue
        blasts = event.marrow_blasts_percent
        if blasts is not None and blasts >= REMISSION_BLASTS_PERCENT:
            yield Point(days.of(event.date.earliest), "found", f"{number_text(blasts)}%")
        elif event.mrd is not None:
            yield from _mrd(event, event.mrd, days.of(event.date.earliest))


def _mrd(event: StatusFact, mrd: str, day: float) -> Iterator[Point]:
    told = mrd.removeprefix("MRD ")
    if told.startswith("not found"):
        yield Point(day, "not_found")
    elif told[:1].isdigit():
        yield Point(day, "found", told.split("(")[0].strip())


def _years(start: date, end: date) -> Iterator[tuple[float, str]]:
    yield 0.0, str(start.year)
    for year in range(start.year + 1, end.year + 1):
        yield float((date(year, 1, 1) - start).days), str(year)


def course_words(facts: Facts, found: Sequence[Given]) -> str:
    """Return the strip in words, for readers who cannot see it."""
    told = [
        f"{one.number}: {shortened(one.name, 60)}, {span(one.start, one.end, 'now')}"
        for one in found
        if one.state != "planned"
    ]
    told += [f"{event.label} {short_date(event.date)}" for event in facts.status_events]
    return "Course of the illness. " + ". ".join(told[:60]) + "."
