"""Firm answers that are not believed, because small words of a line turn or narrow its parts.

"Acute leukemia other than ALL" does not mean ALL, an exception behind a list may be one from its
last part alone, and a count "at diagnosis" is not the count of today.
"""

import re

from app.eligibility.checking.diagnosis import diseases, is_one_of
from app.eligibility.checking.leaves import look
from app.eligibility.checking.logic import Leaf, evaluate
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding
from app.eligibility.model import (
    All,
    AnyOf,
    Comparison,
    Except,
    Kind,
    Not,
    NotRead,
    Presence,
    ReadCriterion,
    Requirement,
    TimeSince,
    walk,
)
from app.eligibility.organ_alternatives import family_of
from app.eligibility.plain_text import as_line
from app.eligibility.topics import topics


def doubt_of_grammar(read: ReadCriterion, found: Finding, want: bool, record: Record) -> str | None:
    """Return why small words of a line leave it open after all; None: they do not.

    Args:
        read: the criterion.
        found: what the record says on it; it holds or does not.
        want: what is favourable.
        record: the case.
    """
    requirement, text = read.requirement, read.criterion.text
    if requirement is None:
        return None
    parts = list(walk(requirement))
    favourable = found.holds is want
    if any(_is_turned_round(part, text) for part in parts):
        return "A “non-” stands before the disease named here."
    if _AT_DIAGNOSIS.search(text) and any(map(_is_of_today, parts)):
        return "This asks for the value at diagnosis; the newest one does not tell it."
    if favourable and want and any(_may_take_out(part, text, record) for part in parts):
        return "The record's own disease may be the one taken out here."
    if favourable and _rests_on_exception(requirement, want, record):
        return "Whether the exception is one from the whole list is not clear."
    if _has_lost_its_window(parts, text) and favourable is _asks_for_presence(parts, want):
        return "The time this line speaks of was not understood."
    if want and not favourable and _is_of_another_age(parts, text, record):
        return "This may be asked only of people of the age named here."
    return None


_NON = re.compile(r"\bnon[- ]?\W?$", re.IGNORECASE)


def _is_turned_round(part: Requirement, text: str) -> bool:
    """Tell "non-B-cell ALL", which is said of all but B-cell ALL."""
    return (
        _is_disease(part)
        and _NON.search(text[max(0, part.span.start - 12) : part.span.start]) is not None
    )


_AT_DIAGNOSIS = re.compile(
    r"\b(?:at|on|upon) (?:the )?(?:time (?:point )?of )?(?:the |their |its )?(?:(?:initial|first|"
    r"original|primary|leuk[a]?emia|disease) )*(?:diagnosis|presentation)\b"
    r"|\b(?:initial|presenting|diagnostic) (?:wbc|white|leuk[o]?cyte|platelet|count|blast"
    r"|h[a]?emoglobin)",
    re.IGNORECASE,
)
_NOT_OF_TODAY = frozenset({"age", "prior_lines", "marker_expression", "time_since"})


def _is_of_today(part: Requirement) -> bool:
    return isinstance(part, Comparison) and part.variable not in _NOT_OF_TODAY


def _may_take_out(part: Requirement, text: str, record: Record) -> bool:
    """Whether words like "other than ALL" behind a disease may mean the person's own."""
    if not isinstance(part, Except) or not isinstance(part.unless, NotRead):
        return False
    if not any(map(_is_disease, walk(part.base))):
        return False
    words = part.unless.span.of(text)
    found = [one.topic for one in topics(as_line(words)) if one.topic.kind is Kind.DIAGNOSIS]
    ids = tuple(id for topic in found for id in topic.ids)
    theirs = [is_one_of(one.dx_id, ids, True) for one in diseases(record)] if ids else [None]
    return any(one is not False for one in theirs)


def _rests_on_exception(requirement: Requirement, want: bool, record: Record) -> bool:
    """Tell "bilirubin <= 1.5, platelets >= 100 unless Gilbert's syndrome"."""
    strict = _without_wide_exceptions(requirement)
    if strict == requirement:
        return False

    def at(leaf: Leaf, wanted: bool) -> Finding:
        return look(leaf, wanted, record)

    return evaluate(strict, want, at).holds is not want


def _without_wide_exceptions(requirement: Requirement) -> Requirement:
    """Return a line without exceptions from lists that limit more than one thing."""
    if isinstance(requirement, Except):
        return requirement.base if _is_mixed(requirement.base) else requirement
    return requirement


def _is_mixed(base: Requirement) -> bool:
    families = {family_of(part) for part in walk(base) if isinstance(part, Comparison)}
    return isinstance(base, All | AnyOf) and len(families) > 1


_A_TIME = re.compile(
    r"\b(?:in|within|during|over|for) (?:at least )?(?:the |an? |one |two |three |four )?"
    r"(?:(?:last|past|preceding|previous|prior) )?(?:one |two |three |four |six |\d+ )?"
    r"(?:days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_GIVEN = frozenset({Kind.PRIOR_THERAPY, Kind.PRIOR_HSCT, Kind.PRIOR_CART, Kind.IMMUNOSUPPRESSION})


def _has_lost_its_window(parts: list[Requirement], text: str) -> bool:
    """Tell "chemotherapy in the month before enrollment" of which only the first word was read."""
    if any(isinstance(part, TimeSince) for part in parts) or not _A_TIME.search(text):
        return False
    return any(isinstance(part, Presence) and part.topic.kind in _GIVEN for part in parts)


def _asks_for_presence(parts: list[Requirement], want: bool) -> bool:
    """Whether a treatment is asked for, so that having had it is favourable."""
    return want and not any(isinstance(part, Not) for part in parts)


_MUST = re.compile(r"\b(?:must|should|shall|need to|(?:are|is) required to|have to)\b", re.I)
_OF_PEOPLE = re.compile(
    r"\W*(?:all |for |any |the )*(?:patients?|subjects?|participants?|individuals?|children|adults?"
    r"|adolescents?|infants?|people|persons?|those|recipients?)\b",
    re.IGNORECASE,
)


def _is_of_another_age(parts: list[Requirement], text: str, record: Record) -> bool:
    """Tell "Patients over 50 years must have an LVEF >= 55 %" for somebody younger."""
    must = _MUST.search(text)
    if must is None or not _OF_PEOPLE.match(text):
        return False
    behind = any(part.span.start >= must.end() for part in parts)
    return behind and any(
        isinstance(part, Comparison)
        and part.variable == "age"
        and part.span.end <= must.start()
        and look(part, True, record).holds is not True
        for part in parts
    )


def _is_disease(part: Requirement) -> bool:
    return isinstance(part, Presence) and part.topic.kind is Kind.DIAGNOSIS
