"""The outline of the visit note: what stands on it, and that it becomes smaller before longer."""

from dataclasses import replace

from app.case.case import Case
from app.case.entities import Appointment, Decision, NextStep, Question
from app.case.facts import Facts
from app.case.partial_date import PartialDate
from app.report.outline.blocks import Heading, Paragraph, Table, WritingLines
from app.report.outline.style import LARGE, NORMAL
from app.report.visit_note import NotedVisit, visit_note_outline
from tests.report.conftest import EXAMPLE_DAY, options

DAY = PartialDate.from_iso("2026-05-14")


def noted(case: Case, answer: str = "Yes.") -> NotedVisit:
    rows = [row for row in case.all(Question) if row.for_appointment_id]
    visit = case.get(Appointment, rows[0].for_appointment_id)
    assert visit is not None
    return NotedVisit(
        visit=visit,
        questions=tuple(replace(row, answer=answer, status="answered") for row in rows),
        decisions=(
            Decision(id="d", decision="Go on", reason="It helps", who=("Ana",), revisit_on=DAY),
        ),
        steps=(NextStep(id="n", text="Call", owner="Ana", due=DAY),),
    )


def test_the_parts_stand_in_their_order(example: Case, example_facts: Facts) -> None:
    outline = visit_note_outline(noted(example), example_facts, options(EXAMPLE_DAY))
    (page,) = outline.pages
    headings = [block.text for block in page.blocks if isinstance(block, Heading)]
    assert headings == ["Questions and answers", "Decided", "Next steps"]
    assert outline.style == NORMAL.at(9.5)
    assert outline.title == "Visit note: Maya Ellison"
    tables = [block for block in page.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [5, 1]


def test_longer_answers_are_printed_smaller_first(example: Case, example_facts: Facts) -> None:
    long = noted(example, "And so on. " * 80)
    outline = visit_note_outline(long, example_facts, options(EXAMPLE_DAY))
    assert outline.page_count == 1
    assert outline.style.body < 9.5
    large = visit_note_outline(long, example_facts, options(EXAMPLE_DAY, large=True))
    assert large.style == LARGE


def test_a_visit_without_a_day_says_so(example: Case, example_facts: Facts) -> None:
    empty = NotedVisit(Appointment(id="v", outcome="One.\n\nTwo."), (), (), ())
    outline = visit_note_outline(empty, example_facts, options(EXAMPLE_DAY))
    (page,) = outline.pages
    assert any(isinstance(block, WritingLines) for block in page.blocks)
    assert sum(isinstance(block, Paragraph) for block in page.blocks) == 4
