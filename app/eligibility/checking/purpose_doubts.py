"""Firm answers that are not believed, because a word only says what something else was for.

"Chemotherapy for MDS" does not ask for MDS, "patients with CTCL must have skin lesions" asks
nothing of others, and a list of the drugs somebody had does not tell of every trial they joined.
"""

import re

from app.eligibility.checking.diagnosis import check_diagnosis
from app.eligibility.checking.record import Record
from app.eligibility.checking.unread_words import names_both_sexes
from app.eligibility.checking.verdict import Finding
from app.eligibility.model import (
    AnyOf,
    Comparison,
    Kind,
    Not,
    Presence,
    ReadCriterion,
    Requirement,
    Span,
    TimeSince,
    Topic,
    walk,
)


def doubt_of_purpose(read: ReadCriterion, found: Finding, want: bool, record: Record) -> str | None:
    """Return why a firm answer rests on words that only describe others; None: it does not.

    Args:
        read: the criterion.
        found: what the record says on it; it holds or does not.
        want: what is favourable.
        record: the case.
    """
    if read.requirement is None:
        return None
    favourable = found.holds is want
    if _is_of_a_purpose(read, read.requirement, favourable, record):
        return "The disease named here only says what a treatment was for."
    if favourable and _is_of_something_else(read, read.requirement):
        return "The treatment named here is one of something else."
    if favourable and _counts_for_others(read, record):
        return "The lines of treatment noted were not against the disease named here."
    if favourable and _names_the_other_sex(read, record):
        return "This line seems to ask for the other sex."
    if favourable:
        return _doubt_of_fit(read, read.requirement)
    return _doubt_of_ruling_out(read, read.requirement, want)


_LEFT_UNTREATED = re.compile(
    r"(?P<what>[^.;:]*?)\b(?:not|never|without being) (?:yet |previously |adequately |definitively "
    r"|fully |been )*(?:treated|controlled|managed) (?:with|by)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:patients?|subjects?|participants?|individuals?|persons?|who|that|which|have|has|had|been"
    r"|were|was|are|is|must|should|the|a|an|and|or|with)\b|\W",
    re.IGNORECASE,
)


def _is_of_something_else(read: ReadCriterion, requirement: Requirement) -> bool:
    """Tell "cord compression not treated with radiation": other radiation did not treat that."""
    left = _LEFT_UNTREATED.search(read.criterion.text)
    if left is None or not _NOBODY.sub("", left["what"]):
        return False
    parts = list(walk(requirement))
    if any(_is_disease(part) and part.span.start < left.end() for part in parts):
        return False
    return any(_is_treatment(part) and part.span.start >= left.end() for part in parts)


_FOR = re.compile(
    r"\b(?:therap(?:y|ies)|chemotherap(?:y|ies)|radiotherapy|regimens?|treatments?|courses?|"
    r"transplant\w*|radiation|steroids?|treated|given)\b[^.;:]{0,40}?\bfor\b"
    r"(?!\s+(?:patients|those|subjects|at least|>|≥))[^.;:]{0,60}$",
    re.IGNORECASE,
)
_GIVEN = frozenset({Kind.PRIOR_THERAPY, Kind.PRIOR_HSCT, Kind.MEDICATION, Kind.PRIOR_LINES})


def _is_of_a_purpose(
    read: ReadCriterion, requirement: Requirement, favourable: bool, record: Record
) -> bool:
    """Whether a line on a treatment "for" a disease was decided by that disease or without it."""
    text = read.criterion.text
    parts = list(walk(requirement))
    purposes = [
        part for part in parts if _is_disease(part) and _FOR.search(text[: part.span.start])
    ]
    if not purposes or not any(map(_is_treatment, parts)):
        return False
    theirs = all(
        check_diagnosis(part, True, record).holds for part in purposes if isinstance(part, Presence)
    )
    if read.criterion.section == "exclusion" or any(isinstance(part, Not) for part in parts):
        return not favourable and not theirs
    return not theirs or any(
        isinstance(part, AnyOf) and any(one in part.of for one in purposes) for part in parts
    )


_DESCRIBED = re.compile(
    r"\W*(?:(?:healthy|adults?|young|elderly|(?:pre|post)-?menopausal)\W+)+"
    r"(?:(?P<female>females?|wom[ae]n|girls?)|(?:males?|m[ae]n|boys?))\b",
    re.IGNORECASE,
)


def _names_the_other_sex(read: ReadCriterion, record: Record) -> bool:
    """Tell "Adult females 18 years old or older", where the sex stands within other words."""
    described = _DESCRIBED.match(read.criterion.text)
    if described is None or read.criterion.section == "exclusion":
        return False
    if names_both_sexes(read.criterion.text):
        return False
    return record.sex != ("female" if described["female"] else "male")


_AGAINST = re.compile(r"\banti[- ]?(?P<what>myeloma|lymphoma|leuk[a]?emi[ac])", re.IGNORECASE)
_IDS = {"m": "dx:mm", "ly": "dx:lymphoma", "le": "dx:leukemia"}


