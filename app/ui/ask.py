"""The one door for questions to the person, so that a test can answer in their place.

Qt's own dialogs for files are taken from Qt when one is shown: each brings a dozen classes along.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QDialog, QWidget

from app.errors import CasebookError

WAITED_FOR = "waited_for"
"""Property of a dialog whose answer somebody waits for; it may be hidden and shown again."""
LOCKED = "locked"
"""Property of a window above which nothing may be shown now."""


def is_there(widget: QWidget) -> bool:
    """Tell whether a widget still lives; closing a window takes its dialogs along."""
    try:
        widget.objectName()
    except RuntimeError:
        return False
    return True


def wait_for(dialog: QDialog) -> int:
    """Show a dialog until it is answered and return its result.

    Unlike `exec`, hiding the dialog (a locked window does that) does not answer it. Above a window
    that is locked it is shown only when the window is open again.
    """
    loop = QEventLoop()
    dialog.setProperty(WAITED_FOR, True)
    dialog.setModal(True)
    dialog.finished.connect(loop.quit)
    dialog.destroyed.connect(loop.quit)
    if not _is_above_locked(dialog):
        dialog.show()
    loop.exec()
    if not is_there(dialog):
        return int(QDialog.DialogCode.Rejected)
    dialog.setProperty(WAITED_FOR, False)
    return dialog.result()


def _is_above_locked(dialog: QDialog) -> bool:
    above = dialog.parentWidget()
    while above is not None and not above.property(LOCKED):
        above = above.parentWidget()
    return above is not None


class Ask:
    """Asks and tells with dialogs. Tests put an object with prepared answers in its place."""

    def tell(self, parent: QWidget | None, title: str, sentence: str, more: str = "") -> None:
        """Say something that needs to be read before going on."""
        self._show(parent, title, sentence, more, ("OK",))

    def tell_error(self, parent: QWidget | None, title: str, error: CasebookError) -> None:
        """Say what happened, what is safe and what to do, with every place concerned."""
        self.tell(parent, title, error.sentence, "\n".join(error.places))

    def choose(
        self,
        parent: QWidget | None,
        title: str,
        sentence: str,
        answers: Sequence[str],
        more: str = "",
    ) -> int | None:
        """Return the number of the chosen answer (the first is the usual one), None for none."""
        return self._show(parent, title, sentence, more, answers)

    def password(self, parent: QWidget | None, title: str, sentence: str) -> str | None:
        """Return the password that was typed, None when the person went back."""
        from app.ui.question_dialog import PasswordQuestion

        dialog = PasswordQuestion(parent, title, sentence)
        given = wait_for(dialog) == QDialog.DialogCode.Accepted
        if not is_there(dialog):
            return None
        text = dialog.line.text()
        dialog.deleteLater()
        return text if given else None

    def open_file(
        self, parent: QWidget | None, title: str, folder: Path, kinds: str
    ) -> Path | None:
        """Return the file to read, None when the person went back; `kinds` as Qt filters."""
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
        return Path(name) if name else None

    def open_files(
        self, parent: QWidget | None, title: str, folder: Path, kinds: str
    ) -> list[Path]:
        """Return the files to read, none when the person went back; `kinds` as Qt filters."""
        from PySide6.QtWidgets import QFileDialog

        names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder), kinds)
        return [Path(name) for name in names]

    def save_file(
        self, parent: QWidget | None, title: str, suggested: Path, kinds: str
    ) -> Path | None:
        """Return the file to write, None when the person went back.

        The dialog itself asks before a file is replaced.
        """
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), kinds)
        return Path(name) if name else None

    def folder(self, parent: QWidget | None, title: str, start: Path) -> Path | None:
        """Return a folder, None when the person went back."""
        from PySide6.QtWidgets import QFileDialog

        name = QFileDialog.getExistingDirectory(parent, title, str(start))
        return Path(name) if name else None

    def run(self, dialog: QDialog) -> bool:
        """Show a dialog of ours and return whether it was accepted."""
        return wait_for(dialog) == QDialog.DialogCode.Accepted

    def _show(
        self,
        parent: QWidget | None,
        title: str,
        sentence: str,
        more: str,
        answers: Sequence[str],
    ) -> int | None:
        from app.ui.question_dialog import QuestionDialog

        dialog = QuestionDialog(parent, title, sentence, more, answers)
        wait_for(dialog)
        if not is_there(dialog):
            return None
        dialog.deleteLater()
        return dialog.chosen
