"""Medicines as a table: dose, since, why, who ordered; those taken now, or those stopped."""

from typing import Any

from PySide6.QtCore import Signal, Slot

from app.case.case import Case
from app.case.declaration import SPECS, Entity, FieldSpec
from app.case.entities import Medication
from app.ui.lists.entry_model import EntryModel
from app.ui.lists.entry_table import EntryTable
from app.ui.theme import Theme
from app.ui.words import QT_TRANSLATE_NOOP, translate

TAKEN = frozenset({"active", "as_needed", "planned", "", None})
_NOW = ("name", "dose", "start", "reason", "prescriber")
_STOPPED = ("name", "stop", "dose", "start", "reason", "prescriber")
_MOST_ROWS = 14
_ROUTES = {
    "PO": QT_TRANSLATE_NOOP("Medicines", "by mouth"),
    "IV": QT_TRANSLATE_NOOP("Medicines", "into a vein"),
    "SC": QT_TRANSLATE_NOOP("Medicines", "under the skin"),
    "SQ": QT_TRANSLATE_NOOP("Medicines", "under the skin"),
    "IM": QT_TRANSLATE_NOOP("Medicines", "into a muscle"),
    "IT": QT_TRANSLATE_NOOP("Medicines", "into the spinal fluid"),
}
_WEIGHTS = {"name": 2.4, "dose": 2.6, "reason": 2.8, "prescriber": 1.6}


class MedicineModel(EntryModel):
    """The medicines of one half: taken now (with those as needed and planned), or stopped."""

    def __init__(self, *, stopped: bool) -> None:
        super().__init__(SPECS["medication"])
        self._stopped = stopped
        self.columns = [self.spec.field(name) for name in (_STOPPED if stopped else _NOW)]

    def _newest_first(self, case: Case) -> list[int]:
        table = case.all(Medication)
        statuses = table.stored("status")
        places = [
            place for place, status in enumerate(statuses) if (status in TAKEN) != self._stopped
        ]
        if not self._stopped:
            return places
        days = table.stored("stop")
        return sorted(places, key=lambda place: _stored_day(days[place]), reverse=True)

    def _words(self, entry: Entity, field: FieldSpec, value: Any) -> str:
        if field.name == "dose" and isinstance(entry, Medication):
            parts = (entry.dose, _route_words(entry.route), entry.frequency)
            words = ", ".join(part for part in parts if part)
            return words or super()._words(entry, field, value)
        words = super()._words(entry, field, value)
        if field.name == "name" and isinstance(entry, Medication):
            words = words[:1].upper() + words[1:]
            return words if self._stopped else self._with_status(entry, words)
        return words

    def _with_status(self, entry: Medication, words: str) -> str:
        if entry.status == "as_needed":
            return self.tr("{name}, as needed").format(name=words)
        if entry.status == "planned":
            return self.tr("{name}, planned").format(name=words)
        return words


def _route_words(route: str | None) -> str:
    """Return the everyday words for the letters of a prescription, else the route as it is."""
    plain = _ROUTES.get((route or "").strip().rstrip(".").upper())
    return translate("Medicines", plain) if plain else route or ""


def _stored_day(stored: object) -> str:
    # Stored dates sort as text once the sign for "about" is away; undated ones come last.
    return str(stored).removeprefix("~") if stored is not None else ""


class MedicineTable(EntryTable):
    """A table of medicines that is as high as its rows, within reason.

    Signals:
        stop_wanted(str): note that the medicine was stopped, or is taken again.
    """

    stop_wanted = Signal(str)

    def __init__(self, theme: Theme, *, stopped: bool) -> None:
        super().__init__(theme, MedicineModel(stopped=stopped))
        self._stopped = stopped
        said = self.tr("Medicines stopped") if stopped else self.tr("Medicines now")
        self.setAccessibleName(said)

    def fit_height(self) -> None:
        """Take the height of all rows, of at most 14."""
        rows = min(self.entries.rowCount(), _MOST_ROWS)
        row = self.verticalHeader().defaultSectionSize()
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + max(rows, 1) * row + 2)

    def more_acts(self) -> tuple[tuple[str, str, str], ...]:
        """Return that it was stopped, or is taken again."""
        if self._stopped:
            return (("stop", "undo-2", self.tr("Taken again")),)
        return (("stop", "circle-slash", self.tr("Stopped on…")),)

    @Slot(str, str)
    def act(self, act: str, entry_id: str) -> None:
        """Tell what was chosen in the menu."""
        if act == "stop":
            self.stop_wanted.emit(entry_id)
        else:
            super().act(act, entry_id)

    def _weight(self, field: FieldSpec) -> float:
        return _WEIGHTS.get(field.name, 1.6)
