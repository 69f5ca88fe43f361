"""The receipt of a bringing-in: everything that was met is on it, and every skip has a reason."""

from dataclasses import replace

from app.case.entities import LabResult, Patient, Problem
from app.records.found import EntryKind, merged
from tests.records.samples import (
    Taker,
    bundle,
    coded,
    concept,
    lab,
    one,
    patient,
    problem,
    problems,
    read,
)

MIXED = bundle(
    patient(),
    lab(),
    lab(id="again"),
    lab("Hemoglobin", 10.2, "g/dL", status="entered-in-error"),
    {"resourceType": "Claim", "id": "c"},
    {"resourceType": "Condition", "code": concept("Asthma")},
)


def test_what_was_read_is_new_same_near_conflicts_or_skipped() -> None:
    reading = read(MIXED, "all.json")
    receipt = Taker().take(reading)
    assert receipt.adds_up
    assert (receipt.new, receipt.same, receipt.near, receipt.conflicts) == (2, 1, 0, 0)
    assert receipt.read == 2 + 1 + len(receipt.skipped)
    assert all(skipped.where and skipped.reason for skipped in receipt.skipped)


def test_the_shape_that_is_printed() -> None:
    printed = Taker().take(read(MIXED, "all.json")).as_json()
    assert (printed["file"], printed["new"], printed["newer"]) == ("all.json", 2, 0)
    assert "FHIR" in printed["kind"]
    assert {"where", "reason"} == set(printed["skipped"][0])


def test_a_receipt_that_does_not_add_up_says_so() -> None:
    receipt = Taker(Patient(id="patient")).take(read(MIXED))
    assert receipt.adds_up
    assert not replace(receipt, new=9).adds_up


# One person out of several


def test_the_entries_of_others_are_skipped_with_their_reason() -> None:
    others = patient("p2", "Bo", "Other", birthDate="2012-01-01")
    reading = read(
        bundle(
            patient(),
            others,
            lab(subject={"reference": "Patient/p1"}),
            lab("Hemoglobin", 9, "g/dL", subject={"reference": "Patient/p2"}),
        )
    )
    ada, bo = reading.persons
    assert [ada.name, bo.name] == ["Ada Sample", "Bo Other"]
    mine = reading.about(bo)
    assert one(mine, LabResult).name_on_report == "Hemoglobin"
    assert mine.total == len(mine.found) + len(mine.skipped) == reading.total
    assert "It is about another person." in [skipped.reason for skipped in mine.skipped]
    assert Taker().take(mine).new == 1


# Several files of one export


def test_files_of_one_export_are_one_reading_about_one_person() -> None:
    first = read(bundle(patient(), lab()), "one.json")
    second = read(problems(problem(coded("195967001", "Asthma"))), "two.xml")
    third = read(bundle(patient("p9"), lab(id="again")), "three.json")
    together = merged([first, second, third], "export", "three files")
    (person,) = together.persons
    assert person.names == ("Ada Sample",)
    assert {found.person for found in together.found} <= {person.key, None}
    assert together.total == first.total + second.total + third.total
    assert together.read[EntryKind.LAB] == 2
    taker = Taker()
    receipt = taker.take(together)
    assert (receipt.new, receipt.same) == (2, 1)
    assert len(taker.all(LabResult)) == len(taker.all(Problem)) == 1


def test_ids_of_several_files_do_not_meet() -> None:
    first, second = (
        read(bundle(patient(), lab())),
        read(bundle(patient(), lab("Hemoglobin", 9, "g/dL"))),
    )
    together = merged([first, second], "export", "two files")
    ids = [found.entity.id for found in together.found]
    parents = [found.parent.id for found in together.found if found.parent]
    assert len(set(ids)) == len(set(parents)) == 2
    for found in together.found:
        assert found.parent is not None
        assert found.entity.parent_id == found.parent.id  # type: ignore[attr-defined]
