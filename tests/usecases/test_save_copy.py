"""A copy saved elsewhere is whole, and holds nothing of what is only begun."""

from pathlib import Path

import pytest

from app.case.entities import CaseInfo, Note, Patient
from app.casefile import CaseFile, Insert, new_id, verify
from app.usecases.save_copy import save_copy
from app.usecases.session import Session

BEGUN = "Xylophone half a sentence"


@pytest.mark.parametrize("password", [None, "four words"])
def test_a_copy_holds_every_entry_and_no_draft(tmp_path: Path, password: str | None) -> None:
    path, copy = tmp_path / "Eliot.casebook", tmp_path / "for Dan.casebook"
    rows = [
        Insert(CaseInfo(id=new_id(), title="Eliot")),
        Insert(Patient(id=new_id(), display_name="Eliot")),
        Insert(Note(id=new_id(), text="kept")),
    ]
    CaseFile.create(path, rows, password=password).close()
    with Session.open(path, password=password) as session:
        session.keep_drafts({("form note new", "form"): BEGUN})
        save_copy(session, copy)
        assert session.drafts() == {("form note new", "form"): BEGUN}
    assert BEGUN.encode() not in copy.read_bytes()
    assert all(check.ok for check in verify(copy, password))
    with CaseFile.open(copy, password=password) as given:
        assert given.drafts() == {}
        assert [note.text for note in given.case().all(Note)] == ["kept"]
    with CaseFile.open(path, password=password) as case_file:
        assert case_file.compare_with_copy(copy).brings_nothing


def test_a_backup_keeps_what_was_begun(tmp_path: Path) -> None:
    path = tmp_path / "Eliot.casebook"
    rows = [Insert(Patient(id=new_id(), display_name="Eliot"))]
    with CaseFile.create(path, rows) as case_file:
        case_file.keep_drafts({("visit", "question"): BEGUN})
        backup = case_file.back_up()
    with CaseFile.open(backup, read_only=True) as kept:
        assert kept.drafts() == {("visit", "question"): BEGUN}
