"""A review sheet that came back: what the doctor wrote beside what we have, then Take in."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.case import codes
from app.ui.dialog_frame import DialogFrame
from app.ui.labels import make_label, make_line
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16
from app.ui.words import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from app.usecases.read_back import SheetReadBack

_FIELDS = {
    "answer": QT_TRANSLATE_NOOP("SheetDialog", "Answer"),
    "note": QT_TRANSLATE_NOOP("SheetDialog", "Note"),
    "refer": QT_TRANSLATE_NOOP("SheetDialog", "Refer for screening now"),
    "later": QT_TRANSLATE_NOOP("SheetDialog", "Maybe later, after"),
    "not_suitable": QT_TRANSLATE_NOOP("SheetDialog", "Not suitable, because"),
    "other": QT_TRANSLATE_NOOP("SheetDialog", "Other trial or pathway to look at"),
    "other_tests": QT_TRANSLATE_NOOP("SheetDialog", "Other tests"),
    "clinic_calls": QT_TRANSLATE_NOOP("SheetDialog", "The clinic calls the study team"),
    "family_calls": QT_TRANSLATE_NOOP("SheetDialog", "The family calls the study team"),
    "call_by": QT_TRANSLATE_NOOP("SheetDialog", "Call by"),
    "tests": QT_TRANSLATE_NOOP("SheetDialog", "Tests to order"),
}
_ANSWER = "answer"
_MOST = 60


class SheetDialog(DialogFrame):
    """Shows what a sheet says and the case does not."""

    def __init__(
        self, theme: Theme, sheet: "SheetReadBack", file: str, parent: QWidget | None
    ) -> None:
        count = len(sheet.differences)
        heading = translate("SheetDialog", "%n answers from the review sheet", "", count)
        super().__init__(
            theme,
            parent,
            window_title=translate("SheetDialog", "Review sheet that came back"),
            heading=heading if count else translate("SheetDialog", "Nothing new on this sheet"),
            below=_about(sheet, file),
            accept=translate("SheetDialog", "Take in") if count else translate("SheetDialog", "OK"),
            footnote=translate("SheetDialog", "One Undo takes everything back."),
        )
        self._sheet = sheet
        # Where there is nothing to take in, there is nothing to cancel.
        self.cancel_button.setVisible(bool(count))
        self.set_content(self._lay_out(), width=760)

    def _lay_out(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_12)
        for note in self._sheet.notes:
            column.addWidget(make_label(note, "small-text", wrap=True))
        if self._sheet.differences:
            column.addLayout(self._answers())
        more = len(self._sheet.differences) - _MOST
        if more > 0:
            column.addWidget(make_label(self.tr("and %n more", "", more), "muted"))
        column.addStretch(1)
        return column

    def _answers(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_16)
        grid.setVerticalSpacing(SPACE_8)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 2)
        heads = (self.tr("Line"), self.tr("On the sheet"), self.tr("Until now"))
        for column, words in enumerate(heads):
            grid.addWidget(make_label(words, "small-strong"), 0, column)
        for each in self._sheet.differences[:_MOST]:
            row = grid.rowCount()
            grid.addWidget(make_line(), row, 0, 1, 3)
            asked = f"{_line_words(each.line)} {each.asked}".strip()
            theirs = _said(each.field, each.theirs)
            ours = _said(each.field, each.ours) if each.ours else self.tr("Nothing noted")
            for column, label in enumerate((asked, theirs, ours)):
                grid.addWidget(_cell(label, strong=column == 1), row + 1, column)
        return grid


def _cell(words: str, *, strong: bool) -> QLabel:
    return make_label(words, "strong" if strong else "", wrap=True)


def _line_words(line: str) -> str:
    if line == "doctor":
        return translate("SheetDialog", "Doctor’s view")
    return line[:1].upper() + line[1:] + "."


def _said(field: str, value: str) -> str:
    if not value:
        return ""
    if field == _ANSWER:
        return codes.label("criterion.answer", value)
    if field == "note":
        return value
    name = translate("SheetDialog", _FIELDS[field]) if field in _FIELDS else field
    if value == "yes":
        return name
    return translate("SheetDialog", "{field}: {value}").format(field=name, value=value)


def _about(sheet: "SheetReadBack", file: str) -> str:
    by = next((each.by for each in sheet.differences if each.by), None)
    if by:
        said = translate("SheetDialog", "{file}: {trial}, printed on {date}, signed by {name}")
    else:
        said = translate("SheetDialog", "{file}: {trial}, printed on {date}")
    return said.format(file=file, trial=sheet.trial, date=sheet.made.words(), name=by)
