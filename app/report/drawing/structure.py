"""The structure tree: what each piece of content is, in reading order.

Every element belongs to one page (a table that continues is a table of its own there), so an
element names its page once and its content by number.
"""

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

from app.report.drawing.content import text_string
from app.report.typesetting.marks import Part


class Raw(PDFObject):  # type: ignore[misc]
    """An object of the PDF that is already written out."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.text = ""

    def format(self, document: Any) -> bytes:
        """Return the object as it stands in the file."""
        return self.text.encode("ascii")


@dataclass(slots=True)
class Element:
    """One element of the tree.

    Attributes:
        part: what it stands for; None for the document itself.
        number: its object number in the file.
        page: object number of its page.
        kids: numbers of content, or elements.
    """

    part: Part | None
    number: int
    raw: Raw
    page: int
    kids: "list[int | Element]" = field(default_factory=list)


class StructureTree:
    """Builds the tree while pages are drawn, then writes it."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._root = Raw()
        self._root_number = number_of(document, self._root)
        self._all: list[tuple[Element, int]] = []
        self._pages: list[list[int]] = []
        self._fields: list[int] = []
        self.top = self._element(None, self._root_number, 0)

    @property
    def root(self) -> Raw:
        """The object that the catalog names."""
        return self._root

    def start_page(self) -> int:
        """Begin a page; return its key in the parent tree."""
        self._pages.append([])
        return len(self._pages) - 1

    def add(self, part: Part, parent: Element, page: int) -> Element:
        """Add an element under another one."""
        element = self._element(part, parent.number, page)
        parent.kids.append(element)
        return element

    def content(self, element: Element) -> int:
        """Return the number of a new piece of content of the element."""
        owners = self._pages[-1]
        owners.append(element.number)
        element.kids.append(len(owners) - 1)
        return len(owners) - 1

    def field(self, element: Element) -> int:
        """Return the key in the parent tree of a form field that the element stands for.

        Keys of fields follow those of the pages: every page must have been started.
        """
        self._fields.append(element.number)
        return len(self._pages) + len(self._fields) - 1

    def write(self) -> None:
        """Write every element, the root and the parent tree."""
        for element, parent in self._all:
            element.raw.text = _element_text(element, parent)
        keys = " ".join(
            f"{key} [{' '.join(f'{owner} 0 R' for owner in owners)}]"
            for key, owners in enumerate(self._pages)
        )
        for key, owner in enumerate(self._fields, len(self._pages)):
            keys += f" {key} {owner} 0 R"
        next_key = len(self._pages) + len(self._fields)
        self._root.text = (
            f"<< /Type /StructTreeRoot /K [{self.top.number} 0 R] "
            f"/ParentTree << /Nums [{keys}] >> /ParentTreeNextKey {next_key} >>"
        )

    def _element(self, part: Part | None, parent: int, page: int) -> Element:
        raw = Raw()
        element = Element(part, number_of(self._document, raw), raw, page)
        self._all.append((element, parent))
        return element


def number_of(document: Any, raw: PDFObject) -> int:
    """Register an object and return its number."""
    name = document.Reference(raw).name
    number: int = document.idToObjectNumberAndVersion[name][0]
    return number


def _element_text(element: Element, parent: int) -> str:
    tag = element.part.tag if element.part else "Document"
    kids = " ".join(
        str(kid) if isinstance(kid, int) else f"{kid.number} 0 R" for kid in element.kids
    )
    text = f"<< /Type /StructElem /S /{tag} /P {parent} 0 R"
    if element.page:
        text += f" /Pg {element.page} 0 R"
    if kids:
        text += f" /K [{kids}]"
    return text + (_attributes(element.part) if element.part else "") + " >>"


def _attributes(part: Part) -> str:
    text = f" /Alt {text_string(part.alt)}" if part.alt else ""
    table = f" /Scope /{part.scope}" if part.scope else ""
    if part.span > 1:
        table += f" /ColSpan {part.span}"
    if part.summary:
        table += f" /Summary {text_string(part.summary)}"
    return text + (f" /A << /O /Table{table} >>" if table else "")
