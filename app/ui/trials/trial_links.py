"""Where the links on the page Trials lead: to other pages of the case."""

from PySide6.QtCore import QObject, Slot

from app.case.entities import Question
from app.ui.page import Page
from app.ui.places import page_of


class TrialLinks(QObject):
    """The links of one page."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    @Slot(str, str)
    def open_record(self, table: str, row_id: str) -> None:
        """Open an entry of the record on its own page."""
        if table == "patient":
            self._open_patient(row_id)
        else:
            self._page.wanted.emit(page_of(table), (table, row_id))

    @Slot()
    def open_home(self) -> None:
        """Open the patient details, where the home place is noted."""
        self._open_patient(self._page.around.case.case.patient.id)

    @Slot(str)
    def open_question(self, question_id: str) -> None:
        """Open a question in the question list."""
        target: object = (Question.spec.table, question_id) if question_id else "question"
        self._page.wanted.emit("appointments", target)

    @Slot()
    def open_questions(self) -> None:
        """Open the question list."""
        self.open_question("")

    @Slot()
    def open_print(self) -> None:
        """Open the page Print, where the comparison is one of the choices."""
        self._page.wanted.emit("print", "trials")

    def _open_patient(self, row_id: str) -> None:
        if self._page.around.has_page("patient"):
            self._page.wanted.emit("patient", None)
        else:
            self._page.edit_wanted.emit("patient", row_id)
