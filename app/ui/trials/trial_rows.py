"""The rows of the list of trials, and the orders it can stand in."""

from collections.abc import Sequence
from datetime import date

from app.ui.choosing.choice import Bit, Choice
from app.ui.trials.shapes import STATE_COLOURS, STATE_ICONS, counts_words, status_icon
from app.ui.words import QT_TRANSLATE_NOOP, translate
from app.usecases.trial_page_checks import TrialSummary

ORDERS = {
    "ours": QT_TRANSLATE_NOOP("TrialRows", "our order"),
    "status": QT_TRANSLATE_NOOP("TrialRows", "status"),
    "distance": QT_TRANSLATE_NOOP("TrialRows", "distance"),
    "checked": QT_TRANSLATE_NOOP("TrialRows", "last checked"),
    "stage": QT_TRANSLATE_NOOP("TrialRows", "where we are"),
    "name": QT_TRANSLATE_NOOP("TrialRows", "name"),
}
"""The orders to choose from. None is by counts: they do not rank trials."""

SIDE_BY_SIDE_ORDERS = {"chosen": QT_TRANSLATE_NOOP("TrialRows", "as chosen"), **ORDERS}
"""The same for trials side by side, which first stand as they were chosen."""

_STATUSES = (
    "RECRUITING",
    "AVAILABLE",
    "ENROLLING_BY_INVITATION",
    "NOT_YET_RECRUITING",
    "ACTIVE_NOT_RECRUITING",
    "SUSPENDED",
)
_FAR = 1e9


def in_order(trials: Sequence[TrialSummary], order: str) -> list[TrialSummary]:
    """Return the trials in an order; those that are equal stay in the family's own."""
    keys = {
        "status": _by_status,
        "distance": _by_distance,
        "checked": _by_day,
        "stage": _by_stage,
        "name": _by_name,
    }
    return sorted(trials, key=keys[order]) if order in keys else list(trials)


def _by_status(trial: TrialSummary) -> tuple[float, str]:
    known = trial.status in _STATUSES
    return (_STATUSES.index(trial.status) if known else _FAR), trial.status or "~"


def _by_distance(trial: TrialSummary) -> tuple[float, str]:
    return (_FAR if trial.km is None else trial.km), ""


def _by_day(trial: TrialSummary) -> tuple[float, str]:
    day = trial.checked_on
    return (_FAR if day is None else -day.earliest.toordinal()), ""


def _by_stage(trial: TrialSummary) -> tuple[float, str]:
    return 0, trial.stage.casefold()


def _by_name(trial: TrialSummary) -> tuple[float, str]:
    return 0, trial.name.casefold()


def row_of(trial: TrialSummary, today: date, found_words: str) -> Choice:
    """Return a trial as a row: status and distance, counts, and where the family is with it.

    Args:
        trial: what is known of it.
        today: changes of this year are named without it.
        found_words: the stage that every trial begins with; it is not worth a line.
    """
    lines = [_status_line(trial), _counts_line(trial, today)]
    if trial.stage not in ("", found_words):
        lines.append((Bit(trial.stage, icon="flag"),))
    return Choice(trial.trial_id, trial.name, tuple(lines), spoken=_spoken(trial, today))


def _status_line(trial: TrialSummary) -> tuple[Bit, ...]:
    far = trial.distance.removeprefix(translate("TrialRows", "about "))
    words = trial.status_words
    if trial.distance and trial.km is not None:
        words = translate("TrialRows", "{status} · {distance}").format(status=words, distance=far)
    return (Bit(words, icon=status_icon(trial.status)),)


def _counts_line(trial: TrialSummary, today: date) -> tuple[Bit, ...]:
    bits = [*_count_bits(trial)]
    if trial.changed_on is not None:
        words = changed_words(trial, today)
        bits.append(
            Bit(words, icon="refresh-cw", colour="note", fill="note_bg", right=True, strong=True)
        )
    return tuple(bits)


def _count_bits(trial: TrialSummary) -> tuple[Bit, ...]:
    if trial.counts is None:
        words = (
            translate("TrialRows", "No criteria kept")
            if trial.complete
            else translate("TrialRows", "Being checked…")
        )
        return (Bit(words),)
    counts = trial.counts
    numbers = (("fits", counts.fits), ("rule_out", counts.rule_out), ("ask", counts.ask))
    return tuple(
        Bit(str(number), icon=STATE_ICONS[state], colour=STATE_COLOURS[state], strong=False)
        for state, number in numbers
    )


def changed_words(trial: TrialSummary, today: date) -> str:
    """Return "Changed 2 May"."""
    day = trial.changed_on.words(without_year=today.year) if trial.changed_on else ""
    return translate("TrialRows", "Changed {day}").format(day=day)


def _spoken(trial: TrialSummary, today: date) -> str:
    said = [trial.name, trial.status_words, trial.distance]
    said.append(counts_words(trial.counts) if trial.counts else _count_bits(trial)[0].text)
    said.append(changed_words(trial, today) if trial.changed_on else "")
    said.append(trial.stage)
    return ". ".join(part for part in said if part)
