"""The visit note as a PDF: what was said stands on it, on one page."""

from pathlib import Path

import pytest

from app.case.entities import Appointment
from app.case.partial_date import PartialDate
from app.casefile import Insert
from app.errors import CasebookError
from app.report.reading import text_of
from app.resource_files import resource_file
from app.usecases import visits_outcome, visits_questions
from app.usecases.make_case import case_from_json
from app.usecases.session import Session
from app.usecases.visit_note import visit_note_pdf


@pytest.fixture
def example(tmp_path: Path) -> Session:
    path = tmp_path / "Maya.casebook"
    case_from_json(path, resource_file("example/case.json"))
    return Session.open(path)


def next_visit(session: Session) -> str:
    found = session.facts().next_visit
    assert found is not None
    return found.evidence.id


def test_the_note_holds_what_was_said_and_decided(example: Session) -> None:
    with example as session:
        visit = next_visit(session)
        first, second, third, *_ = visits_questions.questions_of(session.case, visit)
        visits_questions.save_answer(session, first.id, "Yes, on 18 May.")
        visits_questions.mark_answered(session, first.id, "Dr. Okoye")
        visits_questions.save_answer(session, second.id, "Not yet.")
        visits_questions.ask_again(session, second.id)
        visits_questions.no_longer_needed(session, third.id)
        visits_outcome.add_decision(session, visit, "Prepare for the trial")
        due = PartialDate.from_iso("2026-05-20")
        visits_outcome.add_next_step(session, visit, "Call the company", "Tess", due)
        visits_outcome.set_outcome(session, visit, "A good talk.")
        printed = visit_note_pdf(session, visit)
        assert (printed.pages, printed.name) == (1, "visit-note-2026-05-14.pdf")
        said = " ".join(text_of(printed.pdf).split())
        for words in (
            *("Visit note", "Yes, on 18 May.", "Dr. Okoye", "Not yet.", "to be asked again"),
            *("No longer needed", "No answer noted", "Prepare for the trial", "Call the company"),
            *("Tess", "20 May 2026", "A good talk.", "It is not medical advice"),
        ):
            assert words in said
        assert visit_note_pdf(session, visit).pdf == printed.pdf
        large = visit_note_pdf(session, visit, paper="a4", large=True)
        assert large.pages >= 1
        unnamed = text_of(visit_note_pdf(session, visit, without_names=True).pdf)
        assert "Okoye" not in unnamed
        assert "Tess" not in unnamed


def test_a_visit_with_nothing_noted_has_room_to_write(session: Session) -> None:
    session.run("add", [Insert(Appointment(id="v1", note="Bring water"))])
    printed = visit_note_pdf(session, "v1")
    said = " ".join(text_of(printed.pdf).split())
    assert "No questions were noted for this visit." in said
    assert "Bring water" in said
    assert printed.pages == 1
    with pytest.raises(CasebookError, match="no longer"):
        visit_note_pdf(session, "gone")


def test_long_answers_become_smaller_and_are_never_left_out(session: Session) -> None:
    visit = PartialDate.from_iso("2026-05-14")
    session.run("add", [Insert(Appointment(id="v1", date=visit))])
    for number in range(14):
        visits_questions.add_question(session, "v1", f"Question {number}?")
    for number, row in enumerate(visits_questions.questions_of(session.case, "v1")):
        visits_questions.save_answer(session, row.id, f"Answer {number}. " + "And so on. " * 14)
    assert visit_note_pdf(session, "v1").pages == 1
    for row in visits_questions.questions_of(session.case, "v1"):
        visits_questions.save_answer(session, row.id, f"{row.text} " + "And so on. " * 120)
    printed = visit_note_pdf(session, "v1")
    assert printed.pages > 1
    said = text_of(printed.pdf)
    assert all(f"Question {number}?" in said for number in range(14))
