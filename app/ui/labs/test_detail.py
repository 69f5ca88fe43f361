"""One test: its chart, what may lie behind it, and the values as a table."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.buttons import IconButton
from app.ui.cards import Card
from app.ui.charts.next_turns import NextTurns
from app.ui.charts.rows_model import Cell, Column, TableRow
from app.ui.charts.rows_table import RowsTable
from app.ui.charts.span_bar import SpanBar
from app.ui.choice_field import ChoiceField
from app.ui.flow_layout import FlowLayout
from app.ui.lab_words import unit_text
from app.ui.labels import ElidedLabel, make_label
from app.ui.labs.test_words import compared, range_words, test_name, value_words
from app.ui.labs.trend_chart import TrendChart
from app.ui.labs.trend_data import Trend
from app.ui.page import Surroundings
from app.ui.segmented import Segmented
from app.ui.tokens import HEIGHT_ROW, SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.words import short_day
from app.usecases.lab_chart import comparisons, line_of, transfusions_for, treatments_behind
from app.usecases.lab_values import Line, Point, TestRow
from app.usecases.trial_limits import Stated, limits_for

_FEWEST_ROWS = 4
_SPANS = {"month": 31, "quarter": 92, "year": 366}
_ENOUGH = 4
_NO_SECOND = ""


class TestDetail(QWidget):
    """Shows the test that was chosen.

    Signals:
        opened(str), duplicated(str), deleted(str): what to do with "table/id".
        looked_back(str): show what "table/id" said before.
        record_wanted(str): show a document, "document/id".
    """

    __test__ = False

    opened = Signal(str)
    duplicated = Signal(str)
    deleted = Signal(str)
    looked_back = Signal(str)
    record_wanted = Signal(str)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._tests: Sequence[TestRow] = ()
        self._stated: Sequence[Stated] = ()
        self._line: Line | None = None
        self._keys: dict[str, str] = {}
        self._turns = NextTurns(self)
        self.chart = TrendChart(around.theme)
        self.chart.stepped.connect(self._follow_chart)
        self.chart.opened.connect(self._open)
        self.table = RowsTable(around.theme, self.tr("Values"), self._columns(""))
        self.table.say_newest_first(0)
        self.table.chosen.connect(self._follow_table)
        self.table.opened.connect(self._open)
        self.table.duplicated.connect(self._duplicate)
        self.table.looked_back.connect(self._look_back)
        self.table.deleted.connect(self._delete)
        self.table.followed.connect(self.record_wanted)
        self._lay_out()

    @property
    def key(self) -> str:
        """The key of the test that is shown."""
        return self._line.key if self._line else ""

    def offer_tests(self, tests: Sequence[TestRow]) -> None:
        """Say which tests there are, to compare with."""
        self._tests = tests
        chosen = self._second.currentData() or _NO_SECOND
        self._second.blockSignals(True)
        self._second.clear()
        self._second.addItem(self.tr("Nothing"), _NO_SECOND)
        for row in tests:
            self._second.addItem(test_name(row), row.key)
        self._second.setCurrentIndex(max(self._second.findData(chosen), 0))
        self._second.blockSignals(False)
        self._second.updateGeometry()

    def show_limits(self, stated: Sequence[Stated]) -> None:
        """Take the numbers of the saved trials."""
        self._stated = stated
        self._draw()

    def show_test(self, key: str) -> None:
        """Show a test."""
        other = key != self.key
        self._line = line_of(self._around.case.facts, key)
        row = self._row(key)
        name = test_name(row) if row else self._line.name
        self._name.setText(name)
        about = [self._line.about, unit_text(self._line.unit)]
        self._about.setText(", ".join(part for part in about if part))
        self._draw()
        if other:
            self._choose_span(self._fitting_span())
        # In a turn of its own: with thousands of results each of the two takes a while.
        self._turns.put_off([self._fill_table])

    def fill_due(self) -> None:
        """Fill the table now, where that was put off."""
        self._turns.do_all()

    def select(self, row: str) -> None:
        """Select a result by the id of its row, or of its report."""
        self.fill_due()
        if self._line is None:
            return
        reports = {point.key.partition("/")[2]: point.row for point in self._line.points}
        key = row if row in self._keys else reports.get(row, "")
        if self.table.select(key):
            self.chart.go_to(key, tell=False)

    # filling

    def _draw(self) -> None:
        if self._line is None:
            return
        facts, line = self._around.case.facts, self._line
        second = str(self._second.currentData() or _NO_SECOND)
        other = line_of(facts, second) if second and second != line.key else None
        row = self._row(second)
        behind = treatments_behind(facts) if self._treatments.isChecked() else ()
        limits = limits_for(self._stated, line.key, line.unit, line.low, line.high)
        trend = Trend(
            line,
            self._name.whole_text,
            unit_text(line.unit),
            self._around.case.as_of,
            given=transfusions_for(facts, line.key),
            behind=behind,
            limits=limits if self._limits.isChecked() else (),
            band=self._range.isChecked(),
            second=other,
            second_name=test_name(row) if row and other else "",
            second_unit=unit_text(other.unit) if other else "",
            second_given=transfusions_for(facts, second) if other else (),
        )
        self._card.setVisible(True)
        self.chart.setVisible(bool(line.drawn))
        self._no_line.setVisible(not line.drawn)
        self._limits.setEnabled(True)
        self.chart.show_trend(trend)

    def _fill_table(self) -> None:
        line = self._line
        if line is None:
            return
        told = comparisons(line.points)
        self._keys = {point.row: point.key for point in line.points}
        dated = [n for n, point in enumerate(line.points) if point.date is not None]
        undated = [n for n, point in enumerate(line.points) if point.date is None]
        rows = [
            TableRow(line.points[n].row, partial(self._cells, line.points[n], n, told))
            for n in (*reversed(dated), *undated)
        ]
        self.table.show_rows(rows, self._columns(self._name.whole_text))

    def _cells(self, point: Point, place: int, told: object) -> Sequence[Cell]:
        assert callable(told)
        assert self._line is not None
        words = compared(point, told(place), self._line)
        icon = {"low": "arrow-down", "high": "arrow-up"}.get(point.flag or "", "")
        record = point.source or self.tr("No record yet")
        link = f"document/{point.document}" if point.document else ""
        day = point.date
        return (
            Cell(
                short_day(day) if day else self.tr("not known"),
                order=day.iso.lstrip("~") if day else "",
            ),
            Cell(
                value_words(point.value),
                behind=unit_text(point.unit),
                strong=True,
                order=float(point.number) if point.number is not None else -1.0,
            ),
            Cell(words, icon=icon),
            Cell(range_words(point.low, point.high), muted=True),
            Cell(record, icon="" if point.source else "circle-dashed", link=link, muted=not link),
        )

    def _columns(self, name: str) -> Sequence[Column]:
        return (
            Column(self.tr("Date"), em=6.8),
            Column(name, em=9, right=True),
            Column(self.tr("Compared with usual"), share=1.4, rank=1),
            Column(self.tr("Usual range"), em=6.4, rank=3),
            Column(self.tr("Record"), share=1.3, rank=2),
        )

    def _row(self, key: str) -> TestRow | None:
        return next((row for row in self._tests if row.key == key), None)

    # the days shown

    def _fitting_span(self) -> str:
        """Return the shortest span that shows a few results."""
        days = [p.date.earliest for p in self._line.drawn if p.date] if self._line else []
        for code, length in _SPANS.items():
            near = [day for day in days if (self._around.case.as_of - day).days <= length]
            if len(near) >= min(_ENOUGH, len(days)) and days:
                return code
        return "all"

    def _choose_span(self, code: str) -> None:
        self._span.choose(code)
        self._change_span(code)

    @Slot(str)
    def _change_span(self, code: str) -> None:
        low, high = self.chart.whole
        length = _SPANS.get(code)
        if length is not None:
            today = self._around.case.as_of.toordinal()
            low, high = today - length, today + max(length / 18, 1.5)
        self.chart.show_span(low, high)

    @Slot()
    def _redraw(self) -> None:
        span = self.chart.span
        self._draw()
        self.chart.show_span(*span)

    # acts

    @Slot(str)
    def _follow_chart(self, row: str) -> None:
        self.table.select(row)

    @Slot(str)
    def _follow_table(self, row: str) -> None:
        self.chart.go_to(row, tell=False)

    @Slot(str)
    def _open(self, row: str) -> None:
        self.opened.emit(self._keys.get(row, ""))

    @Slot(str)
    def _duplicate(self, row: str) -> None:
        self.duplicated.emit(self._keys.get(row, ""))

    @Slot(str)
    def _delete(self, row: str) -> None:
        """Delete one result, not the report it stands in."""
        self.deleted.emit(self._own_key(row))

    @Slot(str)
    def _look_back(self, row: str) -> None:
        self.looked_back.emit(self._own_key(row))

    def _own_key(self, row: str) -> str:
        table = self._keys.get(row, "").partition("/")[0]
        return f"lab_result/{row}" if table == "lab_panel" else self._keys.get(row, "")

    # parts

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        self._card = Card()
        inner = QVBoxLayout()
        inner.setContentsMargins(SPACE_16, SPACE_12, SPACE_12, SPACE_8)
        inner.setSpacing(SPACE_8)
        inner.addLayout(self._title_line())
        inner.addLayout(self._options())
        inner.addWidget(self.chart, 1)
        inner.addWidget(SpanBar(self.chart))
        words = self.tr("No number with a date to draw. The table below holds every value.")
        self._no_line = make_label(words, "muted", wrap=True)
        inner.addWidget(self._no_line)
        self._card.body.addLayout(inner)
        column.addWidget(self._card, 3)
        values = Card()
        values.body.setContentsMargins(1, 1, 1, 1)
        values.body.addWidget(self.table)
        self.table.setMinimumHeight(self._around.theme.px(HEIGHT_ROW) * _FEWEST_ROWS)
        column.addWidget(values, 2)

    def _title_line(self) -> FlowLayout:
        line = FlowLayout(SPACE_8)
        left = QWidget()
        across = QHBoxLayout(left)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_8)
        self._name = ElidedLabel("", "section")
        self._about = ElidedLabel("", "muted")
        across.addWidget(self._name, 0, Qt.AlignmentFlag.AlignBaseline)
        across.addWidget(self._about, 1, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(left)
        line.add_at_end(self._span_choice())
        return line

    def _span_choice(self) -> QWidget:
        right = QWidget()
        across = QHBoxLayout(right)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_4)
        choices = [
            ("month", self.tr("1 month")),
            ("quarter", self.tr("3 months")),
            ("year", self.tr("1 year")),
            ("all", self.tr("All")),
        ]
        self._span = Segmented(self.tr("Time to show"), choices)
        self._span.choose("all")
        self._span.chosen.connect(self._change_span)
        across.addWidget(self._span)
        return right

    def _options(self) -> FlowLayout:
        line = FlowLayout(SPACE_12)
        self._treatments = self._option(self.tr("Treatments"))
        self._range = self._option(self.tr("Usual range"))
        self._limits = self._option(self.tr("Trial limits"))
        for box in (self._treatments, self._range, self._limits):
            line.addWidget(box)
        right = QWidget()
        across = QHBoxLayout(right)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_4)
        across.addWidget(make_label(self.tr("Compare with"), "muted"))
        self._second = ChoiceField(self._around.theme, self.tr("Compare with"))
        self._second.currentIndexChanged.connect(self._redraw)
        self._second.setMaximumWidth(self._around.theme.px(128))
        across.addWidget(self._second)
        for icon, words, act in (
            ("zoom-out", self.tr("Show more time"), self.chart.zoom_out),
            ("zoom-in", self.tr("Show less time"), self.chart.zoom_in),
        ):
            button = IconButton(self._around.theme, icon, words)
            button.clicked.connect(act)
            across.addWidget(button)
        line.add_at_end(right)
        return line

    def _option(self, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(True)
        box.toggled.connect(self._redraw)
        return box
