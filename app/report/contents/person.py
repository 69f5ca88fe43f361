"""The patient and the people around, as they are named on paper."""

from collections.abc import Iterator

from app.case import codes
from app.case.entities import Guardian, HealthCareProxy, Patient
from app.case.facts import Facts
from app.case.numbers import number_text
from app.report.contents.wording import NOT_KNOWN, long_date, short_date
from app.report.outline.words import NBSP, shortened

_LONGEST_NAME = 60
_TELLING_CHANGE = 5
"""Percent of the earlier weight."""


def patient_name(patient: Patient) -> str:
    """Return the full name for the top of a page, shortened where it is endless."""
    name = patient.display_name or patient.preferred_name or "Name not noted"
    return shortened(name, _LONGEST_NAME)


def called(patient: Patient) -> str:
    """Return "Called Eliot, he/him" as far as noted and not already said by the name."""
    preferred = patient.preferred_name or ""
    name = preferred if preferred and preferred != patient.display_name else ""
    pronouns = patient.pronouns or ""
    if name:
        name = f"Called {shortened(name, _LONGEST_NAME)}"
    return ", ".join(part for part in (name, shortened(pronouns, 30)) if part)


def born(facts: Facts, without_names: bool) -> str:
    """Return "Born 9 October 2008 (17), male"; says so where nobody noted it.

    The day of birth tells who somebody is: without names only the age is printed.
    """
    patient = facts.case.patient
    sex = (
        codes.label("patient.sex_at_birth", patient.sex_at_birth).lower()
        if (patient.sex_at_birth and patient.sex_at_birth != "unknown")
        else ""
    )
    age = f" ({facts.age.words})" if facts.age else ""
    if patient.birth_date is None:
        day = "Born: not known"
    elif without_names:
        day = f"Age {facts.age.words}" if facts.age else "Age: not known"
    else:
        day = f"Born {long_date(patient.birth_date)}{age}"
    return f"{day}, {sex}" if sex else day


def body(facts: Facts) -> str:
    """Return "61.3 kg, 174.5 cm on 16 Apr 2026 (4.1 kg less than ...)"."""
    parts = [
        measure.quantity.words().replace(" ", NBSP)
        for measure in (facts.weight, facts.height)
        if measure
    ]
    day = facts.weight.date if facts.weight else facts.height.date if facts.height else None
    text = ", ".join(parts) + (f" on {short_date(day)}" if day else "") + _weight_change(facts)
    return text if parts else f"Weight and height: {NOT_KNOWN.lower()}"


def _weight_change(facts: Facts) -> str:
    """Return " (5.3 kg less than on 8 December 2025)" where the change is worth a look."""
    for change in facts.weight_changes:
        # Since the first weighing a child has grown: that tells nothing.
        if change.since != "first" and abs(change.change_percent) >= _TELLING_CHANGE:
            amount = number_text(abs(change.change_kg))
            less = "less" if change.change_kg < 0 else "more"
            return f" ({amount}{NBSP}kg {less} than on {short_date(change.earlier.date)})"
    return ""


def contacts(facts: Facts) -> Iterator[str]:
    """Yield "Ines Reyes (mother) 555-0142" for guardians and the health care proxy."""
    case = facts.case
    for guardian in case.all(Guardian):
        yield _contact(guardian.name, guardian.relation, guardian.phone)
    for proxy in case.all(HealthCareProxy):
        role = ", ".join(part for part in (proxy.relation, "health care proxy") if part)
        yield _contact(proxy.name, role, proxy.phone)


def _contact(name: str | None, role: str | None, phone: str | None) -> str:
    # Without names the role stands in the name's place.
    if role and name and role.startswith(name):
        name, role = role, None
    about = f"({shortened(role, 40)})" if role else ""
    parts = (shortened(name or "", 40), about, phone or "")
    return " ".join(part for part in parts if part)


def interpreter(patient: Patient) -> str:
    """Return "Interpreter needed (English, Spanish (father))"; "" where none is."""
    if not patient.interpreter_needed:
        return ""
    languages = ", ".join(patient.languages or ())
    return f"Interpreter needed ({shortened(languages, 60)})" if languages else "Interpreter needed"
