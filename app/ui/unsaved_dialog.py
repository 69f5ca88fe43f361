"""What is asked before a window closes over words that could not be saved."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import CasebookError
from app.ui.buttons import Button
from app.ui.dialog_frame import DialogFrame
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.page import Surroundings
from app.ui.start.file_place import documents_folder
from app.ui.tokens import SPACE_8, SPACE_12
from app.usecases.output_files import write_whole

_WORDS_HEIGHT = 132


class UnsavedDialog(DialogFrame):
    """Shows the words, why they are not saved, and what can be done. Esc stays.

    Attributes:
        close_without: the person wants to close without the words; else the window stays.
    """

    def __init__(
        self,
        around: Surroundings,
        parent: QWidget | None,
        words: str,
        why: str,
        try_again: Callable[[], bool],
    ) -> None:
        """Show the words.

        Args:
            around: the open case.
            parent: the window that wants to close.
            words: what is not saved, each with what it is.
            why: the reason.
            try_again: saves once more; whether all of it is saved now.
        """
        super().__init__(
            around.theme,
            parent,
            window_title=around.case.title,
            heading=self.tr("Something you typed is not saved yet"),
            below=self.tr("Your words are still here."),
            accept=self.tr("Stay here"),
        )
        self.close_without = False
        self._ask = around.ask
        self._try_again = try_again
        self.cancel_button.say(self.tr("Close without them"))
        self.cancel_button.clicked.disconnect(self.reject)
        self.cancel_button.clicked.connect(self._close_without)
        self.words = QPlainTextEdit(words)
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(self.tr("What you typed"))
        self.words.setFixedHeight(around.theme.px(_WORDS_HEIGHT))
        self.why = make_label(why, wrap=True)
        self.done_words = make_label("", "small-text", wrap=True)
        self.copy = self._button(self.tr("Copy my words"), "copy", self._copy)
        self.write = self._button(self.tr("Save my words in a file…"), "download", self._write)
        # What a password protects is not written where anybody can read it.
        self.write.setVisible(not around.case.protected)
        self.again = self._button(self.tr("Try to save again"), "refresh-cw", self._save_again)
        self.set_content(self._lay_out(), width=640)
        self.accept_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, words: str, icon: str, act: Callable[[], None]) -> Button:
        button = Button(self.theme, words, icon=icon)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_12)
        column.addWidget(self.why)
        column.addWidget(self.words)
        acts = FlowLayout(SPACE_8)
        for button in (self.copy, self.write, self.again):
            acts.addWidget(button)
        column.addLayout(acts)
        column.addWidget(self.done_words)
        column.addStretch(1)
        return column

    def _say(self, words: str) -> None:
        self.done_words.setText(words)
        self.reveal(self.done_words)

    @Slot()
    def _close_without(self) -> None:
        self.close_without = True
        self.accept()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words.toPlainText())
        self._say(self.tr("Your words are copied. Paste them into a letter or a message."))

    @Slot()
    def _write(self) -> None:
        """Write the words into a file of the person's choice."""
        title = self.tr("Save my words in a file")
        suggested = documents_folder() / self.tr("Not saved yet.txt")
        path = self._ask.save_file(self, title, suggested, self.tr("Text (*.txt)"))
        if path is not None:
            self._say(self._written(path))

    def _written(self, path: Path) -> str:
        try:
            write_whole(path, self.words.toPlainText().encode())
        except CasebookError as error:
            return error.sentence
        return self.tr("Your words are saved in {name}.").format(name=path.name)

    @Slot()
    def _save_again(self) -> None:
        if self._try_again():
            self.accept()
        else:
            self._say(self.tr("It still cannot be saved. Your words are here."))
