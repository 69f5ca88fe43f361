"""From which day on each saved trial is possible by the registry's text, and what would move it.

Nothing here is advice. `ASK_FIRST` belongs beside every date that is shown.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.case.facts import Facts
from app.case.facts.drug_identity import drug_named
from app.case.facts.wording import on, since
from app.case.partial_date import PartialDate
from app.eligibility.check_trial import NO_CRITERIA
from app.eligibility.earliest_dates import (
    ASK_FIRST,
    Shift,
    TestWindow,
    TrialDates,
    earliest_dates,
    if_given,
)
from app.eligibility.washouts import Waiting
from app.usecases.check_trials import TrialCheck, checked_trials
from app.usecases.find_trial import spoken_name, trial_name
from app.usecases.session import Session
from app.usecases.trial_products import Product, products

__all__ = [
    "ASK_FIRST",
    "Clash",
    "DatedTrial",
    "Moved",
    "WaitingLine",
    "WhatIf",
    "clashes",
    "if_started",
    "trial_dates",
]

NO_TEXT = "No criteria text is saved, so no date can be told."


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A line of the registry's text that asks for waiting.

    Attributes:
        section, number, text: the line, word for word.
        because: the last dose it counts from, with its day.
        not_before: the first day by this line, None where it cannot be told.
        why_not: why it cannot be told, else "".
    """

    section: str
    number: str
    text: str
    because: str
    not_before: datetime.date | None
    why_not: str


@dataclass(frozen=True, slots=True)
class DatedTrial:
    """What the registry's text says on dates for one saved trial.

    Attributes:
        trial_id: the row of the saved trial.
        name, number: what it is called.
        record_date: the day of the registry's record.
        not_before: the first day by the text; None where no waiting is running.
        sentence: the same in words, with the line that binds.
        binding: that line.
        running: every line that asks for waiting still, the last one first.
        cannot_tell: lines for which no day can be told, with why.
        tests: until when today's tests count, and which would have to be done again.
        ask_first: goes with every date that is shown.
    """

    trial_id: str
    name: str
    number: str
    record_date: PartialDate | None
    not_before: datetime.date | None
    sentence: str
    binding: WaitingLine | None
    running: tuple[WaitingLine, ...]
    cannot_tell: tuple[WaitingLine, ...]
    tests: tuple[str, ...]
    ask_first: str = ASK_FIRST


@dataclass(frozen=True, slots=True)
class Clash:
    """A treatment of one trial that would move another.

    Attributes:
        first, second: rows of the trial that gives it and of the trial that is moved.
        given: what the first gives.
        then: the first day of the second, were it given today; None where it cannot be told.
        line: the line of the second that binds.
        sentence: the same in words.
    """

    first: str
    second: str
    given: str
    then: datetime.date | None
    line: WaitingLine
    sentence: str
    ask_first: str = ASK_FIRST


@dataclass(frozen=True, slots=True)
class Moved:
    """A saved trial that a treatment would move, from when to when, and by which line."""

    trial_id: str
    name: str
    now: datetime.date | None
    then: datetime.date | None
    line: WaitingLine
    sentence: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a treatment that was not given yet would move.

    Attributes:
        drug: the vocabulary's name of it, else as typed.
        known: whether the list of medicines knows it; where not, nothing can be told.
        moved: the trials it would move.
        words: the answer in one or two sentences.
    """

    drug: str
    known: bool
    moved: tuple[Moved, ...]
    words: str
    ask_first: str = ASK_FIRST


def trial_dates(session: Session, as_of: datetime.date | None = None) -> tuple[DatedTrial, ...]:
    """Return the dates of every saved trial, in the family's own order."""
    facts = session.facts(as_of)
    return tuple(dated(check, facts) for check in checked_trials(session, None, as_of))


def dated(check: TrialCheck, facts: Facts) -> DatedTrial:
    """Return the dates of a trial that was checked already."""
    dates = earliest_dates(check.checked, facts)
    shown = check.kept.shown
    return DatedTrial(
        trial_id=check.kept.saved.id,
        name=trial_name(check.kept.saved),
        number=check.kept.number,
        record_date=shown.as_of if shown else None,
        not_before=dates.not_before,
        sentence=NO_TEXT if check.checked.note == NO_CRITERIA else dates.sentence(),
        binding=_line(dates.binding) if dates.binding else None,
        running=tuple(map(_line, dates.running)),
        cannot_tell=tuple(map(_line, dates.cannot_tell)),
        tests=tuple(_tests(dates)),
    )


