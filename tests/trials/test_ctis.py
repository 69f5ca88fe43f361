import pytest

from app.case.partial_date import PartialDate
from app.trials.ctis import is_ctis, record_of_ctis
from app.trials.record import RegistryDate, Skipped, TrialRecord
from tests.trials.samples import as_bytes, ctis_new, ctis_old


def one(record: dict[str, object]) -> TrialRecord:
    found = record_of_ctis(record, as_bytes(record), "record 1")
    assert isinstance(found, TrialRecord)
    return found


def test_the_form_since_june_2024() -> None:
    trial = one(ctis_new())
    assert (trial.registry, trial.number) == ("ctis", "2023-509999-11-00")
    assert (trial.status, trial.status_printed) == (
        "ACTIVE_NOT_RECRUITING",
        "Ongoing, recruitment ended",
    )
    assert trial.phases == ("PHASE1", "PHASE2")
    assert trial.other_numbers == ("NCT99990001",)
    assert trial.start == RegistryDate(PartialDate(2024, 1, 29), "ACTUAL")
    assert (trial.enrollment, trial.sex) == (24, "ALL")
    assert trial.age_groups == ("CHILD", "ADULT")
    assert (trial.sponsor, trial.sponsor_class) == ("Invented GmbH", "INDUSTRY")
    assert trial.central_contacts[0].email == "a@b.invalid"
    (site,) = trial.sites
    assert (site.name, site.city, site.country) == (
        "Hospital Inventado, Haematology",
        "Madrid",
        "Spain",
    )
    assert trial.as_of == PartialDate(2025, 9, 16)


def test_criteria_are_numbered_under_their_headings() -> None:
    assert one(ctis_new()).eligibility == (
        "Inclusion Criteria:\n\n1. Age 12 or more\n   and consent\n2. CD7 > 30%\n\n"
        "Exclusion Criteria:\n\n1. Pregnancy"
    )


def test_the_form_before_june_2024_says_the_same() -> None:
    old, new = one(ctis_old()), one(ctis_new())
    assert (old.status, old.status_printed) == ("NOT_YET_RECRUITING", "Authorised, not started")
    assert old.eligibility == new.eligibility
    assert old.sites == new.sites
    assert old.collaborators == ("Partner AG",)
    assert old.as_of == PartialDate(2024, 5, 6)


@pytest.mark.parametrize(
    ("code", "printed", "status"),
    [
        (4, "Ongoing, recruiting", "RECRUITING"),
        ("2", "Authorised, recruitment pending", "NOT_YET_RECRUITING"),
        (6, "Temporarily halted", "SUSPENDED"),
        (8, "Ended", "COMPLETED"),
        (11, "Not authorised", None),
        (99, None, None),
        ("9" * 5000, None, None),
        (None, None, None),
    ],
)
def test_public_status_codes(code: object, printed: str | None, status: str | None) -> None:
    record = {**ctis_new(), "ctPublicStatusCode": code, "ctStatus": None}
    trial = one(record)
    assert (trial.status_printed, trial.status) == (printed, status)


def test_the_status_of_the_application_is_not_that_of_the_trial() -> None:
    trial = one({**ctis_new(), "ctStatus": "Authorised", "ctPublicStatusCode": 4})
    assert trial.status == "RECRUITING"


def test_the_day_of_import_is_no_content() -> None:
    stamped = {**ctis_new(), "record_last_import": "2026-03-08", "ctrname": "CTIS"}
    assert one(stamped).content_hash == one(ctis_new()).content_hash


def test_an_empty_record_is_read_and_a_wrong_number_skipped() -> None:
    assert one({"ctNumber": "2023-509999-11-00", "ctStatus": 1}).sites == ()
    assert isinstance(record_of_ctis({"ctNumber": "x"}, b"", "record 1"), Skipped)
    assert not is_ctis({"ctNumber": "x"})
