"""Whether a line can name a term of a vocabulary at all, told from its words alone.

Looking a whole line up in a vocabulary costs more than everything else that is read from it, and
most lines name none of its terms.
"""

from collections.abc import Iterable

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

    def _add(self, name: str) -> None:
        forms = [word.form for word in words(name)]
        if not forms:
            return
        if len(forms) > 1:
            self._followed.setdefault(forms[0], set()).add(forms[1])
        elif len(forms[0]) <= _SHORT and name.isupper():
            self._capitals.add(forms[0])
        else:
            self._alone.add(forms[0])

    def may_name(self, line: Line) -> bool:
        """Tell whether a name can begin anywhere in the line."""
        found = line.words
        for place, (start, word) in enumerate(found):
            if word in self._alone or word.rstrip("s") in self._alone:
                return True
            following = self._followed.get(word)
            if following is not None and place + 1 < len(found):
                behind = found[place + 1][1]
                if behind in following or behind.rstrip("s") in following:
                    return True
            if word in self._capitals and line.text[start : start + len(word)].isupper():
                return True
        return False
