"""The same therapy in other saved trials, and the studies of one product side by side by age.

Only saved trials are looked at. What two trials share is said in words; none is put above another.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.case.facts.wording import listed
from app.case.partial_date import PartialDate
from app.trials.record import RegistryDate, TrialRecord
from app.trials.words import phase_label, status_words
from app.usecases.find_trial import find_trial, trial_name
from app.usecases.kept_trials import KeptTrial, kept_trials
from app.usecases.planned_time import time_gone_words
from app.usecases.session import Session
from app.usecases.trial_products import Product, cell_targets, products, under_study


@dataclass(frozen=True, slots=True)
class Related:
    """Another saved trial with something in common.

    Attributes:
        trial_id: the row of the other trial.
        name, number: what it is called.
        same_product: products that both give, and that at least one of the two is about.
        same_target: what the cells of both are aimed at, where the products are not the same.
        given_in_both: what is given beside in both, such as fludarabine.
        words: the same in a sentence.
    """

    trial_id: str
    name: str
    number: str
    same_product: tuple[str, ...]
    same_target: tuple[str, ...]
    given_in_both: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class StudyOfProduct:
    """One study of a product, as its record tells it.

    Attributes:
        trial_id: the row of the saved trial.
        started: when it started, or is planned to; else when it was first posted.
        started_words: the same in words: "started 1 January 2025".
        status: with the day it was checked.
        people: "40 people planned".
        time_gone: how much of the planned time is over, in words.
        why_stopped: in the registry's words, "" where it was not stopped.
        results: whether results are posted, in words.
    """

    trial_id: str
    name: str
    number: str
    started: PartialDate | None
    started_words: str
    phase: str
    status: str
    people: str
    time_gone: str
    why_stopped: str
    results: str


@dataclass(frozen=True, slots=True)
class ProductHistory:
    """The saved studies of one product, the older before the newer."""

    product: str
    studies: tuple[StudyOfProduct, ...]


def related_trials(session: Session, trial: str) -> tuple[Related, ...]:
    """Return the other saved trials with the same therapy, in the family's own order.

    Args:
        session: the open case.
        trial: id or number of a saved trial.

    Raises:
        CasebookError: no saved trial has this id or number.
    """
    mine = find_trial(session, trial)
    every = [kept for kept in kept_trials(session) if kept.shown is not None]
    record = next((kept.shown for kept in every if kept.saved.id == mine.id), None)
    if record is None:
        return ()
    found = (_related(record, other) for other in every if other.saved.id != mine.id)
    return tuple(each for each in found if each is not None)


def _related(record: TrialRecord, other: KeptTrial) -> Related | None:
    theirs = other.shown
    if theirs is None:
        return None
    same = _same_products(record, theirs)
    targets = () if same else tuple(sorted(cell_targets(record) & cell_targets(theirs)))
    if not same and not targets:
        return None
    given = _shared(products(record), products(theirs))
    beside = tuple(name for name in given if name not in same)
    name, number = trial_name(other.saved), other.number
    return Related(
        other.saved.id, name, number, same, targets, beside, _words(same, targets, beside)
    )


def _same_products(one: TrialRecord, other: TrialRecord) -> tuple[str, ...]:
    about_one = _shared(under_study(one), products(other))
    about_other = _shared(products(one), under_study(other))
    return tuple(dict.fromkeys((*about_one, *about_other)))


def _shared(some: Iterable[Product], others: Sequence[Product]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(one.name for one in some if any(one.keys & other.keys for other in others))
    )


def _words(same: Sequence[str], targets: Sequence[str], beside: Sequence[str]) -> str:
    if same:
        said = f"Both give {listed(same)}."
    else:
        said = f"Both use cells aimed at {listed(targets)}. They need not be the same product."
    return f"{said} Both also give {listed(beside)}." if beside else said


def product_histories(
    session: Session, as_of: datetime.date | None = None
) -> tuple[ProductHistory, ...]:
    """Return every product that several saved studies are about, each study once, older first."""
    today = session.as_of(as_of)
    groups: list[tuple[set[str], str, list[KeptTrial]]] = []
    for kept in kept_trials(session):
        for product in under_study(kept.shown) if kept.shown is not None else ():
            _add(groups, product, kept)
    return tuple(
        ProductHistory(name, _side_by_side(members, today))
        for _, name, members in groups
        if len(members) > 1
    )


def _add(
    groups: list[tuple[set[str], str, list[KeptTrial]]], product: Product, kept: KeptTrial
) -> None:
    # A name alone ("CD19 CAR-T cells") does not make two hospitals' cells one product.
    keys = {key for key in product.keys if not key.startswith("name:")}
    if not keys:
        return
    for known, _, members in groups:
        if known & keys:
            known |= keys
            if all(member.saved.id != kept.saved.id for member in members):
                members.append(kept)
            return
    groups.append((keys, product.name, [kept]))


def _side_by_side(members: Iterable[KeptTrial], today: datetime.date) -> tuple[StudyOfProduct, ...]:
    studies = [study_of(kept, kept.shown, today) for kept in members if kept.shown is not None]
    return tuple(sorted(studies, key=_age))


def _age(study: StudyOfProduct) -> tuple[bool, tuple[int, ...]]:
    """Older first; a study without a date comes last."""
    started = study.started
    return started is None, tuple(map(int, started.sort_key)) if started else ()


def study_of(kept: KeptTrial, record: TrialRecord, today: datetime.date) -> StudyOfProduct:
    """Return what a record says of a study as a whole."""
    started, words = _started(record)
    return StudyOfProduct(
        trial_id=kept.saved.id,
        name=trial_name(kept.saved),
        number=kept.number,
        started=started,
        started_words=words,
        phase=phase_label(record.phases),
        status=status_words(record),
        people=people_words(record),
        time_gone=time_gone_words(record, today),
        why_stopped=record.why_stopped or "",
        results=_results(record.results_posted),
    )


def _started(record: TrialRecord) -> tuple[PartialDate | None, str]:
    named: tuple[tuple[RegistryDate | None, str], ...] = (
        (record.start, "to start" if _estimated(record.start) else "started"),
        (record.first_posted, "first posted"),
    )
    for found, verb in named:
        if found is not None:
            return found.date, f"{verb} {found.date.words()}"
    return None, "no start in the record"


def _estimated(day: RegistryDate | None) -> bool:
    return day is not None and day.kind == "ESTIMATED"


def people_words(record: TrialRecord) -> str:
    """Return "40 people planned" or "38 people took part"."""
    if record.enrollment is None:
        return "Number of people not stated"
    one = "person" if record.enrollment == 1 else "people"
    verb = "took part" if record.enrollment_kind == "ACTUAL" else "planned"
    return f"{record.enrollment:,} {one} {verb}"


def _results(posted: bool | None) -> str:
    if posted is None:
        return "Not stated whether results are posted"
    return "Results are posted at the registry" if posted else "No results posted at the registry"
