"""Two to four trials side by side, in the rows by which families decide; nothing is ranked."""

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.buttons import IconButton
from app.ui.flow_layout import FlowLayout
from app.ui.labels import IconLabel, make_label
from app.ui.scroll_column import ScrollColumn
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, TWO_COLUMNS_EM
from app.ui.trials.facts_column import LinkButton, ShapeBeside, source_words
from app.ui.trials.order_button import OrderButton
from app.ui.trials.shapes import STATE_COLOURS, STATE_ICONS, state_words, status_icon
from app.ui.trials.trial_rows import SIDE_BY_SIDE_ORDERS
from app.usecases.compare_trials import Column, Row
from app.usecases.compared_cells import NO_RECORD, OUR_CHECK, REGISTRY, Cell
from app.usecases.trial_page_checks import Counts
from app.usecases.trial_page_compare import Compared

_LABELS_WIDTH = 168
_NARROWEST = 150
_OURS = ("stage", "notes")
_LONGEST = 900
_ROW_PAD = 6
_BAR = 14


class _RemoveButton(IconButton):
    removed = Signal(str)

    def __init__(self, theme: Theme, name: str, trial_id: str) -> None:
        super().__init__(theme, "x", name, kind="tiny")
        self._trial_id = trial_id
        self.clicked.connect(self._tell)

    @Slot()
    def _tell(self) -> None:
        self.removed.emit(self._trial_id)


class _CellFrame(QFrame):
    """A cell with a hairline under it and on its right."""

    def __init__(self, theme: Theme, *, sunken: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._sunken = sunken
        # The columns share the width evenly, whatever stands in them.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and lines."""
        painter = QPainter(self)
        if self._sunken:
            painter.fillRect(self.rect(), self._theme.colour("sunken"))
        line = self._theme.colour("hairline")
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), line)
        painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), line)
        painter.end()


