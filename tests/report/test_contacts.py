"""The people around the patient on paper."""

from app.case.case import Case
from app.case.entities import CarePerson
from app.report.contents.contacts import contact_rows


def test_a_hospital_without_a_person_stands_under_its_own_name() -> None:
    hospital = CarePerson(id="h", role="Main hospital", place="Riverbend")
    doctor = CarePerson(id="d", name="Dr. Okoye", place="Riverbend", phone="555-0100")
    case = Case.of([hospital, doctor])
    assert list(contact_rows(case)) == [
        ("Riverbend", "Main hospital", ""),
        ("Dr. Okoye", "", "555-0100"),
    ]
