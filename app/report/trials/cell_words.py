"""A cell of the comparison in words for paper: shapes, dates, and what is not stated."""

from collections.abc import Sequence

from app.case.partial_date import PartialDate
from app.report.contents.options_seen import Counts, count_runs
from app.report.contents.wording import short_date
from app.report.outline.words import (
    NBSP,
    Shape,
    Words,
    muted,
    say,
    shape,
    shortened,
)
from app.report.review.record_words import with_units
from app.report.trials.on_paper import TrialOnPaper
from app.report.trials.told import ToldCell

NOT_STATED = "Not stated. Ask"
LONGEST = 300
"""Characters of a cell where there is room."""

_NO_RECORD = "No registry record is saved yet"
_AGAINST = "may_rule_out"
_CHECK = "check"


def cell_words(
    key: str,
    cell: ToldCell | None,
    trial: TrialOnPaper,
    today: PartialDate,
    longest: int = LONGEST,
) -> Words:
    """Return a cell.

    Args:
        key: its row.
        cell: None where nothing was worked out for the row.
        trial: its trial, for counts and the day of the record.
        today: the as-of day; what is of that day or of the record's needs no date of its own.
        longest: characters of a cell.
    """
    if cell is not None and cell.lines == (_NO_RECORD,) and key != "status":
        # Said once, at the top of the column.
        return ()
    counts = counts_of(trial)
    if key == _CHECK and counts.total:
        return say(*count_runs(counts))
    if cell is None or not cell.stated:
        return _not_stated(cell, longest)
    lines = _lines(key, cell.lines, longest)
    return say(*lines, muted(_origin(cell, trial, today)))


def counts_of(trial: TrialOnPaper) -> Counts:
    """Count the lines that fit, may rule out and are to be asked, people's answers included."""
    states = [line.state for line in trial.answered.lines if not line.checked.asks_nothing]
    fits, out = states.count("met"), states.count("not_met")
    return Counts(fits, out, len(states) - fits - out)


def _not_stated(cell: ToldCell | None, longest: int) -> Words:
    told = _joined(cell.lines) if cell else ""
    if not told or told.casefold() in ("not stated", "none yet"):
        told = NOT_STATED
    return say(shape(Shape.ASK), f"{NBSP}{shortened(told, longest)}")


def _lines(key: str, lines: Sequence[str], longest: int) -> Sequence[Words]:
    told = [with_units(line) for line in lines]
    if key != _AGAINST or (told and told[0].startswith("Nothing")):
        return [say(shortened(_joined(told), longest))]
    most = max(60, longest // max(1, len(told)))
    return [say(shape(Shape.MAY_RULE_OUT), f"{NBSP}{shortened(line, most)} ") for line in told]


def _joined(lines: Sequence[str]) -> str:
    """Join lines into one text: a sentence after a sentence, else behind a semicolon."""
    told = ""
    for line in lines:
        text = " ".join(line.split())
        between = "" if not told else " " if told.endswith((".", "?", "!")) else "; "
        told += between + text
    return told


def _origin(cell: ToldCell, trial: TrialOnPaper, today: PartialDate) -> str:
    """Return source and day where they are others than those of the column."""
    record_day = trial.record.as_of if trial.record else None
    if cell.date is None or cell.date in (record_day, today):
        return ""
    day = short_date(cell.date)
    if day in _joined(cell.lines) or cell.date.words() in _joined(cell.lines):
        return ""
    return f" ({cell.source}, {day})"
