"""Sentences read as a whole: a wider limit for some, a disease and what narrows it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from app.eligibility.exceptions import CONDITION_KINDS, any_present, covers
from app.eligibility.fillers import judgement_in, without_fillers
from app.eligibility.model import (
    All,
    AnyOf,
    Judgement,
    Kind,
    Not,
    NotRead,
    Presence,
    Requirement,
    Span,
    walk,
)
from app.eligibility.plain_text import Line
from app.eligibility.trees import tree
from app.eligibility.unit import Unit

_FOR_SOME = re.compile(
    r"\s*(?:,|\()?\s*\b(?:for|in|if|when|with|among|where)\s+(?P<what>(?:(?!\b(?:or|and)\s+(?:<|>|"
    r"≤|≥|=)|;)[^()]){2,120})\)?"
)
_TEAM_ONLY = (
    (Kind.CONSENT, re.compile(r"\b(?:informed consent|consent form|assent\b|"
                              r"sign\w* (?:\w+ ){0,4}consent|written consent)")),
    (Kind.CONTRACEPTION, re.compile(r"contracepti|birth[- ]control|\babstinen|\bsterile\b|"
                                    r"donat\w+ (?:sperm|eggs|ova)")),
    (Kind.MEDICATION, re.compile(r"\bstable (?:on|doses?|dosages?|dosing|regimens?)\b")),
    (Kind.ALLERGY, re.compile(r"\ballerg|hypersensitiv|anaphyla")),
    (Kind.LOGISTICS, re.compile(r"\b(?:willing|unwilling|comply|compliance|able to|ability to|"
                                r"agree(?:s|d|ment)?|unable to|inability to|available for|"
                                r"follow-?up)\b")),
)  # fmt: skip
_TEAM_LEADS = frozenset(
    """stab cons asse writ sign cont birt abst ster dona alle hype anap will unwi comp able unab
    abil inab agre avai foll""".split()
)
_HEAD_END = re.compile(
    r"[,;:(]|\.\s|\b(?:who|whom|that|which|with|after|ahead|defined|and have|and has|and who|not|"
    r"without|whose|despite|following|as)\b"
)
_DISEASE_KINDS = frozenset({Kind.DIAGNOSIS, Kind.DISEASE_STATUS, Kind.MARKER})


def only_for_the_team(line: Line, span: Span, pieces: Sequence[Unit]) -> Requirement | None:
    """Return a judgement for what no record answers: consent, contraception, willingness."""
    if _TEAM_LEADS.isdisjoint(line.leads):
        return None
    if any(u.kind in ("limit", "age") for u in pieces if span.start <= u.start < span.end):
        return None
    words = line.plain[span.start : span.end]
    for kind, pattern in _TEAM_ONLY:
        if pattern.search(words):
            return Judgement(span, span.of(line.text), kind)
    return None


def wider_for_some(
    line: Line, start: int, end: int, pieces: Sequence[Unit], must_hold: bool
) -> Requirement | None:
    """Read "<= 1.5 x ULN or <= 3 x ULN with Gilbert's disease"."""
    limits = [u for u in pieces if u.kind == "limit" and start <= u.start and u.end <= end]
    if len(limits) != 2 or limits[0].variables != limits[1].variables:
        return None
    first, second = limits
    if first.requirement is None or second.requirement is None:
        return None
    some = _FOR_SOME.match(line.plain, second.end, end)
    if some is None or not _only_two_limits(line, start, end, first, second, some.end()):
        return None
    span, place = Span(start, end), Span(some.start("what"), some.end("what"))
    inner = _who(line, place, pieces)
    wider = All((second.requirement, inner), span)
    if must_hold:
        return AnyOf((first.requirement, wider), span)
    return AnyOf((All((first.requirement, Not(inner, place)), span), wider), span)


def _only_two_limits(
    line: Line, start: int, end: int, first: Unit, second: Unit, behind: int
) -> bool:
    """Tell whether a sentence consists of the two limits and for whom the second one is."""
    if not re.fullmatch(r"[\s,;(]*(?:or\b)?[\s(]*", line.plain[first.end : second.start]):
        return False
    return not line.plain[behind:end].strip(" ).,;") and not without_fillers(
        line.plain[start : first.start]
    )


def _who(line: Line, place: Span, pieces: Sequence[Unit]) -> Requirement:
    found = [u.topic for u in pieces if u.topic and place.start <= u.start and u.end <= place.end]
    known = bool(found) and all(t.topic.kind in CONDITION_KINDS for t in found)
    if known and covers(line.plain[place.start : place.end], found):
        return any_present(found, place)
    return NotRead(place, "for whom the second limit is")


_BETWEEN_SEXES = re.compile(r"[\s,;()/:]*(?:(?:and|or|for|in|if|by|adult|the)\b[\s,;()/:]*)*")


def limit_by_sex(line: Line, start: int, end: int, pieces: Sequence[Unit]) -> Requirement | None:
    """Read "QTc <= 450 ms for men and <= 470 ms for women": each limit for one sex."""
    inside = [u for u in pieces if start <= u.start and u.end <= end]
    if len(inside) != 4 or not _pairs_of_sexes(inside):
        return None
    gaps = [(a.end, b.start) for a, b in pairwise(inside)]
    if not all(_BETWEEN_SEXES.fullmatch(line.plain, a, b) for a, b in gaps):
        return None
    around = f"{line.plain[start : inside[0].start]} {line.plain[inside[-1].end : end]}"
    if without_fillers(around) or judgement_in(around):
        return None
    span = Span(start, end)
    return AnyOf((_for_one_sex(*inside[:2]), _for_one_sex(*inside[2:])), span)


def _pairs_of_sexes(pieces: Sequence[Unit]) -> bool:
    """Tell limit, sex, limit, sex (or each sex first), of one variable and both sexes."""
    limits = [u for u in pieces if u.kind == "limit" and u.requirement is not None]
    sexes = [u.topic.topic.ids for u in pieces if u.topic and u.topic.topic.kind is Kind.SEX]
    if len(limits) != 2 or set(sexes) != {("sex:male",), ("sex:female",)}:
        return False
    return limits[0].variables == limits[1].variables and pieces[0].kind == pieces[2].kind


def _for_one_sex(first: Unit, second: Unit) -> Requirement:
    limit, sex = (first, second) if first.kind == "limit" else (second, first)
    assert sex.topic is not None
    assert limit.requirement is not None
    place = Span(sex.start, sex.end)
    whole = Span(first.start, second.end)
    return All((Presence(sex.topic.topic, place), limit.requirement), whole)


def disease_first(
    line: Line, start: int, end: int, pieces: Sequence[Unit], must_hold: bool
) -> Requirement | None:
    """Read a demand that begins with the disease; what follows can only narrow it."""
    first = next((u for u in pieces if u.start >= start and u.topic), None)
    if not must_hold or first is None or first.topic is None:
        return None
    if first.topic.topic.kind not in _DISEASE_KINDS or without_fillers(
        line.plain[start : first.start]
    ):
        return None
    cut = _head_end(line, start, end, pieces)
    head = tree(line, start, cut, pieces, True) if cut is not None else None
    if cut is None or head is None or any(isinstance(part, NotRead) for part in walk(head)):
        return None
    if re.match(r"[\s,;]*or\b", line.plain[cut:end]):
        return None
    rest = tree(line, cut, end, pieces, True)
    return head if rest is None else All((head, rest), Span(start, end))


def _head_end(line: Line, start: int, end: int, pieces: Sequence[Unit]) -> int | None:
    """Return where the words that name the disease end; None where a second disease follows."""
    diseases = [
        u for u in pieces
        if u.topic and u.topic.topic.kind is Kind.DIAGNOSIS and start <= u.start < end
    ]  # fmt: skip
    for unit in diseases:
        match = _HEAD_END.search(line.plain, unit.end, end)
        stop = match.start() if match else end
        later = [u for u in diseases if u.start >= stop]
        if all(line.plain[: u.start].rstrip().endswith("(") for u in later):
            return _behind_bracket(line, later[-1].end, end) if later else stop
    return None


def _behind_bracket(line: Line, at: int, end: int) -> int:
    """Return the place behind the bracket that closes an abbreviation: "AML (aml)"."""
    match = _CLOSED.match(line.plain, at, end)
    return match.end() if match else at


_CLOSED = re.compile(r"[^()]{0,20}\)")
