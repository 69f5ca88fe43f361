"""Treatment history: the course in lanes, and below it the same entries as a table."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.case.case import SPECS
from app.case.declaration import Part
from app.case.partial_date import MONTH_NAMES, PartialDate
from app.ui.buttons import Button, IconButton, MenuButton
from app.ui.cards import Card
from app.ui.charts.next_turns import NextTurns
from app.ui.charts.rows_model import Cell, Column, TableRow
from app.ui.charts.rows_table import RowsTable
from app.ui.charts.span_bar import SpanBar
from app.ui.flow_layout import FlowLayout
from app.ui.history.course_chart import CourseChart
from app.ui.history.kind_choice import KindChoice
from app.ui.history.no_history import NoHistory
from app.ui.history.part_acts import PartActs
from app.ui.labels import make_label
from app.ui.page import Page, Surroundings
from app.ui.scroll_column import ScrollColumn
from app.ui.tokens import HEIGHT_ROW, SPACE_8, SPACE_12, SPACE_20
from app.usecases.course_lanes import course_lanes
from app.usecases.course_values import CourseEntry, CourseLanes, LaneKey

_FEWEST_ROWS = 4
_ROWS_BELOW = 8
"""Rows of the table where one scrolls down to it."""
_LANES: dict[str, tuple[LaneKey, ...]] = {
    "all": ("status", "mrd", "therapy", "transplant", "effects"),
    "treatments": ("therapy", "transplant"),
    "status": ("status", "mrd"),
    "effects": ("effects",),
}
_GROUP_OF = {
    "treatment": "treatments",
    "transplant": "treatments",
    "cell_therapy": "treatments",
    "radiation": "treatments",
    "status_event": "status",
    "diagnosis": "status",
    "toxicity": "effects",
    "gvhd_event": "effects",
}
_HALF_YEAR = timedelta(days=183)


class HistoryPage(Page):
    """The treatment history."""

    key = "history"
    adds = "treatment"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._course: CourseLanes | None = None
        self._turns = NextTurns(self)
        self._parts = PartActs(self, around)
        self._parts.done.connect(self.done)
        self.chart = CourseChart(self.theme)
        self.chart.stepped.connect(self._follow_chart)
        self.chart.opened.connect(self._open)
        self.table = RowsTable(self.theme, self.tr("Entries"), self._columns())
        self.table.say_newest_first(1)
        self.table.chosen.connect(self._follow_table)
        self.table.opened.connect(self._open)
        self.table.duplicated.connect(self._duplicate)
        self.table.deleted.connect(self._delete)
        self.table.looked_back.connect(self._look_back)
        self.table.followed.connect(self._follow_record)
        self._add = Button(self.theme, self.tr("Add treatment"), icon="plus", kind="filled")
        self._add.clicked.connect(self._want_add)
        self._other = MenuButton(self.theme, self.tr("Add other"), self._add_menu(), icon="plus")
        self._lay_out()

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Treatment history")

    def summary(self) -> str:
        """Return how many entries there are, and since when."""
        if self._course is None or not self._course.entries:
            return ""
        entries = self.tr("%n entries", "", len(self._course.entries))
        since = self._course.since
        if since is None:
            return entries
        day = since.words() if since.month is None else _month(since.year, since.month)
        return self.tr("{entries}, {since} to now").format(entries=entries, since=day)

    def tools(self) -> list[QPushButton]:
        """Return Add other."""
        return [self._other]

    def main_button(self) -> QPushButton:
        """Return Add treatment."""
        return self._add

    def refresh(self) -> None:
        """Read the case again: at once, the first time in a turn of the event loop of its own.

        Making the page and filling it at once would keep the window from answering for too long.
        """
        self._turns.put_off([self._fill])
        if self._course is not None:
            self._turns.do_all()

    def fill_due(self) -> None:
        """Fill the page now, where that was put off."""
        self._turns.do_all()

    def _fill(self) -> None:
        self._course = course_lanes(self.around.case.case, self.around.case.facts)
        some = bool(self._course.entries)
        self._filled.setVisible(some)
        self._empty.setVisible(not some)
        self._spans.setVisible(self._course.first is not None)
        self._span.offer("transplant", there=self._course.transplant is not None)
        self._show()
        self._name_parts()
        self.header_changed.emit()

    def open_target(self, target: object) -> None:
        """Show a kind of entry, or one entry of it (`table`, `id`)."""
        self.fill_due()
        if isinstance(target, str):
            self._choose_group(_GROUP_OF.get(target, "all"))
        elif isinstance(target, tuple) and len(target) == 2:
            self._choose_group("all")
            key = f"{target[0]}/{target[1]}"
            if self.table.select(key):
                self.chart.go_to(key, tell=False)

    def find_here(self) -> None:
        """Put the keyboard into the kinds of entry."""
        self._kinds.focus_chosen()

    # what is shown

    def _show(self) -> None:
        course = self._course
        if course is None:
            return
        group = self._kinds.code
        self._chart_card.setVisible(course.first is not None)
        self.chart.show_course(course, _LANES[group])
        self._share_height()
        entries = [e for e in reversed(course.entries) if group in ("all", e.group)]
        undated = [e for e in entries if e.start is None and e.end is None]
        dated = [e for e in entries if e not in undated]
        self.table.show_rows([self._row(entry) for entry in (*dated, *undated)])

    def _row(self, entry: CourseEntry) -> TableRow:
        return TableRow(entry.key, partial(self._cells, entry))

    def _cells(self, entry: CourseEntry) -> Sequence[Cell]:
        record = entry.source or self.tr("No record yet")
        link = f"document/{entry.document}" if entry.document else ""
        icon = "" if entry.source else "circle-dashed"
        return (
            Cell(str(entry.number), order=entry.number, muted=True),
            Cell(_short(entry.when), order=entry.start.iso.lstrip("~") if entry.start else ""),
            Cell(entry.title, icon=entry.icon, strong=True),
            Cell(entry.result[:1].upper() + entry.result[1:]),
            Cell(record, icon=icon, link=link, muted=not link),
        )

    def _columns(self) -> Sequence[Column]:
        return (
            Column(self.tr("No."), em=3.4, right=True),
            Column(self.tr("When"), em=11.5),
            Column(self.tr("What"), share=2.4),
            Column(self.tr("Result, or why it ended"), share=1.7, rank=1),
            Column(self.tr("Record"), share=1.1, rank=2),
        )

    @Slot(str)
    def _change_kind(self, _code: str) -> None:
        self._show()

    @Slot(str)
    def _change_span(self, code: str) -> None:
        course = self._course
        if course is None or course.last is None:
            return
        low, high = self.chart.whole
        if code == "half":
            low = float((course.as_of - _HALF_YEAR).toordinal())
        elif code == "transplant" and course.transplant is not None:
            low = float(course.transplant.toordinal()) - 14
        self.chart.show_span(low, high)

    def _choose_group(self, group: str) -> None:
        self._kinds.choose(group)
        self._show()

    @Slot(str)
    def _follow_chart(self, key: str) -> None:
        self.table.select(key)

    @Slot(str)
    def _follow_table(self, key: str) -> None:
        self.chart.go_to(key, tell=False)

    # what can be done

    @Slot()
    def _want_add(self) -> None:
        self.add_wanted.emit("treatment")

    @Slot(str)
    def _open(self, key: str) -> None:
        table, _, row = key.partition("/")
        self.edit_wanted.emit(table, row)

    @Slot(str)
    def _duplicate(self, key: str) -> None:
        table, _, row = key.partition("/")
        if issubclass(SPECS[table].entity, Part):
            self._parts.duplicate(table, row)
        else:
            self.duplicate_wanted.emit(table, row)

    @Slot(str)
    def _look_back(self, key: str) -> None:
        table, _, row = key.partition("/")
        self.look_back(table, row)

    @Slot(str)
    def _delete(self, key: str) -> None:
        table, _, row = key.partition("/")
        self.delete_wanted.emit(table, row)

    @Slot(str)
    def _follow_record(self, link: str) -> None:
        table, _, row = link.partition("/")
        self.wanted.emit("documents", (table, row))

    def _add_menu(self) -> QMenu:
        menu = QMenu(self)
        for table, words in (
            ("status_event", self.tr("Disease status or test for it (MRD)")),
            ("transplant", self.tr("Transplant")),
            ("cell_therapy", self.tr("Cell therapy")),
            ("radiation", self.tr("Radiation")),
            ("diagnosis", self.tr("Diagnosis")),
        ):
            menu.addAction(words).setData(table)
        menu.addSeparator()
        self._effect = menu.addAction(self.tr("Side effect"))
        self._effect.setData("toxicity")
        self._gvhd = menu.addAction(self.tr("GVHD"))
        self._gvhd.setData("gvhd_event")
        menu.triggered.connect(self._add_of_kind)
        return menu

    def _name_parts(self) -> None:
        self._effect.setEnabled(bool(self._parent_of("toxicity")))
        self._gvhd.setEnabled(bool(self._parent_of("gvhd_event")))

    def _parent_of(self, table: str) -> str:
        """Return the treatment or transplant a new side effect belongs to: chosen, else newest."""
        wanted = "treatment" if table == "toxicity" else "transplant"
        chosen, _, row = self.table.key.partition("/")
        if chosen == wanted:
            return row
        entries = self._course.entries if self._course else ()
        fitting = [e for e in entries if e.table == wanted and not e.planned]
        return fitting[-1].id if fitting else ""

    @Slot(QAction)
    def _add_of_kind(self, action: QAction) -> None:
        table = str(action.data())
        if issubclass(SPECS[table].entity, Part):
            self._parts.add(table, self._parent_of(table))
        else:
            self.add_wanted.emit(table)

    # parts

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_20, 0, SPACE_20, SPACE_12)
        column.setSpacing(SPACE_12)
        self._filled = QWidget()
        rows = QVBoxLayout(self._filled)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE_12)
        rows.addLayout(self._bar())
        rows.addWidget(self._chart_in_card())
        self._table_card = self._table_in_card()
        rows.addWidget(self._table_card, 1)
        self._empty = NoHistory(self.theme)
        self._empty.add_wanted.connect(self._want_add)
        self._empty.hide()
        # Shown with its content: what is hidden costs nothing when the page is opened.
        self._filled.hide()
        column.addWidget(self._filled, 1)
        column.addWidget(self._empty)
        column.addStretch(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(column))

    def _bar(self) -> FlowLayout:
        bar = FlowLayout(SPACE_8)
        kinds: list[tuple[str, str]] = [
            ("all", self.tr("Everything")),
            ("treatments", self.tr("Treatments")),
            ("status", self.tr("Disease status")),
            ("effects", self.tr("Side effects")),
        ]
        self._kinds = KindChoice(self.tr("Kind of entry"), kinds)
        self._kinds.choose("all")
        self._kinds.chosen.connect(self._change_kind)
        bar.addWidget(self._kinds)
        bar.add_at_end(self._span_choice())
        return bar

    def _span_choice(self) -> QWidget:
        self._spans = QWidget()
        line = QHBoxLayout(self._spans)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_8)
        line.addWidget(make_label(self.tr("Show"), "muted"))
        choices = [
            ("all", self.tr("All years")),
            ("transplant", self.tr("Since transplant")),
            ("half", self.tr("Last 6 months")),
        ]
        self._span = KindChoice(self.tr("Time to show"), choices)
        self._span.choose("all")
        self._span.chosen.connect(self._change_span)
        line.addWidget(self._span, 0, Qt.AlignmentFlag.AlignVCenter)
        for icon, words, act in (
            ("zoom-out", self.tr("Show more time"), self.chart.zoom_out),
            ("zoom-in", self.tr("Show less time"), self.chart.zoom_in),
        ):
            button = IconButton(self.theme, icon, words)
            button.clicked.connect(act)
            line.addWidget(button)
        return self._spans

    def _chart_in_card(self) -> Card:
        self._chart_card = Card()
        self._chart_card.body.setContentsMargins(1, 1, 1, 1)
        self._chart_card.body.addWidget(self.chart)
        self._chart_card.body.addWidget(SpanBar(self.chart))
        return self._chart_card

    def _table_in_card(self) -> Card:
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.table)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height between chart and table."""
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """Fill the page with chart and table; where a page is too short for both, it scrolls."""
        row = self.theme.px(HEIGHT_ROW)
        left = self.height() - self.chart.sizeHint().height() - row - 4 * SPACE_12
        rows = _FEWEST_ROWS if left >= row * _FEWEST_ROWS else _ROWS_BELOW
        self._table_card.setMinimumHeight(row * rows)


def _month(year: int, month: int) -> str:
    return PartialDate(year, month).words()


def _short(words: str) -> str:
    for name in MONTH_NAMES:
        words = words.replace(name, name[:3])
    return words
