"""The lines of an import: grouped, filtered, taken and left by mouse and keys, quick when many."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.records.found import Person, Reading
from app.records.reconcile import LineKind, Reconciliation
from app.trials.record import Skipped
from app.ui.bring.line_words import counted, listed
from app.ui.bring.reconcile_dialog import ReconcileDialog
from app.ui.bring.reconcile_model import (
    KIND,
    OURS,
    SOURCE,
    WHAT,
    HeadingRow,
    LineRow,
    ReconcileModel,
)
from app.ui.theme import Theme, ThemeChoice
from app.usecases.receipt import Receipt
from app.usecases.reconcile_import import Proposal, ProposedLine

KINDS: tuple[LineKind, ...] = ("new", "new", "same", "near", "conflict")


def line(number: int, kind: LineKind, group: str) -> ProposedLine:
    return ProposedLine(
        number=number,
        kind=kind,
        group=group,
        what=f"Entry {number}",
        date="3 March 2026",
        value="9.1 g/dL",
        ours="" if kind == "new" else "Hemoglobin 9.4 g/dL, 3 March 2026",
        source="HGB 9.1 (L)",
        place=f"entry[{number}]",
        why="" if kind == "new" else "The value is another one on the same day.",
        proposed=False,
    )


def proposal_of(count: int, *, about: bool | None = True, skipped: int = 2) -> Proposal:
    groups = ("Medicines", "Lab results")
    lines = tuple(line(n, KINDS[n % 5], groups[n % 2]) for n in range(count))
    new = frozenset(each.number for each in lines if each.kind == "new")
    counts = {kind: sum(each.kind == kind for each in lines) for kind in KINDS}
    reasons = [Skipped(f"entry[{count + n}]", "Entered in error.") for n in range(skipped)]
    receipt = Receipt("export.json", "FHIR bundle", count + skipped, counts["new"])
    receipt.same, receipt.near = counts["same"], counts["near"]
    receipt.conflicts, receipt.skipped = counts["conflict"], reasons
    words = "" if about else "The file is about somebody born on another day."
    person = Person("p1", ("Maya Ellison",))
    reading = Reading("export.json", "FHIR bundle", (person,), (), (), {})
    certain = new if about is not False else frozenset()
    reconciled = Reconciliation((), about, words, counts)
    return Proposal(Path("export.json"), reading, person, reconciled, lines, certain, receipt)


@pytest.fixture
def shown(theme: Theme, qtbot: QtBot) -> Callable[[Proposal], ReconcileDialog]:
    def show(proposal: Proposal) -> ReconcileDialog:
        dialog = ReconcileDialog(theme, proposal, None)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return show


Show = Callable[[Proposal], ReconcileDialog]


def test_lines_stand_in_groups_with_their_counts(shown: Show) -> None:
    dialog = shown(proposal_of(20))
    lines = dialog.lines
    headings = [lines.row(place) for place in lines.heading_rows]
    assert [h.group for h in headings] == ["Medicines", "Lab results", "Skipped"]
    first = headings[0]
    assert isinstance(first, HeadingRow)
    assert first.words == ("4 new, 2 nearly the same, 2 different from ours, 2 already here")
    assert lines.rowCount() == 25
    assert lines.rowCount(lines.index(0, 0)) == lines.columnCount(lines.index(0, 0)) == 0
    assert QAbstractItemModelTester(lines) is not None


def test_only_what_is_certain_is_chosen_at_first(shown: Show) -> None:
    dialog = shown(proposal_of(20))
    assert dialog.chosen == proposal_of(20).certain
    assert dialog.accept_button.text() == "Take in 8 entries"
    assert dialog.notice is None


def test_space_takes_and_leaves_lines_by_key(shown: Show) -> None:
    dialog = shown(proposal_of(20))
    table, lines = dialog.table, dialog.lines
    assert table.currentIndex().row() == 1
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert 0 not in dialog.chosen
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert 0 in dialog.chosen
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert 4 in dialog.chosen  # the one between is here already and cannot be chosen
    assert lines.check_state(2) is None
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert lines.check_state(0) == Qt.CheckState.Checked
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert lines.check_state(0) == Qt.CheckState.Unchecked
    QTest.keyClick(table, Qt.Key.Key_Escape)


def test_the_box_and_a_double_click_take_lines_by_mouse(shown: Show) -> None:
    dialog = shown(proposal_of(20))
    table, lines = dialog.table, dialog.lines
    left = Qt.MouseButton.LeftButton
    near = next(
        place
        for place in range(lines.rowCount())
        if isinstance(row := lines.row(place), LineRow) and row.kind == "near"
    )
    index = lines.index(near, WHAT)
    assert lines.check_state(near) == Qt.CheckState.Unchecked
    QTest.mouseClick(table.viewport(), left, pos=table.box_of(index).center())
    assert lines.check_state(near) == Qt.CheckState.Checked
    words = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), left, pos=words)
    assert lines.check_state(near) == Qt.CheckState.Checked
    QTest.mouseDClick(table.viewport(), left, pos=words)
    assert lines.check_state(near) == Qt.CheckState.Unchecked
    heading = lines.index(0, WHAT)
    QTest.mouseClick(table.viewport(), left, pos=table.box_of(heading).center())
    assert lines.check_state(0) == Qt.CheckState.Checked
    outside = QPoint(5, table.viewport().height() - 2)
    QTest.mouseDClick(table.viewport(), left, pos=outside)


def test_lines_are_filtered_by_kind_and_stay_chosen(shown: Show) -> None:
    dialog = shown(proposal_of(20))
    for kind in ("near", "conflict", "same", "skipped"):
        dialog.kinds.choose(kind)
        dialog.show_kind(kind)
        rows = [dialog.lines.row(place) for place in range(dialog.lines.rowCount())]
        assert {row.kind for row in rows if isinstance(row, LineRow)} == {kind}
    assert dialog.accept_button.text() == "Take in 8 entries"
    dialog.show_kind("all")
    assert dialog.lines.rowCount() == 25
    dialog.show_kind("new")
    dialog.lines.toggle([0])
    assert dialog.accept_button.text() == "Take in 4 entries"


def test_the_line_is_shown_in_full_with_its_reason(shown: Show) -> None:
    dialog = shown(proposal_of(20))
    dialog.show_kind("conflict")
    words = dialog.detail.words
    assert "Entry 4 · 9.1 g/dL · 3 March 2026" in words
    assert "HGB 9.1 (L) · entry[4]" in words
    assert "Hemoglobin 9.4 g/dL, 3 March 2026" in words
    assert "Differs. The value is another one on the same day." in words
    dialog.table.setCurrentIndex(dialog.lines.index(0, 0))
    assert "Choose a line" in dialog.detail.words
    dialog.show_kind("new")
    assert "New." in dialog.detail.words
    assert "None yet" in dialog.detail.words


def test_cells_are_said_in_words(shown: Show) -> None:
    dialog = shown(proposal_of(20))
    lines = dialog.lines
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert lines.index(1, KIND).data() == "New"
    assert lines.index(1, SOURCE).data() == "HGB 9.1 (L)"
    assert lines.index(0, OURS).data() == ""
    assert lines.index(1, WHAT).data(spoken) == "New. Entry 0. 9.1 g/dL. 3 March 2026"
    assert lines.index(1, SOURCE).data(spoken) == "HGB 9.1 (L)"
    assert str(lines.index(0, WHAT).data(spoken)).startswith("Medicines, 4 new")
    assert lines.headerData(SOURCE, Qt.Orientation.Horizontal) == "In the file’s own words"
    assert lines.headerData(0, Qt.Orientation.Vertical) is None
    checked = Qt.ItemDataRole.CheckStateRole
    assert lines.setData(lines.index(1, WHAT), False, checked)
    assert 0 not in lines.chosen
    assert not lines.setData(lines.index(2, WHAT), True, checked)
    assert not lines.setData(lines.index(1, WHAT), "other")
    assert lines.index(1, WHAT).data(Qt.ItemDataRole.DecorationRole) is None


def test_a_file_about_somebody_else(shown: Show) -> None:
    dialog = shown(proposal_of(20, about=False))
    assert dialog.chosen == frozenset()
    assert dialog.notice is not None
    assert dialog.accept_button.text() == "Take in nothing"


def test_a_file_with_nothing_in_it(shown: Show) -> None:
    dialog = shown(proposal_of(0, skipped=0))
    assert dialog.lines.rowCount() == 0
    assert "Choose a line" in dialog.detail.words
    dialog.lines.toggle([])
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    only = shown(proposal_of(0, skipped=1))
    QTest.keyClick(only.table, Qt.Key.Key_Space)
    assert only.chosen == frozenset()


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("percent", [100, 200])
def test_it_is_drawn_in_every_look_and_width(
    theme: Theme, qtbot: QtBot, choice: ThemeChoice, percent: int
) -> None:
    theme.choose(choice)
    theme.set_text_percent(percent)
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1024, 640)
    dialog = ReconcileDialog(theme, proposal_of(40), parent)
    dialog.show()
    assert dialog.width() <= 1024 - 40
    assert dialog.grab().width() > 0
    shown = [c for c in range(6) if not dialog.table.isColumnHidden(c)]
    assert shown[0] == WHAT
    assert KIND in shown
    dialog.resize(1180, 700)
    theme.set_text_percent(110)
    assert dialog.grab().height() > 0


def test_what_is_shortened_is_in_a_tooltip(shown: Show) -> None:
    dialog = shown(proposal_of(20))
    table = dialog.table
    place = table.visualRect(table.lines.index(1, WHAT)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    assert table.viewport().toolTip() == "<p>Entry 0</p>"


def test_twenty_thousand_lines(shown: Show) -> None:
    dialog = shown(proposal_of(20_000, skipped=500))
    assert dialog.lines.rowCount() == 20_503
    dialog.table.scrollToBottom()
    dialog.lines.toggle_group(5)
    assert dialog.grab().width() > 0


def test_lines_read_of_running_text_are_not_chosen(theme: Theme) -> None:
    one = replace(line(0, "near", "Lab results"), proposed=True)
    model = ReconcileModel([one], (), ())
    assert model.check_state(1) == Qt.CheckState.Unchecked


def test_counts_in_words() -> None:
    assert counted("conflict", 3) == "Differs (3)"
    assert listed({"new": 2, "skipped": 1, "same": 0}) == "2 new, 1 skipped"
