"""The form of a document: fields to tick and to write in, and what a machine reads.

Boxes and lines are drawn on the page itself, so that they are there on paper and in every viewer;
a field over them only adds what somebody ticks or types.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObject

from app.report.drawing.content import number, text_string
from app.report.drawing.form_font import NAME, form_font
from app.report.drawing.structure import Element, Raw, StructureTree, number_of
from app.report.outline.document import Outline
from app.report.outline.form_outline import FormOutline
from app.report.outline.forms import Attachment, PlacedField

TICKED = "Yes"
"""State of a ticked box."""

_TYPED_SIZE, _NOTE_SIZE = 9, 8
# Viewers that draw ticks themselves, in place of our cross, take them from this font of theirs.
_ZAPF_DINGBATS = "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>"
_PRINTED, _HIDDEN = 4, 2
_READ_ONLY, _SEVERAL_LINES = 1, 4096


class _Widget(NamedTuple):
    """A field on a page.

    Attributes:
        rect: left, bottom, right, top, in points from the lower left corner.
        page: object number of its page.
        element: what it is in the structure tree.
    """

    raw: Raw
    placed: PlacedField
    rect: tuple[float, float, float, float]
    page: int
    element: Element


class Form:
    """Collects the fields while pages are drawn, then writes them."""

    def __init__(self, document: Any, tree: StructureTree, outlines: Sequence[Outline]) -> None:
        self._document = document
        self._tree = tree
        self._height = outlines[0].paper[1]
        forms = (one.attachment for one in outlines if isinstance(one, FormOutline))
        self._attached = next(forms, None)
        self._hidden = [Raw()] if self._attached else []
        self._widgets: list[_Widget] = []
        self._new = list(self._hidden)

    def add(self, placed: PlacedField, x: float, y: float, element: Element) -> None:
        """Add a field; `x` and `y` are its upper left corner from the paper's."""
        top = self._height - y
        rect = (x, top - placed.height, x + placed.width, top)
        widget = _Widget(Raw(), placed, rect, element.page, element)
        self._widgets.append(widget)
        self._new.append(widget.raw)
        element.kids.append(self._reference(widget))

    def of_page(self) -> list[PDFObject] | None:
        """Return the fields added since the last page; the hidden one is on the first."""
        new, self._new = self._new, []
        return list(new) or None

    def write(self) -> None:
        """Write the fields and what is attached; every page must have been drawn."""
        if not self._widgets:
            return
        boxes = _Boxes(self._document)
        for widget in self._widgets:
            widget.raw.text = self._widget_text(widget, boxes)
        if self._attached:
            self._attach(self._attached)
        raws = [*self._hidden, *(widget.raw for widget in self._widgets)]
        self._document.Catalog.AcroForm = self._form_of(raws)

    def _reference(self, widget: _Widget) -> Element:
        """Return what stands in the structure tree for a field."""
        own = number_of(self._document, widget.raw)
        raw = Raw()
        raw.text = f"<< /Type /OBJR /Obj {own} 0 R /Pg {widget.page} 0 R >>"
        return Element(None, number_of(self._document, raw), raw, widget.page)

    def _widget_text(self, widget: _Widget, boxes: "_Boxes") -> str:
        field = widget.placed.field
        key = self._tree.field(widget.element)
        head = (
            f"<< /Type /Annot /Subtype /Widget /F {_PRINTED} /P {widget.page} 0 R "
            f"/Rect [{' '.join(map(number, widget.rect))}] /StructParent {key} "
            f"/T {_string(field.name)} /TU {_string(field.label)}"
        )
        if field.kind == "box":
            return f"{head} {boxes.look(widget.placed)} >>"
        if field.kind == "line":
            return f"{head} /FT /Tx /DA (/{NAME} {_TYPED_SIZE} Tf 0 g) >>"
        # A size of its own: told to fit, viewers set a short note in huge letters.
        return f"{head} /FT /Tx /Ff {_SEVERAL_LINES} /DA (/{NAME} {_NOTE_SIZE} Tf 0 g) >>"

    def _form_of(self, raws: list[Raw]) -> Raw:
        font = form_font(self._document)
        fields = " ".join(f"{number_of(self._document, one)} 0 R" for one in raws)
        raw = Raw()
        # Viewers draw what is typed themselves: with the whole font they have every letter.
        raw.text = (
            f"<< /Fields [{fields}] /NeedAppearances true "
            f"/DR << /Font << /{NAME} {font} 0 R /ZaDb {_ZAPF_DINGBATS} >> >> "
            f"/DA (/{NAME} {_TYPED_SIZE} Tf 0 g) >>"
        )
        return raw

    def _attach(self, attached: Attachment) -> None:
        """Attach a file, and put the same text into the hidden field.

        Some programs drop attached files when they save, others drop hidden fields.
        """
        self._document.updateSignature(attached.text)
        content = number_of(self._document, _stream("/Type /EmbeddedFile", attached.text))
        spec = Raw()
        spec.text = (
            f"<< /Type /Filespec /F {_string(attached.name)} /UF {_string(attached.name)} "
            f"/Desc {_string(attached.about)} /AFRelationship /Data "
            f"/EF << /F {content} 0 R /UF {content} 0 R >> >>"
        )
        named = number_of(self._document, spec)
        names = Raw()
        names.text = f"<< /Names [{_string(attached.name)} {named} 0 R] >>"
        self._document.Catalog.Names = PDFDictionary({"EmbeddedFiles": names})
        self._hidden[0].text = _hidden_text(attached)


_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)", "\n": "\\n"})


def _string(text: str) -> str:
    """Return a text string of PDF, in a quarter of the room where it is plain ASCII."""
    return f"({text.translate(_ESCAPED)})" if text.isascii() else text_string(text)


def _hidden_text(attached: Attachment) -> str:
    return (
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /F {_HIDDEN} /Ff {_READ_ONLY} "
        f"/Rect [0 0 0 0] /T {_string(attached.field_name)} "
        f"/TU {_string(attached.about)} /V {_string(attached.text)} "
        f"/DA (/{NAME} 1 Tf 0 g) >>"
    )


class _Boxes:
    """How a box to tick looks, empty and ticked: one drawing for each size."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._known: dict[float, tuple[int, int]] = {}

    def look(self, placed: PlacedField) -> str:
        """Return type, state and looks of a box."""
        ticked, empty = self._drawings(placed.width)
        return (
            f"/FT /Btn /V /Off /AS /Off /MK << /CA (8) >> /DA (/ZaDb 0 Tf 0 g) "
            f"/AP << /N << /{TICKED} {ticked} 0 R /Off {empty} 0 R >> >>"
        )

    def _drawings(self, size: float) -> tuple[int, int]:
        known = self._known.get(size)
        if known is None:
            ticked = self._drawing(size, _cross(size))
            known = self._known[size] = (ticked, self._drawing(size, ""))
        return known

    def _drawing(self, size: float, operators: str) -> int:
        side = number(size)
        head = f"/Type /XObject /Subtype /Form /BBox [0 0 {side} {side}] /Resources << >>"
        return number_of(self._document, _stream(head, operators))


def _cross(size: float) -> str:
    near, far = number(size * 0.2), number(size * 0.8)
    lines = f"{near} {near} m {far} {far} l {near} {far} m {far} {near} l S"
    return f"q 0 G {number(size * 0.13)} w 1 J {lines} Q"


def _stream(head: str, text: str) -> Raw:
    raw = Raw()
    raw.text = f"<< {head} /Length {len(text)} >>\nstream\n{text}\nendstream"
    return raw
