"""The tab Notes: what is typed stays until it is kept, and stays with its own trial."""

from collections.abc import Callable

import pytest

from app.case.entities import TrialContact
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
