"""Bookmarks: the headings of the document as a tree beside the page."""

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

from app.report.drawing.content import number, text_string
from app.report.drawing.structure import Raw, number_of


@dataclass(slots=True)
class _Entry:
    text: str
    level: int
    page: int
    top: float
    number: int
    raw: Raw
    kids: "list[_Entry]" = field(default_factory=list)


class Bookmarks(PDFObject):  # type: ignore[misc]
    """Collects headings while pages are drawn; stands in the place of ReportLab's own outline.

    Attributes:
        ready: read by ReportLab; negative where there are no bookmarks.
    """

    __RefOnly__ = 1

    def __init__(self, document: Any) -> None:
        self._document = document
        self._top: list[_Entry] = []
        self._open: list[_Entry] = []

    @property
    def ready(self) -> int:
        """Whether there is anything to show."""
        return 1 if self._top else -1

    def add(self, text: str, level: int, page: int, top: float) -> None:
        """Add a heading; it goes under the last one of a higher level."""
        raw = Raw()
        entry = _Entry(text, level, page, top, number_of(self._document, raw), raw)
        while self._open and self._open[-1].level >= level:
            self._open.pop()
        (self._open[-1].kids if self._open else self._top).append(entry)
        self._open.append(entry)

    def prepare(self, document: Any, canvas: Any) -> None:
        """Write the entries; ReportLab calls this before it writes the file."""
        if self._top:
            self._write(self._top, number_of(document, self))

    def format(self, document: Any) -> bytes:
        """Return the outline dictionary."""
        return f"<< /Type /Outlines {_ends(self._top)} >>".encode("ascii")

    def _write(self, entries: list[_Entry], parent: int) -> None:
        for index, entry in enumerate(entries):
            text = f"<< /Title {text_string(entry.text)} /Parent {parent} 0 R"
            text += f" /Dest [{entry.page} 0 R /XYZ 0 {number(entry.top)} 0]"
            if index:
                text += f" /Prev {entries[index - 1].number} 0 R"
            if index + 1 < len(entries):
                text += f" /Next {entries[index + 1].number} 0 R"
            if entry.kids:
                text += f" {_ends(entry.kids)}"
            entry.raw.text = text + " >>"
            self._write(entry.kids, entry.number)


def _ends(entries: list[_Entry]) -> str:
    first, last = entries[0].number, entries[-1].number
    return f"/First {first} 0 R /Last {last} 0 R /Count {_count(entries)}"


def _count(entries: list[_Entry]) -> int:
    return sum(1 + _count(entry.kids) for entry in entries)
