"""The criteria of the sheet as rows: what is open first, the registry's own words and numbers."""

import re
from collections.abc import Iterator

from app.eligibility.model import Criterion, Sense
from app.report.contents.wording import counted
from app.report.outline.forms import FormField, ReviewBand, ReviewRow, ReviewTable
from app.report.outline.words import Words, muted, say, shortened, strong
from app.report.review.field_names import TICKS, Tick, line_field
from app.report.review.record_words import record_words, source_words
from app.report.review.sheet import (
    GROUPS,
    Group,
    ReviewSheet,
    SheetLine,
    is_registry_field,
)

LONGEST = 640
"""Characters of a criterion that stand in the table; the whole of a longer one follows."""

_KEPT = 520
_LONGEST_CONTEXT = 110
_WHERE = {"inclusion": "incl.", "exclusion": "excl.", "other": ""}
_TICK_WORDS: dict[Tick, str] = {
    "meets": "meets it, no obstacle",
    "does_not": "does not meet it",
    "test": "needs a test",
}
_NOT = re.compile(r"\b(?:must|may|should|can|could|will|shall|do|does|is|are)\s?not\b", re.I)
_FIELDS = {"minimum age": "Age", "maximum age": "Age", "sex": "Sex"}
_SUMMARY = "The trial's rules, what the family's record says, and boxes for the doctor"


def review_table(sheet: ReviewSheet) -> ReviewTable:
    """Return every line under its band: may rule out, ask, not read, fits."""
    rows: list[ReviewRow | ReviewBand] = []
    for group in GROUPS:
        lines = sheet.of_group(group)
        if lines:
            rows.append(ReviewBand(say(_band(group, len(lines)))))
            rows.extend(map(_row, lines))
    return ReviewTable(tuple(rows), _SUMMARY)


def _band(group: Group, count: int) -> str:
    one = count == 1
    lines = counted(count, "line")
    if group == "may_rule_out":
        return f"Please look at {'this line' if one else f'these {count}'} first: may rule out"
    if group == "ask":
        return f"Please tell us: {lines} that our record does not settle"
    if group == "not_read":
        these, them = ("this line", "it") if one else (f"these {count}", "them")
        return f"Please read {these} yourself: the program did not understand {them} in full"
    return (
        "This line seems to fit. Please correct it if it does not"
        if one
        else f"These {count} seem to fit. Please correct any that do not"
    )


def _row(line: SheetLine) -> ReviewRow:
    spoken = f"{line.name}, {shortened(line.criterion.text, 90)}"
    meets, does_not, test = (
        FormField(line_field(line.id, tick), f"{spoken}: {_TICK_WORDS[tick]}") for tick in TICKS
    )
    return ReviewRow(
        number=shown_number(line.criterion),
        where="" if is_registry_field(line.criterion) else _WHERE[line.criterion.section],
        asked=_asked(line),
        record=record_words(line.answered),
        source=source_words(line.answered),
        state=line.shape,
        boxes=(meets, does_not, test),
        note=FormField(line_field(line.id, "note"), f"{spoken}: note", "lines"),
    )


def shown_number(criterion: Criterion) -> str:
    """Return the registry's number; for its own age and sex fields their name."""
    return _FIELDS.get(criterion.number, criterion.number)


def _asked(line: SheetLine) -> Words:
    """Return the registry's own words with what stands above them.

    That a line lists what keeps somebody out is said before it, unless its own words say "not".
    """
    text = line.criterion.text
    excludes = line.answered.checked.read.sense is Sense.MUST_NOT_HOLD and not _NOT.search(text)
    head = strong("Excluded: ") if excludes else ""
    if is_long(line.criterion):
        text = f"{shortened(text, _KEPT)} (The whole line is printed at the end.)"
    return say(*_context(line.criterion), head, text)


def is_long(criterion: Criterion) -> bool:
    """Whether a line is too long for the table and is printed in full behind it."""
    return len(criterion.text) > LONGEST


def shown_above(criterion: Criterion) -> tuple[str, ...]:
    """Return the registry's headings and items that stand above a line, outermost first."""
    if is_registry_field(criterion):
        return ()
    above = criterion.parent[-2:]
    cohort = (criterion.cohort,) if criterion.cohort and criterion.cohort not in above else ()
    return tuple(shortened(one.rstrip(" :"), _LONGEST_CONTEXT) for one in (*cohort, *above))


def _context(criterion: Criterion) -> Iterator[Words]:
    above = shown_above(criterion)
    if above:
        yield say(muted(f"{' › '.join(above)}: "))
