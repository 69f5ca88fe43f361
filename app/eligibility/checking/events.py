"""Everything that was given or done, each with the ids it can be asked for by.

One row of the case can be several events: a course of chemotherapy is one thing that ended on a
day, and each of its drugs is another that ended no later than that.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from app.case import vocabulary
from app.case.drug_names import treats_cancer
from app.case.entities import (
    CellTherapy,
    Immunization,
    Radiation,
    Transfusion,
    Transplant,
    Treatment,
    TreatmentDrug,
)
from app.case.entities import Medication as MedicineRow
from app.case.facts.dose_days import noted_day, with_treatment
from app.case.facts.doses import Dose, all_doses
from app.case.facts.drug_identity import drug_named, split_targets
from app.case.facts.markers import marker_key
from app.case.facts.model import Evidence, LastDay, LastDayKind, TreatmentState, Way
from app.case.facts.records import evidence
from app.case.facts.treatments import state_on
from app.case.partial_date import PartialDate
from app.case.value_class import value_class
from app.eligibility.checking.record import Record

ANY_ANTICANCER = "modality:any_anticancer"


@value_class
class Event:
    """One thing that was given, done or planned.

    Attributes:
        marks: ids of topics it surely is.
        may_be: ids it perhaps is: drugs into the spine as chemotherapy, eye drops as steroid.
        last: the last day as far as it is known; None where it lies ahead.
        start: the first day as noted.
        way: how it went in.
        replacement: a steroid in place of what the body lacks.
        unknown: a drug of a treatment that no vocabulary knows; it may be anything.
        phase: code of the treatment's phase.
        whole: a whole course, or its only drug: while the course goes on, this does.
    """

    evidence: Evidence
    marks: frozenset[str]
    may_be: frozenset[str] = frozenset()
    last: LastDay | None = None
    start: PartialDate | None = None
    way: Way = "systemic"
    replacement: bool = False
    unknown: bool = False
    phase: str | None = None
    whole: bool = False

    @property
    def planned(self) -> bool:
        """Whether it lies ahead."""
        return self.last is None


_MODALITY_MARKS = {
    "chemotherapy": ("modality:chemotherapy",),
    "intrathecal": ("modality:intrathecal",),
    "targeted": ("modality:targeted_small_molecule",),
    "antibody": ("modality:monoclonal_antibody",),
    "adc": ("modality:antibody_drug_conjugate",),
    "bispecific": ("modality:bispecific_antibody",),
    "car_t": ("modality:car_t", "car_t:any"),
    "dli": ("modality:dli",),
    "other_cell_therapy": ("modality:other_cell_therapy",),
    "radiation": ("modality:radiation",),
    "surgery": ("modality:surgery",),
    "trial": ("modality:investigational",),
}
_NOT_ANTICANCER = frozenset({"supportive", "surgery", "hsct", ""})


@lru_cache(maxsize=4)
def events_of(record: Record) -> tuple[Event, ...]:
    """Return everything that was given, done or is planned."""
    return (
        *_doses(record),
        *_treatments(record),
        *_planned_treatments(record),
        *_radiation(record),
        *_transplants(record),
        *_cells(record),
        *_planned_medicines(record),
        *_transfusions(record),
        *_vaccines(record),
    )


# Drugs


def _doses(record: Record) -> Iterator[Event]:
    for dose in all_doses(record.case, record.as_of):
        row = record.row_of(dose.given.evidence)
        treatment = _treatment_of(record, row)
        marks = drug_marks(dose.drug.id)
        if treatment is not None and treatment.trial_id:
            marks |= {"modality:investigational"}
        sure, maybe = _by_way(dose, marks)
        if dose.drug.id in _MAINTENANCE_DRUGS or (treatment and treatment.phase == "maintenance"):
            maybe |= {"phase:maintenance"}
        yield Event(
            dose.given.evidence,
            sure,
            maybe,
            dose.given.last,
            _start_of(row, treatment),
            dose.way,
            dose.replacement,
            unknown=dose.drug.id is None and treatment is not None,
            phase=treatment.phase if treatment else None,
            whole=treatment is not None and len(record.case.parts(TreatmentDrug, treatment)) == 1,
        )


# Given by mouth at home these are called maintenance, also where the plan is another one.
_MAINTENANCE_DRUGS = frozenset({"mercaptopurine", "methotrexate", "thioguanine"})


def _treatment_of(record: Record, row: object) -> Treatment | None:
    return record.case.get(Treatment, row.parent_id) if isinstance(row, TreatmentDrug) else None


def _start_of(row: object, treatment: Treatment | None) -> PartialDate | None:
    if isinstance(row, MedicineRow):
        return row.start
    own = row.start_date if isinstance(row, TreatmentDrug) else None
    return own or (treatment.start_date if treatment else None)


def _by_way(dose: Dose, marks: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return what a dose surely is and what it may be, by the way it went in."""
    if dose.way == "systemic" and not dose.replacement:
        sure = marks | {"immune_suppression"} if dose.family in _SUPPRESSING else marks
        if dose.family == "immune_suppression" and ANY_ANTICANCER in marks:
            # Ruxolitinib for GVHD: the same drug, given for another purpose.
            aside = frozenset({ANY_ANTICANCER, "modality:targeted_small_molecule"})
            return sure - aside, aside
        return sure, frozenset()
    named = frozenset(mark for mark in marks if mark.startswith("drug:"))
    if dose.way == "local" and "modality:steroid" in marks:
        return frozenset({"route:topical_steroid"}), marks | {"immune_suppression"}
    if dose.way == "intrathecal":
        return named | {"modality:intrathecal"}, marks - named
    return frozenset(), marks | {"immune_suppression"}


