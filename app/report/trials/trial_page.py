"""One page on one saved trial: what it is, what is open, from when on, where, what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.eligibility.answers import Answered
from app.eligibility.earliest_dates import ASK_FIRST
from app.eligibility.model import Criterion
from app.report.contents.options_seen import count_runs
from app.report.contents.wording import TRIALS_DISCLAIMER, counted, long_date
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
from app.report.outline.words import NBSP, Shape, Words, muted, say, shape, shortened, strong
from app.report.review.record_words import record_words
from app.report.review.sheet import is_registry_field
from app.report.review.table import shown_number
from app.report.trials.cell_words import counts_of
from app.report.trials.on_paper import TrialOnPaper
from app.report.trials.told import ToldPlace, ToldTherapy, TrialToPrint
from app.trials.places import distance_words

_PLACE = {"inclusion": "Inclusion", "exclusion": "Exclusion", "other": "Line"}


@dataclass(frozen=True, slots=True)
class Room:
    """How much of everything is shown; what goes is told at the end of the page.

    Attributes:
        lines: open lines of the registry's text.
        line: characters of each.
        places, changes, therapies: how many.
        summary: characters of the registry's own summary.
        record: what our record says stands beside each open line.
    """

    lines: int = 400
    line: int = 400
    places: int = 12
    changes: int = 10
    therapies: int = 2
    summary: int = 900
    record: bool = True


ROOMS = (
    Room(lines=14, line=240, places=12, changes=10, therapies=2, summary=900),
    Room(lines=12, line=200, places=8, changes=8, therapies=1, summary=700),
    Room(lines=10, line=170, places=6, changes=6, therapies=1, summary=480),
    Room(lines=8, line=150, places=4, changes=4, therapies=1, summary=320),
    Room(lines=6, line=120, places=3, changes=3, therapies=0, summary=220),
    Room(lines=5, line=90, places=2, changes=2, therapies=0, summary=140),
    Room(lines=3, line=70, places=1, changes=1, therapies=0, summary=90, record=False),
)
"""From roomy to narrow; the first that fits its page is taken, with as many lines as still fit."""

LARGE_ROOM = Room(line=300, places=10, changes=12, therapies=2, summary=900)


def page_blocks(trial: TrialToPrint, room: Room) -> Iterator[Block]:
    """Yield the blocks of the page under its head."""
    yield from _what_it_is(trial, room)
    yield from _check(trial, room)
    yield from _dates(trial)
    yield from _places(trial, room)
    yield from _changes(trial.paper, room)
    yield from _own_words(trial, room)


def left_out(trial: TrialToPrint, room: Room) -> tuple[str, ...]:
    """Return what does not stand on the page, in words."""
    paper = trial.paper
    found = (
        (len(_open_lines(paper)) - room.lines, "open line"),
        (len(trial.places) - room.places, "place"),
        (len(paper.changes) - room.changes, "change"),
        (len(trial.therapies) - room.therapies, "therapy card"),
    )
    told = [counted(number, one) for number, one in found if number > 0]
    if paper.record and len(paper.record.brief_summary or "") > room.summary:
        told.append("a part of the registry's summary")
    return tuple(told)


# What it is


def _what_it_is(trial: TrialToPrint, room: Room) -> Iterator[Block]:
    yield Heading("What it is")
    cell = trial.cells.get("what")
    if cell is not None and cell.stated:
        told = shortened("; ".join(cell.lines), max(200, room.summary))
        yield Paragraph(say(told), "In plain words")
    record = trial.paper.record
    if record is not None and record.brief_summary:
        text = shortened(record.brief_summary, room.summary)
        yield Paragraph(say(f"“{text}”"), "The registry's own words")
    for therapy in trial.therapies[: room.therapies]:
        yield Paragraph(_therapy(therapy), therapy.name)
    if record is None:
        yield Paragraph(say("No registry record is saved, so only our own words are known."))


def _therapy(therapy: ToldTherapy) -> Words:
    """Return a therapy with benefit and risks at the same size, its numbers, day and source."""
    day = f" (as of {long_date(therapy.as_of)})" if therapy.as_of else ""
    parts = (
        f"{therapy.kind}.",
        f"Status in the United States{day}: {therapy.status_us}." if therapy.status_us else "",
        f"Elsewhere: {therapy.status_elsewhere}." if therapy.status_elsewhere else "",
        f"May help: {therapy.benefit}." if therapy.benefit else "",
        f"May harm: {therapy.risks}." if therapy.risks else "",
        f"In numbers: {therapy.numbers}." if therapy.numbers else "",
        therapy.caution,
    )
    told = " ".join(part.replace("..", ".") for part in parts if part)
    return say(told, muted(f" Source: {therapy.source}" if therapy.source else ""))


# The check


def _check(trial: TrialToPrint, room: Room) -> Iterator[Block]:
    paper = trial.paper
    yield Heading("Our check of the registry's lines", note="counts do not rank trials")
    counts = counts_of(paper)
    if not counts.total:
        yield Paragraph(say("No criteria are kept for this trial. Bring in its registry record."))
        return
    yield Paragraph(say(*count_runs(counts), _count_words(paper)))
    lines = _open_lines(paper)
    if lines:
        yield _open_table(lines[: room.lines], room)
    if len(lines) > room.lines:
        yield Paragraph(say(f"{_more(len(lines) - room.lines)} The review sheet has every line."))


def _more(count: int) -> str:
    return f"{count} more open {'line' if count == 1 else 'lines'} not shown here."


def _count_words(paper: TrialOnPaper) -> str:
    states = [line.checked.state for line in paper.answered.lines if _is_open(line)]
    not_read = states.count("not_read")  # type: ignore[arg-type]  # a string of its own kind
    if not not_read:
        return TRIALS_DISCLAIMER
    lines = counted(not_read, "line")
    return f"Of those to ask, {lines} the program did not understand in full. {TRIALS_DISCLAIMER}"


def _is_open(line: Answered) -> bool:
    return line.state != "met" and not line.checked.asks_nothing


def _open_lines(paper: TrialOnPaper) -> tuple[Answered, ...]:
    """Return the open lines: may rule out first, then to ask, those not understood last."""
    order = {"not_met": 0, "not_read": 2}
    found = [line for line in paper.answered.lines if _is_open(line)]
    return tuple(sorted(found, key=lambda line: order.get(line.state, 1)))


def _open_table(lines: Sequence[Answered], room: Room) -> Table:
    columns = [Column("Line", row_header=True), Column("The trial asks for", 1.5, most=0.6)]
    if room.record:
        columns.append(Column("Our record", 1.0, most=0.4))
    rows = tuple(_open_row(line, room) for line in lines)
    return Table(tuple(columns), rows, "Lines that may rule out or are to be asked")


def _open_row(line: Answered, room: Room) -> Row:
    criterion = line.checked.criterion
    which = Shape.MAY_RULE_OUT if line.state == "not_met" else Shape.ASK
    name = _line_name(criterion).replace(" ", NBSP)
    text = shortened(criterion.text, room.line)
    cells = [Cell(say(shape(which), strong(f"{NBSP}{name}"))), Cell(say(text))]
    if room.record:
        cells.append(Cell(_shorter(record_words(line), room.line)))
    return Row(tuple(cells))


def _line_name(criterion: Criterion) -> str:
    """Return "Exclusion 3.a"; of the registry's own fields their name alone."""
    number = shown_number(criterion)
    if is_registry_field(criterion):
        return number
    return f"{_PLACE[criterion.section]} {number}"


