"""What changed between the versions of one trial, for its page, and that somebody has looked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.case.facts import Facts
from app.case.partial_date import PartialDate
from app.casefile import Changes, Update
from app.trials.changes import Change, steps_between
from app.usecases.answers_changed import answers_changed
from app.usecases.find_trial import find_kept, spoken_name
from app.usecases.kept_trials import KeptTrial
from app.usecases.session import Session


@dataclass(frozen=True, slots=True)
class Wordings:
    """A line of the criteria in both wordings, and whether our check of it is another now."""

    section: str
    old: str
    new: str
    answer: str


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One change in words."""

    sentence: str
    details: tuple[str, ...]
    wordings: tuple[Wordings, ...]
    small: bool


@dataclass(frozen=True, slots=True)
class VersionStep:
    """The changes from one version to a later one, most important first."""

    older: PartialDate | None
    newer: PartialDate | None
    changes: tuple[ChangeShown, ...]


# Below this weight stand dates of the record itself and other things that change nothing for a
# family; `app.trials.change_sentences` gives the weights.
_SMALL = 20

UNCHANGED = "Our check of this line stays the same."


def version_steps(kept: KeptTrial, facts: Facts) -> tuple[VersionStep, ...]:
    """Return every step between the versions kept, the newest first."""
    return tuple(
        VersionStep(
            step.old.as_of,
            step.new.as_of,
            tuple(_shown(change, facts) for change in step.changes),
        )
        for step in steps_between(kept.versions)
    )


def _shown(change: Change, facts: Facts) -> ChangeShown:
    return ChangeShown(
        change.sentence,
        () if change.criteria else change.details,
        tuple(_wordings(change, facts)),
        change.weight < _SMALL,
    )


def _wordings(change: Change, facts: Facts) -> Iterator[Wordings]:
    answers = {
        (found["section"], found["old"], found["new"]): found["sentence"]
        for found in answers_changed(change.criteria, facts)
    }
    for each in change.criteria:
        said = answers.get((each.section, each.old, each.new), UNCHANGED)
        yield Wordings(str(each.section), each.old or "", each.new or "", said)


def mark_seen(session: Session, trial: str) -> Changes | None:
    """Note that the changes of a trial were looked at; None where nothing was new.

    Raises:
        CasebookError: there is no such trial, or the case cannot be written.
    """
    kept = find_kept(session, trial)
    today = PartialDate.of(session.as_of())
    new = [Update(replace(row, seen_on=today)) for row in kept.kept if row.seen_on is None]
    if not new or len(kept.kept) < 2:
        return None
    return session.run(f"look at the changes of {spoken_name(kept.saved)}", new)
