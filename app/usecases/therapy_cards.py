"""Therapies on one card each: what is known, out of how many people, from where and since when.

Benefit and risks stand beside each other, and a number never stands without its denominator; the
words are those of the packaged list. A status never stands without its date.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.case import vocabulary
from app.case.partial_date import PartialDate
from app.case.terms import Term
from app.trials.record import TrialRecord
from app.usecases.find_trial import find_trial, trial_name
from app.usecases.kept_trials import KeptTrial, kept_trials
from app.usecases.session import Session

NOT_VERIFIED = "Nobody has read a source for this card yet. Check it before you use it."
NO_PEOPLE = "Out of how many people this was is not in this list. Ask before you rely on it."
NO_NUMBERS = "No numbers from a study are in this list."
_NO_CELLS = "Not a cell"
# "11 people treated", "71 of 81", "65 adults": "83 in 100" is a share and no number of people.
_HOW_MANY = re.compile(r"\b\d[\d,]* (?:of|people|patients|children|adults|participants)\b")


@dataclass(frozen=True, slots=True)
class NamedIn:
    """A saved trial that names a therapy, and where: its treatments, its title, its text."""

    trial_id: str
    name: str
    number: str
    where: str


@dataclass(frozen=True, slots=True)
class TherapyCard:
    """One therapy.

    Attributes:
        therapy_id: its row in the packaged list.
        kind: such as "CAR-T (ready-made)".
        target: what it is aimed at, "" where nothing is named.
        cells_from: whose cells, "" for other therapies.
        status_us, status_elsewhere: as of `as_of`; a designation is not an approval.
        benefit, risks: to be shown at the same size.
        numbers: counts with their denominators, in words; "" where none were found.
        numbers_note: what to say where there are none, or shares without a number of people.
        evidence: what kind of study they are from.
        to_check: what to look up before relying on the card.
        source: where the card comes from.
        verified: a source was read for this very card.
        caution: what to say where it was not, else "".
        saved_trials: the saved trials that name it, in the family's own order.
    """

    therapy_id: str
    name: str
    other_names: tuple[str, ...]
    kind: str
    target: str
    cells_from: str
    who: str
    status_us: str
    status_elsewhere: str
    as_of: PartialDate | None
    benefit: str
    risks: str
    numbers: str
    numbers_note: str
    evidence: str
    to_check: str
    source: str
    verified: bool
    caution: str
    saved_trials: tuple[NamedIn, ...] = ()


def therapy_cards(session: Session) -> tuple[TherapyCard, ...]:
    """Return every card of the packaged list, in its order, with the saved trials that name it."""
    named = _named_in_trials(session)
    return tuple(_card(term, named) for term in vocabulary.therapies())


def therapy_card(session: Session, name: str) -> TherapyCard | None:
    """Return the card of a therapy by its id or any of its names, None where there is none."""
    term = vocabulary.therapies().get(name) or vocabulary.therapies().find(name)
    return None if term is None else _card(term, _named_in_trials(session))


def cards_for_trial(session: Session, trial: str) -> tuple[TherapyCard, ...]:
    """Return the cards of the therapies that a saved trial names; raises `CasebookError`."""
    saved = find_trial(session, trial)
    named = _named_in_trials(session)
    return tuple(
        _card(term, named)
        for term in vocabulary.therapies()
        if any(each.trial_id == saved.id for each in named.get(term.id, ()))
    )


def _card(term: Term, named: Mapping[str, Sequence[NamedIn]]) -> TherapyCard:
    row = term.row
    return TherapyCard(
        therapy_id=term.id,
        name=term.name,
        other_names=term.synonyms,
        kind=row["type"],
        target=row["target"],
        cells_from="" if row["cell_source"] == _NO_CELLS else row["cell_source"],
        who=row["who_it_helps"],
        status_us=row["status_us"],
        status_elsewhere=row["status_elsewhere"],
        as_of=term.as_of,
        benefit=row["main_benefit"],
        risks=row["key_risks"],
        numbers=row["numbers_in_words"],
        numbers_note=_numbers_note(row["numbers_in_words"]),
        evidence=row["evidence"],
        to_check=row["next_check"],
        source=term.source,
        verified=term.verified,
        caution="" if term.verified else NOT_VERIFIED,
        saved_trials=tuple(named.get(term.id, ())),
    )


def _numbers_note(numbers: str) -> str:
    if not numbers:
        return NO_NUMBERS
    return "" if _HOW_MANY.search(numbers) else NO_PEOPLE


def _named_in_trials(session: Session) -> Mapping[str, Sequence[NamedIn]]:
    """Return the saved trials that name each therapy, by the therapy's id."""
    found: dict[str, list[NamedIn]] = {}
    for trial in kept_trials(session):
        for term_id, where in _where(trial).items():
            named = NamedIn(trial.saved.id, trial_name(trial.saved), trial.number, where)
            found.setdefault(term_id, []).append(named)
    return found


def _where(trial: KeptTrial) -> Mapping[str, str]:
    """Return where a saved trial names each therapy first.

    Criteria name therapies that somebody must not have had; they do not count.
    """
    found: dict[str, str] = {}
    for where, text in _texts(trial):
        for mention in vocabulary.therapies().mentions(text):
            found.setdefault(mention.term.id, where)
    return found


def _texts(trial: KeptTrial) -> Iterator[tuple[str, str]]:
    if trial.shown is None:
        yield "our own name for it", trial.saved.short_name or ""
        return
    yield from _texts_of(trial.shown)


def _texts_of(record: TrialRecord) -> Iterator[tuple[str, str]]:
    names = (text for each in record.interventions for text in (each.name, *each.other_names))
    yield "its treatments", ". ".join(filter(None, names))
    yield "its title", ". ".join(filter(None, (record.title, record.official_title)))
    yield "its summary", record.brief_summary or ""
