"""Labs and tests: the list, the chart, what lies behind it, and the other kinds of test."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.case.case import SPECS
from app.case.entities import LabPanel, LabResult, OrganTest
from app.ui.labs.labs_page import LabsPage
from app.ui.labs.test_list import OtherPlace, TestRow
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.ui.theme import Theme, ThemeChoice
from app.usecases.bring_in import bring_in
from app.usecases.session import Session
from tests.trials.samples import as_bytes, study


@pytest.fixture
def page(around: Surroundings, qtbot: QtBot) -> LabsPage:
    made = LabsPage(around)
    qtbot.addWidget(made)
    made.resize(1060, 800)
    made.show()
    made.refresh()
    made.fill_due()
    made.grab()
    return made


def test_the_list_has_every_test_and_every_other_kind(page: LabsPage) -> None:
    rows = page.list.rows.rows
    assert page.summary() == "17 tests, latest 11 May 2026"
    assert sum(isinstance(row, TestRow) for row in rows) == 17
    tables = [row.table for row in rows if isinstance(row, OtherPlace)]
    assert tables == [
        *("lab_panel", "organ_test", "marker_panel", "genetic_test", "csf_sample"),
        *("virus_test", "performance_score", "vital_signs"),
    ]


@pytest.mark.parametrize(
    ("typed", "key"), [("wbc", "wbc"), ("white", "wbc"), ("SGPT", "alt"), ("mrd", "mrd")]
)
def test_a_test_is_found_by_any_of_its_names(page: LabsPage, typed: str, key: str) -> None:
    page.find_here()
    page._find.setText(typed)
    keys = [row.key for row in page.list.rows.rows if isinstance(row, TestRow)]
    assert key in keys
    assert len(keys) < 5


def test_the_arrows_step_through_the_results_and_say_them(page: LabsPage, qtbot: QtBot) -> None:
    page.open_target("alt")
    page.detail.fill_due()
    chart = page.detail.chart
    qtbot.keyClick(chart, Qt.Key.Key_End)
    interface = QAccessible.queryAccessibleInterface(chart)
    assert interface is not None
    said = interface.text(QAccessible.Text.Description)
    assert said.startswith("ALT (liver) 61 U/L, 11 May 2026. High")
    assert "Source: Lab report, 11 May" in said
    assert page.detail.table.key == chart.current
    page.grab()
    with qtbot.waitSignal(page.edit_wanted) as wanted:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert wanted.args[0] == "lab_panel"


def test_the_table_says_how_each_value_compares(page: LabsPage) -> None:
    page.open_target("alt")
    page.detail.fill_due()
    model = page.detail.table.model()
    first = [model.index(0, column).data() for column in range(5)]
    assert first == ["11 May 2026", "61 U/L", "High, falling", "5 – 45", "Lab report, 11 May"]
    assert any("highest so far" in model.index(r, 2).data() for r in range(model.rowCount()))


def test_acts_of_a_result(page: LabsPage, qtbot: QtBot) -> None:
    page.open_target("alt")
    page.detail.fill_due()
    table = page.detail.table
    table.setCurrentIndex(table.model().index(0, 0))
    with qtbot.waitSignal(page.delete_wanted) as wanted:
        qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert wanted.args == ["lab_result", table.key]
    with qtbot.waitSignal(page.duplicate_wanted) as wanted:
        qtbot.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args[0] == "lab_panel"
    with qtbot.waitSignal(page.wanted) as wanted:
        qtbot.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args[0] == "documents"


def test_an_mrd_or_organ_result_is_edited_as_what_it_is(page: LabsPage, qtbot: QtBot) -> None:
    for key, table in (("mrd", "status_event"), ("organ/lvef", "organ_test")):
        page.open_target(key)
        page.detail.fill_due()
        page.grab()
        values = page.detail.table
        values.setCurrentIndex(values.model().index(0, 0))
        with qtbot.waitSignal(page.edit_wanted) as wanted:
            qtbot.keyClick(values, Qt.Key.Key_Return)
        assert wanted.args[0] == table


def test_what_lies_behind_can_be_hidden_and_a_second_test_shown(page: LabsPage) -> None:
    page.open_target("alt")
    detail = page.detail
    assert detail.chart.trend is not None
    assert detail.chart.trend.behind
    before = detail.chart.span
    for box in (detail._treatments, detail._range, detail._limits):
        box.setChecked(False)
    assert not detail.chart.trend.behind
    assert not detail.chart.trend.band
    detail._second.setCurrentIndex(detail._second.findData("plt"))
    assert detail.chart.trend.second_given
    assert detail.chart.span == before
    page.grab()
    for code in ("month", "quarter", "year", "all"):
        detail._choose_span(code)
        page.grab()


def test_numbers_of_saved_trials_become_lines(
    page: LabsPage, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    text = "Inclusion Criteria:\n\n* ALT <= 5 x ULN\n* Platelets >= 30 x 10^9/L\n"
    file = tmp_path / "trial.json"
    file.write_bytes(as_bytes(study("NCT99990007", eligibilityModule__eligibilityCriteria=text)))
    bring_in(session, [file])
    page.refresh()
    page.fill_due()
    qtbot.waitUntil(lambda: bool(page.detail._stated), timeout=10_000)
    page.open_target("alt")
    trend = page.detail.chart.trend
    assert trend is not None
    assert [limit.value for limit in trend.limits] == [225]
    page.grab()


@pytest.mark.parametrize(
    "table",
    [
        *("lab_panel", "organ_test", "marker_panel", "genetic_test", "csf_sample"),
        *("virus_test", "performance_score", "vital_signs"),
    ],
)
def test_every_other_kind_has_every_act(page: LabsPage, table: str, qtbot: QtBot) -> None:
    page.open_target(table)
    assert page.adds == table
    other = page._others[table]
    with qtbot.waitSignal(page.add_wanted) as wanted:
        other._add()
    assert wanted.args == [table]
    if page.around.case.case.all(SPECS[table].entity):
        other.rows.setCurrentIndex(other.rows.model().index(0, 0))
        for act, signal in (
            (other._edit_chosen, page.edit_wanted),
            (other._duplicate_chosen, page.duplicate_wanted),
            (other._delete_chosen, page.delete_wanted),
        ):
            with qtbot.waitSignal(signal) as wanted:
                act()
            assert wanted.args == [table, other.rows.current_id()]
    with qtbot.waitSignal(page.add_wanted) as wanted:
        page.tools()[0].click()
    assert wanted.args == [table]


def test_a_link_opens_a_result_a_report_or_a_test(page: LabsPage, session: Session) -> None:
    result = next(row for row in session.case.all(LabResult) if row.code == "alt")
    page.open_target(("lab_result", result.id))
    assert (page.detail.key, page.detail.table.key) == ("alt", result.id)
    panel = session.case.all(LabPanel)[0]
    page.open_target(("lab_panel", panel.id))
    assert page._others["lab_panel"].rows.current_id() == panel.id
    test = session.case.all(OrganTest)[0]
    page.open_target(("organ_test", test.id))
    assert page._others["organ_test"].rows.current_id() == test.id


def test_the_list_leads_to_its_test(page: LabsPage, qtbot: QtBot) -> None:
    page.list.select("plt")
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.detail.key == page.list.key == "hgb"
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    words = page.detail.chart._words_at(QPointF(200, 8))
    assert isinstance(words, str)


def test_deleting_a_result_leaves_its_report(window: MainWindow) -> None:
    window.open_page("labs")
    page = window.pages.page
    assert isinstance(page, LabsPage)
    page.fill_due()
    page.open_target("alt")
    page.detail.fill_due()
    reports = len(window.case.case.all(LabPanel))
    results = len(window.case.case.all(LabResult))
    page.detail.table.setCurrentIndex(page.detail.table.model().index(0, 0))
    page.detail.deleted.emit(f"lab_result/{page.detail.table.key}")
    page.fill_due()
    assert len(window.case.case.all(LabResult)) == results - 1
    assert len(window.case.case.all(LabPanel)) == reports
    window.undo()
    assert len(window.case.case.all(LabResult)) == results


def test_an_empty_case_says_where_to_begin(empty_window: MainWindow) -> None:
    empty_window.open_page("labs")
    page = empty_window.pages.page
    assert isinstance(page, LabsPage)
    page.fill_due()
    assert page._empty.isVisible()
    assert not page._split.isVisible()
    assert page.summary() == ""


def test_every_size_and_theme_is_drawn(
    page: LabsPage, theme: Theme, surround: Callable[[Session], Surroundings]
) -> None:
    for choice, percent in ((ThemeChoice.DARK, 100), (ThemeChoice.LIGHT, 200)):
        theme.choose(choice)
        theme.set_text_percent(percent)
        QApplication.processEvents()
        assert not page.grab().isNull()
