"""Diseases named in a line, by the diagnosis vocabulary and the plain words of blood cancers."""

import re
from functools import cache

from app.case.matching import words
from app.case.terms import Mention
from app.case.vocabulary import diagnoses
from app.eligibility.plain_text import Line

_PLAIN = re.compile(
    r"\b(?:leuk[a]?emi(?:a|as)|lymphomas?|myelomas?|macroglobulin[a]?emia|myelodysplas\w+|myelofibrosis|"
    r"t[- ]cell malignanc\w+|b[- ]cell malignanc\w+|(?<!non-)(?<!non )h[a]?ematolog\w+ malignanc\w+|lymphoid malignanc\w+|myeloid malignanc\w+|"
    r"lymphoblastic|al amyloidosis|light chain amyloidosis|aml|mds|cml|cll|sll|nhl|dlbcl|t-all|b-all|cmml|jmml)\b"
)

# The abbreviation in capitals, not the plain word of a sentence in capitals.
_ALL = re.compile(r"(?<![A-Z] )\bALL\b(?!,? [A-Z]{2})(?!\s+(?:of|the|these|those|other|following|patients|subjects|participants|inclusion|exclusion))")


@cache
def _first_words() -> frozenset[str]:
    found = set()
    for term in diagnoses():
        for name in (term.name, *term.synonyms):
            parts = words(name)
            if parts:
                found.add(parts[0].form)
    return frozenset(found)


def names_disease(line: Line, plain: str | None = None) -> bool:
    """Tell whether a blood cancer (or another listed diagnosis) is named."""
    looked_at = line.plain if plain is None else plain
    if _PLAIN.search(looked_at) is not None:
        return True
    return any(looked_at[m.start() : m.end()] == "all" for m in _ALL.finditer(line.text))


def diseases(line: Line) -> list[Mention]:
    """Return the diagnoses of the vocabulary that a line names."""
    if line.vocabulary.isdisjoint(_first_words()):
        return []
    return diagnoses().mentions(line.text)
