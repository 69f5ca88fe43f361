"""One operation of the change log: old and new in words, and Undo this."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.change_log.log_words import what, when, who, without_repeats
from app.ui.labels import make_label
from app.ui.scroll_column import ScrollColumn
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_20
from app.usecases.change_log import Entry

MOST_SENTENCES = 200


class EntryCard(Card):
    """What was done in one step.

    Signals:
        undo_wanted(): Undo this was pressed.
    """

    undo_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("One change"))
        self.heading = make_label("", "section", wrap=True)
        self.who = make_label("", "muted", wrap=True)
        self.state = make_label("", "small-text", wrap=True)
        self.about = make_label("", "row-title", wrap=True)
        self.lines = make_label("", wrap=True)
        self.lines.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        selectable = Qt.TextInteractionFlag.TextSelectableByMouse
        self.lines.setTextInteractionFlags(selectable)
        self.undo = Button(theme, self.tr("Undo this"), icon="undo-2")
        self.undo.clicked.connect(self._want_undo)
        self.body.addWidget(ScrollColumn(self._column()))

    def show_entry(self, entry: Entry, sentences: list[str], *, taken_back: bool) -> None:
        """Show an operation."""
        self.heading.setText(what(entry))
        said = self.tr("{when}, by {who}")
        self.who.setText(said.format(when=when(entry.at), who=who(entry)))
        about, lines = without_repeats(sentences)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.lines.setText("\n".join(lines) or self.tr("No entry is different."))
        if len(sentences) >= MOST_SENTENCES:
            more = self.tr("There is more. The first {n} are shown.").format(n=MOST_SENTENCES)
            self.lines.setText(self.lines.text() + "\n" + more)
        self._show_state(entry, taken_back)
        name = self.tr("Undo this: {what}").format(what=what(entry))
        self.undo.setAccessibleName(name)

    def _show_state(self, entry: Entry, taken_back: bool) -> None:
        words = ""
        if taken_back:
            words = self.tr("This was taken back later.")
        elif not entry.can_be_undone:
            words = self.tr("The case began with this. It cannot be undone.")
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.undo.setVisible(entry.can_be_undone and not taken_back)

    def _column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_20, SPACE_16, SPACE_20, SPACE_16)
        column.setSpacing(SPACE_4)
        for label in (self.heading, self.who, self.state):
            column.addWidget(label)
        column.addSpacing(SPACE_8)
        column.addWidget(self.about)
        column.addWidget(self.lines)
        column.addSpacing(SPACE_12)
        column.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return column

    @Slot()
    def _want_undo(self) -> None:
        self.undo_wanted.emit()
