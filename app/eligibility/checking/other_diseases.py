"""Demands of another disease than the person's, whatever else the line asks besides.

"FLT3-mutated AML that relapsed after ..., as judged by ..." asks nothing that somebody with T-ALL
can fulfil. Every disease word of the line has to be known, and none may be the person's.
"""

import re

from app.eligibility.checking.leaves import look
from app.eligibility.checking.record import Record
from app.eligibility.checking.unread_words import may_let_in_others
from app.eligibility.checking.verdict import Finding
from app.eligibility.model import Kind, Presence, ReadCriterion, Role, Sense, Span, Topic
from app.eligibility.plain_text import as_line
from app.eligibility.topics import FoundTopic, topics

_LEADS_TO = re.compile(
    r"(?:\W|\d|\b(?:an?|the|any|all|is|are|be|been|being|has|have|having|had|who|with|of|for|to"
    r"|by|in"
    r"|on|must|should|and|or|patients?|subjects?|participants?|individuals?|persons?|people|adults?"
    r"|men|women|males?|females?|children|aged?|ages|years?|old|older|over|above|than|least|at|more"
    r"|known|documented|confirmed|histolog\w+|cytolog\w+|patholog\w+|morpholog\w+|biopsy|proven"
    r"|verified"
    r"|clinical(?:ly)?|diagnos\w+|presence|new|there|available|lacking|newly|previously"
    r"|untreated|treated|de novo|novo|de"
    r"|relapsed?|refractory|recurrent|resistant|progressive|progressed|primary|secondary|advanced"
    r"|metastatic|unresectable|resectable|inoperable|locally|local|stage|stages|[iv]+[abc]?|high"
    r"|low"
    r"|intermediate|very|risk|measurable|active|evidence|established|mutated|mutation|mutant"
    r"|positive"
    r"|negative|flt3|npm1|idh[12]|tp53|cd\d+|bcr|abl1?|ph|philadelphia|chromosome|pediatric|adult"
    r"|candidates?|suffering|from|either|criteria|world health organization|cluster|confirmation"
    r"|differentiation|antigen"
    r"|documentation|non[- ]?m3|deficient|deficiency"
    r"|high|expressing|driven|fusion|rearranged|amplified|overexpressing|hormone|receptor|triple"
    r"|subject|participant|(?-i:[A-Z][A-Z0-9+-]{1,7}|MSIhi|dMMR|pMMR))\b\+?)*",
    re.IGNORECASE,
)
_DISEASE_WORD = re.compile(
    r"leuk[a]?emi|lymphom|myelom|malignan|neoplas|\bcancer|carcinom|tumou?r|sarcom|blastom|gliom"
    r"|melanom|mesotheliom|myelo|syndrome|disorder|dysplas|macroglobulin|histiocyt|disease state"
    r"|other (?:blood|hematolog|haematolog)|\bblast (?:crisis|phase)|lymphoproliferat|plasma cell",
    re.IGNORECASE,
)
_STATES = (
    r"relaps\w+|refractory|resistant|recurren\w+|progress\w+|metasta\w+|locally|unresectable"
    r"|inoperable|intoleran\w*|histolog\w+|cytolog\w+|patholog\w+|morpholog\w+|no|who|after|later"
    r"|older|above|more|higher|greater|are|have|has|is|not|lack|failed|failure|fail|standard"
    r"|been|had"
    r"|newly|previously|primary|secondary|stage|high|untreated|in|with|without|at|for|by|who"
    r"|[>≥<=\d]"
)
_OR_ANOTHER = re.compile(rf"\bor\b(?!\s*(?:{_STATES}))|/(?!\s*(?:{_STATES}))", re.IGNORECASE)
_UNKNOWN_NAME = re.compile(
    r"(?:,|\band\b|\bor\b|/|\()\s*(?!(?:WHO|ICC|ELN|NCCN|HSCT|SCT|HCT|CRi?|"
    r"CT|PET|MRI|RECIST|FISH|PCR|IMWG|ECOG|CNS|MRD|FLT3|NPM1|CD)\b)[A-Z][A-Z0-9-]{1,6}\b"
)
_BY_TREATMENT = re.compile(r"\b(?:therapy|treatment)[- ]related\b", re.IGNORECASE)
_BRANCHES = re.compile(
    r"\b(?:cohorts?|arms?|parts?|groups?|stratum|strata|sub-?stud(?:y|ies)|phase|expansion"
    r"|escalation"
    r"|dose|following|one of|either|any of|for (?:patients|subjects|participants|those)|if"
    r"|examples?"
    r"|controls?|healthy|donors?|caregivers?|category|categories|indication\w*)\b",
    re.IGNORECASE,
)
_PLAIN_HEADING = re.compile(
    r"\W*(?:(?:key|main|general|patient|study|major)\W+)*(?:inclusion|eligibility|selection)"
    r"(?: criteria)?(?: \(?(?:patients?|recipients?)\)?)?\W*",
    re.IGNORECASE,
)
_LONGEST = 400


