"""The first tab of a trial: every line of its criteria beside what the record says."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label, make_line
from app.ui.segmented import Segmented
from app.ui.theme import Theme
from app.ui.tokens import ICON, SPACE_8, SPACE_12, SPACE_16
from app.ui.trials.criteria_list import CriteriaHead, CriteriaList
from app.ui.trials.shapes import STATE_COLOURS, STATE_ICONS, STATE_WORDS, state_words
from app.usecases.trial_page_lines import LineShown

_STATES = ("rule_out", "ask", "fits")
_GAP = 5


class StateFilter(Segmented):
    """All, may rule out, ask the team, fits: each with its shape and how many there are."""

    def __init__(self, theme: Theme) -> None:
        words = [(state, STATE_WORDS[state]) for state in _STATES]
        super().__init__(self.tr("Show"), [("all", self.tr("All")), *words])
        for state in _STATES:
            theme.dress(self._buttons[state], STATE_ICONS[state], STATE_COLOURS[state], _GAP)
        self._theme = theme
        self._follow_size()
        theme.changed.connect(self._follow_size)
        self.choose("all")

    @Slot()
    def _follow_size(self) -> None:
        side = self._theme.px(ICON)
        for button in self._buttons.values():
            button.setIconSize(QSize(side + _GAP, side))

    def count(self, lines: Sequence[LineShown]) -> None:
        """Say how many lines each choice shows."""
        counts = Counter(line.state for line in lines)
        counts["all"] = sum(counts[state] for state in _STATES)
        for code, button in self._buttons.items():
            name = self.tr("All") if code == "all" else state_words(code)
            button.setText(self.tr("{name} {count}").format(name=name, count=counts[code]))
            button.setAccessibleName(self.tr("Show: {what}").format(what=button.text()))


class CheckView(QWidget):
    """Filter, table and the words that belong to both.

    Attributes:
        list: the lines; it tells what is wanted of them.
        filter: which of them are shown.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._lines: tuple[LineShown, ...] = ()
        self.filter = StateFilter(theme)
        self.filter.chosen.connect(self._show)
        self._checked = make_label("", "small", wrap=True)
        self.list = CriteriaList(theme)
        self.head = CriteriaHead(theme, self.list)
        self._empty = make_label("", "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        self._lay_out()

    def name_person(self, name: str) -> None:
        """Name the columns; the last one is about a person."""
        self.head.say(
            self.tr("Our check"),
            self.tr("The trial asks for"),
            self.tr("{name}'s record and where it comes from").format(name=name),
        )

    def show_lines(self, lines: Sequence[LineShown], checked: str) -> None:
        """Show the lines of a trial, and when they were checked."""
        self._lines = tuple(lines)
        self.filter.count(lines)
        self._checked.setText(checked)
        self._top.show()
        self._show()

    def show_nothing(self, why: str) -> None:
        """Say why there are no lines to show."""
        self._lines = ()
        self._empty.setText(why)
        self._top.hide()
        self._swap(empty=True)

    def line(self, key: str) -> LineShown | None:
        """Return a line by its key."""
        return next((line for line in self._lines if line.key == key), None)

    @Slot()
    def _show(self) -> None:
        code = self.filter.code
        lines = [line for line in self._lines if code in ("all", line.state)]
        self._swap(empty=not lines)
        self._empty.setText(self.tr("No line is in this state by our check."))
        self.list.show_lines(lines)
        self.head.updateGeometry()

    def _swap(self, *, empty: bool) -> None:
        self._empty.setVisible(empty)
        self.list.setVisible(not empty)
        self.head.setVisible(not empty)

    def _lay_out(self) -> None:
        self._top = QWidget()
        line = FlowLayout(SPACE_12)
        line.setContentsMargins(SPACE_16 - 2, SPACE_8 + 2, SPACE_16, SPACE_8 + 2)
        line.addWidget(self.filter)
        line.addWidget(self._checked)
        self._top.setLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(make_line())
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
