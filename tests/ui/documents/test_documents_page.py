"""Documents: the list, what is in each, what names it, copies outside, search, receipts."""

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QImage
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.case.case import Case
from app.case.entities import Diagnosis, Document, ImportReceipt, Problem
from app.case.partial_date import PartialDate
from app.ui.choosing.choice import Choice
from app.ui.documents.document_detail import document_facts, size_words
from app.ui.documents.document_rows import RECEIPT, DocumentTexts, document_rows
from app.ui.documents.documents_page import DocumentsPage
from app.ui.documents.opened_copies import OpenedCopies
from app.ui.documents.picture_view import PictureView, read_picture
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.ui.theme import Theme
from app.usecases.document_content import DocumentContent, document_content, file_name
from app.usecases.document_evidence import citations, cited_entry, shown_entry
from app.usecases.document_keep import keep_documents, read_documents
from app.usecases.document_search import document_texts
from app.usecases.entries import delete, save
from app.usecases.reconcile_import import propose, take
from app.usecases.session import Session
from tests.records.samples import lab, pdf_of
from tests.ui.answers import Answers
from tests.ui.bring.conftest import of_maya

SECONDS = 10_000


def picture(path: Path, wide: int = 60, high: int = 40) -> Path:
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(path))
    return path


@pytest.fixture
def kept(session: Session, tmp_path: Path) -> dict[str, Document]:
    """Documents of every form in the example case, by their file name."""
    files = {
        "flow.pdf": pdf_of("Flow cytometry", "CD7 98 percent"),
        "letter.txt": b"Dear family, the thrombocytes were 19.",
        "page.html": b"<html><body><p>Hello</p></body></html>",
        "broken.pdf": b"%PDF-1.4 this is no PDF",
        "broken.png": b"\x89PNG\r\n\x1a\n and nothing more",
        "sound.bin": b"\x00\x01\x02\x03" * 20,
    }
    paths = [picture(tmp_path / "scan.png", 600, 400)]
    for name, content in files.items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(content)
    keep_documents(session, read_documents(session, paths).drafts)
    return {d.file_name or "": d for d in session.case.all(Document) if d.attachment_sha256}


@pytest.fixture
def page(window: MainWindow, kept: dict[str, Document]) -> DocumentsPage:
    assert kept
    window.open_page("documents")
    page = window.pages.page
    assert isinstance(page, DocumentsPage)
    return page


@pytest.fixture
def show(page: DocumentsPage, qtbot: QtBot) -> Callable[[Document], DocumentsPage]:
    def shown(document: Document) -> DocumentsPage:
        page.open_target(("document", document.id))
        preview = page.detail.preview
        qtbot.waitUntil(
            lambda: preview.loaded is not None and preview.loaded.document.id == document.id,
            timeout=SECONDS,
        )
        return page

    return shown


Show = Callable[[Document], DocumentsPage]


def test_a_pdf_is_shown_page_by_page(show: Show, kept: dict[str, Document]) -> None:
    page = show(kept["flow.pdf"])
    preview = page.detail.preview
    assert preview._pdf is not None
    assert preview.currentWidget() is preview._pdf
    assert preview._pdf.page_count == 1
    assert page.summary().endswith("documents")
    show(kept["letter.txt"])
    show(kept["flow.pdf"])


def test_a_picture_is_shown_and_zoomed(show: Show, kept: dict[str, Document]) -> None:
    preview = show(kept["scan.png"]).detail.preview
    view = preview._picture
    assert view is not None
    assert preview.currentWidget() is view
    fitted = view.zoom
    view.larger()
    assert view.zoom > fitted
    view.smaller()
    view.smaller()
    assert view.zoom < fitted
    view.fit()
    assert view.zoom == pytest.approx(fitted)


def test_text_is_shown(show: Show, kept: dict[str, Document]) -> None:
    preview = show(kept["letter.txt"]).detail.preview
    assert preview.currentWidget() is preview.text
    assert "thrombocytes" in preview.text.toPlainText()
    assert "Hello" in show(kept["page.html"]).detail.preview.text.toPlainText()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("broken.pdf", "cannot be shown here"),
        ("broken.png", "cannot be shown here"),
        ("sound.bin", "Another program can open it"),
    ],
)
def test_what_cannot_be_shown_is_said(
    show: Show, kept: dict[str, Document], name: str, words: str
) -> None:
    assert words in show(kept[name]).detail.preview.words


