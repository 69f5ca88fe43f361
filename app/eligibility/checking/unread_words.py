"""What words that were not read may still do to a line, by their most telling words."""

import re
from collections.abc import Iterator

from app.eligibility.model import (
    AnyOf,
    Conditional,
    Criterion,
    Except,
    NotRead,
    Requirement,
    Span,
    Who,
    walk,
)

# "for patients with marrow involvement", "if due to disease": a limit that holds for some only.
_FOR_WHOM = re.compile(
    r"\b(?:if|for|when|unless|among|where|only|in case|otherwise|arm|cohort|expansion"
    r"|in (?:patients|subjects|participants|those|the absence|the presence)"
    r"|(?:patients|subjects|participants|those) (?:with|who|without|having|requir\w+))\b",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    r"\bor\b|;|,[^,]*(?:[<>≤≥=]|\b(?:less|greater|more|fewer|lower|higher|below|above|under|over)\b)",
    re.IGNORECASE,
)
_OR_BEFORE = re.compile(r"\bor\W*$", re.IGNORECASE)
_OR_BEHIND = re.compile(r"\W*(?:and\s?/\s?)?or\b", re.IGNORECASE)
_DONOR_HEADING = re.compile(
    r"\W*(?:(?:inclusion|exclusion|eligibility|selection|criteria|for|of|the|potential)\W+)*"
    r"donors?\b(?! (?:lymphocyte|leukocyte))|"
    r"[^.;:]{0,60}\b(?:sibling|family|related|matched|identical|haploidentical) donors?\W*$",
    re.IGNORECASE,
)


_PARTNERS = re.compile(
    r"\b(?:fe)?male (?:sexual )?partners?\b|\b(?:women|men|woman|man) partners?\b", re.IGNORECASE
)
_FEMALE = re.compile(r"\b(?:females?|wom[ae]n|girls?|wocbp)\b", re.IGNORECASE)
_MALE = re.compile(r"\b(?:males?|m[ae]n|boys?)\b", re.IGNORECASE)


def names_both_sexes(text: str) -> bool:
    """Whether a line speaks of both sexes, so that one of them is no condition for all of it."""
    words = _PARTNERS.sub(" ", text)
    return bool(_FEMALE.search(words) and _MALE.search(words))


def says_for_whom(requirement: Requirement, text: str) -> bool:
    """Whether unread words may say for whom the line holds, or name another way to fulfil it."""
    if or_beside_unread(requirement, text):
        return True
    return any(_FOR_WHOM.search(part.span.of(text)) for part in _unread(requirement))


def or_beside_unread(requirement: Requirement, text: str) -> bool:
    """Whether an "or" stands right beside words that were not read."""
    return any(
        _OR_BEFORE.search(text[: part.span.start]) or _OR_BEHIND.match(text, part.span.end)
        for part in _unread(requirement)
    )


def more_behind_exception(requirement: Requirement, text: str) -> bool:
    """Whether words taken for an exception may hold a further ground of an exclusion."""
    return any(
        isinstance(part, Except)
        and isinstance(part.unless, NotRead)
        and _FURTHER.search(part.unless.span.of(text)) is not None
        for part in walk(requirement)
    )


_IN_PASSING = re.compile(
    r"\b(?:if|when|unless|whether|due to|because|secondary to|related to|attribut\w+|caused by"
    r"|in (?:the )?(?:case|setting|absence|presence) of|involvement (?:by|with|of)|suspected)\b"
    r"[^.;]{0,80}$",
    re.IGNORECASE,
)


def is_said_in_passing(span: Span, text: str) -> bool:
    """Whether words stand behind an "if" or a "due to", so that they ask for nothing."""
    return _IN_PASSING.search(text[: span.start]) is not None


_LETS_IN_OTHERS = re.compile(
    r"\b(?:others?|another|any|different|additional|rare|similar|related)\b|\bdiagnos|\bhistolog"
    r"|\bdiscuss|\bdiscretion|\bapprov|\bsponsor|\binvestigator|\bPI\b|\bcase[- ]by[- ]case",
    re.IGNORECASE,
)


def may_let_in_others(words: str) -> bool:
    """Whether unread words may open a line to people with another disease."""
    return _LETS_IN_OTHERS.search(words) is not None


_FOR_SOME = re.compile(
    r"\b(?:if|when|unless(?! otherwise)|except|provided that|(?:does|do|will) not apply"
    r"|not applicable|waived?|exempt\w*|in (?:the )?case of"
    r"|(?:for|in|among) (?!all\b)(?:the )?(?:\w+[- ]){0,2}?(?:patients|subjects|participants|those"
    r"|individuals|children|adults|women|men|females|males|people|cohort|arm|phase|part))\b",
    re.IGNORECASE,
)


def holds_for_some(requirement: Requirement, text: str) -> bool:
    """Whether a line names a condition of which nothing came into what was understood."""
    if _FOR_SOME.search(text) is None:
        return False
    return not any(isinstance(part, Conditional | Except | AnyOf) for part in walk(requirement))


def is_about_donor(criterion: Criterion) -> bool:
    """Whether a line stands in a section about the donor."""
    headings = (*criterion.parent, criterion.cohort or "")
    return criterion.subject is Who.DONOR or any(map(_DONOR_HEADING.match, headings))


def _unread(requirement: Requirement) -> Iterator[NotRead]:
    return (part for part in walk(requirement) if isinstance(part, NotRead))
