"""Sizes and distances of a page, in points."""

from dataclasses import replace

from app.case.value_class import value_class

SMALLEST = 8.0
"""No text is smaller, but for the footer."""

FOOTER = 7.5
ANSWER_PITCH = 22.3
"""About 8 mm: room for one line of handwriting."""


@value_class
class Style:
    """Sizes and distances.

    Attributes:
        body: size of the text.
        small: size of notes, labels in charts, column titles.
        heading: size of headings of level 2.
        title: size of the name at the top.
        leading: distance of lines within a text, as a multiple of its size.
        pad: air above and below the text of a row.
        gap: air above a heading.
        footer: size of the footer.
        answer: distance of lines to write on.
    """

    body: float = 9.5
    small: float = 8.5
    heading: float = 10.5
    title: float = 18.0
    leading: float = 1.2
    pad: float = 0.6
    gap: float = 7.0
    footer: float = FOOTER
    answer: float = ANSWER_PITCH

    def at(self, body: float) -> "Style":
        """Return the same look with a smaller text."""
        return replace(
            self,
            body=body,
            small=max(SMALLEST, body - 1.0),
            heading=max(body + 0.5, 9.0),
            title=max(14.0, self.title * body / self.body),
        )


NORMAL = Style()
LARGE = Style(
    body=16.0,
    small=16.0,
    heading=19.0,
    title=26.0,
    leading=1.25,
    pad=2.5,
    gap=18.0,
    footer=16.0,
    answer=34.0,
)
CARD = Style(body=8.0, small=8.0, heading=9.0, title=11.0, leading=1.15, pad=0.2, gap=3.0)
"""The emergency card in a wallet."""
PACKET = Style(pad=1.4, gap=12.0, leading=1.28)
"""Several pages: roomier than the one page."""
