"""Spinal fluid entries in words, and the last time a drug went into the spine."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from app.case.case import Case
from app.case.entities import CsfSample, Treatment, TreatmentDrug
from app.case.facts.records import evidence, newest_first, order_of
from app.case.facts.treatments import state_on
from app.case.facts.values.therapy import SpinalFluid
from app.case.facts.wording import cns_words, commas, listed, upper_first
from app.case.numbers import number_text
from app.case.partial_date import PartialDate


def spinal_fluid(case: Case, as_of: date) -> tuple[SpinalFluid, ...]:
    """Return every spinal fluid entry up to a day, newest first."""
    return tuple(_entry(case, row) for row in newest_first(case, CsfSample, as_of))


def _entry(case: Case, row: CsfSample) -> SpinalFluid:
    drugs = tuple(name for name in row.drugs or () if name.strip())
    status = upper_first(cns_words(row.cns_status)) if row.cns_status else ""
    cells = commas(
        (
            _cells(row.csf_wbc, "white cell"),
            _cells(row.csf_rbc, "red cell"),
            {True: "blasts seen", False: "no blasts"}[row.blasts]
            if row.blasts is not None
            else None,
        )
    )
    words = f"{status}: {cells}" if status and cells else status or cells or "no result noted"
    told = f"{words}; given: {listed(drugs)}" if drugs else words
    found = evidence(case, row, told)
    return SpinalFluid(row.date, drugs, row.cns_status or None, row.blasts, words, found)


def _cells(number: Decimal | None, one: str) -> str | None:
    if number is None:
        return None
    return f"{number_text(number)} {one}" if number == 1 else f"{number_text(number)} {one}s"


def last_intrathecal(case: Case, as_of: date, entries: Sequence[SpinalFluid]) -> SpinalFluid | None:
    """Return the newest time a drug went into the spine.

    Spinal fluid entries with drugs count, and treatments noted as intrathecal by their last
    dose, as long as it lies up to the as-of day.
    """
    found = [entry for entry in entries if entry.drugs]
    found += _from_treatments(case, as_of)
    return max(found, key=lambda entry: order_of(entry.date), default=None)


def _from_treatments(case: Case, as_of: date) -> Iterator[SpinalFluid]:
    for row in case.all(Treatment):
        if state_on(row, as_of) == "planned":
            continue
        for drug in case.parts(TreatmentDrug, row):
            if drug.route == "IT" and drug.name:
                yield from _given(case, row, (drug.name,), drug.last_dose_date, as_of)
        if row.modality == "intrathecal":
            names = [drug.name for drug in case.parts(TreatmentDrug, row) if drug.name]
            yield from _given(case, row, tuple(names), row.end_date, as_of)


def _given(
    case: Case, row: Treatment, drugs: tuple[str, ...], day: PartialDate | None, as_of: date
) -> Iterator[SpinalFluid]:
    if day is not None and day.earliest <= as_of:
        found = evidence(case, row, row.name or "Into the spine", day)
        yield SpinalFluid(day, drugs, None, None, "no result noted", found)
