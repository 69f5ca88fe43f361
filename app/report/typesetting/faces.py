"""The two faces of the page and the widths of their letters.

Widths are read from the very font files that are embedded, so that what is measured is what is
drawn. Only two tables of each file are looked at (`cmap` and `hmtx`), and only for letters that
occur.
"""

import struct
from bisect import bisect_right
from functools import cache
from pathlib import Path

from app.resource_files import resource_file

MISSING = "\u25a1"
"""Stands for a character the font does not have; the text layer keeps the character itself."""


class Face:
    """One weight of Casebook Sans.

    Attributes:
        name: PostScript name.
        path: the font file.
        cap_height: height of capitals, as a share of the size.
    """

    cap_height = 0.66

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.path = path
        self._data = path.read_bytes()
        self._tables = _tables(self._data)
        self._units: int = struct.unpack_from(">H", self._data, self._tables[b"head"] + 18)[0]
        self._long_widths: int = struct.unpack_from(">H", self._data, self._tables[b"hhea"] + 34)[0]
        self._segments = _segments(self._data, self._tables[b"cmap"])
        self._starts = [start for start, _, _ in self._segments]
        self._widths: dict[str, float] = {}
        self._texts: dict[str, float] = {}
        self._glyphs: dict[str, int] = {}
        self._missing = self._width_of_glyph(self._glyph(ord(MISSING)))

    def width(self, text: str, size: float) -> float:
        """Return the width of a text in points; missing characters as wide as their box."""
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = sum(map(self._width_of, text), 0.0)
        return known * size

    def has(self, char: str) -> bool:
        """Whether the face has a glyph for a character."""
        glyph = self._glyphs.get(char)
        if glyph is None:
            glyph = self._glyphs[char] = self._glyph(ord(char))
        return glyph != 0

    def shown(self, text: str) -> str:
        """Return the text with a box in place of each character that the face lacks."""
        if text.isascii():
            return text
        return "".join(char if self.has(char) else MISSING for char in text)

    def _width_of(self, char: str) -> float:
        width = self._widths.get(char)
        if width is None:
            glyph = self._glyph(ord(char))
            width = self._width_of_glyph(glyph) if glyph else self._missing
            self._widths[char] = width
        return width

    def _width_of_glyph(self, glyph: int) -> float:
        row = min(glyph, self._long_widths - 1)
        width: int = struct.unpack_from(">H", self._data, self._tables[b"hmtx"] + 4 * row)[0]
        return width / self._units

    def _glyph(self, code: int) -> int:
        index = bisect_right(self._starts, code) - 1
        start, end, glyph = self._segments[max(index, 0)]
        return glyph + code - start if start <= code <= end else 0


def _tables(data: bytes) -> dict[bytes, int]:
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * i) for i in range(count))
    return {tag: offset for tag, _, offset, _ in records}


def _segments(data: bytes, cmap: int) -> list[tuple[int, int, int]]:
    """Return (first code, last code, glyph of the first) of the format 12 character map.

    Raises:
        ValueError: the font has no such map; `packaging/make_fonts.py` writes one.
    """
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    for i in range(count):
        (offset,) = struct.unpack_from(">L", data, cmap + 8 + 8 * i)
        (form,) = struct.unpack_from(">H", data, cmap + offset)
        if form == 12:
            (groups,) = struct.unpack_from(">L", data, cmap + offset + 12)
            flat = struct.unpack_from(f">{3 * groups}L", data, cmap + offset + 16)
            return list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))
    raise ValueError("The font has no full map of its characters.")


@cache
def regular() -> Face:
    """Return the face of plain text."""
    return Face("CasebookSans-Regular", resource_file("fonts/CasebookSans-Regular.ttf"))


@cache
def semibold() -> Face:
    """Return the face of headings, labels and what stands out."""
    return Face("CasebookSans-Semibold", resource_file("fonts/CasebookSans-Semibold.ttf"))


def face(is_strong: bool) -> Face:
    """Return the face for plain or strong text."""
    return semibold() if is_strong else regular()
