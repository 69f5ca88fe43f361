"""One line of an import in full: our reading, the file's own words, our entry, and why."""

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout

from app.ui.bring.line_words import look_of
from app.ui.bring.reconcile_model import LineRow
from app.ui.labels import ElidedLabel, make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16


class LineDetail(QFrame):
    """Shows the line the keyboard is on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The chosen line in full"))
        self._theme = theme
        self._read = ElidedLabel("", "row-title")
        self._source = ElidedLabel()
        self._ours = ElidedLabel()
        self._why = make_label("", "small-text", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_16)
        self._grid.setVerticalSpacing(SPACE_4)
        self._grid.setColumnStretch(1, 1)
        self._leads: list[QLabel] = []
        self._add(self.tr("Read as"), self._read)
        self._add(self.tr("In the file"), self._source)
        self._add(self.tr("Our entry"), self._ours)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, SPACE_12)
        column.setSpacing(SPACE_4)
        column.addLayout(self._grid)
        column.addWidget(self._why)

    def show_line(self, row: object) -> None:
        """Show a line; anything else empties the card."""
        line = row if isinstance(row, LineRow) else None
        self._read.setText(_joined(line.what, line.value, line.date) if line else "")
        self._source.setText(_joined(line.source, line.place) if line else "")
        self._ours.setText((line.ours or self.tr("None yet")) if line else "")
        self._why.setText(_reason(line) if line else self.tr("Choose a line to see it in full."))

    @property
    def words(self) -> str:
        """Everything it says."""
        parts = (self._read.whole_text, self._source.whole_text, self._ours.whole_text)
        return "\n".join((*parts, self._why.text()))

    def _add(self, lead: str, label: ElidedLabel) -> None:
        row = len(self._leads)
        words = make_label(lead, "small-strong")
        self._leads.append(words)
        self._grid.addWidget(words, row, 0)
        self._grid.addWidget(label, row, 1)


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)


def _reason(line: LineRow) -> str:
    kind = look_of(line.kind).words
    return f"{kind}. {line.why}" if line.why else f"{kind}."
