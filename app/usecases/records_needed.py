"""The list of records that a second opinion is usually given, from `resources/records/needs.csv`.

Each row says where it comes from and whether the source was read; it is an aid for asking, and the
center that is asked has the last word.
"""

import csv
from functools import cache

from app.case.case import Case
from app.case.entities import (
    CellTherapy,
    CsfSample,
    Diagnosis,
    DonorSearch,
    Radiation,
    Transplant,
    Treatment,
)
from app.case.partial_date import PartialDate
from app.case.value_class import value_class
from app.case.vocabulary import diagnosis_is_a
from app.resource_files import resource_file


@value_class
class Need:
    """One record that is usually asked for.

    Attributes:
        key: its name in the list.
        importance: 1 is asked for first, 3 last.
        name: what the family calls it.
        ask_for: the words of a letter.
        applies_to: `cancer`, `blood-cancer`, or what the case must hold (`transplant` ...).
        types: codes of `document.type` that are this record.
        words: words in a title that tell it; `not_words` tell another one.
        how_many: how many of them are asked for.
        evidence: the entries of the case that hold its values without the report itself.
        place: whose hospital has it (`diagnosis`, `treatment`, `transplant` ...).
        source, as_of, verified: where this row comes from, from when, whether that was read.
    """

    key: str
    importance: int
    name: str
    ask_for: str
    applies_to: str
    types: tuple[str, ...]
    words: tuple[str, ...]
    not_words: tuple[str, ...]
    how_many: int
    evidence: str
    place: str
    source: str
    as_of: PartialDate
    verified: bool


@cache
def needs() -> tuple[Need, ...]:
    """Return the list, the most important first."""
    with resource_file("records/needs.csv").open(encoding="utf-8", newline="") as file:
        found = [_need(row) for row in csv.DictReader(file)]
    return tuple(sorted(found, key=lambda need: need.importance))


def _need(row: dict[str, str]) -> Need:
    return Need(
        row["need_id"],
        int(row["importance"]),
        row["name"],
        row["ask_for"],
        row["applies_to"],
        _listed(row["document_types"]),
        _listed(row["words"]),
        _listed(row["not_words"]),
        int(row["how_many"]),
        row["evidence"],
        row["place"],
        row["source"],
        PartialDate.from_iso(row["as_of"]),
        row["verified"] == "yes",
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def applies(need: Need, case: Case) -> bool | None:
    """Whether a record is asked for in this case; None where the case does not tell."""
    if need.applies_to == "cancer":
        return True
    if need.applies_to == "blood-cancer":
        return _is_blood_cancer(case)
    return _holds(need.applies_to, case)


def _is_blood_cancer(case: Case) -> bool | None:
    known = [row.dx_id for row in case.all(Diagnosis) if row.dx_id]
    if not known:
        return None
    return any(diagnosis_is_a(dx_id, "blood-cancer") for dx_id in known)


def _holds(what: str, case: Case) -> bool:
    modalities = {row.modality for row in case.all(Treatment)}
    if what == "transplant":
        return bool(case.all(Transplant)) or "hsct" in modalities
    if what == "cell-therapy":
        return bool(case.all(CellTherapy)) or bool(modalities & {"car_t", "other_cell_therapy"})
    if what == "radiation":
        return bool(case.all(Radiation)) or "radiation" in modalities
    if what == "csf":
        return bool(case.all(CsfSample)) or bool(_is_blood_cancer(case))
    return what == "donor" and (bool(case.all(DonorSearch)) or bool(case.all(Transplant)))
