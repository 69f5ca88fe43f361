"""Casebook Sans serves the printed page and the screen alike."""

import io
import string

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF
from pytestqt.qtbot import QtBot
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.resource_files import resource_file

WEIGHTS = {
    "Regular": QFont.Weight.Normal,
    "Medium": QFont.Weight.Medium,
    "Semibold": QFont.Weight.DemiBold,
    "Bold": QFont.Weight.Bold,
}
LETTERS = string.ascii_letters + "ÀÉÎÕÜßẞçđĐłŁśŞțžỳẸệơưΑΩαωάЖжЯяЇїӁ"
SIGNS = "0123456789.,:;!?%&/()[]{}@#*+-=<>≥≤→←↑↓☐☑✓✗⁹₀⁰¹²³⁄½¼–—·•’‘“”…°×±−µμ≈≠∞№™®€£$§\u00a0\u2011"


def path(style: str) -> str:
    return str(resource_file(f"fonts/CasebookSans-{style}.ttf"))


@pytest.mark.parametrize("style", WEIGHTS)
def test_every_character_we_print_is_there(style: str) -> None:
    face = TTFont(f"cover-{style}", path(style)).face
    missing = [c for c in LETTERS + SIGNS if ord(c) not in face.charToGlyph]
    assert not missing


@pytest.mark.parametrize("style", WEIGHTS)
def test_the_reserved_name_is_not_used(style: str) -> None:
    face = TTFont(f"name-{style}", path(style)).face
    assert face.name.decode() == f"CasebookSans-{style}"
    assert face.familyName.decode().startswith("Casebook Sans")
    assert "Source" not in face.fullName.decode()


@pytest.mark.parametrize("style", WEIGHTS)
def test_figures_are_as_wide_as_each_other(style: str) -> None:
    font = TTFont(f"figures-{style}", path(style))
    assert len({font.stringWidth(digit, 10) for digit in string.digits}) == 1


def test_the_pdf_holds_all_four_and_its_text_can_be_searched() -> None:
    target = io.BytesIO()
    canvas = Canvas(target)
    for row, style in enumerate(WEIGHTS):
        pdfmetrics.registerFont(TTFont(f"CasebookSans-{style}", path(style)))
        canvas.setFont(f"CasebookSans-{style}", 10)
        canvas.drawString(40, 700 - 20 * row, f"{style}: ≥ 50 × 10⁹/L → ☐ Δ Ж")
    canvas.save()

    page = PdfReader(target).pages[0]
    embedded = {
        str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()
    }
    for style in WEIGHTS:
        assert any(name.endswith(f"+CasebookSans-{style}") for name in embedded), embedded
        assert f"{style}: ≥ 50 × 10⁹/L → ☐ Δ Ж" in page.extract_text()


def test_qt_tells_the_four_weights_apart(qtbot: QtBot) -> None:
    widths = []
    for style, weight in WEIGHTS.items():
        assert QFontDatabase.addApplicationFont(path(style)) >= 0
        font = QFont("Casebook Sans", 40, weight)
        assert QFontInfo(font).family() == "Casebook Sans"
        assert QFontInfo(font).weight() == weight
        widths.append(QFontMetricsF(font).horizontalAdvance("Casebook 0123"))
    assert widths == sorted(set(widths)), "a heavier weight is a little wider, each time"
