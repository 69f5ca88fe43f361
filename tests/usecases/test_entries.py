"""Single entries: each act is one named step, which Undo takes back whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.case.entities import LabPanel, LabResult, Question
from app.case.partial_date import PartialDate
from app.errors import CasebookError
from app.usecases import entries
from app.usecases.make_case import new_case
from app.usecases.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "Ana.casebook"
    new_case(path, name="Ana")
    with Session.open(path) as opened:
        yield opened


def test_an_entry_is_added_changed_and_deleted_by_name(session: Session) -> None:
    question = entries.blank(Question, text="Why?", created=PartialDate(2026, 5))
    added = entries.save(session, question)
    assert (added.kind, added.new, bool(added.changes)) == ("question", True, True)
    assert session.undo_name == "add question Why?, May 2026"
    changed = entries.save(session, Question(id=question.id, text="How?"))
    assert not changed.new
    assert session.undo_name == "change question How?"
    entries.delete(session, "question", question.id)
    assert session.case.get(Question, question.id) is None
    session.undo()
    kept = session.case.get(Question, question.id)
    assert kept is not None
    assert kept.text == "How?"


def test_what_is_the_same_changes_nothing(session: Session) -> None:
    question = entries.blank(Question, text="Why?")
    entries.save(session, question)
    kept = session.case.get(Question, question.id)
    assert kept is not None
    assert not entries.save(session, kept).changes


def test_an_entry_and_its_parts_are_one_step(session: Session) -> None:
    panel = entries.blank(LabPanel, context="Clinic")
    first = entries.blank(LabResult, parent_id=panel.id, code="alt")
    second = entries.blank(LabResult, parent_id=panel.id, code="ast")
    entries.save(session, panel, [first, second])
    assert [r.code for r in session.case.parts(LabResult, panel)] == ["alt", "ast"]
    entries.save(session, panel, [], [first])
    assert [r.code for r in session.case.parts(LabResult, panel)] == ["ast"]
    session.undo()
    session.undo()
    assert session.case.get(LabPanel, panel.id) is None


def test_several_entries_are_one_step_with_a_name(session: Session) -> None:
    several = [entries.blank(Question, text=text) for text in ("One?", "Two?")]
    entries.save_several(session, "first entries", several)
    assert session.undo_name == "first entries"
    session.undo()
    assert len(session.case.all(Question)) == 0


def test_what_is_gone_cannot_be_deleted(session: Session) -> None:
    with pytest.raises(CasebookError, match="no longer in the case"):
        entries.delete(session, "question", "nobody")
