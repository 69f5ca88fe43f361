"""One finished part of a sentence, before the parts are joined."""

from app.case.value_class import value_class
from app.eligibility.model import Requirement

ORDER = ("", "comma", "colon", "incl", "such", "and", "or", "both")
"""How parts can be joined; of two joins in a row the later one counts."""


@value_class
class Part:
    """One finished part of a sentence and how it is joined to the part before.

    Attributes:
        requirement: what the part states.
        join: one of `ORDER`.
        apart: the semicolon or colon that stands before it, if any.
        start: where it begins in the line.
        reach: how far a negation that begins with it reaches, 0 where none does.
    """

    requirement: Requirement
    join: str
    apart: str
    start: int
    reach: int = 0
