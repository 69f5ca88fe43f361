"""Lines on the course of the disease that only make sense as a whole.

A relapse after a donor transplant, a relapse outside the marrow alone, the grade of side effects
of earlier CAR-T cells: each is one fact of the record, not several words side by side.
"""

import re

from app.case.entities import StatusEvent, Transplant
from app.case.facts.model import Evidence
from app.case.facts.records import evidence
from app.case.partial_date import PartialDate
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding, settled
from app.eligibility.checking.words import on
from app.eligibility.model import ReadCriterion

_PEOPLE = (
    r"(?:\W|\b(?:patients?|subjects?|participants?|with|have|has|who|had|an?|the|known|any)\b)*"
)
_TRANSPLANT = (
    r"(?:(?P<allogeneic>allo(?:geneic|genic|-)?\W*)(?:h[a]?ematopoietic\W+)?(?:(?:stem"
    r"|progenitor)\W+)?"
    r"(?:cells?\W+)?(?:transplant(?:ation)?|(?:HSCT|HCT|SCT|BMT)\b)"
    r"(?:\W*\((?:allo-?)?(?:HSCT|HCT|SCT|BMT)\))?)"
)
_AFTER_TRANSPLANT = re.compile(
    rf"{_PEOPLE}(?:relapse[ds]?|recurrence|relapsed disease|disease relapse)\W+"
    rf"(?:after|following|post)\W+(?:an?\W+)?(?:prior\W+|previous\W+)?{_TRANSPLANT}\W*",
    re.IGNORECASE,
)
_ISOLATED = re.compile(
    rf"{_PEOPLE}isolated\W+extra-?\W?(?:medullary|marrow)(?:\W+(?:disease|leuk[a]?emi[ac]|relapses?"
    r"|recurrences?|involvement|sites?|only))*\W*",
    re.IGNORECASE,
)
_MARROW = frozenset({"bone_marrow", "marrow"})
_ISOLATED_BLASTS = 5
"""Percent of blasts in the marrow from which on a relapse is one of the marrow, too."""


def course_of(read: ReadCriterion, record: Record) -> Finding | None:
    """Return whether what a line says as a whole is true of the person; None: not told."""
    text = read.criterion.text
    if _AFTER_TRANSPLANT.fullmatch(text):
        return _relapse_after_transplant(record)
    if _ISOLATED.fullmatch(text):
        return _not_isolated(record)
    return None


def _relapse_after_transplant(record: Record) -> Finding | None:
    """A relapse noted after a donor transplant; silence on either says nothing."""
    for row in record.case.all(Transplant):
        if row.type != "allogeneic" or row.date is None:
            continue
        for relapse in record.facts.relapses:
            day = relapse.status.date
            if day is not None and day.after(row.date):
                said = f"{relapse.status.words}, after the transplant {on(row.date)}."
                return settled(True, said, relapse.status.evidence, _row(record, row, row.date))
    return None


def _row(record: Record, row: Transplant, day: PartialDate) -> Evidence:
    return evidence(record.case, row, "Transplant (allogeneic)", day)


def _not_isolated(record: Record) -> Finding | None:
    """The last relapse was found in the marrow, so it was not one outside it alone."""
    if not record.facts.relapses:
        return None
    last = record.facts.relapses[-1].status
    row = record.row_of(last.evidence)
    if not isinstance(row, StatusEvent):
        return None
    blasts = row.marrow_blasts_percent
    in_marrow = blasts is not None and blasts >= _ISOLATED_BLASTS
    if in_marrow or (blasts is None and _MARROW & set(row.sites or ())):
        return settled(False, f"The marrow had come back, too: {last.words}.", last.evidence)
    return None
