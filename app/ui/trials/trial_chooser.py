"""The list of saved trials with its order, and the ways to what concerns all of them."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.buttons import Button
from app.ui.choosing.choice import Choice, Row
from app.ui.choosing.choice_list import ChoiceList
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_line
from app.ui.scroll_column import ScrollColumn
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12
from app.ui.trials.order_button import OrderButton
from app.ui.trials.trial_rows import ORDERS, in_order, row_of
from app.usecases.trial_page_checks import TrialSummary
from app.usecases.trial_stage import STAGES

_LEAST_LIST = 150


class TrialChooser(QFrame):
    """The card on the left of the page.

    Attributes:
        list: the list itself.
        order: the order it stands in.

    Signals:
        order_changed(): another order was chosen.
        update_wanted(): newer copies are to be looked for.
        unknowns_wanted(), dates_wanted(): show what concerns all trials.
        find_wanted(): other trials are to be looked for.
    """

    order_changed = Signal()
    update_wanted = Signal()
    unknowns_wanted = Signal()
    dates_wanted = Signal()
    find_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.order = "ours"
        self._trials: dict[str, TrialSummary] = {}
        self.setProperty("kind", "card")
        self.list = ChoiceList(theme, self.tr("Saved trials"))
        self.setFocusProxy(self.list)
        self._sort = OrderButton(theme, ORDERS)
        self._sort.chosen.connect(self._take_order)
        self._update = Button(theme, self.tr("Update copies…"), kind="link")
        self._update.clicked.connect(self.update_wanted)
        self._lay_out()

    def show_trials(self, trials: Sequence[TrialSummary], today: date, keep: str = "") -> None:
        """Show the trials in the chosen order."""
        ordered = in_order(trials, self.order)
        self._trials = {trial.trial_id: trial for trial in ordered}
        # Filling is no choice of the person: what stands beside the list stays.
        self.list.blockSignals(True)
        self.list.show_rows([self._row(trial, today) for trial in ordered], keep)
        self.list.blockSignals(False)

    def update_trials(self, trials: Sequence[TrialSummary], today: date) -> None:
        """Show what has come in of some trials, in place; in an order that hangs on it, anew."""
        if self.order not in ("ours", "name", "stage"):
            known = {**self._trials, **{trial.trial_id: trial for trial in trials}}
            self.show_trials(list(known.values()), today)
            return
        rows: list[Row] = list(self.list.rows.rows)
        places = {row.key: n for n, row in enumerate(rows) if isinstance(row, Choice)}
        for trial in trials:
            place = places.get(trial.trial_id)
            if place is not None:
                self._trials[trial.trial_id] = trial
                rows[place] = self._row(trial, today)
        self.list.rows.rows = tuple(rows)
        for trial in trials:
            index = self.list.rows.index(places.get(trial.trial_id, 0))
            self.list.rows.dataChanged.emit(index, index)

    @property
    def can_move(self) -> bool:
        """Whether the list stands in the family's own order, so that moving means something."""
        return self.order == "ours"

    def choose_order(self, order: str) -> None:
        """Stand in another order."""
        self.order = order
        self._sort.choose(order)
        self.order_changed.emit()

    def _row(self, trial: TrialSummary, today: date) -> Choice:
        return row_of(trial, today, STAGES[0].label)

    @Slot(str)
    def _take_order(self, order: str) -> None:
        self.choose_order(order)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        top = QWidget()
        line = FlowLayout(SPACE_4)
        line.setContentsMargins(SPACE_12, SPACE_4, SPACE_8, SPACE_4)
        line.addWidget(self._sort)
        line.add_at_end(self._update)
        top.setLayout(line)
        column.addWidget(top)
        column.addWidget(make_line())
        column.addWidget(self.list, 1)
        column.addWidget(make_line())
        column.addWidget(self._over_all())
        # With large text in a small window all of it scrolls, so that more than a row is seen.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollColumn(column))
        self._theme.changed.connect(self._keep_room)
        self._keep_room()

    @Slot()
    def _keep_room(self) -> None:
        self.list.setMinimumHeight(self._theme.px(_LEAST_LIST))

    def _over_all(self) -> QWidget:
        """Return the ways to what concerns all trials."""
        part = QWidget()
        lines = QVBoxLayout(part)
        lines.setContentsMargins(SPACE_12, SPACE_4, SPACE_4, SPACE_4)
        lines.setSpacing(0)
        unknown = Button(self._theme, self.tr("What we don't know yet"), kind="link")
        unknown.clicked.connect(self.unknowns_wanted)
        dates = Button(self._theme, self.tr("Earliest dates"), kind="link")
        dates.clicked.connect(self.dates_wanted)
        links = QHBoxLayout()
        flow = QWidget()
        wrapping = FlowLayout(SPACE_4)
        wrapping.addWidget(unknown)
        wrapping.addWidget(dates)
        find = Button(self._theme, self.tr("Find trials…"), kind="link")
        find.clicked.connect(self.find_wanted)
        wrapping.addWidget(find)
        flow.setLayout(wrapping)
        links.addWidget(flow, 1)
        lines.addLayout(links)
        return part
