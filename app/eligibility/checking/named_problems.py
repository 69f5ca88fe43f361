"""Unread words of a demand that name a problem of the record in the record's own words.

"Patients aged 18 to 90 presenting with dysphagia" is answered by a problem noted as "dysphagia"
although no vocabulary knows the word. Only for what must be there, never for what keeps people
out, and only where every word is the problem's name or leads to it.
"""

import re
from functools import lru_cache

from app.case.entities import Problem
from app.case.facts.model import Evidence
from app.case.facts.records import evidence, may_have_been
from app.eligibility.checking.record import Record
from app.eligibility.joining import EITHER_READING
from app.eligibility.model import All, AnyOf, Kind, NotRead, Presence, Requirement, Topic, walk

ROW = "row:"
"""Prefix of a topic's id that stands for a row of the case."""

_LEADS_TO = re.compile(
    r"(?:(?:adults?|patients?|subjects?|participants?|individuals?|males?|females?|men|women"
    r"|children|who|that|are|is|were|have|has|having|had|been|presenting|presents?|presented"
    r"|admitted|hospitali[sz]ed|diagnosed|diagnosis|diagnoses|of|with|for|suffering|from|an?|the"
    r"|confirmed|clinical|documented|known|current|currently|symptoms?)\W+)*",
    re.IGNORECASE,
)
_AGE_WORDS = re.compile(
    r"\b(?:aged?|ages|between|over|above|at least|older|than|or|years?|yrs?|old|of age|and|to|old"
    r"er|≥|>|=|-|–|\d{1,3})(?![a-z])|[≥>=]",
    re.IGNORECASE,
)
_DOUBTFUL = re.compile(
    r"\b(?:no|not|never|without|free|family|familial|history|mother|father|risk|suspect\w*|possible"
    r"|probable|signs?|like|past|prior|previous|former|ago|resolved|denie[sd]|absent|negative"
    r"|rule[sd]?|screen\w*|parents?|elevated|mild|post-?\w*)\b|\?",
    re.IGNORECASE,
)
_ACTIVE = re.compile(r"\s*(?:active|current|ongoing|chronic)?\s*", re.IGNORECASE)
_MOST_WORDS = 3


def understood_by_name(requirement: Requirement, text: str, record: Record) -> Requirement | None:
    """Return a demand of which every unread part names a problem of the record, else None."""
    named = _with_problems(requirement, text, record)
    if named == requirement:
        return None
    unread = (part for part in walk(named) if isinstance(part, NotRead))
    return None if any(part.why != EITHER_READING for part in unread) else named


def _with_problems(requirement: Requirement, text: str, record: Record) -> Requirement:
    """Return a demand with unread words that name a problem of the record as that problem."""
    match requirement:
        case All(of=parts, span=span):
            return All(tuple(_with_problems(part, text, record) for part in parts), span)
        case AnyOf(of=parts, span=span):
            named = tuple(_with_problems(part, text, record) for part in parts)
            if named != parts:
                named = tuple(part for part in named if not _is_short_alternative(part, text))
            return AnyOf(named, span)
        case NotRead(span=span):
            return _named(span.of(text), requirement, record) or requirement
        case _:
            return requirement


def _is_short_alternative(part: Requirement, text: str) -> bool:
    """Whether a part is one more unread name behind an "or", at the end of the line."""
    if not isinstance(part, NotRead) or text[part.span.end :].strip(" .;"):
        return False
    words = part.span.of(text)
    alone = re.search(r"\bor\W*$", text[: part.span.start], re.IGNORECASE) is not None
    return alone and len(words.split()) <= _MOST_WORDS and _DOUBTFUL.search(words) is None


def _named(words: str, unread: NotRead, record: Record) -> Presence | None:
    if _DOUBTFUL.search(words):
        return None
    plain = _AGE_WORDS.sub(" ", words).strip(" .;,:()")
    lead = _LEADS_TO.match(f"{plain} ")
    name = _key(plain[lead.end() :] if lead else plain)
    row = _problems(record).get(name) if name else None
    if row is None:
        return None
    return Presence(Topic(Kind.CONDITION, row.name or "", (f"{ROW}{row.id}",)), unread.span)


@lru_cache(maxsize=4)
def _problems(record: Record) -> dict[str, Problem]:
    return {
        _key(row.name): row
        for row in record.case.all(Problem)
        if row.name
        and not _DOUBTFUL.search(row.name)
        and _ACTIVE.fullmatch(row.status or "")
        and may_have_been(row.since, record.as_of)
    }


def _key(name: str) -> str:
    """Return a name in one spelling: small letters, the last word without its plural."""
    plain = " ".join(re.findall(r"[a-z0-9']+", name.casefold()))
    return plain[:-1] if plain.endswith("s") and not plain.endswith(("ss", "is", "us")) else plain


def named_row(topic: Topic, record: Record) -> Evidence | None:
    """Return the row that a topic of `understood_by_name` stands for."""
    for id in topic.ids:
        row = record.case.get(Problem, id.removeprefix(ROW)) if id.startswith(ROW) else None
        if row is not None:
            return evidence(record.case, row, row.name or "", row.since)
    return None
