"""Sex, pregnancy, breast-feeding; contraception is never decided."""

import re

from app.eligibility.checking.freshness import LAB_DAYS, Span, is_fresh
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding, MissingFact, Why, cannot_tell, settled
from app.eligibility.checking.words import how_old, shown
from app.eligibility.model import Presence

_SEX = MissingFact(("patient", "sex_at_birth"), "sex at birth")
_TEST = MissingFact(("lab", "hcg"), "pregnancy test")
_BREAST_FEEDING = MissingFact(("person", "breastfeeding"), "whether she breast-feeds")
_NEGATIVE = ("negative", "not detected", "neg")
_POSITIVE = ("positive", "detected", "pos")


def check_sex(asked: Presence, record: Record) -> Finding:
    """Whether the person has the sex the line speaks of."""
    if record.sex not in ("female", "male"):
        return cannot_tell("The sex at birth is not in the record.", _SEX)
    row = record.patient_row
    return settled(f"sex:{record.sex}" in asked.topic.ids, f"{row.words}.", row)


def check_pregnancy(asked: Presence, record: Record) -> Finding:
    """Whether there is a pregnancy: never in a male person, else by a fresh test alone."""
    if record.sex == "male":
        return settled(False, "A pregnancy is not possible (male).", record.patient_row)
    if asked.topic.qualities & {"history", "prior", "planned"}:
        return cannot_tell("Earlier or planned pregnancies are not in the record.", _TEST)
    found = pregnancy_test(record)
    if found is None:
        return cannot_tell("There is no pregnancy test in the record.", _TEST)
    return found


def pregnancy_test(record: Record) -> Finding | None:
    """Return what the newest pregnancy test says on "pregnant"; None where there is none."""
    values = record.lab_values("hcg")
    if not values:
        return None
    newest = values[0]
    said = f"{shown(newest.evidence)}."
    if not is_fresh(newest.date, record.as_of, Span(LAB_DAYS, LAB_DAYS)):
        gap = MissingFact(_TEST.key, _TEST.name, Why.OLD, newest.evidence)
        age = how_old(newest.date, record.as_of)
        return cannot_tell(f"The last pregnancy test is {age}: {said}", gap)
    word = (newest.text or "").strip().casefold()
    if word in _NEGATIVE:
        return settled(False, said, newest.evidence)
    if word in _POSITIVE:
        return settled(True, said, newest.evidence)
    gap = MissingFact(_TEST.key, _TEST.name, Why.UNCLEAR, newest.evidence)
    return cannot_tell(f"{shown(newest.evidence)} is not a plain yes or no.", gap)


def check_breastfeeding(asked: Presence, record: Record) -> Finding:
    """Whether the person breast-feeds: never a male person, else to be asked."""
    if record.sex == "male" and not _may_be_fed(record):
        return settled(False, "Breast-feeding does not apply (male).", record.patient_row)
    return cannot_tell("Breast-feeding is not in the record.", _BREAST_FEEDING)


_WEANED = 5


def _may_be_fed(record: Record) -> bool:
    """Whether the person is so young that breast-feeding may speak of being fed."""
    age = record.facts.age
    return age is not None and age.years.low < _WEANED


_OF_WOMEN = re.compile(
    r"pregnan|\blactat|\bbreast[- ]?feed|\bnursing\b(?! (?:home|care|facilit|staff|unit|stud|school"
    r"|service|assess))|child[- ]?(?:bearing|birth)|\bfemales?\b|\bwom[ae]n\b|\bgirls?\b"
    r"|\b[WF]OCBP\b|\bpost-?partum\b|\bparturient|\bmenstrua|menopaus|\bc(?:a)?esarean\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:males?|m[ae]n|boys?|partners?|husbands?|wi(?:fe|ves)|spouses?|couples?|father\w*"
    r"|paternal|sperm\w*|both|either sex|infants?|neonates?|newborns?|bab(?:y|ies)|toddlers?"
    r"|child(?:ren)?(?![- ]?b)|breast[- ]?fed)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,;:/.()\[\]]|\bor\b|\band\b", re.IGNORECASE)
