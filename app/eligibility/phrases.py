"""Finding the phrases of a word list in a line, quickly.

A line of a criterion has some twenty words, the lists have hundreds of phrases. Each phrase is
filed under the first letters of its first word, so only a handful of patterns is tried per line.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from app.case.value_class import value_class
from app.eligibility.phrase_leads import leads
from app.eligibility.plain_text import Line

Meaning = TypeVar("Meaning")


@value_class
class Found(Generic[Meaning]):
    """A phrase found in a line: what it means and the half-open range where it stands."""

    meaning: Meaning
    start: int
    end: int


class PhraseList(Generic[Meaning]):
    """Phrases with their meanings; each phrase is a pattern that begins with a literal word.

    At one place the longest phrase wins, and phrases found do not overlap.
    """

    def __init__(self, entries: Iterable[tuple[Meaning, str]]) -> None:
        self._by_lead: dict[str, list[tuple[str, Meaning]]] = defaultdict(list)
        self._compiled: dict[str, list[tuple[re.Pattern[str], Meaning]]] = {}
        for meaning, phrase in entries:
            for lead in leads(phrase):
                self._by_lead[lead].append((phrase, meaning))
        self._leads = frozenset(self._by_lead)

    def find(self, line: Line) -> list[Found[Meaning]]:
        """Return the phrases of the line, in its order."""
        if self._leads.isdisjoint(line.leads):
            return []
        found: list[Found[Meaning]] = []
        free_from = 0
        for start, _, lead in line.words:
            if lead not in self._leads or start < free_from:
                continue
            best = _longest(self._compiled.get(lead) or self._compile(lead), line.plain, start)
            if best is not None:
                found.append(best)
                free_from = best.end
        return found

    def _compile(self, lead: str) -> list[tuple[re.Pattern[str], Meaning]]:
        """Compile the phrases of one beginning; most are never met."""
        ready = [
            (re.compile(rf"(?:{phrase})(?![a-z0-9])"), meaning)
            for phrase, meaning in self._by_lead[lead]
        ]
        self._compiled[lead] = ready
        return ready


def _longest(
    candidates: list[tuple[re.Pattern[str], Meaning]], plain: str, start: int
) -> Found[Meaning] | None:
    best: Found[Meaning] | None = None
    for pattern, meaning in candidates:
        match = pattern.match(plain, start)
        if match is not None and (best is None or match.end() > best.end):
            best = Found(meaning, start, match.end())
    return best
