"""Which sections stand on the summary: what always stays, and what may be left out."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout

from app.case.entities import Alert, Document, LabPanel
from app.ui.cards import Card
from app.ui.labels import ElidedLabel, make_label
from app.ui.open_case import OpenCase
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.words import QT_TRANSLATE_NOOP, translate
from app.usecases.page_choice import SECTIONS

_ALWAYS = {
    "alerts": QT_TRANSLATE_NOOP("SectionList", "Please note"),
    "questions": QT_TRANSLATE_NOOP("SectionList", "Our questions"),
    "glance": QT_TRANSLATE_NOOP("SectionList", "At a glance"),
    "medicines": QT_TRANSLATE_NOOP("SectionList", "Medicines now"),
    "treatments": QT_TRANSLATE_NOOP("SectionList", "Treatments, last doses"),
}
_MAY_GO = {
    "course": QT_TRANSLATE_NOOP("SectionList", "Course drawing"),
    "labs": QT_TRANSLATE_NOOP("SectionList", "Blood results"),
    "tests": QT_TRANSLATE_NOOP("SectionList", "Tests"),
    "infections": QT_TRANSLATE_NOOP("SectionList", "Infections, problems"),
    "trials": QT_TRANSLATE_NOOP("SectionList", "Trials and access"),
    "records": QT_TRANSLATE_NOOP("SectionList", "Records"),
}


class SectionList(Card):
    """A tick for each section of the summary.

    Signals:
        changed(): a section was ticked or unticked.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(translate("SectionList", "Sections on page 1"))
        self.boxes: dict[str, QCheckBox] = {}
        self._holds: dict[str, ElidedLabel] = {}
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(SPACE_8)
        grid.setVerticalSpacing(SPACE_4)
        for row, (key, words) in enumerate({**_ALWAYS, **_MAY_GO}.items()):
            self._add_line(grid, row, key, translate("SectionList", words))
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_12)
        inside.setSpacing(SPACE_8)
        inside.addLayout(grid)
        inside.addWidget(make_label(self._why(), "small", wrap=True))
        self.body.addLayout(inside)

    @property
    def without(self) -> frozenset[str]:
        """The sections that are left out."""
        return frozenset(key for key in SECTIONS if not self.boxes[key].isChecked())

    def show_case(self, case: OpenCase) -> None:
        """Say what each section holds."""
        values, facts = case.case, case.facts
        held = {
            "alerts": self._number(len(values.all(Alert))),
            "questions": self._number(len(facts.open_questions)),
            "medicines": self._number(len(facts.active_medicines)),
            "labs": self._number(len(values.all(LabPanel))),
            "trials": self._number(len(facts.trials) + len(facts.access_requests)),
            "records": self._number(len(values.all(Document))),
        }
        for key, words in held.items():
            self._holds[key].setText(words)

    def _number(self, count: int) -> str:
        return str(count) if count else self.tr("none noted")

    def _why(self) -> str:
        return self.tr(
            "The first five always stay: a doctor has to be able to rely on them. The page names "
            "what you leave out."
        )

    def _add_line(self, grid: QGridLayout, row: int, key: str, words: str) -> None:
        box = QCheckBox(words)
        box.setAccessibleName(words)
        box.setChecked(True)
        if key in _ALWAYS:
            box.setEnabled(False)
            box.setAccessibleDescription(self.tr("Always on the page"))
        box.toggled.connect(self._tell)
        hint = ElidedLabel("", "small")
        hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(box, row, 0)
        grid.addWidget(hint, row, 1)
        self.boxes[key] = box
        self._holds[key] = hint

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()
