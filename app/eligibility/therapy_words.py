"""Medicines and treatments named in a line, by the drug vocabulary."""

from functools import cache, lru_cache

from app.case.drug_names import treats_cancer
from app.case.terms import Mention
from app.case.vocabulary import drugs
from app.eligibility.plain_text import BLANK, Line
from app.eligibility.vocabulary_words import Gate


@cache
def _gate() -> Gate:
    return Gate(name for term in drugs() for name in (term.name, *term.synonyms))


@lru_cache(maxsize=64)
def medicines(line: Line) -> tuple[Mention, ...]:
    """Return the medicines of the vocabulary that a line names."""
    return tuple(drugs().mentions(line.text)) if _gate().may_name(line) else ()


def names_anticancer_drug(line: Line, looked_at: str) -> bool:
    """Tell whether a medicine against cancer is named where `looked_at` is not blanked."""
    return any(
        treats_cancer(mention.term)
        for mention in medicines(line)
        if looked_at[mention.start] != BLANK
    )
