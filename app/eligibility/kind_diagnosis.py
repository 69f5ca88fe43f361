"""Whether a line asks for the cancer itself, or keeps one out; not only mentions it."""

import re

from app.eligibility.disease_words import names_disease
from app.eligibility.kind_marker import ALLERGIC
from app.eligibility.model import Kind
from app.eligibility.plain_text import Line, blanked

_OWN_DISEASE = (
    r"(?:(?:relapsed|refractory|recurrent|their|the|this|acute|chronic|active|primary|underlying|"
    r"known|study|diffuse|large|multiple|follicular|mantle|marginal|zone|myeloid|lymphoblastic|"
    r"lymphocytic|lymphoid|smoldering|hodgkin'?s?|non|cell|newly|diagnosed|relapsed/refractory|"
    r"[bt][- ]?(?:cell)?)[ /-]+)*"
    r"(?:leuk[a]?emi\w*|lymphoma\w*|myeloma\w*|aml|all|mm|wm|cll|mds|nhl|dlbcl|"
    r"(?:h[a]?ematolog\w+ )?malignan\w+)"
)
_STATUS = re.compile(
    r"\b(?:relapsed?|recurrent)\s*(?:/|or|and|and/or|,)\s*(?:and |or )?(?:refractory|progressive)|"
    r"\brefractory\s*(?:/|or|and|and/or)\s*(?:relapsed?|recurrent)|"
    r"\bmalignant (?:conditions?|disorders?|diseases?)\b|"
    r"\b(?:refractory|relapsed|recurrent|measurable) disease\b|\bmeasurable (?:disease|lesion)|"
    r"\b(?:morphologic(?:al)?|h[a]?ematologic(?:al)?|medullary|extramedullary|overt) relapse\b|"
    r"\bisolated (?:extramedullary|testicular) (?:disease|relapse)|\brichter'?s?\b|"
    r"\brelapsed or refractory\b|\b(?:first|second|third|subsequent|later|any) "
    r"(?:(?:or|and) (?:greater|later|subsequent|second|third|more) )?relapse\b(?! (?:after|"
    r"following))|\bevidence of (?:[a-z]+ ){0,2}relapse\b|\b(?:advanced|metastatic|unresectable)"
    r" (?:[a-z]+ ){0,2}(?:cancers?|carcinomas?|sarcomas?|solid tumou?rs?)\b"
)
_DISEASE_LEADS = frozenset(
    """leuk lymp myel dise mali aml all mm wm cll anti rela refr recu meas nhl mds dlbc morp hema
    haem medu extr over isol rich unle trea ther line regi evid adva meta unre""".split()
)
_DISEASE_ASIDE = re.compile(
    rf"\b(?:due|related|secondary|attribut\w+) to (?:[a-z-]+ ){{0,4}}?{_OWN_DISEASE}|"
    r"\b(?:due to|related to|secondary to|because of|caused by|progress\w+ to|transform\w+ to|"
    r"attributable to|attributed to|involvement (?:by|with|of)|from|by|underlying|for|"
    r"(?<!type )(?<!types )(?<!form )(?<!forms )(?<!evidence )(?<!presence )(?<!relapse )"
    r"(?<!recurrence )(?<!history )of|"
    r"(?:associated|compatible|relatives?|siblings?|parents?|famil\w+|infiltration) with|"
    r"(?:due|related|secondary) to [^.;,]{0,40} or|consistent with|judged to be related "
    r"to)\s+(?:the\s+|their\s+|underlying\s+|known\s+|"
    r"active\s+|primary\s+|patient'?s?\s+)*"
    r"(?:leuk[a]?emi\w*|lymphoma\w*|myeloma\w*|disease|malignan\w*|aml|all|mm|wm|cll)\b|"
    rf"\b(?:therap\w+|treat\w+|regimens?|lines?|agents?|chemotherapy|trials?|stud(?:y|ies)) "
    rf"(?:for|of|in) (?:patients with )?{_OWN_DISEASE}\b|"
    r"\b(?:lymphoma|leuk[a]?emia|myeloma|myelofibrosis|cll)[ -](?:kinase|working|symptom|net\b|"
    r"response|assessment|virus|workshop)|\bworkshop on [^.;,]{0,50}|"
    r"\b(?:for|in) (?:patients|subjects|participants|those|individuals) with (?:[\w-]+ ){0,4}?"
    r"(?:leuk[a]?emi\w*|lymphoma\w*|myeloma\w*|all|aml|mm|cll|nhl|dlbcl|mds)\b|"
    r"\brapidly (?:progress|proliferat)\w+ (?:leuk[a]?emi|lymphoma|myeloma)\w*|"
    r"\banti-?(?:leuk[a]?emi\w*|lymphoma|myeloma|[a-z]?-?all|aml|mm|cll|dlbcl|nhl|mds|mcl|fl|wm|"
    r"cml|ctcl)\b|\b(?:illness|disease|condition|cause|reason)s? other than (?:the )?"
    r"(?:leuk[a]?emia|lymphoma|myeloma|malignan\w+)\b|"
    r"\b(?:leuk[a]?emi\w*|lymphoma|myeloma) (?:cells? )?(?:(?:in|of|within) (?:the )?(?:csf|spinal|"
    r"cerebro\w*|cns|central nervous|brain|mening\w+)|"
    r"samples?\b|specimens?\b)|\bleuk[a]?emi\w* (?:cells?|blasts?|associated|"
    r"involvement|free)|\b(?:leuk[a]?emic|leukemia|lymphoma|myeloma|mds|aml|all|mm|cll|ctcl|"
    r"mcl)[- ](?:therapy|treatment|"
    r"directed|(?:maintenance|induction|"
    r"consolidation|salvage|conditioning) (?:therap\w+|treatment))"
)
_UNLESS = re.compile(r"\b(?:unless|except(?:ion)?s?)\b(?:\be\.g\.|\bi\.e\.|[^.;])*")
_IMAGING = re.compile(
    r"\W*(?:(?:diagnostic|baseline|an?|the|whole[- ]body|contrast) )*"
    r"(?:pet|ct|mri|computed|positron|magnetic|imaging|scans?)\b"
)
_LESION = re.compile(r"\bmeasurable (?:disease|lesions?)\b")
_OF_SUBJECT = re.compile(
    r"\W*(?:patients? with |subjects? with |histolog\w+ |relapsed |refractory )"
)
# What stands below "one of the following" says what a relapse is.
_RELAPSE_FIRST = re.compile(
    r"\W*(?:(?:an? |early |late |bone |marrow |first |any |multiple )*(?:relapsed?|recurred|"
    r"recurrence)|primary refractory)\b(?! (?:after|following|post))"
)
_DIAGNOSED = re.compile(r"\bdiagnos(?:is|ed)\b[^.;]{0,40}\b(?:of|with)\b")
_CNS_WORDS = re.compile(
    r"\b(?:(?:active|symptomatic|isolated|known|untreated|primary|secondary) )*(?:cns|central "
    r"nervous|(?:lepto)?mening\w+|brain|cerebr\w+)\b[^,;]*"
)
_OTHER_SUBJECTS = frozenset(
    {Kind.INFECTION, Kind.CARDIAC, Kind.CONTRACEPTION, Kind.CONSENT}
)  # fmt: skip


