"""Sentences of a criterion and what each one does: demand, allow, explain."""

import re
from enum import Enum
from itertools import pairwise

from app.case.value_class import value_class
from app.eligibility.plain_text import Line


class Act(Enum):
    """What a sentence does."""

    DEMANDS = "demands"
    ALLOWS = "allows"
    EXPLAINS = "explains"


@value_class
class Sentence:
    """One sentence of a line.

    Attributes:
        start, end: its range in the line.
        act: what it does.
        keeps_out: it says itself that what it describes keeps people out ("are excluded").
    """

    start: int
    end: int
    act: Act
    keeps_out: bool


_MAY_END = re.compile(r"[.\n*][\s*]+\S|\n")
_END = re.compile(r"(?<=[a-z0-9)%\]”\"'A-Z])\.\s+(?=[A-Z*\"(“])|\n+|\s\*\*?\s(?=[A-Z])")
_CLAUSE = re.compile(
    r";\s+(?=[^.;]{0,120}\b(?:must|should|is|are|may|can|will)\s+(?:be\s+)?(?:not\s+)?(?:\w+ed|"
    r"eligible|required|allowed|acceptable)\b)"
)
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|vs|approx|dr|no|al|st|inc|max|min|incl|excl|etc|spp|mr|ms)$", re.IGNORECASE
)
_IS_NUMBER = re.compile(r"\W*\d{1,2}")
_ALLOWED = re.compile(
    r"(?<!who )\b(?:is|are|be|being|still|also|considered|deemed|remain|"
    r"remains)\s+(?:\w+\s+)?(?:eligible|allowed|permitted|permissible|acceptable|allowable|"
    r"exempt(?:ed)?|accepted)\b|"
    r"\b(?:is|are|be) (?:not|n't) (?:be )?(?:an )?(?:exclud\w*|exclusion\w*|exclusionary|"
    r"considered exclusionary|a reason for exclusion|required|necessary)\b|"
    r"\bnot (?:be )?excluded\b|"
    r"\b(?:may|can|could) (?:be )?(?:eligible|included|enroll?(?:ed)?|participate|considered|"
    r"allowed|permitted|continue|receive|still|have|be waived|be used|be given|be granted|be on)\b|"
    r"\bmay\b[^.;]{0,30}\b(?:be )?(?:eligible|included|enrolled|deemed eligible|considered)\b|"
    r"\b(?:allowed|permitted|acceptable)\W*$|"
    r"\bdoes not (?:preclude|exclude)\b|\bnot exclusionary\b|\bis encouraged\b|"
    r"\bexceptions? (?:may|can|will) be\b"
)
_FORBIDDEN = re.compile(
    r"\b(?:not|cannot|never|neither)\s+(?:be\s+)?(?:eligible|allowed|permitted|acceptable|enrolled|"
    r"included|participate|permissible)\b|\bineligible\b(?! (?:for|to receive))|"
    r"\b(?:are|is|will be|must be|should be|be) (?:also )?excluded\b(?! (?:unless|if) not)|"
    r"\bprohibited\b|\bexcludes?\b(?! (?:the|participation))"
)
_NOT_FORBIDDEN = re.compile(r"\bnot (?:be )?(?:excluded|prohibited)\b|\bno one is excluded\b")
_MUST = re.compile(
    r"\b(?:must|should|shall|needs? to|required to|is required|are required|has to|have to|"
    r"requires? (?:a|that|documentation|verification)|will (?:need to|be required to))\b"
)
_EXPLAINS_FIRST = re.compile(
    r"\W*(?:\*+\s*)?(?:please )?note\b(?![^.;]*\b(?:must|should)\b)|"
    r"\W*(?:for the purposes? of|for example|e\.g\.|i\.e\.|this (?:includes|means|is|refers)|"
    r"these include|examples? (?:include|of)|see (?:appendix|section|above)|refer to)\b|"
    r"[^.;:]{0,90}\b(?:is|are|was|were|be) (?:defined|counted|calculated|determined|described)\b|"
    r"\W*(?:the choice|in general|in these cases|in this case|childbearing potential defined)\b|"
    r"\W*[\w/ -]{0,40}\bdefined as\b"
)
_EXPLAINS_LATER = re.compile(
    r"\bwill be (?:determined|used|assessed|performed|obtained|detected|measured|updated|"
    r"calculated|"
    r"begin|provided|evaluated)\b|\bmay be (?:detected|determined|performed|obtained|assessed)\b"
)


