"""A mistake of the program: calm words, a report without content, one dialog at a time."""

import sys
from pathlib import Path

import pytest

from app import log
from app.ui.crash_reports import CrashReports
from tests.ui.answers import Answers


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)


def _report(reports: CrashReports) -> None:
    try:
        raise ValueError("Maya's secret")
    except ValueError as error:
        reports.report(type(error), error, error.__traceback__)


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
