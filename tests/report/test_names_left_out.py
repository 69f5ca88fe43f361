from collections.abc import Callable
from typing import Any

import pytest

from app.case.case import Case
from app.case.entities import Appointment, CarePerson, Guardian, LabPanel, Patient, Question
from app.case.facts import facts_of
from app.report import packet_outline, summary_outline
from app.report.contents.card import card_outline
from app.report.contents.names_left_out import without_names
from app.report.outline.describe import describe
from tests.report.conftest import EXAMPLE_DAY, SAMPLES, case_of, options


def made(**more: Any) -> Case:
    document: dict[str, Any] = {
        "schema_version": "1.0",
        "patient": {
            "display_name": "Ada Byron-Lovelace",
            "preferred_name": "Ada",
            "record_number": "4471-203",
            "guardians": [{"name": "Jun Byron", "relation": "father", "phone": "555-0100"}],
        },
        "care_team": [
            {
                "name": "Dr. Priya Adeyemi-Sato",
                "role": "oncologist",
                "place": "Northgate Children's Hospital (fictional)",
                "phone": "555-0101",
            },
            {"name": "Marco Dunne, RN", "role": "nurse navigator"},
        ],
    }
    return case_of(document | more)


def asked(*texts: str) -> list[dict[str, Any]]:
    return [
        {"id": f"q{n}", "text": text, "category": "trial", "priority": 1, "status": "open"}
        for n, text in enumerate(texts)
    ]


def question(text: str) -> str:
    return str(without_names(made(questions=asked(text))).all(Question)[0].text)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Does Ada need it?", "Does the patient need it?"),
        ("ADA BYRON-LOVELACE was seen.", "the patient was seen."),
        ("Ask Dr. Adeyemi-Sato or Marco.", "Ask oncologist or nurse navigator."),
        ("Dr. Priya Adeyemi-Sato said so", "oncologist said so"),
        ("Stay at Northgate?", "Stay at Hospital 1?"),
        ("Call 555-0101 now", "Call (number left out) now"),
        ("Call +1 (212) 555-0199.", "Call (number left out)."),
        ("Call 555-0123 now", "Call (number left out) now"),
        ("mail ada@example.org", "mail (address left out)"),
        ("Jun will come in Jun 2026.", "father will come in Jun 2026."),
        ("An adaptive study of Adamantane", "An adaptive study of Adamantane"),
    ],
)
def test_names_in_free_text(written: str, printed: str) -> None:
    assert question(written) == printed


def test_fields_of_people_and_places() -> None:
    case = without_names(made())
    patient = case.one(Patient)
    assert patient is not None
    assert (patient.display_name, patient.record_number) == ("The patient", None)
    assert case.all(Guardian)[0].name == "father"
    assert case.all(Guardian)[0].phone is None
    assert case.all(CarePerson)[0].name == "oncologist"
    assert case.all(CarePerson)[0].place == "Hospital 1"


def test_ordinary_words_are_no_names() -> None:
    patient = {"display_name": "April May", "preferred_name": "April"}
    case = without_names(made(patient=patient, questions=asked("May April May stop in April?")))
    assert case.all(Question)[0].text == "May the patient stop in April?"


def test_people_named_beside_a_visit_or_an_answer() -> None:
    asked_whom = asked("Did Dr. Quill agree with Ruth Vane?")
    asked_whom[0]["answered_by"] = "Ruth Vane"
    visits = [{"date": "2026-06-01", "with": "Dr. Quill, transplant clinic"}]
    case = without_names(made(questions=asked_whom, appointments=visits))
    told = f"{case.all(Question)[0].text} {case.all(Appointment)[0].with_whom}"
    assert "Quill" not in told
    assert "Vane" not in told
    assert "transplant clinic" in told


def test_a_case_without_any_name_stays_as_it_is() -> None:
    case = case_of({"schema_version": "1.0", "patient": {"display_name": "Noor"}})
    assert without_names(case).all(LabPanel) == [] or not len(without_names(case).all(LabPanel))


@pytest.mark.shared_data
@pytest.mark.parametrize("name", SAMPLES)
def test_no_name_of_the_samples_is_left(
    sample_document: Callable[[str], dict[str, Any]], name: str
) -> None:
    document = sample_document(name)
    case = case_of(document)
    day = SAMPLES[name]
    chosen = options(day, without_names=True, two_sided=True)
    facts = facts_of(case, day)
    told = "".join(
        describe(make(case, facts, chosen))
        for make in (summary_outline, packet_outline, card_outline)
    )
    patient = document["patient"]
    names = [patient["display_name"], *patient["display_name"].replace("-", " ").split()]
    names += [person["name"].split()[-1] for person in document["care_team"]]
    names += [person["name"].split()[0] for person in patient["guardians"]]
    names += [person["place"].split()[0] for person in document["care_team"]]
    phones = [person["phone"] for person in document["care_team"] if person.get("phone")]
    for gone in (*(name for name in names if name not in ("St.", "RN")), *phones):
        assert gone not in told, gone


def test_the_example_without_names_has_no_name(example: Case) -> None:
    facts = facts_of(example, EXAMPLE_DAY)
    chosen = options(EXAMPLE_DAY, without_names=True)
    told = describe(summary_outline(example, facts, chosen))
    for gone in ("Maya", "Ellison", "Okoye", "Riverbend", "4471-203", "555-"):
        assert gone not in told
    assert "Age 17" in told


def test_the_hospital_number_alone_can_be_left_out(example: Case) -> None:
    facts = facts_of(example, EXAMPLE_DAY)
    told = describe(summary_outline(example, facts, options(EXAMPLE_DAY)))
    assert "4471-203" in told
    chosen = options(EXAMPLE_DAY, without_record_number=True)
    told = describe(summary_outline(example, facts, chosen))
    assert "4471-203" not in told
    assert "Maya" in told


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Ask Dr. Brown about it.", "Ask oncologist about it."),
        ("Will Brown be there?", "Will oncologist be there?"),
        ("Does Will need it? He will.", "Does the patient need it? He will."),
        ("Brown spots since May 2026, in May and on 3 May", None),
        ("White cells, and a low iron", None),
    ],
)
def test_names_that_are_words_go_where_they_stand_as_names(
    written: str, printed: str | None
) -> None:
    case = case_of(
        {
            "schema_version": "1.0",
            "patient": {"display_name": "Will May", "preferred_name": "Will"},
            "care_team": [
                {"name": "Dr. Ellen Brown", "role": "oncologist"},
                {"name": "Rose White", "role": "nurse"},
            ],
            "questions": asked(written),
        }
    )
    assert without_names(case).all(Question)[0].text == (printed or written)


def test_first_names_that_stand_alone_are_left_out() -> None:
    rows = [
        {"id": "q1", "text": "Dan asked this", "noted_by": "Dan", "answered_by": "Nurse, Priya"},
        {"id": "q2", "text": "Priya said no, the Nurse said yes", "answered_by": "Dad and Ines"},
        {"id": "q3", "text": "Ines and Dad agree"},
    ]
    case = case_of(
        {
            "schema_version": "1.0",
            "patient": {"display_name": "Ada Byron"},
            "questions": [{"category": "trial", "priority": 1, "status": "open"} | r for r in rows],
        }
    )
    texts = [row.text for row in without_names(case).all(Question)]
    assert texts == [
        "the family asked this",
        "the care team said no, the Nurse said yes",
        "the care team and Dad agree",
    ]
