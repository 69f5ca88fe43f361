"""Earliest dates, clashes and what-ifs over saved trials, with a real record behind them."""

import datetime

from app.case.entities import Medication, SavedTrial, Treatment, TreatmentDrug
from app.case.partial_date import PartialDate
from app.casefile import Insert, new_id
from app.usecases.entries import blank, save
from app.usecases.session import Session
from app.usecases.trial_dates import (
    ASK_FIRST,
    NO_TEXT,
    clashes,
    if_started,
    trial_dates,
)
from tests.usecases.conftest import Bring
from tests.usecases.test_answer_criterion import add_platelets
from tests.usecases.test_related_trials import trial

CRITERIA = "eligibilityModule__eligibilityCriteria"
WAITS = (
    "Inclusion Criteria:\n\n* Age 12 years or older\n* Platelets >= 20 x 10^9/L\n\n"
    "Exclusion Criteria:\n\n* Chemotherapy within 14 days before enrollment\n* Active GVHD"
)
WAITS_LONGER = WAITS.replace("14 days", "28 days")


def given(session: Session, drug: str, end: str) -> None:
    """Note a course of chemotherapy with its last dose."""
    course = Treatment(
        id=new_id(), name=f"{drug} course", modality="chemotherapy", source_kind="imported",
        source_note="a file", start_date=PartialDate.from_iso("2026-04-20"),
        end_date=PartialDate.from_iso(end),
    )  # fmt: skip
    part = TreatmentDrug(id=new_id(), parent_id=course.id, name=drug)
    session.run("add course", [Insert(course), Insert(part)])


def test_the_binding_line_is_named_with_its_dose(session: Session, bring: Bring) -> None:
    bring(**{CRITERIA: WAITS})
    given(session, "cytarabine", "2026-05-04")
    (told,) = trial_dates(session)
    assert told.not_before == datetime.date(2026, 5, 19)
    assert told.sentence.startswith("Not before 19 May 2026 by the registry's text: line 1")
    assert told.binding is not None
    assert told.binding.section == "exclusion"
    assert told.binding.text == "Chemotherapy within 14 days before enrollment"
    assert "cytarabine" in told.binding.because
    assert told.ask_first == ASK_FIRST
    assert told.record_date == PartialDate.from_iso("2026-01-10")


def test_nothing_runs_and_nothing_is_known_are_two_answers(session: Session, bring: Bring) -> None:
    bring(**{CRITERIA: WAITS})
    bring("NCT99990002", **{CRITERIA: None})
    save(session, blank(SavedTrial, short_name="A trial abroad"))
    running, without_text, without_record = trial_dates(session)
    assert running.sentence == "No waiting time is running by the registry's text."
    assert without_text.sentence == without_record.sentence == NO_TEXT


def test_a_medicine_still_taken_gives_no_date_and_says_why(session: Session, bring: Bring) -> None:
    bring(**{CRITERIA: WAITS})
    taken = Medication(
        id=new_id(), name="mercaptopurine", status="active", reason="leukemia",
        start=PartialDate.from_iso("2026-01-01"), source_kind="imported", source_note="a file",
    )  # fmt: skip
    session.run("add medicine", [Insert(taken)])
    (told,) = trial_dates(session)
    assert told.not_before is None
    assert [line.why_not for line in told.cannot_tell] == ["still taken"]


def test_a_test_that_will_be_too_old_is_said(session: Session, bring: Bring) -> None:
    bring(**{CRITERIA: WAITS_LONGER})
    given(session, "cytarabine", "2026-05-11")
    add_platelets(session, "80", "2026-05-02")
    (told,) = trial_dates(session)
    assert told.not_before == datetime.date(2026, 6, 9)
    assert told.tests == (
        "Platelets on 2 May 2026 counts until 1 June 2026 by the usual rule."
        " It would have to be done again by then.",
    )


def test_two_trials_that_clash(session: Session, bring: Bring) -> None:
    bring("NCT99990001", **trial("CD7 cells", "CD7 cells", **{CRITERIA: WAITS_LONGER}))
    bring("NCT99990002", **trial("Nelarabine in T-ALL", "nelarabine", **{CRITERIA: WAITS}))
    found = [each for each in clashes(session) if each.given == "nelarabine"]
    (clash,) = [each for each in found if each.second != each.first]
    assert clash.then == datetime.date(2026, 6, 10)
    assert clash.sentence == (
        "Nelarabine, given in Nelarabine in T-ALL, would move CD7 cells to 10 June 2026 at the"
        " earliest, by the registry's text."
    )
    assert clash.line.text == "Chemotherapy within 28 days before enrollment"
    assert clash.ask_first == ASK_FIRST


def test_a_treatment_that_was_not_given_yet(session: Session, bring: Bring) -> None:
    bring("NCT99990001", **trial("CD7 cells", "CD7 cells", **{CRITERIA: WAITS_LONGER}))
    bring(
        "NCT99990002", **trial("Pills", "AUR103", **{CRITERIA: "Inclusion Criteria:\n\n* Age 12"})
    )
    told = if_started(session, "Arranon", datetime.date(2026, 5, 20))
    assert (told.drug, told.known, told.ask_first) == ("nelarabine", True, ASK_FIRST)
    (moved,) = told.moved
    assert (moved.name, moved.now, moved.then) == ("CD7 cells", None, datetime.date(2026, 6, 18))
    assert (
        told.words
        == "Nelarabine until 20 May 2026 would move CD7 cells to 18 June 2026 at the earliest."
    )
    assert session.undo_name == "bring in NCT99990002-2.json"  # nothing was written


def test_an_unknown_medicine_is_no_answer(session: Session, bring: Bring) -> None:
    bring(**{CRITERIA: WAITS})
    told = if_started(session, "blue pills")
    assert (told.known, told.moved) == (False, ())
    assert "nothing can be told" in told.words


def test_a_medicine_that_moves_nothing_is_no_promise(session: Session, bring: Bring) -> None:
    bring(**{CRITERIA: WAITS})
    told = if_started(session, "ondansetron")
    assert told.moved == ()
    assert "may still ask for waiting" in told.words
