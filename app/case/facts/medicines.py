"""Medicines taken on a day, and what among them changes counts or holds immunity down."""

from collections.abc import Sequence
from datetime import date, timedelta

from app.case import vocabulary
from app.case.case import Case
from app.case.entities import Medication, Transfusion
from app.case.facts.dose_days import one_each
from app.case.facts.doses import Dose
from app.case.facts.drug_identity import drug_named, family_for, is_replacement, way_of
from app.case.facts.records import evidence, newest_first, order_of
from app.case.facts.values.evidence import Evidence
from app.case.facts.values.health import MedicineFact
from app.case.facts.wording import commas
from app.case.numbers import number_text

CHANGES_COUNTS_FOR = timedelta(days=14)
"""Growth factors and transfusions change counts for about this long (domain 4.3, 4.4)."""

_SUPPRESSING = ("immune_suppression", "atg_alemtuzumab", "steroid")


def active_medicines(case: Case, as_of: date) -> tuple[MedicineFact, ...]:
    """Return the medicines taken on a day or as needed, by name."""
    rows = [row for row in case.all(Medication) if is_taken(row, as_of)]
    facts = [medicine(case, row) for row in rows]
    return tuple(sorted(facts, key=lambda fact: fact.name.casefold()))


def is_taken(row: Medication, as_of: date) -> bool:
    """Whether a medicine is taken on a day, by its dates and by what is said of it.

    One noted as stopped counts on a day that surely lies before its last one.
    """
    if row.start is not None and row.start.earliest > as_of:
        return False
    if row.stop is not None and row.stop.latest < as_of:
        return False
    if row.status in ("active", "as_needed"):
        return True
    return row.status != "planned" and row.stop is not None and row.stop.earliest > as_of


def medicine(case: Case, row: Medication) -> MedicineFact:
    """Return one medicine with what its drug and the noted reason say about it."""
    name = row.name or "Medicine without a name"
    drug = drug_named(name)
    way = way_of(row.route, row.dose, row.frequency, row.reason)
    replacement = is_replacement(drug, row.reason)
    family = family_for(drug, row.reason)
    words = medicine_words(row, name)
    return MedicineFact(
        name=name,
        drug_id=drug.id,
        dose=row.dose or None,
        route=row.route or None,
        frequency=row.frequency or None,
        start=row.start,
        stop=row.stop,
        reason=row.reason or None,
        status=row.status or None,
        words=words,
        way=way,
        replacement=replacement,
        anticancer=vocabulary.is_anticancer(name, row.reason or "") is True,
        suppresses_immunity=family in _SUPPRESSING and way == "systemic" and not replacement,
        evidence=evidence(case, row, words),
    )


def medicine_words(row: Medication, name: str) -> str:
    """Return "gabapentin 300 mg, three times a day"; a route other than by mouth is said."""
    said = " ".join(part for part in (row.dose, row.frequency) if part).casefold()
    told = row.route and (row.route.upper() == "PO" or row.route.casefold() in said)
    route = row.route if row.route and not told else None
    return commas((f"{name} {row.dose}" if row.dose else name, route, row.frequency))


def immune_suppression(active: Sequence[MedicineFact]) -> tuple[MedicineFact, ...]:
    """Return steroids and immune suppression among active medicines, local ones included.

    Those that reach the whole body come first; a replacement steroid and eye drops are told
    apart by `replacement` and `way`.
    """
    found = [
        fact for fact in active if family_for(drug_named(fact.name), fact.reason) in _SUPPRESSING
    ]
    return tuple(sorted(found, key=lambda fact: not fact.suppresses_immunity))


def changes_counts(case: Case, as_of: date, doses: Sequence[Dose]) -> tuple[Evidence, ...]:
    """Return growth factors and transfusions of the last 14 days, newest first."""
    since = as_of - CHANGES_COUNTS_FOR
    factors = [
        dose.given.evidence
        for dose in doses
        if dose.family == "growth_factor" and dose.given.last.latest >= since
    ]
    found = [*factors, *_transfusions(case, as_of, since)]
    return tuple(sorted(one_each(found), key=lambda row: order_of(row.date), reverse=True))


def _transfusions(case: Case, as_of: date, since: date) -> list[Evidence]:
    return [
        evidence(case, row, _transfusion_words(row))
        for row in newest_first(case, Transfusion, as_of)
        if row.date is not None and row.date.latest >= since
    ]


def _transfusion_words(row: Transfusion) -> str:
    amount = f"{number_text(row.units)} ×" if row.units is not None and row.units != 1 else None
    return " ".join(part for part in (amount, row.product or "transfusion") if part)
