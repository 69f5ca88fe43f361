"""The packaged vocabularies, each read when it is first asked for.

Drugs, regimens, diagnoses, markers, laboratory values, words explained, questions, therapies,
performance scores, patterns of criteria, access pathways, and the code lists of the fields. They
are aids, never limits: a word that is not in them stays as the family typed it.
"""

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from app.case.drug_names import DrugVocabulary, treats_cancer
from app.case.lab_names import LabVocabulary
from app.case.terms import Mention, Term, Vocabulary, make_term
from app.resource_files import resource_file

__all__ = [
    "Code",
    "DrugVocabulary",
    "LabVocabulary",
    "Mention",
    "Term",
    "Vocabulary",
    "code_fields",
    "code_label",
    "codes",
    "criteria_patterns",
    "diagnoses",
    "diagnosis_ancestors",
    "diagnosis_is_a",
    "drug_class",
    "drugs",
    "glossary",
    "is_anticancer",
    "lab_find",
    "labs",
    "marker_find",
    "markers",
    "pathways",
    "performance_scores",
    "question_bank",
    "regimens",
    "therapies",
]

# Never expanded without context: matched related donor, myelofibrosis, interim maintenance and
# others also go by these letters (domain reference, section 2, matching rules). ITT also means
# "intention to treat".
_TWO_MEANINGS = frozenset({"MRD", "MF", "IM", "R2", "ABC", "ITT"})
# Names the list gives for one drug that in a sentence mean the whole class, or a laboratory value.
_DRUG_CLASS_WORDS = frozenset(
    {
        "anti-CD20",
        "anti-CD52",
        "anti-PD-1",
        "anti-IL-6",
        "anti-IL-6R",
        "anti-IFN-gamma",
        "anti-CD22 CAR",
        "CD5 CAR-T",
        "CD7 CAR-T",
        "bispecific CAR",
        "fluoroquinolone",
        "LMWH",
        "DOAC",
        "SSRI",
        "H2 blocker",
        "GnRH agonist",
        "cortisol",
    }
)
# "A bare CD3 may mean surface or inside the cell" (markers.csv).
_BARE_MARKERS = frozenset({"CD3"})
# The same letters are tags on leukemia cells; LabVocabulary.find decides by the unit.
_BARE_COUNTS = frozenset({"CD3", "CD4", "CD19"})

# Two diagnoses taken together as one entry of the tree: each member belongs to it.
_TAKEN_TOGETHER = {"all-lbl": ("all", "lbl"), "t-all-lbl": ("t-all", "t-lbl")}


class Code(NamedTuple):
    """One value a field can take.

    Attributes:
        code: what is stored.
        label: the medical wording.
        plain_label: the wording for the family.
        note: a remark on its use, often empty.
    """

    code: str
    label: str
    plain_label: str
    note: str


def _read(name: str) -> Iterator[dict[str, str]]:
    with resource_file(f"vocab/{name}").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _terms(name: str, id_columns: Sequence[str], name_column: str) -> list[Term]:
    return [
        make_term("-".join(row[column] for column in id_columns), row[name_column], row)
        for row in _read(name)
    ]


@cache
def drugs() -> DrugVocabulary:
    """Return the medicines: generic names, brands, codes, classes, US status with its date."""
    return DrugVocabulary(
        _terms("drugs.csv", ["drug_id"], "generic_name"), _TWO_MEANINGS, _DRUG_CLASS_WORDS
    )


@cache
def regimens() -> Vocabulary:
    """Return the named treatment plans and their drugs."""
    return Vocabulary(_terms("regimens.csv", ["regimen_id"], "name"), _TWO_MEANINGS)


@cache
def diagnoses() -> Vocabulary:
    """Return the diagnoses, a tree by `parent_id`."""
    return Vocabulary(_terms("diagnoses.csv", ["dx_id"], "name"), _TWO_MEANINGS)


@cache
def markers() -> Vocabulary:
    """Return the cell markers, genes and MRD methods."""
    not_alone = _TWO_MEANINGS | _BARE_MARKERS
    return Vocabulary(_terms("markers.csv", ["marker_id"], "name"), not_alone)


@cache
def labs() -> LabVocabulary:
    """Return the laboratory values with units, factors and pitfalls."""
    return LabVocabulary(_terms("labs.csv", ["lab_id"], "name"), _BARE_COUNTS)


