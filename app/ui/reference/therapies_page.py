"""The page Therapies and words: what a therapy is, and what a word means."""

from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.cards import Card, empty_layout
from app.ui.choosing.choice import Bit, Choice, Heading, Row
from app.ui.choosing.choice_list import ChoiceList
from app.ui.choosing.list_and_detail import ListAndDetail
from app.ui.labels import make_label
from app.ui.page import Page, Surroundings
from app.ui.page_header import SearchField
from app.ui.reference.therapy_card import TherapyDetail, WordDetail
from app.ui.scroll_column import ScrollColumn
from app.ui.search.texts import plain
from app.ui.segmented import Segmented
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_20
from app.usecases.glossary_lookup import Explained, every_word
from app.usecases.therapy_cards import TherapyCard, therapy_cards

THERAPIES, WORDS = "therapies", "words"


class TherapiesPage(Page):
    """Reference: nothing on it is about this one person."""

    key = "therapies"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._cards: dict[str, TherapyCard] = {}
        self._state: object = None
        choices = [(THERAPIES, self.tr("Therapies")), (WORDS, self.tr("Words"))]
        self.choice = Segmented(self.tr("What to look up"), choices)
        self.choice.choose(THERAPIES)
        self.choice.chosen.connect(self._show_kind)
        self.filter = SearchField(self.theme, self.tr("Find on this page"), "Ctrl+F")
        self.filter.textChanged.connect(self._fill)
        self.list = ChoiceList(self.theme, self.tr("Therapies and words"))
        self.list.chosen.connect(self.show_one)
        self.list.opened.connect(self._open)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, SPACE_20)
        self._detail = ScrollColumn(self._column)
        # Long texts scroll by key too.
        self._detail.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._detail.setAccessibleName(self.tr("About it"))
        self._both = ListAndDetail(self.theme, self._chooser(), self._detail, self.tr("The list"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_20, 0, SPACE_20, SPACE_12)
        outer.addWidget(self._both)

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Therapies and words")

    def summary(self) -> str:
        """Return what the page is not."""
        return self.tr("For looking up. Each card has its date.")

    def refresh(self) -> None:
        """Read the cards again; which saved trials name them may have changed."""
        if self._state != self.around.case.state:
            self._state = self.around.case.state
            cards = therapy_cards(self.around.case.session)
            self._cards = {card.therapy_id: card for card in cards}
        self._fill()

    def find_here(self) -> None:
        """Put the keyboard into the field above the list."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_target(self, target: object) -> None:
        """Show one therapy or word, by its id."""
        self.filter.clear()
        kind = THERAPIES if target in self._cards else WORDS
        self.choice.choose(kind)
        self._fill()
        if self.list.select(str(target)):
            self._both.show_detail()

    @Slot(str)
    def show_one(self, key: str) -> None:
        """Show one card."""
        empty_layout(self._column)
        self._column.addWidget(self._card(key))
        self._column.addStretch(1)
        self._detail.verticalScrollBar().setValue(0)

    def _card(self, key: str) -> QWidget:
        if self.choice.code == WORDS:
            return WordDetail(_words()[key])
        shown = TherapyDetail(self.theme, self._cards[key])
        shown.trial_wanted.connect(self._open_trial)
        return shown

    @Slot(str)
    def _show_kind(self, _kind: str) -> None:
        self._fill()

    @Slot()
    def _fill(self) -> None:
        typed = plain(self.filter.text()).split()
        words = self.choice.code == WORDS
        rows = list(self._word_rows(typed) if words else self._therapy_rows(typed))
        self.list.show_rows(rows)
        if self.list.key:
            self.show_one(self.list.key)
        else:
            self._show_nothing()

    def _show_nothing(self) -> None:
        empty_layout(self._column)
        said = self.tr("Nothing here has these letters. Fewer letters may help.")
        label = make_label(said, "muted", wrap=True)
        self._column.addWidget(label)
        self._column.addStretch(1)

    def _therapy_rows(self, typed: list[str]) -> Iterator[Row]:
        kind = ""
        for card in sorted(self._cards.values(), key=lambda each: each.kind):
            hay = plain(" ".join((card.name, *card.other_names, card.kind, card.target)))
            if all(word in hay for word in typed):
                if card.kind != kind:
                    kind = card.kind
                    yield Heading(kind)
                below = (Bit(card.target),) if card.target else ()
                yield Choice(card.therapy_id, card.name, (below,) if below else ())

    def _word_rows(self, typed: list[str]) -> Iterator[Row]:
        for word in _words().values():
            hay = plain(" ".join((word.term, *word.also_called)))
            if all(part in hay for part in typed):
                yield Choice(word.term_id, word.term)

    def _chooser(self) -> QWidget:
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.list)
        chooser = QWidget()
        column = QVBoxLayout(chooser)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(self.choice)
        column.addWidget(self.filter)
        column.addWidget(card, 1)
        chooser.setFocusProxy(self.list)
        return chooser

    @Slot(str)
    def _open(self, _key: str) -> None:
        self._both.show_detail()

    @Slot(str)
    def _open_trial(self, trial_id: str) -> None:
        self.wanted.emit("trials", ("saved_trial", trial_id))


@cache
def _words() -> dict[str, Explained]:
    return {word.term_id: word for word in every_word()}
