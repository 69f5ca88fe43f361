"""Drawing outlines: pages, structure, bookmarks, metadata, in one pass.

ReportLab's lower layer is used directly: its canvas knows nothing of structure, and loading it
would take as long as drawing the page.
"""

from collections.abc import Sequence
from hashlib import md5
from itertools import groupby
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFName, PDFPage

from app.report.collecting import collecting_paused
from app.report.drawing.bookmarks import Bookmarks
from app.report.drawing.content import Content
from app.report.drawing.form import Form
from app.report.drawing.metadata import describe
from app.report.drawing.structure import Element, StructureTree, number_of
from app.report.outline.document import Outline
from app.report.typesetting.marks import ARTIFACT, Part
from app.report.typesetting.set_page import set_page

_VERSION = (1, 7)


_ABOVE_ALL = 0
"""Level of the bookmarks that lead to the documents of a file."""


def draw(outlines: Sequence[Outline]) -> bytes:
    """Return the outlines as one PDF file."""
    with collecting_paused():
        return _Drawing(outlines).file()


class _Drawing:
    """One file being drawn."""

    def __init__(self, outlines: Sequence[Outline]) -> None:
        self._outlines = outlines
        self._outline = first = outlines[0]
        self._document: Any = PDFDocument(
            compression=1, invariant=1, pdfVersion=_VERSION, lang=first.language
        )
        self._tree = StructureTree(self._document)
        self._form = Form(self._document, self._tree, outlines)
        self._bookmarks = Bookmarks(self._document)
        self._document.Outlines = self._document.Catalog.Outlines = self._bookmarks
        # Of the content alone: the environment must not change a byte of the file.
        self._document.signature = md5(first.created.encode(), usedforsecurity=False)

    def file(self) -> bytes:
        for outline in self._outlines:
            self._outline = outline
            for number in range(1, outline.page_count + 1):
                self._page(number)
        self._form.write()
        self._tree.write()
        self._document.Catalog.StructTreeRoot = self._tree.root
        describe(self._document, self._outlines)
        data: bytes = self._document.GetPDFData(None)
        return data

    def _page(self, number: int) -> None:
        page = PDFPage()
        page.pagewidth, page.pageheight = self._outline.paper
        page.compression = 1
        page.ExtGState, page._shadingUsed = None, {}
        # ReportLab writes only the entries it knows.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = self._tree.start_page(), PDFName("S")
        self._document.inPage()
        own = number_of(self._document, page)
        content = Content(self._document, self._outline.paper[1])
        if number == 1 and len(self._outlines) > 1:
            kind = self._outline.title.partition(":")[0]
            self._bookmarks.add(kind, _ABOVE_ALL, own, self._outline.paper[1])
        for part in set_page(self._outline, number):
            self._part(part, 0.0, 0.0, self._tree.top, own, content)
        page.Annots = self._form.of_page()
        page.setStream(content.operators)
        self._document.updateSignature("\n".join(content.operators))
        self._add(page)

    def _add(self, page: Any) -> None:
        self._document.Pages.addPage(page)
        self._document.pageCounter += 1
        self._document.inObject = None

    def _part(
        self, part: Part, x: float, y: float, parent: Element, page: int, content: Content
    ) -> None:
        x, y = x + part.x, y + part.y
        if part.bookmark:
            text, level = part.bookmark
            self._bookmarks.add(text, level, page, self._outline.paper[1] - y)
        if part.tag == ARTIFACT:
            content.marked(_artifact(part), part.kids, x, y)  # type: ignore[arg-type]
            return
        element = self._tree.add(part, parent, page)
        if part.field:
            self._form.add(part.field, x, y, element)
        for is_part, kids in groupby(part.kids, lambda kid: isinstance(kid, Part)):
            if is_part:
                for kid in kids:
                    self._part(kid, x, y, element, page, content)  # type: ignore[arg-type]
            else:
                mcid = self._tree.content(element)
                content.marked(f"/{part.tag} <</MCID {mcid}>> BDC", kids, x, y)  # type: ignore[arg-type]


def _artifact(part: Part) -> str:
    if part.alt:
        return f"/Artifact <</Type /Pagination /Subtype /{part.alt}>> BDC"
    return "/Artifact BMC"
