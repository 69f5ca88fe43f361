import os
import shutil
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from app.case.entities import Allergy, Appointment, Document
from app.casefile import (
    Attach,
    CaseFile,
    DamagedCase,
    Delete,
    Difference,
    Insert,
    Restored,
    Update,
    WrongPassword,
    migrations,
    new_id,
    opening,
    refusals,
    restore_to,
    schema,
    taking_into_use,
    verify,
)
from app.casefile.backup_folder import folder_of
from app.casefile.backups import look_into
from app.casefile.case_json.writing import case_document, text
from app.errors import CasebookError
from tests.casefile.conftest import first_rows
from tests.casefile.test_refusals import spoil


def add(case_file: CaseFile) -> None:
    case_file.run("add", [Insert(Appointment(id=new_id()))])


def content(case_file: CaseFile) -> str:
    return text(case_document(case_file.case()))


@pytest.fixture(params=[None, "pass'word"], ids=["plain", "encrypted"])
def opened(request, path, clock):
    rows = [*first_rows(), Insert(Allergy(id=new_id(), substance="nuts"))]
    with CaseFile.create(path, rows, password=request.param, clock=clock, author="Ana") as made:
        yield made


@pytest.fixture
def password(opened):
    return "pass'word" if opened.encrypted else None


# Making


def test_a_backup_is_the_whole_case_and_for_its_owner_only(opened, password):
    backup = opened.back_up()
    with CaseFile.open(backup, password=password, read_only=True) as copy:
        assert content(copy) == content(opened)
        assert copy.history() == opened.history()
        assert copy.encrypted == opened.encrypted
    assert all(check.ok for check in verify(backup, password))
    if os.name == "posix":
        assert backup.stat().st_mode & 0o777 == 0o600
        assert backup.parent.stat().st_mode & 0o777 == 0o700


def test_a_backup_says_when_why_and_how_large(opened, password, clock):
    path = opened.back_up(reason="before merge")
    (backup,) = opened.backups()
    assert backup.path == path
    assert backup.taken == clock.now
    assert backup.reason == "before merge"
    assert backup.size == path.stat().st_size
    assert backup.encrypted == opened.encrypted
    found = look_into(path, password)
    assert found.rows["allergy"] == 1
    assert found.head[0] == 1
    assert found.last_change == opened.history()[0].at


def test_closing_after_changes_makes_a_backup(opened, path):
    add(opened)
    opened.close()
    assert len(opened.backups()) == 1
    assert opened.notes == []


def test_closing_without_changes_makes_none(opened, path, password):
    opened.close()
    CaseFile.open(path, password=password).close()
    assert not folder_of(path).exists()


def test_what_a_crash_kept_from_being_backed_up_is_backed_up_later(
    opened, path, password, tmp_path
):
    add(opened)
    crashed = tmp_path / "crashed" / path.name
    crashed.parent.mkdir()
    shutil.copyfile(path, crashed)
    with CaseFile.open(crashed, password=password) as case_file:
        pass
    assert len(case_file.backups()) == 1
    CaseFile.open(crashed, password=password).close()
    assert len(case_file.backups()) == 1


def test_closing_makes_no_second_one_where_nothing_changed_since(opened):
    add(opened)
    opened.back_up()
    opened.close()
    assert len(opened.backups()) == 1


def test_backups_of_one_moment_get_names_of_their_own(opened, monkeypatch):
    now = opened._clock()
    monkeypatch.setattr(opened, "_clock", lambda: now)
    assert len({opened.back_up(), opened.back_up(), opened.back_up()}) == 3
    assert len(opened.backups()) == 3


def test_backups_are_thinned_out(path, clock):
    with CaseFile.create(path, first_rows(), clock=clock) as case_file:
        for _ in range(30):
            clock.now += timedelta(hours=8)
            case_file.back_up()
        assert 3 < len(case_file.backups()) < 20


def test_what_a_killed_program_left_half_made_goes(opened, path, password):
    opened.back_up()
    opened.close()
    left = [
        path.with_name(f".{path.name}.0a1b2c3d.part"),
        path.with_name(f".{path.name}.0a1b2c3d.part-journal"),
        folder_of(path) / ".Eliot 2026-05-12 14.31.00Z.casebook.0a1b2c3d.part",
    ]
    others = [
        path.with_name(".Eliot's.casebook.0a1b2c3d.part"),
        path.with_name(f"{path.name}.part"),
        path.with_name(".part"),
    ]
    for each in (*left, *others):
        each.write_text("x")
    CaseFile.open(path, password=password, read_only=True).close()
    assert all(each.exists() for each in left)
    CaseFile.open(path, password=password).close()
    assert not any(each.exists() for each in left)
    assert all(each.exists() for each in others)


