"""The grade of side effects of earlier CAR-T cells: "grade 3 or higher CRS after prior CAR-T"."""

import re

from app.case.entities import CellTherapy
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding, settled
from app.eligibility.model import ReadCriterion

_CRS = re.compile(r"\bCRS\b|cytokine[- ]release syndrome", re.IGNORECASE)
_NERVES = re.compile(r"\bICANS\b|neuro-?toxic|neurologic\w* toxic|nervous system toxic", re.I)
_CELLS = re.compile(r"\bCAR\b|chimeric antigen receptor", re.IGNORECASE)
_GRADE = re.compile(
    r"(?:(?P<before>>\s?=|≥|>)\s*)?grades?\s*(?P<sign>>\s?=|≥|>)?\s*(?P<grade>[1-4])"
    r"(?P<more>\s*(?:\+|(?:or|and) (?:higher|greater|above|more|worse)|(?:-|–|to|or|/)\s*[45]))?",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?:[\W\d_]|\b(?:an?|the|any|of|or|and|with|who|who have|have|has|had|history|prior"
    r"|previous|past"
    r"|experienced|developed|suffered|patients?|subjects?|participants?|severe|life|threatening"
    r"|grades?"
    r"|higher|greater|above|more|worse|than|crs|icans|cytokine|release|syndrome|neuro|toxicity"
    r"|toxicities|neurotoxicity|neurotoxicities|neurologic|neurological|immune|effector|cell|cells"
    r"|associated|after|following|during|from|to|in|on|related|due|car|cart|t|nk|chimeric|antigen"
    r"|receptor|modified|therapy|therapies|treatment|infusion|astct|ctcae|consensus|criteria|by"
    r"|per|according|anti|cd19|cd22|bcma|directed|targeted|adoptive)\b)*",
    re.IGNORECASE,
)


def reaction_of(read: ReadCriterion, record: Record) -> Finding | None:
    """Return whether earlier CAR-T cells brought such a reaction; None where it is not told."""
    if not record.facts.cell_therapies:
        return None
    text = read.criterion.text.replace("\\", "")
    if _CELLS.search(text) is None or _WORDS.fullmatch(text) is None:
        return None
    lowest = _lowest(text)
    if lowest is None:
        return None
    grades = _grades(text, record)
    if not grades or None in grades:
        return None
    known = [grade for grade in grades if grade is not None]
    rows = tuple(one.evidence for one in record.facts.cell_therapies)
    said = "; ".join(one.words for one in record.facts.cell_therapies)
    return settled(max(known) >= lowest, f"{said}.", *rows)


def _lowest(text: str) -> int | None:
    """Return the grade from which on every reaction of a line counts; None where they differ."""
    found = {_from(match) for match in _GRADE.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _from(match: re.Match[str]) -> int | None:
    sign = (match["before"] or match["sign"] or "").replace(" ", "")
    if not (sign or match["more"]):
        return 4 if match["grade"] == "4" else None
    return int(match["grade"]) + (sign == ">")


def _grades(text: str, record: Record) -> list[int | None]:
    """Return the worst grades noted of each reaction that a line names; None: not noted."""
    grades: list[int | None] = []
    for fact in record.facts.cell_therapies:
        row = record.row_of(fact.evidence)
        if isinstance(row, CellTherapy):
            grades += [_number(row.crs_grade)] if _CRS.search(text) else []
            grades += [_number(row.icans_grade)] if _NERVES.search(text) else []
    return grades


def _number(grade: str | None) -> int | None:
    return int(grade) if grade is not None and grade.isdigit() else None
