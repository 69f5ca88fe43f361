import pytest

from app.records.concepts import concept, name_key, says_nothing, shown_name
from app.records.medicine_names import medicine_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acetaminophen 500 MG Oral Tablet [Tylenol]", "Tylenol 500mg"),
        ("Acetaminophen 500 MG Oral Tablet [Tylenol]", "acetaminophen 325 mg tab"),
        ("predniSONE (DELTASONE) tablet", "Prednisone 50 MG"),
        ("Ceftriaxone Sodium", "Ceftriaxone 100 MG/ML Injectable Solution"),
        ("etoposide (VEPESID) chemo IVPB", "ETOPOSIDE 20 MG/ML IV SOLN"),
        ("vinCRIStine sulfate 2 mg/2 mL injection", "Vincristine"),
        ("sulfamethoxazole-trimethoprim 800-160 mg tab", "Trimethoprim / Sulfamethoxazole"),
    ],
)
def test_one_medicine_goes_by_many_names(one: str, other: str) -> None:
    assert medicine_keys(one) & medicine_keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Insulin Glargine 100 UNT/ML", "Insulin Aspart 100 UNT/ML"),
        ("Potassium Chloride 20 MEQ", "Sodium chloride 0.9%"),
        ("vincristine", "vinblastine"),
        ("sulfamethoxazole-trimethoprim", "trimethoprim"),
    ],
)
def test_two_medicines_stay_two(one: str, other: str) -> None:
    assert not medicine_keys(one) & medicine_keys(other)


@pytest.mark.parametrize("text", ["x", "药", "-", "100"])
def test_every_name_has_a_key(text: str) -> None:
    assert medicine_keys(text)
    assert name_key(text)


def test_the_tag_of_a_list_is_no_part_of_the_name() -> None:
    assert shown_name("Essential  hypertension (disorder)") == "Essential hypertension"
    assert name_key("Fever - Finding") == name_key("Fever (finding)") == name_key("FEVER")


@pytest.mark.parametrize("text", ["Problem", "null", "Unknown", "--", "", None, "N/A"])
def test_words_that_name_nothing_are_no_name(text: str | None) -> None:
    assert shown_name(text) is None


def test_a_name_falls_back_to_the_next() -> None:
    found = concept(["null", None, "Problem", "Migraine"])
    assert found.name == "Migraine"


@pytest.mark.parametrize(
    "text",
    ["Not on file", "No data", "None", "No known problems", "No medication data is applicable",
     "Family History excluded/not available", "unknown", ""],
)  # fmt: skip
def test_ways_of_saying_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["Noonan syndrome", "Nocturia", "Nonischemic cardiomyopathy"])
def test_names_that_begin_like_nothing(text: str) -> None:
    assert not says_nothing(text)
