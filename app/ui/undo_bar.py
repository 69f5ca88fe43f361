"""What was just done, with Undo beside it: in place of asking before."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from app.ui.buttons import Button
from app.ui.labels import ElidedLabel, IconLabel
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12

SHOWN_SECONDS = 20


class UndoBar(QFrame):
    """Shown until the next change or for 20 seconds; the change log keeps it for good.

    Attributes:
        operation: the id of what its words tell of, None while that is not known.

    Signals:
        undo_wanted(): Undo was pressed.
    """

    undo_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.operation: str | None = None
        self.setProperty("kind", "undo")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words = ElidedLabel()
        self._button = Button(theme, self.tr("Undo"), kind="link")
        self._button.clicked.connect(self.undo_wanted)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_12, SPACE_4, SPACE_12, SPACE_4)
        line.setSpacing(SPACE_8)
        line.addWidget(IconLabel(theme, "undo-2", "muted"), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._words, 1)
        line.addWidget(self._button)
        self.hide()

    def say(self, words: str, operation: str | None = None) -> None:
        """Show what was done, and remember which operation that was."""
        self.operation = operation
        self._words.setText(words)
        self.setAccessibleName(words)
        self._button.setAccessibleName(self.tr("Undo: {what}").format(what=words))
        self.show()
        self._timer.start()

    @property
    def words(self) -> str:
        """What it says, empty while it is hidden."""
        return "" if self.isHidden() else self._words.whole_text
