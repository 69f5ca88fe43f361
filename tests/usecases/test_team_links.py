"""Where a person of the care team is named."""

from app.case.case import Case
from app.case.entities import (
    AccessRequest,
    AccessStep,
    Appointment,
    CarePerson,
    SavedTrial,
    TrialContact,
)
from app.case.partial_date import PartialDate
from app.usecases.team_links import belongings

OKOYE = CarePerson(id="p1", name="Dr. Hannah Okoye")
TESS = CarePerson(id="p2", name="Tess Moreau, RN")
ROWS = (
    OKOYE,
    TESS,
    SavedTrial(id="t", short_name="XT-107"),
    TrialContact(id="c", parent_id="t", with_whom="Nurse Moreau"),
    AccessRequest(id="r", drug="XT-107"),
    AccessStep(id="s1", parent_id="r", step="Read the policy"),
    AccessStep(id="s2", parent_id="r", step="Ask Dr. Okoye", position=1),
    Appointment(id="a1", with_whom="Dr. Okoye", date=PartialDate.from_iso("2026-05-06")),
    Appointment(id="a2", with_whom="Dr. Okoye", date=PartialDate.from_iso("2026-05-14")),
    Appointment(id="a3", with_whom="Okoyeson"),
)


def test_people_are_found_by_their_family_name() -> None:
    found = belongings(Case.of(ROWS), OKOYE)
    assert [(each.kind, each.row_id) for each in found] == [
        ("step", "r"),
        ("visit", "a2"),
        ("visit", "a1"),
    ]
    assert found[0].number == 2
    assert [each.kind for each in belongings(Case.of(ROWS), TESS)] == ["trial"]


def test_two_people_of_one_name_need_the_whole_name() -> None:
    other = CarePerson(id="p3", name="Dr. Ben Okoye")
    whole = Appointment(id="a4", with_whom="Dr. Ben Okoye")
    found = belongings(Case.of([*ROWS, other, whole]), other)
    assert [each.row_id for each in found] == ["a4"]


def test_a_title_alone_is_no_name() -> None:
    for name in (None, "", "Dr.", "RN", "X"):
        assert belongings(Case.of(ROWS), CarePerson(id="p9", name=name)) == ()
