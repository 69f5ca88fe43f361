"""The page Medicines: allergies, medicines now and stopped, and the rest of the person's health."""

from PySide6.QtCore import Slot

from app.case.entities import Medication
from app.ui.forms.form_draft import FormDraft
from app.ui.lists.page_with_lists import PageWithLists
from app.ui.medicines.medicine_lists import MedicineLists
from app.ui.medicines.stop_dialog import StopDialog
from app.ui.page import Surroundings
from app.usecases import medicines_allergies, medicines_stop


class MedicinesPage(PageWithLists):
    """Now and stopped; dose, since, why, who ordered; allergies on top."""

    key = "medicines"
    own_table = "medication"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.medicines = MedicineLists(around)
        nothing = self.tr("Nothing noted yet. You can skip this.")
        self.set_parts(
            self.medicines,
            self.tr("Medicines"),
            [
                ("allergy", self.tr("Allergies"), self.tr("Nobody has said yet. Ask the team.")),
                ("problem", self.tr("Other health problems"), nothing),
                ("infection", self.tr("Infections"), nothing),
                ("transfusion", self.tr("Transfusions"), nothing),
                ("immunization", self.tr("Vaccines"), nothing),
                ("exposure", self.tr("Lifetime doses"), nothing),
            ],
            self.tr("Add medicine"),
        )
        self._connect()

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Medicines")

    def summary(self) -> str:
        """Return how many are taken now."""
        if self.shown != self.own_table:
            return self.tr("%n entries", "", self.lists[self.shown].count)
        count = self.medicines.now.entries.rowCount()
        return self.tr("%n now", "", count) if count else ""

    def show_own(self) -> None:
        """Show allergies and medicines."""
        self.medicines.show_case()

    def open_own(self, row_id: str) -> None:
        """Choose a medicine."""
        self.medicines.open_medicine(row_id)

    def _connect(self) -> None:
        shown, allergies = self.medicines, self.medicines.allergies
        shown.add_wanted.connect(self._add_medicine)
        shown.edit_wanted.connect(self._edit)
        shown.duplicate_wanted.connect(self._duplicate)
        shown.delete_wanted.connect(self._delete)
        shown.back_wanted.connect(self._look_back)
        shown.stop_wanted.connect(self.stop)
        shown.again_wanted.connect(self._take_again)
        allergies.opened.connect(self._edit_allergy)
        allergies.add_wanted.connect(self._add_allergy)
        allergies.none_wanted.connect(self._note_none)
        allergies.all_wanted.connect(self._show_allergies)

    @Slot(str)
    def stop(self, medicine_id: str) -> None:
        """Ask when a medicine was stopped, and note it in one step."""
        case = self.around.case
        row = case.case.get(Medication, medicine_id)
        if row is None or not self.writable():
            return
        dialog = StopDialog(self.theme, self, row.name or "", case.today)
        draft = FormDraft(dialog, case.saving.drafts, f"stop of {medicine_id}")
        session, act = case.session, medicines_stop.stop_medicine
        # When the day cannot be right, the dialog comes again with what was typed.
        while self.around.ask.run(dialog):
            if self.attempt(lambda: act(session, medicine_id, dialog.on, dialog.why.text())):
                draft.forget()
                said = self.tr("{medicine} noted as stopped")
                self.done.emit(said.format(medicine=row.name or ""))
                return

    @Slot(str)
    def _take_again(self, medicine_id: str) -> None:
        if not self.writable():
            return
        session = self.around.case.session
        if self.attempt(lambda: medicines_stop.take_again(session, medicine_id)):
            self.done.emit(self.tr("Medicine moved back to now"))

    @Slot()
    def _note_none(self) -> None:
        if not self.writable():
            return
        session = self.around.case.session
        if self.attempt(lambda: medicines_allergies.note_none_known(session)):
            self.done.emit(self.tr("Noted: no known drug allergies"))

    @Slot()
    def _add_medicine(self) -> None:
        self.add_wanted.emit("medication")

    @Slot()
    def _add_allergy(self) -> None:
        self.add_wanted.emit("allergy")

    @Slot(str)
    def _edit_allergy(self, allergy_id: str) -> None:
        self.edit_wanted.emit("allergy", allergy_id)

    @Slot()
    def _show_allergies(self) -> None:
        self.show_part("allergy")

    @Slot(str)
    def _edit(self, medicine_id: str) -> None:
        self.edit_wanted.emit("medication", medicine_id)

    @Slot(str)
    def _duplicate(self, medicine_id: str) -> None:
        self.duplicate_wanted.emit("medication", medicine_id)

    @Slot(str)
    def _look_back(self, medicine_id: str) -> None:
        self.look_back("medication", medicine_id)

    @Slot(str)
    def _delete(self, medicine_id: str) -> None:
        self.delete_wanted.emit("medication", medicine_id)
