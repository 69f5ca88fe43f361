"""What a help text is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with lines below it.

    Attributes:
        heading: "" for none.
        lines: paragraphs, or the points of a list.
        listed: the lines are points of a list.
    """

    heading: str
    lines: tuple[str, ...]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class HelpText:
    """One text of the help.

    Attributes:
        key: key of the page it is about, or a name of its own.
        group: heading it stands under in the list.
        title: its name.
        about: one line for the list.
        parts: what it says.
    """

    key: str
    group: str
    title: str
    about: str
    parts: tuple[Part, ...]

    @property
    def words(self) -> str:
        """Everything it says, for finding it."""
        said = (line for part in self.parts for line in (part.heading, *part.lines))
        return " ".join((self.title, self.about, *said))
