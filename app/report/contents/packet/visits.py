"""Medicines, questions with answers, appointments, decisions, next steps, documents."""

from collections.abc import Iterator, Sequence

from app.case.entities import (
    Allergy,
    Appointment,
    Decision,
    Document,
    Medication,
    NextStep,
    Question,
)
from app.case.facts import Facts
from app.report.contents.packet.entity_tables import by_day, entity_table, field_words
from app.report.contents.top import allergies
from app.report.contents.wording import short_date
from app.report.outline.blocks import (
    Block,
    Heading,
    Pair,
    Pairs,
    Paragraph,
    Questions,
    WritingLines,
)
from app.report.outline.blocks import Question as Asked
from app.report.outline.words import joined, muted, say, shortened, strong

_TAKEN = ("active", "as_needed")


def medicine_blocks(facts: Facts) -> Iterator[Block]:
    """Yield allergies, medicines taken now, and those of before."""
    yield Heading("Medicines", level=1)
    yield Heading("Allergies")
    names = ("substance", "reaction", "severity", "date", "note")
    table = entity_table(list(facts.case.all(Allergy)), names, "Allergies")
    yield table or Paragraph(allergies(facts))
    rows = list(facts.case.all(Medication))
    taken = [row for row in rows if row.status in _TAKEN]
    before = [row for row in rows if row.status not in _TAKEN]
    for title, found in (("Taken now", taken), ("Before, or planned", by_day(before))):
        yield from _medicines(title, found)


def _medicines(title: str, rows: Sequence[Medication]) -> Iterator[Block]:
    names = (
        "name",
        "dose",
        "route",
        "frequency",
        "start",
        "stop",
        "reason",
        "prescriber",
        "status",
        "note",
    )
    table = entity_table(rows, names, title)
    yield Heading(title)
    yield table or Paragraph(say(muted("None noted")))


def question_blocks(facts: Facts) -> Iterator[Block]:
    """Yield open questions with room to write, then questions with their answers."""
    yield Heading("Questions and answers", level=1)
    rows = list(facts.case.all(Question))
    still_open = sorted(
        (row for row in rows if row.status in (None, "open", "asked")),
        key=lambda row: row.priority or 9,
    )
    yield Heading("To ask")
    asked = [
        Asked(str(number), say(row.text or ""), number <= 3)
        for number, row in enumerate(still_open, 1)
    ]
    yield Questions(tuple(asked), below=True) if asked else Paragraph(say(muted("None")))
    answered = [row for row in rows if row.status == "answered"]
    if answered:
        yield Heading("Answered", note="newest first")
        answered.sort(key=lambda r: r.answered_on.sort_key if r.answered_on else (0,), reverse=True)
        for row in answered:
            yield Paragraph(joined([say(strong(row.text or "")), _answer(row)], " "))
    names = ("text", "status", "created", "note")
    others = [row for row in rows if row not in still_open and row not in answered]
    table = entity_table(others, names, "Other questions")
    if table:
        yield Heading("Kept for later")
        yield table


def _answer(row: Question) -> tuple:  # type: ignore[type-arg]
    by = ", ".join(part for part in (row.answered_by, short_date(row.answered_on)) if part)
    return say(row.answer or "No answer noted", muted(f" ({by})") if by else "")


def visit_blocks(facts: Facts) -> Iterator[Block]:
    """Yield appointments, decisions and next steps, and lines for what was heard."""
    yield Heading("Appointments and decisions", level=1)
    visits = by_day(facts.case.all(Appointment))
    names = ("date", "time", "type", "with_whom", "place", "purpose", "outcome", "next_step")
    table = entity_table(visits, names, "Appointments, newest first")
    yield Heading("Appointments", note="newest first")
    yield table or Paragraph(say(muted("None noted")))
    for row in by_day(facts.case.all(Decision)):
        yield Heading(
            shortened(row.decision or "Decision", 120), level=3, aside=short_date(row.date)
        )
        yield Pairs(tuple(_decision(row)) or (Pair("Nothing noted", ()),))
    steps = entity_table(
        by_day(facts.case.all(NextStep)), ("text", "owner", "due", "done_on"), "Next steps"
    )
    if steps:
        yield Heading("Next steps")
        yield steps
    yield Heading("What we heard, in our own words")
    yield WritingLines(6)


def _decision(row: Decision) -> Iterator[Pair]:
    if len(row.decision or "") > 120:
        yield Pair("Decision", say(row.decision or ""))
    for name in ("options_considered", "reason", "who", "revisit_on", "note"):
        words = field_words(row, name)
        if words:
            yield Pair(row.spec.field(name).label, say(words))


def document_blocks(facts: Facts) -> Iterator[Block]:
    """Yield the list of documents."""
    rows = by_day(facts.case.all(Document))
    names = ("title", "type", "date", "pages", "file_name", "note")
    table = entity_table(rows, names, "Documents, newest first")
    yield Heading("Documents", note="newest first")
    yield table or Paragraph(say(muted("None noted")))
