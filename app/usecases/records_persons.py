"""Whom a file of records speaks about, and who of them was meant."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.case.case import Case
from app.case.entities import Patient
from app.errors import CasebookError
from app.records.found import Person, names_agree

NOT_IN_FILE = "This file says nothing about the person named. Nothing was changed. It speaks of:"
SEVERAL_OF_NAME = (
    "More than one person in this file can be meant by this name. Nothing was changed. "
    "Please name one of them just so:"
)
SEVERAL = (
    "This file is about several people. Nothing was changed. "
    "Please say whose records to take (--person NAME):"
)


def person_labels(persons: Sequence[Person]) -> list[str]:
    """Return how each person is named so that no two are named alike."""
    labels = [person.name for person in persons]
    for more in (_born, _filed, _key):
        often = Counter(labels)
        labels = [
            label if often[label] == 1 else label + more(person)
            for label, person in zip(labels, persons, strict=True)
        ]
    return labels


def _born(person: Person) -> str:
    return f", born {person.birth_date.words()}" if person.birth_date else ""


def _filed(person: Person) -> str:
    return f", filed under {person.record_numbers[0]}" if person.record_numbers else ""


def _key(person: Person) -> str:
    return f" ({person.key})"


def person_named(persons: Sequence[Person], name: str) -> Person:
    """Return the person with a name, key or label.

    Raises:
        CasebookError: there is none, or there are two.
    """
    labels = dict(zip(person_labels(persons), persons, strict=True))
    chosen = next((p for label, p in labels.items() if _plain(label) == _plain(name)), None)
    if chosen is not None:
        return chosen
    for fits in (_is_key, _is_name, _may_be_name):
        found = [person for person in persons if fits(person, name)]
        if len(found) == 1:
            return found[0]
        if found:
            raise CasebookError(SEVERAL_OF_NAME, list(labels))
    raise CasebookError(NOT_IN_FILE, list(labels) or ["nobody in particular"])


def _is_key(person: Person, name: str) -> bool:
    return person.key == name


def _is_name(person: Person, name: str) -> bool:
    return any(_plain(each) == _plain(name) for each in person.names)


def _may_be_name(person: Person, name: str) -> bool:
    return any(names_agree(each, name) for each in person.names)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


TAKEN_FROM_FILE = "Taken over for the person, because the case did not say: {what}."


def completed_person(case: Case, persons: Sequence[Person], about: bool | None) -> Patient | None:
    """Return the case's person with birth day and sex where the case leaves them open.

    Only from a file that is evidently about this person. None where nothing is added.
    """
    patient = case.one(Patient)
    if patient is None or len(persons) != 1 or about is not True:
        return None
    told = _open_fields(patient, persons[0])
    return replace(patient, **told) if told else None


def _open_fields(patient: Patient, person: Person) -> dict[str, Any]:
    known = {"birth_date": person.birth_date, "sex_at_birth": person.sex}
    return {
        field: value
        for field, value in known.items()
        if value is not None and getattr(patient, field) is None and patient.absence(field) is None
    }


def person_note(before: Patient, after: Patient) -> str:
    """Say what of the person came from a file."""
    labels = [
        after.spec.field(name).label
        for name in ("birth_date", "sex_at_birth")
        if getattr(before, name) != getattr(after, name)
    ]
    return TAKEN_FROM_FILE.format(what=", ".join(labels))
