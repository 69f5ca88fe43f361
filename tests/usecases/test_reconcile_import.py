"""A file of records beside the case, line by line, and what taking its lines writes."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.case.absence import Absence
from app.case.entities import (
    Document,
    ImportReceipt,
    LabPanel,
    LabResult,
    Medication,
    Patient,
    PendingItem,
    Problem,
)
from app.case.partial_date import PartialDate
from app.casefile import Delete, Insert, Update, new_id
from app.errors import Cancelled, CasebookError
from app.usecases.bring_in import bring_in
from app.usecases.import_receipts import receipt_as_text, receipts, waiting_of
from app.usecases.make_case import new_case
from app.usecases.reconcile_import import Proposal, proposal_for, propose, take
from app.usecases.records_persons import person_labels
from app.usecases.session import Session
from tests.records.samples import (
    bundle,
    cda,
    coded,
    concept,
    lab,
    medicine,
    patient,
    pdf_of,
    pq,
    problem,
    result,
    section,
    zip_of,
)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def of_ada(*resources: dict[str, Any]) -> str:
    of = {"subject": {"reference": "Patient/p1"}}
    return bundle(patient(), *({**resource, **of} for resource in resources))


def condition(text: str, since: str = "2024-05-01") -> dict[str, Any]:
    return {
        "resourceType": "Condition",
        "id": text,
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "category": [{"coding": [{"code": "problem-list-item"}]}],
        "code": concept(text),
        "onsetDateTime": since,
    }


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A bundle with two results and a problem."""
    return write(
        tmp_path, "portal.json", of_ada(lab(), lab("Hemoglobin", 9.1, "g/dL"), condition("Asthma"))
    )


def content(session: Session) -> dict[str, Any]:
    """Return every row of the case; history and attached files only ever grow."""
    document = session.file.full_document()
    return {key: value for key, value in document.items() if key not in ("history", "attachments")}


def taken(session: Session, path: Path, **more: Any) -> Proposal:
    proposal = propose(session, path, **more)
    take(session, proposal, proposal.certain)
    return proposal


# Lines


def test_each_line_says_what_the_file_says(session: Session, file: Path) -> None:
    proposal = propose(session, file)
    assert proposal.person is not None
    assert proposal.person.name == "Ada Sample"
    assert [line.number for line in proposal.lines] == [0, 1, 2]
    first, second, third = proposal.lines
    assert (first.kind, first.group, first.what) == ("new", "Lab results", "WBC")
    assert (first.value, first.date) == ("3.2 10*3/uL", "5 January 2026, 08:15")
    assert "WBC" in first.source
    assert "2026-01-05T08:15:00-05:00" in first.source
    assert "Observation/obs-WBC" in first.place
    assert second.value == "9.1 g/dL"
    assert (third.group, third.what, third.date) == (
        "Other health problems", "Asthma", "1 May 2024",
    )  # fmt: skip
    assert proposal.certain == {0, 1, 2}
    assert proposal.receipt.adds_up
    assert proposal.receipt.read == 3
    assert session.undo_name is None


def test_a_line_that_is_here_shows_ours_beside_it(session: Session, tmp_path: Path) -> None:
    taken(session, write(tmp_path, "one.json", of_ada(lab())))
    again = propose(session, write(tmp_path, "two.json", of_ada(lab("WBC", 4.8))))
    (line,) = again.lines
    assert line.kind == "conflict"
    assert line.ours == "WBC, 3.2 10*3/uL, 5 January 2026, 08:15"
    assert line.why == "Another value for the same test at the same time."
    assert again.certain == frozenset()


def test_a_pdf_is_kept_and_its_results_are_only_proposed(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path, "letter.pdf", pdf_of("Results of 5 March 2026", "Hemoglobin 9.1 g/dL"))
    proposal = propose(session, path)
    kinds = {line.what: (line.kind, line.proposed) for line in proposal.lines}
    assert kinds == {"letter": ("new", False), "Hemoglobin": ("near", True)}
    take(session, proposal, proposal.certain)
    (document,) = session.case.all(Document)
    assert "Hemoglobin 9.1" in (document.text or "")
    assert session.file.attachment(document.attachment_sha256 or "") == path.read_bytes()
    assert len(session.case.all(LabResult)) == 0
    (item,) = session.case.all(PendingItem)
    assert item.ours_id is None


