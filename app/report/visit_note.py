"""The visit note: what was asked and answered, decided, and who does what next, on one page.

It is written after the visit. The text becomes smaller so that everything stands on one page; what
is longer still goes on on a second one, because an answer is never left out.
"""

from collections.abc import Iterator, Sequence

from app.case import codes
from app.case.case import Case
from app.case.entities import Appointment, Decision, NextStep, Question
from app.case.facts import Facts, facts_of
from app.case.value_class import value_class
from app.report.contents.footer import footer_of
from app.report.contents.names_left_out import without_names
from app.report.contents.person import born, called, patient_name
from app.report.contents.wording import long_date, short_date, with_weekday
from app.report.options import PrintOptions
from app.report.outline.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Masthead,
    Paragraph,
    Row,
    Table,
    WritingLines,
)
from app.report.outline.document import Footer, Outline, Page
from app.report.outline.style import LARGE, NORMAL, Style
from app.report.outline.words import Words, joined, muted, paragraphs_of, say, shortened, strong
from app.report.typesetting.flow import paginate
from app.report.typesetting.set_page import frame_size
from app.report.typesetting.typesetter import Typesetter

TITLE = "Visit note"
NOTHING_ASKED = "No questions were noted for this visit."
NOT_ANSWERED = "No answer noted"
_SIZES = (9.5, 9.0, 8.5, 8.0)
_LONGEST_LINE = 90


@value_class
class NotedVisit:
    """What belongs on the note, in its order.

    Attributes:
        visit: the appointment.
        questions: those of the visit.
        decisions, steps: what came of it.
    """

    visit: Appointment
    questions: tuple[Question, ...]
    decisions: tuple[Decision, ...]
    steps: tuple[NextStep, ...]


def visit_note_outline(noted: NotedVisit, facts: Facts, options: PrintOptions) -> Outline:
    """Return the note of one visit.

    Args:
        noted: the visit with its questions, decisions and next steps.
        facts: the facts of the case.
        options: paper, large print, names.
    """
    if options.without_names:
        case = without_names(facts.case)
        noted, facts = _same_rows(noted, case), facts_of(case, facts.as_of)
    footer = footer_of(facts, options)
    style, pages = _fitted(tuple(_blocks(noted, facts, options)), footer, options)
    return Outline(
        title=f"{TITLE}: {patient_name(facts.case.patient)}",
        language=options.language,
        paper=options.paper_size,
        style=style,
        footer=footer,
        pages=tuple(Page(page) for page in pages),
        created=facts.as_of.isoformat(),
    )


def _same_rows(noted: NotedVisit, case: Case) -> NotedVisit:
    return NotedVisit(
        visit=case.get(Appointment, noted.visit.id) or noted.visit,
        questions=tuple(case.get(Question, row.id) or row for row in noted.questions),
        decisions=tuple(case.get(Decision, row.id) or row for row in noted.decisions),
        steps=tuple(case.get(NextStep, row.id) or row for row in noted.steps),
    )


def _fitted(
    blocks: tuple[Block, ...], footer: Footer, options: PrintOptions
) -> tuple[Style, tuple[tuple[Block, ...], ...]]:
    """Return the largest style with which it is one page, else the smallest with its pages."""
    styles = [LARGE] if options.large else [NORMAL.at(size) for size in _SIZES]
    for style in styles:
        width, height = frame_size(options.paper_size, footer, style)
        pages = paginate(blocks, width, height, Typesetter(style))
        if len(pages) == 1:
            break
    return style, pages


def _blocks(noted: NotedVisit, facts: Facts, options: PrintOptions) -> Iterator[Block]:
    yield _masthead(noted.visit, facts, options)
    if noted.visit.decision_wanted:
        yield Paragraph(say(noted.visit.decision_wanted), "Decision wanted")
    yield from _questions(noted.questions)
    yield from _outcome(noted.visit)
    yield from _decisions(noted.decisions)
    yield from _steps(noted.steps)
    if noted.visit.note:
        yield Heading("Note")
        yield from (Paragraph(say(text)) for text in paragraphs_of(noted.visit.note))


