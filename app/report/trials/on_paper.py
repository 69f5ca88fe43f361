"""A saved trial with everything a page needs of it."""

from dataclasses import dataclass, replace
from datetime import date

from app.case.case import Case
from app.case.entities import CriterionAnswer, SavedTrial, TrialContact
from app.case.facts import Facts, facts_of
from app.case.partial_date import PartialDate
from app.eligibility.answers import AnsweredTrial, with_answers
from app.eligibility.check_trial import CheckedTrial, check_read
from app.report.contents.names_left_out import without_names
from app.trials.changes import Change
from app.trials.record import TrialRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialOnPaper:
    """A trial, its check, and the family's own words about it.

    Attributes:
        checked: every line of the registry checked against the case.
        record: the registry's record that is shown; None where only the family's words are kept.
        saved: the family's own entry.
        answers: answers of people to its lines, in any order.
        contacts: calls and messages, oldest first.
        changes: what changed in the record since `changes_since`, most important first.
        changes_since: the day of the version before, or of the last print; None where there is
            nothing to compare with.
    """

    checked: CheckedTrial
    record: TrialRecord | None = None
    saved: SavedTrial | None = None
    answers: tuple[CriterionAnswer, ...] = ()
    contacts: tuple[TrialContact, ...] = ()
    changes: tuple[Change, ...] = ()
    changes_since: PartialDate | date | None = None

    @property
    def number(self) -> str:
        """The registry's number, "" where there is none."""
        return self.checked.number or (self.saved.nct_id if self.saved else None) or ""

    @property
    def title(self) -> str:
        """The registry's title, else the family's name for it."""
        registry = self.record.title if self.record else None
        return registry or self.checked.title or self.own_name or self.number or "Trial"

    @property
    def own_name(self) -> str:
        """The family's own name for it; "" where it is the registry's title."""
        name = (self.saved.short_name if self.saved else None) or ""
        registry = (self.record.title if self.record else None) or self.checked.title
        return "" if name == registry else name

    @property
    def answered(self) -> AnsweredTrial:
        """Its lines with the answers of people."""
        return with_answers(self.checked.criteria, self.answers)


def trial_on_paper(
    case: Case,
    saved: SavedTrial,
    checked: CheckedTrial,
    record: TrialRecord | None = None,
    changes: tuple[Change, ...] = (),
    changes_since: PartialDate | date | None = None,
) -> TrialOnPaper:
    """Gather a saved trial from its case."""
    return TrialOnPaper(
        checked=checked,
        record=record,
        saved=saved,
        answers=tuple(case.parts(CriterionAnswer, saved)),
        contacts=tuple(case.parts(TrialContact, saved)),
        changes=changes,
        changes_since=changes_since,
    )


def facts_without_names(facts: Facts) -> Facts:
    """Return the facts of the same case with names of people and places left out."""
    return facts_of(without_names(facts.case), facts.as_of)


def trial_without_names(trial: TrialOnPaper, nameless: Facts) -> TrialOnPaper:
    """Return a trial checked against the facts of a case without names."""
    criteria = (one.read for one in trial.checked.criteria)
    checked = check_read(
        trial.checked.number, trial.checked.title, criteria, nameless, trial.checked.note
    )
    saved = nameless.case.get(SavedTrial, trial.saved.id) if trial.saved else None
    if saved is None:
        return replace(trial, checked=checked, saved=None, answers=(), contacts=())
    return trial_on_paper(
        nameless.case, saved, checked, trial.record, trial.changes, trial.changes_since
    )
