"""What nobody knows yet over all saved trials, from checks that were made already."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.case.entities import Question
from app.eligibility.unknowns import Unknown, unknowns
from app.usecases.find_trial import trial_name
from app.usecases.session import Session
from app.usecases.trial_page_checks import TrialChecks


@dataclass(frozen=True, slots=True)
class AllUnknowns:
    """The missing facts, best first.

    Attributes:
        names: what the family calls each trial, by what the facts call it.
        asked: the texts of the questions that are on the list.
    """

    unknowns: tuple[Unknown, ...]
    names: Mapping[str, str]
    asked: frozenset[str]


def all_unknowns(session: Session, checks: TrialChecks) -> AllUnknowns:
    """Return the missing facts of every saved trial; checks that are not made yet are made."""
    every = checks.every()
    names = {
        check.checked.number or check.checked.title or "": trial_name(check.kept.saved)
        for check in every
    }
    asked = frozenset(row.text for row in session.case.all(Question) if row.text)
    found = unknowns([check.checked for check in every], session.facts())
    return AllUnknowns(found, names, asked)
