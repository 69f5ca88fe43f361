"""Several documents in one PDF, the questions alone, the mark of an example."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from app.case.case import Case
from app.case.facts import Facts, facts_of
from app.report import card_outline, make_pdf, questions_outline, summary_outline
from app.report.outline.describe import describe
from app.report.outline.document import Outline
from tests.report.conftest import EXAMPLE_DAY, case_of, options


@pytest.fixture(scope="module")
def several(example: Case, example_facts: Facts) -> list[Outline]:
    chosen = options(EXAMPLE_DAY)
    makers = (summary_outline, questions_outline, card_outline)
    return [make(example, example_facts, chosen) for make in makers]


def drawn(pdf: bytes, number: int = 0) -> bytes:
    contents = PdfReader(BytesIO(pdf)).pages[number].get_contents()
    assert contents is not None
    return contents.get_data()


def test_each_document_keeps_its_own_page_numbers(several: list[Outline]) -> None:
    reader = PdfReader(BytesIO(make_pdf(*several)))
    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) == sum(outline.page_count for outline in several)
    assert "Appointment summary" in texts[0]
    assert "Emergency card" in texts[-1]
    assert all("page 1 of 1" in text for text in texts)


def test_title_and_bookmarks_name_the_documents(several: list[Outline]) -> None:
    reader = PdfReader(BytesIO(make_pdf(*several)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Appointment summary, Questions, Emergency card: Maya Ellison"
    top = [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)]
    assert top == ["Appointment summary", "Questions", "Emergency card"]


def test_the_same_documents_give_the_same_bytes(several: list[Outline]) -> None:
    assert make_pdf(*several) == make_pdf(*several)
    assert make_pdf(several[0]) != make_pdf(*several)


def test_an_example_is_marked_on_every_page(several: list[Outline]) -> None:
    marked = make_pdf(*(replace(outline, watermark="Example") for outline in several))
    for number, page in enumerate(PdfReader(BytesIO(marked)).pages):
        assert b"/Subtype /Watermark" in drawn(marked, number)
        assert "Example" in page.extract_text()
    assert b"Watermark" not in drawn(make_pdf(*several))


def questions_of(texts: list[str], **chosen: Any) -> Outline:
    case = case_of(
        {
            "schema_version": "1.0",
            "patient": {"display_name": "Noor"},
            "questions": [{"text": text, "status": "open"} for text in texts],
        }
    )
    return questions_outline(case, facts_of(case, EXAMPLE_DAY), options(EXAMPLE_DAY, **chosen))


def test_no_question_is_cut_or_left_out() -> None:
    long = "Could we talk about the second transplant " * 8 + "and the end"
    made = questions_of([long, *(f"Question {number}?" for number in range(30))])
    told = describe(made)
    assert "and the end" in told
    assert "Question 29?" in told
    assert "…" not in told
    assert made.page_count > 1
    assert made.left_out == ()


def test_a_sheet_without_questions_has_room_for_three() -> None:
    told = describe(questions_of([]))
    assert "3. " in told
    assert "What we heard besides" in told


def test_questions_in_large_print_without_names() -> None:
    made = questions_of(["When?"], large=True, without_names=True, paper="a4")
    assert "Noor" not in describe(made)
    assert made.style.body >= 16
