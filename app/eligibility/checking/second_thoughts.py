"""Firm answers that are not believed, because the words of the line make them doubtful.

Older records break lines in the middle, lose the heading above a list, or put what is demanded
into the list of exclusions; an answer that rests on such a line would be a guess.
"""

import re

from app.eligibility.checking.diagnosis import check_diagnosis
from app.eligibility.checking.events import events_of
from app.eligibility.checking.record import Record
from app.eligibility.checking.therapy import may_go_on
from app.eligibility.checking.verdict import Finding
from app.eligibility.model import (
    All,
    AnyOf,
    Comparison,
    Kind,
    Not,
    Presence,
    ReadCriterion,
    Requirement,
    Span,
    walk,
)


def doubt_of(read: ReadCriterion, found: Finding, want: bool, record: Record) -> str | None:
    """Return why a firm answer is not given after all, in one sentence; None: it is.

    Args:
        read: the criterion.
        found: what the record says on it; it holds or does not.
        want: what is favourable.
        record: the case.
    """
    text = read.criterion.text
    if _BROKEN_OFF.search(text) or _SEX_AT_THE_END.search(text):
        return "The line breaks off; what follows is not known."
    if _keeps_out_the_healthy(read):
        return "This reads like something that is asked for, among what keeps people out."
    if _denies_the_healthy(read):
        return "Whether a “no” belongs to the limit behind it is not clear."
    if found.holds and _shares_a_word(read, want, record):
        return "Whether one word belongs to both diseases is not clear."
    if found.holds is want:
        return _doubt_of_being_clear(read)
    return _doubt_of_exclusion(read, found, record)


_SEX_AT_THE_END = re.compile(
    r"[a-z0-9)] (?:Male|Female|Men|Women) (?:participants|patients|subjects)\W*$"
)
_BROKEN_OFF = re.compile(
    r"(?:\b(?:at (?:least|most)|(?:greater|less|more|lower|higher|fewer|older|younger) than|equal "
    r"to)|[<>≤≥])\s*$",
    re.IGNORECASE,
)
# What is healthy: at most this much of the first, at least this much of the others.
_HEALTHY_BELOW = frozenset({"ecog", "alt", "ast"})
_HEALTHY_ABOVE = frozenset({"karnofsky", "lansky", "crcl", "lvef", "lvsf", "spo2", "dlco", "fev1"})


def _keeps_out_the_healthy(read: ReadCriterion) -> bool:
    """Tell "ALT no greater than 4 times normal" in a list of exclusions."""
    if read.criterion.section != "exclusion" or read.requirement is None:
        return False
    limits = [part for part in walk(read.requirement) if isinstance(part, Comparison)]
    return bool(limits) and all(_is_healthy(one) for one in limits)


def _is_healthy(limit: Comparison) -> bool:
    if limit.op in ("<", "<="):
        return limit.variable in _HEALTHY_BELOW
    return limit.op in (">", ">=") and limit.variable in _HEALTHY_ABOVE


_ENOUGH = _HEALTHY_ABOVE | {"platelets", "anc", "hemoglobin"}
_LITTLE = _HEALTHY_BELOW | {"bilirubin", "creatinine"}


def _denies_the_healthy(read: ReadCriterion) -> bool:
    """Tell "no cardiac disease, LVEF at least 40 %", where the "no" ends at the comma."""
    if read.criterion.section == "exclusion" or read.requirement is None:
        return False
    return any(
        isinstance(part, Comparison)
        and part.variable in (_LITTLE if part.op[0] == "<" else _ENOUGH)
        for denied in walk(read.requirement)
        if isinstance(denied, Not) and not isinstance(denied.inner, Comparison)
        for part in walk(denied.inner)
    )


_BARE = re.compile(r"\W*(?:leuk[a]?emias?|lymphomas?)\W*", re.IGNORECASE)
_BESIDE_ANOTHER = re.compile(
    r"(?:leuk[a]?emias?|lymphomas?)\s*(?:/|or|and|and/or)\s*$", re.IGNORECASE
)


def _shares_a_word(read: ReadCriterion, want: bool, record: Record) -> bool:
    """Tell "Burkitt leukemia or lymphoma", where Burkitt lymphoma is meant, not any."""
    text = read.criterion.text
    parts = walk(read.requirement) if read.requirement else ()
    named = [p for p in parts if isinstance(p, Presence) and p.topic.kind is Kind.DIAGNOSIS]
    shared = [part for part in named if _is_shared(part.span, text)]
    return bool(shared) and not any(
        check_diagnosis(part, want, record).holds for part in named if part not in shared
    )


def _is_shared(word: Span, text: str) -> bool:
    """Whether a bare "lymphoma" stands right behind another disease."""
    before = text[: word.start]
    return bool(_BARE.fullmatch(word.of(text)) and _BESIDE_ANOTHER.search(before))


_WAS_NEAR = re.compile(
    r"(?<!prior )(?<!previous )\b(?:exposure|exposed) to\b|\bcontact with\b", re.IGNORECASE
)
_TREATED_FOR = re.compile(
    r"\b(?:therap(?:y|ies)|treatments?|medications?|drugs?|prophylaxis|antivirals?"
    r"|taking)\W+(?:for|of|"
    r"against)\W+(?:an?\W+|the\W+|chronic\W+|active\W+)*(?:hepatitis|HBV|HCV|HIV)\b",
    re.IGNORECASE,
)
_VIRUSES = frozenset({Kind.HIV, Kind.HBV, Kind.HCV, Kind.INFECTION})