# When and how something of the part before is found: no further ground.
_HOW_AND_WHEN = re.compile(
    r"\W*(?:$|(?:for|until|during|at least|within|after|before|up to|throughout|currently|prior to"
    r"|any time|whichever (?:is|comes|occurs)|over the (?:course|next)"
    r"|in the (?:next|coming|near|future|following)"
    r"|on (?:the )?(?:day|first day)|during (?:the )?(?:screening|study)|at (?:the )?(?:time"
    r"|screening|baseline|enrol\w*|inclusion|study|entry|randomi\w*|visit)"
    r"|(?:by|in|on|with) (?:an? )?(?:urin\w*|serum|blood|plasma|(?:b-?|beta-?)?hcg|ultraso\w*|test)"
    r"|(?:as )?(?:determined|evidenced|confirmed|assessed|documented|verified|demonstrated|defined)"
    r"|(?:urine|serum|blood)[ -](?:test|sample)|(?:urinary|serum|blood)$)\b)",
    re.IGNORECASE,
)
_WOMEN_FIRST = re.compile(
    r"\W*(?:for |all |any )*(?:females?|wom[ae]n|girls?|WOCBP)\b", re.IGNORECASE
)
_CONTRACEPTION = re.compile(r"contracept|birth[- ]control", re.IGNORECASE)


# Lists that lost their commas stand in one part: what stands around a word of women has to be
# words that lead to it or go on from it.
_LEADS_TO = re.compile(
    r"(?:\W|\b(?:(?:the|any|all|an?|for|if|in|during|is|are|be|being|who|may|might|could|has|have|"
    r"known|suspected|current(?:ly)?|present(?:ly)?|active|actively|ongoing|prior|previous|recent|"
    r"concurrent|possibl[ey]|potential(?:ly)?|positive|negative|urine|serum|confirmed|documented|"
    r"or|and|not|become|becoming|get|getting|to|of|plan\w*|desir\w*|wish\w*|want\w*|inten[dt]\w*|"
    r"try\w*|contemplat\w*|anticipat\w*|consider\w*|expect\w*|avoid|considered|those|other|healthy|"
    r"patients?|subjects?|participants?|individuals?|persons?|people|anyone|volunteers?|must"
    r"|should|"
    r"did|do|does|status|state|stage|period|test|early|late|at|risk|on|another|a|whom|fertile"
    r"|possibility|nulliparous|"
    r"implementation|appropriate|accept|doesn't|that|history|evidence)\b))*",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\W*(?:$|[<>≥≤=]|(?:who|whose|whom|that|with|without|at|in|on|by|within|during|before|after"
    r"|until|for|from|of|as|if|any|when|while|tests?|testing|period|status|state|stage|age[ds]?"
    r"|related|throughout|through|prior|over|under|is|are|was|will|has|have|had|should|must|up|less"
    r"|more|not|but|unless|potential|capacity|capable|able|taking|receiving|using|undergoing|being"
    r"|planning|wishing|volunteers?|mothers?"
    r"|(?:patients?|subjects?|participants?|individuals?)\W*(?:$|who|of|that|in|at))\b)",
    re.IGNORECASE,
)


def is_of_women_only(words: str) -> bool:
    """Whether every part of a text can be true of a woman only.

    A part on contraception is, where the text begins with women; so is one that only says when
    or by which test something is found.
    """
    if not _OF_WOMEN.search(words) or _OF_OTHERS.search(words):
        return False
    first, *others = (part for part in _BETWEEN.split(words) if part.strip())
    of_women = _WOMEN_FIRST.match(words) is not None
    return _is_of_women(first) and all(
        _HOW_AND_WHEN.match(part)
        or (of_women and _CONTRACEPTION.search(part))
        or _is_of_women(part)
        for part in others
    )


def _is_of_women(part: str) -> bool:
    named = list(_OF_WOMEN.finditer(part))
    if not named:
        return False
    before = part[: named[0].start()]
    behind = re.match(r"\w*", part[named[-1].end() :])
    assert behind is not None
    return bool(
        _LEADS_TO.fullmatch(before) and _GOES_ON.match(part[named[-1].end() + behind.end() :])
    )


_REASON = re.compile(
    r"\W*\b(?:because|since|as|due to) (?:of )?(?:the |there |it |its |this |\w+ (?:is|are|has"
    r"|have) )[^;:]*$",
    re.IGNORECASE,
)


def not_of_men(words: str, record: Record) -> Finding | None:
    """Return that a text cannot be true of a male person; None where it may be."""
    if record.sex != "male" or not is_of_women_only(_REASON.sub("", words)):
        return None
    row = record.patient_row
    return settled(False, f"This cannot be true of a male person. {row.words}.", row)
