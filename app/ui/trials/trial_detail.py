"""One saved trial: its title and status, and five tabs about it."""

from collections.abc import Callable
from functools import cached_property
from html import escape

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui.buttons import Button, IconButton
from app.ui.flow_layout import FlowLayout
from app.ui.labels import IconLabel, make_label, make_line, make_rich_label
from app.ui.scroll_column import ScrollColumn
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.trials.about_view import AboutView
from app.ui.trials.changes_view import ChangesView
from app.ui.trials.check_view import CheckView
from app.ui.trials.notes_view import NotesView
from app.ui.trials.places_view import PlacesView
from app.ui.trials.shapes import status_icon
from app.ui.trials.tab_line import TabLine
from app.usecases.trial_page_checks import TrialSummary
from app.usecases.trial_stage import STAGES

_LEAST_PAGE = 340
_NARROW_EM = 28


class _Pages(QStackedWidget):
    """What the tabs show; each scrolls by itself, so it is content with its least height."""

    def hasHeightForWidth(self) -> bool:
        """Never ask the whole card to scroll for the words of one tab."""
        return False

    def sizeHint(self) -> QSize:
        """Ask for no more than the least height."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


class TrialDetail(QFrame):
    """The card on the right of the page.

    Attributes:
        check, notes: what two of the tabs show; the others are made when they are looked at.
        menu: the menu of the "…" button.

    Signals:
        tab_chosen(str): another tab is shown.
        review_wanted(): the review sheet of this trial is wanted.
        trial_wanted(str): another trial.
        home_wanted(): the home place is to be noted.
        update_wanted(): a newer copy of the record is to be taken in.
        noted(str): a sentence for the status line.
    """

    tab_chosen = Signal(str)
    review_wanted = Signal()
    trial_wanted = Signal(str)
    home_wanted = Signal()
    update_wanted = Signal()
    noted = Signal(str)

    def __init__(self, theme: Theme, menu: QMenu) -> None:
        super().__init__()
        self._theme = theme
        self.menu = menu
        self.setProperty("kind", "card")
        self.check = CheckView(theme)
        self.notes = NotesView(theme)
        self.title = make_label("", "section", wrap=True)
        self._shape = IconLabel(theme, "circle-dashed")
        self._status = make_rich_label("", "small-text")
        self.review = Button(theme, self.tr("Review sheet"), icon="printer")
        self.review.clicked.connect(self.review_wanted)
        self.more = IconButton(theme, "ellipsis", self.tr("More for this trial"))
        self.more.setMenu(menu)
        self.tabs = TabLine(theme, self.tr("About this trial"), self._tab_words())
        self.tabs.choose("check")
        self.tabs.chosen.connect(self._show_tab)
        self._lay_out()

    @property
    def tab(self) -> str:
        """The code of the tab that is shown."""
        return self.tabs.code

    def choose_tab(self, code: str) -> None:
        """Show another tab, without telling."""
        self.tabs.choose(code)
        self._pages.setCurrentWidget(self._view(code))

    @cached_property
    def about(self) -> AboutView:
        """What the trial is."""
        made = AboutView(self._theme)
        made.trial_wanted.connect(self.trial_wanted)
        self._pages.addWidget(made)
        return made

    @cached_property
    def places(self) -> PlacesView:
        """Where it runs, and whom to call."""
        made = PlacesView(self._theme)
        made.home_wanted.connect(self.home_wanted)
        made.noted.connect(self.noted)
        self._pages.addWidget(made)
        return made

    @cached_property
    def changes(self) -> ChangesView:
        """What changed in the registry's record."""
        made = ChangesView(self._theme)
        made.update_wanted.connect(self.update_wanted)
        self._pages.addWidget(made)
        return made

    def _view(self, code: str) -> QWidget:
        views: dict[str, Callable[[], QWidget]] = {
            "check": lambda: self.check,
            "about": lambda: self.about,
            "places": lambda: self.places,
            "changes": lambda: self.changes,
            "notes": lambda: self.notes,
        }
        return views[code]()

    def show_head(self, trial: TrialSummary, title: str, changes: int, notes: int) -> None:
        """Show the title, the status line and what the tabs count."""
        self.title.setText(title)
        self.setAccessibleName(title)
        self._shape.show_icon(status_icon(trial.status), "text")
        self._status.setText(self._status_line(trial))
        self.tabs.say("changes", self._counted(self.tr("Changes"), changes))
        self.tabs.say("notes", self._counted(self.tr("Our notes"), notes))

    def _counted(self, words: str, count: int) -> str:
        return self.tr("{words} ({count})").format(words=words, count=count) if count else words

    def _status_line(self, trial: TrialSummary) -> str:
        checked = trial.checked_on
        day = self.tr("checked {day}").format(day=checked.words()) if checked else ""
        saved = trial.saved_on
        # The day of the copy says when it was saved, too, where both are one.
        other = saved is not None and saved != checked
        kept = self.tr("saved {day}").format(day=saved.words()) if saved and other else ""
        place = ", ".join(part for part in (trial.nearest, trial.distance) if part)
        stage = "" if trial.stage == STAGES[0].label else trial.stage
        said = (day, trial.number, trial.phase, place, kept, stage)
        rest = "".join(f" · {escape(part)}" for part in said if part)
        return f"<b>{escape(trial.status_words)}</b>{rest}"

    @Slot(str)
    def _show_tab(self, code: str) -> None:
        self._pages.setCurrentWidget(self._view(code))
        self.tab_chosen.emit(code)

    def _tab_words(self) -> list[tuple[str, str]]:
        return [
            ("check", self.tr("Check against the record")),
            ("about", self.tr("About the trial")),
            ("places", self.tr("Places and contacts")),
            ("changes", self.tr("Changes")),
            ("notes", self.tr("Our notes")),
        ]

    def _lay_out(self) -> None:
        self._pages = _Pages()
        for view in (self.check, self.notes):
            self._pages.addWidget(view)
        column = QVBoxLayout()
        column.setContentsMargins(1, SPACE_12, 1, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        tabs = QVBoxLayout()
        tabs.setContentsMargins(SPACE_16, SPACE_4, SPACE_16, 0)
        tabs.addWidget(self.tabs)
        column.addLayout(tabs)
        column.addWidget(make_line())
        column.addWidget(self._pages, 1)
        # With large text in a small window all of it scrolls; else only what a tab shows.
        self._area = ScrollColumn(column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 1)
        whole.addWidget(self._area)
        self._theme.changed.connect(self._keep_room)
        self._keep_room()

    @Slot()
    def _keep_room(self) -> None:
        self._pages.setMinimumHeight(self._theme.px(_LEAST_PAGE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the title where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_EM * self._theme.em
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._first.setDirection(down if narrow else across)

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(SPACE_16, 0, SPACE_16, 0)
        head.setSpacing(SPACE_4)
        first = self._first = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        first.setSpacing(SPACE_8)
        first.addWidget(self.title, 1, Qt.AlignmentFlag.AlignTop)
        buttons = QWidget()
        flow = FlowLayout(SPACE_8)
        flow.addWidget(self.review)
        flow.addWidget(self.more)
        buttons.setLayout(flow)
        first.addWidget(buttons, 0, Qt.AlignmentFlag.AlignTop)
        status = QHBoxLayout()
        status.setSpacing(SPACE_4 + 1)
        status.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        status.addWidget(self._status, 1)
        head.addLayout(first)
        head.addLayout(status)
        return head
