"""Which limits of a list an "or" speaks of: of those for the same organ, not of the whole list.

In "ANC >= 1000, platelets >= 75000, creatinine <= 1.5 or clearance >= 60" the clearance stands in
for the creatinine alone; nobody may join for the sake of a kidney who has no platelets.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.eligibility.model import AnyOf, Comparison, Requirement, Span, walk
from app.eligibility.sentence_part import Part

_FAMILIES = (
    frozenset({"creatinine", "crcl"}),
    frozenset({"bilirubin", "direct_bilirubin"}),
    frozenset({"alt", "ast"}),
    frozenset({"hemoglobin", "hematocrit"}),
    frozenset({"lvef", "lvsf"}),
    frozenset({"pt", "inr", "ptt"}),
    frozenset({"ecog", "karnofsky", "lansky", "performance"}),
)


_OF_THE_DISEASE = frozenset({"blasts", "mrd", "prior_lines", "marker_expression"})
"""Limits that stand in lists of what shows a disease: any one of them does."""


def family_of(requirement: Requirement) -> frozenset[str] | None:
    """Return the variables one of which a limit is about; None for what limits no organ."""
    named = {part.variable for part in walk(requirement) if isinstance(part, Comparison)}
    if not named or named & _OF_THE_DISEASE:
        return None
    known = (family for family in _FAMILIES if named <= family)
    return next(known, frozenset(named))


def of_several_things(requirements: Sequence[Requirement]) -> bool:
    """Whether there are limits among the parts, and not all parts limit the same organ."""
    families = {family_of(requirement) for requirement in requirements}
    return len(families) > 1 and families != {None}


def bound_to_its_organ(parts: Sequence[Part], span: Span) -> Sequence[Part]:
    """Make one part of neighbours joined by "or" that limit one organ, where there are others."""
    bound: list[Part] = []
    for part in parts:
        if bound and part.join == "or" and not part.apart and _same_organ(bound[-1], part):
            both = AnyOf((bound[-1].requirement, part.requirement), span)
            bound[-1] = replace(bound[-1], requirement=both)
        else:
            bound.append(part)
    return bound if len(bound) > 1 else parts


def _same_organ(before: Part, part: Part) -> bool:
    family = family_of(part.requirement)
    return family is not None and family_of(before.requirement) == family
