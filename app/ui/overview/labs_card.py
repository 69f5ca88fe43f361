"""The newest lab results: value, low or high in a word, the report's range, the last values."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from app.case.facts import Facts
from app.case.facts.model import LabValue
from app.ui.buttons import Button
from app.ui.cards import Card, empty_layout
from app.ui.lab_words import (
    MOST_WATCHED,
    flag_icon,
    flag_words,
    lab_name,
    range_text,
    spoken,
    unit_text,
    value_text,
)
from app.ui.labels import ElidedLabel, IconLabel, make_label, make_line
from app.ui.open_case import OpenCase
from app.ui.sparkline import Sparkline
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.words import near_day

_MOST = 5
_POINTS = 12
# Room in em below which a column is left out.
_WITH_LINE_EM = 33
_WITH_RANGE_EM = 25


class LabsCard(Card):
    """Five results at most.

    Signals:
        all_wanted(): show every lab and test.
        add_wanted(str): add a lab report.
    """

    all_wanted = Signal()
    add_wanted = Signal(str)

    def __init__(self, theme: Theme, *, link: bool) -> None:
        super().__init__(self.tr("Latest labs"))
        self._theme = theme
        self._date = make_label("", "muted")
        self.add_beside_title(self._date, right=False)
        if link:
            every = Button(theme, self.tr("All labs and tests"), kind="link")
            every.clicked.connect(self.all_wanted)
            self.add_beside_title(every)
        self._ranges: list[QWidget] = []
        self._sparks: list[QWidget] = []
        self._room = 1000
        self._rows = QGridLayout()
        self._rows.setContentsMargins(0, 0, 0, SPACE_8)
        self._rows.setHorizontalSpacing(SPACE_12)
        self._rows.setVerticalSpacing(0)
        self._rows.setColumnStretch(0, 1)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def set_room(self, width: int) -> None:
        """Leave out what matters least where the card is narrow: the line, then the range."""
        self._room = width
        for spark in self._sparks:
            spark.setVisible(width >= _WITH_LINE_EM * self._theme.em)
        for usual in self._ranges:
            usual.setVisible(width >= _WITH_RANGE_EM * self._theme.em)

    def show_case(self, case: OpenCase) -> None:
        """Show the newest results of this case."""
        empty_layout(self._rows)
        self._ranges, self._sparks = [], []
        panel = case.facts.latest_panel
        self._date.setText(panel.date.words() if panel and panel.date else "")
        values = chosen_labs(case.facts)
        for row, value in enumerate(values):
            self._show_row(row, value, case)
        if not values:
            words = self.tr("Type results from a report, or attach the report now and type later.")
            empty = make_label(words, "muted", wrap=True)
            empty.setContentsMargins(SPACE_16, SPACE_4, SPACE_16, SPACE_8)
            self._rows.addWidget(empty, 0, 0)
        self.set_room(self._room)

    def _show_row(self, row: int, value: LabValue, case: OpenCase) -> None:
        line = 2 * row
        self._rows.addWidget(make_line(), line, 0, 1, 5)
        name = ElidedLabel(_name(value, case))
        name.setAccessibleName(spoken(value))
        height = self._theme.px(31)
        name.setContentsMargins(SPACE_16, 0, 0, 0)
        self._rows.setRowMinimumHeight(line + 1, height)
        self._rows.addWidget(name, line + 1, 0)
        self._rows.addWidget(_number(value), line + 1, 1)
        self._rows.addWidget(self._flag(value), line + 1, 2)
        self._ranges.append(make_label(range_text(value), "muted"))
        self._rows.addWidget(self._ranges[-1], line + 1, 3)
        self._sparks.append(self._spark(value, case.facts))
        self._rows.addWidget(self._sparks[-1], line + 1, 4)

    def _flag(self, value: LabValue) -> QWidget:
        part, across = _inline()
        arrow = flag_icon(value)
        if arrow:
            across.addWidget(IconLabel(self._theme, arrow, "text", 15))
        role = "strong" if arrow else "muted"
        across.addWidget(make_label(flag_words(value), role))
        across.addStretch(1)
        return part

    def _spark(self, value: LabValue, facts: Facts) -> QWidget:
        part, across = _inline()
        spark = Sparkline(self._theme)
        points = facts.lab_series(value.key, last=_POINTS)
        spark.show_points([(p.date.earliest.toordinal(), float(p.number)) for p in points])
        across.addWidget(spark)
        across.addSpacing(SPACE_16)
        return part


def chosen_labs(facts: Facts) -> list[LabValue]:
    """Return the results to show: those most watched, then what else the newest report holds."""
    newest = facts.newest_labs
    chosen = [newest[key] for key in MOST_WATCHED if key in newest]
    if len(chosen) < _MOST and facts.latest_panel is not None:
        known = {value.key for value in chosen}
        chosen += [value for value in facts.latest_panel.results if value.key not in known]
    return chosen[:_MOST]


def _name(value: LabValue, case: OpenCase) -> str:
    """Return the name, with the date where it is not that of the newest report."""
    panel = case.facts.latest_panel
    name = lab_name(value)
    if value.date is None or panel is None or value.date == panel.date:
        return name
    return f"{name}, {near_day(value.date, case.as_of)}"


def _number(value: LabValue) -> QWidget:
    part, across = _inline()
    across.addStretch(1)
    across.addWidget(make_label(value_text(value), "strong"))
    if value.quantity is not None and value.quantity.unit:
        across.addWidget(make_label(unit_text(value.quantity.unit), "muted"))
    return part


def _inline() -> tuple[QFrame, QHBoxLayout]:
    part = QFrame()
    across = QHBoxLayout(part)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(SPACE_4)
    return part, across
