"""Saved trials and access requests at full length, as the family noted them."""

from collections.abc import Iterator

from app.case.entities import AccessRequest, AccessStep, SavedTrial, TrialContact
from app.case.facts import Facts
from app.report.contents.known import is_known
from app.report.contents.options_seen import access_words, trial_words
from app.report.contents.wording import short_date
from app.report.outline.blocks import Cell, Column, Row, Table
from app.report.outline.words import Words, joined, muted, say, shortened

_SUMMARY = "Saved trials and access requests with our notes"


def trial_notes(facts: Facts, most: int, with_notes: bool) -> Table | None:
    """Return saved trials and access requests; None where there are none.

    Args:
        facts: the facts.
        most: how many trials, and how many requests.
        with_notes: why saved, place, contacts and steps too.
    """
    rows = [Row((Cell(words),)) for words in _trials(facts, most, with_notes)]
    rows += [Row((Cell(words),)) for words in _requests(facts, most, with_notes)]
    return Table((Column(share=1.0),), tuple(rows), _SUMMARY) if rows else None


def _trials(facts: Facts, most: int, with_notes: bool) -> Iterator[Words]:
    for trial in facts.trials[:most]:
        row = facts.case.get(SavedTrial, trial.evidence.id)
        words = trial_words(facts.case, trial)
        if row and with_notes:
            words = joined([words, *_notes(row), *_contacts(facts, row)], " ")
        yield words


def _notes(row: SavedTrial) -> Iterator[Words]:
    if row.why_saved:
        yield say(muted("Why saved:"), f" {_sentence(row.why_saved)}")
    if row.site_distance_note:
        yield say(muted("Place:"), f" {_sentence(row.site_distance_note)}")
    if row.notes:
        yield say(_sentence(row.notes))


def _contacts(facts: Facts, row: SavedTrial) -> Iterator[Words]:
    known = [one for one in facts.case.parts(TrialContact, row) if is_known(one.date, facts)]
    for contact in known[-3:]:
        if contact.note:
            yield say(muted(f"{short_date(contact.date)}:"), f" {_sentence(contact.note)}")


def _requests(facts: Facts, most: int, with_notes: bool) -> Iterator[Words]:
    for request in facts.access_requests[:most]:
        row = facts.case.get(AccessRequest, request.evidence.id)
        words = access_words(request)
        if row and with_notes:
            words = joined([say(words, "."), *_steps(facts, row)], " ")
        yield words


def _steps(facts: Facts, row: AccessRequest) -> Iterator[Words]:
    steps = [one for one in facts.case.parts(AccessStep, row) if is_known(one.date, facts)]
    done = [step.step for step in steps if step.step and (step.done or step.state == "done")]
    if done:
        yield say(muted("Done:"), f" {shortened('; '.join(done), 160)}.")
    if row.note:
        yield say(_sentence(row.note))


def _sentence(text: str) -> str:
    return f"{shortened(text, 200).rstrip('.')}."
