"""A row of the record in words, with its day where the words do not name it already."""

from app.case.facts.model import Evidence
from app.eligibility.checking.words import shown


def row_words(row: Evidence) -> str:
    """Return "Platelet count 49 10^3/uL on 16 April 2026", and "Born 9 October 2008" as it is."""
    if row.date is not None and row.date.words() in row.words:
        return row.words
    return shown(row)
