"""Questions of a visit: order, answers, and being asked again without losing what was said."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.case import Case
from app.case.entities import Appointment, NextStep, Question
from app.case.partial_date import PartialDate
from app.casefile import Insert, Update
from app.errors import CasebookError
from app.usecases import visits_questions as asked
from app.usecases.session import Session

FIRST = PartialDate.from_iso("2026-05-14")
SECOND = PartialDate.from_iso("2026-05-20")


@pytest.fixture
def two_visits(session: Session) -> Session:
    visits = (Appointment(id="v1", date=FIRST), Appointment(id="v2", date=SECOND))
    session.run("add visits", [Insert(visit) for visit in visits])
    for text in ("One?", "Two?", "Three?"):
        asked.add_question(session, "v1", text)
    return session


def texts(session: Session, visit: str = "v1") -> list[str | None]:
    return [row.text for row in asked.questions_of(session.case, visit)]


def question(session: Session, text: str, visit: str = "v1") -> Question:
    rows = asked.questions_of(session.case, visit)
    return next(row for row in rows if row.text == text)


def test_new_questions_stand_at_the_end(two_visits: Session) -> None:
    assert texts(two_visits) == ["One?", "Two?", "Three?"]
    row = question(two_visits, "Three?")
    assert (row.status, row.priority, row.created) == (
        "open",
        3,
        PartialDate.of(two_visits.as_of()),
    )


def test_a_new_question_stands_behind_those_without_a_priority(two_visits: Session) -> None:
    row = question(two_visits, "Two?")
    two_visits.run("clear", [Update(replace(row, priority=None))])
    asked.add_question(two_visits, "v1", "Four?")
    assert texts(two_visits) == ["One?", "Three?", "Two?", "Four?"]


def test_questions_of_no_visit_are_kept_apart(two_visits: Session) -> None:
    asked.add_question(two_visits, asked.NO_VISIT, "Whenever?")
    assert texts(two_visits, asked.NO_VISIT) == ["Whenever?"]
    asked.give_to_visit(two_visits, question(two_visits, "One?").id, asked.NO_VISIT)
    assert texts(two_visits) == ["Two?", "Three?"]


@pytest.mark.parametrize(("text", "visit"), [("  ", "v1"), ("Why?", "gone")])
def test_nothing_is_added_for_nothing(two_visits: Session, text: str, visit: str) -> None:
    with pytest.raises(CasebookError, match="Nothing was changed"):
        asked.add_question(two_visits, visit, text)


def test_an_answer_is_kept_as_typed_and_settles_nothing_by_itself(two_visits: Session) -> None:
    row = question(two_visits, "One?")
    assert asked.save_answer(two_visits, row.id, " Not yet ")
    kept = question(two_visits, "One?")
    assert (kept.answer, kept.status) == ("Not yet", "open")
    assert not asked.save_answer(two_visits, row.id, "Not yet")
    asked.mark_answered(two_visits, row.id, "Dr. Okoye")
    kept = question(two_visits, "One?")
    assert (kept.status, kept.answered_by) == ("answered", "Dr. Okoye")
    assert kept.answered_on is not None
    assert two_visits.undo_name == "mark “One?” as answered"


def test_asking_again_leaves_the_answer_here_and_asks_there(two_visits: Session) -> None:
    row = question(two_visits, "One?")
    asked.save_answer(two_visits, row.id, "Not yet.")
    asked.ask_again(two_visits, row.id, "v2")
    here, there = question(two_visits, "One?"), question(two_visits, "One?", "v2")
    assert (here.status, here.answer) == ("asked", "Not yet.")
    assert (there.status, there.answer, there.priority) == ("open", None, 1)
    found = asked.follow_up(two_visits.case, here)
    assert found is not None
    assert found.id == there.id
    two_visits.undo()
    assert texts(two_visits, "v2") == []
    assert question(two_visits, "One?").status == "open"


def test_another_choice_takes_the_second_question_back(two_visits: Session) -> None:
    row = question(two_visits, "One?")
    asked.ask_again(two_visits, row.id, "v2")
    asked.ask_again(two_visits, row.id, on=SECOND)
    assert texts(two_visits, "v2") == []
    assert texts(two_visits, asked.NO_VISIT) == ["One?"]
    (step,) = two_visits.case.all(NextStep)
    assert (step.text, step.due) == ("Ask again: One?", SECOND)
    asked.mark_answered(two_visits, row.id)
    assert texts(two_visits, asked.NO_VISIT) == []
    assert len(two_visits.case.all(NextStep)) == 0


def test_a_second_question_in_use_is_never_taken_back(two_visits: Session) -> None:
    row = question(two_visits, "One?")
    asked.ask_again(two_visits, row.id, "v2")
    asked.save_answer(two_visits, question(two_visits, "One?", "v2").id, "Yes.")
    asked.no_longer_needed(two_visits, row.id)
    assert texts(two_visits, "v2") == ["One?"]


def test_a_question_is_dropped_and_opened_again(two_visits: Session) -> None:
    row = question(two_visits, "Two?")
    asked.no_longer_needed(two_visits, row.id)
    assert asked.is_settled(question(two_visits, "Two?"))
    asked.open_again(two_visits, row.id)
    assert question(two_visits, "Two?").status == "open"


def test_moving_changes_the_order_of_the_page_and_of_print(two_visits: Session) -> None:
    asked.move(two_visits, question(two_visits, "Three?").id, -1)
    assert texts(two_visits) == ["One?", "Three?", "Two?"]
    asked.move(two_visits, question(two_visits, "Three?").id, -9)
    assert texts(two_visits) == ["Three?", "One?", "Two?"]
    printed = [fact.text for fact in two_visits.facts().questions_for("v1")]
    assert printed == texts(two_visits)
    ids = [row.id for row in asked.questions_of(two_visits.case, "v1")]
    assert not asked.put_in_order(two_visits, ids)


def test_what_is_gone_is_told(two_visits: Session) -> None:
    for act in (asked.mark_answered, asked.no_longer_needed, asked.open_again):
        with pytest.raises(CasebookError, match="no longer in the case"):
            act(two_visits, "gone")


def test_a_long_question_is_named_in_a_few_words() -> None:
    row = Question(id="q", text="Can the medicine be stopped in time " * 4)
    assert asked.short(row).endswith("…”")
    assert len(asked.short(row)) < 60


@given(st.lists(st.one_of(st.none(), st.integers(1, 9)), max_size=8))
def test_every_question_stands_in_the_list_of_its_visit(priorities: list[int | None]) -> None:
    rows = [
        Question(id=str(n), position=n, text=f"{n}?", priority=p, for_appointment_id="v")
        for n, p in enumerate(priorities)
    ]
    case = Case.of([Appointment(id="v"), *rows])
    found = asked.questions_of(case, "v")
    assert {row.id for row in found} == {row.id for row in rows}
    shown = [row.priority or 9 for row in found]
    assert shown == sorted(shown)
