"""Which recorded responses are a remission, the same wherever the course is told or drawn."""

COMPLETE_RESPONSES = frozenset({"CR", "CRh", "CRi", "CRu", "CMR"})
"""Codes of a complete response of any depth, and the metabolic one of a PET scan (domain 1.3)."""

REMISSION_BLASTS_PERCENT = 5
"""Share of blasts in the marrow, in percent, below which the marrow itself does not say that
leukemia was found (domain reference, 1.3: M1 is under 5%)."""


ENDS_REMISSION = frozenset({"relapse", "refractory", "progression", "transformation"})
"""Types of assessment that end a remission on the screen."""


def is_remission(event_type: str, response: str | None) -> bool:
    """Whether an assessment of this type found a remission."""
    return event_type == "remission" or response in COMPLETE_RESPONSES
