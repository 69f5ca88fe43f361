"""The parts of an entry as a grid to type into: the results of a lab report, the drugs given.

There is always an empty row at the end. Fields that have no column stay as they are.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.case import codes, kinds
from app.case.declaration import EntitySpec, FieldSpec, Part
from app.case.numbers import read_quantity
from app.ui.forms.editors import Completion
from app.ui.forms.field_text import one_line, read, vocabulary_of
from app.ui.labels import make_label, plain_tooltip
from app.ui.theme import Theme
from app.ui.tokens import HEIGHT_ROW, SPACE_4
from app.ui.words import QT_TRANSLATE_NOOP, translate
from app.usecases import entries

_MOST_COLUMNS = 6
_COLUMNS = {
    "lab_result": ("code", "value", "unit", "ref_low", "ref_high", "flag"),
    "treatment_drug": ("name", "route", "dose", "start_date", "last_dose_date"),
    "toxicity": ("term", "grade", "start", "end", "note"),
    "access_step": ("step", "who", "state", "date", "due", "note"),
}
_SHOWN_ROWS = 6
_FIRST_WEIGHT = 2.4
_HEADINGS = {
    "unit": QT_TRANSLATE_NOOP("PartsGrid", "Unit"),
    "ref_low": QT_TRANSLATE_NOOP("PartsGrid", "Usual from"),
    "ref_high": QT_TRANSLATE_NOOP("PartsGrid", "to"),
    "flag": QT_TRANSLATE_NOOP("PartsGrid", "Flag"),
}


def columns_of(spec: EntitySpec) -> list[FieldSpec]:
    """Return the fields that get a column."""
    named = _COLUMNS.get(spec.table)
    if named is not None:
        return [spec.field(name) for name in named]
    return [field for field in spec.own_fields if not field.long][:_MOST_COLUMNS]


class PartsGrid(QWidget):
    """Rows of one kind of part.

    Signals:
        edited(): something was typed or taken out.
    """

    edited = Signal()

    def __init__(
        self, theme: Theme, spec: EntitySpec, parts: Sequence[Part], *, copied: bool = False
    ) -> None:
        """Show parts, and an empty row; `copied` where they are copies that get their ids now."""
        super().__init__()
        self.spec = spec
        self.columns = columns_of(spec)
        self._copied = copied
        self._before = {part.id: part for part in parts}
        self.table = _Table(spec, self.columns)
        self.table.verticalHeader().setDefaultSectionSize(theme.px(HEIGHT_ROW))
        self.table.setMinimumHeight(theme.px(HEIGHT_ROW) * (_SHOWN_ROWS - 2))
        self.table.removed.connect(self.edited)
        heading = make_label(spec.plural[:1].upper() + spec.plural[1:], "field-label")
        heading.setBuddy(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(heading)
        column.addWidget(self.table)
        self._show_parts()
        self.table.itemChanged.connect(self._note_edit)

    def parts(self, parent_id: str) -> tuple[list[Part], list[Part]]:
        """Return the parts that are new or changed, and those that were taken out.

        Raises:
            ValueError: a cell cannot be understood; the sentence names it, and it has the focus.
        """
        kept: list[Part] = []
        seen: set[str] = set()
        for row in range(self.table.rowCount()):
            part = self._part(row, parent_id)
            if part is not None:
                kept.append(part)
                seen.add(part.id)
        gone = [part for part in self._before.values() if part.id not in seen]
        changed = [part for part in kept if self._before.get(part.id) != part]
        return changed, gone

    def typed(self) -> str:
        """Return what was typed into the cells, to be shown again by `show_typed`.

        Cells nobody touched are left out: the case may hold something newer by then.
        """
        rows = [(self._name(row), self._typed_cells(row)) for row in range(self.table.rowCount())]
        return json.dumps([row for row in rows if row[1]], ensure_ascii=False)

    def show_typed(self, typed: str) -> None:
        """Show the parts with cells that were typed before; parts the case lost stay lost.

        Rows that were taken out then are shown: they are still in the case.
        """
        self._show_parts()
        places = {self._name(row): row for row in range(self.table.rowCount())}
        self.table.blockSignals(True)
        for name, texts in json.loads(typed):
            if name and name not in places:
                continue
            row = places[name] if name else self.table.rowCount() - 1
            for column, text in enumerate(texts[: len(self.columns)]):
                item = self.table.item(row, column)
                if item is not None and text is not None:
                    item.setText(text)
            if not name:
                self._add_row(None)
        self.table.blockSignals(False)
        self.edited.emit()

    def show_present(self, parts: Sequence[Part]) -> None:
        """Show what the case holds by now; what was typed and taken out stays so."""
        typed = self.typed()
        filled = (row for row in range(self.table.rowCount()) if any(self._texts(row)))
        shown = {self._row_id(row) for row in filled}
        gone = self._before.keys() - shown
        names = {name for name, _ in json.loads(typed)}
        # A part that somebody removed meanwhile stays where something was typed into it.
        kept = {id: part for id, part in self._before.items() if id in names}
        self._before = kept | {part.id: part for part in parts}
        self.show_typed(typed)
        for row in reversed(range(self.table.rowCount())):
            if self._row_id(row) in gone:
                self.table.removeRow(row)

    def _show_parts(self) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        self.table.blockSignals(False)
        for part in self._before.values():
            self._add_row(part)
        self._add_row(None)

    def _name(self, row: int) -> str:
        """Return what a row is called in a draft: a copy, with a new id each time, by its place."""
        row_id = self._row_id(row)
        if not self._copied or row_id not in self._before:
            return row_id
        return f"#{list(self._before).index(row_id)}"

    def _texts(self, row: int) -> list[str]:
        return [self._text(row, column) for column in range(len(self.columns))]

    def _typed_cells(self, row: int) -> list[str | None]:
        texts = self._texts(row)
        known = self._before.get(self._row_id(row))
        if known is None or not any(texts):
            return [*texts] if any(texts) else []
        cells = [
            None if text == _cell(field, getattr(known, field.name)) else text
            for field, text in zip(self.columns, texts, strict=True)
        ]
        return cells if any(text is not None for text in cells) else []

    def _part(self, row: int, parent_id: str) -> Part | None:
        texts = self._texts(row)
        if not any(texts):
            return None
        known = self._before.get(self._row_id(row))
        part = known or entries.blank(self.spec.entity, parent_id=parent_id)
        if not isinstance(part, Part):
            raise TypeError(self.spec.table)
        values: dict[str, Any] = {}
        for column, field in enumerate(self.columns):
            if known is None or texts[column] != _cell(field, getattr(known, field.name)):
                values |= self._read(row, column, texts[column])
        return _with_printed_name(replace(part, **values), texts[0])

    def _read(self, row: int, column: int, text: str) -> dict[str, Any]:
        field = self.columns[column]
        try:
            return _values(field, text, self.spec)
        except ValueError as problem:
            self.table.setCurrentCell(row, column)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            said = self.tr("Row {row}, {column}: {problem}")
            raise ValueError(
                said.format(row=row + 1, column=field.label, problem=problem)
            ) from None

    def _add_row(self, part: Part | None) -> None:
        row = self.table.rowCount()
        self.table.blockSignals(True)
        self.table.insertRow(row)
        for column, field in enumerate(self.columns):
            text = _cell(field, getattr(part, field.name)) if part else ""
            item = QTableWidgetItem(text)
            if column == 0 and part is not None:
                item.setData(Qt.ItemDataRole.UserRole, part.id)
            self.table.setItem(row, column, item)
        self.table.blockSignals(False)

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    def _row_id(self, row: int) -> str:
        item = self.table.item(row, 0)
        return str(item.data(Qt.ItemDataRole.UserRole) or "") if item is not None else ""

    @Slot()
    def _note_edit(self) -> None:
        last = self.table.rowCount() - 1
        if last < 0 or any(self._text(last, column) for column in range(len(self.columns))):
            self._add_row(None)
        self.edited.emit()


class _Table(QTableWidget):
    """The grid; Delete takes a row out, Enter goes on to the next cell.

    Signals:
        removed(): a row was taken out.
    """

    removed = Signal()

    def __init__(self, spec: EntitySpec, columns: Sequence[FieldSpec]) -> None:
        super().__init__(0, len(columns))
        for place, column in enumerate(columns):
            # Where text is large a heading shortens; the whole is in its tooltip.
            heading = QTableWidgetItem(_heading(column))
            heading.setToolTip(plain_tooltip(_heading(column)))
            self.setHorizontalHeaderItem(place, heading)
        self.setAccessibleName(spec.plural)
        self.setItemDelegate(_Delegate(columns, self))
        self.verticalHeader().hide()
        self.setTabKeyNavigation(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("kind", "grid")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the first column, which names the row, more room than the others."""
        super().resizeEvent(event)
        share = self.viewport().width() / (self.columnCount() - 1 + _FIRST_WEIGHT)
        for column in range(self.columnCount() - 1):
            self.setColumnWidth(column, round(share * (_FIRST_WEIGHT if column == 0 else 1)))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the next cell; from the outermost one out of the grid."""
        if not self._at_end(forward):
            return super().focusNextPrevChild(forward)
        self.setTabKeyNavigation(False)
        left = super().focusNextPrevChild(forward)
        self.setTabKeyNavigation(True)
        return left

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go on to the next cell; behind the last one the keyboard leaves, not to be trapped."""
        forward = hint == QAbstractItemDelegate.EndEditHint.EditNextItem
        backward = hint == QAbstractItemDelegate.EndEditHint.EditPreviousItem
        if (forward or backward) and self._at_end(forward):
            super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.focusNextPrevChild(forward)
        else:
            super().closeEditor(editor, hint)

    def _at_end(self, forward: bool) -> bool:
        here = (self.currentRow(), self.currentColumn())
        last = (self.rowCount() - 1, self.columnCount() - 1)
        return here == (last if forward else (0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the row out with Ctrl+Delete; leave the grid with Escape."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Delete and control:
            self.removeRow(self.currentRow())
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Edits a cell in a line that is completed from the field's vocabulary or codes."""

    def __init__(self, columns: Sequence[FieldSpec], parent: QObject) -> None:
        super().__init__(parent)
        self._columns = columns

    def createEditor(
        self,
        parent: QWidget,
        _option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Return the line of a cell."""
        field = self._columns[index.column()]
        line = QLineEdit(parent)
        line.setProperty("kind", "cell")
        line.setAccessibleName(field.label)
        known = vocabulary_of(field)
        if known is not None:
            Completion(line, known)
        elif field.codes is not None:
            labels = [label for _, label in codes.choices(field.codes)]
            completer = QCompleter(labels, line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            line.setCompleter(completer)
        return line


def _heading(field: FieldSpec) -> str:
    label = translate("PartsGrid", _HEADINGS.get(field.name, field.label))
    return f"{label} ({field.unit})" if field.unit else label


def _cell(field: FieldSpec, value: Any) -> str:
    return (
        one_line(field, value).replace(", ", "; ") if field.kind.is_list else one_line(field, value)
    )


def _values(field: FieldSpec, text: str, spec: EntitySpec) -> dict[str, Any]:
    """Return what a cell says; "< 0.01" fills the comparator beside the result."""
    if field.kind is kinds.RESULT and any(f.name == "comparator" for f in spec.own_fields):
        try:
            quantity = read_quantity(text)
        except ValueError:
            return {field.name: read(field, text)}
        if quantity.unit is None:
            return {field.name: quantity.value, "comparator": quantity.comparator}
    return {field.name: read(field, text)}


def _with_printed_name(part: Part, typed: str) -> Part:
    """Keep a lab result's name as it was typed, beside the test it stands for."""
    if part.spec.table == "lab_result" and getattr(part, "name_on_report", None) is None:
        return replace(part, name_on_report=typed)  # type: ignore[call-arg]
    return part
