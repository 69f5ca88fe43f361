"""Help: a text for every page, calm words, no number without its source and date."""

import csv
import re
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.case.entities import Patient
from app.resource_files import resource_file
from app.ui.help.general_texts import general_texts, key_rows
from app.ui.help.help_page import HelpPage
from app.ui.help.page_texts import page_texts
from app.ui.main_window import MainWindow
from app.ui.places import places, places_beside
from app.usecases import entries
from app.usecases.who_helps import organisations

_NEVER = re.compile(
    r"\b(eligible|qualif\w*|recommend\w*|guarantee\w*|miracle|invalid|error|failed|battle)\b|!",
    re.IGNORECASE,
)


@pytest.fixture
def page(window: MainWindow) -> HelpPage:
    window.menus.action("help_all").trigger()
    found = window.pages.page
    assert isinstance(found, HelpPage)
    return found


def words(page: HelpPage) -> str:
    QApplication.processEvents()
    return "\n".join(
        label.text() for label in page._detail.findChildren(QLabel) if label.isVisible()
    )


def test_every_page_has_a_text() -> None:
    known = {text.key for text in page_texts()}
    pages = {place.key for place in (*places(), *places_beside())} - {"help"}
    assert pages <= known


@pytest.mark.parametrize("key", [place.key for place in places()])
def test_f1_opens_the_text_of_the_page(window: MainWindow, key: str) -> None:
    window.open_page(key)
    title = window.header.title.accessibleName()
    window.menus.action("help").trigger()
    assert window.header.title.accessibleName() == "Help"
    page = window.pages.page
    assert isinstance(page, HelpPage)
    assert page.list.key == key
    window.go.back()
    assert window.header.title.accessibleName() == title


def test_help_for_help_stays_where_it_is(page: HelpPage, window: MainWindow) -> None:
    page.open_target("privacy")
    window.menus.action("help").trigger()
    assert page.list.key == "privacy"


def test_the_words_are_plain_and_promise_nothing() -> None:
    for text in (*page_texts(), *general_texts()):
        for part in text.parts:
            for line in part.lines:
                assert not _NEVER.search(line), line
                assert max(len(s.split()) for s in re.split(r"[.;:]", line)) <= 30, line


def test_what_leaves_this_computer(page: HelpPage, window: MainWindow) -> None:
    window.menus.action("privacy").trigger()
    assert "never uses the internet" in words(page)


def test_how_to_get_everything_out(page: HelpPage) -> None:
    page.open_target("disappears")
    said = words(page)
    assert "SQLite" in said
    assert "SQLCipher" in said
    assert "JSON" in said


def test_the_key_table_tells_the_windows_own_keys(window: MainWindow) -> None:
    known = {
        sequence.toString()
        for action in window.menus._menus.actions.values()
        for sequence in action.shortcuts()
    }
    told = {keys for keys, _ in key_rows()}
    for keys in told:
        if re.fullmatch(r"(Ctrl|Alt|F)[\w+,]*\w", keys) and "…" not in keys:
            assert keys in known, keys


def test_the_list_is_found_by_what_the_texts_say(page: HelpPage) -> None:
    page.find_here()
    page.filter.setText("reset")
    assert [row.key for row in page.list.rows.rows if hasattr(row, "key")] == ["password"]
    page.filter.setText("nothing like it at all")
    assert page.list.key == ""
    page.refresh()
    assert "Nothing found" in words(page)


def test_no_number_stands_without_source_and_date() -> None:
    with resource_file("help/organisations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        assert row["source"], row["name"]
        assert row["as_of"], row["name"]
        if row["phone"]:
            assert row["verified"] == "yes", row["name"]


def test_organisations_of_ones_own_country_come_first(page: HelpPage, window: MainWindow) -> None:
    session = window.case.session
    patient = session.case.all(Patient)[0]
    entries.save(session, replace(patient, country="GB"))
    page.open_target("people")
    said = words(page)
    assert said.index("United Kingdom") < said.index("United States")
    assert "0808 808 00 00" in said
    assert "As of February 2024" in said
    assert organisations()[0].country == "US"
