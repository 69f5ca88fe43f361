"""Trials and access routes already considered, as the family noted them."""

from collections.abc import Sequence
from typing import NamedTuple

from app.case import codes, vocabulary
from app.case.case import Case
from app.case.entities import CriterionCheck, SavedTrial
from app.case.facts import Facts
from app.case.facts.values.visits import AccessFact, TrialFact
from app.case.facts.wording import lower_first
from app.report.contents.wording import short_date, upper_first
from app.report.outline.blocks import Block, Cell, Column, Paragraph, Row, Table
from app.report.outline.words import (
    NBSP,
    Run,
    Shape,
    Words,
    muted,
    say,
    shape,
    shortened,
    strong,
)

_SUMMARY = "Trials and access routes already considered"


class Counts(NamedTuple):
    """Lines that fit, may rule out, and are to be asked."""

    fits: int
    may_rule_out: int
    ask: int

    @property
    def total(self) -> int:
        """All lines."""
        return self.fits + self.may_rule_out + self.ask


def options_table(facts: Facts, most_trials: int, brief: bool = False) -> Table:
    """Return saved trials and access requests, one row each.

    Args:
        facts: the facts.
        most_trials: how many trials.
        brief: name, number and status alone.
    """
    trials = facts.trials[:most_trials]
    told = brief_trial_words if brief else trial_words
    rows = [Row((Cell(told(facts.case, trial)),)) for trial in trials]
    rows += [Row((Cell(words),)) for words in routes_by_drug(facts.access_requests)[:4]]
    if not rows:
        rows = [Row((Cell(say("None noted")),))]
    return Table((Column(share=1.0),), tuple(rows), _SUMMARY)


def options_blocks(facts: Facts, most_trials: int, brief: bool = False) -> tuple[Block, ...]:
    """Return the table with, where it counts by shapes, what the shapes mean."""
    return (options_table(facts, most_trials, brief), *(() if brief else key(facts, most_trials)))


def key(facts: Facts, most_trials: int) -> tuple[Block, ...]:
    """Return what the shapes beside the first trials mean, nothing where there are none."""
    shown = facts.trials[:most_trials]
    counted = any(noted_counts(facts.case, one.evidence.id).total for one in shown)
    return (Paragraph(shape_key(), small=True),) if counted else ()


def trial_words(case: Case, trial: TrialFact) -> Words:
    """Return name, number, status with its date, and what the family's own check says."""
    number = f", {trial.number}" if trial.number else ", no registry number"
    words = say(strong(shortened(trial.name, 60)), muted(number), f". {_status(trial)}")
    counts = noted_counts(case, trial.evidence.id)
    return say(words, " Our notes: ", *count_runs(counts)) if counts.total else words


def brief_trial_words(_case: Case, trial: TrialFact) -> Words:
    """Return name, number and status in the fewest words."""
    number = f", {trial.number}" if trial.number else ""
    status = shortened(_said(trial), 40) if trial.confirmed else "status not confirmed"
    checked = f", {short_date(trial.noted_on)}" if trial.noted_on else ""
    return say(strong(shortened(trial.name, 44)), muted(number), f": {status}{checked}")


def _status(trial: TrialFact) -> str:
    checked = f" {short_date(trial.noted_on)}" if trial.noted_on else ""
    if trial.confirmed and trial.status:
        told = f"{upper_first(shortened(_said(trial), 60)).rstrip('.')}, checked{checked}"
    else:
        told = f"Status not confirmed (noted{checked})" if checked else "Status not confirmed"
    interest = codes.label("trial.interest_status", trial.interest) if trial.interest else ""
    return f"{told}. {interest}." if interest and interest != "Saved" else f"{told}."


def _said(trial: TrialFact) -> str:
    """Return the status in words, also where the registry's code was noted."""
    return codes.label("ctgov.overall_status", trial.status or "")


def noted_counts(case: Case, trial_id: str) -> Counts:
    """Count the criteria the family noted by hand beside a trial.

    These are the family's notes, not the registry's text.
    """
    trial = case.get(SavedTrial, trial_id)
    states = [check.state for check in case.parts(CriterionCheck, trial)] if trial else []
    fits, out = states.count("looks_ok"), states.count("may_not_fit")
    return Counts(fits, out, len(states) - fits - out)


def count_runs(counts: Counts) -> Sequence[Run]:
    """Return the counts behind their shapes."""
    runs: list[Run] = []
    shapes = (
        (Shape.FITS, counts.fits),
        (Shape.MAY_RULE_OUT, counts.may_rule_out),
        (Shape.ASK, counts.ask),
    )
    for which, count in shapes:
        if count:
            runs += [shape(which), *say(f"{NBSP}{count}{NBSP}{NBSP} ")]
    return runs


def routes_by_drug(requests: Sequence[AccessFact]) -> list[Words]:
    """Return one line for each drug: the route that is under way, and the names of the others."""
    drugs: dict[str, list[AccessFact]] = {}
    for request in requests:
        drugs.setdefault(request.drug.strip().casefold(), []).append(request)
    return [_routes(sorted(each, key=_is_only_thought_of)) for each in drugs.values()]


def _routes(requests: Sequence[AccessFact]) -> Words:
    first, *others = requests
    also = f". Also: {'; '.join(map(_route_and_state, others))}" if others else ""
    return say(access_words(first), also)


def _is_only_thought_of(request: AccessFact) -> bool:
    return request.status in (None, "idea")


def access_words(request: AccessFact) -> Words:
    """Return drug, route and state of an access request, and the next step."""
    following = f". Next: {shortened(request.next_step, 70)}" if request.next_step else ""
    told = _route_and_state(request) or "noted"
    return say(strong(upper_first(shortened(request.drug, 50))), f": {told}{following}")


def _route_and_state(request: AccessFact) -> str:
    state = codes.label("access_request.status", request.status) if request.status else ""
    return ", ".join(part for part in (pathway_name(request.pathway), lower_first(state)) if part)


def pathway_name(code: str | None) -> str:
    """Return the name of an access route, the code itself where the list lacks it."""
    if not code:
        return ""
    steps = (step for step in vocabulary.pathways() if step.row["pathway"] == code)
    found = next(steps, None)
    return found.row["pathway_name"] if found else shortened(code.replace("_", " "), 40)


def left_out_trials(facts: Facts, most: int) -> int:
    """Return how many saved trials are not shown."""
    return max(0, len(facts.trials) - most)


def shape_key() -> Words:
    """Return what the shapes mean."""
    return say(
        muted("Our notes against our record: "),
        shape(Shape.FITS),
        muted(f"{NBSP}fits{NBSP}{NBSP} "),
        shape(Shape.MAY_RULE_OUT),
        muted(f"{NBSP}may{NBSP}rule{NBSP}out{NBSP}{NBSP} "),
        shape(Shape.ASK),
        muted(f"{NBSP}ask{NBSP}the{NBSP}team"),
    )
