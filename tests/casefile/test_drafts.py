"""Drafts: kept on the disk beside the entries, without being part of their history."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.case.entities import Note
from app.casefile import CaseFile, Insert, new_id, verify
from app.casefile.trouble import DISK_FULL
from app.errors import CasebookError
from tests.casefile.conftest import first_rows
from tests.casefile.test_trouble import fill, small_disk

__all__ = ["small_disk"]

HALF = {("visit", "question"): "Half a quest", ("form", "text"): "Zeile 1\nZeile 2 €"}


@pytest.fixture(params=[None, "password"], ids=["plain", "encrypted"])
def password(request):
    return request.param


@pytest.fixture
def made(path, password):
    CaseFile.create(path, first_rows(), password=password).close()
    return path


def test_drafts_come_back_when_the_case_is_opened_again(made, password):
    with CaseFile.open(made, password=password) as case_file:
        assert case_file.drafts() == {}
        case_file.keep_drafts(HALF)
        assert case_file.drafts() == HALF
    assert all(check.ok for check in verify(made, password))
    with CaseFile.open(made, password=password) as case_file:
        assert case_file.drafts() == HALF
        case_file.keep_drafts({("visit", "question"): "", ("form", "text"): "other"})
        assert case_file.drafts() == {("form", "text"): "other"}
    assert all(check.ok for check in verify(made, password))


def test_drafts_are_no_operation_and_go_into_no_export(made, password):
    with CaseFile.open(made, password=password) as case_file:
        before = case_file.history(), case_file.undo_name, case_file.full_document()
        case_file.keep_drafts(HALF)
        assert (case_file.history(), case_file.undo_name, case_file.full_document()) == before
        case_file.run("add note", [Insert(Note(id=new_id(), text="Kept"))])
        case_file.undo()
        assert case_file.drafts() == HALF
        case_file.keep_drafts(HALF)
        case_file.redo()


@pytest.mark.parametrize("length", [1, 2000])
def test_a_draft_that_was_let_go_is_nowhere_in_the_file(path, length):
    CaseFile.create(path, first_rows()).close()
    with CaseFile.open(path) as case_file:
        case_file.keep_drafts({("form", "text"): "Xylophone " * length})
        case_file.keep_drafts({("form", "text"): "Other"})
        case_file.keep_drafts({("form", "text"): ""})
    assert b"Xylophone" not in path.read_bytes()
    assert all(check.ok for check in verify(path))


def test_drafts_of_an_encrypted_case_are_encrypted(path):
    secret = "Xylophone-Draft"
    with CaseFile.create(path, first_rows(), password="password") as case_file:
        case_file.keep_drafts({("visit", "question"): secret})
        for file in path.parent.rglob("*"):
            assert not file.is_file() or secret.encode() not in file.read_bytes()
        case_file.change_password("another one")
        assert case_file.drafts() == {("visit", "question"): secret}
    for file in path.parent.rglob("*"):
        assert not file.is_file() or secret.encode() not in file.read_bytes()


def test_drafts_do_not_change_a_case_opened_to_read(made, password):
    with CaseFile.open(made, password=password) as case_file:
        case_file.keep_drafts(HALF)
    with CaseFile.open(made, password=password, read_only=True) as case_file:
        assert case_file.drafts() == HALF
        with pytest.raises(CasebookError):
            case_file.keep_drafts({("visit", "question"): ""})


def test_nothing_is_kept_in_a_case_that_was_closed(made, password):
    case_file = CaseFile.open(made, password=password)
    case_file.close()
    with pytest.raises(CasebookError, match="closed meanwhile"):
        case_file.keep_drafts(HALF)


def test_a_full_disk_leaves_the_drafts_as_they_were(small_disk, password):
    path = small_disk / "x.casebook"
    with CaseFile.create(path, first_rows(), password=password, backup_on_close=False) as case_file:
        case_file.keep_drafts(HALF)
        filler = fill(small_disk, leave=4096)
        for _ in range(2):
            with pytest.raises(CasebookError) as caught:
                case_file.keep_drafts({("visit", "question"): "long " * 20_000})
            assert caught.value.sentence == DISK_FULL
        assert case_file.drafts() == HALF
        filler.unlink()
        case_file.keep_drafts({("visit", "question"): "long " * 20_000})
    assert all(check.ok for check in verify(path, password))


def test_drafts_are_not_written_over_what_another_program_wrote(made, password):
    with CaseFile.open(made, password=password) as case_file:
        content = made.read_bytes()
        os.utime(made, ns=(1, 1))
        case_file.keep_drafts(HALF)
        made.write_bytes(content + b"\0" * 4096)
        with pytest.raises(CasebookError, match="changed from outside"):
            case_file.keep_drafts(HALF)


_KILLED = """
import sys
from pathlib import Path
from app.casefile import CaseFile
case_file = CaseFile.open(Path(sys.argv[1]), password=sys.argv[2] or None)
number = 0
while True:
    number += 1
    case_file.keep_drafts({("visit", "question"): f"{number} " * 400})
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="killed by a signal of POSIX")
def test_a_killed_program_leaves_the_last_draft_whole(made, password):
    args = [sys.executable, "-c", _KILLED, str(made), password or ""]
    here = str(Path(__file__).parents[2])
    with subprocess.Popen(
        args, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": here}
    ) as program:
        told = [program.stdout.readline() for _ in range(7)]
        program.send_signal(signal.SIGKILL)
        told += program.stdout.read().splitlines()
    last = max(int(line) for line in told if line.strip())
    assert all(check.ok for check in verify(made, password))
    with CaseFile.open(made, password=password) as case_file:
        text = case_file.drafts()["visit", "question"]
        number = int(text.split()[0])
        assert number in (last, last + 1)
        assert text == f"{number} " * 400
