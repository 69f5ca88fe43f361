from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import CasebookError
from app.trials.search_address import record_address, search_address


def test_the_address_holds_the_chosen_words_and_nothing_else() -> None:
    address = search_address(
        "T-cell leukemia & lymphoma", intervention="CD7 CAR-T", country="United States"
    )
    assert " " not in address
    assert urlsplit(address).netloc == "clinicaltrials.gov"
    assert parse_qs(urlsplit(address).query) == {
        "cond": ["T-cell leukemia & lymphoma"],
        "intr": ["CD7 CAR-T"],
        "locStr": ["United States"],
        "country": ["United States"],
        "aggFilters": ["status:rec not"],
    }


@pytest.mark.parametrize(
    "words",
    ["CD19", "BCR-ABL1 p190", "6-mercaptopurine", "t(9;22)(q34;q11)", "marginal zone 3", "t(1;19)"],
)
def test_words_of_medicine_are_taken(words: str) -> None:
    assert "cond=" in search_address(words)


@pytest.mark.parametrize(
    "words",
    [
        "leukemia 2009",
        "born 9 January",
        "leukemia Jan 9",
        "2009-01-09",
        "9/1/09",
        "record 1234567",
        "617 555 0100",
        "a@b.invalid",
    ],
)
def test_dates_and_numbers_are_refused(words: str) -> None:
    with pytest.raises(CasebookError):
        search_address(words)
    with pytest.raises(CasebookError):
        search_address("leukemia", intervention=words)


@pytest.mark.parametrize("words", ["leukemia maya", "LOPEZ syndrome", "Maya's leukemia"])
def test_names_of_the_case_are_refused(words: str) -> None:
    with pytest.raises(CasebookError) as raised:
        search_address(words, private_words=["Maya Lopez"])
    assert "name" in raised.value.sentence


def test_part_of_a_word_is_no_name() -> None:
    assert search_address("Mayaro fever", private_words=["Maya"])


def test_nothing_to_search_for_is_refused() -> None:
    with pytest.raises(CasebookError):
        search_address("  ", country="France")


@given(st.text(max_size=60))
def test_any_words_are_taken_or_refused(words: str) -> None:
    try:
        address = search_address(words)
    except CasebookError:
        return
    assert address.isascii()
    assert " " not in address


def test_addresses_of_records() -> None:
    assert record_address("NCT99990001") == "https://clinicaltrials.gov/study/NCT99990001"
    assert record_address("2023-509999-11-00") == (
        "https://euclinicaltrials.eu/ctis-public/view/2023-509999-11-00"
    )
    assert record_address("ISRCTN1") is None
