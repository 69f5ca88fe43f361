"""The list of saved trials with its order, and the ways to what concerns all of them."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.buttons import Button
from app.ui.choosing.choice import Choice, Row
from app.ui.choosing.choice_list import ChoiceList
from app.ui.flow_layout import FlowLayout
from app.ui.icons import paint_icon
from app.ui.labels import make_line
from app.ui.theme import Theme
from app.ui.tokens import BODY, ROW_TITLE, SPACE_4, SPACE_8, SPACE_12
from app.ui.trials.trial_rows import ORDERS, in_order, row_of
from app.ui.words import translate
from app.usecases.trial_page_checks import TrialSummary
from app.usecases.trial_stage import STAGES


class OrderButton(QPushButton):
    """ "Sort by our order" with a small arrow; it opens the menu of orders."""

    def __init__(self, theme: Theme, menu: QMenu) -> None:
        super().__init__()
        self._theme = theme
        self._order = ""
        self.setProperty("kind", "quiet-small")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMenu(menu)

    def say(self, order: str) -> None:
        """Name the order."""
        self._order = order
        said = self.tr("Sort by {order}").format(order=order)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for the words and the arrow."""
        words = self.fontMetrics().horizontalAdvance(f"{self.tr('Sort by')} {self._order}")
        return QSize(words + self._theme.px(22), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Never be smaller."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words and the arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = float(SPACE_4)
        words = ((self.tr("Sort by"), BODY, "muted"), (self._order, ROW_TITLE, "text"))
        for text, style, colour in words:
            painter.setFont(self._theme.font(style))
            painter.setPen(self._theme.colour(colour))
            room = QRectF(x, 0, self.width() - x, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
            x += painter.fontMetrics().horizontalAdvance(text) + self._theme.px(SPACE_4 + 1)
        side = self._theme.px(14)
        place = QRectF(x, (self.height() - side) / 2, side, side)
        paint_icon(painter, "chevron-down", self._theme.colour("text"), place)
        painter.end()


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
        self._sort = OrderButton(theme, self._orders())
        self._sort.say(translate("TrialRows", ORDERS[self.order]))
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
        self._actions[order].setChecked(True)
        self._sort.say(translate("TrialRows", ORDERS[order]))
        self.order_changed.emit()

    def _row(self, trial: TrialSummary, today: date) -> Choice:
        return row_of(trial, today, STAGES[0].label)

    def _orders(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._actions: dict[str, QAction] = {}
        for code, words in ORDERS.items():
            action = menu.addAction(translate("TrialRows", words))
            action.setData(code)
            action.setCheckable(True)
            action.setChecked(code == self.order)
            group.addAction(action)
            self._actions[code] = action
        group.triggered.connect(self._take_order)
        return menu

    @Slot(QAction)
    def _take_order(self, action: QAction) -> None:
        self.choose_order(action.data())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
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
