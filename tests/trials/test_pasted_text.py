import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.partial_date import PartialDate
from app.trials.pasted_text import record_of_text
from app.trials.recognise import kind_of
from app.trials.record import AgeLimit, RegistryDate, Skipped, TrialRecord
from tests.trials.samples import PAGE


def one(text: str) -> TrialRecord:
    found = record_of_text(text)
    assert isinstance(found, TrialRecord)
    return found


def test_a_page_of_today() -> None:
    trial = one(PAGE)
    assert (trial.number, trial.title) == ("NCT99990003", "Invented CD7 Cells for T-cell Leukemia")
    assert (trial.status, trial.sponsor) == ("RECRUITING", "Invented Hospital")
    assert trial.brief_summary == "A study of invented cells.\n\nIt has two paragraphs."
    assert [each.name for each in trial.interventions] == ["CD7 cells", "cyclophosphamide"]
    assert trial.start == RegistryDate(PartialDate(2025, 1, 1), "ACTUAL")
    assert (trial.enrollment, trial.enrollment_kind) == (40, "ESTIMATED")
    assert trial.minimum_age == AgeLimit("12 Years", 12, "year")
    assert trial.maximum_age == AgeLimit("65 Years", 65, "year")
    assert trial.healthy_volunteers is False
    assert trial.as_of == PartialDate(2026, 1, 7)


def test_criteria_hold_lines_that_look_like_labels_and_end_before_the_ages() -> None:
    assert one(PAGE).eligibility == (
        "Inclusion Criteria:\n\n1. Age 12 or older\nSex: any\n\n"
        "Exclusion Criteria:\n\n1. Weight <6 kg"
    )


CLASSIC = """Invented Pills for Lymphoma
The safety and scientific validity of this study is the responsibility of the study sponsor.
ClinicalTrials.gov Identifier: NCT99990004
Recruitment Status  : Unknown
First Posted  : May 31, 2022
Last Update Posted  : July 5, 2023
Sponsor:
Invented Institute
Study Type  :\tInterventional  (Clinical Trial)
Actual Enrollment  :\t1,210 participants
Actual Study Start Date  :\tApril 19, 2022
Ages Eligible for Study:  \t18 Years and older   (Adult, Older Adult)
Sexes Eligible for Study:  \tFemale
Criteria
Key Inclusion Criteria:
- relapse
Exclusion Criteria:
- pregnancy
Contacts and Locations
No Contacts or Locations Provided
"""


def test_a_page_of_the_older_site() -> None:
    trial = one(CLASSIC)
    assert (trial.title, trial.status) == ("Invented Pills for Lymphoma", "UNKNOWN")
    assert (trial.sponsor, trial.study_type) == ("Invented Institute", "INTERVENTIONAL")
    assert (trial.enrollment, trial.enrollment_kind) == (1210, "ACTUAL")
    assert (trial.minimum_age and trial.minimum_age.text, trial.maximum_age) == ("18 Years", None)
    assert (
        trial.eligibility == "Key Inclusion Criteria:\n- relapse\nExclusion Criteria:\n- pregnancy"
    )


def test_underlined_headings() -> None:
    text = (
        "NCT99990005\nA title of some words\n\nEligibility Criteria\n-----\nInclusion criteria: age"
    )
    trial = one(text + "\n\nAges Eligible for Study\n-----\nMinimum Age: 40 Years\n")
    assert trial.eligibility == "Inclusion criteria: age"
    assert trial.minimum_age == AgeLimit("40 Years", 40, "year")


def test_the_least_a_paste_may_hold() -> None:
    trial = one("A study of invented cells\nNCT99990006\nRecruiting\n\nInclusion Criteria:\n- a")
    assert trial.title == "A study of invented cells"
    assert trial.known_fields == {"title", "status", "eligibility"}


def test_a_text_without_number_is_skipped() -> None:
    assert isinstance(record_of_text("Inclusion Criteria:\n- a"), Skipped)


def test_a_number_of_the_eu_register() -> None:
    trial = one("Invented cells in Europe\n2023-509999-11-00\nInclusion Criteria:\n1. a")
    assert (trial.registry, trial.number) == ("ctis", "2023-509999-11-00")


@pytest.mark.parametrize(
    "text",
    [
        "A letter that names NCT99990001 in passing.",
        "Inclusion criteria: none given",
        "\n".join(f"NCT9999000{n} one of many" for n in range(9)) + "\nInclusion Criteria:",
        "",
        "PK is not always a zip",
    ],
)
def test_other_texts_are_not_taken_for_a_page(text: str) -> None:
    assert kind_of(text.encode()) is None


lines = st.sampled_from(
    [*PAGE.splitlines(), *CLASSIC.splitlines(), "", "Sex", "Phase 1", ":", "\t"]
)


@given(st.lists(lines, max_size=40))
def test_lines_in_any_order_are_read(chosen: list[str]) -> None:
    record_of_text("\n".join(chosen))


@given(st.text(max_size=200))
def test_any_text_is_read_or_skipped(text: str) -> None:
    record_of_text(f"NCT99990001\n{text}")
