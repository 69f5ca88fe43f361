"""Work beside the window comes back on the window's thread, whole or as a sentence."""

import sys
import threading

import pytest
from pytestqt.qtbot import QtBot

from app.errors import Cancelled, CasebookError
from app.ui.jobs import Jobs, Progress


def test_a_result_comes_back_on_the_windows_thread(qtbot: QtBot) -> None:
    jobs, got = Jobs(), []

    def done(result: object) -> None:
        got.append((result, threading.current_thread() is threading.main_thread()))

    def work(_progress: Progress) -> bool:
        return threading.current_thread() is threading.main_thread()

    job = jobs.start(work, name="test", done=done)
    assert jobs.busy
    with qtbot.waitSignal(job.ended):
        pass
    assert got == [(False, True)]
    assert not jobs.busy


def test_the_worlds_errors_are_told(qtbot: QtBot) -> None:
    jobs, told = Jobs(), []

    def work(_progress: Progress) -> None:
        raise CasebookError("The stick is full.")

    job = jobs.start(work, name="test", done=told.append, failed=told.append)
    with qtbot.waitSignal(job.ended):
        pass
    assert [error.sentence for error in told] == ["The stick is full."]


def test_work_can_be_stopped(qtbot: QtBot) -> None:
    jobs, told, begun = Jobs(), [], threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        for done in range(100_000):
            progress(done, 100_000)

    job = jobs.start(work, name="test", done=told.append, failed=told.append)
    begun.wait(5)
    job.cancel()
    with qtbot.waitSignal(job.ended):
        pass
    assert isinstance(told[0], Cancelled)


def test_an_error_of_ours_goes_the_way_of_all_errors(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooked: list[type[BaseException]] = []

    def hook(kind: type[BaseException], *_more: object) -> None:
        hooked.append(kind)

    monkeypatch.setattr(sys, "excepthook", hook)

    def work(_progress: Progress) -> None:
        raise ZeroDivisionError

    jobs = Jobs()
    job = jobs.start(work, name="test", done=print)
    with qtbot.waitSignal(job.ended):
        pass
    assert hooked == [ZeroDivisionError]


def test_jobs_follow_each_other(qtbot: QtBot) -> None:
    jobs, order = Jobs(), []

    def work(number: int) -> object:
        def run(_progress: Progress) -> int:
            return number

        return run

    last = None
    for number in range(5):
        last = jobs.start(work(number), name="test", done=order.append)  # type: ignore[arg-type]
    assert last is not None
    with qtbot.waitSignal(last.ended):
        pass
    assert order == [0, 1, 2, 3, 4]
    assert jobs.wait()