def test_other_files_in_the_folder_are_left_alone(opened, path):
    opened.back_up()
    letter = folder_of(path) / "letter.txt"
    letter.write_text("x")
    (folder_of(path) / "Eliot 2026-13-45 99.99.99Z.casebook").write_text("x")
    opened.back_up()
    assert letter.exists()
    assert len(opened.backups()) == 2


def test_a_backup_may_go_into_any_folder(opened, tmp_path):
    folder = tmp_path / "stick" / "deep"
    made = opened.back_up(folder)
    assert made.parent == folder
    assert opened.backups() == []


def test_a_backup_that_cannot_be_made_is_told_on_closing(opened, path):
    add(opened)
    folder_of(path).write_text("in the way")
    opened.close()
    assert len(opened.notes) == 1
    assert folder_of(path).read_text() == "in the way"


# The second place


@pytest.fixture
def second_place(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_a_second_place_gets_a_copy_of_every_backup(path, clock, second_place):
    with CaseFile.create(path, first_rows(), clock=clock, second_place=second_place) as case_file:
        backup = case_file.back_up()
        copy = second_place / backup.parent.name / backup.name
        assert copy.read_bytes() == backup.read_bytes()
        assert case_file.notes == []
    assert all(check.ok for check in verify(copy))


def test_a_second_place_that_is_absent_is_told_and_harms_nothing(path, second_place):
    second_place.rmdir()
    with CaseFile.create(path, first_rows(), second_place=second_place) as case_file:
        assert case_file.back_up().exists()
        assert "not connected" in case_file.notes[0]


def test_a_second_place_that_cannot_be_written_is_told(path, second_place):
    with CaseFile.create(path, first_rows(), second_place=second_place) as case_file:
        (second_place / folder_of(path).name).write_text("in the way")
        assert case_file.back_up().exists()
        assert "could not be written" in case_file.notes[0]


# Restoring


def test_a_backup_tells_what_restoring_would_change(opened, password):
    backup = opened.back_up()
    assert opened.compare_with_backup(backup) == []
    add(opened)
    allergy = opened.case().all(Allergy)[0]
    opened.run("edit", [Update(replace(allergy, severity="mild"))])
    patient = opened.case().patient
    opened.run("delete", [Delete("patient", patient.id)])
    assert opened.compare_with_backup(backup, password) == [
        Difference("allergy", 0, 1, 0),
        Difference("patient", 1, 0, 0),
        Difference("appointment", 0, 0, 1),
    ]


def test_restoring_is_one_operation_that_can_be_undone(opened, password, path):
    before = content(opened)
    backup = opened.back_up()
    add(opened)
    opened.run("delete", [Delete("allergy", opened.case().all(Allergy)[0].id)])
    changed = content(opened)
    changes = opened.restore(backup)
    assert set(changes.ids) == {"allergy", "appointment"}
    assert content(opened) == before
    assert opened.undo_name.startswith("restore the backup of 12 May 2026")
    assert opened.backups()[0].reason == "before restore"
    opened.undo()
    assert content(opened) == changed
    opened.redo()
    assert content(opened) == before
    opened.close()
    assert all(check.ok for check in verify(path, password))


def test_restoring_brings_attached_files_back(opened, path, tmp_path, password):
    older = tmp_path / "older.casebook"
    shutil.copyfile(path, older)
    digest = sha256(b"letter").hexdigest()
    document = Document(id=new_id(), attachment_sha256=digest)
    opened.run("attach", [Attach(digest, "x", b"letter"), Insert(document)])
    backup = opened.back_up(tmp_path / "kept")
    opened.close()
    shutil.copyfile(older, path)
    with CaseFile.open(path, password=password) as again:
        again.restore(backup)
        assert again.attachment(digest) == b"letter"
        again.undo()
    assert all(check.ok for check in verify(path, password))


def test_a_damaged_backup_changes_nothing(opened):
    backup = opened.back_up()
    add(opened)
    before = content(opened)
    spoil(backup)
    with pytest.raises(DamagedCase):
        opened.restore(backup)
    with pytest.raises(DamagedCase):
        opened.compare_with_backup(backup)
    assert content(opened) == before
    assert len(opened.backups()) == 1


def test_a_backup_of_another_case_is_refused(opened, tmp_path):
    other = tmp_path / "other.casebook"
    CaseFile.create(other, first_rows()).close()
    with pytest.raises(CasebookError, match="another case"):
        opened.restore(other)
    assert opened.backups() == []


def test_a_backup_with_an_older_password_asks_for_it(path, clock):
    with CaseFile.create(path, first_rows(), password="old", clock=clock) as case_file:
        backup = case_file.back_up()
        add(case_file)
        case_file.change_password("new")
        with pytest.raises(WrongPassword):
            case_file.restore(backup)
        case_file.restore(backup, "old")
        assert not case_file.case().all(Appointment)


def test_a_case_opened_for_reading_can_be_backed_up(opened, path, password):
    with CaseFile.open(path, password=password, read_only=True) as looking:
        assert looking.back_up().exists()
        with pytest.raises(CasebookError):
            looking.run("add", [Insert(Appointment(id=new_id()))])


# Restoring to a file


def test_a_backup_becomes_a_new_file(opened, tmp_path, password):
    backup = opened.back_up()
    target = tmp_path / "new.casebook"
    assert restore_to(backup, target, password=password) is Restored.NEW_FILE
    with CaseFile.open(target, password=password) as case_file:
        assert content(case_file) == content(opened)


def test_restoring_over_the_same_case_keeps_its_history(opened, path, password, clock):
    backup = opened.back_up()
    add(opened)
    opened.close()
    done = restore_to(backup, path, author="Ben", clock=clock, password=password)
    assert done is Restored.OPERATION
    with CaseFile.open(path, password=password) as case_file:
        assert not case_file.case().all(Appointment)
        assert case_file.history()[0].who == "Ben"
        case_file.undo()
        assert len(case_file.case().all(Appointment)) == 1


def test_restoring_over_a_damaged_file_keeps_the_damaged_one(opened, path, password, clock):
    backup = opened.back_up()
    opened.close()
    spoil(path)
    damaged = path.read_bytes()
    done = restore_to(backup, path, clock=clock, password=password)
    assert done is Restored.IN_PLACE_OF_DAMAGED
    with CaseFile.open(path, password=password) as case_file:
        assert case_file.case().patient.display_name == "Eliot"
    (kept,) = folder_of(path).glob("*.damaged")
    assert kept.read_bytes() == damaged


def test_restoring_never_replaces_something_else(opened, path, tmp_path, password):
    backup = opened.back_up()
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear doctor")
    with pytest.raises(CasebookError):
        restore_to(backup, letter, password=password)
    assert letter.read_text() == "Dear doctor"
    other = tmp_path / "other.casebook"
    CaseFile.create(other, first_rows(), password=password).close()
    before = other.read_bytes()
    with pytest.raises(CasebookError, match="another case"):
        restore_to(backup, other, password=password)
    assert other.read_bytes() == before


def test_a_damaged_backup_replaces_nothing(opened, path, password, clock):
    backup = opened.back_up()
    opened.close()
    spoil(backup)
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(DamagedCase):
        restore_to(backup, path, clock=clock, password=password)
    assert path.read_bytes() == before
    with pytest.raises(DamagedCase):
        restore_to(backup, path.with_name("new.casebook"), password=password)
    assert not path.with_name("new.casebook").exists()


# Before an update


def test_an_older_file_is_backed_up_before_it_is_brought_up_to_date(path, clock, monkeypatch):
    CaseFile.create(path, first_rows(), clock=clock).close()
    for module in (migrations, opening, refusals, schema, taking_into_use):
        monkeypatch.setattr(module, "VERSION", 2)
    with pytest.raises(CasebookError, match="older version"):
        CaseFile.open(path, read_only=True)
    with CaseFile.open(path, clock=clock) as case_file:
        assert [backup.reason for backup in case_file.backups()] == ["before update"]
        add(case_file)
    with CaseFile.open(path, clock=clock) as case_file:
        assert len(case_file.backups()) == 2
        assert len(case_file.case().all(Appointment)) == 1
