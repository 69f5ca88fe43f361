"""Firm answers that are not believed, because of where a line stands or what its limits can mean.

A heading above a line may say that it is asked later in the study, of a donor, of one category or
of people with another disease; a limit may be written the wrong way round.
"""

import re
from functools import lru_cache

from app.eligibility.checking.diagnosis import check_diagnosis
from app.eligibility.checking.record import Record
from app.eligibility.checking.rewriting import is_limit
from app.eligibility.checking.verdict import Finding
from app.eligibility.model import (
    Comparison,
    Criterion,
    Kind,
    Not,
    Presence,
    ReadCriterion,
    Requirement,
    Role,
    Span,
    Topic,
    walk,
)
from app.eligibility.plain_text import as_line
from app.eligibility.topics import topics


def doubt_of_place(read: ReadCriterion, found: Finding, want: bool, record: Record) -> str | None:
    """Return why the place or the direction of a line leaves it open; None: they do not.

    Args:
        read: the criterion.
        found: what the record says on it; it holds or does not.
        want: what is favourable.
        record: the case.
    """
    criterion = read.criterion
    by_heading = _doubt_of_heading(criterion, found.holds is want, record)
    if by_heading is None and _older_than_heading(read, found, record):
        by_heading = "The heading above asks for a newer value."
    if by_heading is not None or read.requirement is None:
        return by_heading
    one_of_several = read.role is Role.ALTERNATIVE and found.holds is want
    if not one_of_several and _is_wrong_way_round(
        read.requirement, criterion.section == "exclusion"
    ):
        return "The limit of this line reads as if it were the wrong way round."
    if found.holds is not want and len(set(_PARTS.findall(criterion.text))) > 1:
        return "Several parts of the study ask for different things here."
    if _DONOR_TOO.search(criterion.text):
        return "This speaks of the donor, too."
    return None


_HEADING_WINDOW = re.compile(
    r"\b(?:within|less than|≤|<=?)\s*(?P<number>\d{1,3})\s*(?P<unit>hours?|days?)\b[^.;]{0,20}\b"
    r"(?:prior|before|of|from|preceding)\b",
    re.IGNORECASE,
)


def _older_than_heading(read: ReadCriterion, found: Finding, record: Record) -> bool:
    """Tell a value of last week below "Assessed within 48 hours prior to the first dose"."""
    if not any(is_limit(one) for one in read.comparisons):
        return False
    windows = [_HEADING_WINDOW.search(words) for words in read.criterion.parent]
    days = [_days(window) for window in windows if window is not None]
    dates = [row.date.latest for row in found.evidence if row.date is not None]
    return bool(days) and any((record.as_of - day).days > min(days) for day in dates)


