"""The tab Backups: which there are, where, and bringing one back."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.settings import BACKUP_FOLDER
from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.change_log.backup_model import WIDTHS, BackupModel
from app.ui.change_log.log_table import LogTable
from app.ui.flow_layout import FlowLayout
from app.ui.labels import ElidedLabel, make_label
from app.ui.page import Surroundings
from app.ui.tokens import (
    HEIGHT_ROW,
    SPACE_4,
    SPACE_8,
    SPACE_12,
    SPACE_16,
    SPACE_20,
    SPACE_24,
)
from app.usecases.backups import KeptBackup, kept_backups

_FEWEST_ROWS = 5


class BackupsView(QWidget):
    """The list, and where backups go.

    Signals:
        preview_wanted(object): show what the `KeptBackup` would change.
        settings_wanted(): the second place shall be another one.
    """

    preview_wanted = Signal(object)
    settings_wanted = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        theme = around.theme
        self.model = BackupModel(self)
        self.table = LogTable(theme, self.model, self.tr("Backups"), WIDTHS)
        self.table.opened.connect(self._want_preview)
        self.preview = Button(theme, self.tr("See what it would change…"), icon="eye")
        self.preview.clicked.connect(self._want_preview)
        self._second = ElidedLabel("", "small-text")
        self._change = Button(theme, self.tr("Change in Settings"), kind="link")
        self._change.clicked.connect(self.settings_wanted)
        self._lay_out()
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def second_place(self) -> Path | None:
        """The folder that gets copies too."""
        return self._around.settings.get(BACKUP_FOLDER)

    def refresh(self) -> None:
        """Look into the folders again; the chosen backup stays chosen."""
        before = self.chosen()
        self.model.show_backups(kept_backups(self._around.case.session, self.second_place))
        some = self.model.rowCount() > 0
        self._card.setVisible(some)
        self.preview.setVisible(some)
        self._empty.setVisible(not some)
        row = self.model.row_of(before.backup.path) if before is not None else 0
        self.table.choose(max(row, 0))
        self._second.setText(self._second_words())

    def chosen(self) -> KeptBackup | None:
        """Return the chosen backup."""
        return self.model.kept(self.table.row)

    def _second_words(self) -> str:
        place = self.second_place
        if place is None:
            return self.tr("No second place is set. A USB stick or another disk is a good one.")
        if not place.is_dir():
            said = self.tr("The second place is not connected: {place}")
        else:
            said = self.tr("Every backup is copied to: {place}")
        return said.format(place=place)

    @Slot()
    def _want_preview(self) -> None:
        if self.chosen() is not None:
            self.preview_wanted.emit(self.chosen())

    def _lay_out(self) -> None:
        self._card = Card()
        self._card.body.setContentsMargins(1, 1, 1, 1)
        self._card.body.addWidget(self.table)
        self._empty = self._make_empty()
        buttons = FlowLayout(SPACE_8)
        buttons.addWidget(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(self._card, 1)
        column.addWidget(self._empty)
        column.addLayout(buttons)
        column.addWidget(self._places_card())
        column.addStretch(0)

    def _places_card(self) -> Card:
        card = Card(self.tr("Where backups go"))
        rows = QVBoxLayout()
        rows.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_12)
        rows.setSpacing(SPACE_4)
        path = self._around.case.session.path
        beside = self.tr("Beside the case, in the folder “{name} backups”.").format(name=path.stem)
        rows.addWidget(make_label(beside, "small-text", wrap=True))
        rows.addWidget(self._second)
        line = FlowLayout(SPACE_8)
        line.addWidget(self._change)
        rows.addLayout(line)
        often = self.tr("One is made on closing, after changes. Each is opened and checked.")
        rows.addWidget(make_label(often, "small", wrap=True))
        card.body.addLayout(rows)
        return card

    def _make_empty(self) -> Card:
        card = Card()
        words = make_label(
            self.tr("No backups yet. One is made when the case is closed after changes."), wrap=True
        )
        words.setContentsMargins(SPACE_24, SPACE_20, SPACE_24, SPACE_20)
        card.body.addWidget(words)
        return card

    @Slot()
    def _fit(self) -> None:
        self.table.setMinimumHeight(self._around.theme.px(HEIGHT_ROW) * _FEWEST_ROWS)
