"""Finished pages: their bytes, and what is worth knowing of them."""

from app.case.value_class import value_class


@value_class
class PrintedPage:
    """Finished pages.

    Attributes:
        pdf: the bytes, the same for the same case and choice.
        pages: how many.
        left_out: what did not fit, in words.
        name: a file name that says what it is.
        parts: pages of each document, in their order.
        refused: documents that were chosen and cannot be made, each with the reason.
        example: no page of this case but an example, marked as one.
    """

    pdf: bytes
    pages: int
    left_out: tuple[str, ...]
    name: str
    parts: tuple[tuple[str, int], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    example: bool = False

    @property
    def words(self) -> str:
        """Return `1 page` or `4 pages`."""
        return "1 page" if self.pages == 1 else f"{self.pages} pages"

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what is worth saying beside the page."""
        return tuple(f"Left out: {what}" for what in self.left_out)
