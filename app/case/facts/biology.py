"""Markers and genes of one moment: at diagnosis, and at the latest relapse."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from app.case.case import Case
from app.case.entities import GeneticTest
from app.case.facts.markers import marker_kind
from app.case.facts.records import evidence, newest_first
from app.case.facts.values.disease import (
    Biology,
    DiagnosisFact,
    GeneValue,
    MarkerFact,
    MarkerValue,
    Relapse,
    StatusFact,
)
from app.case.facts.values.evidence import Evidence
from app.case.partial_date import PartialDate
from app.case.value_class import value_class

# Gene panels come back weeks after the sample, and a sample is taken days before the word is said.
_REPORTS_FOLLOW = timedelta(days=92)
_SAMPLES_PRECEDE = timedelta(days=21)

# Genes of the person, and tests of the donor: no biology of the cancer.
_NOT_OF_THE_CANCER = frozenset({"drug gene", "enzyme", "transplant"})
_LATER_EVENTS = ("refractory", "progression", "transformation")

Moment = Literal["diagnosis", "relapse", "refractory"]


@value_class
class _Span:
    """The days whose reports belong to a moment; None where that end is open."""

    start: date | None
    end: date | None

    def holds(self, day: PartialDate | None) -> bool:
        """Whether a report of that day belongs here; a partial date by its whole period."""
        if day is None:
            return False
        after_start = self.start is None or day.latest >= self.start
        return after_start and (self.end is None or day.earliest <= self.end)


def at_diagnosis(
    case: Case,
    as_of: date,
    first: DiagnosisFact | None,
    relapses: Sequence[Relapse],
    markers: Mapping[str, MarkerFact],
    genes: Mapping[str, tuple[GeneValue, ...]],
) -> Biology | None:
    """Return the earliest results around the diagnosis, up to about three months after it.

    Where the diagnosis has no date, they are the results before the first relapse.
    """
    day = first.date if first else None
    back = relapses[0].status.date if relapses else None
    span = _Span(None, _end_of_diagnosis(day, back))
    if span.end is None and day is None and not _has_dates(markers, genes):
        return None
    return _biology(case, as_of, "diagnosis", "At diagnosis", day, span, markers, genes)


def _end_of_diagnosis(day: PartialDate | None, back: PartialDate | None) -> date | None:
    ends = [day.latest + _REPORTS_FOLLOW] if day else []
    if back is not None:
        ends.append(back.earliest - _SAMPLES_PRECEDE)
    return min(ends, default=None)


def _has_dates(
    markers: Mapping[str, MarkerFact], genes: Mapping[str, tuple[GeneValue, ...]]
) -> bool:
    dates = [fact.newest.date for fact in markers.values()]
    dates += [values[0].date for values in genes.values()]
    return any(day is not None for day in dates)


def at_relapse(
    case: Case,
    as_of: date,
    relapses: Sequence[Relapse],
    events: Sequence[StatusFact],
    markers: Mapping[str, MarkerFact],
    genes: Mapping[str, tuple[GeneValue, ...]],
) -> Biology | None:
    """Return the newest results since the latest relapse.

    Without a relapse: since the disease was last found refractory, growing or changed.
    """
    if relapses:
        day = relapses[-1].status.date
        return _since(case, as_of, "relapse", "At the latest relapse", day, markers, genes)
    later = next((event for event in events if event.type in _LATER_EVENTS), None)
    if later is None:
        return None
    label = f"When it was {_STATE[later.type]}"
    return _since(case, as_of, "refractory", label, later.date, markers, genes)


def _since(
    case: Case,
    as_of: date,
    moment: Moment,
    label: str,
    day: PartialDate | None,
    markers: Mapping[str, MarkerFact],
    genes: Mapping[str, tuple[GeneValue, ...]],
) -> Biology | None:
    if day is None:
        return None
    span = _Span(day.earliest - _SAMPLES_PRECEDE, None)
    return _biology(case, as_of, moment, label, day, span, markers, genes)


_STATE = {"refractory": "refractory", "progression": "growing", "transformation": "changed"}


def _biology(
    case: Case,
    as_of: date,
    moment: Moment,
    label: str,
    day: PartialDate | None,
    span: _Span,
    markers: Mapping[str, MarkerFact],
    genes: Mapping[str, tuple[GeneValue, ...]],
) -> Biology:
    pick = -1 if moment == "diagnosis" else 0
    chosen_markers: dict[str, MarkerValue] = {}
    for key, fact in markers.items():
        results = _held(fact.history, span, moment)
        if results:
            chosen_markers[key] = results[pick]
    chosen_genes: dict[str, tuple[GeneValue, ...]] = {}
    for key, values in genes.items():
        if marker_kind(key) in _NOT_OF_THE_CANCER:
            continue
        findings = [value for value in values if span.holds(value.date)]
        if findings:
            chosen_genes[key] = _of_one_day(findings, findings[pick].date)
    karyotypes = _karyotypes(case, as_of, span)
    return Biology(moment, label, day, chosen_markers, chosen_genes, karyotypes)


def _held(values: Sequence[MarkerValue], span: _Span, moment: Moment) -> list[MarkerValue]:
    """Return the results of a moment; where a report names its moment, that word decides."""
    return [
        value
        for value in values
        if span.holds(value.date) and _named_moment(value.timepoint) in (None, moment)
    ]


def _named_moment(timepoint: str | None) -> str | None:
    text = (timepoint or "").casefold()
    if "relapse" in text:
        return "relapse"
    if "refractory" in text or "progress" in text:
        return "refractory"
    return "diagnosis" if "diagnos" in text else None


def _of_one_day(values: Sequence[GeneValue], day: PartialDate | None) -> tuple[GeneValue, ...]:
    return tuple(value for value in values if value.date == day)


def _karyotypes(case: Case, as_of: date, span: _Span) -> tuple[Evidence, ...]:
    return tuple(
        evidence(case, test, test.karyotype)
        for test in newest_first(case, GeneticTest, as_of)
        if test.karyotype and span.holds(test.date)
    )
