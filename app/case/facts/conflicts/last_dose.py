"""Treatments and medicines that disagree about the last dose of a drug (contract, "Last doses")."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.case import vocabulary
from app.case.case import Case
from app.case.entities import Medication, Treatment, TreatmentDrug
from app.case.facts.dose_days import of_medicine
from app.case.facts.doses import treatment_drug_day, treatment_way
from app.case.facts.drug_identity import drug_named, way_of
from app.case.facts.records import evidence
from app.case.facts.values.conflict import Conflict
from app.case.facts.values.evidence import Evidence
from app.case.facts.values.therapy import LastDay
from app.case.facts.wording import upper_first
from app.case.value_class import value_class


@value_class
class _Course:
    """One stretch of a drug: first day, the possible last days, and the row that says so."""

    name: str
    first: date
    last: LastDay
    row: Medication | TreatmentDrug
    treatment: Treatment | None = None


def last_dose_conflicts(case: Case, as_of: date) -> Iterator[Conflict]:
    """Yield drugs whose last dose the treatments and the medicines tell differently.

    Two things disagree: a medicine that goes on beyond the treatment it was part of, and a
    medicine noted as stopped for good that a later treatment gave again. A steroid taken at
    another time for another reason does not disagree.
    """
    medicines = _medicines(case, as_of)
    treatments = _treatments(case, as_of, frozenset(medicines))
    for key, given in treatments.items():
        for medicine, treatment in _of_drug(medicines[key], given):
            yield _conflict(case, key, medicine, treatment)
    yield from _after_the_end(case, as_of)


def _of_drug(
    medicines: Sequence[_Course], given: Sequence[_Course]
) -> Iterator[tuple[_Course, _Course]]:
    """Yield pairs of a medicine and a treatment that disagree."""
    for medicine in medicines:
        part_of = [course for course in given if _overlap(medicine, course)]
        latest = max(part_of, key=lambda course: course.last.latest, default=None)
        if latest is not None and _apart(medicine.last, latest.last):
            yield medicine, latest
    last = max(medicines, key=lambda course: course.last.latest)
    was_part = any(_overlap(last, course) for course in given)
    if was_part or vocabulary.is_anticancer(last.name):
        later = [course for course in given if course.first > last.last.latest]
        if later:
            yield last, max(later, key=lambda course: course.last.latest)


def _overlap(one: _Course, other: _Course) -> bool:
    return one.first <= other.last.latest and other.first <= one.last.latest


def _apart(one: LastDay, other: LastDay) -> bool:
    """Whether no day can be the last one by both."""
    if one.earliest is None or other.earliest is None:
        return False
    return one.earliest > other.latest or other.earliest > one.latest


def _conflict(case: Case, key: str, medicine: _Course, treatment: _Course) -> Conflict:
    name = medicine.name
    return Conflict(
        what="last_dose",
        subject=key,
        entries=(_entry(case, treatment), _entry(case, medicine)),
        sentence=(
            f"{upper_first(name)}: the treatments say {_until(treatment.last)}, "
            f"the medicines say {_until(medicine.last)}."
        ),
        question=f"When was the last dose of {name}?",
    )


def _entry(case: Case, course: _Course) -> Evidence:
    given = f" in {course.treatment.name or 'a treatment'}" if course.treatment else ""
    words = f"{course.name}{given}: {course.last.words}"
    return evidence(case, course.row, words, course.last.noted, course.treatment)


def _until(last: LastDay) -> str:
    return last.words if last.kind != "exact" else f"last dose {last.words}"


def _medicines(case: Case, as_of: date) -> dict[str, list[_Course]]:
    found: dict[str, list[_Course]] = {}
    for row in case.all(Medication):
        last = of_medicine(row, as_of)
        if not row.name or last is None:
            continue
        if way_of(row.route, row.dose, row.frequency, row.reason) == "systemic":
            first = row.start.earliest if row.start else last.earliest or date.min
            course = _Course(row.name, first, last, row)
            found.setdefault(drug_named(row.name).key, []).append(course)
    return found


def _treatments(case: Case, as_of: date, keys: frozenset[str]) -> dict[str, list[_Course]]:
    """Return the courses of drugs that are also among the medicines."""
    found: dict[str, list[_Course]] = {}
    for treatment in case.all(Treatment):
        for row in case.parts(TreatmentDrug, treatment):
            key = drug_named(row.name).key if row.name else ""
            if key not in keys or treatment_way(treatment, row) != "systemic":
                continue
            last = treatment_drug_day(treatment, row, as_of)
            if row.name and last is not None:
                start = row.start_date or treatment.start_date
                first = start.earliest if start else last.earliest or date.min
                found.setdefault(key, []).append(_Course(row.name, first, last, row, treatment))
    return found


def _after_the_end(case: Case, as_of: date) -> Iterator[Conflict]:
    """Yield drugs whose own last dose lies after the end of their treatment."""
    for treatment in case.all(Treatment):
        end = treatment.end_date
        for row in case.parts(TreatmentDrug, treatment):
            day = row.last_dose_date
            if row.name and end is not None and day is not None and day.after(end):
                if day.earliest > as_of:
                    continue
                yield Conflict(
                    what="last_dose",
                    subject=drug_named(row.name).key,
                    entries=(
                        evidence(case, treatment, treatment.name or "Treatment", end),
                        evidence(case, row, f"{row.name}, last dose", day, treatment),
                    ),
                    sentence=(
                        f"{upper_first(row.name)}: last dose {day.words()}, "
                        f"after the treatment's last dose ({end.words()})."
                    ),
                    question=f"When was the last dose of {row.name}?",
                )
