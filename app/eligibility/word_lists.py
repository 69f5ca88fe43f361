"""The word lists of `resources/criteria`: things criteria name, each with its wordings."""

from app.case.value_class import value_class
from app.resource_files import resource_file


@value_class
class Entry:
    """One thing of a list.

    Attributes:
        columns: the heading line, cut at its strokes.
        phrases: its wordings, as patterns that begin with a literal word.
    """

    columns: tuple[str, ...]
    phrases: tuple[str, ...]

    def column(self, number: int) -> str:
        """Return a column, "" where the heading line is shorter."""
        return self.columns[number] if number < len(self.columns) else ""


def word_list(name: str) -> list[Entry]:
    """Return the entries of one list, in the order of the file; its first lines say the format."""
    shared: dict[str, str] = {}
    headings: list[tuple[str, ...]] = []
    phrases: list[list[str]] = []
    for line in resource_file(f"criteria/{name}").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("<"):
            piece, _, pattern = line.partition(" = ")
            shared[piece] = pattern
        elif line.startswith(" "):
            phrases[-1].append(_with_pieces(line.strip(), shared))
        else:
            headings.append(tuple(column.strip() for column in line.split("|")))
            phrases.append([])
    return [Entry(*both) for both in zip(headings, map(tuple, phrases), strict=True)]


def _with_pieces(phrase: str, shared: dict[str, str]) -> str:
    for piece, pattern in shared.items():
        phrase = phrase.replace(piece, pattern)
    return phrase
