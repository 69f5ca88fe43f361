"""Reading a page of ours back."""

from io import BytesIO


def text_of(pdf: bytes) -> str:
    """Return the text of every page of a PDF made here, in reading order."""
    from pypdf import PdfReader  # slow to import, and printing does not need it

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
