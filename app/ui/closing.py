"""Closing a window: everything typed is saved first, and what cannot be is not let go silently."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.ui.page import Surroundings
from app.ui.page_stack import PageStack


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
        # Needed by few, and never before the first page is there.
        from app.ui.unsaved_dialog import UnsavedDialog

        why = self._saving.problem or self._saving.drafts.problem
        dialog = UnsavedDialog(self._around, self._window, self.words(), why, self.save_typed)
        self._saving.note_told()
        self._around.ask.run(dialog)
        if dialog.close_without:
            self._saving.drafts.forget_unsaved()
        dialog.deleteLater()
        return dialog.close_without or self.save_typed()

    def words(self) -> str:
        """Return everything that is not saved, each with what it is."""
        return "\n\n".join(f"{name}\n{text}" for name, text in self._saving.drafts.in_memory())
