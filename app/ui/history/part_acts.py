"""Side effects and GVHD: parts of a treatment or a transplant, in forms of their own."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.case.case import SPECS
from app.case.declaration import Entity
from app.errors import CasebookError
from app.settings import AUTHOR
from app.ui.page import Surroundings
from app.usecases import entries
from app.usecases.entries import Saved

if TYPE_CHECKING:
    from app.ui.forms.entry_dialog import EntryDialog


class PartActs(QObject):
    """Adds and duplicates parts.

    Signals:
        done(str): something was done that Undo takes back; a sentence.
    """

    done = Signal(str)

    def __init__(self, page: QWidget, around: Surroundings) -> None:
        super().__init__(page)
        self._page = page
        self._around = around

    def add(self, table: str, parent: str) -> None:
        """Open the form for a new part of an entry."""
        if parent and self._writable():
            self._open(self._blank(table, parent))

    def duplicate(self, table: str, row: str) -> None:
        """Open the form for a part with the content of another one."""
        part = self._around.case.case.get(SPECS[table].entity, row)
        if part is None or not self._writable():
            return
        copied = {f.name: getattr(part, f.name) for f in part.spec.own_fields}
        self._open(replace(self._blank(table, getattr(part, "parent_id", "")), **copied))

    def _open(self, part: Entity) -> None:
        from app.ui.forms.entry_dialog import EntryDialog
        from app.ui.forms.form_draft import FormDraft

        around = self._around
        dialog = EntryDialog(around.theme, around.case.case, part, self._page, new=True)
        place = f"new {part.spec.table} of {getattr(part, 'parent_id', '')}"
        draft = FormDraft(dialog, around.case.saving.drafts, place)
        while around.ask.run(dialog):
            if self._save(dialog):
                draft.forget()
                break
        dialog.deleteLater()

    def _save(self, dialog: "EntryDialog") -> bool:
        session = self._around.case.session
        try:
            saved: Saved = entries.save(session, dialog.entry, dialog.parts, dialog.gone)
        except CasebookError as error:
            self._around.ask.tell_error(self._page, self._around.case.title, error)
            return False
        if saved.changes:
            kind = saved.kind[:1].upper() + saved.kind[1:]
            self.done.emit(self.tr("{Entry} added").format(Entry=kind))
        return True

    def _blank(self, table: str, parent: str) -> Entity:
        values: dict[str, Any] = {"parent_id": parent, "noted_on": self._around.case.today}
        values["noted_by"] = self._around.settings.get(AUTHOR) or None
        return entries.blank(SPECS[table].entity, **values)

    def _writable(self) -> bool:
        why = self._around.case.session.read_only_because
        if why is not None:
            self._around.ask.tell(self._page, self._around.case.title, why)
        return why is None
