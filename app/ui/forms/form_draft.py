"""What is typed into a dialog is a draft until it is saved: Esc, closing, a crash lose nothing.

When the same dialog is opened again it shows what was typed, says so in a quiet line, and offers to
start empty. Passwords are never kept.
"""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from app.case.absence import Absence
from app.case.partial_date import PartialDate
from app.ui.buttons import Button
from app.ui.dialog_frame import DialogFrame
from app.ui.drafts import Drafts, form_text, form_values
from app.ui.flow_layout import FlowLayout
from app.ui.forms.entry_fields import EntryField
from app.ui.forms.parts_grid import PartsGrid
from app.ui.labels import make_label
from app.ui.segmented import Segmented
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_24
from app.ui.words import clock

_FIELD = "form"
_TICKED = "x"


class FormDraft(QObject):
    """Keeps what is typed into one dialog as a draft.

    Attributes:
        line: says that something was brought back; hidden where nothing was.
    """

    def __init__(self, dialog: DialogFrame, drafts: Drafts, subject: str) -> None:
        """Bring back what was typed into this dialog before, and keep what is typed from now on.

        Args:
            dialog: with all its fields, showing what it shows at first.
            drafts: of the open case.
            subject: what the dialog is for, such as the call about one step.
        """
        super().__init__(dialog)
        self._drafts = drafts
        self._subject = subject
        self._fields = dict(_fields(dialog))
        self._first = self._texts()
        self._filling = False
        self.line = BroughtBack(dialog.theme)
        self.line.start_empty.clicked.connect(self.start_empty)
        layout = dialog.layout()
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(1, self.line)
        first = next(iter(self._fields.values()), None)
        if first is not None:
            QWidget.setTabOrder(self.line.start_empty, first)
        self._connect()
        self._bring_back()

    def forget(self) -> None:
        """Let go of the draft, as it was saved."""
        self._drafts.keep(self._subject, _FIELD, "")

    def say_brought_back(self) -> None:
        """Say that what was typed before is still here, where there is something."""
        at, values = form_values(self._drafts.text(self._subject, _FIELD))
        if at is not None and values:
            self.line.say(at)

    @Slot()
    def start_empty(self) -> None:
        """Show what the dialog showed at first."""
        self._fill(self._first)
        self.line.hide()
        self.forget()

    def _bring_back(self) -> None:
        _, values = form_values(self._drafts.text(self._subject, _FIELD))
        if values:
            self._fill(values)
            self.say_brought_back()

    def _fill(self, texts: dict[str, str]) -> None:
        self._filling = True
        for name, text in texts.items():
            if name in self._fields and _text(self._fields[name]) != text:
                _show(self._fields[name], text)
        self._filling = False

    def _texts(self) -> dict[str, str]:
        return {name: _text(field) for name, field in self._fields.items()}

    @Slot()
    def _keep(self) -> None:
        if self._filling:
            return
        typed = {n: text for n, text in self._texts().items() if text != self._first[n]}
        at = datetime.now().replace(microsecond=0)
        self._drafts.keep(self._subject, _FIELD, form_text(at, typed) if typed else "")

    def _connect(self) -> None:
        for field in self._fields.values():
            if isinstance(field, QLineEdit | QPlainTextEdit):
                field.textChanged.connect(self._keep)
            elif isinstance(field, QComboBox):
                field.currentIndexChanged.connect(self._keep)
            elif isinstance(field, Segmented):
                field.chosen.connect(self._keep)
            elif isinstance(field, PartsGrid | EntryField):
                field.edited.connect(self._keep)
            elif isinstance(field, QCheckBox | QRadioButton):
                field.toggled.connect(self._keep)


class BroughtBack(QWidget):
    """ "Brought back what you typed at 9:41. Start empty"."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = make_label("", "small-text")
        self.start_empty = Button(theme, self.tr("Start empty"), kind="link")
        self.start_empty.setAutoDefault(False)
        flow = FlowLayout(SPACE_8)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.addWidget(self._words)
        flow.addWidget(self.start_empty)
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE_24 + 2, 0, SPACE_24 + 2, SPACE_8)
        across.addLayout(flow)
        self.hide()

    def say(self, at: datetime) -> None:
        """Say when it was typed."""
        if at.date() == datetime.now().date():
            said = self.tr("Brought back what you typed at {time}.").format(time=clock(at))
        else:
            day = PartialDate.of(at.date()).words()
            said = self.tr("Brought back what you typed on {day}.").format(day=day)
        self._words.setText(said)
        self.show()

    @property
    def words(self) -> str:
        """What it says, "" where it is hidden."""
        return "" if self.isHidden() else self._words.text()


def _fields(dialog: QWidget) -> Iterator[tuple[str, QWidget]]:
    """Yield the fields that take what a person types, each by its place and its name.

    Last come the fields of entries: each may have a reason why there is no value.
    """
    every = dialog.findChildren(QWidget)
    wanted = [widget for widget in every if _is_field(widget)]
    reasons = [widget for widget in every if isinstance(widget, EntryField)]
    for number, widget in enumerate((*wanted, *reasons)):
        yield f"{number} {widget.accessibleName()}".strip(), widget


def _is_field(widget: QWidget) -> bool:
    if isinstance(widget, QLineEdit):
        open_words = widget.echoMode() == QLineEdit.EchoMode.Normal
        return open_words and not widget.isReadOnly() and not _is_part(widget)
    if isinstance(widget, QPlainTextEdit):
        return not widget.isReadOnly()
    if isinstance(widget, QCheckBox | QRadioButton):
        return not _is_part(widget)
    return isinstance(widget, QComboBox | Segmented | PartsGrid)


def _is_part(widget: QWidget) -> bool:
    """Tell whether a field belongs to a grid, which keeps its own cells."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractItemView | QComboBox):
            return True
        above = above.parentWidget()
    return False


def _text(field: QWidget) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QComboBox):
        return field.currentText()
    if isinstance(field, Segmented):
        return field.code
    if isinstance(field, PartsGrid):
        return field.typed()
    if isinstance(field, EntryField):
        return field.absence.words if field.absence is not None else ""
    ticked = isinstance(field, QCheckBox | QRadioButton) and field.isChecked()
    return _TICKED if ticked else ""


def _show(field: QWidget, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
    elif isinstance(field, QComboBox) and field.findText(text) >= 0:
        field.setCurrentIndex(field.findText(text))
    elif isinstance(field, Segmented):
        field.choose(text)
        field.chosen.emit(text)
    elif isinstance(field, PartsGrid):
        field.show_typed(text)
    elif isinstance(field, EntryField):
        _show_absence(field, text)
    elif isinstance(field, QCheckBox | QRadioButton):
        field.setChecked(text == _TICKED)


def _show_absence(field: EntryField, words: str) -> None:
    """Choose why there is no value, or that nobody has said."""
    field.take_absence(next((each for each in Absence if each.words == words), None))
