"""Expanded access read from saved records, and why trials were not possible."""

from typing import Any

import pytest

from app.case.entities import SavedTrial
from app.usecases.answer_criterion import LineAnswer, answer_criterion
from app.usecases.entries import blank, save
from app.usecases.saved_expanded_access import LOOK_IT_UP, NO_RECORD, saved_expanded_access
from app.usecases.session import Session
from app.usecases.trial_stage import log_contact, set_stage
from app.usecases.why_no_trial import Reason, trials_looked_at
from tests.usecases.conftest import Bring
from tests.usecases.test_answer_criterion import add_platelets

ONE, TWO, PROGRAM = "NCT99990001", "NCT99990002", "NCT99990711"
EXPANDED = "statusModule__expandedAccessInfo"
DAY = "derivedSection__miscInfoModule__versionHolder"


def program(**more: Any) -> dict[str, Any]:
    return {
        "designModule__studyType": "EXPANDED_ACCESS",
        "designModule__expandedAccessTypes": {"individual": True},
        "statusModule__overallStatus": "TEMPORARILY_NOT_AVAILABLE",
        "contactsLocationsModule__centralContacts": None,
        **more,
    }


def linked(status: str = "AVAILABLE") -> dict[str, Any]:
    return {"hasExpandedAccess": True, "nctId": PROGRAM, "statusForNctId": status}


# Expanded access


def test_has_not_stated_and_not_listed_are_three_answers(session: Session, bring: Bring) -> None:
    bring(ONE, **{EXPANDED: linked()})
    bring(TWO, **{EXPANDED: {"hasExpandedAccess": False}})
    bring("NCT99990003", **{EXPANDED: None})
    has, listed_none, not_stated = saved_expanded_access(session)
    assert has.sentences == (
        f"The record says that there is an expanded access program: {PROGRAM}.",
        "Its status: Available (expanded access), checked 10 January 2026.",
        LOOK_IT_UP,
    )
    assert (
        "lists no expanded access program. A company may still say yes" in listed_none.sentences[0]
    )
    assert "does not say whether" in not_stated.sentences[0]


def test_the_programs_own_record_is_newer_than_the_trials_copy(
    session: Session, bring: Bring
) -> None:
    bring(ONE, **{EXPANDED: linked()})
    bring(PROGRAM, **program(**{DAY: "2026-04-02"}))
    trial, own = saved_expanded_access(session)
    assert trial.program_id == own.trial_id
    assert trial.sentences[-1] == (
        "The program's own record says: Temporarily not available (expanded access),"
        " checked 2 April 2026."
    )
    assert "who to contact" in trial.missing
    assert own.access is not None
    assert own.access.number == PROGRAM
    assert own.program_id is None


def test_a_trial_without_a_record_is_not_known(session: Session) -> None:
    save(session, blank(SavedTrial, short_name="A trial abroad"))
    (found,) = saved_expanded_access(session)
    assert (found.access, found.sentences) == (None, (NO_RECORD,))


@pytest.mark.parametrize("info", [linked(), {"hasExpandedAccess": False}, None, {}])
def test_it_is_never_said_that_there_is_none(
    session: Session, bring: Bring, info: dict[str, Any] | None
) -> None:
    bring(ONE, **{EXPANDED: info})
    said = " ".join(saved_expanded_access(session)[0].sentences).casefold()
    assert "there is no" not in said
    assert "there is none" not in said
    assert "not available" not in said


# Why no trial


def reasons(session: Session) -> tuple[Reason, ...]:
    return trials_looked_at(session)[0].reasons


def test_a_trial_with_nothing_in_the_way(session: Session, bring: Bring) -> None:
    bring()
    (found,) = trials_looked_at(session)
    assert (found.number, found.stage, found.reasons) == (ONE, "Found", ())
    assert found.status == "Recruiting, checked 10 January 2026"


def test_what_people_said_comes_first_with_who_and_when(session: Session, bring: Bring) -> None:
    bring(statusModule__overallStatus="TERMINATED", statusModule__whyStopped="Too few people")
    add_platelets(session, "9", "2026-05-02")
    set_stage(session, ONE, "team_says_no", "GVHD has to be quiet first")
    answer_criterion(
        session,
        ONE,
        LineAnswer("exclusion", "1", "not_met", "Dr. Okoye", note="active since April"),
    )
    team, answer, registry, check = reasons(session)
    assert team.kind == "team"
    assert team.words == "The team says it does not fit, because GVHD has to be quiet first."
    assert team.on is not None
    assert (answer.kind, answer.by, answer.line) == ("answer", "Dr. Okoye", "Active GVHD")
    assert answer.words == "May rule out, says Dr. Okoye: active since April."
    assert registry.words == ("Terminated, checked 10 January 2026. Why it stopped: Too few people")
    assert check.kind == "check"
    assert check.line.startswith("Platelets")
    assert check.on is not None
    assert check.on.iso == "2026-05-02"
    assert "9" in check.source


def test_a_line_that_a_person_answered_is_not_told_by_the_check(
    session: Session, bring: Bring
) -> None:
    bring()
    add_platelets(session, "9", "2026-05-02")
    (check,) = reasons(session)
    assert check.kind == "check"
    number = next(n for n in ("3", "2", "1") if "Platelets" in check.line)
    answer_criterion(session, ONE, LineAnswer("inclusion", number, "met", "Dr. Okoye"))
    assert reasons(session) == ()


def test_an_answer_that_needs_another_look_says_so(session: Session, bring: Bring) -> None:
    bring()
    answer_criterion(session, ONE, LineAnswer("inclusion", "3", "not_met", "Dr. Okoye"))
    add_platelets(session, "90", "2026-05-11")
    (answer,) = reasons(session)
    assert answer.look_again


def test_calls_are_kept_with_the_trial(session: Session, bring: Bring) -> None:
    bring()
    log_contact(session, ONE, "No free place until July.", with_whom="Study line")
    assert [each.note for each in trials_looked_at(session)[0].contacts] == [
        "No free place until July."
    ]


def test_a_trial_without_a_record_has_the_status_as_noted(session: Session) -> None:
    save(session, blank(SavedTrial, short_name="Abroad", status_at_save="not checked"))
    assert trials_looked_at(session)[0].status == "No registry record saved (not checked)"
