"""Adding, changing and deleting entries: form, use case, and what is said afterwards."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.case.declaration import SPECS, Entity, Part
from app.errors import CasebookError
from app.settings import AUTHOR
from app.ui.ask import is_there
from app.ui.page import Surroundings
from app.ui.words import translate
from app.usecases import entries
from app.usecases.entries import Saved

if TYPE_CHECKING:
    from app.ui.forms.entry_dialog import EntryDialog
    from app.ui.forms.form_draft import FormDraft

    _Form = tuple[EntryDialog, FormDraft]

_Place = tuple[str, str, bool]
"""What a form is for: a table, the row shown or copied, and whether a new one is made of it."""


class EntryActs(QWidget):
    """What the Add menu and the rows of every page lead to. It is never shown itself.

    Signals:
        done(str): something was done that Undo takes back; a sentence.
        noted(str): nothing had to be done; a sentence.
        files_wanted(object): take files in; None, so that they are asked for.
    """

    done = Signal(str)
    noted = Signal(str)
    files_wanted = Signal(object)

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        super().__init__(window)
        self.hide()
        self._window = window
        self._around = around
        self._left: dict[_Place, _Form] = {}

    @Slot(str)
    def add(self, table: str) -> None:
        """Open the form for a new entry; a document begins with choosing its file."""
        if self._refused():
            return
        if table == "document":
            self.files_wanted.emit(None)
            return
        spec = SPECS[table]
        rows = self._around.case.case.all(spec.entity)
        if spec.single and rows:
            self._open_form(rows[0], new=False)
        else:
            self._open_form(self._blank(table), new=True)

    @Slot(str, str)
    def edit(self, table: str, row_id: str) -> None:
        """Open the form of an entry."""
        entry = self._around.case.case.get(SPECS[table].entity, row_id)
        if entry is not None and not self._refused():
            self._open_form(entry, new=False)

    @Slot(str, str)
    def duplicate(self, table: str, row_id: str) -> None:
        """Open the form for a new entry with the content and the parts of another one.

        A part has no form of its own here: that of the entry it belongs to is opened.
        """
        case = self._around.case.case
        entry = case.get(SPECS[table].entity, row_id)
        if isinstance(entry, Part):
            self._edit_whole(entry)
            return
        if entry is None or self._refused():
            return
        from app.ui.forms.entry_copies import copied_parts, copy_of

        fresh = self._blank(table)
        copies = list(copied_parts(case, entry, fresh))
        self._open_form(copy_of(entry, fresh), new=True, copy_of=row_id, copies=copies)

    @Slot(str, str)
    def delete(self, table: str, row_id: str) -> None:
        """Delete an entry at once; Undo stands ready."""
        if self._refused():
            return
        session = self._around.case.session

        def act() -> Saved:
            return entries.delete(session, table, row_id)

        self._do(act, _deleted)

    def _edit_whole(self, part: Part) -> None:
        """Open the form of the entry that a part, or a part of a part, belongs to."""
        whole: Entity | None = part
        while isinstance(whole, Part) and whole.spec.parent is not None:
            whole = self._around.case.case.get(whole.spec.parent, whole.parent_id)
        if whole is not None:
            self.edit(whole.spec.table, whole.id)

    def _open_form(
        self, entry: Entity, *, new: bool, copy_of: str = "", copies: Sequence[Part] = ()
    ) -> None:
        around = self._around
        place = (entry.spec.table, copy_of if new else entry.id, new)
        dialog, draft = self._form(place, entry, copies)
        while around.ask.run(dialog):

            def act() -> Saved:
                return entries.save(around.case.session, dialog.entry, dialog.parts, dialog.gone)

            # When saving fails, the form comes again with everything that was typed.
            if self._do(act, _saved):
                draft.forget()
                dialog.deleteLater()
                return
        # A window that is closed takes its forms along.
        if is_there(dialog):
            self._leave((dialog, draft), place, _left(entry, new=new, copy=bool(copy_of)))

    def _form(self, place: _Place, entry: Entity, copies: Sequence[Part]) -> "_Form":
        """Return a form, the one that was left with something typed where there is one."""
        from app.ui.forms.entry_dialog import EntryDialog
        from app.ui.forms.form_draft import FormDraft

        table, row_id, new = place
        left = self._left.pop(place, None)
        if left is None:
            theme, case = self._around.theme, self._around.case.case
            dialog = EntryDialog(theme, case, entry, self._window, new=new, copies=copies)
            subject = f"form {table} {'new' if new else 'old'} {row_id}"
            return dialog, FormDraft(dialog, self._around.case.saving.drafts, subject)
        if not new:
            left[0].come_back(entry, self._around.case.case)
        left[1].say_brought_back()
        return left

    def _leave(self, form: "_Form", place: _Place, words: str) -> None:
        """Keep what was typed into a form that was left, and say where it waits."""
        dialog, draft = form
        if dialog.holds_typed:
            self._left[place] = form
            self.noted.emit(words)
        else:
            draft.forget()
            dialog.deleteLater()

    def _blank(self, table: str) -> Entity:
        today = self._around.case.today
        values: dict[str, Any] = {"noted_on": today}
        values["noted_by"] = self._around.settings.get(AUTHOR) or None
        if table == "question":
            visit = self._around.case.facts.next_visit
            values |= {"status": "open", "created": today}
            values["for_appointment_id"] = visit.evidence.id if visit else None
        elif table == "medication":
            values["status"] = "active"
        elif table == "note":
            values["date"] = today
        return entries.blank(SPECS[table].entity, **values)

    def _refused(self) -> bool:
        why = self._around.case.session.read_only_because
        if why is not None:
            self._around.ask.tell(self._window, self._around.case.title, why)
        return why is not None

    def _do(self, act: Callable[[], Saved], words: Callable[[Saved], str]) -> bool:
        try:
            saved = act()
        except CasebookError as error:
            self._around.ask.tell_error(self._window, self._around.case.title, error)
            return False
        if saved.changes:
            self.done.emit(words(saved))
        return True


def _saved(saved: Saved) -> str:
    said = translate("EntryActs", "{Entry} added" if saved.new else "{Entry} changed")
    return said.format(Entry=_capital(saved.kind))


def _left(entry: Entity, *, new: bool, copy: bool) -> str:
    if copy:
        said = translate("EntryActs", "{Entry} not added. What you typed waits in Duplicate.")
    elif new:
        said = translate("EntryActs", "{Entry} not added. What you typed waits in Add.")
    else:
        said = translate("EntryActs", "{Entry} not changed. What you typed waits in its form.")
    return said.format(Entry=_capital(entry.spec.label))


def _deleted(saved: Saved) -> str:
    return translate("EntryActs", "{Entry} deleted").format(Entry=_capital(saved.kind))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