@cache
def glossary() -> Vocabulary:
    """Return the words explained in plain language."""
    return Vocabulary(_terms("glossary.csv", ["term_id"], "term"))


@cache
def question_bank() -> Vocabulary:
    """Return the questions families ask, by situation."""
    return Vocabulary(_terms("questions.csv", ["question_id"], "question"))


@cache
def therapies() -> Vocabulary:
    """Return cell therapies and key drugs: who, status as of when, benefit, risks, numbers."""
    return Vocabulary(_terms("therapies.csv", ["therapy_id"], "name"), _TWO_MEANINGS)


@cache
def performance_scores() -> Vocabulary:
    """Return the ECOG, Karnofsky and Lansky scores; ids such as `ECOG-1`."""
    return Vocabulary(_terms("performance_status.csv", ["scale", "score"], "plain_label"))


@cache
def criteria_patterns() -> Vocabulary:
    """Return how trial criteria are worded and which data they need."""
    return Vocabulary(_terms("criteria_patterns.csv", ["pattern_id"], "typical_phrase_own_words"))


@cache
def pathways() -> Vocabulary:
    """Return the steps of each access pathway, in order; ids such as `right_to_try-1`."""
    return Vocabulary(_terms("pathways.csv", ["pathway", "step_no"], "step"))


@cache
def _code_lists() -> dict[str, tuple[Code, ...]]:
    lists: dict[str, list[Code]] = {}
    for row in _read("enums.csv"):
        code = Code(row["code"], row["label"], row["plain_label"], row["note"])
        lists.setdefault(row["field"], []).append(code)
    return {field: tuple(entries) for field, entries in lists.items()}


def code_fields() -> tuple[str, ...]:
    """Return the fields that have a code list, such as `treatment.modality`."""
    return tuple(_code_lists())


def codes(field: str) -> tuple[Code, ...]:
    """Return the values a field can take, in the order to offer them.

    Raises:
        KeyError: the field has no code list.
    """
    return _code_lists()[field]


def code_label(field: str, code: str, plain: bool = False) -> str:
    """Return the wording of a code; a value that is not in the list comes back as typed."""
    for entry in _code_lists().get(field, ()):
        if entry.code == code:
            return entry.plain_label if plain else entry.label
    return code


def diagnosis_ancestors(dx_id: str) -> tuple[str, ...]:
    """Return the ids above a diagnosis in the tree, the nearest first."""
    found: list[str] = []
    term = diagnoses().get(dx_id)
    while term is not None and (parent := term.row["parent_id"]):
        found.append(parent)
        term = diagnoses().get(parent)
    return tuple(found)


def diagnosis_is_a(dx_id: str, ancestor_id: str) -> bool:
    """Whether a diagnosis is the other one or a kind of it (T-ALL is an ALL, not the reverse).

    Entries that take two diagnoses together ("T-ALL / T-LBL") hold the kinds of both.
    """
    if diagnoses().get(dx_id) is None:
        return False
    line = (dx_id, *diagnosis_ancestors(dx_id))
    if ancestor_id in line:
        return True
    members = _TAKEN_TOGETHER.get(ancestor_id, ())
    # What lies under one combined entry ("T-ALL / T-LBL") still lies under the wider one.
    return any(member in line for member in members)


def drug_class(text: str) -> str | None:
    """Return the class of a medicine, such as "vinca alkaloid"; None for an unknown one."""
    drug = drugs().find(text)
    return drug.row["class"] if drug is not None else None


def is_anticancer(text: str, reason: str = "") -> bool | None:
    """Whether a medicine is one against the cancer; None for an unknown one.

    Args:
        text: the medicine's name as typed or printed.
        reason: what it is taken for, where that is known; see `drug_names.treats_cancer`.
    """
    drug = drugs().find(text)
    return treats_cancer(drug, reason) if drug is not None else None


def lab_find(text: str, unit: str | None = None) -> Term | None:
    """Return the laboratory value with this printed name, the printed unit considered."""
    return labs().find(text, unit)


def marker_find(text: str) -> Term | None:
    """Return the marker or gene with this name; None for a bare "CD3"."""
    return markers().find(text)
