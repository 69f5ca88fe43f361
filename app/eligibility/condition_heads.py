"""For whom a sentence holds: "Females only: ...", "Patients with HIV must ...", "in women ..."."""

import re
from collections.abc import Sequence

from app.eligibility.fillers import without_fillers
from app.eligibility.model import (
    AnyOf,
    Conditional,
    Kind,
    NotRead,
    Presence,
    Requirement,
    Span,
    Topic,
)
from app.eligibility.plain_text import Line
from app.eligibility.trees import tree
from app.eligibility.unit import Unit

_HEAD = re.compile(r"^\W*(?:(?P<for>for|in|if|among)\s+)?(?P<who>[^:;.]{2,110}?)\s*:\s+(?=\S)")
_LABEL = re.compile(
    r"^(?:renal|hepatic|liver|kidney|cardiac|heart|pulmonary|lungs?|respiratory|"
    r"h[a]?ematologic(?:al)?|bone marrow|cns|neurologic|age|performance status|life expectancy|"
    r"(?:(?:(?:the )?(?:patients?|subjects?|participants?) )?(?:must |should )?ha(?:ve|s|ving) )?"
    r"adequate [a-z ,/-]+|[a-z]+ function|labs?|laborator(?:y|ies)|laboratory values|note|"
    r"disease characteristics|organ function|cardiovascular|weight|consent|informed consent|"
    r"demographic[a-z ]*|diagnosis|hepatitis [bc](?: virus)?(?: \(h[bc]v\))?|infections?|pregnancy|"
    r"hematopoietic|cbc|complete blood counts?|blood counts?|pulmonary|neurologic(?:al)?|"
    r"screening|contraception|h[a]?ematology|liver|chemistry|prior therapy|disease status)$"
)
_PEOPLE = re.compile(
    r"(?:patients?|subjects?|participants?|cohort|arm|part|group|phase|adults?|children|pediatric|"
    r"those)\b"
)
_SEX_WORDS = re.compile(
    r"\b(?:females?|males?|wom[ae]n|men|girls?|only|subjects?|patients?|participants?|all|any|"
    r"who are|of (?:child-?\s?bearing|reproductive) (?:potential|age)|"
    r"of non-?\s?child-?\s?bearing potential|wocbp|fcbp)\b|[()]"
)
_MUST_HEAD = re.compile(
    r"^\W*(?P<who>(?:(?!\b(?:must|should|shall|may|is|are|was|has|have)\b)[^.;:,]){3,110}?)"
    r"\s+(?:must|should|shall|will need to|are required to|is required to|need to|needs to|"
    r"require[sd]?)\b\s*"
)
_ARE_HEAD = re.compile(
    r"\W*(?P<who>[^.;:,]{3,80}?\b(?:patients|subjects|participants))\s+(?:are|will be)\b\s*"
)
_DISEASE_KINDS = frozenset({Kind.DIAGNOSIS, Kind.DISEASE_STATUS})
_DEMANDING = frozenset(("must", "shou", "shal", "need", "requ"))
_SEX_BEHIND = re.compile(
    r"\b(?:in|for|by|from)\s+(?:all\s+|any\s+)?(?P<sex>females?|women|girls|males?|"
    r"men)\b(?:\s+(?:subjects?|patients?|participants?))?(?:\s+(?:of\s+(?:child-?\s?bearing|"
    r"reproductive)\s+(?:potential|age)|who are (?:of child-?\s?bearing potential|fertile)|"
    r"capable of (?:bearing|having) children))?(?:\s*\((?:wocbp|fcbp)\))?"
)


def condition_head(
    line: Line, sentence: Span, pieces: Sequence[Unit], keeps_out: bool
) -> tuple[Requirement | None, int]:
    """Return for whom a sentence holds, None for everybody, and where the rest begins.

    `keeps_out`: the sentence says that those it describes are excluded.
    """
    start, end = sentence.start, sentence.end
    match = _HEAD.match(line.plain[start:end]) if ":" in line.plain else None
    if match is None:
        whom, here = _must_head(line, start, end, pieces)
        if here > start or keeps_out:
            return whom, here
        return _are_head(line, start, end, pieces)
    who = match.group("who").strip()
    if who.count("(") > who.count(")"):  # the colon stands inside a bracket
        return None, start
    here = start + match.end()
    if _LABEL.match(who):
        crossed = any(u.start < here < u.end for u in pieces)  # "Age: 18 and over"
        return None, start if crossed else here
    span = Span(start + match.start("who"), start + match.end("who"))
    sex = _sex_of(who, span, pieces)
    if sex is not None:
        return sex, here
    if match.group("for") or _PEOPLE.match(who):
        return tree(line, span.start, span.end, pieces, True) or NotRead(span, who), here
    inside = [u for u in pieces if span.start <= u.start < span.end]
    if inside and all(u.topic and u.topic.topic.kind in _DISEASE_KINDS for u in inside):
        return _perhaps(line, span, pieces), here
    if len(who.split()) > 6 or inside:
        return None, start
    return NotRead(span, who), here


