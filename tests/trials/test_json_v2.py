from io import BytesIO
from typing import Any

import pytest

from app.case.partial_date import PartialDate
from app.trials.json_v2 import read_json
from app.trials.known_fields import ALL_FIELDS
from app.trials.record import AgeLimit, ExpandedAccessInfo, RegistryDate, Skipped, TrialRecord
from app.trials.text_encoding import TextStream
from tests.trials.samples import as_bytes, place, record, study


def read(value: Any) -> list[TrialRecord | Skipped]:
    data = value if isinstance(value, bytes) else as_bytes(value)
    return list(read_json(TextStream(BytesIO(data))))


def one(value: Any) -> TrialRecord:
    (found,) = read(value)
    assert isinstance(found, TrialRecord)
    return found


def test_every_field_shown_is_read() -> None:
    trial = one(study())
    assert (trial.registry, trial.number, trial.form) == ("ctgov", "NCT99990001", "json-v2")
    assert trial.title == "CD7 Cells for T-cell Leukemia"
    assert (trial.status, trial.study_type) == ("RECRUITING", "INTERVENTIONAL")
    assert trial.phases == ("PHASE1", "PHASE2")
    assert trial.minimum_age == AgeLimit("12 Years", 12, "year")
    assert trial.start == RegistryDate(PartialDate(2025, 1, 1), "ACTUAL")
    assert trial.completion == RegistryDate(PartialDate(2028, 6), "ESTIMATED")
    assert (trial.enrollment, trial.enrollment_kind) == (40, "ESTIMATED")
    assert trial.collaborators == ("Invented Cells Inc",)
    assert [(site.city, site.latitude) for site in trial.sites] == [
        ("Boston", 42.36),
        ("Denver", 39.74),
    ]
    assert trial.central_contacts[0].phone == "555"
    assert trial.expanded_access == ExpandedAccessInfo(has=False)
    assert trial.results_posted is False
    assert trial.known_fields == ALL_FIELDS


def test_criteria_are_shown_clean_and_kept_word_for_word() -> None:
    trial = one(study())
    assert trial.eligibility is not None
    assert trial.eligibility_received is not None
    assert "Platelets >= 20 x 10^9/L" in trial.eligibility
    assert "Platelets \\>= 20 x 10\\^9/L" in trial.eligibility_received


def test_the_record_is_kept_byte_for_byte() -> None:
    data = as_bytes(study()) + b"\n"
    assert one(data).received == as_bytes(study())


@pytest.mark.parametrize("wrapped", [lambda s: [s], lambda s: {"studies": [s]}, lambda s: s])
def test_one_study_an_array_and_a_page_read_alike(wrapped: Any) -> None:
    assert one(wrapped(study())) == one(study())


def test_as_of_is_the_day_of_the_registry_data_then_the_last_update_then_the_file() -> None:
    assert one(study()).as_of == PartialDate(2026, 1, 10)
    without_holder = study(derivedSection__miscInfoModule=None)
    assert one(without_holder).as_of == PartialDate(2026, 1, 7)
    without_dates = study(
        derivedSection__miscInfoModule=None, statusModule__lastUpdatePostDateStruct=None
    )
    day = PartialDate(2026, 2, 1)
    (found,) = read_json(TextStream(BytesIO(as_bytes(without_dates))), day)
    assert isinstance(found, TrialRecord)
    assert (found.as_of, found.as_of_source) == (day, "date of the file")


def test_the_places_of_the_exports_of_2023_are_read() -> None:
    nested = study(
        contactsLocationsModule__locations=None,
        contactsLocationsModule__locations_nested=[place("Alpha Hospital", "Boston")],
    )
    assert [site.name for site in one(nested).sites] == ["Alpha Hospital"]


def test_a_page_with_few_fields_knows_only_those() -> None:
    few = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT99990009", "briefTitle": "Short"},
            "statusModule": {"overallStatus": "COMPLETED"},
        }
    }
    assert one(few).known_fields == {"title", "status"}


def test_fingerprints_ignore_formatting_and_the_day_of_the_file() -> None:
    trial = one(study())
    later = one(study(derivedSection__miscInfoModule__versionHolder="2026-02-20"))
    other = one(study(statusModule__overallStatus="COMPLETED"))
    assert trial.content_hash == later.content_hash != other.content_hash


def test_a_study_with_nothing_but_its_number_is_a_record() -> None:
    trial = one({"protocolSection": {"identificationModule": {"nctId": "NCT99990001"}}})
    assert trial.eligibility is None
    assert trial.sites == ()
    assert trial.as_of is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("statusModule__overallStatus", 5),
        ("statusModule__startDateStruct", "2024"),
        ("statusModule__startDateStruct__date", "2024-13-45"),
        ("contactsLocationsModule__locations", {"a": 1}),
        ("contactsLocationsModule__locations", [None, 3, "x", {"geoPoint": {"lat": "a"}}]),
        ("contactsLocationsModule__locations", [{"geoPoint": {"lat": 1e999, "lon": 3}}]),
        ("designModule__enrollmentInfo", {"count": "many"}),
        ("designModule__enrollmentInfo", {"count": -5}),
        ("designModule__enrollmentInfo", {"count": True}),
        ("designModule__phases", "PHASE1"),
        ("eligibilityModule", None),
        ("eligibilityModule__minimumAge", 12),
        ("derivedSection__miscInfoModule__versionHolder", ["x"]),
        ("hasResults", "yes"),
    ],
)
def test_what_has_not_the_expected_type_counts_as_not_said(path: str, value: Any) -> None:
    assert one(study(**{path: value})).number == "NCT99990001"


def test_what_is_no_study_is_skipped_with_its_place() -> None:
    found = read([{"resourceType": "Patient"}, study(), study(number="12345")])
    assert [isinstance(each, Skipped) for each in found] == [True, False, True]
    assert found[0] == Skipped("record 1", "Not read: it is not a trial record.")
    assert found[2] == Skipped("record 3", "Not read: it has no NCT number.")


def test_coordinates_need_both_numbers() -> None:
    half = record(contactsLocationsModule__locations=[{"city": "X", "geoPoint": {"lat": 5}}])
    assert half.sites[0].latitude is None