_DASH_ALLOWS = re.compile(
    r" - (?=(?:please )?note\b)| - (?=[^.;]{0,90}\b(?:is|are) (?:allowed|permitted|acceptable|"
    r"eligible)\b)|\((?=[^()]{0,200}\b(?:may|are|is|can) (?:be )?(?:included|allowed|permitted|"
    r"eligible|acceptable)\b)"
)


def sentences(line: Line) -> list[Sentence]:
    """Return the sentences of a line."""
    cuts = [0]
    if _MAY_END.search(line.text):
        for match in _END.finditer(line.text):
            if _IS_NUMBER.fullmatch(line.text, 0, match.start()):
                continue
            if not _ABBREVIATION.search(line.text[max(0, match.start() - 8) : match.start()]):
                cuts.append(match.end())
    if ";" in line.plain:
        cuts += [m.end() for m in _CLAUSE.finditer(line.plain)]
    if " - " in line.plain or "(" in line.plain:
        cuts += [m.start() for m in _DASH_ALLOWS.finditer(line.plain)]
    cuts = sorted({*cuts, len(line.text)})
    if len(cuts) == 2 and not _may_say_more(line):
        return [Sentence(0, len(line.text), Act.DEMANDS, False)]
    ranges = [(a, b) for a, b in pairwise(cuts) if line.text[a:b].strip()]
    return [_sentence(line, a, b) for a, b in ranges]


def _sentence(line: Line, start: int, end: int) -> Sentence:
    words = line.plain[start:end]
    forbidden = bool(_FORBIDDEN.search(words)) and not _NOT_FORBIDDEN.search(words)
    act = Act.DEMANDS
    if not forbidden and _may_allow(line) and _ALLOWED.search(words) and not _demands_too(words):
        act = Act.ALLOWS
    elif not forbidden and _explains(line, words):
        act = Act.EXPLAINS
    return Sentence(start, end, act, forbidden)


def _may_allow(line: Line) -> bool:
    return not _ALLOWING.isdisjoint(line.leads) or (
        "not" in line.vocabulary and not _NOT_NEEDED.isdisjoint(line.leads)
    )


def _explains(line: Line, words: str) -> bool:
    if _EXPLAINING.isdisjoint(line.leads):
        return False
    return bool(_EXPLAINS_FIRST.match(words) or _EXPLAINS_LATER.search(words))


_ALLOWING = frozenset("elig allo perm acce exem prec enco exce may can coul".split())
_NOT_NEEDED = frozenset("excl requ nece reas".split())
_EXPLAINING = frozenset(
    """note purp exam e i this thes see refe defi coun calc dete desc will may choi gene case
    chil""".split()
)


_LEADS = frozenset(
    """allo perm elig acce exem excl incl enro part may can coul proh must shou shal need requ has
    have note defi coun calc dete desc will purp exam e i refe see enco exce cons mean choi gene
    inel prec wait waiv cont rece stil""".split()
)


def _may_say_more(line: Line) -> bool:
    """Tell whether a line can do anything but demand."""
    return not _LEADS.isdisjoint(line.leads)


def _demands_too(words: str) -> bool:
    """Tell "must be X; Y is allowed", where the demand comes first."""
    allowed = _ALLOWED.search(words)
    return bool(allowed and _MUST.search(words, 0, allowed.start()))
