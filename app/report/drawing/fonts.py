"""Casebook Sans as ReportLab embeds it: only the letters used, with their Unicode values."""

from functools import cache
from typing import Any

from reportlab.pdfbase.ttfonts import TTFont

from app.report.typesetting.faces import face

_ESCAPED = {code: f"\\{code:03o}" for code in (*range(32), *range(127, 256))}
_ESCAPED |= {ord(char): f"\\{char}" for char in "()\\"}


@cache
def _font(is_strong: bool) -> Any:
    one = face(is_strong)
    # Letters of ASCII keep their codes, so that a page's content can be read when looking for
    # a mistake.
    return TTFont(one.name, str(one.path), asciiReadable=True, shapable=False)


def show_text(document: Any, text: str, is_strong: bool, size: str) -> str:
    """Return the operators that select the font and show a text."""
    font = _font(is_strong)
    operators = []
    for subset, codes in font.splitString(text, document):
        name = font.getSubsetInternalName(subset, document)
        shown = codes.decode("latin-1").translate(_ESCAPED)
        operators.append(f"{name} {size} Tf ({shown}) Tj")
    return " ".join(operators)
