"""The last dose of every drug, by every way it was given."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.case.case import Case
from app.case.entities import CellTherapy, CsfSample, Medication, Treatment, TreatmentDrug
from app.case.facts.dose_days import Given, noted_day, of_medicine, together, with_treatment
from app.case.facts.drug_identity import Drug, drug_named, family_for, is_replacement, way_of
from app.case.facts.records import evidence, may_have_been
from app.case.facts.treatments import state_on
from app.case.facts.values.therapy import LastDay, LastDose, TreatmentState, Way
from app.case.facts.wording import commas
from app.case.value_class import value_class


@value_class
class Dose:
    """One row that says that one drug was given one way."""

    drug: Drug
    family: str
    way: Way
    replacement: bool
    given: Given


def last_doses(rows: Sequence[Dose]) -> tuple[LastDose, ...]:
    """Return the last dose per drug, way and purpose, the latest first."""
    groups: dict[tuple[str, str, Way, bool], list[Dose]] = {}
    for dose in rows:
        key = (dose.drug.key, dose.family, dose.way, dose.replacement)
        groups.setdefault(key, []).append(dose)
    found = [_last_dose(group) for group in groups.values()]
    return tuple(sorted(found, key=_latest_first))


def _latest_first(dose: LastDose) -> tuple[bool, int, str]:
    return dose.last.kind != "continuing", -dose.last.latest.toordinal(), dose.drug.casefold()


def _last_dose(rows: Sequence[Dose]) -> LastDose:
    one = rows[0]
    last, records = together([row.given for row in rows])
    return LastDose(
        key=one.drug.key,
        drug=one.drug.name,
        drug_id=one.drug.id,
        drug_class=one.drug.drug_class,
        modality=one.drug.modality,
        targets=one.drug.targets,
        family=one.family,
        way=one.way,
        replacement=one.replacement,
        last=last,
        evidence=records,
    )


def all_doses(case: Case, as_of: date) -> tuple[Dose, ...]:
    """Return every row up to a day that names a drug as given."""
    return (
        *_of_treatments(case, as_of),
        *_of_medicines(case, as_of),
        *_into_spine(case, as_of),
        *_cells(case, as_of),
    )


def _of_treatments(case: Case, as_of: date) -> Iterator[Dose]:
    for treatment in case.all(Treatment):
        for row in case.parts(TreatmentDrug, treatment):
            last = treatment_drug_day(treatment, row, as_of)
            if row.name and row.name.strip() and last is not None:
                found = evidence(case, row, _words(row, treatment), last.noted, treatment)
                yield _dose(row.name, treatment_way(treatment, row), None, Given(last, found))


def treatment_drug_day(treatment: Treatment, row: TreatmentDrug, as_of: date) -> LastDay | None:
    """Return the last day of one drug of a treatment; None where it has not begun."""
    start = row.start_date or treatment.start_date
    if start is not None and start.earliest > as_of:
        return None
    own = row.last_dose_date
    if own is not None and own.earliest <= as_of:
        return noted_day(own, as_of)
    state: TreatmentState = "ongoing" if own is not None else state_on(treatment, as_of)
    return with_treatment(state, start, treatment.end_date, as_of)


def treatment_way(treatment: Treatment, row: TreatmentDrug) -> Way:
    """Return how a drug of a treatment went in."""
    if treatment.modality == "intrathecal" and not row.route:
        return "intrathecal"
    return way_of(row.route, row.dose)


def _words(row: TreatmentDrug, treatment: Treatment) -> str:
    return commas((row.name, row.dose, f"in {treatment.name}" if treatment.name else None))


def _of_medicines(case: Case, as_of: date) -> Iterator[Dose]:
    for row in case.all(Medication):
        last = of_medicine(row, as_of)
        if row.name and row.name.strip() and last is not None:
            found = evidence(case, row, commas((row.name, row.dose, row.reason)), last.noted)
            way = way_of(row.route, row.dose, row.frequency, row.reason)
            yield _dose(row.name, way, row.reason, Given(last, found))


def _into_spine(case: Case, as_of: date) -> Iterator[Dose]:
    for row in case.all(CsfSample):
        if row.date is None or not may_have_been(row.date, as_of):
            continue
        for name in row.drugs or ():
            if name.strip():
                found = evidence(case, row, f"{name} into the spine")
                yield _dose(name, "intrathecal", None, Given(noted_day(row.date, as_of), found))


def _cells(case: Case, as_of: date) -> Iterator[Dose]:
    for row in case.all(CellTherapy):
        if row.product and row.infused_on and may_have_been(row.infused_on, as_of):
            given = Given(noted_day(row.infused_on, as_of), evidence(case, row, row.product))
            yield _dose(row.product, "systemic", None, given)


def _dose(name: str, way: Way, reason: str | None, given: Given) -> Dose:
    drug = drug_named(name)
    return Dose(drug, family_for(drug, reason), way, is_replacement(drug, reason), given)