_SUPPRESSING = frozenset({"immune_suppression", "atg_alemtuzumab", "steroid"})


@lru_cache(maxsize=1024)
def drug_marks(drug_id: str | None) -> frozenset[str]:
    """Return the ids by which a drug of the vocabulary can be asked for."""
    term = vocabulary.drugs().get(drug_id) if drug_id else None
    if term is None:
        return frozenset()
    if term.id == "immune-globulin":
        # Antibodies in place of missing ones: listed among the drugs that hold immunity down.
        return frozenset({f"drug:{term.id}"})
    row = term.row
    marks = {f"drug:{term.id}", f"class:{row['class']}", f"modality:{row['modality']}"}
    if treats_cancer(term):
        marks.add(ANY_ANTICANCER)
    targets = {marker_key(target) for target in split_targets(row["target"])}
    listed = {target for target in targets if vocabulary.markers().get(target)}
    marks |= {f"target:{target}" for target in listed}
    if row["modality"] == "car_t":
        marks |= {"car_t:any"} | {f"car_t:{target}" for target in listed}
    if term.id == "donor-lymphocyte-infusion":
        marks.add("modality:dli")
    return frozenset(marks)


# Courses of treatment


def _treatments(record: Record) -> Iterator[Event]:
    for row in record.case.all(Treatment):
        state = state_on(row, record.as_of)
        last = with_treatment(state, row.start_date, row.end_date, record.as_of)
        if last is None:
            continue
        found = evidence(record.case, row, row.name or "Treatment", row.end_date)
        ended = _exact_end(row, state, record.as_of) or last
        for marks, day in _course_marks(record, row, last, ended):
            maybe = _perhaps(record, row)
            yield Event(found, marks, maybe, day, row.start_date, phase=row.phase, whole=True)


def _exact_end(row: Treatment, state: TreatmentState, as_of: date) -> LastDay | None:
    """Return the end of a course: the last dose of something in it."""
    return noted_day(row.end_date, as_of) if state == "given" and row.end_date else None


def _course_marks(
    record: Record, row: Treatment, last: LastDay, ended: LastDay
) -> Iterator[tuple[frozenset[str], LastDay]]:
    modality = row.modality or ""
    if modality not in _NOT_ANTICANCER and row.phase != "supportive":
        yield frozenset({ANY_ANTICANCER}), ended
    own = frozenset(_MODALITY_MARKS.get(modality, ()))
    if own:
        yield own, ended if _all_of_one_kind(record, row, own) else last
    if row.trial_id:
        yield frozenset({"modality:investigational"}), ended


def _all_of_one_kind(record: Record, row: Treatment, marks: frozenset[str]) -> bool:
    names = [drug.name for drug in record.case.parts(TreatmentDrug, row) if drug.name]
    return all(marks & drug_marks(drug_named(name).id) for name in names)


def _perhaps(record: Record, row: Treatment) -> frozenset[str]:
    """Return what a course may be besides: a trial's drug, an immune therapy can be many things."""
    if row.modality in ("trial", "immunotherapy_other", "", None):
        return frozenset({"*"})
    maybe = {"hsct:any"} if row.modality == "hsct" else set()
    if row.modality == "radiation":
        maybe.add("site:partial_radiation")
    ids = [drug_named(d.name).id for d in record.case.parts(TreatmentDrug, row) if d.name]
    if row.phase == "maintenance" or (ids and _MAINTENANCE_DRUGS.issuperset(ids)):
        maybe.add("phase:maintenance")
    return frozenset(maybe)


