"""Headings of criteria texts: which list begins, whom it speaks of, which cohort it is for."""

import re

from app.case.value_class import value_class
from app.eligibility.model import Section, Who
from app.eligibility.plain_text import plain


@value_class
class Heading:
    """A line that begins a new list.

    Attributes:
        section: the list that begins, None where the line only names a cohort or a topic.
        who: whom the list speaks of; None where the line does not say.
        cohort: the cohort, part or arm named.
        rest: what stands behind the heading on the same line.
    """

    section: Section | None
    who: Who | None
    cohort: str | None
    rest: str


_WORD = r"(?:inclusions?|exclusions?|non[- ]?inclusions?|eligibility|ineligibility|entry|selection)"
_STRICT = re.compile(
    r"^[\W_]*(?P<head>(?:[\w'’/&,()+\- ]{0,90}?)\b(?P<word>(?:non|not)[- ]?inclusion|inclusion|"
    r"exclusion|inclusive|exclusive|"
    r"including|excluding|incl\.?|excl\.?|ineligibility|eligibility|included|excluded|inclusions|"
    r"exclusions)\b"
    r"(?P<tail>[\w'’/&,()+.\- ]{0,110}?))[\W_]*(?P<colon>[:：]|-{2,}>?|$)"
)
_MAY_BE_SECTION = re.compile(r"incl|excl|eligib")
_CRITERIA = re.compile(r"\bcriteri(?:a|on|um)|\bcriterias?\b")
_SENTENCE_EXCLUDES = re.compile(
    r"\b(?:will be|are|is|were|must be|shall be|should be|to be|be)\s+(?:excluded|ineligible|"
    r"not (?:be )?(?:eligible|enrolled|included|allowed))|"
    r"\bnot (?:to )?be (?:enrolled|included|eligible|entered|allowed)|\bexclud(?:e|es|ed)\b|"
    r"\bnot eligible\b|\bineligible\b|"
    r"\bcannot (?:participate|take part|be enrolled|be included|enter|join)|"
    r"\bmay not (?:participate|take part|enter|be enrolled)|"
    r"\bexclusion criteria\b|\bnon-?inclusion criteria\b|\bmust not\b[^.]{0,30}\bfollowing criteria"
)
_SENTENCE_INCLUDES = re.compile(
    r"\b(?:must|should|has to|have to|shall|required to|need to|needs to)\s+(?:meet|fulfil|fulfill|"
    r"satisfy|comply)|"
    r"\bmeet(?:s|ing)? (?:all|each|every)\b|\beligible (?:to|for|if)\b|\binclusion criteria\b|"
    r"\b(?:will|are to|can|may) be (?:included|enrolled|eligible)|\bfulfil(?:l)? (?:all|"
    r"the following)"
)
_FOLLOWING = re.compile(r"\b(?:following|below|listed|these)\b|:\s*$|if\b[^.]{0,30}$")
_DONOR = re.compile(r"\bdonors?\b")
_PATIENT = re.compile(r"\b(?:patients?|recipients?|subjects?|participants?|all)\b")
_COHORT = re.compile(
    r"\b(?P<name>(?:cohorts?|arms?|parts?|groups?|phases?|strat(?:um|a)|sub-?stud(?:y|ies)|stages?|"
    r"steps?|"
    r"randomi[sz]ations?|portions?|expansions?|escalations?)"
    r"(?:\s+(?:[ivx]+|\d+[a-z]?|[a-z])(?![a-z]))?(?:\s*(?:,|and|&|or|/|-|to)\s*(?:[ivx]+|\d+[a-z]?|"
    r"[a-z])(?![a-z]))*"
    r"(?:\s*\([^)]{0,30}\))?)|\b(?P<other>controls?|control group|healthy (?:volunteers?|controls?|"
    r"subjects?)|"
    r"solid tumou?rs?|hematologic(?:al)? malignanc(?:y|ies)|pre-?screening|procurement|screening|"
    r"infusion|treatment|adults?|pediatrics?|children)\b"
)
_COHORT_ONLY = re.compile(
    r"^[\W_]*(?:(?:for|in|the|patients?|subjects?|participants?|of|only|additional|main|data|dose|"
    r"all|enrolled|to)\s+)*"
    r"(?:cohorts?|arms?|parts?|groups?|phases?|strat(?:um|a)|sub-?stud(?:y|ies)|"
    r"biomarker sub-?stud(?:y|ies)|expansion|escalation)\b"
    r"[\w\s,/&()+.-]{0,60}[:：]?\s*$"
)
_WHO_ONLY = re.compile(
    r"^[\W_]*(?:(?:stem cell|hla|related|matched|bone marrow|t[- ]cell|for|the|potential|"
    r"eligible)\s+)*"
    r"(?P<who>donors?|patients?|recipients?|subjects?|participants?)\s*(?:selection|eligibility|"
    r"characteristics|requirements|criteria|only)?\s*[:：]?\s*$"
)


