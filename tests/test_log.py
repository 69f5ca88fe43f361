"""Log and crash reports hold ids, never content."""

import stat
import sys
import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import log


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CASEBOOK_CONFIG_DIR", str(tmp_path))
    return tmp_path / "log"


def written(folder: Path) -> str:
    return (folder / "casebook.log").read_text("utf-8")


def test_an_event_is_one_line_with_its_ids(folder: Path) -> None:
    record = str(uuid.uuid4())
    log.log_event("operation_done", operation="lab.add", record=record, rows=3)
    (line,) = written(folder).splitlines()
    assert line.endswith(f"operation_done operation=lab.add record={record} rows=3")


def test_words_of_the_family_are_withheld(folder: Path) -> None:
    log.log_event("opened", file="/home/jo/Maya Ellison.casebook", who="Jo", note="two\nlines")
    assert written(folder).count(log.WITHHELD) == 3
    assert "Maya" not in written(folder)
    assert len(written(folder).splitlines()) == 1


@given(text=st.text())
def test_whatever_is_given_stays_on_one_line(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        place = tmp_path_factory.mktemp("log")
        patch.setenv("CASEBOOK_CONFIG_DIR", str(place))
        log.log_event(text, given=text)
        assert len(written(place / "log").splitlines()) == 1


def test_a_full_log_becomes_the_old_one(folder: Path) -> None:
    log.log_event("first")
    with (folder / "casebook.log").open("a") as out:
        out.write("x" * log.LARGEST_LOG)
    log.log_event("second")
    assert written(folder).endswith("second\n")
    assert len(written(folder).splitlines()) == 1
    assert "first" in (folder / "casebook.old.log").read_text()


def test_a_log_that_cannot_be_written_stops_nobody(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    log.log_event("opened")
    assert log.write_report(ValueError, ValueError("x"), None) is None


def test_a_report_names_the_lines_and_never_the_values(folder: Path) -> None:
    def read(name: str) -> None:
        try:
            int(name)
        except ValueError as error:
            raise LookupError(f"no such person: {name}") from error

    with pytest.raises(LookupError) as caught:
        read("Maya Ellison")
    report = log.write_report(LookupError, caught.value, caught.value.__traceback__)

    assert report is not None
    text = report.read_text("utf-8")
    assert "builtins.LookupError" in text
    assert "which came from\nbuiltins.ValueError" in text
    assert "test_log.py:" in text
    assert " in read" in text
    assert "Maya" not in text
    assert str(Path.home()) not in text


def test_a_chain_that_bites_its_tail_ends(folder: Path) -> None:
    one, two = ValueError(), KeyError()
    one.__cause__, two.__cause__ = two, one
    report = log.write_report(ValueError, one, None)
    assert report is not None
    assert report.read_text().count("which came from") == 1


def test_only_the_last_reports_are_kept(folder: Path) -> None:
    for _ in range(log.REPORTS_KEPT + 3):
        log.write_report(ValueError, ValueError(), None)
    assert len(list(folder.glob("report-*.txt"))) == log.REPORTS_KEPT


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps permissions another way")
def test_only_the_owner_can_read_them(folder: Path) -> None:
    log.log_event("opened")
    report = log.write_report(ValueError, ValueError(), None)
    assert report is not None
    for file in (folder / "casebook.log", report):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
