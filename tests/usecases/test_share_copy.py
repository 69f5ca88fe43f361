"""A copy for somebody else holds what was chosen, and nothing that was deleted."""

import hashlib
import sqlite3
from pathlib import Path

import pytest

from app.case.case import SPECS
from app.case.entities import (
    Allergy,
    Document,
    LabPanel,
    LabResult,
    Medication,
    Note,
    Patient,
    ShareRecord,
)
from app.case.partial_date import PartialDate
from app.casefile import Attach, CaseFile, Delete, Insert, Update, WrongPassword, new_id
from app.errors import CasebookError
from app.usecases.session import Session
from app.usecases.share_copy import ALWAYS, NEVER, PARTS, make_share_copy

ALL = frozenset(part.key for part in PARTS)
SECRET = "Zwetschgenkuchen"


def fill(session: Session) -> str:
    """Give the case something of every sort; return the fingerprint of its document."""
    content = b"the letter itself"
    digest = hashlib.sha256(content).hexdigest()
    patient = session.case.patient
    panel = LabPanel(id=new_id(), date=PartialDate(2026, 5, 11))
    document = Document(id=new_id(), title="Letter", file_name="l.txt", attachment_sha256=digest)
    rows = [
        Medication(id=new_id(), name="acyclovir", source_document_id=document.id),
        Allergy(id=new_id(), substance="penicillin"),
        panel,
        LabResult(id=new_id(), parent_id=panel.id, name_on_report="WBC"),
        document,
        Note(id=new_id(), text="We cried in the car."),
    ]
    session.run("attach", [Attach(digest, "l.txt", content)])
    session.run(
        "fill", [Insert(row) for row in sorted(rows, key=lambda r: r.spec.table != "document")]
    )
    number = {"record_number": "MRN-4711", "values_note": "No more needles."}
    session.run("number", [Update(_with(patient, **number))])
    return digest


def _with(row: Patient, **fields: str) -> Patient:
    from dataclasses import replace

    return replace(row, **fields)  # type: ignore[arg-type]


def opened(path: Path, password: str | None = None) -> CaseFile:
    return CaseFile.open(path, password=password, read_only=True)


def test_every_kind_of_row_has_its_part() -> None:
    told = [table for part in PARTS for table in part.tables] + [*ALWAYS, *NEVER]
    assert sorted(told) == sorted(SPECS)


def test_only_what_was_chosen_goes(session: Session, tmp_path: Path) -> None:
    fill(session)
    made = make_share_copy(session, tmp_path / "copy.casebook", {"medicines"}, None, "Dr. Lee")
    with opened(made.path) as copy:
        case = copy.case()
        assert [row.name for row in case.all(Medication)] == ["acyclovir"]
        assert case.all(Medication)[0].source_document_id is None
        assert [row.substance for row in case.all(Allergy)] == ["penicillin"]
        assert not case.all(LabResult)
        assert not case.all(Note)
        assert not case.all(ShareRecord)
        assert case.patient.display_name == "Maya Ellison"
        assert case.patient.record_number is None
        assert case.patient.values_note is None
        assert not copy.attachments()


def test_everything_goes_where_everything_is_chosen(session: Session, tmp_path: Path) -> None:
    digest = fill(session)
    made = make_share_copy(session, tmp_path / "copy.casebook", ALL, None, "Grandma")
    with opened(made.path) as copy:
        assert copy.attachment(digest) == b"the letter itself"
        assert copy.case().patient.record_number == "MRN-4711"
        assert copy.case().patient.values_note == "No more needles."
        ours, theirs = session.case.sizes(), copy.case().sizes()
        assert {t: n for t, n in ours.items() if t not in NEVER} == {
            t: n for t, n in theirs.items() if t not in NEVER
        }


def test_what_was_deleted_or_changed_is_not_in_the_copy(session: Session, tmp_path: Path) -> None:
    fill(session)
    gone = Note(id=new_id(), text=SECRET)
    session.run("note", [Insert(gone)])
    session.run("delete", [Delete("note", gone.id)])
    changed = Note(id=new_id(), text=f"{SECRET} first")
    session.run("note", [Insert(changed)])
    session.run("change", [Update(Note(id=changed.id, text="second"))])
    path = session.path
    made = make_share_copy(session, tmp_path / "copy.casebook", ALL, None, "Uncle")
    assert SECRET.encode() in path.read_bytes()  # our own history keeps it
    assert SECRET.encode() not in made.path.read_bytes()
    with sqlite3.connect(f"file:{made.path}?mode=ro", uri=True) as raw:
        dump = "\n".join(map(str, raw.execute("SELECT name FROM operation").fetchall()))
    assert "delete" not in dump


def test_what_was_not_chosen_is_not_in_the_bytes(session: Session, tmp_path: Path) -> None:
    fill(session)
    made = make_share_copy(session, tmp_path / "c.casebook", ALL - {"notes"}, None, "School")
    content = made.path.read_bytes()
    assert b"cried" not in content
    assert b"needles" not in content


def test_the_copy_has_its_own_password(session: Session, tmp_path: Path) -> None:
    fill(session)
    made = make_share_copy(session, tmp_path / "c.casebook", {"labs"}, "rain on the roof", "Al")
    assert b"SQLite format" not in made.path.read_bytes()[:20]
    with pytest.raises(WrongPassword):
        opened(made.path, "another")
    with opened(made.path, "rain on the roof") as copy:
        assert len(copy.case().all(LabResult)) == 1


def test_the_case_notes_who_got_what_and_when(session: Session, tmp_path: Path) -> None:
    fill(session)
    make_share_copy(session, tmp_path / "c.casebook", {"labs", "medicines"}, "x y z", " Dr. Lee ")
    (record,) = session.case.all(ShareRecord)
    assert record.to_whom == "Dr. Lee"
    assert record.what == "Labs and tests, Medicines and allergies"
    assert record.date == PartialDate(2026, 5, 12)
    assert record.note == "c.casebook, with a password."
    assert session.undo_name == "copy for Dr. Lee"


@pytest.mark.parametrize(("parts", "whom"), [(set(), "Al"), ({"labs"}, "  "), ({"other"}, "Al")])
def test_nothing_chosen_or_nobody_named(
    session: Session, tmp_path: Path, parts: set[str], whom: str
) -> None:
    with pytest.raises(CasebookError, match="Nothing was made"):
        make_share_copy(session, tmp_path / "c.casebook", parts, None, whom)
    assert not (tmp_path / "c.casebook").exists()
    assert not session.case.all(ShareRecord)


def test_a_file_that_is_there_stays(session: Session, tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="left as it is"):
        make_share_copy(session, session.path, {"labs"}, None, "Al")
    assert not session.case.all(ShareRecord)


def test_a_case_that_can_only_be_read_cannot_note_it(path: Path, tmp_path: Path) -> None:
    with (
        Session.open(path, read_only=True) as reader,
        pytest.raises(CasebookError, match="No copy was made"),
    ):
        make_share_copy(reader, tmp_path / "c.casebook", {"labs"}, None, "Al")
    assert not (tmp_path / "c.casebook").exists()


def test_a_copy_that_cannot_be_noted_is_not_left_behind(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise CasebookError("The disk is full.")

    monkeypatch.setattr(session, "run", refuse)
    with pytest.raises(CasebookError, match="full"):
        make_share_copy(session, tmp_path / "c.casebook", {"labs"}, None, "Al")
    assert not (tmp_path / "c.casebook").exists()
