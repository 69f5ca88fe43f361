"""The page Settings: everything that belongs to this computer, saved as soon as it is changed."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import CasebookError
from app.settings import (
    AUTHOR,
    AUTOLOCK_MINUTES,
    BACKUP_FOLDER,
    PAPER,
    TEXT_SIZE,
    THEME,
    Setting,
)
from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.flow_layout import FlowLayout
from app.ui.labels import ElidedLabel, make_label
from app.ui.page import Page, Surroundings
from app.ui.saving import PAUSE_MS
from app.ui.scroll_column import ScrollColumn
from app.ui.segmented import Segmented
from app.ui.theme import ThemeChoice
from app.ui.tokens import (
    SPACE_4,
    SPACE_8,
    SPACE_12,
    SPACE_16,
    SPACE_20,
    TEXT_PERCENT_STEPS,
)

T = TypeVar("T")

_MINUTES = (5, 15, 30, 60)
_NEVER = 0
_WIDEST = 760
_NAME_WIDTH = 360


class SettingsPage(Page):
    """How Casebook looks and works on this computer."""

    key = "settings"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.author = QLineEdit()
        self.author.editingFinished.connect(self._keep_author)
        # Not only when it is left: a sudden end must not take the name along.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._keep_author)
        self.author.textEdited.connect(self._await_pause)
        sizes = [(str(size), f"{size} %") for size in TEXT_PERCENT_STEPS]
        self.text_size = Segmented(self.tr("Text size"), sizes, wraps=True)
        self.colours = Segmented(self.tr("Colors"), self._colour_choices())
        self.paper = Segmented(
            self.tr("Paper"), [("letter", self.tr("Letter")), ("a4", self.tr("A4"))]
        )
        self.autolock = Segmented(self.tr("Lock by itself"), self._minute_choices(), wraps=True)
        self.place = ElidedLabel("", "small-text")
        self.choose_place = Button(self.theme, self.tr("Choose a folder…"), icon="usb")
        self.forget_place = Button(self.theme, self.tr("No second place"))
        self._lay_out()
        self._connect()

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Settings")

    def summary(self) -> str:
        """Return for what the settings hold."""
        return self.tr("On this computer, for every case. Saved by themselves.")

    def refresh(self) -> None:
        """Show what is set."""
        settings = self.around.settings
        if not self.author.hasFocus():
            self.author.setText(settings.get(AUTHOR))
        self.text_size.choose(str(self.theme.text_percent))
        self.colours.choose(self.theme.choice.value)
        self.paper.choose(settings.get(PAPER))
        self.autolock.choose(str(settings.get(AUTOLOCK_MINUTES)))
        folder = settings.get(BACKUP_FOLDER)
        none = self.tr("None. Backups lie beside the case only.")
        self.place.setText(str(folder) if folder else none)
        self.forget_place.setVisible(folder is not None)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the name, wherever the keyboard was."""
        self._keep_author()
        super().hideEvent(event)

    @Slot()
    def _await_pause(self) -> None:
        self._pause.start()

    @Slot()
    def _keep_author(self) -> None:
        self._pause.stop()
        name = self.author.text().strip()
        if name != self.around.settings.get(AUTHOR):
            self._keep(AUTHOR, name)

    @Slot(str)
    def _keep_text_size(self, percent: str) -> None:
        self._keep(TEXT_SIZE, int(percent))
        self.theme.set_text_percent(int(percent))

    @Slot(str)
    def _keep_colours(self, choice: str) -> None:
        self._keep(THEME, choice)
        self.theme.choose(ThemeChoice(choice))

    @Slot(str)
    def _keep_paper(self, paper: str) -> None:
        self._keep(PAPER, paper)

    @Slot(str)
    def _keep_minutes(self, minutes: str) -> None:
        self._keep(AUTOLOCK_MINUTES, int(minutes))

    @Slot()
    def _ask_for_place(self) -> None:
        known = self.around.settings.get(BACKUP_FOLDER)
        start = known if known is not None and known.is_dir() else Path.home()
        folder = self.around.ask.folder(self, self.tr("A second place for backups"), start)
        if folder is not None:
            self._keep(BACKUP_FOLDER, folder)
            self.refresh()

    @Slot()
    def _forget_place(self) -> None:
        self._keep(BACKUP_FOLDER, None)
        self.refresh()

    def _keep(self, setting: Setting[T], value: T) -> None:
        try:
            self.around.settings.set(setting, value)
        except CasebookError as error:
            self.noted.emit(error.sentence)
        else:
            self.noted.emit(self.tr("Saved"))

    def _connect(self) -> None:
        self.text_size.chosen.connect(self._keep_text_size)
        self.colours.chosen.connect(self._keep_colours)
        self.paper.chosen.connect(self._keep_paper)
        self.autolock.chosen.connect(self._keep_minutes)
        self.choose_place.clicked.connect(self._ask_for_place)
        self.forget_place.clicked.connect(self._forget_place)

    def _colour_choices(self) -> list[tuple[str, str]]:
        return [
            (ThemeChoice.SYSTEM.value, self.tr("As the system")),
            (ThemeChoice.LIGHT.value, self.tr("Light")),
            (ThemeChoice.DARK.value, self.tr("Dark")),
        ]

    def _minute_choices(self) -> list[tuple[str, str]]:
        known = self.around.settings.get(AUTOLOCK_MINUTES)
        minutes = sorted({*_MINUTES, *([known] if known else [])})
        timed = [(str(each), self.tr("%n minutes", "", each)) for each in minutes]
        return [*timed, (str(_NEVER), self.tr("Never"))]

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_20, 0, SPACE_20, SPACE_20)
        column.setSpacing(SPACE_12)
        self._cards = (self._you(), self._looks(), self._safety())
        for card in self._cards:
            # In a line of its own a card's height is that for the width it may have.
            line = QHBoxLayout()
            line.addWidget(card, 1)
            line.addStretch(0)
            column.addLayout(line)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(column))
        self.theme.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.author.setMaximumWidth(self.theme.px(_NAME_WIDTH))
        for card in self._cards:
            card.setMaximumWidth(self.theme.px(_WIDEST))

    def _you(self) -> Card:
        hint = self.tr(
            "Stands beside what you enter. The change log uses a new name from the next time a "
            "case is opened."
        )
        self.author.setAccessibleDescription(hint)
        return _card(self.tr("You"), _choice(self.tr("Who writes here"), self.author, hint))

    def _looks(self) -> Card:
        paper = self.tr("Where the patient's country is known, its usual paper comes first.")
        return _card(
            self.tr("How it looks"),
            _choice(self.tr("Text size"), self.text_size),
            _choice(self.tr("Colors"), self.colours),
            _choice(self.tr("Paper for printed pages"), self.paper, paper),
        )

    def _safety(self) -> Card:
        locks = self.tr("For a case with a password, after this time without keys or mouse.")
        second = self.tr(
            "A USB stick or another disk. Every backup is copied there too: at once with “Back up "
            "now”, and by itself from the next time the case is opened."
        )
        return _card(
            self.tr("Safety"),
            _choice(self.tr("Lock by itself"), self.autolock, locks),
            self._place_part(second),
        )

    def _place_part(self, hint: str) -> QWidget:
        buttons = FlowLayout(SPACE_8)
        buttons.addWidget(self.choose_place)
        buttons.addWidget(self.forget_place)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(make_label(self.tr("A second place for backups"), "field-label"))
        column.addWidget(self.place)
        column.addLayout(buttons)
        column.addWidget(make_label(hint, "small", wrap=True))
        return part


def _card(title: str, *parts: QWidget) -> Card:
    card = Card(title)
    column = QVBoxLayout()
    column.setContentsMargins(SPACE_16, SPACE_4, SPACE_16, SPACE_16)
    column.setSpacing(SPACE_16)
    for part in parts:
        column.addWidget(part)
    card.body.addLayout(column)
    return card


def _choice(label: str, choice: QWidget, hint: str = "") -> QWidget:
    part = QWidget()
    above = make_label(label, "field-label")
    above.setBuddy(choice)
    choice.setAccessibleName(label)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_4)
    column.addWidget(above)
    column.addWidget(choice)
    if hint:
        column.addWidget(make_label(hint, "small", wrap=True))
    return part