def _shorter(words: Words, most: int) -> Words:
    return tuple(run._replace(text=shortened(run.text, most)) for run in words)


# Dates, places, changes, our own words


def _dates(trial: TrialToPrint) -> Iterator[Block]:
    yield Heading("Earliest date")
    if trial.dates is None:
        yield Paragraph(say("No criteria are kept, so no date can be told."))
        return
    told = trial.dates.sentence.rstrip()
    yield Paragraph(say(f"{told} ", strong(trial.dates.ask_first or ASK_FIRST)))
    if trial.dates.tests:
        yield Paragraph(say(" ".join(trial.dates.tests[:4])), small=True)


def _places(trial: TrialToPrint, room: Room) -> Iterator[Block]:
    opened = sum(place.open for place in trial.places)
    day = trial.paper.record.as_of if trial.paper.record else None
    of = f"{opened} of {counted(len(trial.places), 'place')} open" if trial.places else ""
    yield Heading("Places", note=f"{of}, by the record of {long_date(day)}" if of and day else of)
    shown = sorted(trial.places, key=lambda place: not place.open)[: room.places]
    if shown:
        yield _place_table(shown)
    more = len(trial.places) - len(shown)
    if more:
        yield Paragraph(say(f"{more} more in the record."), small=True)
    note = trial.places_note or ("" if shown else "The record names no places.")
    if note:
        yield Paragraph(say(note), small=True)


def _place_table(places: Sequence[ToldPlace]) -> Table:
    columns = (Column(share=1.0, row_header=True), Column(most=0.25), Column(most=0.4))
    rows = (
        Row((Cell(say(place.name)), Cell(say(_distance(place))), Cell(say(place.status))))
        for place in places
    )
    return Table(columns, tuple(rows), "Places with distance from home and status")


def _distance(place: ToldPlace) -> str:
    return "" if place.distance == distance_words(None) else place.distance


def _changes(paper: TrialOnPaper, room: Room) -> Iterator[Block]:
    since = f"since {long_date(paper.changes_since)}" if paper.changes_since else ""
    yield Heading("What changed in the record", note=since)
    if paper.changes_since is None:
        kept = "Only one version of the record is kept" if paper.record else "No record is kept"
        yield Paragraph(say(f"{kept}, so there is no change to tell."))
        return
    shown = paper.changes[: room.changes]
    if not shown:
        yield Paragraph(say("Nothing changed in what the registry says."))
        return
    rows = (Row((Cell(say(shortened(change.sentence, 260))),)) for change in shown)
    yield Table((Column(share=1.0),), tuple(rows), "Changes, most important first")
    more = len(paper.changes) - len(shown)
    if more > 0:
        yield Paragraph(say(f"{counted(more, 'smaller change')} not shown here."), small=True)


def _own_words(trial: TrialToPrint, room: Room) -> Iterator[Block]:
    rows = [
        Pair(label, say(shortened("; ".join(cell.lines), min(300, room.summary))))
        for key, label in (
            ("contact", "Contact"),
            ("stage", "Where we are"),
            ("stays", "Time away"),
            ("notes", "Our notes"),
        )
        if (cell := trial.cells.get(key)) is not None and cell.stated
    ]
    if rows:
        yield Heading("For the next call")
        yield Pairs(tuple(rows), summary="Contact, stage and notes")