def _days(window: re.Match[str]) -> int:
    number = int(window["number"])
    return number if window["unit"].casefold().startswith("day") else -(-number // 24)


_LATER = re.compile(
    r"\W*(?:post-?\s?(?:induction|remission|consolidation|transplant\w*)\b|maintenance\b|"
    r"consolidation (?:therapy|phase|treatment)\b|re-?treatment\b|re-?infusion\b|"
    r"randomi[sz]ation (?:criteria|eligibility)\b|"
    r"(?:criteria |eligibility )?(?:for|prior to|before) (?:the )?(?:second|third|2nd|3rd|"
    r"subsequent|next|each|every|re-?treatment|maintenance|consolidation|randomi[sz]ation)\b|"
    r"(?:second|third|2nd|3rd|subsequent) (?:infusion|dose|cycle|course|transplant\w*|"
    r"randomi[sz]ation)\b)",
    re.IGNORECASE,
)
_REVERSED = re.compile(r"\b(?:must|should|may) not meet (?:any|either|one)\b", re.IGNORECASE)
_ONE_CATEGORY = re.compile(
    r"\W*(?:category|class|stratum|group|type) (?:[ivx]+|\d+|[a-h])\b", re.IGNORECASE
)
_DEFINES = re.compile(r"\W*definitions? of\b", re.IGNORECASE)
_LONGEST_HEADING = 90


def _doubt_of_heading(criterion: Criterion, favourable: bool, record: Record) -> str | None:
    above = criterion.parent
    if not above:
        return None
    if any(map(_LATER.match, (words for words in above if len(words) <= _LONGEST_HEADING))):
        return "This is asked later in the study, not at its beginning."
    if any(map(_REVERSED.search, above)):
        return "Whether this is asked for or against is not clear from the line above it."
    if not favourable and any(map(_ONE_CATEGORY.match, above)):
        return "This is one of several categories; not fulfilling it alone decides nothing."
    if any(map(_DEFINES.match, above)):
        return "This line explains a word."
    if _stands_below_another_disease(criterion, record):
        return "The heading above names another disease."
    return None


def _stands_below_another_disease(criterion: Criterion, record: Record) -> bool:
    """Tell "more than 10 % blasts" below "Relapsed AML" for somebody without AML."""
    above = [words for words in criterion.parent if len(words) <= _LONGEST_HEADING]
    if not any(_is_of_others(words, record) for words in above):
        return False
    return not _diseases(criterion.text)


@lru_cache(maxsize=2048)
def _diseases(text: str) -> tuple[Topic, ...]:
    found = topics(as_line(text))
    return tuple(one.topic for one in found if one.topic.kind is Kind.DIAGNOSIS)


_MORE_THAN_A_DISEASE = re.compile(
    r"\b(?:no|not|without|prior|previous|exclu\w+|other|criteria|function|status|risk)\b",
    re.IGNORECASE,
)


def _is_of_others(words: str, record: Record) -> bool:
    if _MORE_THAN_A_DISEASE.search(words):
        return False
    named = _diseases(words)
    return bool(named) and all(
        check_diagnosis(_presence(topic), True, record).holds is False for topic in named
    )


def _presence(topic: Topic) -> Presence:
    return Presence(topic, Span(0, 0))


_PARTS = re.compile(
    r"\b(?:part|arm|cohort|phase|stratum)s? (?:\d|[ivx]+|[a-f])[a-z]?\b", re.IGNORECASE
)
_DONOR_TOO = re.compile(
    r"\bdonors?\s*(?:or|and|and/or|/)\s*(?:the )?(?:recipient|patient)|"
    r"\b(?:recipient|patient)s?\s*(?:or|and|and/or|/)\s*(?:the )?donor",
    re.IGNORECASE,
)

# Of these little is healthy, of those much.
_LITTLE = frozenset({"bilirubin", "direct_bilirubin", "creatinine", "alt", "ast", "ecog"})
_MUCH = frozenset({"crcl", "lvef", "lvsf", "spo2", "karnofsky", "lansky", "dlco", "fev1"})
_HEAVY = 60


def _is_wrong_way_round(requirement: Requirement, excludes: bool) -> bool:
    """Whether a limit demands bad function, or an exclusion is of everybody."""
    parts = list(walk(requirement))
    limits = [part for part in parts if isinstance(part, Comparison)]
    if not limits:
        return False
    if excludes:
        return _is_of_everybody(limits)
    if any(isinstance(part, Not) for part in parts):
        return False
    return any(_demands_bad(one) and not _is_range(one, limits) for one in limits)


def _demands_bad(limit: Comparison) -> bool:
    return limit.variable in (_LITTLE if limit.op[0] == ">" else _MUCH) and limit.op != "="


def _is_range(limit: Comparison, limits: list[Comparison]) -> bool:
    """Whether the other end of a range stands in the line: "Karnofsky 50 to 70"."""
    same = [one for one in limits if one.variable == limit.variable]
    return any(one.op[0] != limit.op[0] for one in same)


def _is_of_everybody(limits: list[Comparison]) -> bool:
    """Tell "age over 2 or under 80", and "weight over 18 kg", among exclusions."""
    if any(one.variable == "weight" and one.op[0] == ">" and one.value < _HEAVY for one in limits):
        return True
    ages = [one for one in limits if one.variable == "age"]
    lows = [one.value for one in ages if one.op[0] == ">"]
    highs = [one.value for one in ages if one.op[0] == "<"]
    return bool(lows and highs) and min(lows) < max(highs)