def _planned_treatments(record: Record) -> Iterator[Event]:
    for row in record.case.all(Treatment):
        if state_on(row, record.as_of) != "planned":
            continue
        marks = set(_MODALITY_MARKS.get(row.modality or "", ()))
        if (row.modality or "") not in _NOT_ANTICANCER:
            marks.add(ANY_ANTICANCER)
        names = [row.name, *(drug.name for drug in record.case.parts(TreatmentDrug, row))]
        for name in names:
            marks |= drug_marks(drug_named(name or "").id)
        words = f"Planned: {row.name or 'treatment'}"
        found = evidence(record.case, row, words, row.start_date)
        yield Event(found, frozenset(marks), _perhaps(record, row), None, row.start_date)


# What has rows of its own


def _radiation(record: Record) -> Iterator[Event]:
    for row in record.case.all(Radiation):
        day = row.end or row.start
        words = f"Radiation, {row.site}" if row.site else "Radiation"
        found = evidence(record.case, row, words, day)
        marks = {"modality:radiation", ANY_ANTICANCER}
        maybe = frozenset({"site:partial_radiation"})
        yield _on(record, found, marks, row.start, row.end, maybe)


def _transplants(record: Record) -> Iterator[Event]:
    for row in record.case.all(Transplant):
        kind = {"hsct:any", f"hsct:{row.type}"} if row.type else {"hsct:any"}
        maybe = set() if row.type else {"hsct:allogeneic", "hsct:autologous"}
        if row.type == "syngeneic":
            maybe = {"hsct:allogeneic"}
        words = f"Transplant ({row.type})" if row.type else "Transplant"
        found = evidence(record.case, row, words)
        yield _on(record, found, kind, row.date, row.date, frozenset(maybe))


def _cells(record: Record) -> Iterator[Event]:
    for row in record.case.all(CellTherapy):
        marks = set(drug_marks(drug_named(row.product or "").id))
        maybe: set[str] = set()
        if row.target:
            maybe |= {f"car_t:{marker_key(t)}" for t in split_targets(row.target)}
            maybe |= {f"target:{marker_key(t)}" for t in split_targets(row.target)}
        if "car_t:any" in marks:
            marks |= maybe
        else:
            maybe |= {"car_t:any", "modality:car_t", "modality:other_cell_therapy"}
        found = evidence(record.case, row, row.product or "Cell therapy")
        day = row.infused_on
        yield _on(record, found, marks | {ANY_ANTICANCER}, day, day, frozenset(maybe))


def _transfusions(record: Record) -> Iterator[Event]:
    for row in record.case.all(Transfusion):
        marks = {"product:any", *_product_marks(row.product or "")}
        maybe = {"product:platelets", "product:red_cells"} if len(marks) == 1 else set()
        found = evidence(record.case, row, (row.product or "transfusion").capitalize())
        yield _on(record, found, marks, row.date, row.date, frozenset(maybe))


def _product_marks(product: str) -> Iterator[str]:
    plain = product.casefold()
    if "platelet" in plain or "thrombo" in plain:
        yield "product:platelets"
    if "red" in plain or "erythro" in plain or "prbc" in plain or "rbc" in plain:
        yield "product:red_cells"


def _vaccines(record: Record) -> Iterator[Event]:
    for row in record.case.all(Immunization):
        marks = {"vaccine:any"} | ({"vaccine:live"} if row.live else set())
        maybe = frozenset({"vaccine:live"} if row.live is None else ())
        found = evidence(record.case, row, row.vaccine or "Vaccine")
        yield _on(record, found, marks, row.date, row.date, maybe)


def _planned_medicines(record: Record) -> Iterator[Event]:
    for row in record.case.all(MedicineRow):
        ahead = row.start is not None and row.start.earliest > record.as_of
        if not ahead and row.status != "planned":
            continue
        marks = drug_marks(drug_named(row.name or "").id)
        words = f"Planned: {row.name or 'medicine'}"
        found = evidence(record.case, row, words, row.start)
        yield Event(found, marks, start=row.start)


def _on(
    record: Record,
    found: Evidence,
    marks: Iterable[str],
    start: PartialDate | None,
    end: PartialDate | None,
    maybe: frozenset[str] = frozenset(),
) -> Event:
    """Return an event with days of its own; one whose first day lies ahead is planned."""
    first = start or end
    if first is not None and first.earliest > record.as_of:
        return Event(found, frozenset(marks), maybe, None, start)
    if end is not None and end.earliest <= record.as_of:
        return Event(found, frozenset(marks), maybe, noted_day(end, record.as_of), start)
    kind: LastDayKind = "continuing" if end is not None else "no_end_noted"
    last = LastDay(kind, first.earliest if first else None, record.as_of, None)
    return Event(found, frozenset(marks), maybe, last, start)
