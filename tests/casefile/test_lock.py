import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from app.case.entities import Appointment
from app.casefile import CaseFile, Insert, driver, new_id
from app.casefile.lock import HeldElsewhere, Lock, holder_of, lock_path, this_computer, this_machine
from app.errors import CasebookError
from tests.casefile.conftest import first_rows

NOW = datetime(2026, 5, 12, 14, 30, tzinfo=UTC)


def written_by(path, computer: str) -> None:
    holder = {"person": "Ben", "computer": computer, "since": "2026-05-12T14:30:00.000Z"}
    lock_path(path).write_text(json.dumps(holder))


def test_a_second_taker_learns_who_holds_it(path):
    lock = Lock.take(path, "Ana", NOW)
    with pytest.raises(HeldElsewhere) as caught:
        Lock.take(path, "Ben", NOW)
    assert caught.value.holder.person == "Ana"
    assert caught.value.holder.computer == this_computer()
    assert caught.value.holder.since == NOW
    assert holder_of(path) == caught.value.holder
    lock.release()
    lock.release()
    assert not lock_path(path).exists()
    Lock.take(path, "Ben", NOW).release()


def test_a_lock_left_by_a_crash_on_this_computer_is_taken_over(path):
    written_by(path, this_computer())
    lock = Lock.take(path, "Ana", NOW)
    assert holder_of(path).person == "Ana"
    lock.release()


def test_a_lock_of_another_computer_is_respected_until_somebody_insists(path):
    written_by(path, "another computer")
    with pytest.raises(HeldElsewhere) as caught:
        Lock.take(path, "Ana", NOW)
    assert caught.value.holder.words.startswith("Ben on another computer since 12 May 2026")
    lock = Lock.take(path, "Ana", NOW, insist=True)
    assert holder_of(path).person == "Ana"
    lock.release()


def test_a_computer_that_changed_its_name_is_still_the_same(path, monkeypatch):
    lock = Lock.take(path, "Ana", NOW)
    left = lock_path(path).read_text()
    lock.release()
    monkeypatch.setattr("platform.node", lambda: "another-name.local")
    lock_path(path).write_text(left)
    if this_machine():
        Lock.take(path, "Ana", NOW).release()
    lock_path(path).write_text(left)
    monkeypatch.setattr("uuid.getnode", lambda: 1 << 40)
    assert this_machine() == ""
    with pytest.raises(HeldElsewhere):
        Lock.take(path, "Ana", NOW)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"person": 1}', "\x00\xff"])
def test_a_lock_file_nobody_can_read_is_no_lock(path, content):
    lock_path(path).write_text(content)
    Lock.take(path, "Ana", NOW).release()


def test_a_lock_file_is_for_its_owner_only(path):
    lock = Lock.take(path, "Ana", NOW)
    if os.name == "posix":
        assert lock_path(path).stat().st_mode & 0o777 == 0o600
    lock.release()


def test_the_second_opening_is_for_reading_and_names_the_first(case_file):
    with CaseFile.open(case_file.path, author="Ben") as second:
        assert second.held_by.person == "Ana"
        assert "Ana on" in second.read_only_because
        assert second.case().patient.display_name == "Eliot"
        with pytest.raises(CasebookError, match="open by Ana on"):
            second.run("add", [Insert(Appointment(id=new_id()))])
        with pytest.raises(CasebookError, match="open by Ana on"):
            second.change_password("x")
        with pytest.raises(CasebookError, match="open by Ana on"):
            second.undo()
    case_file.run("add", [Insert(Appointment(id=new_id()))])


def test_a_second_opening_shows_what_the_first_changed(case_file):
    with CaseFile.open(case_file.path) as second:
        shown = second.case()
        assert len(shown.all(Appointment)) == 0
        case_file.run("add", [Insert(Appointment(id=new_id()))])
        assert len(second.case().all(Appointment)) == 1
        # What was loaded earlier stays what it was; a table not yet read is not mixed in.
        assert len(shown.all(Appointment)) == 0


def test_opening_for_reading_takes_no_lock(path):
    CaseFile.create(path, first_rows()).close()
    with CaseFile.open(path, read_only=True) as first, CaseFile.open(path) as second:
        assert first.read_only_because
        assert second.read_only_because is None
        with pytest.raises(CasebookError, match="for reading only"):
            first.run("add", [Insert(Appointment(id=new_id()))])


def test_another_program_in_the_midst_of_writing_is_waited_for(path, monkeypatch):
    monkeypatch.setattr(driver, "_SECONDS_TO_WAIT", 0.05)
    with CaseFile.create(path, first_rows(), backup_on_close=False) as case_file:
        other = driver.connect(path)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CasebookError, match="try again in a moment"):
            case_file.run("add", [Insert(Appointment(id=new_id()))])
        other.execute("ROLLBACK")
        other.close()
        case_file.run("add", [Insert(Appointment(id=new_id()))])
        assert len(case_file.case().all(Appointment)) == 1


def test_a_link_to_a_case_is_the_case(case_file, tmp_path):
    link = tmp_path / "shortcut.casebook"
    link.symlink_to(case_file.path)
    with CaseFile.open(link) as second:
        assert second.held_by.person == "Ana"
    case_file.close()
    with CaseFile.open(link) as case_file:
        case_file.change_password("x")
    assert link.is_symlink()


HOLDER = """
import sys, time
from pathlib import Path
from app.casefile import CaseFile
case_file = CaseFile.open(Path(sys.argv[1]), author="Ben")
print(case_file.read_only_because or "may write", flush=True)
sys.stdin.readline()
"""


def start_holder(path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_second_process_reads_while_the_first_one_writes(path):
    CaseFile.create(path, first_rows()).close()
    holder = start_holder(path)
    try:
        assert holder.stdout.readline() == "may write\n"
        with CaseFile.open(path, author="Ana") as here:
            assert here.held_by.person == "Ben"
            assert here.case().patient.display_name == "Eliot"
        assert start_holder_says(path).startswith("This case is open by Ben on")
    finally:
        holder.kill()
        holder.communicate()
    with CaseFile.open(path, author="Ana") as here:  # its holder was killed
        assert here.read_only_because is None


def start_holder_says(path) -> str:
    third = start_holder(path)
    said = third.stdout.readline()
    third.communicate("\n")
    return said
