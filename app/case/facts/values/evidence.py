"""The row a fact comes from."""

from app.case.partial_date import PartialDate
from app.case.value_class import value_class


@value_class
class Evidence:
    """The row a fact comes from.

    Attributes:
        table, id: the row in the case file.
        shown_id: the id that came with imported JSON where there is one, else `id`.
        date: the day of the event, not of the entry; None where nobody noted it.
        words: the row in a few words, without its date.
        source: document, person or file it comes from, in words; None where nobody said.
    """

    table: str
    id: str
    shown_id: str
    date: PartialDate | None
    words: str
    source: str | None = None