def _doubt_of_being_clear(read: ReadCriterion) -> str | None:
    """Return why nobody is said to be clear of having been near somebody with a virus."""
    text = read.criterion.text
    near, treated = _WAS_NEAR.search(text), _TREATED_FOR.search(text)
    if read.requirement is None or not (near or treated):
        return None
    parts = walk(read.requirement)
    if any(isinstance(part, Presence) and part.topic.kind in _VIRUSES for part in parts):
        if near:
            return "A test tells of the infection, not of having been near it."
        return "A test tells of the infection, not of medicines taken against it."
    return None


_BEGINS_INSIDE = re.compile(r"\s*\(\D[^)]{1,60}\)")
_FREE_FOR = re.compile(r"\bno\b[^.;:]{0,60}\bfor (?:at least|more than|>|≥)", re.IGNORECASE)
_SEVERAL_OF = re.compile(
    r"\b(?:two|three|four|[2-9])(?: or more| \(\d\))? of (?:the |these )?(?:following|below)",
    re.IGNORECASE,
)
_LIST_GOES_ON = re.compile(
    r"\bof (?:the |these )?(?:following|below)\b[^:]{0,60}:(?:[^;]*[;,]|[^;,]{1,50})\s*$",
    re.IGNORECASE,
)
_OF_RELATIVES = re.compile(
    r"\W*(?:un)?related\b(?: donors?)?\s*[-:,(]?\s*(?:ag(?:e|es|ed)\b|\d)|\W*siblings?\b",
    re.IGNORECASE,
)


_SOME_OF_ONE_SEX = re.compile(
    r"\b(?:who|whose|with|if|already|previously|included|participat\w+|unwilling|not)\b", re.I
)


def _leaves(read: ReadCriterion) -> list[Requirement]:
    parts = walk(read.requirement) if read.requirement else ()
    return [part for part in parts if not isinstance(part, All | AnyOf | Not)]


def _is_sex(part: Requirement) -> bool:
    return isinstance(part, Presence) and part.topic.kind is Kind.SEX


def _doubt_of_exclusion(read: ReadCriterion, found: Finding, record: Record) -> str | None:
    """Return why a line is not said to rule anybody out."""
    text = read.criterion.text
    if _BEGINS_INSIDE.match(text):
        return "The line seems to go on from another one."
    if _FREE_FOR.search(text):
        return "Whether the time asked for is over is not clear from these words."
    listed = _SEVERAL_OF.search(text) or _LIST_GOES_ON.search(text)
    if listed and not _is_of_another_disease(read, listed.start(), record):
        return "The line is a list of which some may be enough."
    if _SOME_OF_ONE_SEX.search(text) and all(map(_is_sex, _leaves(read))):
        return "Only some of one sex are meant here."
    if _OF_RELATIVES.match(text):
        return "This may speak of the donor."
    if _is_only_past(read, found, record):
        return "It is over; whether this line means what was given before is not clear."
    return None


def _is_of_another_disease(read: ReadCriterion, before: int, record: Record) -> bool:
    """Tell "multiple myeloma and measurable disease, defined as any of the following:"."""
    if read.criterion.section == "exclusion" or not isinstance(read.requirement, All):
        return False
    named = [part for part in read.requirement.of if isinstance(part, Presence)]
    return any(
        part.topic.kind is Kind.DIAGNOSIS
        and part.span.end <= before
        and check_diagnosis(part, True, record).holds is False
        for part in named
    )


_SPEAKS_OF_PAST = re.compile(
    r"\b(?:prior|previous\w*|past|histor\w+|received|had|has been|have been|ever|(?:pre)?treated|"
    r"expos\w+|under(?:went|gone|going)|given|fail\w+|after|progress\w+|relaps\w+|refractory|"
    r"resist\w+|within|before|last|recent\w*|since)\b",
    re.IGNORECASE,
)
_SPEAKS_OF_NOW = re.compile(r"\b(?:receiving|current(?:ly)?|concurrent|ongoing)\b", re.IGNORECASE)
_COUNTS_TIME = re.compile(r"\b\d+ ?(?:days?|weeks?|months?|years?)\b", re.IGNORECASE)
_GIVEN = frozenset({Kind.PRIOR_THERAPY, Kind.MEDICATION, Kind.IMMUNOSUPPRESSION, Kind.TRIAL})


def _is_only_past(read: ReadCriterion, found: Finding, record: Record) -> bool:
    """Tell "Antineoplastic therapy" in a list of exclusions from what was given in the past."""
    criterion = read.criterion
    if read.requirement is None:
        return False
    if _SPEAKS_OF_NOW.search(criterion.text) is None:
        if criterion.section != "exclusion" or _SPEAKS_OF_PAST.search(criterion.text):
            return False
        above = " ".join(criterion.parent)
        if _SPEAKS_OF_PAST.search(above) and _COUNTS_TIME.search(above) is None:
            return False
    parts = list(walk(read.requirement))
    if not any(isinstance(part, Presence) and part.topic.kind in _GIVEN for part in parts):
        return False
    decided = [event for event in events_of(record) if event.evidence in found.evidence]
    return bool(decided) and not any(map(may_go_on, decided))
