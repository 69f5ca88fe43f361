"""Why trials were not possible: what people said and what records show, with days and sources."""

from collections.abc import Iterator, Sequence

from app.report.access.told import ToldReason, ToldTrial
from app.report.contents.wording import short_date
from app.report.outline.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from app.report.outline.words import Words, muted, say, shortened, strong
from app.report.review.record_words import with_units, without_limit

FOR_THE_DOCTOR = (
    "Collected by the family from the registry's records and their own. It is for the doctor to "
    "check and to put into their own words. Only the study team can decide who can join."
)
NO_TRIALS = "No trials are saved in this case. The doctor has to say which were looked at."
NOTHING = "Nothing is noted that stood in the way."
_LONGEST = 420
_MOST_CONTACTS = 4


def reason_blocks(trials: Sequence[ToldTrial]) -> Iterator[Block]:
    """Yield every saved trial with its status, how far the family came, and what stood in the way.

    Args:
        trials: in the family's own order.
    """
    yield Heading("Trials that were looked at", note="and why they were not possible")
    if not trials:
        yield Paragraph(say(NO_TRIALS))
        return
    yield Paragraph(say(FOR_THE_DOCTOR))
    for trial in trials:
        yield Heading(_name(trial), level=3, aside=trial.number)
        yield Paragraph(say(" ".join(f"{part.rstrip('.')}." for part in _standing(trial))))
        yield _reason_table(trial.reasons) if trial.reasons else Paragraph(say(NOTHING))
        contacts = list(_contacts(trial))
        if contacts:
            yield Paragraph(say(" ".join(contacts)), "Calls and messages:")


def _name(trial: ToldTrial) -> str:
    return shortened(trial.name, 110)


def _standing(trial: ToldTrial) -> Iterator[str]:
    yield f"Registry: {trial.status}" if trial.status else "Registry status not known"
    if trial.stage:
        yield f"Where the family stands: {trial.stage}"


def _reason_table(reasons: Sequence[ToldReason]) -> Table:
    columns = (
        Column("What stood in the way", 1.4, row_header=True),
        Column("The registry's own words", 1.2),
        Column("Who says so, day, source", 1.0),
    )
    rows = tuple(Row(tuple(map(Cell, _cells(reason)))) for reason in reasons)
    return Table(columns, rows, "Reasons with the registry's words and their source")


def _cells(reason: ToldReason) -> tuple[Words, Words, Words]:
    again = " ".join(reason.look_again)
    told = without_limit(reason.words) if reason.line else reason.words
    said = say(shortened(with_units(told), _LONGEST), strong(f" {again}") if again else "")
    line = say(f"“{shortened(reason.line, _LONGEST)}”") if reason.line else ()
    day = "" if reason.on and reason.on.words() in reason.source else short_date(reason.on)
    parts = (reason.by, day, with_units(reason.source))
    return said, line, say(muted(", ".join(part for part in parts if part)))


def _contacts(trial: ToldTrial) -> Iterator[str]:
    for contact in trial.contacts[:_MOST_CONTACTS]:
        day = f"{short_date(contact.date)}: " if contact.date else ""
        whom = f"with {contact.with_whom}: " if contact.with_whom else ""
        if contact.note:
            yield f"{day}{whom}{shortened(contact.note, 160).rstrip('.')}."