class CompareView(QWidget):
    """The table with its order and its two switches.

    Attributes:
        sort: in which order the trials stand from left to right.

    Signals:
        order_chosen(): another order was chosen.
        removed(str): a trial is to be taken out: its id.
        asked(str): a question is wanted on the list: its words.
        trial_wanted(str): one of the trials is to be opened.
    """

    order_chosen = Signal()
    removed = Signal(str)
    asked = Signal(str)
    trial_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._compared: Compared | None = None
        self._labels_above = False
        self.sort = OrderButton(theme, SIDE_BY_SIDE_ORDERS)
        self.sort.chosen.connect(self._tell_sorted)
        self.differ = QCheckBox(self.tr("Only rows that differ"))
        self.differ.toggled.connect(self._fill)
        self.notes = QCheckBox(self.tr("Show our notes"))
        self.notes.setChecked(True)
        self.notes.toggled.connect(self._fill)
        self._lay_out()

    def say_coming(self) -> None:
        """Say that it is being made."""
        self._compared = None
        self._replace(make_label(self.tr("Being compared…"), "muted", wrap=True))

    def show_compared(self, compared: Compared) -> None:
        """Show trials side by side."""
        self._compared = compared
        self._fill()

    @Slot(str)
    def _tell_sorted(self, _order: str) -> None:
        self.order_chosen.emit()

    @Slot()
    def _fill(self) -> None:
        compared = self._compared
        if compared is None:
            return
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        count = len(compared.comparison.columns)
        above = self._labels_above
        if not above:
            grid.setColumnMinimumWidth(0, self._theme.px(_LABELS_WIDTH))
            grid.addWidget(_CellFrame(self._theme), 0, 0)
        for number, column in enumerate(compared.comparison.columns, 1):
            grid.addWidget(self._head(column), 0, number)
            grid.setColumnMinimumWidth(number, self._theme.px(_NARROWEST))
            grid.setColumnStretch(number, 1)
        for row in self._rows(compared):
            place = grid.rowCount()
            if above:
                grid.addWidget(self._label(row.label), place, 1, 1, count)
                place += 1
            else:
                grid.addWidget(self._label(row.label), place, 0)
            for number, cell in enumerate(row.cells):
                grid.addWidget(self._cell(row, cell, number, compared), place, number + 1)
        grid.setRowStretch(grid.rowCount(), 1)
        self._replace(table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the names of the rows above them where there is no room beside them."""
        super().resizeEvent(event)
        self._switches.setMaximumWidth(self.width() - _BAR)
        above = self.width() < TWO_COLUMNS_EM * self._theme.em
        if above != self._labels_above:
            self._labels_above = above
            self._fill()

    def _rows(self, compared: Compared) -> list[Row]:
        rows = compared.comparison.rows
        shown = [row for row in rows if self.notes.isChecked() or row.key not in _OURS]
        return [row for row in shown if row.differs or not self.differ.isChecked()]

    def _head(self, column: Column) -> QWidget:
        frame = _CellFrame(self._theme)
        across = QHBoxLayout(frame)
        across.setContentsMargins(SPACE_12, _ROW_PAD, SPACE_8, _ROW_PAD)
        words = QVBoxLayout()
        words.setSpacing(SPACE_4)
        title = make_label(column.name, "strong", wrap=True)
        words.addWidget(title)
        link = LinkButton(self._theme, column.number or self.tr("Open"), column.trial_id)
        link.setAccessibleName(self.tr("Open {name}").format(name=column.name))
        link.followed.connect(self.trial_wanted)
        words.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if column.record_date:
            said = self.tr("record of {day}").format(day=column.record_date.words())
            words.addWidget(make_label(said, "small", wrap=True))
        words.addStretch(1)
        across.addLayout(words, 1)
        name = self.tr("Remove {name} from comparison").format(name=column.name)
        gone = _RemoveButton(self._theme, name, column.trial_id)
        gone.removed.connect(self.removed)
        across.addWidget(gone, 0, Qt.AlignmentFlag.AlignTop)
        return frame

    def _label(self, words: str) -> QWidget:
        frame = _CellFrame(self._theme, sunken=True)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(SPACE_12, _ROW_PAD, SPACE_8, _ROW_PAD)
        label = make_label(words, "small-strong", wrap=True)
        layout.addWidget(label)
        layout.addStretch(1)
        return frame

    def _cell(self, row: Row, cell: Cell, number: int, compared: Compared) -> QWidget:
        frame = _CellFrame(self._theme)
        column = QVBoxLayout(frame)
        column.setContentsMargins(SPACE_12, _ROW_PAD, SPACE_8, _ROW_PAD)
        column.setSpacing(SPACE_4)
        name = compared.comparison.columns[number].name
        if row.key == "check" and compared.counts[number] is not None:
            column.addWidget(self._counts(compared.counts[number]))
        elif row.key == "status":
            icon = status_icon(compared.statuses[number])
            column.addLayout(self._with_icon(icon, "text", cell.lines[0]))
        elif row.key == "may_rule_out" and cell.stated:
            self._add_against(column, cell)
        elif cell.lines == (NO_RECORD,):
            # The row of the status says it in full.
            column.addLayout(self._with_icon("circle-dashed", "muted", self.tr("No record")))
        elif not cell.stated and row.key not in _OURS:
            self._add_not_stated(column, row, cell, name)
        else:
            for text in cell.lines:
                column.addWidget(make_label(text[:_LONGEST], "", wrap=True))
        if cell.stated and row.key not in _OURS and not self._is_plain(cell, number, compared):
            column.addWidget(make_label(source_words(cell), "small", wrap=True))
        column.addStretch(1)
        return frame

    def _is_plain(self, cell: Cell, number: int, compared: Compared) -> bool:
        """Whether a cell is from the record of the column's own day, or from today's check."""
        day = compared.comparison.columns[number].record_date
        return cell.source == OUR_CHECK or (cell.source == REGISTRY and cell.date == day)

    def _add_against(self, column: QVBoxLayout, cell: Cell) -> None:
        for text in cell.lines:
            if text.startswith("“"):
                icon = STATE_ICONS["rule_out"]
                column.addLayout(self._with_icon(icon, "rule_out", text[:_LONGEST]))
            else:
                column.addWidget(make_label(text, "", wrap=True))

    def _add_not_stated(self, column: QVBoxLayout, row: Row, cell: Cell, name: str) -> None:
        column.addLayout(self._with_icon(STATE_ICONS["ask"], "ask", " ".join(cell.lines)))
        words = self.tr("{trial}: {what}? The record does not say.")
        link = LinkButton(self._theme, self.tr("Ask"), words.format(trial=name, what=row.label))
        link.setAccessibleName(self.tr("Ask: {what}, {trial}").format(what=row.label, trial=name))
        link.followed.connect(self.asked)
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _counts(self, counts: Counts | None) -> QWidget:
        part = QWidget()
        flow = FlowLayout(SPACE_12)
        told = counts or Counts()
        for state, number in (("fits", told.fits), ("rule_out", told.rule_out), ("ask", told.ask)):
            one = QWidget()
            one.setLayout(self._with_icon(STATE_ICONS[state], STATE_COLOURS[state], str(number)))
            one.setToolTip(state_words(state))
            one.setAccessibleName(f"{number} {state_words(state)}")
            flow.addWidget(one)
        part.setLayout(flow)
        return part

    def _with_icon(self, icon: str, colour: str, text: str, role: str = "") -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_4 + 1)
        line.addWidget(ShapeBeside(self._theme, icon, colour), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(make_label(text, role, wrap=len(text) > 4), 1)
        return line

    def _replace(self, table: QWidget) -> None:
        while self._table.count():
            item = self._table.takeAt(0)
            old = item.widget() if item else None
            if old is not None and old is not self._switches:
                old.hide()
                old.deleteLater()
        self._place_switches()
        self._table.addWidget(table)
        self._table.addStretch(1)

    def _place_switches(self) -> None:
        """Let the switches scroll with the table where large text leaves little room for it."""
        above = self._labels_above
        pad = SPACE_12 if above else 0
        self._flow.setContentsMargins(pad, pad, pad, pad)
        if above:
            self._table.insertWidget(0, self._switches)
        else:
            self._whole.insertWidget(0, self._switches)

    def _lay_out(self) -> None:
        self._switches = QWidget()
        self._flow = flow = FlowLayout(SPACE_12)
        flow.addWidget(self.sort)
        flow.addWidget(self.differ)
        flow.addWidget(self.notes)
        flow.add_at_end(self._legend())
        self._switches.setLayout(flow)
        card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        self._table = QVBoxLayout()
        self._table.setContentsMargins(0, 0, 0, 0)
        self._area = ScrollColumn(self._table)
        # A table may be wider than the window when the text is large.
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        inside.addWidget(self._area)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(SPACE_8)
        self._whole.addWidget(card, 1)
        self._place_switches()

    def _legend(self) -> QWidget:
        part = QWidget()
        flow = FlowLayout(SPACE_12)
        for state in ("fits", "rule_out", "ask"):
            one = QWidget()
            line = QHBoxLayout(one)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(SPACE_4 + 1)
            line.addWidget(IconLabel(self._theme, STATE_ICONS[state], STATE_COLOURS[state]))
            line.addWidget(make_label(state_words(state).lower(), "small"))
            flow.addWidget(one)
        flow.addWidget(make_label(self.tr("Counts do not rank trials."), "small"))
        part.setLayout(flow)
        return part
