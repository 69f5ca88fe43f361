"""Therapies and words: date and source with every card, benefit and risk side by side."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.ui.main_window import MainWindow
from app.ui.reference.therapies_page import TherapiesPage
from app.ui.reference.therapy_card import TherapyDetail, _TrialLink
from app.usecases.therapy_cards import NamedIn, therapy_cards


@pytest.fixture
def page(window: MainWindow) -> TherapiesPage:
    window.menus.action("go_therapies").trigger()
    found = window.pages.page
    assert isinstance(found, TherapiesPage)
    return found


def words(page: TherapiesPage) -> str:
    QApplication.processEvents()
    found = page._detail.findChildren(QLabel)
    shown = (label for label in found if label.isVisible())
    return "\n".join(label.text() for label in shown)


def keys(page: TherapiesPage) -> list[str]:
    return [row.key for row in page.list.rows.rows if hasattr(row, "key")]


def test_every_therapy_says_its_source_and_date(page: TherapiesPage) -> None:
    for key in keys(page):
        page.list.select(key)
        said = words(page)
        assert "Source: " in said
        assert "As of " in said
        assert "What may be good about it" in said
        assert "What may go wrong" in said


def test_a_designation_is_no_approval(page: TherapiesPage) -> None:
    page.open_target("soficabtagene-geleucel")
    said = words(page)
    assert "A designation is not an approval." in said
    assert "10 responded" in said
    assert "11" in said


def test_a_card_nobody_checked_says_so(page: TherapiesPage) -> None:
    page.open_target("beam-201")
    assert "Nobody has read a source for this card yet." in words(page)


def test_the_list_is_found_by_name_kind_and_target(page: TherapiesPage) -> None:
    page.find_here()
    page.filter.setText("sofi-cel")
    assert keys(page) == ["soficabtagene-geleucel"]
    page.filter.setText("no such thing")
    assert "Nothing here has these letters" in words(page)


def test_words_are_explained_with_their_source(page: TherapiesPage) -> None:
    page.choice._buttons["words"].click()
    page.filter.setText("phase 1")
    assert "phase-1" in keys(page)
    page.open_target("phase-1")
    said = words(page)
    assert "first step of testing" in said
    assert "Source: Own wording" in said


def test_the_page_reads_again_after_a_change(page: TherapiesPage) -> None:
    page._state = None
    page.list.select("beam-201")
    page.refresh()
    assert page.list.key == "beam-201"


def test_saved_trials_that_name_a_therapy_are_links(
    page: TherapiesPage, window: MainWindow
) -> None:
    named = NamedIn("id-1", "Lakeside study", "NCT99990001", "its title")
    card = replace(therapy_cards(window.case.session)[0], saved_trials=(named,))
    shown = TherapyDetail(page.theme, card)
    asked: list[str] = []
    shown.trial_wanted.connect(asked.append)
    shown.findChildren(_TrialLink)[0].click()
    assert asked == ["id-1"]
    wanted: list[object] = []
    page.wanted.connect(lambda key, target: wanted.append((key, target)))
    page._open_trial("id-1")
    assert wanted == [("trials", ("saved_trial", "id-1"))]
    shown.deleteLater()
