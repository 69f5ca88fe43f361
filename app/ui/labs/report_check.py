"""The last look at a report: what is new, what is already here, what differs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.labels import make_label, plain_tooltip
from app.ui.segmented import Segmented
from app.ui.theme import Theme
from app.ui.tokens import HEIGHT_ROW, SPACE_8
from app.ui.words import QT_TRANSLATE_NOOP
from app.usecases.paste_labs import ReportLine, ReportProposal

_KINDS = {
    "new": QT_TRANSLATE_NOOP("ReportCheck", "New"),
    "same": QT_TRANSLATE_NOOP("ReportCheck", "Already here"),
    "near": QT_TRANSLATE_NOOP("ReportCheck", "Please compare"),
    "conflict": QT_TRANSLATE_NOOP("ReportCheck", "Differs"),
}
_FEWEST_ROWS = 5


class ReportCheck(QWidget):
    """A row for each result, ticked where it is to be saved.

    Signals:
        order_chosen(bool): dates that read two ways are meant day first (True) or month first.
        changed(): something was ticked or unticked.
    """

    order_chosen = Signal(bool)
    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: Sequence[ReportLine] = ()
        self._words = make_label("", "", wrap=True)
        self._order = Segmented(
            self.tr("How the dates are meant"),
            [("day", self.tr("Day first (3/4 is 3 April)")), ("month", self.tr("Month first"))],
        )
        self._order.chosen.connect(self._choose_order)
        self.table = QTableWidget(0, 5)
        self.table.itemChanged.connect(self._note_tick)
        self.table.currentCellChanged.connect(self._show_remark)
        self.remark = make_label("", "", wrap=True)
        self._notes = make_label("", "muted", wrap=True)
        self._problem = make_label("", "problem", wrap=True)
        self._set_up()

    @property
    def chosen(self) -> frozenset[int]:
        """The numbers of the ticked lines."""
        ticked = (
            number
            for number in range(self.table.rowCount())
            if self._item(number).checkState() == Qt.CheckState.Checked
        )
        return frozenset(ticked)

    def show_proposal(self, proposal: ReportProposal) -> None:
        """Show what a report would bring."""
        self._lines = proposal.lines
        self._problem.hide()
        self._order.setVisible(proposal.asks_order)
        self._words.setText(self._summary(proposal))
        self.table.blockSignals(True)
        self.table.setRowCount(len(proposal.lines))
        for number, line in enumerate(proposal.lines):
            self._fill(number, line)
        self.table.blockSignals(False)
        asked = next((n for n, line in enumerate(proposal.lines) if line.questions), 0)
        self.table.setCurrentCell(asked, 0)
        self._show_remark()
        told = [*proposal.notes, *self._left_out(proposal)]
        self._notes.setText("\n".join(told))
        self._notes.setVisible(bool(told))
        self.table.setFocus()

    def tick(self, number: int, *, on: bool) -> None:
        """Tick or untick a line."""
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        self._item(number).setCheckState(state)

    def say(self, sentence: str) -> None:
        """Say what is missing."""
        self._problem.setText(sentence)
        self._problem.show()

    def _fill(self, number: int, line: ReportLine) -> None:
        remark = self._remark_of(line)
        value = f"{line.value}  ({line.range})" if line.range else line.value
        kind = self.tr(_KINDS[line.kind])
        if line.questions and line.kind == "new":
            kind = self.tr("New, please look")
        for column, words in enumerate((line.what, value, line.date, kind, remark)):
            item = QTableWidgetItem(words)
            item.setToolTip(plain_tooltip(words))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            if column == 0:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                ticked = Qt.CheckState.Checked if line.taken_first else Qt.CheckState.Unchecked
                item.setCheckState(ticked)
            self.table.setItem(number, column, item)

    def _remark_of(self, line: ReportLine) -> str:
        ours = self.tr("Here: {value}").format(value=line.ours) if line.ours else ""
        told = [*line.questions, ours, line.why]
        return " ".join(part for part in told if part)

    @Slot()
    def _show_remark(self) -> None:
        """Say in full what there is to look at in the current row."""
        row = self.table.currentRow()
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        remark = self._remark_of(line) if line else ""
        # A question names its test itself.
        words = "{remark}" if line and line.questions else self.tr("{test}: {remark}")
        self.remark.setText(words.format(test=line.what, remark=remark) if line and remark else "")

    def _summary(self, proposal: ReportProposal) -> str:
        kinds = [line.kind for line in proposal.lines]
        words = self.tr("{new} new, {same} already here, {other} to compare.")
        other = kinds.count("near") + kinds.count("conflict")
        said = words.format(new=kinds.count("new"), same=kinds.count("same"), other=other)
        if not proposal.asks_order:
            return said
        asked = self.tr("Some dates read two ways. How are they meant?")
        return self.tr("{said} {asked}").format(said=said, asked=asked)

    def _left_out(self, proposal: ReportProposal) -> list[str]:
        words = self.tr("Not read: {line}")
        return [words.format(line=line) for line in proposal.left_out[:10]]

    def _item(self, number: int) -> QTableWidgetItem:
        item = self.table.item(number, 0)
        assert item is not None
        return item

    @Slot(QTableWidgetItem)
    def _note_tick(self, item: QTableWidgetItem) -> None:
        if item.column() == 0:
            self.changed.emit()

    @Slot(str)
    def _choose_order(self, code: str) -> None:
        self.order_chosen.emit(code == "day")

    def _set_up(self) -> None:
        table = self.table
        table.setAccessibleName(self.tr("Results of the report"))
        table.setProperty("kind", "grid")
        table.setHorizontalHeaderLabels(
            [
                self.tr("Save, test"),
                self.tr("Result (usual range)"),
                self.tr("Date"),
                self.tr("Beside the case"),
                self.tr("Please look"),
            ]
        )
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, mode in enumerate((_STRETCH, _FIT, _FIT, _FIT, _STRETCH)):
            header.setSectionResizeMode(column, mode)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self._theme.px(HEIGHT_ROW))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setMinimumHeight(self._theme.px(HEIGHT_ROW) * _FEWEST_ROWS)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 0, 0, 0)
        column_of.setSpacing(SPACE_8)
        for widget in (self._words, self._order, table, self.remark, self._notes, self._problem):
            column_of.addWidget(widget, 1 if widget is table else 0)
        self._problem.hide()


_STRETCH = QHeaderView.ResizeMode.Stretch
_FIT = QHeaderView.ResizeMode.ResizeToContents