# Taking


def test_taking_writes_rows_receipt_and_source_as_one_step(session: Session, file: Path) -> None:
    proposal = propose(session, file)
    changes = take(session, proposal, proposal.certain)
    assert set(changes.ids) >= {"lab_panel", "lab_result", "problem", "import_receipt"}
    assert session.undo_name == "bring in portal.json"
    (row,) = session.case.all(Problem)
    assert (row.source_kind, row.source_note, row.certainty) == (
        "imported", "portal.json", "from_record",
    )  # fmt: skip
    assert row.noted_on == PartialDate(2026, 5, 12)
    assert "Condition/Asthma" in (row.source_page or "")
    (receipt,) = receipts(session)
    assert (receipt.read, receipt.new, receipt.skipped) == (3, 3, 0)
    assert receipt.attachment_sha256 is not None
    assert session.file.attachment(receipt.attachment_sha256) == file.read_bytes()


def test_undo_gives_back_the_very_same_case(session: Session, file: Path, tmp_path: Path) -> None:
    taken(session, write(tmp_path, "before.json", of_ada(lab("WBC", 4.8), condition("Eczema"))))
    before = content(session)
    taken(session, file)
    after = content(session)
    assert after != before
    session.undo()
    assert content(session) == before
    session.redo()
    assert content(session) == after


def test_a_new_line_that_is_not_chosen_is_skipped_and_says_so(session: Session, file: Path) -> None:
    proposal = propose(session, file)
    take(session, proposal, [2])
    assert len(session.case.all(LabResult)) == 0
    assert len(session.case.all(Problem)) == 1
    (receipt,) = receipts(session)
    assert (receipt.read, receipt.new, receipt.skipped) == (3, 1, 2)
    assert sum("did not take it" in reason for reason in receipt.skipped_reasons or ()) == 2


def test_nothing_comes_twice(session: Session, file: Path, tmp_path: Path) -> None:
    taken(session, file)
    before = content(session)
    again = propose(session, file)
    assert {line.kind for line in again.lines} == {"same"}
    assert not take(session, again, again.certain)
    assert content(session) == before
    # A re-export: other ids, another name of the file, one entry more.
    copy = file.read_text().replace("obs-", "x-").replace("p1", "q7")
    more = json.loads(copy)
    more["entry"].append({"resource": {**condition("Eczema"), "subject": {"reference": "q7"}}})
    third = taken(session, write(tmp_path, "export-2.json", json.dumps(more)))
    assert (third.receipt.new, third.receipt.same) == (1, 3)
    assert len(session.case.all(LabResult)) == 2
    (row, _) = session.case.all(LabResult)
    assert row.source_note == "portal.json; export-2.json"


def test_near_and_contradicting_lines_wait_whole(session: Session, tmp_path: Path) -> None:
    taken(session, write(tmp_path, "one.json", of_ada(lab(), condition("Asthma"))))
    path = write(tmp_path, "two.json", of_ada(lab("WBC", 4.8), condition("Asthma", "2025-06-01")))
    proposal = taken(session, path)
    assert [line.kind for line in proposal.lines] == ["conflict", "near"]
    (_, receipt) = session.case.all(ImportReceipt)
    conflict, near = waiting_of(session, receipt)
    (ours,) = session.case.all(LabResult)
    assert (conflict.what, conflict.table, conflict.ours_id) == ("WBC", "lab_result", ours.id)
    assert conflict.theirs == "WBC, 4.8 10*3/uL, 5 January 2026, 08:15"
    assert "4.8" in (conflict.source_words or "")
    assert near.table == "problem"
    # They do not wait twice.
    taken(session, path)
    assert len(session.case.all(PendingItem)) == 2