_LIST_HEAD = re.compile(
    r"\W*(?P<lead>[^:;.]{0,60}?)\b(?P<how>any|all|none|each|either|one|1)\b(?: or more| \(1\))?"
    r"(?: [a-z]+)? of (?:the |these )?(?:following|below)(?P<tail>[^:;.]{0,40}):\s+(?=\S)"
)
_HOW = {"all": "all", "each": "all", "none": "none"}


def list_head(line: Line, start: int, end: int) -> tuple[str, int] | None:
    """Return how a list is meant ("any", "all", "none" of the following) and where it begins."""
    match = _LIST_HEAD.match(line.plain, start, end) if "of" in line.vocabulary else None
    if match is None or without_fillers(f"{match.group('lead')} {match.group('tail')}"):
        return None
    return _HOW.get(match.group("how"), "any"), match.end()


def _perhaps(line: Line, span: Span, pieces: Sequence[Unit]) -> Requirement:
    """Return a disease that stands before a colon: for whom the rest holds, or what it defines."""
    unsure = NotRead(span, "may be asked for, or only say for whom the rest holds")
    disease = tree(line, span.start, span.end, pieces, True)
    return AnyOf((disease, unsure), span) if disease else unsure


def _sex_of(who: str, span: Span, pieces: Sequence[Unit]) -> Requirement | None:
    sexes = [
        unit.topic
        for unit in pieces
        if unit.topic and unit.topic.topic.kind is Kind.SEX and span.start <= unit.start < span.end
    ]
    if not sexes or without_fillers(_SEX_WORDS.sub(" ", who)):
        return None
    return Presence(sexes[0].topic, span)


def _must_head(
    line: Line, start: int, end: int, pieces: Sequence[Unit]
) -> tuple[Requirement | None, int]:
    """Read "Patients with HIV must ..." as a demand on those with HIV only."""
    demands = not _DEMANDING.isdisjoint(line.leads)
    match = _MUST_HEAD.match(line.plain[start:end]) if demands else None
    if match is None:
        return None, start
    who = match.group("who")
    span = Span(start + match.start("who"), start + match.end("who"))
    here = start + match.end()
    inside = [u for u in pieces if span.start <= u.start < span.end]
    if any(u.kind in ("limit", "age") for u in inside):
        return None, start  # "Platelet count must be ..." names what is measured
    sex = _sex_of(who, span, pieces)
    if sex is not None:
        return sex, here
    if not inside and not without_fillers(who):
        return None, here
    if not _PEOPLE.match(who.strip()) and not (inside and inside[0].topic):
        return None, start
    return tree(line, span.start, span.end, pieces, True) or NotRead(span, who), here


def _are_head(
    line: Line, start: int, end: int, pieces: Sequence[Unit]
) -> tuple[Requirement | None, int]:
    """Read "AML patients are assessed by ..." as said of those with AML."""
    match = _ARE_HEAD.match(line.plain, start, end)
    if match is None:
        return None, start
    span = Span(match.start("who"), match.end("who"))
    inside = [u for u in pieces if span.start <= u.start < span.end]
    if not inside or any(not u.topic or u.topic.topic.kind not in _DISEASE_KINDS for u in inside):
        return None, start
    return _perhaps(line, span, pieces), match.end()


def sex_behind(
    line: Line, start: int, end: int, pieces: Sequence[Unit], must_hold: bool
) -> Requirement | None:
    """Read "negative pregnancy test in women of childbearing potential"."""
    match = _SEX_BEHIND.search(line.plain, start, end) if must_hold else None
    if match is None:
        return None
    place = Span(match.start(), match.end())
    masked = line.masked(place.start, place.end)
    outside = [u for u in pieces if u.end <= place.start or u.start >= place.end]
    rest = tree(masked, start, end, outside, True)
    if rest is None:
        return None
    sex = "sex:female" if match.group("sex")[0] in "fwg" else "sex:male"
    topic = Topic(Kind.SEX, line.text[place.start : place.end], (sex,))
    return Conditional(Presence(topic, place), rest, Span(start, end))
