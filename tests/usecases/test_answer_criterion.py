"""Answers of people to lines of a trial: kept whole, newest first, flagged when things change."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.case.entities import CriterionAnswer, LabPanel, LabResult, SavedTrial
from app.case.partial_date import PartialDate
from app.casefile import Insert, Update, new_id
from app.eligibility.answers import EVIDENCE_CHANGED, STATE_CHANGED, WORDS_CHANGED, Answered
from app.errors import CasebookError
from app.usecases.answer_criterion import (
    LineAnswer,
    answer_criterion,
    answer_several,
    answers_to_look_at_again,
    earlier_answers,
    keep_answer,
    remove_answer,
)
from app.usecases.entries import delete
from app.usecases.find_trial import find_check
from app.usecases.session import Session
from tests.usecases.conftest import Bring

NCT = "NCT99990001"
DAY = "derivedSection__miscInfoModule__versionHolder"
CRITERIA = "eligibilityModule__eligibilityCriteria"


def day(iso: str) -> PartialDate:
    return PartialDate.from_iso(iso)


def line(session: Session, words: str) -> Answered:
    lines = find_check(session, NCT).answered.lines
    return next(each for each in lines if words in each.checked.criterion.text)


def say(session: Session, words: str, answer: str = "met", **more: object) -> CriterionAnswer:
    where = line(session, words).checked.criterion
    given = LineAnswer(where.section, where.number, answer, "Dr. Okoye")  # type: ignore[arg-type]
    answer_criterion(session, NCT, replace(given, **more))
    found = line(session, words).answer
    assert found is not None
    return found


def add_platelets(session: Session, value: str, on: str) -> LabResult:
    panel = LabPanel(id=new_id(), date=day(on), source_kind="imported", source_note="a file")
    result = LabResult(
        id=new_id(), parent_id=panel.id, code="plt", name_on_report="Platelets",
        value=Decimal(value), unit="10^3/uL",
    )  # fmt: skip
    session.run("add platelets", [Insert(panel), Insert(result)])
    return result


def test_an_answer_keeps_what_it_was_given_to(session: Session, bring: Bring) -> None:
    bring()
    add_platelets(session, "49", "2026-05-02")
    checked = line(session, "Platelets").checked
    answer = say(session, "Platelets", "needs_test", on=day("2026-05-10"), note="again on Monday")
    assert answer.criterion_text == checked.criterion.text
    assert answer.criterion_number == checked.criterion.number
    assert answer.record_date == day("2026-01-10")
    assert answer.answer == "needs_test"
    assert answer.answered_by == "Dr. Okoye"
    assert answer.answered_on == day("2026-05-10")
    assert answer.note == "again on Monday"
    assert answer.our_state == checked.state
    assert "49" in (answer.our_evidence or "")
    assert "2026-05-02" in (answer.our_evidence or "")


def test_an_answer_stands_above_the_check_which_stays_visible(
    session: Session, bring: Bring
) -> None:
    bring()
    before = line(session, "GVHD").checked
    say(session, "GVHD", "not_met")
    after = line(session, "GVHD")
    assert after.state == "not_met"
    assert after.checked == before


def test_the_newest_answer_wins_and_the_earlier_ones_stay(session: Session, bring: Bring) -> None:
    bring()
    first = say(session, "GVHD", "ask", on=day("2026-05-01"))
    second = say(session, "GVHD", "met", on=day("2026-05-09"))
    say(session, "GVHD", "not_met", on=day("2026-05-03"))  # noted later, said earlier
    assert line(session, "GVHD").answer == second
    assert [a.answer for a in earlier_answers(session, first.id)] == ["met", "not_met", "ask"]


def test_of_two_answers_of_one_day_the_later_noted_wins(session: Session, bring: Bring) -> None:
    bring()
    say(session, "GVHD", "ask")
    say(session, "GVHD", "met")
    assert line(session, "GVHD").state == "met"


def test_removing_an_answer_brings_the_earlier_one_back(session: Session, bring: Bring) -> None:
    bring()
    first = say(session, "GVHD", "ask")
    second = say(session, "GVHD", "met")
    remove_answer(session, second.id)
    assert line(session, "GVHD").answer == first
    remove_answer(session, first.id)
    assert line(session, "GVHD").answer is None
    session.undo()
    assert line(session, "GVHD").answer == first
    with pytest.raises(CasebookError, match="no longer in the case"):
        remove_answer(session, second.id)


def test_an_answer_is_one_step_of_undo_with_a_plain_name(session: Session, bring: Bring) -> None:
    bring()
    say(session, "GVHD", "not_met")
    assert session.undo_name == (
        "answer exclusion line 1 of CD7 Cells for T-cell Leukemia: May rule out"
    )
    session.undo()
    assert session.case.all(CriterionAnswer)[:] == []
    session.redo()
    assert line(session, "GVHD").state == "not_met"


def test_a_field_of_the_registry_can_be_answered(session: Session, bring: Bring) -> None:
    bring()
    say(session, "Minimum age", "met")
    assert session.undo_name == "answer minimum age of CD7 Cells for T-cell Leukemia: Fits"


def test_a_changed_record_flags_the_answer(session: Session, bring: Bring) -> None:
    bring()
    add_platelets(session, "49", "2026-05-02")
    say(session, "Platelets", "met")
    assert line(session, "Platelets").look_again == ()
    add_platelets(session, "80", "2026-05-11")
    flagged = line(session, "Platelets")
    assert EVIDENCE_CHANGED in flagged.look_again
    (again,) = answers_to_look_at_again(session)
    assert again.trial.nct_id == NCT
    assert again.why == flagged.look_again


def test_the_first_evidence_for_a_line_flags_its_answer(session: Session, bring: Bring) -> None:
    """An answer given where the record was silent is looked at again once it speaks."""
    bring()
    answer = say(session, "Platelets", "met")
    assert answer.our_evidence == ""
    assert line(session, "Platelets").look_again == ()
    add_platelets(session, "9", "2026-05-11")
    assert line(session, "Platelets").look_again == (EVIDENCE_CHANGED, STATE_CHANGED)


def test_a_changed_wording_flags_the_answer_and_drops_nothing(
    session: Session, bring: Bring
) -> None:
    bring()
    say(session, "Active GVHD", "met")
    changed = (
        "Inclusion Criteria:\n\n* Age 12 years or older\n* CD7 on 30% of blasts or more\n"
        "* Platelets >= 20 x 10^9/L\n\nExclusion Criteria:\n\n* Active acute GVHD\n* Weight <6 kg"
    )
    bring(**{DAY: "2026-04-01", CRITERIA: changed})
    flagged = line(session, "Active acute GVHD")
    assert flagged.state == "met"
    assert WORDS_CHANGED in flagged.look_again


def test_an_answer_to_a_line_that_is_gone_is_kept(session: Session, bring: Bring) -> None:
    bring()
    answer = say(session, "Weight", "met")
    bring(**{DAY: "2026-04-01", CRITERIA: "Inclusion Criteria:\n\n* Age 12 years or older"})
    check = find_check(session, NCT)
    assert [each.id for each in check.answered.without_line] == [answer.id]


def test_keeping_an_answer_takes_the_flag_away(session: Session, bring: Bring) -> None:
    bring()
    say(session, "Platelets", "ask", note="ask on Thursday")
    add_platelets(session, "80", "2026-05-11")
    old = line(session, "Platelets").answer
    assert old is not None
    keep_answer(session, old.id, "Ana")
    now = line(session, "Platelets")
    assert now.look_again == ()
    assert now.answer is not None
    assert (now.answer.answer, now.answer.note) == ("ask", "ask on Thursday")
    assert now.answer.answered_by == "Ana"
    with pytest.raises(CasebookError, match="not in the record"):
        keep_answer(session, old.id, "Ana")


def test_several_answers_are_one_step(session: Session, bring: Bring) -> None:
    bring()
    lines = [each.checked.criterion for each in find_check(session, NCT).answered.lines]
    given = [LineAnswer(each.section, each.number, "met", "Dr. Okoye") for each in lines]
    answer_several(session, NCT, given, "take in the review sheet of 10 May")
    assert {each.state for each in find_check(session, NCT).answered.lines} == {"met"}
    assert session.undo_name == "take in the review sheet of 10 May"
    session.undo()
    assert session.case.all(CriterionAnswer)[:] == []


def test_all_answers_are_taken_or_none(session: Session, bring: Bring) -> None:
    bring()
    given = [
        LineAnswer("exclusion", "1", "met", "Dr. Okoye"),
        LineAnswer("exclusion", "99", "met", "Dr. Okoye"),
    ]
    with pytest.raises(CasebookError, match="not in the record of the trial"):
        answer_several(session, NCT, given)
    assert session.case.all(CriterionAnswer)[:] == []


def test_an_answer_without_a_name_is_refused(session: Session, bring: Bring) -> None:
    bring()
    with pytest.raises(CasebookError, match="say who answered"):
        answer_criterion(session, NCT, LineAnswer("exclusion", "1", "met", "  "))
    with pytest.raises(ValueError, match="no such answer"):
        answer_criterion(
            session,
            NCT,
            LineAnswer("exclusion", "1", "yes", "Ana"),  # type: ignore[arg-type]
        )


def test_a_trial_that_is_not_saved_is_refused(session: Session, bring: Bring) -> None:
    bring()
    with pytest.raises(CasebookError, match="not among the saved trials"):
        answer_criterion(session, "NCT00000000", LineAnswer("exclusion", "1", "met", "Ana"))
    (trial,) = session.case.all(SavedTrial)
    delete(session, "saved_trial", trial.id)
    with pytest.raises(CasebookError, match="not among the saved trials"):
        find_check(session, trial.id)


def test_a_trial_without_a_number_is_found_by_its_row(session: Session, bring: Bring) -> None:
    bring()
    bring("NCT99990002")
    (first, second) = session.case.all(SavedTrial)
    session.run("rename", [Update(replace(second, nct_id=None))])
    assert find_check(session, second.id).kept.saved.id == second.id
    assert find_check(session, first.id).kept.saved.id == first.id