def test_a_conflict_that_is_chosen_stands_beside_ours(session: Session, tmp_path: Path) -> None:
    taken(session, write(tmp_path, "one.json", of_ada(lab())))
    proposal = propose(session, write(tmp_path, "two.json", of_ada(lab("WBC", 4.8))))
    take(session, proposal, [0])
    values = [row.value for row in session.case.all(LabResult)]
    assert values == [Decimal("3.2"), Decimal("4.8")]
    assert len(session.case.all(PendingItem)) == 0


def test_what_changed_meanwhile_is_not_overwritten(session: Session, tmp_path: Path) -> None:
    taken(session, write(tmp_path, "one.json", of_ada(condition("Asthma"))))
    proposal = propose(session, write(tmp_path, "two.json", of_ada(condition("Asthma", "2025-01"))))
    (ours,) = session.case.all(Problem)
    session.run("note", [Update(replace(ours, note="worse in winter"))])
    before = content(session)
    with pytest.raises(CasebookError, match="changed since"):
        take(session, proposal, [0])
    assert content(session) == before


def test_a_row_deleted_meanwhile_comes_as_new_only_by_choice(session: Session, file: Path) -> None:
    taken(session, file)
    proposal = propose(session, file)
    (row,) = session.case.all(Problem)
    session.run("delete", [Delete("problem", row.id)])
    take(session, proposal, proposal.certain)
    assert len(session.case.all(Problem)) == 0


def test_results_of_one_report_share_its_row(session: Session, tmp_path: Path) -> None:
    report = result("Hemoglobin", pq("9.1"))
    second = result("Albumin", pq("4.1"))
    second = second[second.index("<component>") : second.index("</organizer>")]
    report = report.replace("</organizer>", f"{second}</organizer>")
    path = write(tmp_path, "record.xml", cda(section("30954-2", "Results", report)))
    taken(session, path)
    (panel,) = session.case.all(LabPanel)
    assert len(session.case.all(LabResult)) == 2
    assert {row.parent_id for row in session.case.all(LabResult)} == {panel.id}


# Persons


def two_people() -> str:
    of_ada_ = {"subject": {"reference": "Patient/p1"}}
    of_ben = {"subject": {"reference": "Patient/p2"}}
    ben = patient("p2", "Ben", "Other", birthDate="1970-01-01")
    return bundle(patient(), ben, {**lab(), **of_ada_}, {**lab("Hemoglobin", 9, "g/dL"), **of_ben})


def test_of_several_persons_one_is_chosen(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path, "two.json", two_people())
    proposal = propose(session, path)
    assert proposal.person is None
    assert proposal.lines == ()
    assert [person.name for person in proposal.persons] == ["Ada Sample", "Ben Other"]
    of_ben = proposal_for(session, proposal, proposal.persons[1])
    assert [line.what for line in of_ben.lines] == ["Hemoglobin"]
    assert of_ben.persons == proposal.persons
    assert propose(session, path, person="ben  other").lines == of_ben.lines
    take(session, of_ben, of_ben.certain)
    (row,) = session.case.all(LabResult)
    assert row.name_on_report == "Hemoglobin"
    (receipt,) = receipts(session)
    assert receipt.attachment_sha256 is None  # it also holds somebody else's records
    assert any("another person" in reason for reason in receipt.skipped_reasons or ())
    with pytest.raises(CasebookError) as caught:
        propose(session, path, person="Cleo")
    assert caught.value.places == ("Ada Sample", "Ben Other")


def test_persons_of_one_name_are_told_apart() -> None:
    from app.records.found import Person

    born = PartialDate(1970, 1, 1)
    persons = [Person("a", ("Jane Doe",)), Person("b", ("Jane Doe",), born), Person("c")]
    labels = person_labels(persons)
    assert labels == ["Jane Doe", "Jane Doe, born 1 January 1970", "Person without a name"]
    assert person_labels([Person("a"), Person("b")]) == [
        "Person without a name (a)", "Person without a name (b)",
    ]  # fmt: skip


