"""What a comparison says of one trial, cell by cell, each with its source and its day."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from app.case.facts import Facts
from app.case.partial_date import PartialDate
from app.eligibility.answers import Answered
from app.eligibility.check_trial import NO_CRITERIA
from app.eligibility.checking.verdict import State
from app.eligibility.unknowns import unknowns
from app.trials.expanded_access import Says, expanded_access_of
from app.trials.record import Contact, TrialRecord
from app.trials.words import (
    NOT_STATED,
    ages_of,
    allocation_words,
    masking_words,
    names_placebo,
    phase_label,
    sex_label,
    status_words,
)
from app.usecases.check_trials import TrialCheck
from app.usecases.evidence_words import row_words
from app.usecases.find_trial import spoken_name
from app.usecases.home_place import Home
from app.usecases.planned_time import NOT_STATED as NO_DATES
from app.usecases.planned_time import time_gone_words
from app.usecases.record_passages import About, passages
from app.usecases.related_trials import people_words
from app.usecases.session import Session
from app.usecases.trial_dates import ASK_FIRST, clash_between, dated
from app.usecases.trial_places import PlaceOfTrial, PlacesOfTrial, places_from
from app.usecases.trial_stage import trial_work
from app.usecases.what_follows import lines_it_may_meet
from app.usecases.what_it_is import what_it_is

REGISTRY = "Registry record"
OUR_NOTES = "Our notes"
OUR_CHECK = "Our check of the registry's lines"
NOT_SAID = "Not stated"
NO_RECORD = "No registry record is saved yet"


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of one trial in one row.

    Attributes:
        lines: the words, one paragraph each.
        source: where they come from.
        date: the day they are from, None where no day is known.
        stated: False where nothing is stated; then it is worth asking.
    """

    lines: tuple[str, ...]
    source: str = ""
    date: PartialDate | None = None
    stated: bool = True


@dataclass(frozen=True, slots=True)
class ComparedTrial:
    """A trial with what its cells are made of.

    Attributes:
        check: the trial, checked and answered.
        every: all saved trials, checked.
        home: where the distances count from.
    """

    session: Session
    check: TrialCheck
    every: tuple[TrialCheck, ...]
    facts: Facts
    home: Home

    @property
    def record(self) -> TrialRecord | None:
        """The registry's record, None where none is saved."""
        return self.check.kept.shown

    @property
    def today(self) -> PartialDate:
        """The day of the check."""
        return PartialDate.of(self.facts.as_of)


def cells(trial: ComparedTrial) -> Mapping[str, Cell]:
    """Return the cells of a trial by the key of their row."""
    own = {key: cell(trial) for key, cell in _OF_FAMILY.items()}
    record = trial.record
    if record is None:
        none = Cell((NO_RECORD,), stated=False)
        return {**dict.fromkeys(_OF_RECORD, none), **own}
    return {**{key: cell(trial, record) for key, cell in _OF_RECORD.items()}, **own}


def _said(record: TrialRecord, *lines: str | None) -> Cell:
    """Return a cell of the registry's words; one without any says so."""
    told = tuple(line for line in lines if line and line != NOT_STATED)
    if not told:
        return Cell((NOT_SAID,), REGISTRY, record.as_of, stated=False)
    return Cell(told, REGISTRY, record.as_of)


def _status(_: ComparedTrial, record: TrialRecord) -> Cell:
    day = record.status_as_of or record.as_of
    known = record.status is not None or record.status_printed is not None
    return Cell((status_words(record),), REGISTRY, day, stated=known)


def _what(_: ComparedTrial, record: TrialRecord) -> Cell:
    told = what_it_is(record)
    return Cell(told.lines, told.source, told.date or record.as_of, stated=bool(told.lines))


def _phase(_: ComparedTrial, record: TrialRecord) -> Cell:
    return _said(record, phase_label(record.phases) if record.phases else None)


def _people(_: ComparedTrial, record: TrialRecord) -> Cell:
    people = people_words(record) if record.enrollment is not None else None
    ages = ages_of(record)
    sex = sex_label(record.sex) if record.sex in ("FEMALE", "MALE") else None
    return _said(record, people, ages, f"{sex} only" if sex else None)


