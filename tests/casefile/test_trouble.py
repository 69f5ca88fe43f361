"""Full disks and folders that may not be written: one calm sentence, the file as it was."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.case.entities import Allergy, Appointment, Note
from app.casefile import CaseFile, Insert, create_from_json, creating, new_id, verify
from app.casefile.case_json.writing import case_document, text
from app.casefile.safe_files import put_in_place, write_whole
from app.casefile.trouble import DISK_FULL, READ_ONLY, sentence_for
from app.errors import CasebookError
from tests.casefile.conftest import first_rows
from tests.casefile.test_refusals import killed_in_a_commit

resource = pytest.importorskip("resource", reason="limits and mounts are those of POSIX")

LONG = "long " * 20_000


def mounted(folder: Path, options: str) -> bool:
    if os.name != "posix" or os.geteuid() != 0:
        return False
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(mount, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    if not mounted(folder, "size=2m"):
        pytest.skip("a small disk can only be made by root, where mounting is allowed")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path, leave: int = 0) -> Path:
    """Fill a disk but for some bytes; returns the file that fills it."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        with pytest.raises(OSError, match="No space left"):
            write_until_full(file)
        file.truncate(max(0, file.tell() - leave))
    return filler


def write_until_full(file) -> None:
    while True:
        file.write(b"\x01" * 4096)


def content(case_file: CaseFile) -> str:
    return text(case_document(case_file.case()))


@pytest.fixture(params=[None, "password"], ids=["plain", "encrypted"])
def password(request):
    return request.param


def test_a_full_disk_during_an_operation(small_disk, password):
    path = small_disk / "x.casebook"
    with CaseFile.create(path, first_rows(), password=password, backup_on_close=False) as case_file:
        case_file.run("add", [Insert(Allergy(id=new_id(), substance="nuts"))])
        before, history = content(case_file), case_file.history()
        filler = fill(small_disk, leave=12_288)
        for _ in range(3):
            with pytest.raises(CasebookError) as caught:
                case_file.run("add", [Insert(Note(id=new_id(), text=LONG))])
            assert caught.value.sentence == DISK_FULL
        assert content(case_file) == before
        assert case_file.history() == history
        assert case_file.undo_name == "add"
        filler.unlink()
        case_file.run("add note", [Insert(Note(id=new_id(), text=LONG))])
        assert case_file.case().all(Note)[0].text == LONG
    assert all(check.ok for check in verify(path, password))


def test_a_full_disk_during_a_backup(small_disk, password):
    path = small_disk / "x.casebook"
    with CaseFile.create(path, first_rows(), password=password) as case_file:
        fill(small_disk, leave=100_000)
        before = path.read_bytes()
        with pytest.raises(CasebookError) as caught:
            case_file.back_up()
        assert caught.value.sentence == DISK_FULL
        assert path.read_bytes() == before
        assert case_file.backups() == []
        assert not list(small_disk.glob("**/.*part*"))
        case_file.run("add", [Insert(Appointment(id=new_id()))])
    assert case_file.notes == [DISK_FULL]
    with CaseFile.open(path, password=password, read_only=True) as again:
        assert len(again.case().all(Appointment)) == 1


def test_a_full_disk_while_a_case_is_made(small_disk, password):
    fill(small_disk, leave=100_000)
    with pytest.raises(CasebookError) as caught:
        CaseFile.create(small_disk / "x.casebook", first_rows(), password=password)
    assert caught.value.sentence == DISK_FULL
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


def test_a_full_disk_while_the_password_is_changed(small_disk, password):
    path = small_disk / "x.casebook"
    with CaseFile.create(path, first_rows(), password=password, backup_on_close=False) as case_file:
        filler = fill(small_disk, leave=100_000)
        with pytest.raises(CasebookError) as caught:
            case_file.change_password("other")
        assert caught.value.sentence == DISK_FULL
        filler.unlink()
        case_file.run("add", [Insert(Appointment(id=new_id()))])
    with CaseFile.open(path, password=password) as case_file:
        assert len(case_file.case().all(Appointment)) == 1


def test_a_disk_so_full_that_nothing_can_be_written_still_lets_the_case_be_read(small_disk):
    path = small_disk / "x.casebook"
    CaseFile.create(path, first_rows()).close()
    fill(small_disk)
    with CaseFile.open(path) as case_file:
        assert case_file.case().patient.display_name == "Eliot"
        with pytest.raises(CasebookError) as caught:
            case_file.run("add", [Insert(Note(id=new_id(), text=LONG))])
        assert DISK_FULL in caught.value.sentence


