"""The sections of the summary: their order, what they show, and that both are remembered."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings import PRINTED_SECTIONS
from app.ui.page import Surroundings
from app.ui.printing.kept_sections import Sections, keep_sections, kept_sections
from app.ui.printing.print_page import PrintPage
from app.ui.printing.section_list import SectionList
from app.usecases.page_choice import ORDER
from tests.ui.printing.test_print_page import all_text, page, waited

__all__ = ["page"]


@pytest.fixture
def sections(page: PrintPage) -> SectionList:
    return page.choices.sections


def test_keys_move_a_section_and_say_where_it_is(
    page: PrintPage, sections: SectionList, qtbot: QtBot
) -> None:
    heard: list[str] = []
    page.noted.connect(heard.append)
    box = sections.rows["medicines"].box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert sections.sections.order[:3] == ("questions", "medicines", "glance")
    assert heard == ["Medicines now: place 2 of 10"]
    QTest.keyClick(box, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(box, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert sections.sections.order[0] == "medicines"
    waited(page, qtbot)
    text = all_text(page)
    assert text.index("Medicines now") < text.index("Our questions") < text.index("At a glance")
    QTest.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert sections.sections.order[:2] == ("questions", "medicines")


def test_the_alerts_stay_first(sections: SectionList) -> None:
    sections.move_section("alerts", 1)
    sections.put("questions", -1)
    assert sections.sections.order == ()
    QTest.keyClick(sections.rows["alerts"].box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert sections.sections.order == ()


def test_buttons_and_menu_do_the_same(sections: SectionList) -> None:
    sections.rows["labs"].entered.emit("labs")
    assert sections.bar.isVisible()
    assert sections.bar._up.accessibleName() == "Move Labs up"
    sections.bar._up.click()
    assert sections.sections.order.index("labs") == ORDER.index("labs") - 1
    up, down = sections.rows["labs"].menu().actions()
    down.trigger()
    assert sections.sections.order == ()
    up.trigger()
    assert sections._usual.isVisible()
    sections._usual.click()
    assert sections.sections.order == ()
    assert not sections._usual.isVisible()


def test_the_ends_of_the_list_are_seen(sections: SectionList) -> None:
    sections.rows["questions"].entered.emit("questions")
    assert not sections.bar._up.isEnabled()
    sections.rows["team"].entered.emit("team")
    assert not sections.bar._down.isEnabled()
    sections.rows["alerts"].entered.emit("alerts")
    assert not sections.bar.isVisible()


def test_a_row_is_dragged(sections: SectionList) -> None:
    target = sections.rows["questions"]
    where = QPointF(target.mapToGlobal(QPoint(5, 1)))
    sections.rows["trials"].dragged.emit("trials", where)
    assert sections._mark.isVisible()
    sections.rows["trials"].dropped.emit("trials", where)
    assert not sections._mark.isVisible()
    assert sections.sections.order[0] == "trials"


def test_what_labs_and_course_show(page: PrintPage, sections: SectionList, qtbot: QtBot) -> None:
    sections.rows["labs"].entered.emit("labs")
    assert sections.bar._dates.isVisible()
    assert not sections.bar._course.isVisible()
    sections.bar._dates.setCurrentIndex(sections.bar._dates.findData(2))
    sections.bar._tests.setCurrentIndex(sections.bar._tests.findData("counts"))
    sections.bar._course.setCurrentIndex(1)
    choice = page.choices.choice()
    assert choice.lab_dates == 2
    assert choice.labs == ("anc", "plt", "hgb", "wbc")
    assert choice.without == {"course"}
    assert sections.rows["labs"].holds == "last 2 dates"
    assert sections.rows["treatments"].holds.startswith("table only")
    waited(page, qtbot)
    text = " ".join(all_text(page).split())
    assert "Bilirubin, total" not in text
    assert "course drawing, some blood results, older blood results" in text


def test_the_team_stands_on_the_page_when_it_is_wanted(
    page: PrintPage, sections: SectionList, qtbot: QtBot
) -> None:
    assert "Tess Moreau" not in all_text(page)
    sections.rows["team"].box.click()
    waited(page, qtbot)
    assert "Care team and phone numbers" in all_text(page)


def test_the_choice_is_remembered_for_the_case(
    page: PrintPage, around: Surroundings, qtbot: QtBot
) -> None:
    sections = page.choices.sections
    sections.move_section("trials", -1)
    sections.rows["records"].box.click()
    sections.rows["team"].box.click()
    waited(page, qtbot)
    again = PrintPage(around)
    qtbot.addWidget(again)
    assert again.choices.sections.sections == sections.sections
    assert again.choices.sections.sections.without == {"records"}


def test_a_choice_made_just_before_the_page_goes_away_is_remembered(
    page: PrintPage,
    around: Surroundings,
) -> None:
    page.choices.sections.rows["records"].box.click()
    page.hide()
    kept = kept_sections(around.settings, around.case.case.info.id)
    assert kept.without == {"records"}


@pytest.mark.parametrize(
    "text",
    ["", "no json", "[]", '{"order": 3, "without": {"a": 1}, "lab_dates": "x", "lab_choice": []}'],
)
def test_what_cannot_be_understood_counts_as_not_chosen(around: Surroundings, text: str) -> None:
    around.settings.set(PRINTED_SECTIONS, {"one": text})
    assert kept_sections(around.settings, "one") == Sections()


def test_the_usual_choice_is_not_kept(around: Surroundings) -> None:
    keep_sections(around.settings, "one", Sections(with_team=True))
    assert kept_sections(around.settings, "one").with_team
    keep_sections(around.settings, "one", Sections())
    assert "one" not in around.settings.get(PRINTED_SECTIONS)


def come_to_rest(page: PrintPage, qtbot: QtBot) -> None:
    """Wait until the layout of another text size no longer changes."""
    for _ in range(100):
        before = page._left.height(), page._outer.verticalScrollBar().maximum()
        qtbot.wait(20)
        if before == (page._left.height(), page._outer.verticalScrollBar().maximum()):
            below = page.preview.geometry().top() >= page._left.geometry().bottom()
            if below and not page.around.jobs.busy:
                return


def test_at_large_text_a_button_leads_to_the_preview_and_back(
    page: PrintPage, qtbot: QtBot
) -> None:
    assert not page._to_preview.isVisible()
    page.theme.set_text_percent(200)
    page.resize(640, 357)
    page.activateWindow()
    waited(page, qtbot)
    qtbot.waitUntil(page._to_preview.isVisible)
    come_to_rest(page, qtbot)
    page._to_preview.click()
    QApplication.processEvents()
    top = page.preview.mapTo(page, QPoint(0, 0)).y()
    assert 0 <= top < page.height() // 2
    assert page.focusWidget() is page.preview._view
    page.preview._back.click()
    assert page._outer.verticalScrollBar().value() == 0
    assert page.focusWidget() is page._to_preview


def test_the_mouse_drags_a_row(page: PrintPage, sections: SectionList) -> None:
    row = sections.rows["records"]
    target = row.mapFromGlobal(sections.rows["labs"].mapToGlobal(QPoint(6, 1)))
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(6, 8))
    QTest.mouseMove(row, QPoint(6, 9))
    assert not sections._mark.isVisible()
    QTest.mouseMove(row, target)
    assert sections._mark.isVisible()
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=target)
    order = sections.sections.order
    assert order.index("records") + 1 == order.index("labs")


def test_a_press_without_a_way_moves_nothing(sections: SectionList) -> None:
    row = sections.rows["records"]
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(6, 8))
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=QPoint(6, 8))
    assert sections.sections.order == ()


def test_words_without_room_shorten_and_are_whole_in_the_tooltip(
    page: PrintPage, sections: SectionList
) -> None:
    box = sections.rows["team"].box
    assert box.toolTip() == ""
    box.resize(90, box.height())
    assert "Care team and phones" in box.toolTip()
    assert not box.grab().isNull()
