"""What the file says about itself: title, language, day, and that it is tagged."""

from collections.abc import Sequence
from html import escape
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream

from app.report.outline.document import Outline

PRODUCER = "Casebook"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:creator><rdf:Seq><rdf:li>{producer}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def describe(document: Any, outlines: Sequence[Outline]) -> None:
    """Write title, producer and the as-of day; the clock is never asked."""
    title, outline = title_of(outlines), outlines[0]
    document.setTitle(title)
    document.setAuthor(PRODUCER)
    document.setCreator(PRODUCER)
    document.setProducer(PRODUCER)
    document.setSubject("")
    day = outline.created.replace("-", "")
    document.setDateFormatter(lambda *_: f"D:{day}000000Z")
    document.Catalog.Metadata = _xmp(outline, title)
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    document.Catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
    if sum(one.page_count for one in outlines) > 3:
        document.Catalog.PageMode = PDFName("UseOutlines")


def title_of(outlines: Sequence[Outline]) -> str:
    """Return the title of a file: "Appointment summary, Trial review sheet: Maya Ellison"."""
    if len(outlines) == 1:
        return outlines[0].title
    kinds = (one.title.partition(":")[0] for one in outlines)
    return f"{', '.join(kinds)}: {outlines[0].title.partition(':')[2].strip()}"


def _xmp(outline: Outline, title: str) -> PDFStream:
    names = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    text = _XMP.format(
        title=escape(title, quote=False),
        language=escape(outline.language, quote=False),
        producer=PRODUCER,
        day=outline.created,
    )
    # Uncompressed, so that search programs find the title.
    return PDFStream(dictionary=names, content=text.encode("utf-8"), filters=[])
