"""How texts are compared: accents, case, hyphens and apostrophes do not matter."""

import unicodedata
from collections.abc import Sequence

_WITHOUT = str.maketrans(dict.fromkeys("-‐‑–’'", ""))
_FEW = 2
_POSITIVE = "positive"
_APART = str.maketrans(dict.fromkeys("-‐‑–/", " "))


def plain(text: str) -> str:
    """Return text as it is compared: small letters, without accents, hyphens and apostrophes."""
    if text.isascii():
        return text.lower().translate(_WITHOUT)
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return kept.translate(_WITHOUT)


class Wanted:
    """The words somebody typed; all of them must occur.

    A word with a hyphen may stand there in one word, with a hyphen or in two: "white-cell". A plus
    sign may stand there as a word: "HER2+".
    """

    def __init__(self, text: str) -> None:
        self._words = [_spellings(word) for word in text.split()]
        self._words = [spellings for spellings in self._words if spellings]

    def __bool__(self) -> bool:
        return bool(self._words)

    def stands_in(self, hay: str) -> bool:
        """Whether a text made `plain` holds every word."""
        return all(
            any(all(piece in hay for piece in pieces) for pieces in spellings)
            for spellings in self._words
        )

    def places(self, hays: Sequence[str], most: int) -> list[int]:
        """Return where the first texts stand that hold every word."""
        one, other = self._surest()
        found: list[int] = []
        for place, hay in enumerate(hays):
            if (one in hay or other in hay) and self.stands_in(hay):
                found.append(place)
                if len(found) == most:
                    break
        return found

    def _surest(self) -> tuple[str, str]:
        """Return two texts of which one certainly occurs, so that most rows are passed quickly."""
        sure = [[max(pieces, key=len) for pieces in ways] for ways in self._words]
        one_of = [(ways[0], ways[-1]) for ways in sure if len(ways) <= _FEW]
        return max(one_of, key=lambda ways: min(map(len, ways)), default=("", ""))


def _spellings(word: str) -> list[tuple[str, ...]]:
    joined = plain(word)
    pieces = tuple(plain(word.translate(_APART)).split())
    ways: list[tuple[str, ...]] = [(joined,)] if joined else []
    marker = joined.rstrip("+")
    if marker and marker != joined:
        ways.append((marker, _POSITIVE))
    return [*ways, pieces] if len(pieces) > 1 else ways
