"""Rules on pregnancy that begin with women and speak of nobody else, for a male person.

"Female patients of childbearing potential must ..." asks nothing of a man; "Female patients with
breast cancer" or "postmenopausal women" may ask for women.
"""

import re

from app.eligibility.checking.record import Record
from app.eligibility.checking.sex import not_of_men
from app.eligibility.checking.verdict import Finding, settled
from app.eligibility.model import ReadCriterion, Sense

_WOMEN = re.compile(
    r"\W*(?:(?:for|all|any|if|in|an?|the|sexually active|non-?pregnant)\W+)*"
    r"(?:female|wom[ae]n|girls?|females|[WF]OCBP)\b(?!/)"
    r"(?! (?:(?:patients?|subjects?|participants?) )?(?:who|surgically|post|with|aged?)\b)",
    re.IGNORECASE,
)
_OF_WOMEN = re.compile(
    r"pregnan|lactat|breast[- ]?feed|child[- ]?bearing|[WF]OCBP|menopaus|menstrua|contracep"
    r"|birth[- ]control|hysterectom|oophorect|abstinen|amenorrh",
    re.IGNORECASE,
)
_RULES = re.compile(
    r"\b(?:must|should|shall|agrees?|has to|have to|need to|(?<!who )(?:are|is) not)\b",
    re.IGNORECASE,
)
_ASKS_FOR_WOMEN = re.compile(
    r"\baged?\b|\bdiagnos|\bcancer|\bcarcinom|\btumou?r|\bdisease|\bhealthy|\bperformance|\bECOG",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:males?|m[ae]n|boys?|husbands?|wi(?:fe|ves)|couples?|father\w*|sperm\w*|both|either sex"
    r"|all (?:patients|subjects|participants)|donors?|infants?)\b(?! partners?\b)",
    re.IGNORECASE,
)
_MUST_NOT_BE = re.compile(
    r"\W*(?:(?:the )?(?:patients?|subjects?|participants?)\W+)?(?:must|should|may|can) ?not be\W+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;]\s+(?=[A-Z0-9])|\n")


def speaks_of_women(read: ReadCriterion, record: Record) -> Finding | None:
    """Return that a line asks nothing of a male person; None where it may."""
    if record.sex != "male" or read.sense is not Sense.MUST_HOLD:
        return None
    text = read.criterion.text
    forbidden = _MUST_NOT_BE.match(text)
    if forbidden is not None and not_of_men(text[forbidden.end() :], record) is not None:
        return _does_not_apply(record)
    if _WOMEN.match(text) is None or _OF_OTHERS.search(text) or _ASKS_FOR_WOMEN.search(text):
        return None
    said = [one for one in _SENTENCE.split(text) if one.strip(" .;")]
    if not said or not all(map(_OF_WOMEN.search, said)) or not _RULES.search(said[0]):
        return None
    return _does_not_apply(record)


def _does_not_apply(record: Record) -> Finding:
    row = record.patient_row
    return settled(True, f"This line does not apply. {row.words}.", row)