def test_a_folder_that_may_not_be_written(small_disk):
    path = small_disk / "x.casebook"
    CaseFile.create(path, first_rows()).close()
    source = small_disk / "x.json"
    source.write_text('{"patient": {"display_name": "E"}}')
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with CaseFile.open(path, author="Ana") as case_file:
        assert case_file.case().patient.display_name == "Eliot"
        assert READ_ONLY in case_file.read_only_because
        with pytest.raises(CasebookError) as caught:
            case_file.run("add", [Insert(Appointment(id=new_id()))])
        assert READ_ONLY in caught.value.sentence
    with pytest.raises(CasebookError) as caught:
        create_from_json(small_disk / "y.casebook", source)
    assert caught.value.sentence == READ_ONLY
    assert all(check.ok for check in verify(path))


def test_a_crash_on_a_disk_that_may_no_longer_be_written(small_disk, tmp_path):
    path = small_disk / "x.casebook"
    CaseFile.create(path, first_rows()).close()
    killed = killed_in_a_commit(path, tmp_path, None)
    for each in killed.parent.iterdir():
        shutil.copyfile(each, small_disk / each.name)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(CasebookError, match="was interrupted"):
        CaseFile.open(path)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    with CaseFile.open(path) as case_file:
        assert case_file.case().patient.display_name == "Eliot"


def test_a_disk_that_fails_in_the_midst_of_things(path):
    """The limit on a file's size stands for every disk that takes no more; no root needed."""
    with CaseFile.create(path, first_rows(), backup_on_close=False) as case_file:
        before = content(case_file)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 4096, hard))
        try:
            with pytest.raises(CasebookError, match="Nothing"):
                case_file.run("add", [Insert(Note(id=new_id(), text=LONG))])
            assert content(case_file) == before
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        case_file.run("add", [Insert(Note(id=new_id(), text=LONG))])
    assert all(check.ok for check in verify(path))


def test_the_systems_errors_have_sentences():
    assert sentence_for(OSError(errno.ENOSPC, "x")) == DISK_FULL
    assert sentence_for(OSError(errno.EROFS, "x")) == READ_ONLY
    assert "check the disk" in sentence_for(OSError(errno.EIO, "x"))
    assert sentence_for(ValueError("ours")) is None


def test_a_file_is_written_whole_or_not_at_all(path):
    write_whole(path, b"first")
    write_whole(path, b"second")
    assert path.read_bytes() == b"second"
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_where_no_links_can_be_made_a_new_file_still_replaces_none(path, monkeypatch):
    def refuse(*_args):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    CaseFile.create(path, first_rows()).close()
    first = path.read_bytes()
    new = path.with_name("new")
    new.write_bytes(b"x")
    with pytest.raises(FileExistsError):
        put_in_place(new, path)
    assert path.read_bytes() == first


def test_a_file_that_appears_meanwhile_is_not_replaced(path, monkeypatch):
    make_owner_only = creating.new_beside

    @contextmanager
    def somebody_is_faster(target):
        with make_owner_only(target) as temporary:
            target.write_text("somebody's")
            yield temporary

    monkeypatch.setattr(creating, "new_beside", somebody_is_faster)
    with pytest.raises(CasebookError, match="already"):
        CaseFile.create(path, first_rows())
    assert path.read_text() == "somebody's"
    assert list(path.parent.iterdir()) == [path]


def test_permissions_are_the_owners_from_the_first_byte(path):
    """Whatever the umask; looked at from outside while the file is being made."""
    code = """
import os, sys
from pathlib import Path
from app.casefile import CaseFile, driver, creating
os.umask(0)
path, seen = Path(sys.argv[1]), []
connect = driver.connect
def watched(target, *more, **named):
    seen.extend(oct(p.stat().st_mode & 0o777) for p in path.parent.iterdir())
    return connect(target, *more, **named)
creating.connect = watched
CaseFile.create(path).close()
print(seen, oct(path.stat().st_mode & 0o777))
"""
    if os.name != "posix":
        pytest.skip("permissions are those of POSIX")
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "['0o600'] 0o600\n"
