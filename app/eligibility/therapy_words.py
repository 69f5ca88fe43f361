"""Medicines and treatments named in a line, by the drug vocabulary."""

from functools import cache

from app.case.drug_names import treats_cancer
from app.case.matching import words
from app.case.terms import Mention
from app.case.vocabulary import drugs, regimens
from app.eligibility.plain_text import Line


@cache
def _first_words() -> frozenset[str]:
    found = set()
    for vocabulary in (drugs(), regimens()):
        for term in vocabulary:
            for name in (term.name, *term.synonyms):
                parts = words(name)
                if parts:
                    found.add(parts[0].form)
    return frozenset(found)


def medicines(line: Line) -> list[Mention]:
    """Return the medicines of the vocabulary that a line names."""
    if line.vocabulary.isdisjoint(_first_words()):
        return []
    return drugs().mentions(line.text)


def names_anticancer_drug(line: Line, looked_at: str) -> bool:
    """Tell whether a medicine against cancer is named where `looked_at` is not blanked."""
    return any(
        treats_cancer(mention.term)
        for mention in medicines(line)
        if looked_at[mention.start : mention.end].strip()
    )