def _counts_for_others(read: ReadCriterion, record: Record) -> bool:
    """Tell "1 to 2 prior lines of anti-myeloma therapy" for somebody without myeloma."""
    against = _AGAINST.search(read.criterion.text)
    if against is None or not any(one.variable == "prior_lines" for one in read.comparisons):
        return False
    word = against["what"].casefold()
    id = next(id for start, id in _IDS.items() if word.startswith(start))
    named = Presence(Topic(Kind.DIAGNOSIS, word, (id,)), Span(*against.span("what")))
    return check_diagnosis(named, True, record).holds is not True


def _is_disease(part: Requirement) -> bool:
    return isinstance(part, Presence) and part.topic.kind is Kind.DIAGNOSIS


def _is_treatment(part: Requirement) -> bool:
    if isinstance(part, Comparison):
        return part.variable == "prior_lines"
    if isinstance(part, TimeSince):
        return part.event.kind in _GIVEN
    return isinstance(part, Presence) and part.topic.kind in _GIVEN


def _is_of_trials(part: Requirement) -> bool:
    return isinstance(part, TimeSince) and part.event.kind is Kind.TRIAL


def _is_transplant(part: Requirement) -> bool:
    return isinstance(part, Presence) and part.topic.kind is Kind.PRIOR_HSCT


_JOINED = re.compile(
    r"\b(?:participat|enrol|took part|taken part|joined|taking part)", re.IGNORECASE
)
_HOPELESS = re.compile(
    r"\b(?:for (?:which|whom)|who have|with) (?:there is |are |is )?no\b[^.;]{0,40}\b(?:curative|"
    r"standard|effective|therap\w+|treatments?|options?)\b",
    re.IGNORECASE,
)


def _doubt_of_fit(read: ReadCriterion, requirement: Requirement) -> str | None:
    """Return why nobody is said to fit."""
    text = read.criterion.text
    parts = list(walk(requirement))
    if _JOINED.search(text) and any(map(_is_of_trials, parts)):
        return "The treatments noted do not tell of every trial that was joined."
    if _HOPELESS.search(text) and any(map(_is_disease, parts)):
        return "Whether another treatment is left is for the doctor to say."
    if any(_is_disease(part) and _OTHER_THAN.search(text[: part.span.start]) for part in parts):
        return "The record's own disease may be another than the one taken out here."
    if any(isinstance(part, AnyOf) and _shares_a_state(part) for part in parts):
        return "Whether a state belongs to the disease beside it is not clear."
    return None


# "Active cancer other than B-ALL": somebody with T-ALL is not clear of it.
_OTHER_THAN = re.compile(
    r"\b(?:cancers?|malignan\w+|tumou?rs?|neoplasms?|leuk[a]?emias?|lymphomas?|diseases?)\b"
    r"[^.;]{0,40}\b(?:other than|except(?: for)?|besides|apart from|excluding)\b[^.;]{0,60}$",
    re.IGNORECASE,
)


def _shares_a_state(either: AnyOf) -> bool:
    """Tell "hairy cell leukemia, active or in remission" from a remission of anything."""
    bare = [one for one in either.of if isinstance(one, Presence)]
    states = [one for one in bare if one.topic.kind is Kind.DISEASE_STATUS]
    others = [one for one in either.of if one not in states]
    return bool(states) and any(_is_disease(part) for one in others for part in walk(one))


_MUST = re.compile(
    r"[.;,]\s*(?:and |but )?(?:for )?(?:patients|subjects|participants|those|persons) with\b"
    r"[^.;]{0,80}$",
    re.IGNORECASE,
)
_RECEIVING = re.compile(r"\breceiving\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:prior|previous\w*|history|received|after|underw\w+)\b", re.IGNORECASE)
_METASTASES = re.compile(r"\b(?:brain|cerebral) metasta", re.IGNORECASE)
_OPPORTUNISTIC = re.compile(r"\bopportunistic", re.IGNORECASE)


def _doubt_of_ruling_out(read: ReadCriterion, requirement: Requirement, want: bool) -> str | None:
    """Return why nobody is said to be ruled out."""
    text = read.criterion.text
    parts = list(walk(requirement))
    diseases = [part for part in parts if _is_disease(part)]
    if diseases and all(_MUST.search(text[: part.span.start]) for part in diseases):
        return "A part of this line is asked of people with one disease only."
    denied = any(isinstance(part, Not) for part in parts)
    if want and not (denied or diseases) and any(map(_demands_recent, parts)):
        return "Whether this allows or demands a recent treatment is not clear."
    now = _RECEIVING.search(text) and _PAST.search(text) is None
    if now and any(map(_is_transplant, parts)):
        return "It is over; whether this line means what was given before is not clear."
    if not diseases and _METASTASES.search(text):
        return "Blasts in the spinal fluid are not called metastases of the brain."
    if _OPPORTUNISTIC.search(text):
        return "Whether an infection was opportunistic is for the doctor to say."
    return None


def _demands_recent(part: Requirement) -> bool:
    """Tell "no more than 72 hours since intrathecal cytarabine"."""
    return (
        isinstance(part, TimeSince) and part.op[0] == "<" and part.event.kind is Kind.PRIOR_THERAPY
    )
