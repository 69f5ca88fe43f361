"""Long work on the way: what is done, how far it is, and Cancel."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.ui.buttons import Button
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_12, SPACE_16, SPACE_24

_SOON_MS = 300
_WIDTH = 440
_STEPS = 1000


class WaitingDialog(QDialog):
    """Says what is being done; it comes only when that takes longer than a moment.

    Signals:
        stopped(): the person does not want to wait.
    """

    stopped = Signal()

    def __init__(
        self, theme: Theme, parent: QWidget | None, words: str, *, can_be_stopped: bool = True
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("One moment"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._words = make_label(words, "strong", wrap=True)
        self._details = make_label("", "small", wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(words)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.cancel_button = Button(theme, self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.cancel_button.setVisible(can_be_stopped)
        self._can_be_stopped = can_be_stopped
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON_MS)
        self._timer.timeout.connect(self.open)
        self._lay_out(theme)

    def begin(self) -> None:
        """Come in a moment, unless `end` is first."""
        self._timer.start()

    @Slot()
    def end(self) -> None:
        """Go away for good."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    @Slot(int, int, str)
    def show_progress(self, done: int, total: int, words: str) -> None:
        """Show how far the work is; a total of 0 says that nobody knows."""
        # Bytes of large files do not fit the bar's whole numbers.
        self.bar.setRange(0, _STEPS if total else 0)
        self.bar.setValue(min(_STEPS, done * _STEPS // total) if total else 0)
        if words:
            self._details.setText(words)

    @Slot()
    def reject(self) -> None:
        """Ask the work to stop; this is gone when it has."""
        if not self._can_be_stopped:
            return
        self._details.setText(self.tr("Stopping."))
        self.cancel_button.setEnabled(False)
        self.stopped.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take closing for Cancel."""
        event.ignore()
        self.reject()

    def _lay_out(self, theme: Theme) -> None:
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_16)
        column.setSpacing(SPACE_12)
        column.addWidget(self._words)
        column.addWidget(self.bar)
        column.addWidget(self._details)
        column.addLayout(foot)
        self.setMinimumWidth(theme.px(_WIDTH))