def test_a_document_without_its_file(show: Show, session: Session, answers: Answers) -> None:
    paper = next(d for d in session.case.all(Document) if not d.attachment_sha256)
    page = show(paper)
    assert "No file is kept" in page.detail.preview.words
    page.save_document()
    assert "No file is kept" in answers.told[0]


def test_a_missing_file_is_told_calmly(show: Show, session: Session, answers: Answers) -> None:
    lost = replace(session.case.all(Document)[0], attachment_sha256="0" * 64)
    save(session, lost)
    page = show(lost)
    assert "does not hold the attached file" in page.detail.preview.words
    page.open_outside()
    assert "does not hold the attached file" in answers.told[0]


def test_entries_that_name_it_are_links(show: Show, session: Session) -> None:
    named = citations(session.case)
    document_id, cited = next(iter(named.items()))
    document = session.case.get(Document, document_id)
    assert document is not None
    page = show(document)
    assert page.detail.used.text().startswith("Used as evidence by")
    opened: list[tuple[str, object]] = []
    page.wanted.connect(lambda key, target: opened.append((key, target)))
    page.detail.links[0].click()
    entry = shown_entry(session.case, cited[0])
    assert entry is not None
    assert opened[0][1] == (entry.spec.table, entry.id)
    assert cited_entry(session.case, cited[0]) is not None


def test_nothing_names_it_yet(show: Show, kept: dict[str, Document]) -> None:
    page = show(kept["flow.pdf"])
    assert page.detail.used.text() == "No entry names it as its source yet"


def test_many_links_are_counted(show: Show, session: Session, kept: dict[str, Document]) -> None:
    document = kept["letter.txt"]
    for number in range(12):
        note = Problem(id=f"d{number}", name=f"Entry {number}", source_document_id=document.id)
        save(session, note)
    page = show(document)
    assert page.detail.used.text() == "Used as evidence by 12 entries"
    assert len(page.detail.links) == 8


