"""The family's own work on a trial: stage, contacts, notes and order."""

from dataclasses import replace

import pytest

from app.case import vocabulary
from app.case.entities import SavedTrial, TrialContact
from app.case.partial_date import PartialDate
from app.casefile import Update
from app.errors import CasebookError
from app.usecases.session import Session
from app.usecases.trial_stage import (
    STAGES,
    all_trial_work,
    change_contact,
    log_contact,
    move,
    put_in_order,
    remove_contact,
    set_notes,
    set_stage,
    stage_history,
    stage_of,
    trial_work,
)
from tests.usecases.conftest import Bring

NCT = "NCT99990001"


def saved(session: Session) -> SavedTrial:
    return session.case.all(SavedTrial)[0]


def order(session: Session) -> list[str | None]:
    return [each.nct_id for each in session.case.all(SavedTrial)]


def test_every_stage_of_the_list_and_of_the_issue_is_there() -> None:
    known = {stage.code for stage in STAGES}
    assert {entry.code for entry in vocabulary.codes("trial.interest_status")} <= known
    labels = [stage.label for stage in STAGES]
    wanted = ["Found", "Asked the doctor", "Contacted", "Screening", "On the waiting list"]
    assert [label for label in labels if label in wanted] == wanted
    assert {"Joined", "Not for us"} <= set(labels)


def test_a_trial_brought_in_is_found(session: Session, bring: Bring) -> None:
    bring()
    work = trial_work(session, NCT)
    assert (work.words, work.contacts, work.last_contact) == ("Found", (), None)


def test_a_stage_is_one_step_of_undo(session: Session, bring: Bring) -> None:
    bring()
    set_stage(session, NCT, "waiting_list")
    assert trial_work(session, NCT).words == "On the waiting list"
    assert session.undo_name == "set CD7 Cells for T-cell Leukemia to On the waiting list"
    session.undo()
    assert trial_work(session, NCT).words == "Found"


def test_not_for_us_keeps_its_reason_and_another_stage_lets_it_go(
    session: Session, bring: Bring
) -> None:
    bring()
    set_stage(session, NCT, "our_choice_no", "it is too far")
    assert trial_work(session, NCT).words == "Not for us, because it is too far"
    set_stage(session, NCT, "our_choice_no")
    assert saved(session).interest_reason == "it is too far"
    set_stage(session, NCT, "asked_doctor")
    assert saved(session).interest_reason is None


def test_the_way_through_the_stages_is_told(session: Session, bring: Bring) -> None:
    bring()
    for code in ("asked_doctor", "called", "screening"):
        set_stage(session, NCT, code)
    assert [each.stage.code for each in stage_history(session, NCT)] == [
        "screening", "called", "asked_doctor", "saved",
    ]  # fmt: skip


def test_a_stage_that_is_in_no_list_keeps_its_word(session: Session, bring: Bring) -> None:
    bring()
    session.run("note", [Update(replace(saved(session), interest_status="second_opinion"))])
    assert trial_work(session, NCT).words == "Second opinion"
    assert stage_of(None) is None
    with pytest.raises(KeyError):
        set_stage(session, NCT, "second_opinion")


def test_a_call_and_the_stage_it_led_to_are_one_step(session: Session, bring: Bring) -> None:
    bring()
    log_contact(
        session, NCT, "Left a message.", with_whom="Study line",
        on=PartialDate.from_iso("2026-05-10"), stage="called",
    )  # fmt: skip
    work = trial_work(session, NCT)
    assert work.stage is not None
    assert work.stage.code == "called"
    assert [(c.with_whom, c.note) for c in work.contacts] == [("Study line", "Left a message.")]
    session.undo()
    assert trial_work(session, NCT).contacts == ()
    assert trial_work(session, NCT).words == "Found"


def test_contacts_come_newest_first_with_today_where_no_day_is_given(
    session: Session, bring: Bring
) -> None:
    bring()
    log_contact(session, NCT, "first", on=PartialDate.from_iso("2026-05"))
    log_contact(session, NCT, "second")
    log_contact(session, NCT, "third")
    work = trial_work(session, NCT)
    assert [each.note for each in work.contacts] == ["third", "second", "first"]
    assert work.last_contact == PartialDate.from_iso("2026-05-12")


def test_a_contact_can_be_changed_and_removed(session: Session, bring: Bring) -> None:
    bring()
    log_contact(session, NCT, "They call back.")
    (contact,) = session.case.all(TrialContact)
    change_contact(session, replace(contact, note="They call back on Friday."))
    assert trial_work(session, NCT).contacts[0].note == "They call back on Friday."
    remove_contact(session, contact.id)
    assert session.undo_name == "remove a contact with a trial, 12 May 2026"
    assert trial_work(session, NCT).contacts == ()
    with pytest.raises(CasebookError, match="no longer in the case"):
        change_contact(session, contact)


def test_a_contact_without_words_is_refused(session: Session, bring: Bring) -> None:
    bring()
    with pytest.raises(CasebookError, match="what was said"):
        log_contact(session, NCT, "   ")


def test_notes(session: Session, bring: Bring) -> None:
    bring()
    set_notes(session, NCT, " A parent has to stay close by. ")
    assert saved(session).notes == "A parent has to stay close by."
    set_notes(session, NCT, "")
    assert saved(session).notes is None


def test_the_order_is_the_familys_own(session: Session, bring: Bring) -> None:
    for number in "1234":
        bring(f"NCT9999000{number}")
    put_in_order(session, ["NCT99990003", "nct99990002"])
    assert order(session) == ["NCT99990003", "NCT99990002", "NCT99990001", "NCT99990004"]
    move(session, "NCT99990004", -1)
    assert order(session)[2:] == ["NCT99990004", "NCT99990001"]
    move(session, "NCT99990003", 99)
    assert order(session)[-1] == "NCT99990003"
    assert session.undo_name == "move CD7 Cells for T-cell Leukemia"
    session.undo()
    session.undo()
    session.undo()
    assert order(session) == [f"NCT9999000{number}" for number in "1234"]
    assert [each.saved.nct_id for each in all_trial_work(session)] == order(session)


def test_a_trial_that_is_not_saved_is_said_calmly(session: Session) -> None:
    with pytest.raises(CasebookError, match="not among the saved trials"):
        set_stage(session, NCT, "called")
    with pytest.raises(CasebookError, match="not among the saved trials"):
        trial_work(session, "")
