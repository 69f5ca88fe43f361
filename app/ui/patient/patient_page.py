"""The page Patient details: the person, and lists that belong to no other page."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from app.ui.buttons import Button
from app.ui.case_words import patient_line
from app.ui.forms.form_draft import FormDraft
from app.ui.lists.page_with_lists import PageWithLists
from app.ui.page import Surroundings
from app.ui.patient.home_dialog import HomeDialog
from app.ui.patient.person_view import PersonView
from app.usecases import patient_home


class PatientPage(PageWithLists):
    """Identity, home, diagnosis, alerts, people, wishes; received files; the case itself."""

    key = "patient"
    own_table = "patient"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.person = PersonView(around)
        nothing = self.tr("Nothing noted yet. You can skip this.")
        self.set_parts(
            self.person,
            self.tr("Person"),
            [
                ("diagnosis", self.tr("Diagnoses"), self.tr("Add the diagnosis.")),
                (
                    "alert",
                    self.tr("Alerts"),
                    self.tr("What must every new doctor be told first?"),
                ),
                ("insurance", self.tr("Insurance"), nothing),
                ("share_record", self.tr("Copies given away"), nothing),
                (
                    "import_receipt",
                    self.tr("Files brought in"),
                    self.tr("Files that are brought in are listed here."),
                ),
            ],
            self.tr("Edit"),
        )
        self._edit = Button(self.theme, self.tr("Edit details"), icon="pencil", kind="filled")
        self._edit.clicked.connect(self._edit_person)
        self.person.person_wanted.connect(self._edit_person)
        self.person.home_wanted.connect(self.edit_home)
        self.person.case_wanted.connect(self._edit_case)
        self.person.list_wanted.connect(self.show_part)

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Patient details")

    def summary(self) -> str:
        """Return age and illness, as far as they are known."""
        return patient_line(self.around.case)

    def main_button(self) -> QPushButton | None:
        """Return Edit details, or Add for a list."""
        return self._edit if self.shown == self.own_table else super().main_button()

    def show_own(self) -> None:
        """Show the person."""
        self.person.show_case()

    @Slot()
    def edit_home(self) -> None:
        """Ask where home is; distances count from there."""
        if not self.writable():
            return
        session = self.around.case.session
        dialog = HomeDialog(self.theme, self, self.around.case.case.patient)
        draft = FormDraft(dialog, self.around.case.saving.drafts, "home")
        # When the coordinates cannot be right, the dialog comes again with what was typed.
        while self.around.ask.run(dialog):
            changed = self.attempt(
                lambda: patient_home.set_home(
                    session, dialog.place.text(), dialog.latitude.text(), dialog.longitude.text()
                )
            )
            if changed is not None:
                draft.forget()
                if changed:
                    self.done.emit(self.tr("Home changed"))
                return

    @Slot()
    def _edit_person(self) -> None:
        # A table of one row: adding opens the row that is there.
        self.add_wanted.emit("patient")

    @Slot()
    def _edit_case(self) -> None:
        self.add_wanted.emit("case_info")
