"""Firm answers that are not believed, because a word beside a name counts or narrows it.

"More than one prior transplant", "a haploidentical transplant" and "less than complete remission"
are not answered by a transplant or a remission; "5 % in marrow or 1 % in blood" are two places.
"""

import re

from app.eligibility.checking.leaves import look
from app.eligibility.checking.record import Record
from app.eligibility.model import (
    Comparison,
    Kind,
    Presence,
    ReadCriterion,
    Requirement,
    TimeSince,
    walk,
)


def doubt_of_count(read: ReadCriterion, record: Record) -> str | None:
    """Return why a word beside a treatment, a state or a limit leaves a line open; else None."""
    text = read.criterion.text
    parts = list(walk(read.requirement)) if read.requirement else []
    if any(_is_counted(part, text, record) for part in parts):
        return "How many are meant here was not understood."
    if any(_is_narrowed_transplant(part, text, record) for part in parts):
        return "The kind of transplant named here is to be compared by the team."
    if any(_is_fallen_short_of(part, text) for part in parts):
        return "Whether the state named here was reached is not clear from these words."
    if any(_is_of_another_place(part, text) for part in parts):
        return "Where the cells of this limit are counted is not clear."
    return None


_BEFORE = 120
"""So many letters before a name hold every word that counts or narrows it."""


def _before(part: Presence, text: str) -> str:
    return text[max(0, part.span.start - _BEFORE) : part.span.start]


_NUMBER = r"(?:[2-9]|two|three|four|five|six)"
_COUNTED = re.compile(
    r"(?:\b(?:more|fewer|less|greater) than (?:\d|one|two|three|four)|"
    rf"\b(?:at (?:least|most)|up to|exactly) (?:{_NUMBER}\b)|\b(?:at most|exactly|up to|only) "
    rf"(?:1|one)|[≥≤] ?{_NUMBER}|[<>] ?\d|\b{_NUMBER}(?: or more)?|\b(?:multiple|several|repeated)"
    r")(?: ?\(\d\))?\s+(?:(?:prior|previous|earlier|full|complete|allogeneic|autologous|courses? of"
    r"|cycles? of|doses? of|infusions? of|rounds? of)\s+)*$",
    re.IGNORECASE,
)
_GIVEN = frozenset({Kind.PRIOR_THERAPY, Kind.PRIOR_HSCT, Kind.PRIOR_CART})


def _is_counted(part: Requirement, text: str, record: Record) -> bool:
    """Tell "more than one prior HSCT" and "two cycles of blinatumomab"."""
    if not isinstance(part, Presence) or part.topic.kind not in _GIVEN:
        return False
    if _COUNTED.search(_before(part, text)) is None:
        return False
    return look(part, True, record).holds is True


_DONOR = re.compile(
    r"\b(?:haplo\w*|sibling|cord|umbilical|syngen\w*|mis-?matched|(?:half|partially)[- ]matched"
    r"|related|identical|myeloablative|t[- ]cell[- ]depleted)\b",
    re.IGNORECASE,
)
_NEAR = 30


def _is_narrowed_transplant(part: Requirement, text: str, record: Record) -> bool:
    """Tell "haploidentical transplant" for somebody whose transplant was of another kind."""
    if isinstance(part, Presence):
        kind, found = part.topic.kind, look(part, True, record).holds
    elif isinstance(part, TimeSince):
        kind, found = part.event.kind, True
    else:
        return False
    if kind is not Kind.PRIOR_HSCT or not found:
        return False
    return _DONOR.search(text, max(0, part.span.start - _NEAR), part.span.end) is not None


_SHORT_OF = re.compile(
    r"\b(?:less than|short of|worse than|below|fail\w* to (?:\w+ )?(?:achieve|attain|reach|obtain|"
    r"enter)|never(?: been| had| achieved| reached)?(?: in)?"
    r"|fail\w* of|(?:loss|lack|out) of|(?:un|in)able to (?:achieve|attain|reach))\s+"
    r"(?:an? |the |their |any )?(?:\w+ )?$",
    re.IGNORECASE,
)


def _is_fallen_short_of(part: Requirement, text: str) -> bool:
    """Tell "less than complete remission"."""
    if not isinstance(part, Presence) or part.topic.kind is not Kind.DISEASE_STATUS:
        return False
    remission = any(id.startswith("status:remission") for id in part.topic.ids)
    return remission and _SHORT_OF.search(_before(part, text)) is not None


_IN_BLOOD = re.compile(
    r"\W*(?:blasts )?(?:in|of) (?:the )?(?:peripheral |circulating )?blood\b", re.IGNORECASE
)
_IN_MARROW = re.compile(r"\W*(?:blasts )?(?:in|of) (?:the )?(?:bone )?marrow\b", re.IGNORECASE)
_OF_BLOOD = re.compile(r"\bblood blasts?\b(?:(?!marrow).)*$", re.IGNORECASE)


def _is_of_another_place(part: Requirement, text: str) -> bool:
    """Tell "blasts >= 5 % in marrow or >= 1 % in blood", where the second limit is of the blood."""
    if not isinstance(part, Comparison) or part.variable != "blasts":
        return False
    if part.what == "marrow" and _OF_BLOOD.search(text, 0, part.span.end):
        return True
    other = {"marrow": _IN_BLOOD, "blood": _IN_MARROW}.get(part.what or "")
    return other is not None and other.match(text, part.span.end) is not None
