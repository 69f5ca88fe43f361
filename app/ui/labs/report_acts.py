"""Opening the fast entry of a lab report, and saving what came of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import CasebookError
from app.ui.page import Surroundings

if TYPE_CHECKING:
    from app.ui.forms.form_draft import FormDraft
    from app.ui.labs.lab_report_dialog import LabReportDialog


class ReportActs(QObject):
    """Adds lab reports.

    Signals:
        done(str): something was saved that Undo takes back; a sentence.
    """

    done = Signal(str)

    def __init__(self, page: QWidget, around: Surroundings) -> None:
        super().__init__(page)
        self._page = page
        self._around = around
        self._unsaved: tuple[LabReportDialog, FormDraft] | None = None

    @Slot()
    def add(self) -> None:
        """Open the dialog; what was typed into one that was left is still there."""
        from app.ui.forms.form_draft import FormDraft
        from app.ui.labs.lab_report_dialog import LabReportDialog

        if self._unsaved is not None:
            dialog, draft = self._unsaved
            draft.say_brought_back()
        else:
            dialog = LabReportDialog(self._around, self._page)
            draft = FormDraft(dialog, self._around.case.saving.drafts, "lab report")
        self._unsaved = None
        while self._around.ask.run(dialog):
            if self._save(dialog):
                draft.forget()
                dialog.deleteLater()
                return
        if dialog.is_empty:
            dialog.deleteLater()
        else:
            self._unsaved = dialog, draft

    def _save(self, dialog: "LabReportDialog") -> bool:
        if dialog.proposal is None:
            return False
        count = len(dialog.chosen)
        from app.usecases.paste_labs import save_report

        try:
            save_report(self._around.case.session, dialog.proposal, dialog.chosen)
        except CasebookError as error:
            self._around.ask.tell_error(self._page, self._around.case.title, error)
            return False
        self.done.emit(self.tr("%n results added", "", count))
        return True
