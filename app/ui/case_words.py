"""Short descriptions of the case, for places that have room for a few words only."""

from app.case import vocabulary
from app.ui.open_case import OpenCase
from app.ui.words import translate


def patient_line(case: OpenCase) -> str:
    """Return "17, T-ALL": age and illness, as far as they are known."""
    age = case.facts.age
    parts = [age.words if age else "", illness(case)]
    known = [part for part in parts if part]
    if len(known) < 2:
        return "".join(known)
    return translate("CaseWords", "{age}, {illness}").format(age=known[0], illness=known[1])


def illness(case: OpenCase) -> str:
    """Return the first diagnosis in its usual short form, or as the report names it."""
    found = next(iter(case.facts.diagnoses), None)
    if found is None:
        return ""
    term = vocabulary.diagnoses().get(found.dx_id) if found.dx_id else None
    if term is None:
        return found.name
    short = term.listed("abbreviations")
    return short[0] if short else term.name
