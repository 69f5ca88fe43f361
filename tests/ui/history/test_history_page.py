"""The treatment history: lanes, keys, announcements, the table, and every kind of entry."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.case.entities import StatusEvent, Toxicity, Treatment
from app.case.partial_date import PartialDate
from app.casefile import Update, new_id
from app.ui.history.course_chart import CourseChart
from app.ui.history.course_words import legend_words
from app.ui.history.history_page import HistoryPage
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.ui.theme import Theme, ThemeChoice
from app.usecases import entries
from app.usecases.session import Session
from tests.ui.answers import Answers


@pytest.fixture
def page(around: Surroundings, qtbot: QtBot) -> HistoryPage:
    made = HistoryPage(around)
    qtbot.addWidget(made)
    made.resize(1060, 900)
    made.show()
    made.refresh()
    made.fill_due()
    made.grab()
    return made


def described(widget: CourseChart) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(QAccessible.Text.Description)


def test_the_arrows_step_through_the_entries_and_say_them(page: HistoryPage, qtbot: QtBot) -> None:
    said: list[str] = []
    page.chart.stepped.connect(said.append)
    qtbot.keyClick(page.chart, Qt.Key.Key_Right)
    qtbot.keyClick(page.chart, Qt.Key.Key_Right)
    qtbot.keyClick(page.chart, Qt.Key.Key_End)
    assert [said[0], said[-1]] == [page.chart.stops[0].key, page.chart.stops[-1].key]
    assert "Source:" in described(page.chart)
    assert page.table.key == page.chart.current
    qtbot.keyClick(page.chart, Qt.Key.Key_Home)
    qtbot.keyClick(page.chart, Qt.Key.Key_Left)
    assert page.chart.current == page.chart.stops[0].key


def test_enter_opens_the_form_of_the_entry(page: HistoryPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.chart, Qt.Key.Key_End)
    with qtbot.waitSignal(page.edit_wanted) as wanted:
        qtbot.keyClick(page.chart, Qt.Key.Key_Return)
    assert "/".join(wanted.args) == page.chart.current


def test_a_row_leads_to_its_place_in_the_chart(page: HistoryPage) -> None:
    page.table.setCurrentIndex(page.table.model().index(3, 0))
    assert page.chart.current == page.table.key


def test_every_entry_has_a_row_and_a_number(page: HistoryPage) -> None:
    assert page._course is not None
    numbers = [page.table.model().index(r, 0).data() for r in range(page.table.rows.rowCount())]
    assert sorted(map(int, numbers)) == [entry.number for entry in page._course.entries]
    assert page.summary() == "33 entries, September 2023 to now"


@pytest.mark.parametrize("kind", ["treatments", "status", "effects"])
def test_the_kinds_narrow_chart_and_table(page: HistoryPage, kind: str) -> None:
    page._choose_group(kind)
    assert page._course is not None
    wanted = [entry for entry in page._course.entries if entry.group == kind]
    assert page.table.rows.rowCount() == len(wanted)
    page.grab()
    assert {stop.key for stop in page.chart.stops} <= {entry.key for entry in wanted}


def test_zooming_and_moving(page: HistoryPage, qtbot: QtBot) -> None:
    whole = page.chart.span
    page.chart.zoom_in()
    assert page.chart.span[1] - page.chart.span[0] < whole[1] - whole[0]
    qtbot.keyClick(page.chart, Qt.Key.Key_Plus)
    page._change_span("half")
    assert page.chart.span[1] == whole[1]
    page._change_span("transplant")
    page._change_span("all")
    assert page.chart.span == whole
    page.chart.go_to(page.chart.stops[0].key)
    page.chart.zoom_in()
    page.chart.go_to(page.chart.stops[-1].key)
    assert page.chart.span[0] <= page.chart.stops[-1].day.toordinal() <= page.chart.span[1]
    qtbot.keyClick(page.chart, Qt.Key.Key_Minus)


def test_the_mouse_chooses_moves_and_zooms(page: HistoryPage, qtbot: QtBot) -> None:
    key, place = next(iter(page.chart.places.items()))
    at = place.center().toPoint()
    qtbot.mouseClick(page.chart, Qt.MouseButton.LeftButton, pos=at)
    assert page.chart.current == key
    with qtbot.waitSignal(page.edit_wanted):
        qtbot.mouseDClick(page.chart, Qt.MouseButton.LeftButton, pos=at)
    page.chart.zoom_in()
    before = page.chart.span
    empty = QPoint(page.chart.width() // 2, page.chart.height() - 4)
    qtbot.mousePress(page.chart, Qt.MouseButton.LeftButton, pos=empty)
    qtbot.mouseMove(page.chart, empty + QPoint(60, 0))
    page.chart.mouseReleaseEvent(None)  # type: ignore[arg-type]
    turn = QWheelEvent(
        QPointF(400, 50), QPointF(400, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    page.chart.wheelEvent(turn)
    assert page.chart.span != before


def test_every_kind_can_be_added(page: HistoryPage, qtbot: QtBot) -> None:
    menu = page._other.menu()
    assert isinstance(menu, QMenu)
    for action in menu.actions():
        if action.data() in ("toxicity", "gvhd_event", None):
            continue
        with qtbot.waitSignal(page.add_wanted) as wanted:
            action.trigger()
        assert wanted.args == [action.data()]
    with qtbot.waitSignal(page.add_wanted) as wanted:
        page.main_button().click()
    assert wanted.args == ["treatment"]


def test_a_side_effect_is_added_and_duplicated_in_its_treatment(
    page: HistoryPage, answers: Answers, session: Session
) -> None:
    before = len(session.case.all(Toxicity))

    def fill(dialog: Any) -> bool:
        dialog.field("term").show_value("Mouth sores")
        dialog.finish()
        return True

    answers.dialogs.append(fill)
    page._effect.trigger()
    assert len(session.case.all(Toxicity)) == before + 1
    added = session.case.all(Toxicity)[-1]
    assert session.case.get(Treatment, added.parent_id) is not None
    page.refresh()

    def take(dialog: Any) -> bool:
        dialog.finish()
        return True

    answers.dialogs.append(take)
    page._duplicate(f"toxicity/{added.id}")
    assert [row.term for row in session.case.all(Toxicity)][-2:] == ["Mouth sores"] * 2


def test_the_table_asks_for_everything_by_keys(page: HistoryPage, qtbot: QtBot) -> None:
    page.open_target(("treatment", session_treatment(page)))
    for key, signal in (
        (Qt.Key.Key_Return, page.edit_wanted),
        (Qt.Key.Key_Delete, page.delete_wanted),
    ):
        with qtbot.waitSignal(signal):
            qtbot.keyClick(page.table, key)
    with qtbot.waitSignal(page.duplicate_wanted):
        qtbot.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    menu = page.table.make_menu()
    for action in menu.actions():
        if action.text().startswith("Edit"):
            with qtbot.waitSignal(page.edit_wanted):
                action.trigger()


def session_treatment(page: HistoryPage) -> str:
    return page.around.case.case.all(Treatment)[0].id


def test_a_record_is_a_link(page: HistoryPage, qtbot: QtBot) -> None:
    assert page._course is not None
    linked = next(entry for entry in page._course.entries if entry.document)
    page.table.select(linked.key)
    with qtbot.waitSignal(page.wanted) as wanted:
        qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == ["documents", ("document", linked.document)]


def test_the_page_opens_what_a_link_points_to(window: MainWindow) -> None:
    row = window.case.case.all(Treatment)[0]
    window.follow_link("history", ("treatment", row.id))
    page = window.pages.page
    assert isinstance(page, HistoryPage)
    assert page.table.key == page.chart.current == f"treatment/{row.id}"
    page.open_target("status_event")
    page.find_here()


def test_a_deleted_entry_comes_back(window: MainWindow) -> None:
    window.open_page("history")
    page = window.pages.page
    assert isinstance(page, HistoryPage)
    page.fill_due()
    before = page.table.rows.rowCount()
    page.table.select(f"treatment/{window.case.case.all(Treatment)[0].id}")
    page._delete(page.table.key)
    assert page.table.rows.rowCount() < before
    window.undo()
    assert page.table.rows.rowCount() == before


def test_an_empty_case_says_where_to_begin(empty_window: MainWindow) -> None:
    empty_window.open_page("history")
    page = empty_window.pages.page
    assert isinstance(page, HistoryPage)
    page.fill_due()
    assert page._empty.isVisible()
    assert not page._filled.isVisible()
    assert page.summary() == ""


def test_an_undated_treatment_stands_in_the_table_only(
    empty_session: Session,
    surround: Callable[[Session], Surroundings],
    qtbot: QtBot,
) -> None:
    entries.save(empty_session, Treatment(id=new_id(), name="Something"))
    page = HistoryPage(surround(empty_session))
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    page.fill_due()
    assert page.table.rows.rowCount() == 1
    assert not page._chart_card.isVisible()


def test_month_only_dates_and_every_size_are_drawn(
    page: HistoryPage, session: Session, theme: Theme
) -> None:
    row = session.case.all(Treatment)[1]
    session.run("x", [Update(replace(row, start_date=PartialDate(2023, 11), end_date=None))])
    page.refresh()
    for choice, percent in ((ThemeChoice.DARK, 100), (ThemeChoice.LIGHT, 200)):
        theme.choose(choice)
        theme.set_text_percent(percent)
        QApplication.processEvents()
        assert not page.grab().isNull()


def test_a_check_told_in_words_only_is_not_drawn_as_nothing_found(
    page: HistoryPage, session: Session
) -> None:
    # A hollow circle means "not found"; "Stable" does not say that.
    day = PartialDate(2024, 9, 3)
    entries.save(session, StatusEvent(id="stable", type="stable", date=day))
    page.refresh()
    page.fill_due()
    place = _painted(page.chart, "status_event/stable")
    middle = place.width() // 2
    assert place.pixelColor(middle, place.height() // 2).name() == page.theme.colour("text").name()
    left = middle - page.theme.px(5)
    assert place.pixelColor(left, place.height() // 2).name() != page.theme.colour("text").name()


def _painted(chart: CourseChart, key: str) -> QImage:
    picture = chart.grab().toImage()
    return picture.copy(chart.places[key].toAlignedRect())


def test_the_legend_names_only_what_can_be_drawn() -> None:
    def signs(*, found: bool, checks: bool) -> list[str]:
        return [sign for sign, _ in legend_words(leukemia=False, found=found, checks=checks)]

    assert signs(found=False, checks=True) == ["check", "notched"]
    assert signs(found=True, checks=False) == ["found", "not_found", "share_only", "notched"]
