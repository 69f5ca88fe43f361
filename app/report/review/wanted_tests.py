"""Tests that would settle open lines, for the doctor to order."""

from collections.abc import Iterable

from app.eligibility.check import CheckedCriterion
from app.eligibility.checking.verdict import MissingFact, Why

MOST = 8
_TESTED = {
    "lab": "",
    "organ_test": "",
    "marker": "",
    "virus": "",
    "mrd": "MRD test",
    "marrow": "Marrow test",
    "spinal_fluid": "Spinal fluid test",
    "vital_signs": "",
    "value": "",
    "performance": "",
}
"""Families of missing facts that a test can settle; with a name where theirs says too little."""

_LONGEST = 44
_WANTED = frozenset({Why.NONE, Why.OLD, Why.UNDATED, Why.PARTIAL_DATE, Why.NO_SOURCE, Why.DISAGREE})


def wanted_tests(open_lines: Iterable[CheckedCriterion], most: int = MOST) -> tuple[str, ...]:
    """Return names of tests, those that most lines wait for first."""
    waiting: dict[tuple[str, ...], int] = {}
    names: dict[tuple[str, ...], str] = {}
    for line in open_lines:
        for fact in {fact.key: fact for fact in line.missing}.values():
            name = _test(fact)
            if name:
                waiting[fact.key] = waiting.get(fact.key, 0) + 1
                names.setdefault(fact.key, name)
    ranked = sorted(names, key=lambda key: -waiting[key])
    return tuple(dict.fromkeys(names[key] for key in ranked))[:most]


def _test(fact: MissingFact) -> str:
    """Return the name of the test for a missing fact; "" where no test settles it."""
    family = fact.key[0]
    if family not in _TESTED or fact.why not in _WANTED:
        return ""
    name = _TESTED[family] or fact.name
    return name[:1].upper() + name[1:] if len(name) <= _LONGEST else ""
