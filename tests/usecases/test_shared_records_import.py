"""Every shared record brought into a case: receipts, second imports, one person of four vendors."""

from itertools import permutations
from pathlib import Path

import pytest

from app.case.entities import (
    Allergy,
    Document,
    ImportReceipt,
    LabResult,
    Medication,
    PendingItem,
    Problem,
)
from app.casefile import verify
from app.usecases.bring_in import bring_in
from app.usecases.import_receipts import receipt_as_text
from app.usecases.make_case import new_case
from app.usecases.pending_items import keep_both, keep_ours, pending_lines, take_theirs
from app.usecases.recognise_file import what_is
from app.usecases.reconcile_import import propose, take
from app.usecases.session import Session
from tests.usecases.test_reconcile_import import content

pytestmark = pytest.mark.shared_data

SEVERAL = {"cibmtr_transplant_examples.json": "Person without a name"}
ALICE = (
    "ccda/360oncology_alice_newman.xml", "ccda/nextgen_alice_newman.xml",
    "ccda/followmyhealth_alice_newman.xml", "fhir/chbase_sandbox_alice_newman.json",
)  # fmt: skip
DESIREE = (
    "fhir/epic_sandbox_desiree_powell.json", "ccda/epic_health_summary_desiree_powell.xml",
)  # fmt: skip


def files(shared_data: Path) -> list[Path]:
    records = shared_data / "records"
    listed = sorted(path for name in ("fhir", "ccda") for path in (records / name).iterdir())
    return [*listed, records / "apple_health_export"]


def empty_case(path: Path) -> Session:
    new_case(path)
    return Session.open(path)


def sizes(session: Session) -> dict[str, int]:
    """How many rows of each kind there are, receipts aside."""
    counted = session.case.sizes()
    return {table: count for table, count in counted.items() if table != "import_receipt"}


def test_every_file_adds_up_and_comes_once(shared_data: Path, tmp_path: Path) -> None:
    for number, path in enumerate(files(shared_data)):
        with empty_case(tmp_path / f"{number}.casebook") as session:
            before = content(session)
            person = SEVERAL.get(path.name)
            (first,) = bring_in(session, [path], person=person).receipts
            assert first.adds_up, path.name
            assert first.new > 0, path.name
            assert all(skipped.reason for skipped in first.skipped)
            (row,) = session.case.all(ImportReceipt)
            assert row.read == first.read
            assert f"{first.read}  read" in receipt_as_text(session, row)
            taken = content(session)
            (again,) = bring_in(session, [path], person=person).receipts
            assert (again.read, again.new) == (first.read, 0), path.name
            assert content(session) == taken, path.name
            session.undo()
            assert content(session) == before, path.name


def test_every_file_is_told_by_its_content(shared_data: Path) -> None:
    assert {what_is(path).kind for path in files(shared_data)} == {"records"}
    table = what_is(shared_data / "records" / "oncology_labs.csv")
    assert table.kind != "trials"


def test_every_line_shows_both_sides(shared_data: Path, tmp_path: Path) -> None:
    with empty_case(tmp_path / "a.casebook") as session:
        for path in files(shared_data):
            proposal = propose(session, path, person=SEVERAL.get(path.name))
            for line in proposal.lines:
                assert line.what
                assert line.group
                assert line.kind == "new" or line.why
                assert line.kind not in ("near", "conflict") or line.ours or line.proposed
                assert line.place


@pytest.mark.parametrize("order", list(permutations(ALICE)))
def test_one_person_of_four_vendors(
    shared_data: Path, tmp_path: Path, order: tuple[str, ...]
) -> None:
    paths = [shared_data / "records" / name for name in order]
    with empty_case(tmp_path / "alice.casebook") as session:
        bring_in(session, paths)
        once = sizes(session)
        again = bring_in(session, paths[::-1])
        assert [receipt.new for receipt in again.receipts] == [0, 0, 0, 0]
        assert sizes(session) == once
        # What all four tell stands here once, and names all four.
        ceftriaxone = [
            row for row in session.case.all(Medication) if "ceftriaxone" in (row.name or "").lower()
        ]
        assert len(ceftriaxone) == 1
        allergies = [row.substance for row in session.case.all(Allergy)]
        assert len(allergies) == len(set(allergies))
        sources = {row.source_note for row in session.case.all(Problem)}
        assert any(all(path.name in (note or "") for path in paths) for note in sources)


def test_two_forms_of_one_vendor(shared_data: Path, tmp_path: Path) -> None:
    paths = [shared_data / "records" / name for name in DESIREE]
    with empty_case(tmp_path / "d.casebook") as session:
        first, second = bring_in(session, paths).receipts
        assert second.same > 0
        assert first.adds_up
        assert second.adds_up
        assert [receipt.new for receipt in bring_in(session, paths).receipts] == [0, 0]


@pytest.mark.parametrize("decide", [take_theirs, keep_ours, keep_both])
def test_every_waiting_line_can_be_decided(
    shared_data: Path, tmp_path: Path, decide: object
) -> None:
    assert callable(decide)
    paths = [shared_data / "records" / name for name in ALICE]
    paths += [shared_data / "records" / "ccda" / "vitera_sharon_carlson.xml"]
    with empty_case(tmp_path / "a.casebook") as session:
        bring_in(session, paths)
        waiting = pending_lines(session)
        assert len(waiting) > 10
        for line in waiting:
            assert line.can_be_taken
            decide(session, line.id)
        assert len(session.case.all(PendingItem)) == 0
        once = sizes(session)
        again = bring_in(session, paths)
        assert [receipt.new for receipt in again.receipts] == [0] * len(paths)
        assert again.pending == 0
        assert sizes(session) == once
    assert all(check.ok for check in verify(tmp_path / "a.casebook"))


def test_choosing_every_line_takes_every_line(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "records" / "ccda" / "vitera_sharon_carlson.xml"
    with empty_case(tmp_path / "v.casebook") as session:
        proposal = propose(session, path)
        take(session, proposal, range(len(proposal.lines)))
        assert len(session.case.all(PendingItem)) == 0
        again = propose(session, path)
        assert {line.kind for line in again.lines} == {"same"}


def test_an_embedded_pdf_is_kept_with_its_words(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "records" / "ccda" / "hl7_unstructured_embedded_pdf.xml"
    with empty_case(tmp_path / "u.casebook") as session:
        bring_in(session, [path])
        (document,) = session.case.all(Document)
        assert document.text
        kept = session.file.attachment(document.attachment_sha256 or "")
        assert kept.startswith(b"%PDF-")
        assert len(session.case.all(LabResult)) == 0
