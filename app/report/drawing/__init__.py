"""Outlines become a PDF. ReportLab is loaded when the first one is drawn."""

from app.report.outline.document import Outline


def make_pdf(*outlines: Outline) -> bytes:
    """Return documents one behind the other as one PDF: tagged, searchable.

    Each keeps its own footer and page numbers. The same outlines give the same bytes; at most one
    of them has a form, because the fields of two would share their names.
    """
    from app.report.drawing.pdf import draw  # ReportLab takes a tenth of a second to load

    return draw(outlines)