def names_diagnosis(line: Line, found: set[Kind]) -> bool:
    """Tell whether a line asks for a disease, or keeps one out; not only mentions it."""
    if Kind.SECOND_MALIGNANCY in found:
        return False
    if ALLERGIC.match(line.plain):
        return False
    plain = blanked(_UNLESS, line.plain) if "unle" in line.leads else line.plain
    if Kind.CNS in found:  # "APL, or leukemia with CNS involvement", not "CNS leukemia"
        plain = _CNS_WORDS.sub("", blanked(_DISEASE_ASIDE, plain))
        return names_disease(line, blanked(_DISEASE_ASIDE, plain))
    if found & _OTHER_SUBJECTS:
        return _OF_SUBJECT.match(plain) is not None and names_disease(line, plain)
    if _DIAGNOSED.search(plain) and names_disease(line, plain):
        return True
    if _DISEASE_LEADS.isdisjoint(line.leads):
        return names_disease(line, plain)
    if _RELAPSE_FIRST.match(plain) and found.isdisjoint({Kind.PRIOR_HSCT, Kind.PRIOR_CART}):
        return True
    rest = blanked(_DISEASE_ASIDE, plain)
    if _IMAGING.match(plain):  # how a lesion is shown, not which disease it is of
        rest = blanked(_LESION, rest)
    return names_disease(line, rest) or _STATUS.search(rest) is not None
