"""What follows from a case: derived facts, each with the records and dates it comes from.

`facts_of(case, as_of)` gives a `Facts`; each fact is worked out when it is first asked for.
"""

from app.case.facts.as_of import as_of_day
from app.case.facts.facts import Facts, facts_of

__all__ = ["Facts", "as_of_day", "facts_of"]
