"""The form of any entry, made from its declaration."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.case.case import Case
from app.case.declaration import SPECS, Entity, EntitySpec, FieldSpec, Part
from app.ui.dialog_frame import DialogFrame
from app.ui.forms.entry_fields import EntryField, EntryFields
from app.ui.forms.parts_grid import PartsGrid
from app.ui.labels import make_label, make_line
from app.ui.theme import Theme
from app.ui.tokens import SPACE_12
from app.usecases.odd_dates import OddDates, odd_dates

# Rows and fields that the program keeps for itself.
_OWN_BUSINESS = frozenset({"trial_record", "criterion_answer", "gvhd_organ"})
_HIDDEN = frozenset(
    {"attachment_sha256", "text_of_document", "home_latitude", "home_longitude", "schema_version"}
)
_SOURCE = ("source_kind", "certainty", "source_note")


class EntryDialog(DialogFrame):
    """Adds or changes one entry with its parts.

    After it was accepted, `entry`, `parts` and `gone` hold what to save.
    """

    def __init__(
        self,
        theme: Theme,
        case: Case,
        entry: Entity,
        parent: QWidget | None,
        *,
        new: bool,
        copies: Sequence[Part] = (),
    ) -> None:
        """Show an entry.

        Args:
            theme: sizes and colours.
            case: what can be chosen, and the parts the entry has.
            entry: what to show; of a new one what is known in advance.
            parent: the window it stands above.
            new: it is not in the case yet.
            copies: parts that a new entry begins with, each before the parts of its own.
        """
        label = entry.spec.label[:1].upper() + entry.spec.label[1:]
        super().__init__(
            theme,
            parent,
            window_title=label,
            heading=label,
            accept="",
            footnote="",
        )
        self.accept_button.say(self.tr("Add") if new else self.tr("Save"))
        self.entry = entry
        self.parts: list[Part] = []
        self.gone: list[Part] = []
        self._new = new
        self._shown = entry
        self._copies = copies
        self._asked: set[str] = set()
        self._fields = EntryFields(theme, form_fields(entry.spec), case)
        self._source = EntryFields(theme, [entry.spec.field(name) for name in _SOURCE], case)
        self._grids = [_grid(theme, s, case, entry, copies) for s in part_specs(entry.spec)]
        self._problem = make_label("", "problem", wrap=True)
        self._problem.hide()
        self._fields.show_entry(entry)
        self._source.show_entry(entry)
        self.set_content(self._lay_out(), width=760 if self._grids else 620)
        self._fields.fields[0].labelled.take_focus()

    def field(self, name: str) -> Any:
        """Return the control of a field, for tests and for who fills the form in advance."""
        for group in (self._fields, self._source):
            for field in group.fields:
                if field.spec.name == name:
                    return field.editor
        raise KeyError(name)

    @property
    def grids(self) -> Sequence[PartsGrid]:
        """The grids of the parts."""
        return self._grids

    @property
    def problem(self) -> str:
        """What is said about the form as a whole."""
        return self._problem.text()

    @property
    def holds_typed(self) -> bool:
        """Whether something here differs from what the form showed at first."""
        fields = (*self._fields.fields, *self._source.fields)
        return any(_differs(field, self._shown) for field in fields) or any(
            _is_changed(grid, self._shown.id) for grid in self._grids
        )

    def come_back(self, entry: Entity, case: Case) -> None:
        """Take what the case holds by now; what was typed stays."""
        self.entry = self._shown = entry
        for field in (*self._fields.fields, *self._source.fields):
            if not field.touched:
                field.show_entry(entry)
        for grid in self._grids:
            grid.show_present(_parts_of(case, grid.spec, entry))

    @Slot()
    def finish(self) -> None:
        """Take everything, or put the keyboard at the first problem."""
        problem = self._fields.first_problem() or self._source.first_problem()
        if problem is not None:
            problem.labelled.take_focus()
            self.reveal(problem)
            return
        try:
            self._take()
        except ValueError as error:
            self._say(str(error))
            return
        if self._new and self._is_empty():
            self._say(self.tr("Nothing is filled in yet. One field is enough."))
            self._fields.fields[0].labelled.take_focus()
            return
        if not self._asks():
            self.accept()

    def _asks(self) -> bool:
        """Ask about dates that cannot both be right, once; the next press keeps them."""
        new = [odd for odd in self._odd() if odd.question not in self._asked]
        self._asked.update(odd.question for odd in new)
        keep = self.tr("Press {button} again to keep it so.")
        keep = keep.format(button=self.accept_button.accessibleName())
        elsewhere = []
        for odd in new:
            if odd.entry is self.entry:
                field = self._fields.field(odd.second)
                field.labelled.say_question(f"{odd.question} {keep}")
                field.labelled.take_focus()
                self.reveal(field)
            else:
                elsewhere.append(odd.question)
        if elsewhere:
            self._say(" ".join([*elsewhere, keep]), asks=True)
        return bool(new)

    def _odd(self) -> list[OddDates]:
        """Return what cannot be right, but for what the entry holds already."""
        shown = self._shown
        return [
            odd
            for entry in (self.entry, *self.parts)
            for odd in odd_dates(entry)
            if self._new
            or entry is not self.entry
            or any(getattr(entry, f) != getattr(shown, f) for f in (odd.first, odd.second))
        ]

    def _take(self) -> None:
        values = self._fields.values() | self._source.values()
        absences = self._fields.absences(self.entry.absences)
        self.parts, self.gone = [], []
        for grid in self._grids:
            changed, gone = grid.parts(self.entry.id)
            self.parts += changed
            self.gone += gone
        self._take_copies()
        self.entry = replace(self.entry, **values, absences=absences)

    def _take_copies(self) -> None:
        """Add the copies nobody touched; one that was taken out goes with its parts."""
        left_out = {part.id for part in self.gone}
        typed = {part.id: part for part in self.parts}
        copied: dict[str, Part] = {}
        for copy in self._copies:
            if copy.id not in left_out and copy.parent_id in {self.entry.id, *copied}:
                copied[copy.id] = typed.get(copy.id, copy)
        ours = {copy.id for copy in self._copies}
        self.parts = [*copied.values(), *(p for p in self.parts if p.id not in ours)]
        self.gone = [part for part in self.gone if part.id not in ours]

    def _is_empty(self) -> bool:
        given = [getattr(self.entry, f.spec.name) is not None for f in self._fields.fields]
        return not any(given) and not self.parts and not self.entry.absences

    def _say(self, sentence: str, *, asks: bool = False) -> None:
        self._problem.setText(sentence)
        self._problem.setProperty("role", "small-text" if asks else "problem")
        self._problem.style().unpolish(self._problem)
        self._problem.style().polish(self._problem)
        self._problem.show()
        self.reveal(self._problem)

    def _lay_out(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_12)
        column.addLayout(self._fields)
        for grid in self._grids:
            column.addWidget(grid)
        column.addWidget(self._problem)
        column.addWidget(make_line())
        column.addWidget(make_label(self.tr("Where this comes from"), "small-strong"))
        column.addLayout(self._source)
        column.addStretch(1)
        return column


def form_fields(spec: EntitySpec) -> list[FieldSpec]:
    """Return the fields of a form, in the order of the declaration."""
    return [field for field in spec.own_fields if field.name not in _HIDDEN]


def part_specs(spec: EntitySpec) -> list[EntitySpec]:
    """Return the kinds of part that the form of an entry shows as grids."""
    parts = (part for part in SPECS.values() if part.parent is spec.entity)
    return [part for part in parts if part.table not in _OWN_BUSINESS]


def _grid(
    theme: Theme, spec: EntitySpec, case: Case, entry: Entity, copies: Sequence[Part]
) -> PartsGrid:
    parts = _parts_of(case, spec, entry)
    copied = [part for part in copies if part.spec is spec]
    return PartsGrid(theme, spec, [*parts, *copied], copied=bool(copied))


def _parts_of(case: Case, spec: EntitySpec, entry: Entity) -> list[Part]:
    return [part for part in case.parts(spec.entity, entry) if isinstance(part, Part)]


def _differs(field: EntryField, entry: Entity) -> bool:
    if not field.touched:
        return False
    name = field.spec.name
    try:
        typed = field.value()
    except ValueError:
        return True
    return typed != getattr(entry, name) or field.absence != entry.absence(name)


def _is_changed(grid: PartsGrid, parent_id: str) -> bool:
    try:
        return any(grid.parts(parent_id))
    except ValueError:
        return True