def asks_for_another_disease(read: ReadCriterion, record: Record) -> Finding | None:
    """Return that a demand begins with a disease that is not the person's; None: not told."""
    criterion = read.criterion
    text = criterion.text
    if criterion.section != "inclusion" or read.sense is not Sense.MUST_HOLD:
        return None
    if read.role is not Role.RULE or len(text) > _LONGEST or _BRANCHES.search(text):
        return None
    if not all(map(_PLAIN_HEADING.fullmatch, criterion.parent)):
        return None
    return _of_named(text, record)


def _of_named(text: str, record: Record) -> Finding | None:
    named = [one for one in topics(as_line(text)) if one.topic.kind is Kind.DIAGNOSIS]
    named = named or _solid(text)
    if not named or _LEADS_TO.fullmatch(text[: named[0].start]) is None:
        return None
    rest = _without(named, text)
    behind = rest[named[0].end :]
    if _DISEASE_WORD.search(rest) or _OR_ANOTHER.search(behind) or _UNKNOWN_NAME.search(behind):
        return None
    if may_let_in_others(_BY_TREATMENT.sub(" ", behind)):
        return None
    found = [_check(one, record) for one in named]
    if any(one.holds is not False for one in found):
        return None
    return found[0]


_SOLID = re.compile(
    r"\b(?:(?:(?:non-)?(?:small|squamous)[- ]cell |hepatocellular |renal cell |urothelial "
    r"|ductal )?"
    r"carcinomas?|adenocarcinomas?|(?:(?:breast|lung|ovarian|prostate|colon|rectal|colorectal"
    r"|gastric"
    r"|pancreatic|esophageal|oesophageal|bladder|cervical|endometrial|thyroid|head and neck"
    r"|nasopharyngeal|kidney|testicular) )+(?:cancers?|carcinomas?|adenocarcinomas?|tumou?rs?)"
    r"|(?:uveal |cutaneous )?melanomas?|glioblastomas?|gliomas?|neuroblastomas?|mesotheliomas?"
    r"|ependymomas?|osteosarcomas?|ewing'?s? sarcomas?|rhabdomyosarcomas?|soft tissue sarcomas?)\b",
    re.IGNORECASE,
)


def _solid(text: str) -> list[FoundTopic]:
    """Return the cancers of organs that a line names; no kind of blood cancer is one of them."""
    return [
        FoundTopic(Topic(Kind.DIAGNOSIS, one.group(), ("dx:cancer-other",)), one.start(), one.end())
        for one in _SOLID.finditer(text)
    ]


def _without(named: list[FoundTopic], text: str) -> str:
    for one in named:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return re.sub(r"(?:\bor\b|/)(?=[\s\w-]{0,16}\s{4,})", "  ", text)


def _check(one: FoundTopic, record: Record) -> Finding:
    return look(Presence(one.topic, Span(one.start, one.end)), True, record)
