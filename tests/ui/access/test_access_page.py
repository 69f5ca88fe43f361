"""The page Access pathways: steps in words, buttons for the step at hand, another country."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.case.entities import AccessRequest, AccessStep, Document
from app.case.partial_date import PartialDate
from app.casefile import Update
from app.trials.access_routes import RouteId
from app.ui.access.access_page import AccessPage
from app.ui.access.route_words import route_icon, short_route_name
from app.ui.access.step_dialogs import (
    AddStepDialog,
    CallDialog,
    StartRouteDialog,
    WaitDialog,
)
from app.ui.access.step_row import StepRow
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.usecases import access_tracker
from app.usecases.make_case import case_from_json
from app.usecases.session import Session
from tests.ui.answers import Answers


@pytest.fixture
def page(window: MainWindow, session: Session) -> AccessPage:
    window.resize(1280, 800)
    window.open_page("access")
    found = window.pages.page
    assert isinstance(found, AccessPage)
    found.open_target(("access_request", _expanded(session).id))
    return found


@pytest.fixture
def full(page: AccessPage, session: Session) -> AccessPage:
    """A route with the steps of the packaged list."""
    access_tracker.start_route(session, RouteId.SINGLE_PATIENT_NONEMERGENCY, "XT-107")
    page._show_newest()
    return page


def steps(session: Session) -> list[AccessStep]:
    return session.case.parts(AccessStep, session.case.all(AccessRequest)[-1])


def _expanded(session: Session) -> AccessRequest:
    """The request of the example that waits for the company."""
    requests = session.case.all(AccessRequest)
    return next(each for each in requests if each.pathway == "single_patient_nonemergency")


def row(page: AccessPage, number: int) -> StepRow:
    return page.detail.rows[number - 1]


def words_of(widget: StepRow) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel))


def no(_dialog: object) -> bool:
    return False


def test_the_step_at_hand_has_the_buttons(page: AccessPage) -> None:
    assert page.detail.heading.text() == "Expanded access: XT-107 (example product)"
    assert not row(page, 1).buttons
    assert set(row(page, 3).buttons) == {"yes", "no", "call"}
    assert "Done 6 May 2026" in words_of(row(page, 2))
    assert "Waiting, due by 15 May" in words_of(row(page, 3))
    assert row(page, 1).accessibleName().startswith("1. Check that no trial fits")
    assert page.summary() == "3 entries"
    page.grab()


def test_every_state_is_said_in_words(full: AccessPage, session: Session) -> None:
    first, second, third, *_ = steps(session)
    access_tracker.step_done(session, first.id, note="Dr. Okoye said yes.")
    due = PartialDate.from_iso("2026-05-15")
    since = PartialDate.from_iso("2026-05-08")
    access_tracker.wait_for(session, second.id, "company", since=since, due=due)
    access_tracker.mark_step(session, third.id, access_tracker.StepNews("not_needed"))
    assert "Waiting, due by 15 May" in words_of(row(full, 2))
    assert "Waiting 4 days for an answer, since 8 May" in words_of(row(full, 2))
    assert "Dr. Okoye said yes." in words_of(row(full, 1))
    assert "Not needed" in words_of(row(full, 3))
    assert "To do" in words_of(row(full, 4))
    assert set(row(full, 2).buttons) == {"yes", "no", "call"}
    said = full.routes.rows.rows[-1]
    assert "Step 2 of 10." in said.words  # type: ignore[union-attr]
    assert "Waiting for company, day 4." in said.words  # type: ignore[union-attr]
    full.grab()


def test_they_said_yes_and_no(full: AccessPage, session: Session, qtbot: QtBot) -> None:
    for step in steps(session)[:2]:
        access_tracker.wait_for(session, step.id, "company")
    with qtbot.waitSignal(full.done):
        row(full, 1).buttons["yes"].click()
    assert steps(session)[0].state == "done"
    row(full, 2).buttons["no"].click()
    assert "They said no" in (steps(session)[1].note or "")
    assert session.case.all(AccessRequest)[-1].status == "company_declined"


def test_a_step_is_marked_from_its_menu(full: AccessPage, session: Session) -> None:
    for act, state in (("done", "done"), ("skip", "not_needed"), ("reset", "not_started")):
        menu = row(full, 4).menu()
        next(a for a in menu.actions() if a.data() == act).trigger()
        assert steps(session)[3].state == state


def wait(dialog: WaitDialog) -> bool:
    dialog.who.clear()
    dialog.finish()
    dialog.who.setText("the company")
    dialog.due.line.setText("no day")
    dialog.finish()
    dialog.due.line.setText("15 May 2026")
    dialog.finish()
    return dialog.result() == 1


def call(dialog: CallDialog) -> bool:
    dialog.said.setText("They will write")
    dialog.finish()
    return dialog.result() == 1


def one_more(dialog: AddStepDialog) -> bool:
    dialog.what.setText("Ask the social worker")
    dialog.finish()
    return True


def test_waiting_calls_and_own_steps(full: AccessPage, session: Session, answers: Answers) -> None:
    answers.dialogs = [wait, call, one_more, no, no, no]
    row(full, 1).buttons["wait"].click()
    assert (steps(session)[0].who, steps(session)[0].due) == (
        "the company",
        PartialDate.from_iso("2026-05-15"),
    )
    row(full, 1).buttons["call"].click()
    assert steps(session)[0].note == "12 May 2026, the company: They will write"
    full.detail.add_step.click()
    assert steps(session)[-1].step == "Ask the social worker"
    full.detail.add_step.click()
    row(full, 1).buttons["call"].click()
    row(full, 2).act_wanted.emit(steps(session)[1].id, "wait")
    full.detail._wait("gone")
    full.detail._call("gone")
    assert len(steps(session)) == 11


def start(dialog: StartRouteDialog) -> bool:
    dialog.finish()
    dialog.radios[RouteId.RIGHT_TO_TRY].setChecked(True)
    dialog.drug.setText("XT-107")
    dialog.finish()
    return dialog.result() == 1


def test_a_pathway_begins_with_the_steps_of_the_list(
    page: AccessPage, session: Session, answers: Answers
) -> None:
    answers.dialogs = [start, no]
    page.main_button().click()
    request = session.case.all(AccessRequest)[-1]
    assert (request.pathway, request.drug) == ("right_to_try", "XT-107")
    assert page.detail.request_id == request.id
    assert len(page.detail.rows) == 6
    page.start_route()
    assert len(session.case.all(AccessRequest)) == 4


def test_the_whole_route_can_be_changed(
    page: AccessPage, session: Session, answers: Answers, qtbot: QtBot
) -> None:
    key = page.detail.request_id
    answers.dialogs = [no] * 6
    for act in ("edit", "duplicate"):
        for menu in (page.detail.menu(), page.menu(key)):
            with qtbot.waitSignal(getattr(page, f"{act}_wanted")) as wanted:
                next(a for a in menu.actions() if a.data() == act).trigger()
            assert wanted.args == ["access_request", key]
    page.detail.edit.click()
    page.routes.opened.emit(key)
    states = next(a.menu() for a in page.detail.menu().actions() if a.menu())
    next(a for a in states.actions() if a.data() == "status:treated").trigger()  # type: ignore[attr-defined]
    assert _expanded(session).status == "treated"
    for request in list(session.case.all(AccessRequest)):
        page.routes.deleted.emit(request.id)
    assert len(session.case.all(AccessRequest)) == 0
    assert page.begin.isVisible()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_menus_open_where_they_are_asked_for(page: AccessPage) -> None:
    page._open_menu(page.detail.request_id, QPoint(5, 5))
    page.detail._open_menu()
    row(page, 1)._open_menu()


def test_links_lead_to_print_team_and_records(
    page: AccessPage, session: Session, qtbot: QtBot
) -> None:
    document = session.case.all(Document)[0]
    step = steps(session)[0]
    session.run("source", [Update(replace(step, source_document_id=document.id))])
    with qtbot.waitSignal(page.wanted) as wanted:
        row(page, 1).document_wanted.emit(step.id)
    assert wanted.args == ["documents", ("document", document.id)]
    with qtbot.waitSignal(page.wanted) as wanted:
        page._want_print()
    assert wanted.args == ["print", "access"]
    with qtbot.waitSignal(page.wanted) as wanted:
        page.detail.contacts.click()
    assert wanted.args == ["team", None]
    page.open_target(("access_request", page.detail.request_id))
    page.detail.show_route("gone")


def test_without_a_route_the_doctor_is_asked_first(
    empty_window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    answers.dialogs = [no]
    empty_window.open_page("access")
    page = empty_window.pages.page
    assert isinstance(page, AccessPage)
    assert page.begin.isVisible()
    assert page.tools() == []
    said = " ".join(label.text() for label in page.know.findChildren(QLabel))
    assert "Only a doctor can send the request" in said
    assert "FDA" not in said
    with qtbot.waitSignal(page.add_wanted) as wanted:
        page.ask.click()
    assert wanted.args == ["question"]


def test_a_case_of_another_window_is_only_read(
    session: Session, surround: Callable[[Session], Surroundings], answers: Answers, qtbot: QtBot
) -> None:
    with Session.open(session.path, read_only=True) as reading:
        page = AccessPage(surround(reading))
        qtbot.addWidget(page)
        page.refresh()
        page.detail._act_on_step(page.detail.rows[1].shown.step.step_id, "done")
        page.start_route()
        assert len(answers.told) == 2
        # Nothing looks as if it could be pressed.
        assert [row.buttons for row in page.detail.rows if row.buttons] == []
        assert all(row._more.isHidden() for row in page.detail.rows)
        assert page.detail.add_step.isHidden()


def test_a_pathway_leads_to_its_earlier_values(page: AccessPage, qtbot: QtBot) -> None:
    menu = page.detail.menu()
    earlier = next(action for action in menu.actions() if action.data() == "earlier")
    with qtbot.waitSignal(page.wanted) as wanted:
        earlier.trigger()
    assert wanted.args == ["log", ("access_request", page.detail.request_id)]


def test_a_route_of_no_list_keeps_its_own_name() -> None:
    assert short_route_name("our_own_way") == "our own way"
    assert short_route_name(None, "Route") == "Route"
    assert route_icon("our_own_way") == "hand-helping"


@pytest.fixture(params="abc")
def shared(request: pytest.FixtureRequest, shared_data: Path, tmp_path: Path) -> Iterator[Session]:
    found = sorted((shared_data / "cases").glob(f"case-{request.param}-*.json"))
    source = next(path for path in found if "oracle" not in path.name)
    path = tmp_path / "case.casebook"
    case_from_json(path, source)
    with Session.open(path) as session:
        yield session


@pytest.mark.shared_data
def test_the_shared_cases_are_shown(
    shared: Session, surround: Callable[[Session], Surroundings], qtbot: QtBot
) -> None:
    page = AccessPage(surround(shared))
    qtbot.addWidget(page)
    page.resize(1060, 900)
    page.show()
    page.refresh()
    page.grab()
    assert page.begin.isVisible() == (not shared.case.all(AccessRequest))


def test_at_200_percent_the_state_stands_below_its_step(page: AccessPage, qtbot: QtBot) -> None:
    theme = page.theme
    page.window().resize(1024, 640)
    theme.set_text_percent(200)
    page.both.show_detail()
    qtbot.waitUntil(lambda: row(page, 1)._said.indexOf(row(page, 1)._side) == 1)
    theme.set_text_percent(100)
    page.window().resize(1280, 800)
    qtbot.waitUntil(lambda: row(page, 1)._said.indexOf(row(page, 1)._side) == -1)
