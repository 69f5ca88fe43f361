"""The last day per group of treatment: drug classes, targets, radiation, transplants, cells."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from app.case.case import Case
from app.case.entities import (
    CellTherapy,
    Immunization,
    Radiation,
    Transplant,
    Treatment,
    TreatmentDrug,
)
from app.case.facts.dose_days import Given, noted_day, together, with_treatment
from app.case.facts.doses import Dose, last_doses
from app.case.facts.drug_identity import AIMED_FAMILIES, Drug, drug_named, split_targets
from app.case.facts.records import evidence, may_have_been
from app.case.facts.treatments import state_on
from app.case.facts.values.therapy import FAMILIES, LastGiven, TreatmentState
from app.case.facts.wording import commas
from app.case.partial_date import PartialDate

_FAMILY_OF_MODALITY = {
    "chemotherapy": "chemotherapy",
    "intrathecal": "intrathecal",
    "targeted": "targeted",
    "antibody": "antibody",
    "adc": "antibody_drug_conjugate",
    "bispecific": "bispecific",
    "car_t": "car_t",
    "dli": "dli",
    "other_cell_therapy": "other_cell_therapy",
    "radiation": "radiation",
    "trial": "investigational",
}
_TRANSPLANTS = {"allogeneic": "donor_transplant", "autologous": "own_transplant"}

Entry = tuple[str, Given]
T = TypeVar("T")


def by_family(case: Case, as_of: date, doses: Sequence[Dose]) -> Mapping[str, LastGiven]:
    """Return the last day per group that washouts speak of.

    Local medicines and replacement steroids count in no group; drugs into the spine only there.
    """
    counted = [(_dose_family(dose), dose) for dose in doses if _counts(dose)]
    entries = [(family, dose.given) for family, dose in counted]
    entries += _treatments(case, as_of)
    entries += _radiation(case, as_of)
    entries += _transplants(case, as_of)
    entries += _cells(case, as_of)
    entries += _live_vaccines(case, as_of)
    groups = _grouped(entries)
    drugs = _grouped(counted)
    order = [key for key in FAMILIES if key in groups]
    return {key: _last(key, FAMILIES[key], groups[key], drugs.get(key, [])) for key in order}


def by_class(doses: Sequence[Dose]) -> Mapping[str, LastGiven]:
    """Return the last systemic dose per class of `drugs.csv`, latest first."""
    counted = [
        (dose.drug.drug_class, dose)
        for dose in doses
        if dose.drug.drug_class and dose.way == "systemic" and not dose.replacement
    ]
    return _latest_first(_grouped(counted))


def by_target(case: Case, as_of: date, doses: Sequence[Dose]) -> Mapping[str, LastGiven]:
    """Return the last dose of antibodies and cells per target, latest first."""
    aimed = [
        (target, dose)
        for dose in doses
        if dose.drug.family in AIMED_FAMILIES
        for target in dose.drug.targets
    ]
    entries = [(target, dose.given) for target, dose in aimed]
    entries += _cell_targets(case, as_of)
    drugs = _grouped(aimed)
    found = {
        key: _last(key, key, group, drugs.get(key, [])) for key, group in _grouped(entries).items()
    }
    return dict(sorted(found.items(), key=lambda pair: -pair[1].last.latest.toordinal()))


def _counts(dose: Dose) -> bool:
    return dose.way != "local" and not dose.replacement


def _dose_family(dose: Dose) -> str:
    return "intrathecal" if dose.way == "intrathecal" else dose.family


def _latest_first(groups: Mapping[str, list[Dose]]) -> Mapping[str, LastGiven]:
    found = {
        key: _last(key, key, [dose.given for dose in group], group) for key, group in groups.items()
    }
    return dict(sorted(found.items(), key=lambda pair: -pair[1].last.latest.toordinal()))


def _last(key: str, label: str, rows: Sequence[Given], doses: Sequence[Dose]) -> LastGiven:
    last, records = together(rows)
    return LastGiven(key, label, last, last_doses(doses), records)


def _treatments(case: Case, as_of: date) -> Iterator[Entry]:
    """Yield the end of every treatment for its kind; its end is the last dose of some drug in it.

    Where all its drugs belong to that kind, the end is the very last day of the kind.
    """
    for row in case.all(Treatment):
        family = _FAMILY_OF_MODALITY.get(row.modality or "")
        families = [family] if family else []
        if row.trial_id and family != "investigational":
            families.append("investigational")
        for name in families:
            if not _may_hold(case, row, name):
                continue
            last = with_treatment(state_on(row, as_of), row.start_date, row.end_date, as_of)
            if last is not None and last.kind == "no_later_than" and _all_of(case, row, name):
                last = noted_day(row.end_date, as_of) if row.end_date else last
            if last is not None:
                words = row.name or FAMILIES[name]
                yield name, Given(last, evidence(case, row, words, row.end_date))


# A word about the whole treatment, whatever its drugs are.
_WHATEVER_DRUGS = ("investigational", "radiation", "intrathecal", "dli")


def _drugs(case: Case, row: Treatment) -> list[Drug]:
    return [drug_named(drug.name) for drug in case.parts(TreatmentDrug, row) if drug.name]


def _may_hold(case: Case, row: Treatment, family: str) -> bool:
    """Whether a treatment may hold a drug of its kind: not where all are known and none is."""
    drugs = _drugs(case, row)
    if not drugs or family in _WHATEVER_DRUGS:
        return True
    return any(drug.family == family or drug.id is None for drug in drugs)


def _all_of(case: Case, row: Treatment, family: str) -> bool:
    """Whether nothing but this kind is named in a treatment."""
    drugs = _drugs(case, row)
    return family in _WHATEVER_DRUGS or all(drug.family == family for drug in drugs)


def _radiation(case: Case, as_of: date) -> Iterator[Entry]:
    for row in case.all(Radiation):
        start, end = row.start, row.end
        if not may_have_been(start or end, as_of):
            continue
        words = f"Radiation, {row.site}" if row.site else "Radiation"
        found = evidence(case, row, words, end)
        if end is not None and end.earliest <= as_of:
            yield "radiation", Given(noted_day(end, as_of), found)
        else:
            state: TreatmentState = "ongoing" if end is not None else "no_end_noted"
            last = with_treatment(state, start, end, as_of)
            if last is not None:
                yield "radiation", Given(last, found)


def _transplants(case: Case, as_of: date) -> Iterator[Entry]:
    for row in case.all(Transplant):
        family = _TRANSPLANTS.get(row.type or "", "transplant")
        yield from _one_day(case, as_of, row, family, row.date, "Transplant")


def _cells(case: Case, as_of: date) -> Iterator[Entry]:
    """Yield the cell products that are not in `drugs.csv`; the others stand in the doses."""
    for row in case.all(CellTherapy):
        if row.product is None or drug_named(row.product).family == "other":
            name = row.product or "Cells"
            yield from _one_day(case, as_of, row, "other_cell_therapy", row.infused_on, name)


def _live_vaccines(case: Case, as_of: date) -> Iterator[Entry]:
    for row in case.all(Immunization):
        if row.live:
            name = row.vaccine or "Live vaccine"
            yield from _one_day(case, as_of, row, "live_vaccine", row.date, name)


def _cell_targets(case: Case, as_of: date) -> Iterator[Entry]:
    for row in case.all(CellTherapy):
        for target in split_targets(row.target):
            words = commas((row.product, row.target))
            yield from _one_day(case, as_of, row, target, row.infused_on, words)


def _one_day(
    case: Case,
    as_of: date,
    row: CellTherapy | Immunization | Transplant,
    key: str,
    day: PartialDate | None,
    words: str,
) -> Iterator[Entry]:
    if day is not None and may_have_been(day, as_of):
        yield key, Given(noted_day(day, as_of), evidence(case, row, words))


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
