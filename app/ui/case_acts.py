"""What the Case menu does with the file: copies, files brought in, password."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.ui.file_acts import FileActs
from app.ui.page import Surroundings

if TYPE_CHECKING:
    from app.ui.lock.password_acts import PasswordActs
    from app.ui.merge.merge_acts import MergeActs
    from app.ui.share.folder_acts import FolderActs
    from app.ui.share.share_acts import ShareActs
    from app.ui.taking_out.case_copies import CaseCopies


class CaseActs(QObject):
    """Everything of one window that concerns the case file as a whole.

    Each part is imported and made when it is first wanted: a window that has just been opened
    needs none of their dialogs.

    Attributes:
        files: taking files in.

    Signals:
        done(str): something was done that Undo takes back; a sentence.
        noted(str): a sentence for the status line.
        page_wanted(str, object): open a page, with what to show there.
        case_wanted(object): open another case; its path.
    """

    done = Signal(str)
    noted = Signal(str)
    page_wanted = Signal(str, object)
    case_wanted = Signal(object)

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        super().__init__(window)
        self._window = window
        self._around = around
        self.files = FileActs(window, around)
        self.files.noted.connect(self.noted)
        self.files.done.connect(self.done)
        self.files.page_wanted.connect(self.page_wanted)
        self.files.case_wanted.connect(self.case_wanted)
        self.files.copy_wanted.connect(self.look_into_copy)

    # what the menu calls

    @Slot()
    def save_a_copy(self) -> None:
        """Ask where, and write a checked copy of the case there."""
        self.copies.save_a_copy()

    @Slot()
    def take_out(self) -> None:
        """Ask in which form and where, and write everything there."""
        self.copies.take_out()

    @Slot()
    def share_a_copy(self) -> None:
        """Ask who gets which parts, and make the copy."""
        self.share.share_a_copy()

    @Slot()
    def bring_in_a_copy(self) -> None:
        """Ask for a relative's copy, and bring in what it holds."""
        self.merge.choose_copy()

    @Slot(object)
    def look_into_copy(self, copy: Path) -> None:
        """Show what a relative's copy would bring, and bring it in."""
        self.merge.look_into(copy)

    @Slot()
    def documents_into_a_folder(self) -> None:
        """Ask where, and write every document there."""
        self.folder.documents_into_a_folder()

    @Slot()
    def ask_for_password(self) -> None:
        """Ask for the new password and change it."""
        self.passwords.ask_for_password()

    # what does it

    @cached_property
    def copies(self) -> "CaseCopies":
        """Saving a copy, taking everything out."""
        from app.ui.taking_out.case_copies import CaseCopies

        made = CaseCopies(self._window, self._around)
        made.noted.connect(self.noted)
        return made

    @cached_property
    def share(self) -> "ShareActs":
        """A copy for somebody else, of chosen parts."""
        from app.ui.share.share_acts import ShareActs

        made = ShareActs(self._window, self._around)
        made.noted.connect(self.noted)
        made.done.connect(self.done)
        return made

    @cached_property
    def folder(self) -> "FolderActs":
        """All documents as a folder."""
        from app.ui.share.folder_acts import FolderActs

        made = FolderActs(self._window, self._around)
        made.noted.connect(self.noted)
        return made

    @cached_property
    def merge(self) -> "MergeActs":
        """A relative's copy brought in."""
        from app.ui.merge.merge_acts import MergeActs

        made = MergeActs(self._window, self._around)
        made.noted.connect(self.noted)
        made.done.connect(self.done)
        return made

    @cached_property
    def passwords(self) -> "PasswordActs":
        """Setting, changing, removing the password."""
        from app.ui.lock.password_acts import PasswordActs

        made = PasswordActs(self._window, self._around)
        made.noted.connect(self.noted)
        return made
