"""Exceptions: "unless ...", "with the exception of ...", "not applicable for ...".

What is excepted is taken out of the event it belongs to ("chemotherapy, except intrathecal") or
stands beside the base as `Except`; an exception that is not understood leaves the line open.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.eligibility.fillers import without_fillers
from app.eligibility.model import (
    All,
    AnyOf,
    Except,
    Kind,
    Not,
    NotRead,
    Presence,
    Requirement,
    Span,
    TimeSince,
    Topic,
)
from app.eligibility.plain_text import Line
from app.eligibility.topics import FoundTopic
from app.eligibility.unit import Unit

_UNLESS = re.compile(
    r"\b(?:unless|except(?:ing|ion)?s?(?: for| in| that| when| if| of| to)?|"
    r"with (?:the )?(?:following )?exceptions? (?:of|for)|excluding|other than|apart from|"
    r"aside from|"
    r"not including|but not|not applicable (?:if|for|to|in)|does not apply (?:to|if)|besides)\b\s*"
)
_OPENING = re.compile(r"[,;]?\s{0,9}\(?\s{0,9}$")
_LEADS = frozenset("unle exce excl othe apar asid besi but not".split())
_MALIGNANCY_BEFORE = re.compile(r"(?:malignan\w*|cancers?|tumou?rs?)\s*$")
_TREATMENTS = frozenset(
    {
        Kind.PRIOR_THERAPY, Kind.IMMUNOSUPPRESSION, Kind.MEDICATION, Kind.PRIOR_HSCT,
        Kind.PRIOR_CART, Kind.TRANSFUSION,
    }
)  # fmt: skip
CONDITION_KINDS = frozenset({Kind.CONDITION, Kind.CARDIAC, Kind.SECOND_MALIGNANCY})
"""Kinds of topic that can be the condition of a wider limit or of an exception."""


def exception_in(
    line: Line, start: int, end: int, pieces: Sequence[Unit]
) -> tuple[int, int] | None:
    """Return the range of the first exception of a sentence."""
    if _LEADS.isdisjoint(line.leads):
        return None
    at = start
    while (match := _UNLESS.search(line.plain, at, end)) is not None:
        head = match.group().strip()
        opening = _OPENING.search(line.plain, max(at, match.start() - 20), match.start())
        begins = opening.start() if opening else match.start()
        before = line.plain[start:begins]
        behind = line.plain[match.end() : match.end() + 12]
        names_cancer = head == "other than" and _MALIGNANCY_BEFORE.search(before)
        if before.strip() and not names_cancer and not behind.startswith("otherwise"):
            bracketed = "(" in line.plain[begins : match.start()]
            return begins, _end_of(line, match, bracketed, end, pieces)
        at = match.end()
    return None


def _end_of(
    line: Line, match: re.Match[str], bracketed: bool, end: int, pieces: Sequence[Unit]
) -> int:
    """Return where an exception ends: at its bracket, before a window, at a semicolon."""
    if bracketed:
        return _closing(line.plain, match.end(), end)
    for unit in pieces:
        if unit.kind == "window" and unit.start > match.start():
            comma = line.plain.rfind(",", match.end(), unit.start)
            if comma > 0 and not line.plain[comma + 1 : unit.start].strip():
                return comma + 1
    semicolon = line.plain.find(";", match.end(), end)
    return semicolon if semicolon > 0 else end


def _closing(plain: str, at: int, end: int) -> int:
    depth = 1
    for place in range(at, end):
        depth += {"(": 1, ")": -1}.get(plain[place], 0)
        if depth == 0:
            return place + 1
    return end


def excepted(
    line: Line, base: Requirement, place: Span, pieces: Sequence[Unit], span: Span
) -> Requirement:
    """Take an exception into the base: out of its events, or as something to look up."""
    inside = [u.topic for u in pieces if u.topic and place.start <= u.start and u.end <= place.end]
    words = line.plain[place.start : place.end]
    head = _UNLESS.search(words)
    words = words[head.end() :] if head else words
    treatments = [t for t in inside if t.topic.kind in _TREATMENTS]
    conditions = [t for t in inside if t.topic.kind in CONDITION_KINDS]
    if treatments and _has_event(base):
        base = _taken_out(base, tuple(t.topic for t in treatments))
        if covers(words, treatments):
            return base
    if conditions and not treatments and covers(words, conditions):
        return Except(base, any_present(conditions, place), span)
    return Except(base, NotRead(place, "exception"), span)


def any_present(found: Sequence[FoundTopic], place: Span) -> Requirement:
    """Return "one of these is present"."""
    parts = tuple(Presence(t.topic, Span(t.start, t.end)) for t in found)
    return parts[0] if len(parts) == 1 else AnyOf(parts, place)


def covers(words: str, found: Sequence[FoundTopic]) -> bool:
    """Tell whether nothing but these topics and fillers is in the words."""
    for one in found:
        words = words.replace(one.topic.text.lower(), " ")
    words = re.sub(r"\b(?:and|or|nor)\b|[,/()&-]", " ", words)
    fine = {"documented", "history", "syndrome", "disease"}
    return all(word in fine for word in without_fillers(words).split())


def _has_event(base: Requirement) -> bool:
    match base:
        case TimeSince():
            return True
        case Presence(topic=topic):
            return topic.kind in _TREATMENTS
        case All(of=parts) | AnyOf(of=parts):
            return any(_has_event(part) for part in parts)
        case Not(inner=inner):
            return _has_event(inner)
        case _:
            return False


def _taken_out(base: Requirement, out: tuple[Topic, ...]) -> Requirement:
    match base:
        case TimeSince(event=event):
            return replace(base, event=replace(event, without=event.without + out))
        case Presence(topic=topic) if topic.kind in _TREATMENTS:
            return replace(base, topic=replace(topic, without=topic.without + out))
        case All(of=parts) | AnyOf(of=parts):
            return replace(base, of=tuple(_taken_out(part, out) for part in parts))
        case Not(inner=inner):
            return replace(base, inner=_taken_out(inner, out))
        case _:
            return base
