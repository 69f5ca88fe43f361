"""Saving a trial: paste its page or number, choose or drop a file; first it says what that is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import CasebookError
from app.ui.buttons import Button
from app.ui.cards import empty_layout
from app.ui.dialog_frame import DialogFrame
from app.ui.flow_layout import FlowLayout
from app.ui.jobs import Progress
from app.ui.labels import make_label
from app.ui.page import Surroundings
from app.ui.start.file_place import documents_folder
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12
from app.usecases.session import Session
from app.usecases.trial_page_save import (
    FoundTrial,
    Recognised,
    recognise_file,
    recognise_text,
)

_PAUSE_MS = 350
_SHOWN = 8


class PasteField(QPlainTextEdit):
    """A field for pasted text that also takes a file that is dropped on it.

    Signals:
        dropped(object): a file was dropped: its path.
    """

    dropped = Signal(object)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files as well as text."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell about a file; text goes into the field."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(Path(paths[0]))
        else:
            super().dropEvent(event)


class SaveTrialDialog(DialogFrame):
    """Recognises what is pasted or chosen, says what would be saved, and hands it back.

    Attributes:
        path: the chosen file, None where text was pasted.
        found: what it turned out to be, None before that is known.
    """

    def __init__(self, around: Surroundings, parent: QWidget | None, *, below: str = "") -> None:
        super().__init__(
            around.theme,
            parent,
            window_title=self.tr("Save a trial"),
            heading=self.tr("Save a trial"),
            below=below or self.tr("Paste a trial number or its text, or open a saved file."),
            accept=self.tr("Save"),
            footnote=self.tr("Nothing is saved before you press Save, and Undo takes it back."),
        )
        self._around = around
        self.path: Path | None = None
        self.found: Recognised | None = None
        self.field = PasteField()
        self.field.setAccessibleName(self.tr("Number or text of the trial's page"))
        self.field.setPlaceholderText(self.tr("NCT…, or the whole page copied from the website"))
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(around.theme.px(128))
        self.setAcceptDrops(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.recognise)
        self.field.textChanged.connect(self._forget_file)
        self.field.dropped.connect(self.take_file)
        self.choose = Button(around.theme, self.tr("Choose a file…"), icon="folder-open")
        self.choose.clicked.connect(self.ask_for_file)
        self._file = make_label("", "strong", wrap=True)
        self._lay_out()
        self._say(self.tr("You can also drop a file here."))

    @property
    def text(self) -> str:
        """What was pasted."""
        return self.field.toPlainText()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files anywhere on the dialog."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take_file(Path(paths[0]))

    @Slot()
    def ask_for_file(self) -> None:
        """Ask for a file."""
        title = self.tr("Choose a trial's file")
        kinds = self.tr("Trial records (*.json *.zip *.csv *.tsv *.xml *.txt);;All files (*)")
        path = self._around.ask.open_file(self, title, documents_folder(), kinds)
        if path is not None:
            self.take_file(path)

    @Slot(object)
    def take_file(self, path: Path) -> None:
        """Look into a file."""
        self.path = path
        self._file.setText(path.name)
        self._file.show()
        self._say(self.tr("Being read…"))
        self.found = None
        work = _look(self._around.case.session, path)
        self._around.jobs.start(work, name="recognise", done=self.show_found, failed=self._fail)

    @Slot()
    def recognise(self) -> None:
        """Say what the pasted text is."""
        self._timer.stop()
        if self.path is None and self.text.strip():
            self.show_found(recognise_text(self._around.case.session, self.text))

    @Slot(object)
    def show_found(self, found: Recognised) -> None:
        """Say what was recognised and what would be saved."""
        self.found = found
        self._say(found.sentence)
        for trial in found.trials[:_SHOWN]:
            self._said.addWidget(make_label(_title(trial), "row-title", wrap=True))
            self._said.addWidget(make_label(self._words_below(trial), "small", wrap=True))
        left = len(found.trials) - _SHOWN + found.more
        if left > 0:
            words = self.tr("and %n more", "", left)
            self._said.addWidget(make_label(words, "muted", wrap=True))
        for skipped in found.skipped[:_SHOWN]:
            words = self.tr("{where}: {reason}").format(where=skipped.where, reason=skipped.reason)
            self._said.addWidget(make_label(words, "small", wrap=True))
        self.reveal(self._frame)

    @Slot()
    def finish(self) -> None:
        """Accept what can be saved; else say why not."""
        if self.path is None:
            self.recognise()
        if self.found is not None and self.found.can_save:
            self.accept()
        elif not self.text.strip() and self.path is None:
            self._say(self.tr("Paste a number or a page first, or choose a file."))
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _forget_file(self) -> None:
        if self.text.strip():
            self.path = None
            self._file.hide()
            self.found = None
            self._timer.start()

    @Slot(object)
    def _fail(self, error: CasebookError) -> None:
        self._say(error.sentence)

    def _words_below(self, trial: FoundTrial) -> str:
        day = trial.day.words() if trial.day else self.tr("day not known")
        words = self.tr("{status}, record of {day}: {arrival}")
        return words.format(status=trial.status, day=day, arrival=trial.arrival)

    def _say(self, words: str) -> None:
        empty_layout(self._said)
        self._said.addWidget(make_label(words, "strong", wrap=True))

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(SPACE_8)
        column.addWidget(self.field)
        row = QWidget()
        flow = FlowLayout(SPACE_12)
        flow.addWidget(self.choose)
        flow.addWidget(self._file)
        row.setLayout(flow)
        self._file.hide()
        column.addWidget(row)
        self._frame = QFrame()
        self._frame.setProperty("kind", "card")
        self._said = QVBoxLayout(self._frame)
        self._said.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        self._said.setSpacing(SPACE_4)
        column.addWidget(self._frame)
        column.addStretch(1)
        self.set_content(column)
        self.resize(self.width(), max(self.height(), self.theme.px(460)))


def _title(trial: FoundTrial) -> str:
    return f"{trial.number}  {trial.title}" if trial.title != trial.number else trial.number


def _look(session: Session, path: Path) -> Callable[[Progress], Recognised]:
    def work(_progress: Progress) -> Recognised:
        return recognise_file(session, path)

    return work
