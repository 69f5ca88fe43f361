"""Exclusions that nobody without a virus can be caught by, whatever else their words narrow.

"Infected with HIV and has a history of Kaposi's sarcoma" keeps out nobody whose HIV test is
negative. Every part of such a line has to name a virus, or to go on from the part before.
"""

import re

from app.eligibility.checking.leaves import look
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding
from app.eligibility.model import Kind, Presence, ReadCriterion, Sense, Span, Topic

_HIV = (
    r"human immuno-?\s?de\w+(?: virus)?|\bHIV\b|\bAIDS\b"
    r"|acquired immun\w*[ -]?deficiency(?: syndrome)?|"
)
_HBV = (
    r"hepatitis[- ]?(?:virus )?B\b|\bHB[se] ?-?(?:Ag\b|antigen)|\bHBV\b|\bhep(?:\.|atitis)? ?B\b|"
)
_HCV = r"hepatitis[- ]?(?:virus )?C\b|\bHCV\b|\bhep(?:\.|atitis)? ?C\b"
_VIRUS = re.compile(_HIV + _HBV + _HCV, re.IGNORECASE)
_IS_HIV = re.compile(r"immuno|HIV|AIDS|immun", re.IGNORECASE)
_IS_C = re.compile(r"C$|HCV", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[,;:/()\[\]]|\.(?=\s|$)|\band\b(?! (?:has|have|is|are|was|were|who|whose|not)\b)|\bor\b",
    re.IGNORECASE,
)
_LEADS_TO = re.compile(
    r"(?:\W|\b(?:an?|the|any|all|is|are|be|been|being|has|have|having|had|who|with|of|for|to|by"
    r"|in|on"
    r"|from|known|documented|confirmed|active|actively|current|currently|concurrent|chronic|acute"
    r"|ongoing|prior|previous|past|history|histories|infection|infections|infected|positive"
    r"|carriers?"
    r"|sero|positivity|seropositive|serology|serologic|serological|seropositivity|status|test|tests"
    r"|testing|result|results|evidence|diagnosis|diagnosed|patients?|subjects?|participants?"
    r"|individuals?|persons?|recipients?|which|that|and|as|defined|type|either|both|presence"
    r"|following"
    r"|uncontrolled"
    r"|detectable|symptomatic|clinically|must|not|no longer|i|e)\b)*",
    re.IGNORECASE,
)
_NOT_THE_INFECTION = re.compile(
    r"\b(?:unknown|not|no|never|refus\w+|unwilling|vaccin\w+|immuni[sz]\w+|immunoglobulin|expos\w+"
    r"|contacts?|risks?|negativ\w*|partners?|without|indeterminate|awaiting|pending|prophyla\w+"
    r"|suspect\w+|possible|untested|screen\w*|resistan\w+|donors?)\b|\bnon-",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\W*(?:$|[12](?:\W|$)|and (?:has|have|is|are|was|were) (?!HIV|hepatitis)|(?:virus"
    r"|infections?|positive|positivity|seropositiv\w+|disease|serology"
    r"|antibod(?:y|ies)|status|type|anti)\W*(?:[12]\W*)*$|(?:B|C)(?: virus)?(?: infections?)?\W*$"
    r"|(?:as )?(?:defined|determined|evidenced|assessed) (?:by|as)\b|e\.?g\b|i\.?e\b)",
    re.IGNORECASE,
)
_ADJECTIVES = re.compile(
    r"\W*(?:(?:patients|subjects|participants|with|known|active|acute|chronic|current|positive)\W+)*"
    r"(?:active|acute|chronic|current|known)\W*",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\W*(B|C)(?: virus)?(?: infections?)?\W*", re.IGNORECASE)
_HARMLESS = re.compile(
    r"\b(?:eligible|allowed|permitted|acceptable|may be|can be|will be|not required|is required"
    r"|are required|if required)\b",
    re.IGNORECASE,
)
_ALSO_EXCLUDES = re.compile(
    r"\bexclu|\bineligible|\bnot (?:be )?(?:eligible|allowed|permitted|enrol)|\balso\b|\bmust\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[a-z0-9)])\.\s+(?=[A-Z])")
_EXCEPT = re.compile(r"\b(?:unless|except|with the exception|provided|however)\b", re.IGNORECASE)
_FURTHER = re.compile(r"\bor\b|;", re.IGNORECASE)


def clear_of_viruses(read: ReadCriterion, record: Record) -> Finding | None:
    """Return that an exclusion needs a virus which the person has not; None: not told."""
    if read.criterion.section != "exclusion" or read.sense is not Sense.MUST_NOT_HOLD:
        return None
    if _VIRUS.search(read.criterion.text) is None:
        return None
    ground = _ground(read.criterion.text)
    named = _named(ground) if ground is not None and _VIRUS.search(ground) else None
    if not named:
        return None
    found = [look(one, False, record) for one in named]
    if any(one.holds is not False for one in found):
        return None
    rows = tuple(dict.fromkeys(row for one in found for row in one.evidence))
    return Finding(False, " ".join(dict.fromkeys(one.reason for one in found)), rows)


def _ground(text: str) -> str | None:
    """Return the sentence that excludes, without its exception; None where others may exclude."""
    first, *others = _SENTENCE.split(text)
    if any(_ALSO_EXCLUDES.search(one) or not _HARMLESS.search(one) for one in others):
        return None
    exception = _EXCEPT.search(first)
    if exception is None:
        return first
    return None if _FURTHER.search(first[exception.end() :]) else first[: exception.start()]


def _named(ground: str) -> list[Presence] | None:
    """Return the viruses of which each ground needs one; None where one may need none."""
    named: list[Presence] = []
    for part in _BETWEEN.split(ground):
        virus = _VIRUS.search(part)
        letter = _LETTER.fullmatch(part)
        if virus is not None and _is_of_virus(part, virus):
            named.append(_presence(virus.group(), part))
        elif letter is not None and named and named[-1].topic.kind is not Kind.HIV:
            named.append(_presence(f"hepatitis {letter[1]}", part))
        elif virus is not None or not (_GOES_ON.match(part) or _ADJECTIVES.fullmatch(part)):
            return None
    return named


def _is_of_virus(part: str, virus: re.Match[str]) -> bool:
    return (
        _LEADS_TO.fullmatch(part[: virus.start()]) is not None
        and _NOT_THE_INFECTION.search(part) is None
    )


def _presence(name: str, part: str) -> Presence:
    span = Span(0, 0)
    if _IS_HIV.search(name):
        return Presence(Topic(Kind.HIV, name, ("virus:hiv",)), span)
    if _IS_C.search(name):
        return Presence(Topic(Kind.HCV, name, ("virus:hcv",)), span)
    surface = re.search(r"\bHBs ?-?Ag\b|surface antigen", part, re.IGNORECASE)
    return Presence(Topic(Kind.HBV, name, ("test:hbsag" if surface else "virus:hbv",)), span)
