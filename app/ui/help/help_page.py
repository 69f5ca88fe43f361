"""The page Help: texts on the left, the chosen one beside it."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.cards import Card, empty_layout
from app.ui.choosing.choice import Choice, Heading, Row
from app.ui.choosing.choice_list import ChoiceList
from app.ui.choosing.list_and_detail import ListAndDetail
from app.ui.help.general_texts import general_texts
from app.ui.help.help_card import HelpCard
from app.ui.help.help_text import HelpText
from app.ui.help.organisations_card import OrganisationsCard
from app.ui.help.page_texts import page_texts
from app.ui.page import Page, Surroundings
from app.ui.page_header import SearchField
from app.ui.scroll_column import ScrollColumn
from app.ui.search.texts import plain
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_20
from app.usecases.who_helps import organisations

PEOPLE = "people"


class HelpPage(Page):
    """What each page is for, the keys, and what there is to know about the program."""

    key = "help"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._texts = self._all_texts()
        self.list = ChoiceList(self.theme, self.tr("Help texts"))
        self.list.chosen.connect(self.show_text)
        self.list.opened.connect(self._open)
        self.filter = SearchField(self.theme, self.tr("Find in help"), "Ctrl+F")
        self.filter.textChanged.connect(self._fill)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, SPACE_20)
        self._detail = ScrollColumn(self._column)
        # Long texts scroll by key too.
        self._detail.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._detail.setAccessibleName(self.tr("Help text"))
        self._both = ListAndDetail(
            self.theme, self._chooser(), self._detail, self.tr("All help texts")
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_20, 0, SPACE_20, SPACE_12)
        outer.addWidget(self._both)
        self._fill()

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Help")

    def refresh(self) -> None:
        """Show the chosen text again; sizes or the country may be others."""
        self.show_text(self.list.key)

    def find_here(self) -> None:
        """Put the keyboard into the field above the list."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_target(self, target: object) -> None:
        """Show the text of a page, by its key."""
        self.filter.clear()
        if self.list.select(str(target)):
            self._both.show_detail()

    @Slot(str)
    def show_text(self, key: str) -> None:
        """Show one text."""
        empty_layout(self._column)
        self._column.addWidget(self._card(key))
        self._column.addStretch(1)
        self._detail.verticalScrollBar().setValue(0)

    def _card(self, key: str) -> QWidget:
        if key == PEOPLE:
            country = self.around.case.case.patient.country or ""
            return OrganisationsCard(self.theme, organisations(country))
        text = self._texts.get(key)
        return HelpCard(text) if text is not None else Card(self.tr("Nothing found"))

    def _all_texts(self) -> dict[str, HelpText]:
        people = HelpText(
            PEOPLE,
            self.tr("People"),
            self.tr("People who help for free"),
            self.tr("Someone to talk to about trials, care and worries, by country."),
            (),
        )
        return {text.key: text for text in (*general_texts(), people, *page_texts())}

    def _chooser(self) -> QWidget:
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.list)
        chooser = QWidget()
        column = QVBoxLayout(chooser)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(self.filter)
        column.addWidget(card, 1)
        chooser.setFocusProxy(self.list)
        return chooser

    @Slot()
    def _fill(self) -> None:
        self.list.show_rows(list(self._rows(plain(self.filter.text()).split())))

    def _rows(self, words: list[str]) -> Iterator[Row]:
        group = ""
        for text in self._texts.values():
            hay = plain(text.words)
            if all(word in hay for word in words):
                if text.group != group:
                    group = text.group
                    yield Heading(group)
                yield Choice(text.key, text.title)

    @Slot(str)
    def _open(self, _key: str) -> None:
        self._both.show_detail()
