"""The words of documents: HTML, RTF, PDF, plain text, and what has no words."""

from app.records.rich_text import html_text, rtf_text
from app.records.text_of_documents import decoded, text_of
from tests.records.samples import pdf_of


def test_html_gives_its_words_one_line_to_a_row() -> None:
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><h1>Note</h1>"
        "<p>Counts are <b>fine</b>.</p><table><tr><td>WBC</td><td>3.2</td></tr></table>"
        "<script>alert(1)</script></body></html>"
    )
    lines = [line.strip() for line in html_text(page).splitlines() if line.strip()]
    assert lines == ["Note", "Counts are fine.", "WBC\t3.2"]


def test_html_that_is_none_gives_what_it_can() -> None:
    assert html_text("") == ""
    assert html_text("<p>open <b>and never <i>closed").strip() == "open and never closed"


def test_rtf_gives_its_words_without_fonts_and_pictures() -> None:
    page = (
        r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\pict 89504e47}\f0 The child\u8217?s count"
        r" is caf\'e9\par next\tab line \{a\} {\*\generator Word}}"
    )
    assert rtf_text(page) == "The child\u2019s count is café\nnext\tline {a} "


def test_rtf_with_braces_out_of_order_is_read_on() -> None:
    assert rtf_text(r"}}{\rtf1 words}}") == "words"


def test_the_kind_of_a_document_is_told_by_its_bytes() -> None:
    assert text_of(b"{\\rtf1 words}", "text/plain") == "words"
    assert text_of(b"<html><body>words</body></html>", "text/plain") == "words"
    assert "Hemoglobin 10.2" in (text_of(pdf_of("Hemoglobin 10.2"), "image/png") or "")
    assert text_of(b"\x89PNG\r\n\x1a\n\x00\x00", "image/png") is None


def test_a_damaged_pdf_has_no_text() -> None:
    whole = pdf_of("Hemoglobin 10.2")
    assert text_of(whole[:60], "application/pdf") is None
    assert text_of(b"%PDF-1.7 and nothing", "application/pdf") is None


def test_letters_of_older_systems_are_read() -> None:
    assert decoded("Größe".encode("cp1252")) == "Größe"
    assert decoded("Größe".encode("utf-16")) == "Größe"
    assert decoded(b"\xef\xbb\xbfWBC") == "WBC"
