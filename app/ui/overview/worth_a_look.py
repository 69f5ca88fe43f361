"""What deserves a look today, three things at most, in a fixed order.

Safety first (records that disagree), then waits with a date, registry records that changed, tests
older than a trial allows, lines of an import to decide, decisions to look at again, questions
without an answer, and the age of the last backup.
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from app.case.calendar_months import whole_months
from app.case.entities import AccessRequest, AccessStep, PendingItem
from app.case.facts import Facts
from app.case.value_class import value_class
from app.ui.words import near_day, translate

if TYPE_CHECKING:
    from app.usecases.option_news import OldTest, OptionNews

MOST = 3
_BACKUP_DAYS = 7
_COUNTED_IN_DAYS = 61


@value_class
class Item:
    """One thing to look at: a line, a smaller line below it, and the row it is about."""

    icon: str
    title: str
    details: str
    table: str = ""
    row_id: str = ""


def worth_a_look(
    facts: Facts, last_backup: date | None, news: "OptionNews | None" = None
) -> list[Item]:
    """Return the items, the most important first; `news` tells of trials that are checked."""
    return list(islice(_all(facts, last_backup, news), MOST))


def _all(facts: Facts, last_backup: date | None, news: "OptionNews | None") -> Iterator[Item]:
    yield from _conflicts(facts)
    yield from _waits(facts)
    if news is not None:
        yield from _changed(news)
        yield from _old_tests(news, facts.as_of)
    yield from _undecided(facts)
    yield from _decisions(facts)
    yield from _unanswered(facts)
    yield from _backup(facts.as_of, last_backup)


def _conflicts(facts: Facts) -> Iterator[Item]:
    title = translate("WorthALook", "These entries differ. Which one is right?")
    for conflict in facts.conflicts:
        entry = conflict.entries[0]
        yield Item("scale", title, conflict.sentence, entry.table, entry.id)


def _waits(facts: Facts) -> Iterator[Item]:
    """Yield what is waited for: what is due first, then what was begun first."""
    waiting = [
        (request, step)
        for request in facts.case.all(AccessRequest)
        for step in facts.case.parts(AccessStep, request)
        if _is_waiting(step, facts.as_of)
    ]
    for request, step in sorted(waiting, key=lambda one: _urgency(one[1])):
        yield _wait(facts, request, step)


def _urgency(step: AccessStep) -> tuple[date, date]:
    due, begun = step.due, step.date
    return due.latest if due else date.max, begun.earliest if begun else date.max


def _is_waiting(step: AccessStep, today: date) -> bool:
    """Whether a step was begun and is not over: said so, or dated and not done."""
    if step.state is not None or step.done:
        return step.state == "waiting"
    return step.date is not None and step.date.earliest <= today


def _wait(facts: Facts, request: AccessRequest, step: AccessStep) -> Item:
    title = translate("WorthALook", "Waiting for an answer")
    if step.date is not None:
        days = step.date.days_until(facts.as_of).exact
        if days is not None and days > 0:
            title = translate("WorthALook", "Waiting %n days for an answer", "", days)
    details = step.step or request.drug or ""
    if step.due is not None:
        due = translate("WorthALook", "{what}, due by {date}")
        details = due.format(what=details, date=near_day(step.due, facts.as_of))
    return Item("hourglass", title, details, "access_request", request.id)


def _changed(news: "OptionNews") -> Iterator[Item]:
    for trial in news.changed:
        title = translate("WorthALook", "Trial changed: {trial}").format(trial=trial.name)
        said = translate("WorthALook", "New words in the registry record of {date}")
        details = trial.status or said.format(date=trial.on.words())
        yield Item("refresh-cw", title, details, "saved_trial", trial.trial_id)


def _old_tests(news: "OptionNews", today: date) -> Iterator[Item]:
    for test in news.old_tests:
        said = translate("WorthALook", "%n trials ask for a newer one", "", len(test.trials))
        if test.last is not None:
            dated = translate("WorthALook", "Done {date}. {trials}")
            said = dated.format(date=test.last.words(), trials=said)
        yield Item("clock", _old_title(test, today), said, "saved_trial", test.trials[0])


def _old_title(test: "OldTest", today: date) -> str:
    """Return "Heart pumping (LVEF) is 8 months old", and no number where the day is not known."""
    name = test.name[:1].upper() + test.name[1:]
    day = test.last
    days = day.days_until(today).exact if day is not None else None
    if day is None or days is None:
        return translate("WorthALook", "An old test: {test}").format(test=test.name)
    if days < _COUNTED_IN_DAYS:
        return translate("WorthALook", "{test} is %n days old", "", days).format(test=name)
    months = whole_months(day.earliest, today)
    return translate("WorthALook", "{test} is %n months old", "", months).format(test=name)


def _undecided(facts: Facts) -> Iterator[Item]:
    waiting = facts.case.all(PendingItem)
    if len(waiting):
        title = translate(
            "WorthALook", "%n lines of a file brought in wait for you", "", len(waiting)
        )
        details = translate("WorthALook", "They differ from what is here. Nothing was replaced.")
        yield Item("list-checks", title, details, "pending_item", waiting[0].id)


def _decisions(facts: Facts) -> Iterator[Item]:
    title = translate("WorthALook", "To look at again since {date}")
    for due in facts.decisions_due(facts.as_of):
        if due.visit_since is None:
            when = near_day(due.revisit_on, facts.as_of)
            entry = due.evidence
            yield Item("list-checks", title.format(date=when), due.decision, entry.table, entry.id)


def _unanswered(facts: Facts) -> Iterator[Item]:
    for question in facts.asked_questions:
        entry = question.evidence
        title = translate("WorthALook", "Asked, and no answer noted yet")
        yield Item("message-circle-question-mark", title, question.text, entry.table, entry.id)


def _backup(today: date, last_backup: date | None) -> Iterator[Item]:
    if last_backup is None:
        return
    days = (today - last_backup).days
    if days > _BACKUP_DAYS:
        title = translate("WorthALook", "The last backup is %n days old", "", days)
        yield Item("archive", title, translate("WorthALook", "Save a copy on a USB stick."))
