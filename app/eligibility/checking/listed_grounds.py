"""Exclusions that list grounds, of which one is fully read and true of the person.

"History of organ transplantation or allogeneic HSCT" keeps out whoever had the second, whatever
was not read of the first.
"""

import re
from collections.abc import Iterator

from app.case.entities import Transplant
from app.eligibility.checking.leaves import look
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding
from app.eligibility.model import (
    AnyOf,
    Kind,
    Presence,
    ReadCriterion,
    Requirement,
    Role,
    Sense,
)

_SURE = frozenset({Kind.PRIOR_HSCT, Kind.PRIOR_CART})
_SPEAKS_OF_PAST = re.compile(
    r"\b(?:prior|previous\w*|past|histor\w+|received|underw\w+|undergone|have had|has had)\b", re.I
)
_NARROWED = re.compile(
    r"\b(?:within|less|fewer|more|than|<|>|requir\w+|active|planned|planning|scheduled|if|unless"
    r"|except"
    r"|exclud\w+|for|who|which|where|when|candidates?|eligible|ineligible|donors?|relaps\w+|after"
    r"|before|during|since|without|not|no|and|both|with|failed|refus\w+|consider\w+|months?|weeks?"
    r"|days?|years?|first|second|current\w*|ongoing|receiving)\b|[<>≤≥\d]",
    re.IGNORECASE,
)


def has_a_listed_ground(read: ReadCriterion, record: Record) -> Finding | None:
    """Return that one ground of a list is the person's; None where none surely is."""
    text = read.criterion.text
    if read.criterion.section != "exclusion" or read.sense is not Sense.MUST_NOT_HOLD:
        return None
    if read.requirement is None or read.role is not Role.RULE or not _SPEAKS_OF_PAST.search(text):
        return None
    if _NARROWED.search(
        re.sub(r"^\W*(?:patients|subjects|participants) (?:who|with)\b", "", text, flags=re.I)
    ):
        return None
    grounds = (one for one in _grounds(read.requirement) if _stands_alone(one, text))
    if not _is_of_that_kind(text, record):
        return None
    found = (look(one, False, record) for one in grounds)
    return next((one for one in found if one.holds), None)


def _grounds(requirement: Requirement) -> Iterator[Presence]:
    """Give the single statements any of which is enough."""
    if isinstance(requirement, Presence) and requirement.topic.kind in _SURE:
        yield requirement
    elif isinstance(requirement, AnyOf):
        for part in requirement.of:
            yield from _grounds(part)


_BORDER = re.compile(r"[,;]|\bor\b|\bincluding\b|^|$", re.IGNORECASE)
_LEADS_TO = re.compile(
    r"(?:\W|\b(?:prior|previous(?:ly)?|past|histor(?:y|ies)|of|an?|the|any|known|have|has|had"
    r"|received"
    r"|undergone|underwent|patients?|subjects?|participants?|who|with|allogeneic|autologous)\b)*",
    re.IGNORECASE,
)


def _stands_alone(ground: Presence, text: str) -> bool:
    """Whether nothing around the words of a ground narrows it, and no bracket explains by it."""
    start, end = ground.span.start, ground.span.end
    if "(" in text[:start] and text[:start].count("(") > text[:start].count(")"):
        return False
    before = max(one.end() for one in _BORDER.finditer(text[:start]) if one.end() <= start)
    behind = min(one.start() for one in _BORDER.finditer(text) if one.start() >= end)
    around = (text[before:start], text[end:behind])
    return all(_LEADS_TO.fullmatch(words) for words in around)


_ALLOGENEIC = re.compile(r"\ballo", re.IGNORECASE)
_AUTOLOGOUS = re.compile(r"\bauto|\bown\b", re.IGNORECASE)


def _is_of_that_kind(text: str, record: Record) -> bool:
    """Whether no transplant of another kind than the one named may have been meant.

    "Previous allogeneic stem cell or bone marrow transplantation": the first word is of both.
    """
    kinds = {"allogeneic"} if _ALLOGENEIC.search(text) else set[str]()
    kinds |= {"autologous"} if _AUTOLOGOUS.search(text) else set[str]()
    return not kinds or all(row.type in kinds for row in record.case.all(Transplant))
