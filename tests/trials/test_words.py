from dataclasses import replace
from datetime import date

import pytest

from app.trials.record import AgeLimit, Site
from app.trials.words import (
    age_words,
    ages_of,
    allocation_words,
    masking_words,
    names_placebo,
    phase_label,
    share_of_time_gone,
    site_status_label,
    status_label,
    status_words,
    study_type_label,
)
from tests.trials.samples import record

STATUSES = """ACTIVE_NOT_RECRUITING COMPLETED ENROLLING_BY_INVITATION NOT_YET_RECRUITING RECRUITING
SUSPENDED TERMINATED WITHDRAWN AVAILABLE NO_LONGER_AVAILABLE TEMPORARILY_NOT_AVAILABLE
APPROVED_FOR_MARKETING WITHHELD UNKNOWN""".split()


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_of_the_specification_has_words(status: str) -> None:
    assert "_" not in status_label(status)
    trial = record(statusModule__overallStatus=status)
    assert status_words(trial).endswith("checked 10 January 2026")


def test_an_unknown_status_says_what_was_known() -> None:
    trial = record(
        statusModule__overallStatus="UNKNOWN", statusModule__lastKnownStatus="RECRUITING"
    )
    assert status_words(trial) == (
        "Unknown (not confirmed by the study for 2 years); last known: Recruiting, "
        "checked 10 January 2026"
    )


def test_a_status_without_a_day_says_so() -> None:
    trial = record(derivedSection__miscInfoModule=None, statusModule__lastUpdatePostDateStruct=None)
    assert status_words(trial) == "Recruiting, day of check not known"
    assert status_label(None, "Not authorised") == "Not authorised"


def test_places() -> None:
    assert site_status_label(Site(status="SUSPENDED"), record()) == "Suspended"
    assert site_status_label(Site(), record()) == "No status of its own (study: Recruiting)"


@pytest.mark.parametrize(
    ("phases", "label"),
    [
        (("PHASE1", "PHASE2"), "Phase 1/2"),
        (("PHASE3",), "Phase 3"),
        (("EARLY_PHASE1",), "Early phase 1"),
        ((), "Phase not stated"),
    ],
)
def test_phases(phases: tuple[str, ...], label: str) -> None:
    assert phase_label(phases) == label


def test_other_words() -> None:
    assert study_type_label("EXPANDED_ACCESS") == "Expanded access"
    assert age_words(AgeLimit("6 Months"), AgeLimit("16 Years")) == "6 Months to 16 Years"
    assert age_words(AgeLimit("18 Years"), None) == "18 Years and older"
    assert age_words(None, None) == "No age limit in this record"
    assert allocation_words(record()) == "One group, nothing is drawn by chance"
    assert masking_words(record()) == "Everyone knows what is given (open label)"
    blind = record(
        designModule__designInfo__maskingInfo={"masking": "DOUBLE", "whoMasked": ["PARTICIPANT"]}
    )
    assert masking_words(blind) == "Not told what is given: the participant"


def test_placebo() -> None:
    assert names_placebo(record()) is False
    with_placebo = [{"type": "DRUG", "name": "Placebo tablets"}]
    assert names_placebo(record(armsInterventionsModule__interventions=with_placebo)) is True
    assert names_placebo(record(armsInterventionsModule=None)) is None


@pytest.mark.parametrize(
    ("start", "end", "share"),
    [
        ("2025-01-01", "2027-01-01", 50),
        ("2026-06-01", "2027-01-01", 0),
        ("2020-01-01", "2021-01-01", 100),
        ("2025-01", "2027-01-01", None),
        (None, "2027-01-01", None),
        ("2027-01-01", "2025-01-01", None),
    ],
)
def test_share_of_the_planned_time(start: str | None, end: str, share: int | None) -> None:
    trial = record(
        statusModule__startDateStruct__date=start,
        statusModule__primaryCompletionDateStruct__date=end,
    )
    assert share_of_time_gone(trial, date(2026, 1, 1)) == share


def test_no_age_limit_is_said_only_of_a_record_that_would_print_one() -> None:
    none = record(eligibilityModule__minimumAge=None, eligibilityModule__maximumAge=None)
    assert ages_of(record()) == "12 Years to 65 Years"
    assert ages_of(none) == "No age limit in this record"
    row = replace(none, form="csv", known_fields=none.known_fields - {"minimum_age"})
    assert ages_of(row) == "Children (0 to 17), Adults (18 to 64) (groups, no exact limits)"
    european = replace(none, form="ctis", registry="ctis", age_groups=("CHILD",))
    assert ages_of(european) == "Children (0 to 17) (groups, no exact limits)"
    assert ages_of(replace(row, age_groups=())) == "Not stated in this record"
