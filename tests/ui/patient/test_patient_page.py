"""The page Patient details: what is known of the person, and what is not noted yet."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.case.absence import Absence
from app.case.entities import Alert, Guardian, HealthCareProxy, Patient
from app.case.partial_date import PartialDate
from app.casefile import Insert, Update
from app.ui.lists.page_lists import list_pages
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.ui.patient.home_dialog import HomeDialog
from app.ui.patient.patient_page import PatientPage
from app.ui.theme import Theme
from app.usecases.make_case import case_from_json
from app.usecases.session import Session
from tests.ui.answers import Answers


@pytest.fixture
def page(window: MainWindow, answers: Answers) -> PatientPage:
    answers.dialogs = [lambda dialog: False] * 4
    window.resize(1280, 800)
    window.pages.open("patient")
    found = window.pages.page
    assert isinstance(found, PatientPage)
    return found


def words_of(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel))


def test_the_person_is_told_with_their_age(page: PatientPage) -> None:
    said = words_of(page.person.identity)
    assert "Maya Ellison" in said
    assert "9 January 2009 (age 17)" in said
    assert "Not noted yet:" in said
    assert "17" in page.summary()
    assert "T-" in words_of(page.person.diagnosis)
    assert "Vancomycin" in words_of(page.person.alerts)


def test_people_who_decide_are_named(page: PatientPage, session: Session) -> None:
    patient = session.case.patient.id
    rows = [
        Guardian(id="g1", parent_id=patient, name="Ana", relation="mother", can_consent=True),
        Guardian(id="g2", parent_id=patient, can_consent=False),
        HealthCareProxy(
            id="h",
            parent_id=patient,
            name="Jun",
            phone="555-0171",
            form_signed_on=PartialDate.from_iso("2023-06-02"),
        ),
        HealthCareProxy(id="h2", parent_id=patient),
        Alert(id="a", text="Latex"),
        Alert(id="a2"),
    ]
    session.run("add", map(Insert, rows))
    said = words_of(page.person.people)
    assert "mother, can consent" in said
    assert "cannot consent" in said
    assert "decides when the patient cannot, 555-0171, form signed on 2 June 2023" in said
    assert "Latex" in words_of(page.person.alerts)


def test_a_chosen_absence_is_said(page: PatientPage, session: Session) -> None:
    from dataclasses import replace

    row = replace(session.case.patient, blood_type=None, absences={"blood_type": Absence.WAITING})
    session.run("wait", [Update(row)])
    assert "Waiting for the result" in words_of(page.person.identity)


def wrong_then_right(dialog: HomeDialog) -> bool:
    dialog.place.setText("Boston")
    dialog.latitude.setText("42.36" if dialog.longitude.text() else "north")
    dialog.longitude.setText("-71.06")
    return True


def test_home_is_kept_with_its_coordinates(
    page: PatientPage, session: Session, answers: Answers, qtbot: QtBot
) -> None:
    answers.dialogs = [wrong_then_right, wrong_then_right, lambda dialog: True, lambda d: False]
    with qtbot.waitSignal(page.done):
        page.person.home.button.click()
    assert "are numbers" in answers.told[0]
    assert session.case.patient.home_latitude == Decimal("42.36")
    assert "42.36, -71.06" in words_of(page.person.home)
    with qtbot.assertNotEmitted(page.done):
        page.edit_home()
    page.edit_home()


@pytest.mark.parametrize(
    ("card", "table"), [("identity", "patient"), ("wishes", "patient"), ("about_case", "case_info")]
)
def test_cards_open_their_form(page: PatientPage, qtbot: QtBot, card: str, table: str) -> None:
    with qtbot.waitSignal(page.add_wanted) as wanted:
        getattr(page.person, card).button.click()
    assert wanted.args == [table]


def test_the_filled_button_edits_or_adds(page: PatientPage, qtbot: QtBot) -> None:
    edit = page.main_button()
    assert edit is not None
    with qtbot.waitSignal(page.add_wanted) as wanted:
        edit.click()
    assert wanted.args == ["patient"]
    page.person.alerts.button.click()
    assert page.shown == "alert"
    add = page.main_button()
    assert add is not None
    assert add is not edit
    page.show_part("patient")
    page.person.diagnosis.button.click()
    assert page.shown == "diagnosis"


@pytest.mark.parametrize(
    "table", ["diagnosis", "alert", "insurance", "share_record", "import_receipt"]
)
def test_lists_are_one_click_away(page: PatientPage, table: str) -> None:
    page.open_target(table)
    assert page.lists[table].isVisible()


def test_every_kind_of_entry_is_reached_somewhere(page: PatientPage) -> None:
    from app.case.case import SPECS

    listed = {table for kind in list_pages() for table in kind.tables}
    here = {*page._empty_words, "patient", "case_info"}
    own = {table for table, spec in SPECS.items() if spec.parent is None}
    assert own <= listed | here


def test_a_case_with_a_name_only(
    empty_session: Session,
    surround: Callable[[Session], Surroundings],
    answers: Answers,
    qtbot: QtBot,
) -> None:
    page = PatientPage(surround(empty_session))
    qtbot.addWidget(page)
    page.refresh()
    assert "No diagnosis is noted yet." in words_of(page.person.diagnosis)
    with Session.open(empty_session.path, read_only=True) as reading:
        other = PatientPage(surround(reading))
        qtbot.addWidget(other)
        other.edit_home()
    assert len(answers.told) == 1


def test_many_alerts_end_with_how_many_more(page: PatientPage, session: Session) -> None:
    session.run("add", [Insert(Alert(id=f"a{n}", text=f"Alert {n}")) for n in range(20)])
    assert "and 11 more" in words_of(page.person.alerts)


def test_one_column_with_large_text(page: PatientPage, window: MainWindow, theme: Theme) -> None:
    window.resize(1024, 640)
    theme.set_text_percent(200)
    page.grab()
    assert page.person._columns == 1


@pytest.mark.shared_data
@pytest.mark.parametrize("letter", "abc")
def test_the_shared_cases_are_shown(
    letter: str,
    shared_data: Path,
    tmp_path: Path,
    surround: Callable[[Session], Surroundings],
    qtbot: QtBot,
) -> None:
    found = sorted((shared_data / "cases").glob(f"case-{letter}-*.json"))
    source = next(path for path in found if "oracle" not in path.name)
    path = tmp_path / "case.casebook"
    case_from_json(path, source)
    with Session.open(path) as session:
        page = PatientPage(surround(session))
        qtbot.addWidget(page)
        page.resize(1060, 900)
        page.show()
        page.refresh()
        page.grab()
        assert session.case.all(Patient)[0].display_name in words_of(page.person.identity)
