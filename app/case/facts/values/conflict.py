"""Where records disagree."""

from app.case.facts.values.evidence import Evidence
from app.case.value_class import value_class


@value_class
class Conflict:
    """Records that cannot all be right; both stay, and it becomes a question.

    Attributes:
        what: "lab", "last_dose", "allergy", "diagnosis" ..., for grouping.
        subject: the key it is about (lab id, drug id, marker key); "" where there is none.
        entries: the rows that disagree.
        sentence: what each says.
        question: what to ask.
    """

    what: str
    subject: str
    entries: tuple[Evidence, ...]
    sentence: str
    question: str
