"""Whether a line can name a term of a vocabulary at all, told from its words alone.

Looking a whole line up in a vocabulary costs more than everything else that is read from it, and
most lines name none of its terms.
"""

from collections.abc import Iterable
from itertools import pairwise

from app.case.matching import words
from app.eligibility.plain_text import Line

_SHORT = 4


class Gate:
    """The first one or two words of every name of some terms."""

    def __init__(self, names: Iterable[str]) -> None:
        self._alone: set[str] = set()
        self._capitals: set[str] = set()
        self._followed: dict[str, set[str]] = {}
        for name in names:
            self._add(name)
        self._first = frozenset(self._followed)

    def _add(self, name: str) -> None:
        forms = [word.form for word in words(name)]
        if not forms:
            return
        if len(forms) > 1:
            self._followed.setdefault(forms[0], set()).add(forms[1])
        elif len(forms[0]) <= _SHORT and name.isupper():
            self._capitals.add(forms[0])
        else:
            self._alone |= {forms[0], f"{forms[0]}s"}

    def may_name(self, line: Line) -> bool:
        """Tell whether a name can begin anywhere in the line."""
        if not self._alone.isdisjoint(line.vocabulary):
            return True
        return self._is_followed(line) or self._in_capitals(line)

    def _is_followed(self, line: Line) -> bool:
        if self._first.isdisjoint(line.vocabulary):
            return False
        return any(
            behind in self._followed[word] or behind.rstrip("s") in self._followed[word]
            for word, behind in pairwise([word for _, word, _ in line.words])
            if word in self._first
        )

    def _in_capitals(self, line: Line) -> bool:
        if self._capitals.isdisjoint(line.vocabulary):
            return False
        return any(
            line.text[start : start + len(word)].isupper()
            for start, word, _ in line.words
            if word in self._capitals
        )
