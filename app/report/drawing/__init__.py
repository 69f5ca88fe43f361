"""An outline becomes a PDF. ReportLab is loaded when the first one is drawn."""

from app.report.outline.document import Outline


def make_pdf(outline: Outline) -> bytes:
    """Return the outline as a PDF: tagged, searchable, same outline same bytes."""
    from app.report.drawing.pdf import draw  # ReportLab takes a tenth of a second to load

    return draw(outline)
