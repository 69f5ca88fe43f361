"""The whole Casebook Sans for what is typed into fields: a viewer needs every letter.

A simple font holds 256 characters. It is Windows' Western set, with the signs that doctors type
(≥ ≤ → and the like) in the places that set leaves empty, so that a viewer shows them as well.
"""

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

from app.report.drawing.structure import Raw, number_of
from app.report.typesetting.faces import Face, regular

NAME = "CasebookSans"
"""How the fields call the font."""

_FIRST, _LAST = 1, 255
# Code: (character, its name in the Adobe Glyph List). Control codes no one types.
_SIGNS = {
    1: ("≥", "greaterequal"),
    2: ("≤", "lessequal"),
    3: ("→", "arrowright"),
    4: ("←", "arrowleft"),
    5: ("↑", "arrowup"),
    6: ("↓", "arrowdown"),
    7: ("≈", "approxequal"),
    8: ("≠", "notequal"),
    11: ("−", "minus"),
    12: ("✓", "checkmark"),
}


class _FontFile(PDFObject):  # type: ignore[misc]
    """The font file, packed."""

    __RefOnly__ = 1

    def __init__(self, data: bytes) -> None:
        self._data = data

    def format(self, document: Any) -> bytes:
        """Return the stream."""
        packed = zlib.compress(self._data, 9)
        head = f"<< /Length {len(packed)} /Length1 {len(self._data)} /Filter /FlateDecode >>"
        return head.encode("ascii") + b"\nstream\n" + packed + b"\nendstream"


def form_font(document: Any) -> int:
    """Write the font into the file; return its object number."""
    face = regular()
    file = number_of(document, _FontFile(face.path.read_bytes()))
    descriptor = _added(document, _descriptor(face, file))
    widths = " ".join(str(round(face.width(_char(code), 1000))) for code in _codes())
    return _added(
        document,
        f"<< /Type /Font /Subtype /TrueType /BaseFont /{face.name} /FirstChar {_FIRST} "
        f"/LastChar {_LAST} /Widths [{widths}] /FontDescriptor {descriptor} 0 R "
        f"/Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding "
        f"/Differences [{_differences()}] >> >>",
    )


def _descriptor(face: Face, file: int) -> str:
    cap = round(face.cap_height * 1000)
    # Flags: not symbolic. The box is that of Source Sans 3, from which the font is cut.
    return (
        f"<< /Type /FontDescriptor /FontName /{face.name} /Flags 32 "
        f"/FontBBox [-454 -418 2159 1024] /ItalicAngle 0 /Ascent 984 /Descent -273 "
        f"/CapHeight {cap} /StemV 84 /FontFile2 {file} 0 R >>"
    )


def _codes() -> range:
    return range(_FIRST, _LAST + 1)


def _char(code: int) -> str:
    if code in _SIGNS:
        return _SIGNS[code][0]
    char = bytes([code]).decode("cp1252", "replace")
    return char if char.isprintable() else " "


def _differences() -> str:
    return " ".join(f"{code} /{name}" for code, (_, name) in sorted(_SIGNS.items()))


def _added(document: Any, text: str) -> int:
    raw = Raw()
    raw.text = text
    return number_of(document, raw)
