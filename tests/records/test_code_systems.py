import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records.code_systems import Code, believed, is_loinc, is_snomed

LOINC, SNOMED = "http://loinc.org", "2.16.840.1.113883.6.96"


@pytest.mark.parametrize("code", ["718-7", "6690-2", "2160-0", "33914-3", "69548-6"])
def test_codes_of_loinc_have_their_check_digit(code: str) -> None:
    assert is_loinc(code)


@pytest.mark.parametrize("code", ["718-8", "54102", "6690-2 ", "-7", "718-77", "WBC"])
def test_what_is_no_code_of_loinc(code: str) -> None:
    assert not is_loinc(code)


@pytest.mark.parametrize("code", ["59621000", "386661006", "277571004", "1631000175102"])
def test_codes_of_snomed_have_their_check_digit(code: str) -> None:
    assert is_snomed(code)


@given(st.integers(1, 9_999_999), st.integers(1, 9))
def test_one_wrong_digit_makes_no_loinc_code(number: int, shift: int) -> None:
    right = next(f"{number}-{check}" for check in range(10) if is_loinc(f"{number}-{check}"))
    wrong = f"{number}-{(int(right[-1]) + shift) % 10}"
    assert not is_loinc(wrong)


@given(st.integers(10_000, 10**15), st.data())
def test_a_wrong_digit_or_a_swap_makes_no_snomed_code(number: int, data: st.DataObject) -> None:
    right = next(f"{number}{check}" for check in range(10) if is_snomed(f"{number}{check}"))
    place = data.draw(st.integers(1, len(right) - 1))
    shift = data.draw(st.integers(1, 9))
    digits = list(right)
    digits[place] = str((int(digits[place]) + shift) % 10)
    assert not is_snomed("".join(digits))
    if right[place] != right[place - 1] and "0" not in right[place - 1 : place + 1]:
        swapped = right[: place - 1] + right[place] + right[place - 1] + right[place + 1 :]
        assert not is_snomed(swapped)


def test_a_list_is_known_by_address_or_number() -> None:
    assert believed(LOINC, "718-7") == Code("LOINC", "718-7")
    assert believed("urn:oid:2.16.840.1.113883.6.1", " 718-7 ") == Code("LOINC", "718-7")
    assert believed(SNOMED, "59621000") == Code("SNOMED CT", "59621000")


def test_a_house_code_under_the_name_of_a_list_is_not_believed() -> None:
    assert believed(LOINC, "54102") is None
    assert believed(SNOMED, "59621001") is None
    assert believed("http://www.nlm.nih.gov/research/umls/rxnorm", "Unknown") is None


def test_an_unknown_list_is_not_believed() -> None:
    assert believed("urn:oid:1.2.840.114350.1", "718-7") is None
    assert believed(None, None) is None


@pytest.mark.parametrize(
    ("written", "normal"), [("E038", "E03.8"), ("e03.8", "E03.8"), ("I10", "I10")]
)
def test_a_diagnosis_code_has_one_spelling(written: str, normal: str) -> None:
    assert believed("http://hl7.org/fhir/sid/icd-10-cm", written) == Code("ICD-10", normal)
