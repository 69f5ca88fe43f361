"""Several entries that speak of one course: orders, statements and doses of one drug, sessions."""

from typing import Any

from app.case.entities import Medication, Radiation, Treatment
from app.case.partial_date import PartialDate
from app.records.courses import courses
from tests.records.samples import Taker, bundle, concept, patient, read


def order(name: str = "Vincristine", day: str = "2026-01-05", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": concept(name),
        "authoredOn": day,
        **more,
    }


def dose(name: str = "Vincristine", day: str = "2026-01-06") -> dict[str, Any]:
    return {
        "resourceType": "MedicationAdministration",
        "status": "completed",
        "medicationCodeableConcept": concept(name),
        "effectiveDateTime": day,
        "dosage": {"dose": {"value": 1.2, "unit": "mg"}, "route": concept("Intravenous")},
    }


def told(name: str, start: str, end: str | None) -> dict[str, Any]:
    return {
        "resourceType": "MedicationStatement",
        "status": "completed" if end else "active",
        "medicationCodeableConcept": concept(name),
        "effectivePeriod": {"start": start, **({"end": end} if end else {})},
    }


def medicines(*resources: dict[str, Any]) -> list[Medication]:
    taker = Taker()
    taker.take(read(bundle(patient(), *resources)))
    return taker.all(Medication)


def test_an_order_and_its_doses_are_one_medicine() -> None:
    row, *others = medicines(order(), dose(), dose(day="2026-01-13"))
    assert not others
    assert (row.name, row.dose, row.route) == ("Vincristine", "1.2 mg", "Intravenous")
    assert (row.start, row.stop, row.status) == (PartialDate(2026, 1, 5), None, "active")
    assert "last on 13 January 2026" in (row.note or "")


def test_every_entry_of_a_course_is_on_a_line_of_its_own() -> None:
    reading = read(bundle(patient(), order(), dose(), dose(day="2026-01-13")))
    compared, receipt = Taker().compare(reading)
    assert [line.kind for line in compared.lines] == ["new", "same", "same"]
    assert (receipt.read, receipt.new, receipt.same) == (3, 1, 2)
    assert len(compared.lines[0].sources) == 3


def test_courses_that_are_clearly_apart_stay_apart() -> None:
    rows = medicines(
        told("Prednisone", "2024-01-01", "2024-01-28"),
        told("Prednisone", "2024-02-10", "2024-03-01"),
        told("Prednisone", "2025-06-01", "2025-06-28"),
    )
    assert [(row.start, row.stop) for row in rows] == [
        (PartialDate(2024, 1, 1), PartialDate(2024, 3, 1)),
        (PartialDate(2025, 6, 1), PartialDate(2025, 6, 28)),
    ]


def test_what_goes_on_is_not_ended_by_an_older_entry() -> None:
    (row,) = medicines(
        told("Levothyroxine", "2019-01-01", "2020-01-01"), order("Levothyroxine", "2020-01-10")
    )
    assert (row.status, row.stop) == ("active", None)


def test_a_brand_and_its_ingredient_are_one_medicine() -> None:
    (row,) = medicines(order("Decadron"), dose("dexAMETHasone 4 MG tablet"))
    assert row.dose


def test_two_drugs_are_two_medicines() -> None:
    assert len(medicines(order("Vincristine"), order("Vinblastine"))) == 2


def test_other_doses_are_told() -> None:
    second = dose(day="2026-01-13")
    second["dosage"]["dose"]["value"] = 0.9
    (row,) = medicines(dose(), second)
    assert "Doses in the record: 1.2 mg; 0.9 mg." in (row.note or "")


def test_an_entry_without_a_day_joins_the_last_course() -> None:
    undated = order()
    del undated["authoredOn"]
    assert len(medicines(undated, dose())) == 1


def test_the_same_drug_of_two_persons_is_two_courses() -> None:
    mine, other = (
        order(subject={"reference": "Patient/p1"}),
        order(subject={"reference": "Patient/p2"}),
    )
    reading = read(
        bundle(patient(), patient("p2", "Bo", "Other", birthDate="2012-01-01"), mine, other)
    )
    assert len(courses(reading.found)) == 2


def test_sessions_that_follow_each_other_are_one_row() -> None:
    days = ("2026-01-05", "2026-01-06", "2026-02-20")
    sessions = [procedure("Chemotherapy", day) for day in days]
    taker = Taker()
    taker.take(read(bundle(patient(), *sessions)))
    (row,) = taker.all(Treatment)
    assert (row.start_date, row.end_date) == (PartialDate(2026, 1, 5), PartialDate(2026, 2, 20))
    assert "3 sessions in the record." in (row.note or "")


def test_sessions_of_another_season_are_another_row() -> None:
    sessions = [
        procedure("Radiation therapy", day) for day in ("2026-01-05", "2026-01-06", "2026-07-01")
    ]
    taker = Taker()
    taker.take(read(bundle(patient(), *sessions)))
    rows = taker.all(Radiation)
    assert [row.start for row in rows] == [PartialDate(2026, 1, 5), PartialDate(2026, 7, 1)]


def procedure(name: str, day: str) -> dict[str, Any]:
    return {
        "resourceType": "Procedure",
        "status": "completed",
        "code": concept(name),
        "performedDateTime": day,
    }
