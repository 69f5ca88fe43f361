"""The packaged vocabularies: whole, without broken references, found by every name they list."""

import csv
import json
from pathlib import Path

import pytest

from app.case import vocabulary
from app.case.partial_date import PartialDate
from app.case.terms import Vocabulary
from app.case.vocabulary import (
    code_fields,
    code_label,
    codes,
    diagnoses,
    diagnosis_ancestors,
    diagnosis_is_a,
    drug_class,
    drugs,
    glossary,
    is_anticancer,
    labs,
    marker_find,
    markers,
    pathways,
    performance_scores,
    regimens,
)
from app.resource_files import resource_file

LISTS = (
    "drugs",
    "regimens",
    "diagnoses",
    "markers",
    "labs",
    "glossary",
    "question_bank",
    "therapies",
    "performance_scores",
    "criteria_patterns",
    "pathways",
)


def all_lists() -> dict[str, Vocabulary]:
    return {name: getattr(vocabulary, name)() for name in LISTS}


def found(terms: Vocabulary, text: str) -> str | None:
    term = terms.find(text)
    return None if term is None else term.id


def mentioned(terms: Vocabulary, text: str) -> list[tuple[str, str]]:
    return [(text[start:end], term.id) for term, start, end in terms.mentions(text)]


def test_every_file_is_whole() -> None:
    for path in sorted(resource_file("vocab").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows, path.name
        for row in rows:
            assert None not in row, path.name
            assert None not in row.values(), path.name


@pytest.mark.parametrize("name", LISTS)
def test_ids_are_unique(name: str) -> None:
    terms = all_lists()[name]
    assert len({term.id for term in terms}) == len(terms) > 0
    assert all(terms.get(term.id) is term for term in terms)


@pytest.mark.parametrize("name", LISTS)
def test_every_row_says_as_of_when_and_from_where(name: str) -> None:
    for term in all_lists()[name]:
        assert isinstance(term.as_of, PartialDate), term.id
        assert term.source, term.id


def test_references_lead_somewhere() -> None:
    generic_names = {drug.name for drug in drugs()}
    for regimen in regimens():
        assert set(regimen.listed("drugs")) <= generic_names, regimen.id
    for diagnosis in diagnoses():
        parent = diagnosis.row["parent_id"]
        assert not parent or diagnoses().get(parent), diagnosis.id


def test_rows_cannot_be_changed() -> None:
    drug = drugs().rows[0]
    with pytest.raises(TypeError):
        drug.row["note"] = "other"  # type: ignore[index]


@pytest.mark.parametrize("name", ["drugs", "regimens", "diagnoses", "markers", "labs", "glossary"])
def test_every_name_finds_its_own_row(name: str) -> None:
    terms = all_lists()[name]
    for term in terms:
        assert terms.find(term.name) is term, term.name
        assert terms.find(term.name.upper().replace("-", " ")) in (term, None), term.name


@pytest.mark.parametrize("name", ["drugs", "regimens", "diagnoses", "markers", "labs", "therapies"])
def test_a_listed_name_finds_its_row_or_nothing(name: str) -> None:
    terms = all_lists()[name]
    for term in terms:
        for synonym in term.synonyms:
            assert terms.find(synonym) in (term, None), synonym


# Names that lead to two rows, or mean two things by the rules of matching.
SHARED = {"anti-PD-1", "TPO-RA"}


def test_every_clear_synonym_of_a_drug_finds_it() -> None:
    for drug in drugs():
        for synonym in set(drug.synonyms) - set(drug.ambiguous) - SHARED:
            assert drugs().find(synonym) is drug, synonym


def test_ambiguous_short_forms_never_match() -> None:
    for drug in drugs():
        for short in drug.ambiguous:
            assert drugs().find(short) is None, short
            assert mentioned(drugs(), f"given {short} for 3 days") == [], short


@pytest.mark.parametrize(
    ("typed", "drug"),
    [
        ("WU CART 007", "soficabtagene-geleucel"),
        ("WU-CART-007", "soficabtagene-geleucel"),
        ("WUCART007", "soficabtagene-geleucel"),
        ("sofi-cel", "soficabtagene-geleucel"),
        ("Blincyto", "blinatumomab"),
        ("ara c", "cytarabine"),
        ("6-MP", "mercaptopurine"),
        ("6 MP", "mercaptopurine"),
        ("vincristine sulfate", "vincristine"),
        ("vinCRIStine sulfate 2 mg/2 mL injection", "vincristine"),
        ("rituximab-abbs", "rituximab"),
        ("GCSF", "filgrastim"),
        ("ondansetron (ZOFRAN) 8 mg tablet", "ondansetron"),
        ("1 ML Epoetin Alfa 4000 UNT/ML Injection [Procrit]", "epoetin-alfa"),
        ("Sulfamethoxazole 800 MG / Trimethoprim 160 MG Oral Tablet",
         "trimethoprim-sulfamethoxazole"),
        ("doxorubicin hydrochloride liposome", "doxorubicin-liposomal"),
        ("azacitidine 300 mg oral tablet", "azacitidine-oral"),
        ("azacitidine 100 mg injection", "azacitidine"),
        ("penicillin V potassium 250 mg", "penicillin-v"),
        ("Dexamethasone 0.5 mg/5 mL oral rinse", "dexamethasone"),
    ],
)  # fmt: skip
def test_drugs_by_brand_code_spelling_and_label(typed: str, drug: str) -> None:
    assert found(drugs(), typed) == drug


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "()", "mg", "6MP", "MTX", "IM", "MP", "FLU", "aspirin", "sodium",
        "potassium chloride",
        "Acetaminophen 300 MG / Hydrocodone Bitartrate 5 MG Oral Tablet",
        "Oxycodone Hydrochloride / Acetaminophen", "vincristine (liposomal)",
        "liposomal cytarabine",
        "Sodium chloride / Morphine sulfate", "vincristin", "no vincristine",
        "vincristine toxicity",
    ],
)  # fmt: skip
def test_unknown_drugs_stay_unknown(typed: str) -> None:
    assert found(drugs(), typed) is None


