"""The one-page note of a visit: the very PDF, to look at, save and print."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import CasebookError
from app.ui.buttons import Button
from app.ui.jobs import Progress
from app.ui.page import Surroundings
from app.ui.printing.preview import PdfPreview
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16
from app.usecases.output_files import write_whole

if TYPE_CHECKING:
    from app.usecases.print_page import PrintedPage


class NoteDialog(QDialog):
    """Shows the note; it is made beside the window."""

    def __init__(self, around: Surroundings, visit_id: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._around = around
        self.printed: PrintedPage | None = None
        self.setWindowTitle(self.tr("Visit note"))
        self.preview = PdfPreview(around.theme)
        self.save_button = Button(around.theme, self.tr("Save as PDF…"), icon="download")
        self.save_button.clicked.connect(self.save)
        self.print_button = Button(around.theme, self.tr("Print…"), icon="printer", kind="filled")
        self.print_button.clicked.connect(self.print_it)
        self.print_button.setDefault(True)
        self.close_button = Button(around.theme, self.tr("Close"))
        self.close_button.clicked.connect(self.accept)
        self._lay_out()
        self.print_button.setFocus()
        work = _MakeNote(around, visit_id)
        around.jobs.start(work, name="visit note", done=self._show, failed=self._say)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_8)
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        foot.addWidget(self.print_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        column.setSpacing(SPACE_12)
        column.addWidget(self.preview, 1)
        column.addLayout(foot)
        self.resize(min(self._around.theme.px(760), 960), 580)

    @Slot(object)
    def _show(self, printed: "PrintedPage") -> None:
        self.printed = printed
        self.preview.show_pdf(printed.pdf)
        self.preview.show_words(self.tr("Made of what is written for this visit"))

    @Slot(object)
    def _say(self, error: CasebookError) -> None:
        self.preview.show_words(error.sentence)

    @Slot()
    def save(self) -> None:
        """Ask where, and save the PDF that is shown."""
        if self.printed is None:
            return
        suggested = _documents() / self.printed.name
        title = self.tr("Save as PDF")
        path = self._around.ask.save_file(self, title, suggested, "PDF (*.pdf)")
        if path is None:
            return
        try:
            write_whole(path, self.printed.pdf)
        except CasebookError as error:
            self._around.ask.tell_error(self, title, error)
        else:
            self.preview.show_words(self.tr("Saved as {file}").format(file=path.name))

    @Slot()
    def print_it(self) -> None:
        """Print what is shown; without a printer, say what else can be done."""
        from app.ui.printing.paper import has_printer, print_document

        if self.printed is None:
            return
        if has_printer():
            print_document(self.preview.document, self)
            return
        said = self.tr(
            "This computer knows no printer. You can save the page as a PDF and print it elsewhere."
        )
        answers = (self.tr("Save as PDF…"), self.tr("Not now"))
        if self._around.ask.choose(self, self.tr("Print"), said, answers) == 0:
            self.save()


class _MakeNote:
    """The work of a job: plain data in, plain data out."""

    def __init__(self, around: Surroundings, visit_id: str) -> None:
        self._session = around.case.session
        self._visit_id = visit_id

    def __call__(self, _progress: Progress) -> "PrintedPage":
        # ReportLab takes a quarter of a second to load; here it does not hold up the window.
        from app.usecases.visit_note import visit_note_pdf

        return visit_note_pdf(self._session, self._visit_id)


def _documents() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())
