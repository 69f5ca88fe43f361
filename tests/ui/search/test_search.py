"""Search over everything: what is found, how it is typed, and where it leads."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.case.entities import MarkerPanel, MarkerResult, Note, Treatment
from app.ui.main_window import MainWindow
from app.ui.places import places
from app.ui.search.search_box import marked
from app.ui.search.search_index import SearchIndex
from app.ui.search.texts import Wanted, plain
from app.usecases import entries
from app.usecases.session import Session


@pytest.fixture
def index(session: Session) -> SearchIndex:
    note = entries.blank(Note, text='José likes the HER2+ leaflet, PD-L1 and a "quote"')
    entries.save(session, note)
    made = SearchIndex(session.case, session.facts(), places())
    assert made.fill()
    return made


def found(index: SearchIndex, text: str) -> list[str]:
    return [f"{hit.group}: {hit.words}" for hit in index.find(text)]


def test_accents_case_and_hyphens_do_not_matter() -> None:
    assert plain("José PD-L1") == "jose pdl1"


@pytest.mark.parametrize("typed", ["jose", "JOSÉ leaflet", "her2+", "pdl1", "PD-L1", '"quote"'])
def test_notes_are_found_however_they_are_typed(index: SearchIndex, typed: str) -> None:
    assert any(line.startswith("Notes: José") for line in found(index, typed))


@pytest.mark.parametrize("typed", ['"', "'", "+", "\\", "(", "a OR", "%", "*", "[x"])
def test_no_sign_breaks_it(index: SearchIndex, typed: str) -> None:
    index.find(typed)
    assert marked("a (b) \\ c", typed)


def test_wbc_finds_white_cells(index: SearchIndex) -> None:
    assert any("White cells" in line for line in found(index, "wbc"))


@pytest.mark.parametrize("typed", ["her2-leaflet", "pd l1", "leaflet/jose"])
def test_a_hyphen_joins_or_parts(index: SearchIndex, typed: str) -> None:
    assert any(line.startswith("Notes: José") for line in found(index, typed))


def test_a_part_leads_to_the_entry_it_belongs_to(session: Session) -> None:
    index = SearchIndex(session.case, session.facts(), places())
    index.fill()
    parts = [hit for hit in index.find("vincristine") if hit.target[0] == "treatment"]
    assert parts
    assert all(session.case.get(Treatment, hit.target[1]) for hit in parts)


def test_reading_goes_on_in_pieces_and_keeps_what_did_not_change(session: Session) -> None:
    index = SearchIndex(session.case, session.facts(), places())
    assert not index.ready
    while not index.fill(0):
        pass
    entries.save(session, entries.blank(Note, text="A zebra at the zoo"))
    after = SearchIndex(session.case, session.facts(), places(), index)
    assert sum(not texts.ready for texts in after._texts) == 1
    after.fill()
    assert found(after, "zebra") == ["Notes: A zebra at the zoo"]


def test_a_brand_finds_its_medicine(index: SearchIndex) -> None:
    assert any("enetoclax" in line for line in found(index, "venclexta"))


def test_pages_and_commands_are_found(index: SearchIndex) -> None:
    assert "Pages: Print" in found(index, "print")
    assert "Commands: Add: Lab report" in found(index, "add lab")


def test_every_word_must_occur(index: SearchIndex) -> None:
    assert found(index, "dexamethasone stopped") != []
    assert found(index, "dexamethasone zebra") == []


def test_a_group_shows_only_a_few(index: SearchIndex) -> None:
    groups = [hit.group for hit in index.find("e")]
    assert max(groups.count(group) for group in groups) == 5


def test_the_match_stands_in_bold() -> None:
    assert marked("Lab <b> & report", "lab &") == "<b>Lab</b> &lt;b&gt; <b>&amp;</b> report"


def test_typing_shows_and_enter_opens(window: MainWindow) -> None:
    window.go.search_everything()
    QTest.keyClicks(window.search, "medicines")
    assert window.search.results.isVisible()
    assert window.search.results.words[0] == "Medicines"
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.header.title.text() == "Medicines"
    assert not window.search.results.isVisible()
    assert window.search.text() == ""


def test_arrows_move_and_an_entry_is_shown_in_its_list(window: MainWindow) -> None:
    QTest.keyClicks(window.search, "dexamethasone")
    results = window.search.results
    for _ in range(20):
        if results.current is not None and results.current.target[0] == "question":
            break
        QTest.keyClick(window.search, Qt.Key.Key_Down)
    QTest.keyClick(window.search, Qt.Key.Key_Up)
    QTest.keyClick(window.search, Qt.Key.Key_Down)
    hit = results.current
    assert hit is not None
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.header.title.text() == "Appointments"
    page = window.pages.page
    assert page is not None
    assert page.detail.questions.row(hit.target[1]) is not None  # type: ignore[attr-defined]
    assert not window.header.back.isHidden()


def test_escape_leaves_and_nothing_found_is_said(window: MainWindow) -> None:
    QTest.keyClicks(window.search, "zebra")
    assert window.search.results.isVisible()
    assert window.search.results.words == []
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.search.results.isVisible()


def test_a_change_is_found_at_once(window: MainWindow) -> None:
    QTest.keyClicks(window.search, "zebra")
    entries.save(window.case.session, entries.blank(Note, text="A zebra at the zoo"))
    assert window.search.results.words == ["A zebra at the zoo"]


def test_the_list_stays_as_high_as_what_was_found(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 800)
    QTest.keyClicks(window.search, "wbc")
    results = window.search.results
    last = results._rows[-1]
    qtbot.waitUntil(last.isVisible)
    qtbot.waitUntil(lambda: last.mapTo(results, last.rect().bottomLeft()).y() < results.height())


@pytest.mark.parametrize("typed", ["hepatitis b", "HBsAg", "anti-HCV"])
def test_a_virus_test_is_found_by_its_name(index: SearchIndex, typed: str) -> None:
    assert any(hit.target[0] == "virus_test" for hit in index.find(typed))


def test_a_plus_finds_what_is_noted_as_positive(session: Session) -> None:
    panel = entries.blank(MarkerPanel, note="biopsy")
    marker = MarkerResult(id="m", parent_id=panel.id, marker="HER2", result="positive")
    entries.save(session, panel, [marker])
    index = SearchIndex(session.case, session.facts(), places())
    index.fill()
    assert any(hit.target == ("marker_panel", panel.id) for hit in index.find("HER2+"))
    assert not index.find("HER3+")


@pytest.mark.parametrize("typed", ["her2+", "pd-l1", "a-b", "her2 pd-l1", "x", "her2+ x"])
def test_passing_rows_quickly_passes_none_that_holds_the_words(typed: str) -> None:
    hays = ["her2 positive", "her2+", "pdl1 her2", "pd is l1", "ab", "b a", "x her2+", "", "l1"]
    wanted = Wanted(typed)
    places = [place for place, hay in enumerate(hays) if wanted.stands_in(hay)]
    assert wanted.places(hays, 9) == places
