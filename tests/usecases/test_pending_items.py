"""Lines that wait, and what the family decides about each."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.case.entities import (
    ImportReceipt,
    LabPanel,
    LabResult,
    Medication,
    PendingItem,
    Problem,
    VitalSigns,
)
from app.case.partial_date import PartialDate
from app.casefile import Changes, Delete, Insert, Update, new_id
from app.errors import CasebookError
from app.usecases.pending_items import keep_both, keep_ours, pending_lines, take_theirs
from app.usecases.reconcile_import import propose, take
from app.usecases.session import Session
from tests.records.samples import lab, pdf_of
from tests.usecases.test_reconcile_import import condition, content, of_ada, write

Decide = Callable[[Session, str], Changes]


def bring(session: Session, folder: Path, name: str, *resources: dict[str, Any]) -> Path:
    path = write(folder, name, of_ada(*resources))
    take_all(session, path)
    return path


def take_all(session: Session, path: Path) -> None:
    proposal = propose(session, path)
    take(session, proposal, proposal.certain)


@pytest.fixture
def theirs(session: Session, tmp_path: Path) -> Path:
    """A result that contradicts ours, and a problem that is nearly ours."""
    limits = [{"low": {"value": 4, "unit": "10*3/uL"}, "high": {"value": 11, "unit": "10*3/uL"}}]
    bring(session, tmp_path, "one.json", lab(referenceRange=limits), condition("Asthma"))
    return bring(session, tmp_path, "two.json", lab("WBC", 4.8), condition("Asthma", "2025-06-01"))


def test_each_waiting_line_is_told_in_words(session: Session, theirs: Path) -> None:
    result, problem = pending_lines(session)
    assert (result.group, result.what, result.file) == ("Lab results", "WBC", "two.json")
    assert result.ours == "WBC, 3.2 10*3/uL, 5 January 2026, 08:15"
    assert result.theirs == "WBC, 4.8 10*3/uL, 5 January 2026, 08:15"
    assert result.why.startswith("Another value")
    assert result.day == "12 May 2026"
    assert "obs-WBC" in result.place
    assert result.can_be_taken
    assert problem.ours == "Asthma, active, 1 May 2024"


def test_theirs_in_the_place_of_ours(session: Session, theirs: Path) -> None:
    (before,) = session.case.all(LabResult)
    result, problem = pending_lines(session)
    take_theirs(session, result.id)
    (after,) = session.case.all(LabResult)
    assert after.id == before.id
    assert after.value == Decimal("4.8")
    assert after.ref_low is None  # the range stood beside our value, theirs gives none
    assert after.source_note == "two.json"
    assert session.undo_name == "take WBC as the file says"
    take_theirs(session, problem.id)
    (row,) = session.case.all(Problem)
    assert row.since == PartialDate(2025, 6, 1)
    assert pending_lines(session) == []
    assert len(session.case.all(LabPanel)) == 1


def test_ours_stays(session: Session, theirs: Path) -> None:
    rows = session.case.all(LabResult)[:]
    keep_ours(session, pending_lines(session)[0].id)
    assert session.case.all(LabResult)[:] == rows
    assert len(pending_lines(session)) == 1


def test_both_stay(session: Session, theirs: Path) -> None:
    result, problem = pending_lines(session)
    keep_both(session, result.id)
    keep_both(session, problem.id)
    assert [row.value for row in session.case.all(LabResult)] == [Decimal("3.2"), Decimal("4.8")]
    assert len(session.case.all(LabPanel)) == 1
    assert len(session.case.all(Problem)) == 2


@pytest.mark.parametrize("decide", [take_theirs, keep_ours, keep_both])
def test_a_decision_is_one_step_and_is_not_asked_again(
    session: Session, theirs: Path, decide: Decide
) -> None:
    before = content(session)
    first, second = pending_lines(session)
    decide(session, first.id)
    assert [line.id for line in pending_lines(session)] == [second.id]
    session.undo()
    assert content(session) == before
    session.redo()
    decide(session, second.id)
    decided = content(session)
    take_all(session, theirs)
    assert content(session) == decided
    assert pending_lines(session) == []
    with pytest.raises(CasebookError, match="decided already"):
        decide(session, first.id)


def test_a_decided_line_of_a_re_export_is_not_asked_again(
    session: Session, theirs: Path, tmp_path: Path
) -> None:
    for line in pending_lines(session):
        keep_ours(session, line.id)
    text = theirs.read_text().replace("obs-", "other-").replace("p1", "p9")
    proposal = propose(session, write(tmp_path, "three.json", text))
    assert {line.kind for line in proposal.lines} == {"same"}
    assert proposal.receipt.adds_up
    assert proposal.lines[0].why == "You decided about this line before."
    take(session, proposal, proposal.certain)
    (row,) = session.case.all(LabResult)
    assert row.source_note == "one.json"  # what was refused is no source of ours


def test_what_was_read_from_a_letter_is_added(session: Session, tmp_path: Path) -> None:
    take_all(
        session, write(tmp_path, "a.pdf", pdf_of("Results of 5 March 2026", "Hemoglobin 9.1 g/dL"))
    )
    (line,) = pending_lines(session)
    assert (line.ours, line.ours_id) == ("", None)
    take_theirs(session, line.id)
    (row,) = session.case.all(LabResult)
    assert (row.value, row.unit) == (Decimal("9.1"), "g/dL")
    assert session.case.all(LabPanel)[0].date == PartialDate(2026, 3, 5)


def test_a_result_of_another_day_moves_to_its_report(session: Session, tmp_path: Path) -> None:
    panel = LabPanel(id=new_id(), date=PartialDate(2026, 1, 5), lab_name="Home")
    own = LabResult(
        id=new_id(), parent_id=panel.id, name_on_report="WBC", value=Decimal(7), unit="10*3/uL"
    )
    session.run("add", [Insert(panel), Insert(own)])
    bring(session, tmp_path, "one.json", lab())
    (line,) = pending_lines(session)
    take_theirs(session, line.id)
    (row,) = session.case.all(LabResult)
    (report,) = session.case.all(LabPanel)
    assert (row.id, row.value) == (own.id, Decimal("3.2"))
    assert (row.parent_id, report.time) == (report.id, "08:15")
    session.undo()
    assert session.case.all(LabPanel)[0] == panel or session.case.get(LabPanel, panel.id)


def test_our_entry_may_be_gone(session: Session, theirs: Path) -> None:
    (ours,) = session.case.all(Problem)
    session.run("delete", [Delete("problem", ours.id)])
    line = pending_lines(session)[1]
    assert line.ours == ""
    with pytest.raises(CasebookError, match="no longer in the case"):
        take_theirs(session, line.id)
    keep_both(session, line.id)
    assert len(session.case.all(Problem)) == 1


@pytest.mark.parametrize("held", [None, 5, {}, {"kind": "near", "entry": "lab", "row": {"x": 1}}])
def test_a_line_that_was_not_kept_whole_can_only_be_left_out(session: Session, held: Any) -> None:
    receipt = ImportReceipt(id=new_id(), file_name="old.json")
    item = PendingItem(
        id=new_id(), parent_id=receipt.id, what="WBC", table="lab_result", extras={"line": held}
    )
    session.run("add", [Insert(receipt), Insert(item)])
    (line,) = pending_lines(session)
    assert not line.can_be_taken
    for decide in (take_theirs, keep_both):
        with pytest.raises(CasebookError, match="not kept whole"):
            decide(session, line.id)
    keep_ours(session, line.id)
    assert pending_lines(session) == []


def test_waiting_lines_survive_export_and_import(
    session: Session, theirs: Path, tmp_path: Path
) -> None:
    from app.case import exact_json
    from app.usecases.make_case import case_from_json

    text = exact_json.dumps(session.file.full_document())
    copy = tmp_path / "copy.casebook"
    case_from_json(copy, write(tmp_path, "case.json", text))
    with Session.open(copy) as opened:
        assert pending_lines(opened) == pending_lines(session)
        take_theirs(opened, pending_lines(opened)[0].id)
        assert opened.case.all(LabResult)[0].value == Decimal("4.8")


def test_a_medicine_by_another_dose_keeps_what_ours_knows(session: Session, tmp_path: Path) -> None:
    order = {
        "resourceType": "MedicationRequest",
        "id": "m1",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": {"text": "Vincristine"},
        "authoredOn": "2026-01-02",
        "dosageInstruction": [{"text": "2 mg once a week"}],
    }
    bring(session, tmp_path, "one.json", order)
    (row,) = session.case.all(Medication)
    session.run("note", [Update(replace(row, prescriber="Dr. Okafor"))])
    later = {**order, "authoredOn": "2025-01-02"}
    bring(session, tmp_path, "two.json", later)
    lines = pending_lines(session)
    if lines:
        take_theirs(session, lines[0].id)
        (row,) = session.case.all(Medication)
        assert row.prescriber == "Dr. Okafor"
        assert row.start == PartialDate(2025, 1, 2)


def test_a_measure_that_is_partly_here_completes_its_row(session: Session, tmp_path: Path) -> None:
    own = VitalSigns(id=new_id(), date=PartialDate(2026, 1, 5), weight_kg=Decimal(61))
    session.run("add", [Insert(own)])
    weight = {
        **lab("Body weight", 64, "kg"),
        "category": [{"coding": [{"code": "vital-signs"}]}],
        "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7"}]},
    }
    bring(session, tmp_path, "one.json", weight)
    assert {row.weight_kg for row in session.case.all(VitalSigns)} == {Decimal(61), Decimal(64)}
