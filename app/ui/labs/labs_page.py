"""Labs and tests: every test over time, and the other kinds of test as lists."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.case.case import SPECS
from app.case.entities import LabPanel, LabResult
from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.charts.next_turns import NextTurns
from app.ui.choosing.list_and_detail import ListAndDetail
from app.ui.jobs import Job, Progress
from app.ui.labels import make_label
from app.ui.labs.report_acts import ReportActs
from app.ui.labs.test_detail import TestDetail
from app.ui.labs.test_list import ListHeading, ListRow, OtherPlace, TestList
from app.ui.labs.test_words import group_name, test_name
from app.ui.lists.kept_list import KeptList
from app.ui.page import Page, Surroundings
from app.ui.page_header import SearchField
from app.ui.scroll_column import ScrollColumn
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16, SPACE_20, SPACE_24
from app.ui.words import QT_TRANSLATE_NOOP
from app.usecases.lab_chart import all_tests, spark
from app.usecases.lab_values import TestRow
from app.usecases.trial_limits import Stated, stated_numbers

_POINTS = 12
_OTHERS = (
    ("lab_panel", QT_TRANSLATE_NOOP("LabsPage", "Lab reports")),
    ("organ_test", QT_TRANSLATE_NOOP("LabsPage", "Heart, lungs, kidneys")),
    ("marker_panel", QT_TRANSLATE_NOOP("LabsPage", "Markers on the cells")),
    ("genetic_test", QT_TRANSLATE_NOOP("LabsPage", "Genes and chromosomes")),
    ("csf_sample", QT_TRANSLATE_NOOP("LabsPage", "Spinal fluid")),
    ("virus_test", QT_TRANSLATE_NOOP("LabsPage", "Virus tests")),
    ("performance_score", QT_TRANSLATE_NOOP("LabsPage", "Performance scores")),
    ("vital_signs", QT_TRANSLATE_NOOP("LabsPage", "Weight and vital signs")),
)
_LIST_WIDTH = 268


class LabsPage(Page):
    """The tests."""

    key = "labs"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._tests: Sequence[TestRow] = ()
        self._sparks: dict[str, Sequence[tuple[float, float]]] = {}
        self._others: dict[str, KeptList] = {}
        self._limits_of: object = None
        self._job: Job[list[Stated]] | None = None
        self._turns = NextTurns(self)
        self._find = SearchField(self.theme, self.tr("Find a test"))
        self._find.textChanged.connect(self._show_list)
        self.list = TestList(self.theme, self._spark)
        self.list.chosen.connect(self._show_chosen)
        self.list.opened.connect(self._open_chosen)
        self._detail: TestDetail | None = None
        self._stack = QStackedWidget()
        self._add = Button(self.theme, self.tr("Add results"), icon="plus", kind="filled")
        self._add.clicked.connect(self.add_results)
        self._single = Button(self.theme, self.tr("Single entry"), icon="plus")
        self._single.clicked.connect(self._add_single)
        self.reports = ReportActs(self, around)
        self.reports.done.connect(self.done)
        self._lay_out()

    @property
    def adds(self) -> str:  # type: ignore[override]
        """The table that Ctrl+N adds to: that of the list that is shown, else lab reports."""
        table = self.list.key.removeprefix("table/")
        return table if table in SPECS else "lab_panel"

    @property
    def detail(self) -> TestDetail:
        """What shows a test; made when it is first needed, the list stands there before."""
        if self._detail is None:
            made = self._detail = TestDetail(self.around)
            made.opened.connect(self._edit)
            made.duplicated.connect(self._duplicate)
            made.deleted.connect(self._delete)
            made.looked_back.connect(self._look_back)
            made.record_wanted.connect(self._follow_record)
            self._stack.addWidget(made)
        return self._detail

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Labs and tests")

    def summary(self) -> str:
        """Return how many tests there are, and the day of the newest."""
        count = len(self._tests)
        days = [row.date for row in self._tests if row.date]
        if not count:
            return ""
        words = self.tr("%n tests", "", count)
        if not days:
            return words
        newest = max(days, key=lambda day: day.sort_key)
        return self.tr("{tests}, latest {date}").format(tests=words, date=newest.words())

    def tools(self) -> list[QPushButton]:
        """Return Single entry."""
        return [self._single]

    def main_button(self) -> QPushButton:
        """Return Add results."""
        return self._add

    def refresh(self) -> None:
        """Read the case again: first the list, then the chosen test.

        Each in a turn of the event loop of its own: with thousands of results each takes a while.
        """
        self._turns.put_off([self._fill_list, self._fill_detail, self._read_limits])

    def fill_due(self) -> None:
        """Fill now what was put off, and what the shown test put off."""
        self._turns.do_all()
        self.detail.fill_due()

    def _fill_list(self) -> None:
        self._sparks.clear()
        self._tests = all_tests(self.around.case.facts)
        case = self.around.case.case
        some = bool(self._tests) or any(case.all(SPECS[t].entity) for t, _ in _OTHERS)
        self._split.setVisible(some)
        self._empty.setVisible(not some)
        self._show_list()
        if not self.list.key:
            self._choose_first()
        self.header_changed.emit()

    def _fill_detail(self) -> None:
        self._show_chosen(self.list.key)

    def open_target(self, target: object) -> None:
        """Show a test by its key, a kind of test, or one entry (`table`, `id`)."""
        self._turns.do_until(self._fill_list)
        self._turns.put_off([self._read_limits])
        if isinstance(target, str):
            self._find.clear()
            self._choose(target if not self._is_table(target) else f"table/{target}")
        elif isinstance(target, tuple) and len(target) == 2:
            self._open_entry(str(target[0]), str(target[1]))

    def find_here(self) -> None:
        """Put the keyboard into the filter of the shown list, else where tests are found."""
        shown = self._stack.currentWidget()
        if isinstance(shown, KeptList) and shown.isVisible():
            shown.find_here()
        else:
            self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # the list

    @Slot()
    def _show_list(self) -> None:
        self.list.show_rows(list(self._rows()))

    def _rows(self) -> Sequence[ListRow]:
        wanted = self._find.text().strip().casefold()
        rows: list[ListRow] = []
        group = ""
        for row in self._tests:
            if wanted and wanted not in row.words and wanted not in test_name(row).casefold():
                continue
            if row.group != group:
                group = row.group
                rows.append(ListHeading(group_name(group)))
            rows.append(row)
        others = [place for place in self._places() if wanted in place.words.casefold()]
        heading = [ListHeading(self.tr("Lists and other tests"))] if others else []
        return [*rows, *heading, *others]

    def _places(self) -> list[OtherPlace]:
        case = self.around.case.case
        found = []
        for table, name in _OTHERS:
            count = len(case.all(SPECS[table].entity))
            words = self.tr("{name} ({count})").format(name=self.tr(name), count=count)
            found.append(OtherPlace(table, words))
        return found

    def _spark(self, key: str) -> Sequence[tuple[float, float]]:
        """Return the points of a small line, worked out when its row is first painted."""
        if key not in self._sparks:
            self._sparks[key] = spark(self.around.case.facts, key, _POINTS)
        return self._sparks[key]

    def _choose_first(self) -> None:
        if self._tests:
            self.list.select(self._tests[0].key)
        else:
            case = self.around.case.case
            filled = (t for t, _ in _OTHERS if case.all(SPECS[t].entity))
            self.list.select(f"table/{next(filled, 'lab_panel')}")

    def _choose(self, key: str) -> None:
        if self.list.select(key):
            self._show_chosen(key)
            self._split.show_detail()

    @Slot(str)
    def _show_chosen(self, key: str) -> None:
        if self._is_table(key.removeprefix("table/")) and key.startswith("table/"):
            self._show_other(key.removeprefix("table/"))
        elif key:
            self.detail.offer_tests(self._tests)
            self._stack.setCurrentWidget(self.detail)
            self.detail.show_test(key)

    @Slot(str)
    def _open_chosen(self, key: str) -> None:
        self._show_chosen(key)
        self._split.show_detail()

    def _show_other(self, table: str) -> None:
        if table not in self._others:
            name = next(words for known, words in _OTHERS if known == table)
            empty = self.tr("Nothing here yet.")
            made = KeptList(self.around, table, empty, heading=self.tr(name))
            self._others[table] = made
            made.add_wanted.connect(self.add_wanted)
            made.edit_wanted.connect(self.edit_wanted)
            made.duplicate_wanted.connect(self.duplicate_wanted)
            made.delete_wanted.connect(self.delete_wanted)
            made.back_wanted.connect(self.look_back)
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(self._others[table])
        self._others[table].show_case()

    def _open_entry(self, table: str, row: str) -> None:
        if table == "lab_result":
            result = self.around.case.case.get(LabResult, row)
            key = next((t.key for t in self._tests if result and t.key == result.code), "")
            if key:
                self._choose(key)
                self.detail.select(row)
                return
            table, row = "lab_panel", result.parent_id if result else row
        if self._is_table(table):
            self._choose(f"table/{table}")
            self._others[table].rows.select(row)

    def _is_table(self, name: str) -> bool:
        return any(name == table for table, _ in _OTHERS)

    # trial limits

    def _read_limits(self) -> None:
        """Have the saved trials read beside the window; the criteria of many take a while."""
        if self._limits_of == self.around.case.state:
            return
        self._limits_of = self.around.case.state
        session = self.around.case.session

        def work(progress: Progress) -> list[Stated]:
            return stated_numbers(session, progress)

        self._job = self.around.jobs.start(work, name="trial limits", done=self._take_limits)

    @Slot(object)
    def _take_limits(self, stated: list[Stated]) -> None:
        # An answer that comes after the window was closed finds nothing to be shown in.
        if self._job is not None and not self._job.cancelled:
            self.detail.show_limits(stated)

    # acts

    def add_here(self) -> None:
        """Open the fast entry of a report, or the form of what the shown list keeps."""
        if self.adds == LabPanel.spec.table:
            self.add_results()
        else:
            super().add_here()

    @Slot()
    def add_results(self) -> None:
        """Open the fast entry of a report."""
        if self.writable():
            self.reports.add()

    @Slot()
    def _add_single(self) -> None:
        self.add_wanted.emit(self.adds)

    @Slot(str)
    def _edit(self, key: str) -> None:
        table, _, row = key.partition("/")
        if row:
            self.edit_wanted.emit(table, row)

    @Slot(str)
    def _duplicate(self, key: str) -> None:
        table, _, row = key.partition("/")
        if row:
            self.duplicate_wanted.emit(table, row)

    @Slot(str)
    def _look_back(self, key: str) -> None:
        table, _, row = key.partition("/")
        if row:
            self.look_back(table, row)

    @Slot(str)
    def _delete(self, key: str) -> None:
        table, _, row = key.partition("/")
        if row:
            self.delete_wanted.emit(table, row)

    @Slot(str)
    def _follow_record(self, link: str) -> None:
        table, _, row = link.partition("/")
        self.wanted.emit("documents", (table, row))

    # parts

    def _lay_out(self) -> None:
        scrolled = QVBoxLayout()
        scrolled.setContentsMargins(0, 0, 0, 0)
        scrolled.addWidget(self._stack, 1)
        self._split = ListAndDetail(
            self.theme,
            self._chooser(),
            ScrollColumn(scrolled),
            self.tr("All tests"),
            list_width=_LIST_WIDTH,
        )
        self._empty = self._empty_card()
        self._empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_20, 0, SPACE_20, SPACE_12)
        column.setSpacing(SPACE_12)
        column.addWidget(self._split, 1)
        column.addWidget(self._empty)
        column.addStretch(0)

    def _chooser(self) -> QWidget:
        card = Card()
        card.body.setContentsMargins(1, SPACE_12, 1, 1)
        card.body.setSpacing(SPACE_8)
        line = QVBoxLayout()
        line.setContentsMargins(SPACE_12, 0, SPACE_12, 0)
        line.addWidget(self._find)
        card.body.addLayout(line)
        card.body.addWidget(self.list, 1)
        card.setFocusProxy(self.list)
        return card

    def _empty_card(self) -> Card:
        card = Card()
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_24, SPACE_20, SPACE_24, SPACE_20)
        column.setSpacing(SPACE_16)
        words = self.tr("Type results from a report, or attach the report now and type later.")
        column.addWidget(make_label(words, wrap=True))
        add = Button(self.theme, self.tr("Add results"), icon="plus")
        add.clicked.connect(self.add_results)
        column.addWidget(add)
        card.body.addLayout(column)
        return card
