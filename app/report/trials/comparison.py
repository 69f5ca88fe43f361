"""Saved trials side by side: the rows families decide by, a few trials to a table."""

from collections.abc import Iterator, Mapping, Sequence

from app.case.partial_date import PartialDate
from app.report.contents.wording import long_date
from app.report.outline.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Table,
)
from app.report.outline.style import Style
from app.report.outline.words import say, shortened, strong
from app.report.trials.cell_words import LONGEST, cell_words
from app.report.trials.on_paper import TrialOnPaper
from app.report.trials.told import TrialToPrint
from app.report.typesetting.set_rows import column_gap

MOST = 3
"""Trials beside each other on one sheet of paper."""

NOTE = (
    "The trials stand in the family's own order. Counts do not rank trials. What is not stated is "
    "worth asking."
)
_LABEL_WIDTH = 84.0
_LONGEST_NAME = 90
_SUMMARY = "Saved trials side by side, one column for each"


def comparison_table(
    group: Sequence[TrialToPrint],
    labels: Mapping[str, str],
    today: PartialDate,
    width: float,
    style: Style,
    longest: int = LONGEST,
) -> Table:
    """Return a few trials side by side.

    Args:
        group: at most `MOST`, in the family's own order.
        labels: the rows in their order: key and what stands before it.
        today: the as-of day.
        width: of the page, in points.
        style: sizes of the page.
        longest: characters of a cell.
    """
    columns = (Column(row_header=True), *(Column(_title(trial.paper)) for trial in group))
    rows = [_row(key, label, group, today, longest) for key, label in labels.items()]
    each = (width + column_gap(style) - _LABEL_WIDTH) / len(group)
    return Table(columns, tuple(rows), _SUMMARY, widths=(_LABEL_WIDTH, *[each] * len(group)))


def one_by_one(
    trials: Sequence[TrialToPrint], labels: Mapping[str, str], today: PartialDate
) -> Iterator[Block]:
    """Yield the same rows for one trial after the other, for large print."""
    yield Paragraph(say(NOTE))
    for trial in trials:
        yield Heading(_name(trial.paper), aside=trial.paper.number)
        told = {key: cell_words(key, trial.cells.get(key), trial.paper, today) for key in labels}
        rows = tuple(Pair(labels[key], words) for key, words in told.items() if words)
        yield Pairs(rows, summary=f"What is known of {_name(trial.paper)}")


def groups(trials: Sequence[TrialToPrint]) -> list[Sequence[TrialToPrint]]:
    """Return trials in groups of nearly the same size, none larger than `MOST`."""
    count = -(-len(trials) // MOST) or 1
    size, more = divmod(len(trials), count)
    found: list[Sequence[TrialToPrint]] = []
    start = 0
    for place in range(count):
        end = start + size + (place < more)
        found.append(trials[start:end])
        start = end
    return found


def _row(
    key: str, label: str, group: Sequence[TrialToPrint], today: PartialDate, longest: int
) -> Row:
    cells = (Cell(cell_words(key, one.cells.get(key), one.paper, today, longest)) for one in group)
    return Row((Cell(say(strong(label))), *cells))


def _name(trial: TrialOnPaper) -> str:
    return shortened(trial.own_name or trial.title, _LONGEST_NAME)


def _title(trial: TrialOnPaper) -> str:
    number = f" {trial.number}" if trial.number else ""
    day = trial.record.as_of if trial.record else None
    record = f". Record of {long_date(day)}" if day else ". No record saved"
    return f"{_name(trial)}{number}{record}"
