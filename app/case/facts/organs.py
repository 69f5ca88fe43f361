"""Organ tests and virus tests: the newest result of each."""

from datetime import date
from decimal import Decimal
from typing import cast

from app.case import codes
from app.case.case import Case
from app.case.entities import OrganTest, VirusTest
from app.case.facts.records import days_to, evidence, newest_first
from app.case.facts.values.measured import OrganFact, VirusFact
from app.case.numbers import Comparator, Quantity

_COMPARATORS = ("<", ">", "<=", ">=")


def organ_tests(case: Case, as_of: date) -> tuple[OrganFact, ...]:
    """Return the newest result of every organ test, in the order of the tests' list."""
    found: dict[str, list[OrganTest]] = {}
    for row in newest_first(case, OrganTest, as_of):
        if row.test and row.value is not None:
            found.setdefault(row.test.strip().casefold(), []).append(row)
    listed = [code for code, _ in codes.choices("organ_test")]
    order = [key for key in listed if key in found] + [key for key in found if key not in listed]
    return tuple(_fact(case, key, found[key], as_of) for key in order)


def _fact(case: Case, key: str, rows: list[OrganTest], as_of: date) -> OrganFact:
    newest, *before = rows
    words = organ_words(newest)
    return OrganFact(
        test=key,
        label=codes.label("organ_test", key),
        value=_value(newest),
        method=newest.method or None,
        date=newest.date,
        age_days=days_to(newest.date, as_of),
        words=words,
        earlier=evidence(case, before[0], organ_words(before[0])) if before else None,
        evidence=evidence(case, newest, words),
    )


def _value(row: OrganTest) -> Quantity | str:
    if isinstance(row.value, Decimal):
        comparator = row.comparator if row.comparator in _COMPARATORS else None
        return Quantity(row.value, row.unit or None, cast("Comparator | None", comparator))
    return row.value or ""


def organ_words(row: OrganTest) -> str:
    """Return "Heart pumping (LVEF) 58 % (echo)"."""
    value = _value(row)
    shown = value if isinstance(value, str) else value.words().replace(" %", "%")
    label = codes.label("organ_test", (row.test or "").strip().casefold())
    return f"{label} {shown}" + (f" ({row.method})" if row.method else "")


def viruses(case: Case, as_of: date) -> tuple[VirusFact, ...]:
    """Return the newest result of every virus test, in the form's order."""
    rows = newest_first(case, VirusTest, as_of)
    found = []
    for spec in VirusTest.spec.own_fields:
        if spec.codes != "virus.result":
            continue
        # "Not tested" on a later day does not take the place of a result.
        told = (row for row in rows if getattr(row, spec.name) not in (None, "", "not tested"))
        row = next(told, None)
        if row is not None:
            result = str(getattr(row, spec.name))
            words = f"{spec.label} {result}"
            fact = VirusFact(spec.name, spec.label, result, row.date, evidence(case, row, words))
            found.append(fact)
    return tuple(found)
