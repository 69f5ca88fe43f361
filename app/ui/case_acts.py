"""What the Case menu does with the file: copies, files brought in, password."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.ui.file_acts import FileActs
from app.ui.lock.password_acts import PasswordActs
from app.ui.page import Surroundings
from app.ui.share.folder_acts import FolderActs
from app.ui.share.share_acts import ShareActs
from app.ui.taking_out.case_copies import CaseCopies


class CaseActs(QObject):
    """Everything of one window that concerns the case file as a whole.

    Attributes:
        copies: saving a copy, taking everything out.
        files: taking files in.
        passwords: setting, changing, removing the password.
        share: a copy for somebody else, of chosen parts.
        folder: all documents as a folder.

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
        self.copies = CaseCopies(window, around)
        self.files = FileActs(window, around)
        self.passwords = PasswordActs(window, around)
        self.share = ShareActs(window, around)
        self.folder = FolderActs(window, around)
        self.copies.noted.connect(self.noted)
        self.passwords.noted.connect(self.noted)
        self.share.noted.connect(self.noted)
        self.share.done.connect(self.done)
        self.folder.noted.connect(self.noted)
        self.files.noted.connect(self.noted)
        self.files.done.connect(self.done)
        self.files.page_wanted.connect(self.page_wanted)
        self.files.case_wanted.connect(self.case_wanted)
