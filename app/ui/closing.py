"""Closing a window: everything typed is saved first, and what cannot be is not let go silently."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.errors import CasebookError
from app.ui.page import Surroundings
from app.ui.page_stack import PageStack
from app.ui.start.file_place import documents_folder
from app.usecases.output_files import write_whole


class Closing(QObject):
    """Asks what shall become of words that could not be saved."""

    def __init__(self, window: QWidget, around: Surroundings, pages: PageStack) -> None:
        super().__init__(window)
        self._window = window
        self._around = around
        self._pages = pages
        self._saving = around.case.saving

    def save_typed(self) -> bool:
        """Save everything that is being typed, without a word; return whether all of it is kept.

        What was begun and is no entry yet counts as kept where its draft is in the case file.
        """
        before, self._saving.quiet = self._saving.quiet, True
        try:
            self._pages.save_now()
            self._saving.try_again()
        finally:
            self._saving.quiet = before
        return self._saving.drafts.flush() and not self._saving.drafts.unsaved

    def may_close(self) -> bool:
        """Return whether the window may close; where something is not saved the person decides."""
        if self.save_typed():
            return True
        copied = ""
        while True:
            chosen = self._ask(copied)
            if chosen == "copy":
                QGuiApplication.clipboard().setText(self.words())
                copied = self.tr("Your words are copied. Paste them into a letter or a message.")
            elif chosen == "file":
                copied = self._write_down() or copied
            elif chosen == "again":
                if self.save_typed():
                    return True
            elif chosen == "without":
                self._saving.drafts.forget_unsaved()
                return True
            else:
                return False

    def words(self) -> str:
        """Return everything that is not saved, each with what it is."""
        return "\n\n".join(f"{name}\n{text}" for name, text in self._saving.drafts.in_memory())

    def _ask(self, done: str) -> str:
        answers = {"copy": self.tr("Copy my words")}
        if not self._around.case.protected:
            # What a password protects is not written where anybody can read it.
            answers["file"] = self.tr("Save my words in a file…")
        answers |= {
            "again": self.tr("Try again"),
            "without": self.tr("Close without them"),
            "stay": self.tr("Stay here"),
        }
        said = self.tr("Something you typed is not saved yet. It is still here.")
        chosen = self._around.ask.choose(
            self._window, self._around.case.title, said, tuple(answers.values()), self._more(done)
        )
        return "stay" if chosen is None else tuple(answers)[chosen]

    def _more(self, done: str) -> str:
        names = list(dict.fromkeys(name for name, _ in self._saving.drafts.in_memory()))
        shown = [f"• {name}" for name in names[:_MOST]]
        if len(names) > _MOST:
            shown.append(self.tr("• and %n more", "", len(names) - _MOST))
        return "\n\n".join(part for part in (self._why(), "\n".join(shown), done) if part)

    def _why(self) -> str:
        return self._saving.problem or self._saving.drafts.problem

    def _write_down(self) -> str:
        """Write the words into a file of the person's choice; return what to say about it."""
        title = self.tr("Save my words in a file")
        suggested = documents_folder() / self.tr("Not saved yet.txt")
        path = self._around.ask.save_file(self._window, title, suggested, self.tr("Text (*.txt)"))
        if path is None:
            return ""
        try:
            write_whole(Path(path), self.words().encode())
        except CasebookError as error:
            return error.sentence
        return self.tr("Your words are saved in {name}.").format(name=path.name)


_MOST = 6
