"""The outline of a document that is filled in and read back."""

from dataclasses import dataclass

from app.report.outline.document import Outline
from app.report.outline.forms import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOutline(Outline):
    """A document with fields.

    Attributes:
        attachment: what a machine reads to know the document again.
    """

    attachment: Attachment | None = None
