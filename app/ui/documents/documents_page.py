"""The page Documents: every paper of the case, what is in it, and what came in by import."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.case.case import Case
from app.case.entities import Document, ImportReceipt, PendingItem
from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.choosing.choice_list import ChoiceList
from app.ui.choosing.list_and_detail import ListAndDetail
from app.ui.documents.document_detail import DocumentDetail
from app.ui.documents.document_preview import Loaded
from app.ui.documents.document_rows import RECEIPT, DocumentTexts, document_rows
from app.ui.documents.empty_documents import EmptyDocuments
from app.ui.documents.opened_copies import OpenedCopies
from app.ui.documents.receipt_detail import ReceiptDetail
from app.ui.jobs import Progress
from app.ui.labels import IconLabel, make_label
from app.ui.page import Page, Surroundings
from app.ui.page_header import SearchField
from app.ui.places import page_of
from app.ui.scroll_column import ScrollColumn
from app.ui.start.file_place import documents_folder
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16, SPACE_20
from app.usecases.document_content import save_copy, sizes
from app.usecases.document_evidence import Citation, citations
from app.usecases.document_search import document_texts

_Known = tuple[Mapping[str, tuple[Citation, ...]], Mapping[str, int]]

_TYPING_MS = 150
_LOWEST = 420


class DocumentsPage(Page):
    """List of documents and receipts; the chosen one beside it."""

    key = "documents"
    adds = "document"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._texts: DocumentTexts | None = None
        self._known_of: tuple[object, _Known] | None = None
        self.list = ChoiceList(self.theme, self.tr("Documents"))
        self.filter = SearchField(self.theme, self.tr("Find in documents"), "Ctrl+F")
        self.detail = DocumentDetail(around)
        self.receipt = ReceiptDetail(around)
        self.nothing = make_label(self.tr("No document holds these words."), "muted", wrap=True)
        self.empty = EmptyDocuments(self.theme)
        self._add = Button(self.theme, self.tr("Add document"), icon="plus", kind="filled")
        self.decide = Button(self.theme, self.tr("Decide"))
        self._waiting = make_label("", wrap=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING_MS)
        self._lay_out()
        self._connect()

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Documents")

    def summary(self) -> str:
        """Return how many documents there are."""
        count = len(self.around.case.case.all(Document))
        return self.tr("%n documents", "", count) if count else ""

    def main_button(self) -> QPushButton:
        """Return Add document."""
        return self._add

    def refresh(self) -> None:
        """Read the case again."""
        case = self.around.case.case
        some = bool(case.all(Document)) or bool(case.all(ImportReceipt))
        self._whole.setCurrentWidget(self._full if some else self._empty_area)
        self._show_waiting(len(case.all(PendingItem)))
        self._texts = None
        if self.filter.text().strip():
            self._search()
        else:
            self._fill(case)
        self.header_changed.emit()

    def open_target(self, target: object) -> None:
        """Show a document, a receipt, or the lines that wait (`table`, `id`)."""
        if isinstance(target, tuple) and len(target) == 2:
            table, row_id = target
            if table == PendingItem.spec.table:
                self.decide.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            self.filter.clear()
            self._fill(self.around.case.case)
            key = f"{RECEIPT}{row_id}" if table == ImportReceipt.spec.table else str(row_id)
            if self.list.select(key):
                self._split.show_detail()

    def find_here(self) -> None:
        """Put the keyboard into the search in documents."""
        self._split.show_list()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def document(self) -> Document | None:
        """The chosen document."""
        return self.around.case.case.get(Document, self.list.key or None)

    # what can be done with a document

    @Slot()
    def open_outside(self) -> None:
        """Open a copy of the document with the program the system has for it.

        What a password protects is never written to a temporary place: there the person says
        where the copy goes.
        """
        loaded = self._whole_document()
        if loaded is None:
            return
        content = loaded.content.content or loaded.content.text.encode()
        copies = OpenedCopies.of(self.window())
        if self.around.case.protected:
            place = self._saved_copy(loaded) if self._may_leave() else None
            opened = copies.open_at(place) if place is not None else None
        else:
            opened = self.attempt(lambda: copies.open(loaded.content.name, content))
        if opened is False:
            self.around.ask.tell(
                self,
                self.tr("Open with another program"),
                self.tr("This computer has no program for this file. You can save a copy of it."),
            )

    @Slot()
    def save_document(self) -> None:
        """Ask where, and save a copy of the document."""
        loaded = self._whole_document()
        if loaded is not None:
            self._saved_copy(loaded)

    def _saved_copy(self, loaded: Loaded) -> Path | None:
        suggested = documents_folder() / loaded.content.name
        kinds = self.tr("All files (*)")
        path = self.around.ask.save_file(self, self.tr("Save a copy"), suggested, kinds)
        if path is None:
            return None

        def act() -> bool:
            save_copy(path, loaded.content)
            return True

        if not self.attempt(act):
            return None
        self.noted.emit(self.tr("Saved as {file}").format(file=path.name))
        return path

    @Slot()
    def want_add(self) -> None:
        """Ask for files to keep."""
        self.bring_wanted.emit(None)

    @Slot()
    def decide_lines(self) -> None:
        """Open the lines that wait for a decision."""
        from app.ui.bring.pending_dialog import PendingDialog

        if self.writable():
            dialog = PendingDialog(self.around, self.window())
            self.around.ask.run(dialog)
            dialog.deleteLater()

    # parts

    def _whole_document(self) -> Loaded | None:
        """Return the document as it was read; what is missing is told."""
        loaded = self.detail.preview.loaded
        if loaded is None:
            self.noted.emit(self.tr("The document is still being read."))
            return None
        content = loaded.content
        if not content.content and not content.text:
            why = content.why or self.tr("No file is kept with this entry.")
            self.around.ask.tell(self, self.title(), why)
            return None
        return loaded

    def _may_leave(self) -> bool:
        """Ask whether a copy without a password may be made."""
        sentence = self.tr(
            "This case has a password. The other program needs a copy without one. You choose "
            "where it goes, and it stays there until you delete it."
        )
        answers = (self.tr("Choose a place…"), self.tr("Not now"))
        title = self.tr("Open with another program")
        return self.around.ask.choose(self, title, sentence, answers) == 0

    def _fill(self, case: Case) -> None:
        self.list.show_rows(document_rows(case, self._texts, self.filter.text()))
        self._show_chosen(self.list.key)

    @Slot(str)
    def _show_chosen(self, key: str) -> None:
        case = self.around.case.case
        receipt = case.get(ImportReceipt, key.removeprefix(RECEIPT)) if key else None
        document = case.get(Document, key or None)
        if receipt is not None:
            self._beside.setCurrentWidget(self.receipt)
            self.receipt.show_receipt(receipt)
        elif document is not None:
            self._beside.setCurrentWidget(self.detail)
            cited, bytes_of = self._known()
            self.detail.show_document(document, cited.get(document.id, ()), bytes_of)
        else:
            self.detail.preview.forget()
            self._beside.setCurrentWidget(self.nothing)

    def _known(self) -> _Known:
        """Return what names each document, and the sizes of the files; read once a change."""
        state = self.around.case.state
        if self._known_of is None or self._known_of[0] != state:
            session = self.around.case.session
            self._known_of = (state, (citations(session.case), sizes(session)))
        return self._known_of[1]

    @Slot()
    def _search(self) -> None:
        """Search in the texts; they are made beside the window when first needed."""
        if self._texts is not None or not self.filter.text().strip():
            self._fill(self.around.case.case)
            return
        work = _MakeTexts(self.around.case.case, self.around.case.state)
        self.around.jobs.start(work, name="texts", done=self._take_texts)

    @Slot(object)
    def _take_texts(self, made: "tuple[object, DocumentTexts]") -> None:
        state, texts = made
        if state == self.around.case.state:
            self._texts = texts
            self._fill(self.around.case.case)

    @Slot(str)
    def _open_chosen(self, key: str) -> None:
        if self._split.narrow:
            self._split.show_detail()
        elif not key.startswith(RECEIPT):
            self.edit_wanted.emit(Document.spec.table, key)

    @Slot()
    def _edit(self) -> None:
        if self.document is not None:
            self.edit_wanted.emit(Document.spec.table, self.document.id)

    @Slot()
    def _duplicate(self) -> None:
        if self.document is not None:
            self.duplicate_wanted.emit(Document.spec.table, self.document.id)

    @Slot()
    def _look_back(self) -> None:
        if self.document is not None:
            self.look_back(Document.spec.table, self.document.id)

    @Slot()
    def _delete(self) -> None:
        self._delete_key(self.list.key)

    @Slot(str)
    def _delete_key(self, key: str) -> None:
        if key.startswith(RECEIPT):
            self.delete_wanted.emit(ImportReceipt.spec.table, key.removeprefix(RECEIPT))
        elif key:
            self.delete_wanted.emit(Document.spec.table, key)

    @Slot(str, object)
    def _show_menu(self, key: str, where: QPoint) -> None:
        if not key.startswith(RECEIPT):
            self.detail.menu().popup(where)

    @Slot(str, str)
    def _follow(self, table: str, row_id: str) -> None:
        self.wanted.emit(page_of(table), (table, row_id))

    def _show_waiting(self, count: int) -> None:
        self._waiting.setText(self.tr("%n lines wait for your decision", "", count))
        self._banner.setVisible(count > 0)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_chosen)
        self.list.opened.connect(self._open_chosen)
        self.list.deleted.connect(self._delete_key)
        self.list.menu_wanted.connect(self._show_menu)
        self.filter.textChanged.connect(self._timer.start)
        self._timer.timeout.connect(self._search)
        self._add.clicked.connect(self.want_add)
        self.empty.choose_wanted.connect(self.want_add)
        self.decide.clicked.connect(self.decide_lines)
        detail = self.detail
        detail.open_wanted.connect(self.open_outside)
        detail.save_wanted.connect(self.save_document)
        detail.edit_wanted.connect(self._edit)
        detail.duplicate_wanted.connect(self._duplicate)
        detail.delete_wanted.connect(self._delete)
        detail.back_wanted.connect(self._look_back)
        detail.entry_wanted.connect(self._follow)

    def _lay_out(self) -> None:
        self._beside = QStackedWidget()
        for part in (self.detail, self.receipt, self.nothing):
            self._beside.addWidget(part)
        back = self.tr("All documents")
        self._split = ListAndDetail(self.theme, self._chooser(), self._beside, back)
        self._split.setMinimumHeight(self.theme.px(_LOWEST))
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_20, 0, SPACE_20, SPACE_12)
        column.setSpacing(SPACE_12)
        self._banner = self._make_banner()
        column.addWidget(self._banner)
        column.addWidget(self._split, 1)
        self._full = ScrollColumn(column)
        nothing = QVBoxLayout()
        nothing.setContentsMargins(SPACE_20, 0, SPACE_20, SPACE_12)
        nothing.addWidget(self.empty)
        nothing.addStretch(1)
        self._empty_area = ScrollColumn(nothing)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._full)
        self._whole.addWidget(self._empty_area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._whole)

    def _chooser(self) -> QWidget:
        frame = Card()
        frame.body.setContentsMargins(1, 1, 1, 1)
        frame.body.addWidget(self.list)
        frame.setFocusProxy(self.list)
        chooser = QWidget()
        chooser.setFocusProxy(self.list)
        column = QVBoxLayout(chooser)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(self.filter)
        column.addWidget(frame, 1)
        return chooser

    def _make_banner(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "notice")
        line = QHBoxLayout(frame)
        line.setContentsMargins(SPACE_16, SPACE_8, SPACE_12, SPACE_8)
        line.setSpacing(SPACE_12)
        line.addWidget(IconLabel(self.theme, "scale", "note"))
        line.addWidget(self._waiting, 1)
        line.addWidget(self.decide)
        return frame


class _MakeTexts:
    """The work of a job: makes every document ready to be searched."""

    def __init__(self, case: Case, state: object) -> None:
        self._case = case
        self._state = state

    def __call__(self, _progress: Progress) -> tuple[object, DocumentTexts]:
        return self._state, DocumentTexts(document_texts(self._case))