def test_nothing_of_somebody_elses_file_is_certain(session: Session, file: Path) -> None:
    (person,) = session.case.all(Patient)
    session.run("born", [Update(replace(person, birth_date=PartialDate(1999, 1, 1)))])
    proposal = propose(session, file)
    assert proposal.reconciled.about is False
    assert proposal.certain == frozenset()
    chosen = proposal_for(session, proposal, proposal.persons[0])
    assert chosen.certain == {0, 1, 2}


def test_a_case_learns_the_birth_day_of_its_person(tmp_path: Path, file: Path) -> None:
    new_case(tmp_path / "a.casebook", name="Ada Sample")
    with Session.open(tmp_path / "a.casebook") as session:
        taken(session, file)
        person = session.case.patient
        assert (person.display_name, person.sex_at_birth) == ("Ada Sample", "female")
        assert person.birth_date == PartialDate(2010, 5, 1)
        other = bundle(patient("p2", "Ben", "Other", birthDate="1970-01-01"), lab())
        proposal = propose(session, write(tmp_path, "other.json", other))
        assert proposal.reconciled.about is False
        session.undo()
        assert session.case.patient.birth_date is None


def test_a_case_of_another_name_learns_nothing(session: Session, file: Path) -> None:
    taken(session, file)
    assert session.case.patient.display_name == "Maya Ellison"
    assert session.case.patient.birth_date is None


def test_what_is_said_of_the_person_stays(session: Session, file: Path) -> None:
    (person,) = session.case.all(Patient)
    chosen = {"sex_at_birth": Absence.NOT_KNOWN}
    session.run("name", [Update(replace(person, display_name="Ada Sample", absences=chosen))])
    came = bring_in(session, [file])
    assert session.case.patient.birth_date == PartialDate(2010, 5, 1)
    assert session.case.patient.sex_at_birth is None
    assert came.receipts[0].notes == [
        "Taken over for the person, because the case did not say: Born."
    ]


# Stopping, progress, the receipt in words


def test_a_stopped_reading_leaves_nothing(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path, "long.json", of_ada(*(lab(f"Test {n}") for n in range(2000))))
    before = content(session)
    with pytest.raises(Cancelled):
        propose(session, path, cancelled=lambda: True)
    assert content(session) == before


@pytest.mark.parametrize("packed", [False, True])
def test_progress_ends_where_the_file_ends(session: Session, tmp_path: Path, packed: bool) -> None:
    told: list[tuple[int, int]] = []
    whole = of_ada(lab())
    made = zip_of({"a.json": whole, "b/c.txt": "words"}) if packed else whole
    path = write(tmp_path, "file", made)
    propose(session, path, progress=lambda done, there: told.append((done, there)))
    assert told[-1][0] == told[-1][1] > 0
    assert told == sorted(told)


def test_a_receipt_can_be_printed(session: Session, tmp_path: Path) -> None:
    taken(session, write(tmp_path, "one.json", of_ada(lab())))
    taken(session, write(tmp_path, "two.json", of_ada(lab("WBC", 4.8), condition("Asthma"))))
    text = receipt_as_text(session, receipts(session)[0])
    lines = text.splitlines()
    assert lines[0] == "Receipt for two.json"
    assert "      2  read" in lines
    assert "      1  new, taken into the case" in lines
    assert "Still waiting for your decision" in lines
    assert max(map(len, lines)) <= 78


def test_every_name_of_a_medicine_is_known_the_next_time(session: Session, tmp_path: Path) -> None:
    record = cda(
        section("10160-0", "Medicines", medicine()),
        section("11450-4", "Problems", problem(coded("195967001", "Asthma"))),
    )
    taken(session, write(tmp_path, "record.xml", record))
    assert [row.name for row in session.case.all(Medication)] == ["Vincristine"]
    own = Medication(id=new_id(), name="Prednisone")
    session.run("add", [Insert(own)])
    again = taken(session, write(tmp_path, "again.xml", record))
    assert again.receipt.new == 0
    assert len(session.case.all(Medication)) == 2
