"""The tab Notes: what is typed stays until it is kept, and stays with its own trial."""

from collections.abc import Callable

import pytest

from app.case.entities import SavedTrial, TrialContact
from app.errors import CasebookError
from app.ui.trials.notes_view import NotesView
from app.ui.trials.trials_page import TrialsPage
from app.usecases.session import Session
from tests.ui.answers import Answers

Wait = Callable[[], None]


@pytest.fixture
def notes(page: TrialsPage, at_rest: Wait) -> NotesView:
    detail = page.shown.detail
    detail.tabs.choose("notes")
    detail.tabs.chosen.emit("notes")
    at_rest()
    return detail.notes


def disk_full(*_: object) -> None:
    raise CasebookError("The disk is full. Nothing was changed.")


def test_a_contact_that_cannot_be_kept_stays_in_its_fields(
    notes: NotesView,
    session: Session,
    answers: Answers,
    at_rest: Wait,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = len(session.case.all(TrialContact))
    notes.whom.setText("Sam Whitlow")
    notes.said.setText("Slots open in June.")
    monkeypatch.setattr(session, "run", disk_full)
    notes.add_contact()
    assert answers.told == ["The disk is full. Nothing was changed."]
    assert (notes.whom.text(), notes.said.text()) == ("Sam Whitlow", "Slots open in June.")
    monkeypatch.undo()
    notes.add_contact()
    assert len(session.case.all(TrialContact)) == before + 1
    assert (notes.whom.text(), notes.said.text()) == ("", "")
    at_rest()


def test_a_begun_contact_stays_with_its_own_trial(
    notes: NotesView, page: TrialsPage, at_rest: Wait
) -> None:
    first, today = page.shown.trial, notes.day.line.text()
    notes.day.line.setText("3 May 2026")
    notes.whom.setText("Sam Whitlow")
    notes.said.setText("Slots open")
    page.open_trial("NCT99990318")
    assert (notes.day.line.text(), notes.whom.text(), notes.said.text()) == (today, "", "")
    page.open_trial(first)
    assert notes.day.line.text() == "3 May 2026"
    assert (notes.whom.text(), notes.said.text()) == ("Sam Whitlow", "Slots open")
    notes.add_contact()
    page.open_trial("NCT99990318")
    page.open_trial(first)
    assert (notes.whom.text(), notes.said.text()) == ("", "")
    at_rest()


def kept(page: TrialsPage, trial: str = "") -> SavedTrial:
    row = page.around.case.case.get(SavedTrial, trial or page.shown.trial)
    assert row is not None
    return row


def test_notes_that_were_undone_are_not_written_back(
    notes: NotesView, page: TrialsPage, session: Session, at_rest: Wait
) -> None:
    before = kept(page).notes or ""
    notes.notes.setFocus()
    notes.notes.setPlainText("A parent has to stay close by.  ")
    notes.keep_typed()
    assert kept(page).notes == "A parent has to stay close by."
    assert notes.notes.toPlainText().endswith("  ")  # nothing moves while one types
    session.undo()
    assert notes.notes.toPlainText() == before
    notes.keep_typed()
    page.hide()
    assert (kept(page).notes or "") == before
    at_rest()


def test_a_reason_that_was_undone_is_not_written_back(
    notes: NotesView, page: TrialsPage, session: Session, at_rest: Wait
) -> None:
    choose(notes, "our_choice_no")
    notes.because.setFocus()
    notes.because.setText("too far ")
    notes.keep_typed()
    assert kept(page).interest_reason == "too far"
    session.undo()
    assert notes.because.text() == ""
    notes.keep_typed()
    assert not kept(page).interest_reason
    at_rest()


def choose(notes: NotesView, code: str) -> None:
    place = notes.stage.findData(code)
    notes.stage.setCurrentIndex(place)
    notes.stage.activated.emit(place)


def test_notes_and_reason_that_cannot_be_saved_stay_with_their_trial(
    notes: NotesView, page: TrialsPage, session: Session, at_rest: Wait
) -> None:
    first = page.shown.trial
    choose(notes, "our_choice_no")
    with pytest.MonkeyPatch.context() as failing:
        failing.setattr(session, "run", disk_full)
        notes.notes.setPlainText("Ask about school.")
        notes.because.setText("too far")
        page.open_trial("NCT99990318")
        assert notes.notes.toPlainText() == (kept(page).notes or "")
        page.open_trial(first)
        assert notes.notes.toPlainText() == "Ask about school."
        assert notes.because.text() == "too far"
    notes.keep_typed()
    assert (kept(page).notes, kept(page).interest_reason) == ("Ask about school.", "too far")
    at_rest()


def test_a_stage_that_cannot_be_kept_is_not_shown(
    notes: NotesView, page: TrialsPage, session: Session, at_rest: Wait
) -> None:
    before = kept(page).interest_status
    with pytest.MonkeyPatch.context() as failing:
        failing.setattr(session, "run", disk_full)
        choose(notes, "our_choice_no")
    assert kept(page).interest_status == before
    assert notes.stage.currentData() == before
    choose(notes, "")
    assert notes.stage.currentData() == before
    at_rest()


def test_nothing_is_begun_in_a_case_opened_to_read(notes: NotesView) -> None:
    notes.set_writable(False)
    assert not notes.stage.isEnabled()
    assert not notes.day.isEnabled()
    assert notes.notes.isReadOnly()
    assert notes.said.isReadOnly()
    notes.set_writable(True)
    assert notes.stage.isEnabled()
