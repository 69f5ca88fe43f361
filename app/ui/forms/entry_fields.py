"""The fields of one entry: control, label, echo, problems, and a chosen absence for each."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from app.case import kinds
from app.case.absence import Absence
from app.case.case import Case
from app.case.declaration import Entity, FieldSpec
from app.ui.buttons import IconButton
from app.ui.forms.editors import make_editor
from app.ui.forms.labelled_field import LabelledField
from app.ui.theme import Theme
from app.ui.tokens import SPACE_12, SPACE_20
from app.ui.words import translate

_SHORT = (kinds.DateKind, kinds.WholeKind, kinds.NumberKind, kinds.ClockKind, kinds.YesNoKind)

_LONGEST_BESIDE = 28
"""Letters of a label that has room above half a line."""
_LARGEST_EM_BESIDE = 24
"""With text over 150 % every field has a line of its own."""


class EntryField(QWidget):
    """One field of the form.

    Signals:
        edited(): its content is another one.
    """

    edited = Signal()

    def __init__(self, theme: Theme, spec: FieldSpec, case: Case) -> None:
        super().__init__()
        self.spec = spec
        self._em = theme.em
        self.absence: Absence | None = None
        self._showing = False
        # What nobody touched stays exactly as it is, an empty text of an import included.
        self.touched = False
        self.editor = make_editor(spec, theme, case)
        self._more = IconButton(
            theme,
            "ellipsis",
            self.tr("No value for “{field}”, and why").format(field=spec.label),
            kind="tiny",
            colour="muted",
        )
        self._more.clicked.connect(self.offer_absences)
        self.labelled = LabelledField(
            theme,
            spec.label,
            self.editor,
            hint=spec.help,
            focus=self.editor.focus_widget,
            beside=None if spec.common else self._more,
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.labelled)
        self.editor.edited.connect(self._note_edit)
        self.editor.left.connect(self.check)

    @property
    def is_short(self) -> bool:
        """Whether two such fields may stand side by side."""
        one_line = not self.spec.long and not self.spec.kind.is_list
        room = self._em <= _LARGEST_EM_BESIDE and len(self.spec.label) <= _LONGEST_BESIDE
        one_line = one_line and room
        return one_line and (isinstance(self.spec.kind, _SHORT) or self.spec.codes is not None)

    def show_entry(self, entry: Entity) -> None:
        """Show what an entry has here."""
        self._showing = True
        self.editor.show_value(getattr(entry, self.spec.name))
        self._showing = self.touched = False
        self._choose(entry.absence(self.spec.name))

    def value(self) -> Any:
        """Return the value; raises `ValueError` with a plain sentence."""
        return self.editor.value()

    @Slot()
    def check(self) -> bool:
        """Show the problem, the echo or nothing; return whether the content can be taken."""
        try:
            self.editor.value()
        except ValueError as problem:
            self.labelled.say_problem(_sentence(str(problem)))
            return False
        if self.editor.echo:
            self.labelled.say_read(self.editor.echo)
        else:
            self._choose(self.absence)
        return True

    @Slot()
    def offer_absences(self) -> None:
        """Offer to say why there is no value."""
        menu = QMenu(self)
        for absence in Absence:
            menu.addAction(translate("Absence", absence.words)).setData(absence.value)
        menu.addSeparator()
        menu.addAction(self.tr("Nobody has said")).setData("")
        menu.triggered.connect(self._take_absence)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def take_absence(self, absence: Absence | None) -> None:
        """Put the reason why there is no value in the place of one; None for nobody has said."""
        self._showing = True
        self.editor.show_value(None)
        self._showing = False
        self._choose(absence)
        self.touched = True
        self.edited.emit()

    @Slot(QAction)
    def _take_absence(self, action: QAction) -> None:
        code = action.data()
        self.take_absence(Absence(code) if code else None)

    def _choose(self, absence: Absence | None) -> None:
        self.absence = absence
        if absence is None:
            self.labelled.say_nothing()
        else:
            self.labelled.say_chosen(translate("Absence", absence.words))

    @Slot()
    def _note_edit(self) -> None:
        if self._showing:
            return
        self.touched = True
        # What is typed stands in place of "not known".
        self.absence = None
        if self.editor.echo:
            self.labelled.say_read(self.editor.echo)
        else:
            self.labelled.say_nothing()
        self.edited.emit()


class EntryFields(QGridLayout):
    """Fields one below the other; short ones in pairs."""

    def __init__(self, theme: Theme, specs: Sequence[FieldSpec], case: Case) -> None:
        super().__init__()
        self.fields = [EntryField(theme, spec, case) for spec in specs]
        self.setHorizontalSpacing(SPACE_20)
        self.setVerticalSpacing(SPACE_12)
        self.setColumnStretch(0, 1)
        self.setColumnStretch(1, 1)
        self._place()

    def show_entry(self, entry: Entity) -> None:
        """Show the content of an entry."""
        for field in self.fields:
            field.show_entry(entry)

    def first_problem(self) -> EntryField | None:
        """Check every field and return the first that cannot be taken."""
        return next((f for f in [f for f in self.fields if not f.check()]), None)

    def values(self) -> dict[str, Any]:
        """Return what was changed, by field; only after `first_problem` found none."""
        return {field.spec.name: field.value() for field in self.fields if field.touched}

    def absences(self, before: Mapping[str, Absence]) -> dict[str, Absence]:
        """Return the chosen absences, those of fields not shown here included."""
        ours = {field.spec.name for field in self.fields}
        kept = {name: absence for name, absence in before.items() if name not in ours}
        chosen = {f.spec.name: f.absence for f in self.fields if f.absence is not None}
        return kept | chosen

    def field(self, name: str) -> EntryField:
        """Return a field by its name; raises `KeyError`."""
        for field in self.fields:
            if field.spec.name == name:
                return field
        raise KeyError(name)

    def _place(self) -> None:
        row, column = 0, 0
        top = Qt.AlignmentFlag.AlignTop
        for field in self.fields:
            if not field.is_short:
                row, column = row + (column > 0), 0
                self.addWidget(field, row, 0, 1, 2)
                row += 1
                continue
            self.addWidget(field, row, column, top)
            row, column = (row + 1, 0) if column else (row, 1)


def _sentence(problem: str) -> str:
    """Return a problem as a sentence of its own; those of the case speak behind a field's name."""
    if not problem[:1].islower():
        return problem  # also "3 April or 4 March?"
    return translate("EntryFields", "This {problem}.").format(problem=problem)
