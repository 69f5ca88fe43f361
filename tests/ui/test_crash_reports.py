"""A mistake of the program: calm words, a report without content, one dialog at a time."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app import log
from app.errors import CasebookError
from app.ui.crash_reports import CrashReports
from tests.ui.answers import Answers

_TRACE = """Fatal Python error: Segmentation fault

Current thread 0x0000 (most recent call first):
  File "/home/maya/Casebook/app/ui/labels.py", line 12 in paintEvent
  File "/home/maya/lib/python3.11/threading.py", line 1 in run
"""


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)


def _report(reports: CrashReports) -> None:
    try:
        raise ValueError("Maya's secret")
    except ValueError as error:
        reports.report(type(error), error, error.__traceback__)


def _left_behind(text: str, name: str = "sudden-end-1.txt") -> Path:
    folder = Path(log.log_folder())
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_a_mistake_is_told_calmly_and_reported_without_content(answers: Answers) -> None:
    _report(CrashReports(answers))
    assert "Your case is safe" in answers.told[0]
    report = next(Path(log.log_folder()).glob("report-*.txt")).read_text("utf-8")
    assert "ValueError" in report
    assert "Maya" not in report


def test_a_mistake_while_speaking_opens_no_second_dialog(answers: Answers) -> None:
    reports = CrashReports(answers)

    def tell_and_fail(*_given: object) -> None:
        answers.told.append("once")
        _report(reports)

    answers.tell = tell_and_fail  # type: ignore[method-assign]
    _report(reports)
    assert answers.told == ["once"]


def test_trouble_in_the_world_is_no_mistake_of_the_program(answers: Answers) -> None:
    before = len(list(Path(log.log_folder()).glob("report-*.txt")))
    error = CasebookError("The stick was pulled out. Nothing was lost.")
    CrashReports(answers).report(type(error), error, None)
    assert answers.told == ["The stick was pulled out. Nothing was lost."]
    assert len(list(Path(log.log_folder()).glob("report-*.txt"))) == before


def test_a_sudden_end_is_told_at_the_next_start_and_only_once(answers: Answers) -> None:
    trace = _left_behind(_TRACE)
    CrashReports(answers).tell_of_last_time()
    assert answers.told[0].startswith("Casebook ended suddenly the last time. Your case is safe")
    assert not trace.exists()
    report = Path(answers.told[0].rpartition(" is in ")[2].rstrip(".") or "")
    text = report.read_text("utf-8")
    assert 'File "app/ui/labels.py", line 12' in text
    assert 'File "threading.py"' in text
    assert "maya" not in text
    CrashReports(answers).tell_of_last_time()
    assert len(answers.told) == 1


_FALLS_OVER = """
import os
from app.ui.ask import Ask
from app.ui.crash_reports import CrashReports
CrashReports(Ask()).watch_for_sudden_end()
{end}
"""


def _run(end: str) -> int:
    code = _FALLS_OVER.format(end=end)
    return subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode


def test_a_real_sudden_end_leaves_a_trace_of_code_lines_only(answers: Answers) -> None:
    assert _run("os.abort()") != 0
    CrashReports(answers).tell_of_last_time()
    assert len(answers.told) == 1
    newest = max(Path(log.log_folder()).glob("report-*sudden*.txt"), key=os.path.getmtime)
    text = newest.read_text("utf-8")
    assert "Aborted" in text
    assert str(Path.home()) not in text


def test_an_ordinary_end_leaves_nothing(answers: Answers) -> None:
    assert _run("pass") == 0
    CrashReports(answers).tell_of_last_time()
    assert answers.told == []


def test_a_program_that_still_runs_is_left_alone(answers: Answers) -> None:
    running = _left_behind("", "sudden-end-2.txt")
    forgotten = _left_behind("", "sudden-end-3.txt")
    long_ago = time.time() - 30 * 24 * 3600
    os.utime(forgotten, (long_ago, long_ago))
    CrashReports(answers).tell_of_last_time()
    assert answers.told == []
    assert running.exists()
    assert not forgotten.exists()
    running.unlink()