def _masthead(visit: Appointment, facts: Facts, options: PrintOptions) -> Masthead:
    patient = facts.case.patient
    first = ". ".join(
        part for part in (called(patient), born(facts, options.without_names)) if part
    )
    right = [say(_when(visit))]
    right += [say(shortened(part, _LONGEST_LINE)) for part in _who_where(visit) if part]
    right.append(say(muted(f"Written down by the family, as of {long_date(facts.as_of)}")))
    lines = [say(first)] if first else []
    kind = codes.label("appointment.type", visit.type) if visit.type else ""
    about = ", ".join(part for part in (visit.purpose or "", kind) if part)
    if about:
        lines.append(say(strong("For "), shortened(about, _LONGEST_LINE)))
    return Masthead(patient_name(patient), tuple(lines), TITLE, tuple(right))


def _when(visit: Appointment) -> str:
    day = with_weekday(visit.date) if visit.date else "Date not noted"
    return f"{day}, {visit.time}" if visit.time else day


def _who_where(visit: Appointment) -> tuple[str, str]:
    return visit.with_whom or "", visit.place or ""


def _questions(rows: Sequence[Question]) -> Iterator[Block]:
    yield Heading("Questions and answers")
    if not rows:
        yield Paragraph(say(muted(NOTHING_ASKED)))
        return
    yield Table(
        columns=(
            Column("", row_header=True),
            Column("We asked", share=1.0),
            Column("What we heard", share=1.25),
        ),
        rows=tuple(_question(number, row) for number, row in enumerate(rows, 1)),
        summary="Questions of this visit and their answers",
    )


def _question(number: int, row: Question) -> Row:
    cells = (say(f"{number}."), say(strong(row.text or "")), _answer(row))
    return Row(tuple(Cell(words) for words in cells))


def _answer(row: Question) -> Words:
    said = say(row.answer) if row.answer else say(muted(_without_answer(row)))
    by = ", ".join(part for part in (row.answered_by, short_date(row.answered_on)) if part)
    parts = [said]
    if row.answer and row.status == "answered" and by:
        parts.append(say(muted(f"({by})")))
    if row.answer and row.status == "asked":
        parts.append(say(muted("(to be asked again)")))
    return joined(parts, " ")


def _without_answer(row: Question) -> str:
    known = {"dropped": "No longer needed", "asked": "To be asked again"}
    return known.get(row.status or "", NOT_ANSWERED)


def _outcome(visit: Appointment) -> Iterator[Block]:
    if visit.outcome:
        yield Heading("What came of it")
        yield from (Paragraph(say(text)) for text in paragraphs_of(visit.outcome))


def _decisions(rows: Sequence[Decision]) -> Iterator[Block]:
    yield Heading("Decided")
    if not rows:
        yield Paragraph(say(muted("No decision was noted.")))
    for number, row in enumerate(rows, 1):
        yield Paragraph(joined([say(row.decision or ""), *_decided(row)], " "), f"{number}.")


def _decided(row: Decision) -> Iterator[Words]:
    if row.reason:
        yield say(f"Because: {row.reason}")
    if row.who:
        yield say(muted(f"Decided by {', '.join(row.who)}."))
    if row.revisit_on:
        yield say(muted(f"To be looked at again on {long_date(row.revisit_on)}."))


def _steps(rows: Sequence[NextStep]) -> Iterator[Block]:
    yield Heading("Next steps", note="who does what by when")
    if not rows:
        yield WritingLines(3)
        return
    yield Table(
        columns=(
            Column("What", share=1.0, row_header=True),
            Column("Who", most=0.3),
            Column("By when"),
            Column("Done"),
        ),
        rows=tuple(_step(row) for row in rows),
        summary="Next steps with owner and date",
    )


def _step(row: NextStep) -> Row:
    who = say(row.owner) if row.owner else say(muted("not noted"))
    due = say(short_date(row.due)) if row.due else say(muted("not noted"))
    cells = (say(row.text or ""), who, due, say(short_date(row.done_on)))
    return Row(tuple(Cell(words) for words in cells))
