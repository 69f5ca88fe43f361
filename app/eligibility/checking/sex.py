"""Sex, pregnancy, breast-feeding; contraception is never decided."""

import re

from app.eligibility.checking.freshness import LAB_DAYS, Span, is_fresh
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding, MissingFact, Why, cannot_tell, settled
from app.eligibility.checking.words import shown
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
        return cannot_tell(f"The last pregnancy test is old: {said}", gap)
    word = (newest.text or "").strip().casefold()
    if word in _NEGATIVE:
        return settled(False, said, newest.evidence)
    if word in _POSITIVE:
        return settled(True, said, newest.evidence)
    gap = MissingFact(_TEST.key, _TEST.name, Why.UNCLEAR, newest.evidence)
    return cannot_tell(f"{shown(newest.evidence)} is not a plain yes or no.", gap)


def check_breastfeeding(asked: Presence, record: Record) -> Finding:
    """Whether the person breast-feeds: never a male person, else to be asked."""
    if record.sex == "male":
        return settled(False, "Breast-feeding does not apply (male).", record.patient_row)
    return cannot_tell("Breast-feeding is not in the record.", _BREAST_FEEDING)


_OF_WOMEN = re.compile(
    r"pregnan|\blactat|breast[- ]?feed|\bnursing\b|child[- ]?bearing|\bfemales?\b|\bwom[ae]n\b"
    r"|\bgirls?\b|\bWOCBP\b",
    re.IGNORECASE,
)
_FEMALE_PEOPLE = re.compile(
    r"\bfemale (?:patient|subject|participant|individual)s?\b", re.IGNORECASE
)
_OF_OTHERS = re.compile(
    r"\b(?:males?|m[ae]n|boys?|partners?|husbands?|father\w*|sperm\w*|both|patients?|subjects?"
    r"|participants?|individuals?|persons?|people|those|anyone)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,;/.()]|\bor\b|\band\b", re.IGNORECASE)
_HOW_LONG = re.compile(
    r"\W*(?:$|(?:for|until|during|at least|within|after|before|up to|throughout)\b)", re.IGNORECASE
)


def is_of_women_only(words: str) -> bool:
    """Whether every part of a text can be true of a woman only."""
    plain = _FEMALE_PEOPLE.sub("women", words)
    if not _OF_WOMEN.search(plain) or _OF_OTHERS.search(plain):
        return False
    parts = (part for part in _BETWEEN.split(plain) if not _HOW_LONG.match(part))
    return all(_OF_WOMEN.search(part) for part in parts)


def not_of_men(words: str, record: Record) -> Finding | None:
    """Return that a text cannot be true of a male person; None where it may be."""
    if record.sex != "male" or not is_of_women_only(words):
        return None
    row = record.patient_row
    return settled(False, f"This cannot be true of a male person. {row.words}.", row)