@pytest.mark.parametrize(
    ("typed", "diagnosis"),
    [
        ("T-ALL", "t-all"), ("t all", "t-all"), ("T-cell acute lymphoblastic leukaemia", "t-all"),
        ("ALL", "all"), ("Ph+ ALL", "b-all-ph-pos"), ("ALK- ALCL", "alcl-alk-neg"),
        ("ALCL", None), ("MF", None), ("ABC", None), ("Waldenström macroglobulinemia", "wm"),
        ("non Hodgkin's lymphoma", "nhl"), ("mycosis fungoides", "mf"), ("flu", None),
    ],
)  # fmt: skip
def test_diagnoses(typed: str, diagnosis: str | None) -> None:
    assert found(diagnoses(), typed) == diagnosis


def test_markers() -> None:
    assert marker_find("CD3") is None
    assert found(markers(), "cyCD3") == "cd3-cytoplasmic"
    assert found(markers(), "surface CD3") == "cd3-surface"
    assert found(markers(), "BCR-ABL1") == "bcr-abl1"
    assert found(markers(), "t(9;22)") == "bcr-abl1"
    assert found(markers(), "CD 7") == "cd7"
    assert found(markers(), "CD79") is None


def test_regimens_and_words_with_two_meanings() -> None:
    assert found(regimens(), "hyperCVAD") == "hyper-cvad"
    assert found(regimens(), "R2") == "r2"
    assert mentioned(regimens(), "R2 was given") == []
    assert found(glossary(), "phase III") == "phase-3"
    assert found(glossary(), "phase I/II") == "phase-1-2"
    assert found(glossary(), "MRD") == "mrd"


def test_mentions_are_whole_words_and_the_longest_names() -> None:
    text = "Relapsed T-ALL or T LBL after WU CART 007; Ph+ ALL and non-Hodgkin lymphomas."
    assert mentioned(diagnoses(), text) == [
        ("T-ALL", "t-all"),
        ("T LBL", "t-lbl"),
        ("Ph+ ALL", "b-all-ph-pos"),
        ("non-Hodgkin lymphomas", "nhl"),
    ]
    assert mentioned(drugs(), text) == [("WU CART 007", "soficabtagene-geleucel")]
    assert mentioned(markers(), "CD7+, cyCD3, CD79a; t(9;22)(q34;q11)") == [
        ("CD7", "cd7"),
        ("cyCD3", "cd3-cytoplasmic"),
        ("CD79a", "cd79a"),
        ("t(9;22)", "bcr-abl1"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "all patients", "He is tall.", "ALL of the following", "ALL PATIENTS MUST CONSENT",
        "ALL subjects", "a ml of blood", "small", "MF", "the ice age", "in CR",
    ],
)  # fmt: skip
def test_plain_words_are_no_diagnosis(text: str) -> None:
    assert mentioned(diagnoses(), text) == []


@pytest.mark.parametrize(
    "text", ["anti-CD20 antibody", "IM injection", "MTX", "beam", "cortisol level"]
)
def test_class_words_and_short_forms_are_no_drug(text: str) -> None:
    assert mentioned(drugs(), text) == []


