"""Allergies on top of the medicines: what there is, that there are none, or that nobody asked."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.case.facts.model import AllergyFacts
from app.case.facts.values.health import AllergyFact
from app.ui.buttons import Button
from app.ui.cards import Card, empty_layout
from app.ui.flow_layout import FlowLayout
from app.ui.labels import IconLabel, make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16

_MOST = 12


class AllergiesCard(Card):
    """Tells "none known" and "not asked" apart.

    Signals:
        opened(str): change the allergy with this id.
        add_wanted(): note one.
        none_wanted(): note that somebody asked and that there are none.
        all_wanted(): show them as a list.
    """

    opened = Signal(str)
    add_wanted = Signal()
    none_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Allergies"))
        self._theme = theme
        self._icon = IconLabel(theme, "shield-alert", "danger")
        self.words = make_label("", "", wrap=True)
        self._items = FlowLayout(SPACE_12)
        self._ids: dict[Button, str] = {}
        self.add = Button(theme, self.tr("Add allergy"), icon="plus", kind="small")
        self.add.clicked.connect(self.add_wanted)
        self.none = Button(theme, self.tr("None known"), icon="check", kind="small")
        self.none.setToolTip(self.tr("Somebody asked, and there are none"))
        self.none.clicked.connect(self.none_wanted)
        self.all = Button(theme, self.tr("Show as a list"), kind="small")
        self.all.clicked.connect(self.all_wanted)
        self._lay_out()

    def show_allergies(self, found: AllergyFacts, *, writable: bool = True) -> None:
        """Show what is known; where the case is only read, nothing offers to change it."""
        empty_layout(self._items)
        self._ids = {}
        for item in found.items[:_MOST]:
            link = Button(self._theme, _item_words(item), kind="link")
            link.clicked.connect(self._open)
            self._ids[link] = item.evidence.id
            self._items.addWidget(link)
        if found.items:
            others = self.tr("No known drug allergies otherwise.") if found.none_known else ""
            more = len(found.items) - _MOST
            self.words.setText(others or (self.tr("and %n more", "", more) if more > 0 else ""))
        elif found.none_known:
            self.words.setText(found.words)
        else:
            self.words.setText(
                self.tr("Nobody has said yet whether there are allergies. Ask the team.")
            )
        self.words.setVisible(bool(self.words.text()))
        asked = bool(found.items) or found.none_known is not None
        self._icon.show_icon(
            "shield-alert" if found.items else ("check" if asked else "circle-question-mark"),
            "danger" if found.items else ("fits" if asked else "ask"),
        )
        self.add.setVisible(writable)
        self.none.setVisible(writable and not asked)
        self.all.setVisible(asked)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SPACE_4)
        words.addWidget(make_label(self.tr("Allergies"), "card-title"))
        words.addLayout(self._items)
        words.addWidget(self.words)
        buttons = FlowLayout(SPACE_8)
        buttons.setContentsMargins(0, SPACE_4, 0, 0)
        for button in (self.add, self.none, self.all):
            buttons.addWidget(button)
        words.addLayout(buttons)
        line = QHBoxLayout()
        line.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        line.setSpacing(SPACE_12)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.body.addLayout(line)

    @Slot()
    def _open(self) -> None:
        found = self._ids.get(self.sender(), "")  # type: ignore[call-overload]  # a link of ours
        if found:
            self.opened.emit(found)


def _item_words(item: AllergyFact) -> str:
    """Return the allergy with what happened; the severity only where it is known."""
    return item.words