def heading(words: str) -> Heading | None:
    """Return what a line begins, or None where it is no heading of a list."""
    if len(words) > 400 and not words[:60].lower().lstrip().startswith(
        ("incl", "excl", "key", "main")
    ):
        return None
    low = plain(words)
    of_section = _of_section(words, low) if _MAY_BE_SECTION.search(low) else None
    return of_section or _of_sentence(low) or _of_cohort(words, low) or _of_who(low)


def _of_section(words: str, low: str) -> Heading | None:
    match = _STRICT.match(low)
    if match is None:
        return None
    head = low[: match.end()]
    rest = words[match.end() :].strip()
    if not _looks_like_a_heading(head, match, rest):
        return None
    whom = _WHOM_BEHIND.fullmatch(plain(rest))
    if whom is not None:
        return Heading(_section(match), _who(whom.group(0)), None, "")
    return Heading(_section(match), _who(head), _cohort(words[: match.end()], head), rest)


# "EXCLUSION CRITERIA: DONOR (any of the following)"
_WHOM_BEHIND = re.compile(
    r"\W*(?:donors?|patients?|recipients?)(?: only)?\W*(?:\((?:any|all|one)\b[^)]{0,40}\)\W*)?"
)


def _looks_like_a_heading(head: str, match: re.Match[str], rest: str) -> bool:
    word = match.group("word")
    title = match.group("head").strip()
    has_criteria = bool(_CRITERIA.search(head))
    if len(title.split()) > 16 or re.search(r"[.;]\s", title):
        return False
    if word in (
        "included",
        "excluded",
        "including",
        "excluding",
        "eligibility",
        "inclusive",
        "exclusive",
    ):
        return has_criteria and not rest and match.group("colon") != "" and len(title.split()) <= 6
    if has_criteria:
        return _criteria_is_title(title, rest, match)
    bare = not match.group("tail").strip() and len(title.split()) <= 3
    return bare and (bool(match.group("colon")) or title == word)


def _criteria_is_title(title: str, rest: str, match: re.Match[str]) -> bool:
    """Tell "Inclusion criteria for cohort 1" from a sentence about criteria."""
    if re.search(
        r"\b(?:meets?|met|fulfil\w*|must|should|will|violat\w*|are|is|who|other protocol|"
        r"may apply)\b",
        title,
    ):
        return False
    if re.search(r"\b(?:see|listed|above|other|described)\b", title):
        return False
    return bool(match.group("colon")) or not rest


def _section(match: re.Match[str]) -> Section | None:
    word = match.group("word")
    title = match.group("head")
    both = "inclusion" in title and "exclusion" in title and "non" not in title
    if both:
        return "other"
    if word.startswith(("non", "not", "ex", "inel")):
        return "exclusion"
    return "inclusion"


def _of_sentence(low: str) -> Heading | None:
    """Read "Subjects who meet any of the following criteria will be excluded:"."""
    if len(low) > 260 or not low.rstrip().endswith(
        (":", "criteria", "criteria.", "following", "if", "apply.", "study.")
    ):
        return None
    if not _FOLLOWING.search(low) or ("criteri" not in low and not low.rstrip().endswith(":")):
        return None
    about_all = re.search(
        r"\bcriteri|\bany of the following|\bparticipat|\benrol|\binclu|\bexclu|\beligible|"
        r"\bstudy\b|\btrial\b",
        low,
    )
    if not about_all:
        return None
    if _SENTENCE_EXCLUDES.search(low) and re.search(r"\b(?:any|one|following|if)\b", low):
        return Heading("exclusion", _who(low), None, "")
    if (
        _SENTENCE_INCLUDES.search(low)
        and re.search(r"\bcriteri|\beligible\b", low)
        and re.search(r"\b(?:all|each|following)\b", low)
    ):
        return Heading("inclusion", _who(low), None, "")
    return None


def _of_cohort(words: str, low: str) -> Heading | None:
    if len(low) > 90 or not _COHORT_ONLY.match(low):
        return None
    return Heading(None, None, words.strip(" :#*\t"), "")


def _of_who(low: str) -> Heading | None:
    if len(low) > 60:
        return None
    match = _WHO_ONLY.match(low)
    if match is None:
        return None
    return Heading(
        None, Who.DONOR if match.group("who").startswith("donor") else Who.PATIENT, None, ""
    )


def _who(low: str) -> Who | None:
    if _DONOR.search(low):
        return Who.DONOR
    return Who.PATIENT if _PATIENT.search(low) else None


def _cohort(words: str, low: str) -> str | None:
    match = _COHORT.search(low)
    return words[match.start() : match.end()].strip() if match else None
