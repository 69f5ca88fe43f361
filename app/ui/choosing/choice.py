"""What stands in a list of things that are opened one at a time."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Bit:
    """A piece of a line: an icon, words, or both.

    Attributes:
        text: the words, "" for an icon alone.
        icon: name of an icon, "" for none.
        colour: token of the words and the icon.
        fill: token of the ground of a chip, such as `note_bg`, "" for no chip.
        right: it stands at the right end of its line.
        strong: set in semibold.
    """

    text: str
    icon: str = ""
    colour: str = "muted"
    fill: str = ""
    right: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose.

    Attributes:
        key: names it, such as the id of a row.
        title: shown in medium weight, on up to two lines.
        lines: small lines under the title.
        lead: short lines in a column of their own before the title, such as a day and an hour.
        spoken: all of it as one sentence for a screen reader, "" to have it made of the pieces.
        quiet: drawn without emphasis, such as a past visit.
    """

    key: str
    title: str
    lines: tuple[tuple[Bit, ...], ...] = ()
    lead: tuple[str, ...] = ()
    spoken: str = ""
    quiet: bool = False

    @property
    def words(self) -> str:
        """Everything the row says, for a screen reader."""
        if self.spoken:
            return self.spoken
        said = (bit.text for line in self.lines for bit in line if bit.text)
        return ", ".join((self.title, *self.lead, *said))


@dataclass(frozen=True, slots=True)
class Heading:
    """Words above a part of the list; they cannot be chosen."""

    text: str


Row = Choice | Heading
RowKind = Literal["choice", "heading"]
