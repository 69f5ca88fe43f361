from typing import Any

import pytest

from app.trials.expanded_access import Says, expanded_access_of
from tests.trials.samples import record


def info(**fields: Any) -> dict[str, Any]:
    return {"statusModule__expandedAccessInfo": fields}


def test_a_linked_program_with_its_status_and_day() -> None:
    found = expanded_access_of(
        record(**info(hasExpandedAccess=True, nctId="NCT99990077", statusForNctId="AVAILABLE"))
    )
    assert (found.says, found.number, found.status) == (Says.LINKED, "NCT99990077", "AVAILABLE")
    assert found.sentences[1] == (
        "Its status: Available (expanded access), checked 10 January 2026."
    )


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (info(hasExpandedAccess=False), Says.NOT_LISTED),
        (info(), Says.NOT_STATED),
        ({"statusModule__expandedAccessInfo": None}, Says.NOT_STATED),
    ],
)
def test_no_is_never_there_is_none(fields: dict[str, Any], says: Says) -> None:
    found = expanded_access_of(record(**fields))
    assert found.says is says
    words = " ".join(found.sentences).casefold()
    assert "there is no" not in words
    assert "doctor" in words


def test_a_program_itself() -> None:
    found = expanded_access_of(
        record(
            designModule__studyType="EXPANDED_ACCESS",
            designModule__expandedAccessTypes={"individual": True, "treatment": True},
            designModule__nPtrsToThisExpAccNctId=10,
            statusModule__overallStatus="NO_LONGER_AVAILABLE",
        )
    )
    assert found.says is Says.IS_PROGRAM
    assert found.types == ("individual", "treatment")
    assert "No longer available" in found.sentences[1]
    assert found.missing == ()


def test_what_a_thin_program_record_leaves_out_is_named() -> None:
    found = expanded_access_of(
        record(
            designModule__studyType="EXPANDED_ACCESS",
            contactsLocationsModule=None,
            eligibilityModule=None,
        )
    )
    assert found.missing == (
        "who to contact",
        "where it runs",
        "who can take part",
        "what type of program it is",
    )


def test_a_link_without_a_number() -> None:
    found = expanded_access_of(record(**info(hasExpandedAccess=True)))
    assert found.missing == ("the number of the program's own record",)
    assert "Status not stated" in found.sentences[1]
