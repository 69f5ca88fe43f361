"""The outline: pages of blocks, the footer, the sizes, and what was left out."""

from app.case.value_class import value_class
from app.report.outline.blocks import Block
from app.report.outline.style import Style

MARGIN = 36.0
"""Half an inch, on every side."""


@value_class
class Footer:
    """What stands at the foot of every page.

    Attributes:
        disclaimer: the whole text of the domain reference, section 5.8.
        trials: sentence added on pages that speak of trials.
        printed_on: "Printed on 20 April 2026".
        name: the patient, or the page where names are left out.
    """

    disclaimer: str
    trials: str
    printed_on: str
    name: str


@value_class
class Page:
    """One page.

    Attributes:
        blocks: from top to bottom.
        speaks_of_trials: the footer adds that only the study team decides.
        style: sizes of this page where they are not those of the document.
    """

    blocks: tuple[Block, ...]
    speaks_of_trials: bool = False
    style: Style | None = None


@value_class
class Outline:
    """A document in plain values, ready to be drawn.

    Attributes:
        title: shown in the window's title bar and read aloud first.
        language: language of the text.
        paper: width and height in points.
        style: sizes and distances.
        footer: foot of every page.
        pages: what goes on which page.
        created: ISO day of the document, the as-of day.
        left_out: what did not fit, in words; also printed where the page has a limit.
        watermark: a word that lies in large light letters under every page; "" for none.
    """

    title: str
    language: str
    paper: tuple[float, float]
    style: Style
    footer: Footer
    pages: tuple[Page, ...]
    created: str
    left_out: tuple[str, ...] = ()
    watermark: str = ""

    @property
    def page_count(self) -> int:
        """Number of pages, for the preview."""
        return len(self.pages)
