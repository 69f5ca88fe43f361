"""Parts within parts within parts: what is brought together at each level does not grow by it."""

from datetime import date

from app.case.case import Case
from app.case.entities import Patient
from app.case.facts import facts_of
from app.eligibility.checking.record import Record
from app.eligibility.checking.rewriting import as_meant
from app.eligibility.model import All, Presence, Requirement, walk
from app.eligibility.read_criteria import read_text

LINES = "Inclusion Criteria:\n* Men over 40 years of age\n* Women over 50 years of age"


def test_both_sexes_in_many_levels() -> None:
    record = Record(facts_of(Case.of([Patient(id="p")]), date(2026, 5, 12)))
    men, women = read_text(LINES)
    assert men.requirement is not None
    assert women.requirement is not None
    both = (men.requirement, women.requirement)
    sexes = [part for whole in both for part in walk(whole) if isinstance(part, Presence)]
    span = men.requirement.span
    nested: Requirement = All((*both, *sexes), span)
    for _ in range(16):
        nested = All((*sexes, nested), span)
    meant = as_meant(nested, men.criterion.text, record)
    assert sum(1 for _ in walk(meant)) < 1000
