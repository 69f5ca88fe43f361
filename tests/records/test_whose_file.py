"""Whether a file is about the person of the case, by birth day and name."""

from typing import Any

import pytest

from app.case.case import Case
from app.case.entities import Patient
from app.case.partial_date import PartialDate
from app.records.whose_file import names_another
from tests.records.samples import bundle, lab, patient, read

BORN = PartialDate(2010, 5, 1)


def _names_another(known: dict[str, Any], given: str = "Ada", family: str = "Sample") -> bool:
    reading = read(bundle(patient("p1", given, family), lab()))
    return names_another(reading.persons, Case.of([Patient(id="p", **known)]))


@pytest.mark.parametrize(
    "known",
    [
        {"display_name": "Bo Other"},
        {"display_name": "Bo Sample"},  # a brother
        {"display_name": "Sample, Bo"},
        {"display_name": "Bo Sample", "preferred_name": "Bobo"},
    ],
)
def test_somebody_else(known: dict[str, Any]) -> None:
    assert _names_another(known)


@pytest.mark.parametrize(
    "known",
    [
        {},
        {"display_name": "Ada Sample"},
        {"display_name": "Sample, Ada Q"},
        {"display_name": "Ada Married"},
        {"display_name": "Maya"},  # a pet name is no proof
        {"display_name": "Adelaide Sample", "preferred_name": "Ada"},
        {"display_name": "Bo Other", "birth_date": BORN},
    ],
)
def test_nobody_else_as_far_as_can_be_told(known: dict[str, Any]) -> None:
    assert not _names_another(known)


def test_accents_make_nobody_another() -> None:
    assert not _names_another({"display_name": "Zoe Varnhagen-Reyes"}, "Zoë", "Reyes")


def test_another_birth_day_is_told_apart_from_another_name() -> None:
    assert not _names_another({"display_name": "Bo Other", "birth_date": PartialDate(1999)})