class Opener(QObject):
    """Stands for the other program."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def take(self, address: QUrl) -> None:
        """Take what is opened."""
        self.opened.append(Path(address.toLocalFile()))


@pytest.fixture
def opener() -> Opener:
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "take")
    return made


def test_another_program_gets_a_copy_to_read(
    show: Show, kept: dict[str, Document], window: MainWindow, opener: Opener
) -> None:
    page = show(kept["flow.pdf"])
    page.open_outside()
    copy = opener.opened[0]
    assert copy.name == "flow.pdf"
    assert copy.read_bytes() == pdf_of("Flow cytometry", "CD7 98 percent")
    assert not copy.stat().st_mode & (stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH)
    page.open_outside()
    window.close()
    assert not copy.exists()
    QDesktopServices.unsetUrlHandler("file")


def test_a_case_with_a_password_asks_before_a_copy(
    show: Show,
    kept: dict[str, Document],
    opener: Opener,
    answers: Answers,
    around: Surroundings,
    tmp_path: Path,
) -> None:
    page = show(kept["flow.pdf"])
    around.case.protected = True
    answers.choices += [1, 0, 0]
    answers.files += [None, tmp_path / "out.pdf"]
    page.open_outside()
    assert "needs a copy without one" in answers.told[0]
    page.open_outside()
    assert opener.opened == []
    page.open_outside()
    assert opener.opened == [tmp_path / "out.pdf"]
    # Nothing that the password protects was written where nobody asked for it.
    assert not list(OpenedCopies.of(page.window()).folder.iterdir())
    QDesktopServices.unsetUrlHandler("file")


def test_a_copy_is_saved(
    show: Show, kept: dict[str, Document], answers: Answers, tmp_path: Path
) -> None:
    page = show(kept["flow.pdf"])
    noted: list[str] = []
    page.noted.connect(noted.append)
    answers.files += [None, tmp_path / "out.pdf", tmp_path / "no" / "where.pdf"]
    page.save_document()
    page.save_document()
    assert (tmp_path / "out.pdf").read_bytes() == pdf_of("Flow cytometry", "CD7 98 percent")
    assert noted == ["Saved as out.pdf"]
    page.save_document()
    assert "could not be saved" in answers.told[0]


def test_a_document_still_being_read_waits(page: DocumentsPage, answers: Answers) -> None:
    page.detail.preview.loaded = None
    page.save_document()
    page.open_outside()
    assert answers.told == []


def test_edit_duplicate_and_delete(
    show: Show,
    kept: dict[str, Document],
    qtbot: QtBot,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, where: shown.append(menu))
    page = show(kept["flow.pdf"])
    asked: list[tuple[str, str, str]] = []
    page.edit_wanted.disconnect()
    page.duplicate_wanted.disconnect()
    page.edit_wanted.connect(lambda table, key: asked.append(("edit", table, key)))
    page.duplicate_wanted.connect(lambda table, key: asked.append(("copy", table, key)))
    own = kept["flow.pdf"].id
    page.detail.edit_button.click()
    page._open_chosen(own)
    words = {action.text(): action for action in page.detail.menu().actions()}
    words["Duplicate"].trigger()
    assert asked == [
        ("edit", "document", own),
        ("edit", "document", own),
        ("copy", "document", own),
    ]
    page.detail.show_menu()
    page._show_menu(own, QPoint(0, 0))
    assert len(shown) == 2
    count = len(session.case.all(Document))
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert len(session.case.all(Document)) == count - 1
    session.undo()
    words = {action.text(): action for action in page.detail.menu().actions()}
    words["Delete\tDel"].trigger()
    assert len(session.case.all(Document)) == count - 1


def test_the_text_of_documents_is_searched(page: DocumentsPage, qtbot: QtBot) -> None:
    def found() -> list[str]:
        return [row.title for row in page.list.rows.rows if isinstance(row, Choice)]

    page.find_here()
    page.filter.setText("thrombocytes")
    qtbot.waitUntil(lambda: found() == ["letter"], timeout=SECONDS)
    row = page.list.rows.rows[0]
    assert isinstance(row, Choice)
    assert "thrombocytes" in row.words
    page.filter.setText("cd7 98")
    qtbot.waitUntil(lambda: found() == ["flow"], timeout=SECONDS)
    page.refresh()
    qtbot.waitUntil(lambda: found() == ["flow"], timeout=SECONDS)
    page.filter.setText("nowhere at all")
    qtbot.waitUntil(lambda: found() == [], timeout=SECONDS)
    assert page._beside.currentWidget() is page.nothing
    assert page.document is None
    page._edit()
    page._duplicate()
    page._delete()
    page.filter.setText("")
    qtbot.waitUntil(lambda: len(found()) > 3, timeout=SECONDS)


def imported(session: Session, tmp_path: Path) -> ImportReceipt:
    for name, value in (("one.json", 210), ("two.json", 480)):
        path = tmp_path / name
        path.write_text(of_maya(lab("Ferritin", value, "ug/L")))
        proposal = propose(session, path)
        take(session, proposal, proposal.certain)
    return session.case.all(ImportReceipt)[-1]


def test_receipts_are_listed_and_shown(
    page: DocumentsPage, session: Session, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    receipt = imported(session, tmp_path)
    page.open_target(("import_receipt", receipt.id))
    assert page.list.key == f"{RECEIPT}{receipt.id}"
    assert page.receipt.words.startswith("two.json\nFHIR bundle (collection), received")
    page.around.ask.files = [tmp_path / "receipt.pdf"]  # type: ignore[attr-defined]
    page.receipt.save_pdf()
    assert (tmp_path / "receipt.pdf").read_bytes().startswith(b"%PDF-")
    assert page._waiting.text() == "One line waits for your decision"
    page._show_menu(page.list.key, QPoint(0, 0))
    page._open_chosen(page.list.key)
    page.open_target(("pending_item", "any"))
    answers.dialogs.append(lambda dialog: dialog.waiting == 1)
    page.decide.click()
    count = len(session.case.all(ImportReceipt))
    page._delete_key(page.list.key)
    assert len(session.case.all(ImportReceipt)) == count - 1


def test_the_empty_page_says_where_to_drop(
    empty_window: MainWindow, qtbot: QtBot, answers: Answers
) -> None:
    empty_window.open_page("documents")
    page = empty_window.pages.page
    assert isinstance(page, DocumentsPage)
    assert page.summary() == ""
    assert page.empty.isVisible()
    page.bring_wanted.disconnect()
    with qtbot.waitSignal(page.bring_wanted):
        page.empty.choose.click()
    assert empty_window.grab().width() > 0
    page.open_target("nothing")


def test_a_narrow_page_shows_one_of_both(
    window: MainWindow, page: DocumentsPage, kept: dict[str, Document], theme: Theme, qtbot: QtBot
) -> None:
    window.resize(1024, 640)
    theme.set_text_percent(200)
    page = window.pages.page  # type: ignore[assignment]
    assert page._split.narrow
    page.open_target(("document", kept["flow.pdf"].id))
    assert page.detail.isVisible()
    page._open_chosen(page.list.key)
    page.find_here()
    assert not page.detail.isVisible()
    QApplication.processEvents()


def test_a_deleted_document_leaves_no_preview(session: Session, page: DocumentsPage) -> None:
    for document in list(session.case.all(Document)):
        delete(session, "document", document.id)
    assert page.document is None


# without a window


def test_facts_in_one_line() -> None:
    document = Document(
        id="d",
        title="Report",
        type="flow",
        date=PartialDate(2026, 5),
        file_name="a.pdf",
        pages=3,
        source_note="Riverbend",
        received_on=PartialDate(2026, 5, 14),
        attachment_sha256="x",
    )
    assert document_facts(document, {"x": 3 * 1024 * 1024}) == (
        "Flow cytometry report · May 2026 · from Riverbend · received 14 May 2026 · a.pdf · 3.0 MB"
        " · 3 pages"
    )
    assert document_facts(Document(id="e"), {}) == "no date"
    assert size_words(100) == "1 KB"


def test_names_of_files_lead_nowhere() -> None:
    assert file_name(Document(id="d", title="a/b")) == "a b.txt"
    assert file_name(Document(id="d", file_name="../x.pdf", attachment_sha256="1")) == "x.pdf"
    assert file_name(Document(id="d", file_name="..", attachment_sha256="1")) == "Document"


def test_text_without_a_file_is_shown(session: Session) -> None:
    told = document_content(session, Document(id="d", title="Note", text="words " * 100_000))
    assert told.form == "text"
    assert told.text.endswith("…")
    assert told == DocumentContent("text", "Note.txt", text=told.text)


def test_words_around_what_was_found() -> None:
    texts = DocumentTexts({"a": "x" * 50 + " platelets were 19 on 7 May", "b": "Platelets"})
    assert texts.around("a", "platelets") == "…" + "x" * 23 + " platelets were 19 on 7 May…"
    assert texts.around("b", "platelets") == "Platelets…"
    assert texts.around("a", "thrombocytes") == texts.around("a", " ") == ""


def test_four_hundred_documents() -> None:
    rows = [Document(id=str(n), title=f"Report {n}", text="word " * 2000) for n in range(400)]
    case = Case.of(rows)
    texts = DocumentTexts(document_texts(case))
    assert len(document_rows(case, None, "")) == 400
    assert len(document_rows(case, texts, "report 399")) == 1


def test_an_old_number_names_a_document_too() -> None:
    document = Document(id="d1", imported_id="doc-1", title="Report")
    entry = Diagnosis(id="x", source_document_id="doc-1", source_page="3")
    lost = Diagnosis(id="y", source_document_id="gone")
    found = citations(Case.of([document, entry, lost]))
    assert [c.id for c in found["d1"]] == ["x"]
    assert found["d1"][0].page == "3"


def test_large_pictures_are_read_smaller(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    path = picture(tmp_path / "wide.png", 9000, 30)
    assert read_picture(path.read_bytes()).width() == 4096
    assert read_picture(b"no picture").isNull()
    view = PictureView(theme)
    qtbot.addWidget(view)
    view.fit()
    view.resize(300, 200)
