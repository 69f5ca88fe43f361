"""The page Care team: the night number first, people, and where they are named."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.case.entities import AccessStep, CallPlan, CarePerson
from app.casefile import Insert, Update
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.ui.team.people import people_in_order
from app.ui.team.person_card import PersonCard
from app.ui.team.team_page import TeamPage
from app.ui.theme import Theme
from app.usecases.session import Session
from tests.ui.answers import Answers

LISTS = ("call_plan", "alert", "insurance", "donor_search", "share_record")


@pytest.fixture
def page(window: MainWindow, answers: Answers) -> TeamPage:
    answers.dialogs = [lambda dialog: False] * 6
    window.resize(1280, 800)
    window.open_page("team")
    found = window.pages.page
    assert isinstance(found, TeamPage)
    return found


def person(session: Session, name: str = "Okoye") -> CarePerson:
    return next(row for row in session.case.all(CarePerson) if name in (row.name or ""))


def words_of(card: PersonCard) -> str:
    return " | ".join(label.text() for label in card.findChildren(QLabel))


def test_the_night_number_stands_first(page: TeamPage, qtbot: QtBot) -> None:
    assert page.people.night.number.text() == "555-0100"
    assert "38.0 °C (100.4 °F)" in page.people.night._more.text()
    with qtbot.waitSignal(page.add_wanted) as wanted:
        page.people.night.edit.click()
    assert wanted.args == ["call_plan"]


def test_people_with_a_night_number_come_first(page: TeamPage, session: Session) -> None:
    late = CarePerson(id="n", name="Zed Ulmer", role="nurse", night_phone="555-1", phone="555-2")
    session.run("add", [Insert(late)])
    assert people_in_order(session.case)[0].id == "n"
    assert page.people.people.rows.rows[0].key == "n"  # type: ignore[union-attr]
    page.people.open_person("n")
    said = words_of(page.people.person)
    assert said.index("555-1") < said.index("555-2")
    assert "Not named in a trial, step or visit yet." in said


def test_a_person_leads_to_what_they_belong_to(
    page: TeamPage, session: Session, qtbot: QtBot
) -> None:
    step = replace(session.case.all(AccessStep)[0], who="Dr. Okoye")
    session.run("edit", [Update(step)])
    page.open_target(("care_person", person(session).id))
    links = page.people.person._targets
    assert {found.kind for found in links.values()} == {"step", "visit"}
    with qtbot.waitSignal(page.wanted) as wanted:
        next(iter(links)).click()
    assert wanted.args is not None
    assert wanted.args[0] == "access"
    assert page.summary() == "4 people"


@pytest.mark.parametrize("act", ["edit", "duplicate", "delete"])
def test_a_person_is_changed_from_card_menu_and_list(
    page: TeamPage, session: Session, qtbot: QtBot, act: str
) -> None:
    key = page.people.people.key
    with qtbot.waitSignal(getattr(page, f"{act}_wanted")) as wanted:
        menu = page.people.person.menu()
        next(a for a in menu.actions() if a.data() == act).trigger()
    assert wanted.args == ["care_person", key]


def test_the_list_answers_to_keys(page: TeamPage, qtbot: QtBot) -> None:
    key = page.people.people.key
    with qtbot.waitSignal(page.edit_wanted):
        page.people.people.opened.emit(key)
    with qtbot.waitSignal(page.delete_wanted):
        page.people.people.deleted.emit(key)
    with qtbot.waitSignal(page.add_wanted) as wanted:
        page.main_button().click()  # type: ignore[union-attr]
    assert wanted.args == ["care_person"]
    page.find_here()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_menus_open_where_they_are_asked_for(page: TeamPage) -> None:
    page.people._open_menu(page.people.people.key, QPoint(5, 5))
    page.people.person._open_menu()


@pytest.mark.parametrize("table", LISTS)
def test_every_other_list_is_one_click_away(
    page: TeamPage, session: Session, qtbot: QtBot, table: str
) -> None:
    page.open_target(table)
    shown = page.lists[table]
    assert page.adds == table
    assert page.summary().split()[0] == str(shown.count)
    with qtbot.waitSignal(page.add_wanted) as wanted:
        shown._add()
    assert wanted.args == [table]
    if shown.count:
        first = shown.rows.entries.entry(0).id
        page.open_target((table, first))
        for act, signal in (
            (shown._edit_chosen, page.edit_wanted),
            (shown._duplicate_chosen, page.duplicate_wanted),
            (shown._delete_chosen, page.delete_wanted),
        ):
            with qtbot.waitSignal(signal) as wanted:
                act()
            assert wanted.args == [table, first]
    page.find_here()
    shown.filter.setText("nothing like this")
    assert shown.rows.model().rowCount() == 0
    page.show_part("care_person")
    assert page.people.isVisible()


def test_without_people_the_number_for_the_night_is_asked(empty_window: MainWindow) -> None:
    empty_window.open_page("team")
    page = empty_window.pages.page
    assert isinstance(page, TeamPage)
    asked = "Who do you call at night? Start with that number."
    assert page.people.night.number.text() == asked
    assert not page.people.both.isVisible()
    assert page.summary() == ""


def test_a_plan_without_a_number_still_asks(
    empty_session: Session, surround: Callable[[Session], Surroundings], qtbot: QtBot
) -> None:
    empty_session.run("add", [Insert(CallPlan(id="c", instructions="Say: low counts"))])
    page = TeamPage(surround(empty_session))
    qtbot.addWidget(page)
    page.refresh()
    assert page.people.night.edit.text() == "Edit"
    assert page.people.night._more.text() == "Say: low counts"


def test_large_text_has_room(page: TeamPage, window: MainWindow, theme: Theme) -> None:
    window.resize(1024, 640)
    theme.set_text_percent(200)
    page.grab()
    assert page.people.both.narrow
    assert page.people.width() <= page.width()


def test_a_hospital_without_a_person_is_called_by_its_name(
    page: TeamPage, session: Session, qtbot: QtBot
) -> None:
    hospital = CarePerson(id="h", role="Main hospital", place="Riverbend Children's Hospital")
    session.run("add", [Insert(hospital)])
    card = PersonCard(page.theme)
    qtbot.addWidget(card)
    card.show_person(hospital, [])
    assert card.heading.text() == "Riverbend Children's Hospital"
    assert "Main hospital" in words_of(card).split(" | ")
    page.refresh()
    page.people.people.select("h")
    assert page.people.person.heading.text() == "Riverbend Children's Hospital"