def test_suggestions() -> None:
    def suggested(text: str, terms: Vocabulary | None = None) -> list[str]:
        return [term.id for term in (terms or drugs()).suggest(text, 5)]

    assert suggested("vin")[:2] == ["vincristine", "vincristine-liposome"]
    assert suggested("vncristine") == ["vincristine"]
    assert suggested("metotrexat")[0] == "methotrexate"
    assert suggested("MTX")[0] == "methotrexate"  # a person chooses; nothing is decided
    assert suggested("cart 007")[0] == "soficabtagene-geleucel"
    assert suggested("MF", diagnoses())[:2] == ["mf", "pmf"]
    assert suggested("bili", labs()) == ["tbili", "dbili"]
    assert suggested("") == []
    assert suggested("zzzzzz") == []
    assert len(drugs().suggest("a", 3)) == 3


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("vincristine", True), ("blinatumomab", True), ("imatinib", True), ("rituximab-abbs", True),
        ("WU CART 007", True), ("lenalidomide", True), ("ruxolitinib", True),
        ("prednisone", False), ("dexamethasone oral rinse", False), ("hydrocortisone", False),
        ("entecavir", False), ("levofloxacin", False), ("tacrolimus", False),
        ("belumosudil", False),
        ("ondansetron", False), ("filgrastim", False), ("allogeneic stem cell graft", False),
        ("something new", None), ("MTX", None),
    ],
)  # fmt: skip
def test_medicines_against_the_cancer(typed: str, answer: bool | None) -> None:
    assert is_anticancer(typed) is answer


def test_the_reason_decides_for_drugs_used_for_both() -> None:
    assert is_anticancer("ruxolitinib", "chronic GVHD") is False
    assert is_anticancer("methotrexate", "GVHD prevention") is False
    assert is_anticancer("methotrexate", "maintenance") is True
    assert is_anticancer("something new", "GVHD") is None


@pytest.mark.shared_data
def test_no_sample_takes_a_medicine_against_the_cancer(shared_data: Path) -> None:
    cases = sorted(shared_data.glob("cases/*[0-9].json"))
    assert cases
    for path in cases:
        case = json.loads(path.read_text(encoding="utf-8"))
        for medicine in case["medications"]:
            if medicine["status"] in ("active", "as_needed"):
                assert is_anticancer(medicine["name"], medicine["reason"]) is False, medicine


def test_drug_class() -> None:
    assert drug_class("Oncovin") == "vinca alkaloid"
    assert drug_class("something new") is None


def test_codes() -> None:
    assert "treatment.modality" in code_fields()
    assert codes("treatment.modality")[0].code == "chemotherapy"
    assert code_label("treatment.reason_stopped", "no_response") == "Did not work"
    assert code_label("response_code", "CR") == "Complete remission / response"
    assert code_label("response_code", "CR", plain=True) == "No cancer seen; counts are back"
    assert code_label("response_code", "as typed") == "as typed"
    assert code_label("no.such_field", "as typed") == "as typed"
    with pytest.raises(KeyError):
        codes("no.such_field")


def test_codes_are_unique_in_their_field() -> None:
    for field in code_fields():
        written = [entry.code for entry in codes(field)]
        assert len(set(written)) == len(written), field
        assert all(entry.label and entry.plain_label for entry in codes(field)), field


def test_a_kind_is_what_lies_above_it_never_the_reverse() -> None:
    assert diagnosis_ancestors("t-all") == ("all", "leukemia", "blood-cancer")
    assert diagnosis_is_a("t-all", "all")
    assert diagnosis_is_a("t-all", "t-all")
    assert not diagnosis_is_a("all", "t-all")
    assert not diagnosis_is_a("t-lbl", "all")
    assert diagnosis_is_a("t-lbl", "t-all-lbl")
    assert diagnosis_is_a("etp-all", "t-all-lbl")
    assert diagnosis_is_a("b-lbl", "all-lbl")
    assert not diagnosis_is_a("b-lbl", "t-all-lbl")
    assert not diagnosis_is_a("no-such", "no-such")
    assert diagnosis_ancestors("no-such") == ()


def test_the_tree_has_no_circle() -> None:
    for diagnosis in diagnoses():
        line = diagnosis_ancestors(diagnosis.id)
        assert len(set(line)) == len(line) < 10
        assert diagnosis.id not in line


def test_scores_and_steps_have_ids() -> None:
    ecog = performance_scores().get("ECOG-1")
    assert ecog is not None
    assert ecog.row["scale"] == "ECOG"
    assert pathways().get("right_to_try-1") is not None
