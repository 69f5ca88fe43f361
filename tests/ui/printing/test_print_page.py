"""Print: what is chosen is what is shown, saved and printed, byte for byte."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.errors import CasebookError
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.ui.printing import paper
from app.ui.printing.print_page import PrintPage
from app.ui.printing.what_to_print import _HINTS, _NAMES
from app.usecases.page_choice import PRINTABLE, TRIAL_PAGES
from app.usecases.print_page import PageChoice, page_pdf
from app.usecases.session import Session
from tests.ui.answers import Answers

SECONDS = 60_000


@pytest.fixture
def page(around: Surroundings, qtbot: QtBot) -> PrintPage:
    """The page with its first preview."""
    made = PrintPage(around)
    qtbot.addWidget(made)
    made.resize(1060, 700)
    made.show()
    made.refresh()
    waited(made, qtbot)
    return made


def waited(page: PrintPage, qtbot: QtBot) -> None:
    """Wait until what is chosen is what is shown."""

    def shown() -> bool:
        return page.printed is not None and page._making is None and not page._timer.isActive()

    qtbot.waitUntil(shown, timeout=SECONDS)


def said_on(page: PrintPage) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_the_preview_is_the_very_pdf(page: PrintPage, session: Session) -> None:
    printed = page_pdf(session, PageChoice(what="summary", paper="letter"))
    assert page.printed is not None
    assert page.printed.pdf == printed.pdf
    assert page.preview.page_count == printed.pages == 1
    assert page.summary() == "1 page, made for black and white"
    assert "Maya Ellison" in page.preview.document.getAllText(0).text()


def test_every_choice_reaches_the_page(page: PrintPage, qtbot: QtBot) -> None:
    choices = page.choices
    choices.what.choose_what("packet")
    choices._paper._buttons["a4"].click()
    choices._text._buttons["large"].click()
    for box, _ in choices._boxes:
        box.click()
    chosen = choices.choice()
    assert (chosen.what, chosen.paper, chosen.large) == ("packet", "a4", True)
    assert (chosen.two_sided, chosen.without_names, chosen.without_record_number) == (True,) * 3
    waited(page, qtbot)
    assert page.preview.page_count > 1
    assert round(page.preview.document.pagePointSize(0).width()) == 595


def test_names_can_be_left_out(page: PrintPage, qtbot: QtBot) -> None:
    page.choices._no_names.click()
    waited(page, qtbot)
    assert "Maya" not in page.preview.document.getAllText(0).text()


def test_what_did_not_fit_is_named(page: PrintPage) -> None:
    assert page.printed is not None
    assert bool(page._notes.count()) == bool(page.printed.left_out)


def test_pages_are_turned_and_zoomed(page: PrintPage, qtbot: QtBot) -> None:
    page.choices.what.choose_what("packet")
    waited(page, qtbot)
    preview = page.preview
    count = preview.page_count
    assert preview._place.text() == f"Page 1 of {count}"
    assert not preview._before.isEnabled()
    preview.next_page()
    assert preview._place.text() == f"Page 2 of {count}"
    preview.previous_page()
    preview.previous_page()
    assert preview._place.text() == f"Page 1 of {count}"
    preview.zoom_in()
    larger = preview._view.zoomFactor()
    preview.zoom_out()
    assert preview._view.zoomFactor() < larger
    preview.fit_width()


def test_no_height_of_the_window_lets_the_preview_hang(page: PrintPage) -> None:
    # Around the height at which the page just fits, Qt's view would never come to rest.
    for height in range(300, 900, 12):
        page.resize(828, height)
        QApplication.processEvents()
    assert page.preview._view.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOn


@pytest.mark.parametrize("what", ["summary", "card"])
def test_large_text_puts_the_preview_below_all_choices(
    page: PrintPage, qtbot: QtBot, what: str
) -> None:
    page.theme.set_text_percent(200)
    page.resize(640, 357)
    page.choices.what.choose_what(what)
    waited(page, qtbot)
    choices, preview = page._left, page.preview
    qtbot.waitUntil(lambda: preview.geometry().top() >= choices.geometry().bottom())
    qtbot.waitUntil(lambda: choices.verticalScrollBar().maximum() == 0)
    assert choices.height() >= page.choices.height()


def test_saving_writes_what_is_shown(
    page: PrintPage, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.files = [None, tmp_path / "page.pdf", tmp_path / "missing" / "page.pdf"]
    page._save.click()
    page._save.click()
    assert page.printed is not None
    assert (tmp_path / "page.pdf").read_bytes() == page.printed.pdf
    assert page.preview.words == "Saved as page.pdf"
    assert answers.asked[0] == "summary-2026-05-12.pdf"
    page._save.click()
    assert "could not be saved" in answers.told[0]


def test_without_a_printer_saving_is_offered(
    page: PrintPage, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "has_printer", lambda: False)
    answers.choices = [1, 0]
    answers.files = [tmp_path / "page.pdf"]
    page._print.click()
    assert not (tmp_path / "page.pdf").exists()
    page._print.click()
    assert (tmp_path / "page.pdf").exists()
    assert "knows no printer" in answers.told[0]


def test_with_a_printer_the_pages_go_there(
    page: PrintPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    monkeypatch.setattr(paper, "has_printer", lambda: True)
    monkeypatch.setattr(
        paper, "print_document", lambda document, parent: sent.append(document.pageCount())
    )
    page._print.click()
    assert sent == [1]


def test_every_page_is_drawn_on_the_printer(page: PrintPage, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(72)
    paper.draw_pages(page.preview.document, printer)
    assert (tmp_path / "printed.pdf").stat().st_size > 1000


def test_what_cannot_be_made_is_said(page: PrintPage) -> None:
    page._say(CasebookError("There is no appointment."))
    assert "There is no appointment." in said_on(page)
    assert page.printed is None
    assert page.summary() == ""
    page._save.click()


def test_every_kind_of_page_is_offered_by_name() -> None:
    assert {*PRINTABLE, *TRIAL_PAGES} == set(_NAMES) == set(_HINTS)


def test_several_documents_are_one_pdf_with_their_pages_counted(
    page: PrintPage, qtbot: QtBot
) -> None:
    what = page.choices.what
    what.boxes["questions"].click()
    what.boxes["card"].click()
    waited(page, qtbot)
    assert page.printed is not None
    assert page.printed.parts == (("summary", 1), ("questions", 1), ("card", 1))
    assert page.preview.page_count == 3
    assert page.printed.name.startswith("papers-")
    assert what._hints["questions"].whole_text == "1 page"
    assert what.boxes["card"].accessibleName() == "Emergency card, 1 page"
    first = page.preview.document.getAllText(0).text()
    assert "page 1 of 1" in first
    what.boxes["card"].click()
    waited(page, qtbot)
    assert what._hints["card"].whole_text == "about 1 page"


def test_the_length_of_the_whole_record_is_told_when_nobody_waits(
    page: PrintPage, qtbot: QtBot
) -> None:
    what = page.choices.what
    qtbot.waitUntil(lambda: what.knows_pages("packet"), timeout=SECONDS)
    about = what._hints["packet"].whole_text
    what.choose_what("packet")
    waited(page, qtbot)
    assert page.printed is not None
    assert about == f"about {page.printed.pages} pages"
    assert what._hints["packet"].whole_text == f"{page.printed.pages} pages"


def test_without_any_document_the_page_asks_for_one(page: PrintPage, qtbot: QtBot) -> None:
    page.choices.what.boxes["summary"].click()
    qtbot.waitUntil(lambda: page.printed is None, timeout=SECONDS)
    assert "Tick at least one page." in said_on(page)
    page.choices.what.boxes["summary"].click()
    waited(page, qtbot)
    assert page.preview.page_count == 1


def test_a_visit_that_took_place_has_a_note(page: PrintPage, qtbot: QtBot) -> None:
    what = page.choices.what
    what.choose_what("note")
    waited(page, qtbot)
    assert what._noted.isVisible()
    assert page.choices.choice().noted == what._noted.itemData(0)
    assert "Visit note" in page.preview.document.getAllText(0).text()


def test_pages_about_trials_are_offered_where_there_are_trials(
    page: PrintPage, qtbot: QtBot
) -> None:
    what = page.choices.what
    assert not what._trial.isVisible()
    what.choose_what("review")
    assert what._trial.isVisible()
    assert page.choices.choice().trial == page.around.case.facts.trials[0].evidence.id
    qtbot.waitUntil(lambda: page.printed is None, timeout=SECONDS)
    assert any(said.startswith("No criteria are kept for this trial") for said in said_on(page))
    what.boxes["card"].click()
    waited(page, qtbot)
    assert page.printed is not None
    assert page.printed.parts == (("card", 1),)
    assert "Not here: Trial review sheet" in said_on(page)
    assert not any("Nothing was printed" in said for said in said_on(page))
    what.choose_what("trials")
    waited(page, qtbot)
    assert page.choices.choice().trial is None
    assert page.preview.page_count > 1
    what.choose_what("access")
    waited(page, qtbot)


def test_a_new_entry_makes_the_page_anew(window: MainWindow, qtbot: QtBot) -> None:
    from app.case.entities import Alert
    from app.usecases import entries

    window.go.open_print()
    page = window.pages.page
    assert isinstance(page, PrintPage)
    waited(page, qtbot)
    before = page.printed.pdf  # type: ignore[union-attr]
    entries.save(window.case.session, entries.blank(Alert, text="Zebra: never"))
    waited(page, qtbot)
    assert page.printed.pdf != before  # type: ignore[union-attr]
    assert "Zebra" in page.preview.document.getAllText(0).text()


def test_three_clicks_lead_from_the_overview_to_a_pdf(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    overview = window.pages.page
    overview.next_visit._print.click()  # type: ignore[union-attr]
    page = window.pages.page
    assert isinstance(page, PrintPage)
    waited(page, qtbot)
    answers.files = [tmp_path / "visit.pdf"]
    page._save.click()
    assert (tmp_path / "visit.pdf").read_bytes().startswith(b"%PDF")
    assert not window.header.back.isHidden()


def test_a_case_without_a_visit_is_printed_too(
    empty_session: Session, surround: Callable[[Session], Surroundings], qtbot: QtBot
) -> None:
    page = PrintPage(surround(empty_session))
    qtbot.addWidget(page)
    page.refresh()
    waited(page, qtbot)
    assert page.choices.what._visit.currentText() == "No visit noted yet"
    for what in (*TRIAL_PAGES, "note"):
        assert not page.choices.what._lines[what].isVisibleTo(page)


def test_a_case_without_entries_shows_an_example_that_cannot_leave(
    empty_session: Session,
    surround: Callable[[Session], Surroundings],
    answers: Answers,
    qtbot: QtBot,
) -> None:
    page = PrintPage(surround(empty_session))
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    waited(page, qtbot)
    assert page.printed is not None
    assert page.printed.example
    assert b"/Watermark" in page.printed.pdf or "Example" in all_text(page)
    assert "Ana" not in all_text(page).split()
    assert page.summary() == "An example to look at"
    assert "This is an example" in said_on(page)
    page._save.click()
    page._print.click()
    assert len(answers.told) == 2
    assert "only an example" in answers.told[0]
    assert answers.asked == []


def test_the_first_entry_ends_the_example(
    empty_session: Session, surround: Callable[[Session], Surroundings], qtbot: QtBot
) -> None:
    from app.case.entities import Alert
    from app.usecases import entries

    entries.save(empty_session, entries.blank(Alert, text="Zebra: never"))
    page = PrintPage(surround(empty_session))
    qtbot.addWidget(page)
    page.refresh()
    waited(page, qtbot)
    assert page.printed is not None
    assert not page.printed.example
    assert "Ana" in all_text(page)


def all_text(page: PrintPage) -> str:
    document = page.preview.document
    return " ".join(document.getAllText(n).text() for n in range(document.pageCount()))


def test_the_words_of_a_box_click_it(page: PrintPage) -> None:
    from app.ui.printing.box_line import ClickableWords

    words = page.choices.findChildren(ClickableWords)
    for one in words:
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    assert page.choices._two_sided.isChecked()


def test_sections_are_left_out_by_choice(page: PrintPage, qtbot: QtBot) -> None:
    rows = page.choices.sections.rows
    assert {key for key, row in rows.items() if not row.box.isChecked()} == {"team"}
    rows["alerts"].box.click()
    assert rows["alerts"].box.isChecked()
    assert rows["alerts"].holds == "3 alerts"
    assert rows["tests"].holds.isdigit()
    rows["labs"].box.click()
    rows["trials"].box.click()
    assert page.choices.choice().without == {"labs", "trials"}
    waited(page, qtbot)
    assert page.printed is not None
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.printed.pdf)).pages)
    assert "Left out by the family: blood results, trials and access." in " ".join(text.split())
    page.choices.what.choose_what("packet")
    assert page.choices.sections.isHidden()
    assert page.choices.choice().without == frozenset()
