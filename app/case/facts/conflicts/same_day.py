"""The same thing measured on the same day with two results."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import TypeVar

from app.case import codes
from app.case.case import Case
from app.case.declaration import Entity
from app.case.entities import (
    CsfSample,
    Exposure,
    GeneticFinding,
    GeneticTest,
    MarkerPanel,
    MarkerResult,
    OrganTest,
    PerformanceScore,
    StatusEvent,
    VirusTest,
    VitalSigns,
)
from app.case.facts.conflicts.stated import Stated, disagreements
from app.case.facts.disease_status import mrd_words
from app.case.facts.genes import present
from app.case.facts.markers import marker_key, marker_name, marker_words
from app.case.facts.organs import organ_words
from app.case.facts.records import day_of, evidence, may_have_been
from app.case.facts.values.conflict import Conflict
from app.case.facts.wording import cns_words, lower_first, percent, response_words
from app.case.numbers import number_text
from app.case.partial_date import PartialDate

E = TypeVar("E", bound=Entity)
Reader = Callable[[Case, date], Iterator[Stated]]


def same_day_conflicts(case: Case, as_of: date) -> Iterator[Conflict]:
    """Yield what two records of one day say differently."""
    for what, read in _READERS:
        yield from disagreements(what, read(case, as_of))


def _dated(case: Case, kind: type[E], as_of: date) -> Iterator[tuple[E, PartialDate]]:
    for row in case.all(kind):
        day = day_of(row)
        if day is not None and day.is_day and may_have_been(day, as_of):
            yield row, day


def _status(case: Case, as_of: date) -> Iterator[Stated]:
    for row, day in _dated(case, StatusEvent, as_of):
        if row.marrow_blasts_percent is not None:
            shown = percent(row.marrow_blasts_percent)
            yield _stated(case, row, day, ("marrow",), "Marrow blasts", shown)
        if row.response:
            shown = response_words(row.response)
            yield _stated(case, row, day, ("response",), "The response", shown)
        mrd = mrd_words(row)
        if mrd is not None and row.mrd_qualifier != "not_done":
            thing = ("mrd", row.mrd_method or "", row.mrd_specimen or "")
            yield _stated(case, row, day, thing, "MRD", mrd.removeprefix("MRD "))
        if row.cns_status:
            shown = cns_words(row.cns_status)
            yield _stated(case, row, day, ("cns",), "Spinal fluid status", shown)


def _markers(case: Case, as_of: date) -> Iterator[Stated]:
    for panel, day in _dated(case, MarkerPanel, as_of):
        for row in case.parts(MarkerResult, panel):
            if row.marker and row.result and row.result not in ("not_tested", "unknown"):
                key = marker_key(row.marker)
                thing = (key, panel.specimen or "", panel.method or "")
                shown = marker_words(row.result, row)
                yield _part(case, row, panel, day, thing, marker_name(key), shown)


def _genes(case: Case, as_of: date) -> Iterator[Stated]:
    """Yield found and not found; two changes of one gene on one day do not disagree."""
    for test, day in _dated(case, GeneticTest, as_of):
        for row in case.parts(GeneticFinding, test):
            if row.marker and row.result and present(row.result) is not None:
                key = marker_key(row.marker)
                found = evidence(case, row, f"{marker_name(key)} {row.result}", day, test)
                shown = lower_first(codes.label("gene_result", row.result))
                thing = (key, test.specimen or "")
                yield Stated(thing, marker_name(key), day, present(row.result), shown, found)


def _performance(case: Case, as_of: date) -> Iterator[Stated]:
    for row, day in _dated(case, PerformanceScore, as_of):
        if row.scale and row.score is not None:
            shown = number_text(row.score)
            name = f"The {row.scale} score"
            yield _stated(case, row, day, (row.scale,), name, shown, row.score)


def _vitals(case: Case, as_of: date) -> Iterator[Stated]:
    for row, day in _dated(case, VitalSigns, as_of):
        for name, label, unit in _MEASURED:
            number: Decimal | None = getattr(row, name)
            if number is not None:
                shown = f"{number_text(number)} {unit}"
                yield _stated(case, row, day, (name,), label, shown, number)


_MEASURED = (("weight_kg", "Weight", "kg"), ("height_cm", "Height", "cm"))


def _organs(case: Case, as_of: date) -> Iterator[Stated]:
    for row, day in _dated(case, OrganTest, as_of):
        if row.test and row.value is not None:
            key = row.test.strip().casefold()
            thing = (key, (row.method or "").casefold(), (row.unit or "").casefold())
            label = codes.label("organ_test", key)
            yield _stated(case, row, day, thing, label, organ_words(row), row.value)


def _spinal_fluid(case: Case, as_of: date) -> Iterator[Stated]:
    for row, day in _dated(case, CsfSample, as_of):
        if row.cns_status and row.cns_status != "unknown":
            shown = cns_words(row.cns_status)
            yield _stated(case, row, day, ("cns_status",), "Spinal fluid status", shown)
        if row.blasts is not None:
            shown = "blasts seen" if row.blasts else "no blasts"
            yield _stated(case, row, day, ("blasts",), "Spinal fluid", shown)


def _viruses(case: Case, as_of: date) -> Iterator[Stated]:
    for row, day in _dated(case, VirusTest, as_of):
        for spec in VirusTest.spec.own_fields:
            result = getattr(row, spec.name) if spec.codes == "virus.result" else None
            if result and result != "not tested":
                yield _stated(case, row, day, (spec.name,), spec.label, result)


def _exposures(case: Case, as_of: date) -> Iterator[Stated]:
    for row, day in _dated(case, Exposure, as_of):
        if row.agent and row.cumulative_mg_m2 is not None:
            shown = f"{number_text(row.cumulative_mg_m2)} mg/m²"
            name = f"The total of {row.agent}"
            thing = (row.agent.casefold(),)
            yield _stated(case, row, day, thing, name, shown, row.cumulative_mg_m2)


def _stated(
    case: Case,
    row: Entity,
    day: PartialDate,
    thing: tuple[str, ...],
    name: str,
    shown: str,
    value: object = None,
) -> Stated:
    found = evidence(case, row, f"{name} {shown}", day)
    return Stated(thing, name, day, shown if value is None else value, shown, found)


def _part(
    case: Case,
    row: Entity,
    parent: Entity,
    day: PartialDate,
    thing: tuple[str, ...],
    name: str,
    shown: str,
) -> Stated:
    found = evidence(case, row, f"{name} {shown}", day, parent)
    return Stated(thing, name, day, shown, shown, found)


_READERS: tuple[tuple[str, Reader], ...] = (
    ("status", _status),
    ("marker", _markers),
    ("gene", _genes),
    ("spinal_fluid", _spinal_fluid),
    ("virus", _viruses),
    ("organ_test", _organs),
    ("performance", _performance),
    ("vitals", _vitals),
    ("exposure", _exposures),
)
