"""One of two versions of an entry: who wrote it, what it says, and where that comes from."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QVBoxLayout

from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16

_LABEL_EM = 7


@dataclass(frozen=True, slots=True)
class Said:
    """One field of a version.

    Attributes:
        label: what it is.
        words: what it says; empty where nobody has said.
        different: the other version says something else.
    """

    label: str
    words: str
    different: bool


@dataclass(frozen=True, slots=True)
class Version:
    """What one copy says about an entry.

    Attributes:
        copy: whose copy it is: "Your copy".
        by: who wrote it and when.
        fields: what it says; none where it was removed.
        record: lines of the attached record around the value, the middle one first found.
        value_line: which of these lines holds the value.
    """

    copy: str
    by: str
    fields: tuple[Said, ...]
    record: tuple[str, ...] = ()
    value_line: int = -1


class VersionCard(QFrame):
    """A version with its choice on top.

    Signals:
        taken(): this version was chosen.
    """

    taken = Signal()

    def __init__(self, theme: Theme, version: Version) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "card")
        self.choice = QRadioButton(version.copy)
        self.choice.setAutoExclusive(False)
        self.choice.setAccessibleName(version.copy)
        self.choice.setAccessibleDescription(spoken(version))
        self.choice.setProperty("role", "card-title")
        self.choice.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, SPACE_12, 1, SPACE_12)
        column.setSpacing(0)
        column.addLayout(self._top(version.by))
        if version.fields:
            for said in version.fields:
                column.addWidget(self._row(said))
        else:
            column.addWidget(self._removed())
        if version.record:
            column.addLayout(self._record(version))
        column.addStretch(1)

    def mark(self, chosen: bool) -> None:
        """Show whether this is the version to keep."""
        self.choice.setChecked(chosen)
        self.setProperty("chosen", chosen)
        self.style().unpolish(self)
        self.style().polish(self)

    @Slot()
    def _take(self) -> None:
        self.choice.setChecked(True)
        self.taken.emit()

    def _top(self, by: str) -> QVBoxLayout:
        top = QVBoxLayout()
        top.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_8)
        top.setSpacing(0)
        top.addWidget(self.choice)
        if by:
            words = make_label(by, "small", wrap=True)
            words.setContentsMargins(self._theme.px(26), 0, 0, 0)
            top.addWidget(words)
        return top

    def _row(self, said: Said) -> QFrame:
        row = QFrame()
        row.setProperty("kind", "different" if said.different else "row")
        line = QHBoxLayout(row)
        line.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, SPACE_8)
        line.setSpacing(SPACE_8)
        label = make_label(said.label, "small-text", wrap=True)
        label.setFixedWidth(round(_LABEL_EM * self._theme.em))
        words = said.words or self.tr("Not said")
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(make_label(words, "strong" if said.different else "", wrap=True), 1)
        if said.different:
            chip = make_label(self.tr("different"), "chip")
            line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _removed(self) -> QFrame:
        row = QFrame()
        row.setProperty("kind", "different")
        line = QHBoxLayout(row)
        line.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, SPACE_8)
        line.addWidget(make_label(self.tr("Removed in this copy"), "strong", wrap=True))
        return row

    def _record(self, version: Version) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(make_label(self.tr("From the attached record"), "small"))
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        for number, text in enumerate(version.record):
            line = make_label(text, "small-text", wrap=True)
            line.setFont(fixed)
            if number == version.value_line:
                line.setProperty("role", "chip")
            column.addWidget(line)
        return column


def spoken(version: Version) -> str:
    """Return a version as one sentence for a screen reader."""
    said: Sequence[str] = [f"{field.label}: {field.words}" for field in version.fields]
    return ". ".join(part for part in (version.by, *said) if part)