def _line(waiting: Waiting) -> WaitingLine:
    criterion, row = waiting.read.criterion, waiting.evidence
    when = on if waiting.not_before else since
    because = f"{row.words}, {when(row.date)}" if row.date else row.words
    return WaitingLine(
        criterion.section,
        criterion.number,
        criterion.text,
        because,
        waiting.not_before,
        waiting.why_not,
    )


def _tests(dates: TrialDates) -> Iterator[str]:
    for test in dates.tests:
        yield _test_words(test, dates.not_before)


def _test_words(test: TestWindow, not_before: datetime.date | None) -> str:
    whose = "the trial's text" if test.from_text else "the usual rule"
    day = test.evidence.date
    taken = f" {on(day)}" if day else ""
    said = f"{test.name[:1].upper()}{test.name[1:]}{taken} counts until {_day(test.good_until)}"
    again = ""
    if not_before is not None and test.good_until < not_before:
        again = " It would have to be done again by then."
    return f"{said} by {whose}.{again}"


def _day(day: datetime.date) -> str:
    return PartialDate.of(day).words()


# What would move a trial


def clashes(session: Session, as_of: datetime.date | None = None) -> tuple[Clash, ...]:
    """Return every treatment of a saved trial that would move another saved trial.

    Counted as if it were given today, which is the least it would move. Products that the list of
    medicines does not know move nothing here; that is no answer.
    """
    facts = session.facts(as_of)
    checks = list(checked_trials(session, None, as_of))
    return tuple(
        clash
        for first in checks
        for second in checks
        if first is not second and (clash := clash_between(first, second, facts)) is not None
    )


def clash_between(first: TrialCheck, second: TrialCheck, facts: Facts) -> Clash | None:
    """Return what of the first trial moves the second furthest."""
    shown = first.kept.shown
    known = [each for each in products(shown) if each.drug_id] if shown is not None else []
    shifts = [(product, shift) for product in known for shift in _shifts(product, second, facts)]
    if not shifts:
        return None
    product, shift = max(shifts, key=_how_far)
    name, other = spoken_name(first.kept.saved), spoken_name(second.kept.saved)
    said = (
        f"{_upper(product.name)}, given in {name}, would move {other} {_to(shift)}, "
        "by the registry's text."
    )
    return Clash(
        first.kept.saved.id,
        second.kept.saved.id,
        product.name,
        shift.then,
        _line(shift.binding),
        said,
    )


def _shifts(product: Product, trial: TrialCheck, facts: Facts) -> Sequence[Shift]:
    return if_given(product.name, facts.as_of, [trial.checked], facts)


def _how_far(found: tuple[Product, Shift]) -> tuple[bool, datetime.date]:
    then = found[1].then
    return then is not None, then or datetime.date.min


def if_started(
    session: Session,
    drug: str,
    last_dose: datetime.date | None = None,
    as_of: datetime.date | None = None,
) -> WhatIf:
    """Return what a treatment that was not given yet would move, by the registry's text.

    Args:
        session: the open case.
        drug: the name of a medicine, as typed.
        last_dose: the day of its last dose; None for today.
        as_of: the day that counts as today.
    """
    facts = session.facts(as_of)
    named = drug_named(drug)
    if named.id is None:
        said = f"“{named.name}” is not in Casebook's list of medicines, so nothing can be told."
        return WhatIf(named.name, False, (), said)
    day = last_dose or facts.as_of
    moved = tuple(_moved(checked_trials(session, None, as_of), named.name, day, facts))
    said = " ".join(each.sentence for each in moved)
    nothing = (
        f"By the lines that Casebook understands, {named.name} would move none of the saved "
        "trials. Lines it does not understand may still ask for waiting."
    )
    return WhatIf(named.name, True, moved, said or nothing)


def _moved(
    checks: Iterable[TrialCheck], drug: str, day: datetime.date, facts: Facts
) -> Iterator[Moved]:
    for check in checks:
        saved = check.kept.saved
        for shift in if_given(drug, day, [check.checked], facts):
            line = _line(shift.binding)
            said = f"{_upper(drug)} until {_day(day)} would move {spoken_name(saved)} {_to(shift)}."
            yield Moved(saved.id, trial_name(saved), shift.now, shift.then, line, said)


def _to(shift: Shift) -> str:
    if shift.then is None:
        return f"to a day that cannot be told ({shift.binding.why_not})"
    return f"to {_day(shift.then)} at the earliest"


def _upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