def _must_know(trial: ComparedTrial, _: TrialRecord) -> Cell:
    checked = trial.check.checked
    if checked.note == NO_CRITERIA:
        return Cell(("No criteria text is saved",), REGISTRY, None, stated=False)
    names = [found.fact.name for found in unknowns([checked], trial.facts)]
    not_read = checked.counts[State.NOT_READ]
    more = f"{not_read} more {_lines(not_read)} that only the team can read" if not_read else ""
    lines = tuple(filter(None, (*dict.fromkeys(names), more)))
    return Cell(lines or ("Nothing is open by our check",), OUR_CHECK, trial.today)


def _lines(count: int) -> str:
    return "line" if count == 1 else "lines"


def _earliest(trial: ComparedTrial, _: TrialRecord) -> Cell:
    told = dated(trial.check, trial.facts)
    stated = trial.check.checked.note != NO_CRITERIA
    lines = (told.sentence, ASK_FIRST) if stated else (told.sentence,)
    return Cell(lines, OUR_CHECK, trial.today, stated=stated)


def _distance(trial: ComparedTrial, record: TrialRecord) -> Cell:
    places = places_from(trial.check.kept, trial.home)
    if trial.home.point is None:
        return Cell((trial.home.words,), "", None, stated=False)
    if places.nearest is None:
        return Cell(
            ("The record gives no town that can be measured to",), REGISTRY, record.as_of, False
        )
    return Cell(tuple(_near(places)), REGISTRY, places.as_of)


def _near(places: PlacesOfTrial) -> Iterable[str]:
    if places.nearest_open is not None:
        yield f"Open: {_far(places.nearest_open)}"
    else:
        yield "No open place with a known distance"
    if places.nearest is not None and places.nearest != places.nearest_open:
        yield f"Nearest of all: {_far(places.nearest)}, {places.nearest.status.lower()}"


def _far(place: PlaceOfTrial) -> str:
    return f"{place.name}, {place.distance}"


def _places(trial: ComparedTrial, record: TrialRecord) -> Cell:
    places = places_from(trial.check.kept, trial.home)
    countries = dict.fromkeys(each.site.country for each in places.open_places)
    named = ", ".join(country for country in countries if country)
    stated = bool(places.places)
    lines = tuple(filter(None, (places.open_words, named)))
    return Cell(lines, REGISTRY, places.as_of or record.as_of, stated)


def _sponsor(_: ComparedTrial, record: TrialRecord) -> Cell:
    helpers = f"With {', '.join(record.collaborators)}" if record.collaborators else None
    return _said(record, record.sponsor, helpers)


def _chance(_: ComparedTrial, record: TrialRecord) -> Cell:
    placebo = {
        True: "A placebo or sham treatment is named",
        False: "The record names no placebo",
        None: None,
    }[names_placebo(record)]
    allocation, masking = allocation_words(record), masking_words(record)
    if allocation == masking == NOT_STATED and not names_placebo(record):
        placebo = None
    return _said(record, allocation, masking, placebo)


def _passages(record: TrialRecord, about: About) -> tuple[str, ...]:
    return tuple(f"“{found.text}” ({found.where})" for found in passages(record, about))


def _stays(_: ComparedTrial, record: TrialRecord) -> Cell:
    return _said(record, *_passages(record, "stays"))


def _travel(_: ComparedTrial, record: TrialRecord) -> Cell:
    return _said(record, *_passages(record, "travel and cost"))


def _follows(trial: ComparedTrial, record: TrialRecord) -> Cell:
    moves = tuple(_moves(trial))
    asked = tuple(_would_it_count(trial, record))
    return _said(record, *_passages(record, "afterwards"), *moves, *asked)


def _moves(trial: ComparedTrial) -> Iterable[str]:
    for other in trial.every:
        if other is not trial.check and (found := clash_between(trial.check, other, trial.facts)):
            yield f"{found.sentence} {ASK_FIRST}"


def _would_it_count(trial: ComparedTrial, record: TrialRecord) -> Iterable[str]:
    for other in trial.every:
        if other is not trial.check:
            for criterion in lines_it_may_meet(record, other):
                where = f"{criterion.section} line {criterion.number}"
                name = spoken_name(other.kept.saved)
                yield f"Ask whether it would count in {name}, {where}: “{criterion.text}”"


