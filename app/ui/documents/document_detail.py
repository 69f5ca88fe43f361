"""One document: what it is, what can be done with it, which entries name it, what is in it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.case import codes
from app.case.case import Case
from app.case.declaration import Entity
from app.case.entities import Document
from app.ui.buttons import Button, IconButton
from app.ui.cards import Card, empty_layout
from app.ui.documents.document_preview import DocumentPreview
from app.ui.documents.document_rows import document_title
from app.ui.flow_layout import FlowLayout
from app.ui.forms.field_text import entry_words
from app.ui.labels import make_label
from app.ui.page import Surroundings
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.words import translate
from app.usecases.document_evidence import Citation, shown_entry

_LOWEST_PREVIEW = 300
_MOST_LINKS = 8
_KILO = 1024


class DocumentDetail(QWidget):
    """Shows the chosen document.

    Signals:
        open_wanted(), save_wanted(), edit_wanted(), duplicate_wanted(), delete_wanted(): what to
            do with it.
        back_wanted(): show what its entry said before.
        entry_wanted(str, str): an entry that names it: its table and id.
    """

    open_wanted = Signal()
    save_wanted = Signal()
    edit_wanted = Signal()
    duplicate_wanted = Signal()
    delete_wanted = Signal()
    back_wanted = Signal()
    entry_wanted = Signal(str, str)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self.preview = DocumentPreview(around)
        self.title = make_label("", "section", wrap=True)
        self.facts = make_label("", "muted", wrap=True)
        self.note = make_label("", wrap=True)
        self.used = make_label("", "small-strong")
        self._links = FlowLayout(SPACE_8)
        theme = around.theme
        self.open_button = Button(theme, self.tr("Open with another program"), icon="external-link")
        self.save_button = Button(theme, self.tr("Save a copy…"), icon="download")
        self.edit_button = Button(theme, self.tr("Edit"), icon="pencil")
        self.more_button = IconButton(theme, "ellipsis", self.tr("More for this document"))
        self._lay_out()
        self._connect()

    def show_document(
        self, document: Document, cited: Sequence[Citation], sizes: Mapping[str, int]
    ) -> None:
        """Show a document with the entries that name it."""
        self.title.setText(document_title(document))
        self.facts.setText(document_facts(document, sizes))
        self.note.setText(document.note or "")
        self.note.setVisible(bool(document.note))
        has_file = bool(document.attachment_sha256 or document.text)
        self.open_button.setVisible(has_file)
        self.save_button.setVisible(has_file)
        self._show_links(cited)
        self.preview.setMinimumHeight(self._around.theme.px(_LOWEST_PREVIEW))
        self.preview.show_document(document)

    @property
    def links(self) -> list[Button]:
        """The links to entries that name the document."""
        items = (self._links.itemAt(place) for place in range(self._links.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, Button)]

    def _show_links(self, cited: Sequence[Citation]) -> None:
        empty_layout(self._links)
        case = self._around.case.case
        entries = shown_entries(case, cited)
        count = len(entries)
        some = self.tr("Used as evidence by %n entries", "", count)
        self.used.setText(some if count else self.tr("No entry names it as its source yet"))
        for entry in entries[:_MOST_LINKS]:
            self._links.addWidget(self._link(entry))
        if count > _MOST_LINKS:
            more = self.tr("and %n more", "", count - _MOST_LINKS)
            self._links.addWidget(make_label(more, "muted"))

    def _link(self, entry: Entity) -> Button:
        words = entry_words(entry)
        link = Button(self._around.theme, words, kind="link")
        link.setProperty("entry", (entry.spec.table, entry.id))
        link.clicked.connect(self._follow)
        return link

    @Slot()
    def _follow(self) -> None:
        table, entry_id = self.sender().property("entry")
        self.entry_wanted.emit(table, entry_id)

    @Slot()
    def show_menu(self) -> None:
        """Show what else can be done with the document."""
        menu = self.menu()
        menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def menu(self) -> QMenu:
        """Return everything that can be done with the document."""
        menu = QMenu(self)
        theme = self._around.theme
        lines = (
            ("external-link", self.tr("Open with another program"), self.open_wanted),
            ("download", self.tr("Save a copy…"), self.save_wanted),
            ("pencil", self.tr("Edit\tEnter"), self.edit_wanted),
            ("copy", self.tr("Duplicate"), self.duplicate_wanted),
            ("history", self.tr("Earlier values"), self.back_wanted),
            ("trash-2", self.tr("Delete\tDel"), self.delete_wanted),
        )
        for icon, words, signal in lines:
            menu.addAction(theme.icon(icon), words).triggered.connect(signal)
        return menu

    def _connect(self) -> None:
        self.open_button.clicked.connect(self.open_wanted)
        self.save_button.clicked.connect(self.save_wanted)
        self.edit_button.clicked.connect(self.edit_wanted)
        self.more_button.clicked.connect(self.show_menu)

    def _lay_out(self) -> None:
        head = Card()
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        inside.setSpacing(SPACE_8)
        words = QVBoxLayout()
        words.setSpacing(SPACE_4)
        for label in (self.title, self.facts, self.note):
            words.addWidget(label)
        inside.addLayout(words)
        buttons = FlowLayout(SPACE_8)
        acts = (self.open_button, self.save_button, self.edit_button, self.more_button)
        for button in acts:
            buttons.addWidget(button)
        inside.addLayout(buttons)
        inside.addWidget(self.used)
        inside.addLayout(self._links)
        head.body.addLayout(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(head)
        column.addWidget(self.preview, 1)


def shown_entries(case: Case, cited: Sequence[Citation]) -> list[Entity]:
    """Return the entries to open for citations, each once."""
    entries = (shown_entry(case, citation) for citation in cited)
    return list({entry.id: entry for entry in entries if entry is not None}.values())


def document_facts(document: Document, sizes: Mapping[str, int]) -> str:
    """Return kind, date, where from, when received, file name and size in one line."""
    facts = [
        codes.label("document.type", document.type) if document.type else "",
        document.date.words() if document.date else translate("Documents", "no date"),
        _said("from {what}", _origin(document)),
        _said("received {what}", document.received_on.words() if document.received_on else None),
        document.file_name or "",
        size_words(sizes.get(document.attachment_sha256 or "", 0)),
        translate("Documents", "%n pages", "", document.pages) if document.pages else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def _origin(document: Document) -> str | None:
    """Return who or what a document came from, where its file name does not say that already."""
    return None if document.source_note == document.file_name else document.source_note


def _said(template: str, what: str | None) -> str:
    return translate("Documents", template).format(what=what) if what else ""


def size_words(size: int) -> str:
    """Return a size of a file in words: "340 KB", "1.2 MB"; "" for none."""
    if not size:
        return ""
    if size < _KILO * _KILO:
        return translate("Documents", "{size} KB").format(size=max(1, round(size / _KILO)))
    said = translate("Documents", "{size} MB")
    return said.format(size=f"{size / _KILO / _KILO:.1f}")
