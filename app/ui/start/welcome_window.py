"""What opens when no case is named: begin, open, look at an example, or go on where one was."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QMainWindow,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.settings import RECENT_FILES, Settings
from app.ui.ask import Ask
from app.ui.cards import Card, ClickableRow, empty_layout
from app.ui.labels import ElidedLabel, IconLabel, make_label
from app.ui.menus import Command, Menus
from app.ui.scroll_column import ScrollColumn
from app.ui.start.file_place import place_words
from app.ui.status_strip import StatusStrip
from app.ui.theme import Theme
from app.ui.tokens import MINIMUM_WINDOW, SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_24
from app.ui.view_choices import ViewChoices

_CHOICE_WIDTH = 330
_SIDE = 56
_SIZE = (1280, 800)
_TALL = 720
_MOST_RECENT = 6


class BigChoice(QAbstractButton):
    """A large button: icon, what it does, a line about it."""

    def __init__(self, theme: Theme, icon: str, title: str, about: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        words = QVBoxLayout()
        words.setSpacing(SPACE_4 // 2)
        words.addWidget(make_label(title, "strong"))
        words.addWidget(make_label(about, "muted", wrap=True))
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        line.setSpacing(SPACE_16)
        mark = IconLabel(theme, icon, "accent", 24)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, like a card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pressed = self.isDown() or self.underMouse()
        painter.setPen(self._theme.colour("field_border" if pressed else "hairline"))
        painter.setBrush(self._theme.colour("sunken" if self.isDown() else "surface"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
        painter.end()


class RecentRow(ClickableRow):
    """A case opened before.

    Signals:
        opened(object): its path.
    """

    opened = Signal(object)

    def __init__(self, file: Path) -> None:
        super().__init__(file.stem, vertical=SPACE_12 - 2)
        self._file = file
        self.setAccessibleDescription(place_words(file))
        words = QVBoxLayout()
        words.setSpacing(SPACE_4 // 2)
        words.addWidget(ElidedLabel(file.stem, "row-title"))
        words.addWidget(ElidedLabel(place_words(file), "small"))
        self.line.addLayout(words)
        self.activated.connect(self._open)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self._file)


class WelcomeWindow(QMainWindow):
    """The first window.

    Signals:
        new_wanted(), open_wanted(), join_wanted(), example_wanted(): one of the large choices.
        file_wanted(object): a recent case, as a path.
        closed(object): the window was closed.
    """

    new_wanted = Signal()
    open_wanted = Signal()
    join_wanted = Signal()
    example_wanted = Signal()
    file_wanted = Signal(object)
    closed = Signal(object)

    def __init__(self, theme: Theme, settings: Settings, ask: Ask) -> None:
        super().__init__()
        self._theme = theme
        self._ask = ask
        self._settings = settings
        self.setWindowTitle(self.tr("Casebook"))
        self.setMinimumSize(*MINIMUM_WINDOW)
        self.resize(*_SIZE)
        self.status = StatusStrip(theme, with_case=False)
        self._views = ViewChoices(theme, settings, self)
        self._make_choices()
        self._recent = QVBoxLayout()
        self._recent_card = Card(self.tr("Opened last"))
        self._make_menus()
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Read again which cases were opened last."""
        empty_layout(self._recent)
        files = [file for file in self._settings.get(RECENT_FILES) if file.exists()]
        for file in files[:_MOST_RECENT]:
            row = RecentRow(file)
            row.opened.connect(self._want_file)
            self._recent.addWidget(row)
        self._recent_card.setVisible(bool(files))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the window is gone."""
        event.accept()
        self.closed.emit(self)

    @Slot()
    def want_new(self) -> None:
        """Ask for a new case."""
        self.new_wanted.emit()

    @Slot()
    def want_open(self) -> None:
        """Ask for a case to open."""
        self.open_wanted.emit()

    @Slot()
    def want_join(self) -> None:
        """Ask for two copies of one case."""
        self.join_wanted.emit()

    @Slot()
    def want_example(self) -> None:
        """Ask for the example."""
        self.example_wanted.emit()

    @Slot()
    def open_help(self) -> None:
        """Show how to begin."""
        self._show_help("beginning")

    @Slot()
    def tell_privacy(self) -> None:
        """Say what leaves this computer: nothing."""
        self._show_help("privacy")

    @Slot()
    def tell_about(self) -> None:
        """Say which program this is."""
        from app.ui.help.about import tell_about

        tell_about(self._ask, self)

    def _show_help(self, key: str) -> None:
        from app.ui.help.help_dialog import HelpDialog  # few need it, and the window comes sooner

        dialog = HelpDialog(self._theme, self, key)
        self._ask.run(dialog)
        dialog.deleteLater()

    @Slot()
    def leave(self) -> None:
        """Close the window."""
        self.close()

    @Slot(object)
    def _want_file(self, file: Path) -> None:
        self.file_wanted.emit(file)

    def _make_choices(self) -> None:
        theme = self._theme
        self.new_choice = BigChoice(
            theme,
            "plus",
            self.tr("Start a new case"),
            self.tr("Takes about two minutes. One name is enough."),
        )
        self.new_choice.clicked.connect(self.want_new)
        self.open_choice = BigChoice(
            theme,
            "folder-open",
            self.tr("Open a case"),
            self.tr("A case file on this computer or a USB stick."),
        )
        self.open_choice.clicked.connect(self.want_open)
        self.join_choice = BigChoice(
            theme,
            "users",
            self.tr("Bring in a relative's copy"),
            self.tr("Put two copies of the same case together."),
        )
        self.join_choice.clicked.connect(self.want_join)
        self.example_choice = BigChoice(
            theme,
            "book-open",
            self.tr("Look at an example"),
            self.tr("An invented case. Nothing in it is saved."),
        )
        self.example_choice.clicked.connect(self.want_example)

    def _make_menus(self) -> None:
        views = self._views
        join, example = self.tr("Bring in a relative's copy…"), self.tr("Look at an example")
        menus = self.menus = Menus(self.menuBar(), self._theme)
        menus.add(
            self.tr("&Case"),
            [
                Command("new", self.tr("New case…"), self.want_new, ("Ctrl+N",), "plus"),
                Command("open", self.tr("Open…"), self.want_open, ("Ctrl+O",), "folder-open"),
                Command("join", join, self.want_join, (), "users"),
                Command("example", example, self.want_example, (), "book-open"),
                None,
                Command("close", self.tr("Close"), self.leave, ("Ctrl+W",)),
            ],
        )
        menus.add(
            self.tr("&View"),
            [
                Command("larger", self.tr("Larger text"), views.larger_text, ("Ctrl++", "Ctrl+=")),
                Command("smaller", self.tr("Smaller text"), views.smaller_text, ("Ctrl+-",)),
                Command("normal", self.tr("Normal text"), views.normal_text, ("Ctrl+0",)),
                None,
                Command("system", self.tr("Colors of the system"), views.follow_system),
                Command("light", self.tr("Light colors"), views.use_light),
                Command("dark", self.tr("Dark colors"), views.use_dark),
            ],
        )
        here, privacy = self.tr("Help"), self.tr("What leaves this computer")
        menus.add(
            self.tr("&Help"),
            [
                Command("help", here, self.open_help, ("F1",), "circle-question-mark"),
                None,
                Command("privacy", privacy, self.tell_privacy),
                Command("about", self.tr("About Casebook"), self.tell_about),
            ],
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Begin higher up in a low window, so that all choices are in sight."""
        super().resizeEvent(event)
        top = _SIDE if self.height() >= _TALL else SPACE_16
        self._across.setContentsMargins(_SIDE, top, _SIDE, SPACE_8 if top < _SIDE else SPACE_24)

    def _lay_out(self) -> None:
        across = self._across = QHBoxLayout()
        across.setContentsMargins(_SIDE, _SIDE, _SIDE, SPACE_24)
        across.setSpacing(_SIDE)
        across.addLayout(self._choice_column(), 0)
        across.addLayout(self._recent_column(), 0)
        across.addStretch(1)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(ScrollColumn(across), 1)
        rows.addWidget(self.status)
        self.setCentralWidget(whole)

    def _choice_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_12)
        column.addLayout(self._name_line())
        about = self.tr("One place for the treatment story, the trials and the questions.")
        column.addWidget(make_label(about, "muted", wrap=True))
        column.addSpacing(SPACE_12)
        choices = (self.new_choice, self.open_choice, self.join_choice, self.example_choice)
        for choice in choices:
            choice.setMinimumWidth(self._theme.px(_CHOICE_WIDTH))
            column.addWidget(choice)
        column.addStretch(1)
        return column

    def _name_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_16)
        line.addWidget(IconLabel(self._theme, "book-heart", "accent", 40))
        name = make_label(self.tr("Casebook"), "program-name")
        # The keyboard begins here, so that no choice looks made already.
        name.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        name.setFocus()
        line.addWidget(name, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        return line

    def _recent_column(self) -> QVBoxLayout:
        self._recent.setSpacing(0)
        self._recent_card.body.addLayout(self._recent)
        self._recent_card.setMinimumWidth(self._theme.px(_CHOICE_WIDTH))
        column = QVBoxLayout()
        column.addWidget(self._recent_card)
        column.addStretch(1)
        return column