def _check(trial: ComparedTrial, _: TrialRecord) -> Cell:
    if trial.check.checked.note == NO_CRITERIA:
        return Cell(("No criteria text is saved",), REGISTRY, None, stated=False)
    states = [line.state for line in _asking(trial)]
    fits, out = states.count("met"), states.count("not_met")
    lines = (
        f"{fits} {'fits' if fits == 1 else 'fit'}",
        f"{out} may rule out",
        f"{len(states) - fits - out} ask the team",
    )
    return Cell(lines, OUR_CHECK, trial.today)


def _asking(trial: ComparedTrial) -> list[Answered]:
    lines = trial.check.answered.lines
    return [line for line in lines if line.answer is not None or not line.checked.asks_nothing]


def _may_rule_out(trial: ComparedTrial, _: TrialRecord) -> Cell:
    told = tuple(_against(line) for line in _asking(trial) if line.state == "not_met")
    if trial.check.checked.note == NO_CRITERIA:
        return Cell(("No criteria text is saved",), REGISTRY, None, stated=False)
    return Cell(told or ("Nothing by our check",), OUR_CHECK, trial.today)


def _against(line: Answered) -> str:
    said = f"“{line.checked.criterion.text}”"
    if line.answer is not None:
        day = f", {line.answer.answered_on.words()}" if line.answer.answered_on else ""
        return f"{said} (answered by {line.answer.answered_by}{day})"
    rows = "; ".join(row_words(row) for row in line.checked.evidence)
    return f"{said} ({rows})" if rows else said


def _time_gone(trial: ComparedTrial, record: TrialRecord) -> Cell:
    told = time_gone_words(record, trial.facts.as_of)
    return Cell((told,), REGISTRY, record.as_of, stated=told != NO_DATES)


def _expanded_access(_: ComparedTrial, record: TrialRecord) -> Cell:
    access = expanded_access_of(record)
    return Cell(access.sentences, REGISTRY, record.as_of, access.says is not Says.NOT_STATED)


def _contact(trial: ComparedTrial, record: TrialRecord) -> Cell:
    nearest = places_from(trial.check.kept, trial.home).nearest_open
    named = nearest.contacts if nearest is not None else ()
    return _said(record, *(_reach(each) for each in (*record.central_contacts, *named)))


def _reach(contact: Contact) -> str:
    phone = contact.phone and " ext. ".join(filter(None, (contact.phone, contact.phone_extension)))
    return ", ".join(part for part in (contact.name, phone, contact.email) if part)


def _stage(trial: ComparedTrial) -> Cell:
    work = trial_work(trial.session, trial.check.kept.saved.id)
    last = work.contacts[0] if work.contacts else None
    day = f"{last.date.words()}: " if last is not None and last.date else ""
    said = f"{day}{last.note}" if last is not None and last.note else None
    lines = tuple(line for line in (work.words, said) if line)
    return Cell(lines, OUR_NOTES, work.last_contact, stated=work.stage is not None)


def _notes(trial: ComparedTrial) -> Cell:
    saved = trial.check.kept.saved
    told = (saved.why_saved, saved.site_distance_note, saved.notes)
    lines = tuple(line for line in told if line)
    return Cell(lines or ("None yet",), OUR_NOTES, saved.saved_on, stated=bool(lines))


_OF_RECORD: dict[str, Callable[[ComparedTrial, TrialRecord], Cell]] = {
    "status": _status,
    "what": _what,
    "phase": _phase,
    "people": _people,
    "must_know": _must_know,
    "earliest": _earliest,
    "distance": _distance,
    "stays": _stays,
    "places": _places,
    "sponsor": _sponsor,
    "chance": _chance,
    "follows": _follows,
    "check": _check,
    "may_rule_out": _may_rule_out,
    "travel": _travel,
    "time_gone": _time_gone,
    "expanded_access": _expanded_access,
    "contact": _contact,
}
_OF_FAMILY: dict[str, Callable[[ComparedTrial], Cell]] = {"stage": _stage, "notes": _notes}
