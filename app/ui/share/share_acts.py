"""Case > Copy for somebody…: asks, writes the copy beside the window, and notes who got it."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import CasebookError
from app.ui.forms.form_draft import FormDraft
from app.ui.jobs import Progress
from app.ui.page import Surroundings
from app.ui.share.share_copy_dialog import ShareChoice, ShareCopyDialog
from app.ui.start.file_place import documents_folder, place_words
from app.usecases.session import Session
from app.usecases.share_copy import SharedCopy, note_share_copy, write_share_copy


class ShareActs(QObject):
    """Copies for somebody else.

    Signals:
        noted(str): what is going on; a sentence for the status line.
        done(str): the copy was made and noted in the case; a sentence for the undo bar.
    """

    noted = Signal(str)
    done = Signal(str)

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        super().__init__(window)
        self._window = window
        self._around = around

    @Slot()
    def share_a_copy(self) -> None:
        """Ask who gets what, and make the copy."""
        case = self._around.case
        why = case.session.read_only_because
        if why is not None:
            self._around.ask.tell(self._window, case.title, why)
            return
        ask, theme = self._around.ask, self._around.theme
        dialog = ShareCopyDialog(theme, ask, self._window, documents_folder(), case.name)
        draft = FormDraft(dialog, case.saving.drafts, "copy to share")
        if ask.run(dialog):
            draft.forget()
            self._start(dialog.choice())

    def _start(self, choice: ShareChoice) -> None:
        self.noted.emit(self.tr("Saving {name}…").format(name=choice.place.name))
        work = _Copy(self._around.case.session, choice)
        self._around.jobs.start(work, name="share", done=self._written, failed=self._failed)

    @Slot(object)
    def _written(self, copy: SharedCopy) -> None:
        try:
            note_share_copy(self._around.case.session, copy)
        except CasebookError as error:
            self._failed(error)
            return
        self.noted.emit(self.tr("Saved: {place}").format(place=place_words(copy.path)))
        self.done.emit(self.tr("Copy for {whom} made").format(whom=copy.to_whom))

    @Slot(object)
    def _failed(self, error: CasebookError) -> None:
        self.noted.emit("")
        self._around.ask.tell_error(self._window, self.tr("No copy was made"), error)


class _Copy:
    """The work of a job."""

    def __init__(self, session: Session, choice: ShareChoice) -> None:
        self._session = session
        self._choice = choice

    def __call__(self, _progress: Progress) -> SharedCopy:
        choice = self._choice
        return write_share_copy(
            self._session, choice.place, choice.parts, choice.password, choice.to_whom
        )
