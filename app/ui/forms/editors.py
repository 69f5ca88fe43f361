"""What a field is typed or chosen with: a line, several lines, a list, a date."""

from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.case import kinds
from app.case.case import Case
from app.case.declaration import FieldSpec
from app.case.terms import Vocabulary
from app.ui.choice_field import ChoiceField
from app.ui.forms.date_field import DateField
from app.ui.forms.field_text import choices, has_choices, read, shown, vocabulary_of
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8

_SHORT_KINDS = (kinds.WholeKind, kinds.NumberKind, kinds.ClockKind)
_LINES = 3


class Editor(QWidget):
    """One field's control.

    Attributes:
        spec: the declaration of the field.

    Signals:
        edited(): its content is another one.
        left(): the keyboard left it; now problems may be shown.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec

    @property
    def focus_widget(self) -> QWidget:
        """The part that takes the keyboard."""
        raise NotImplementedError

    @property
    def echo(self) -> str:
        """How the content was read, "" where that says nothing new."""
        return ""

    def value(self) -> Any:
        """Return the value, None for nothing; raises `ValueError` with a plain sentence."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Put a value into the control."""
        raise NotImplementedError

    @Slot()
    def note_edit(self) -> None:
        """Pass on that the content is another one."""
        self.edited.emit()

    @Slot()
    def note_left(self) -> None:
        """Pass on that the keyboard left."""
        self.left.emit()


class LineEditor(Editor):
    """One line, completed from a vocabulary, with its unit behind it."""

    def __init__(self, spec: FieldSpec, theme: Theme) -> None:
        super().__init__(spec)
        self.line = QLineEdit()
        self.line.textChanged.connect(self.note_edit)
        self.line.editingFinished.connect(self.note_left)
        known = vocabulary_of(spec)
        if known is not None:
            self._completion = Completion(self.line, known)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_8)
        across.addWidget(self.line, 1)
        if isinstance(spec.kind, _SHORT_KINDS):
            self.line.setMaximumWidth(theme.px(160))
        if spec.unit:
            across.addWidget(make_label(spec.unit, "muted"))
        if isinstance(spec.kind, _SHORT_KINDS):
            across.addStretch(1)

    @property
    def focus_widget(self) -> QWidget:
        """The line."""
        return self.line

    def value(self) -> Any:
        """Return what the line reads as."""
        return read(self.spec, self.line.text())

    def show_value(self, value: Any) -> None:
        """Put a value into the line; of a long one the beginning is in sight."""
        self.line.setText(shown(self.spec, value))
        self.line.setCursorPosition(0)


class LinesEditor(Editor):
    """Several lines: free text, or one entry of a list on each line."""

    def __init__(self, spec: FieldSpec, theme: Theme) -> None:
        super().__init__(spec)
        self.box = LeavingTextEdit()
        self.box.setTabChangesFocus(True)
        line = theme.px(22)
        self.box.setFixedHeight(line * _LINES + 14)
        self.box.textChanged.connect(self.note_edit)
        self.box.left.connect(self.note_left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)

    @property
    def focus_widget(self) -> QWidget:
        """The box."""
        return self.box

    def value(self) -> Any:
        """Return what the box reads as; the lines of a text stay as they are."""
        return read(self.spec, self.box.toPlainText())

    def show_value(self, value: Any) -> None:
        """Put a value into the box."""
        self.box.setPlainText(shown(self.spec, value))


class LeavingTextEdit(QPlainTextEdit):
    """A text box that tells when the keyboard leaves it.

    Signals:
        left(): the keyboard is elsewhere now.
    """

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell."""
        super().focusOutEvent(event)
        self.left.emit()


class ChoiceEditor(Editor):
    """One of a list; a code that the list lacks stays, as it came."""

    def __init__(self, spec: FieldSpec, theme: Theme, case: Case) -> None:
        super().__init__(spec)
        self.field = ChoiceField(theme, spec.label)
        self.field.addItem("", None)
        for words, value in choices(spec, case):
            self.field.addItem(words, value)
        self.field.currentIndexChanged.connect(self._note_choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        narrow = spec.kind is kinds.YES_NO
        column.addWidget(self.field, 0, Qt.AlignmentFlag.AlignLeft if narrow else _NO_ALIGNMENT)

    @property
    def focus_widget(self) -> QWidget:
        """The list."""
        return self.field

    def value(self) -> Any:
        """Return what is chosen."""
        return self.field.currentData()

    def show_value(self, value: Any) -> None:
        """Choose a value."""
        places = range(self.field.count())
        place = next((i for i in places if self.field.itemData(i) == value), -1)
        if place < 0:
            self.field.addItem(shown(self.spec, value), value)
            place = self.field.count() - 1
        self.field.setCurrentIndex(place)

    @Slot()
    def _note_choice(self) -> None:
        self.edited.emit()
        self.left.emit()


class DateEditor(Editor):
    """A date as far as it is known."""

    def __init__(self, spec: FieldSpec, theme: Theme) -> None:
        super().__init__(spec)
        self.field = DateField(theme)
        self.field.edited.connect(self.note_edit)
        self.field.left.connect(self.note_left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)

    @property
    def focus_widget(self) -> QWidget:
        """The line."""
        return self.field.line

    @property
    def echo(self) -> str:
        """How the text was read."""
        return self.field.echo

    def value(self) -> Any:
        """Return the date."""
        return self.field.value()

    def show_value(self, value: Any) -> None:
        """Show a date."""
        self.field.show_value(value)


class Completion(QCompleter):
    """Offers terms of a vocabulary while one types; any other word is welcome too."""

    def __init__(self, line: QLineEdit, known: Vocabulary) -> None:
        self._names = QStringListModel()
        super().__init__(self._names, line)
        self._known = known
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = QListView()
        popup.setProperty("kind", "completer")
        self.setPopup(popup)
        line.setCompleter(self)
        line.textEdited.connect(self.offer)

    @Slot(str)
    def offer(self, text: str) -> None:
        """Offer what the typed letters may become."""
        offered = self._known.suggest(text) if len(text.strip()) > 1 else []
        self._names.setStringList([term.name for term in offered])


_NO_ALIGNMENT = Qt.AlignmentFlag(0)


def make_editor(spec: FieldSpec, theme: Theme, case: Case) -> Editor:
    """Return the control for a field."""
    if has_choices(spec):
        return ChoiceEditor(spec, theme, case)
    if spec.kind is kinds.DATE:
        return DateEditor(spec, theme)
    if spec.long or spec.kind.is_list:
        return LinesEditor(spec, theme)
    return LineEditor(spec, theme)
