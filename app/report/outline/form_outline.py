"""The outline of a document that is filled in and read back."""

from app.case.value_class import value_class
from app.report.outline.document import Outline
from app.report.outline.forms import Attachment


@value_class(kw_only=True)
class FormOutline(Outline):
    """A document with fields.

    Attributes:
        attachment: what a machine reads to know the document again.
    """

    attachment: Attachment | None = None
