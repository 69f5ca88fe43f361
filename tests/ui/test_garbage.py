"""Garbage is collected on Qt's thread, never on the thread of a job."""

import gc
import weakref

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.garbage import GarbageCollector
from app.ui.jobs import Jobs, Progress


class Knot(QWidget):
    """A widget that refers to itself, which only the collector takes apart."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def busy(_progress: Progress) -> int:
    """Make so many objects that Python would collect."""
    return sum(len([[] for _ in range(100)]) for _ in range(500))


def test_a_job_takes_no_widget_apart(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Other libraries may have raised the limits; what is tested is that they are looked at.
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    jobs = Jobs()
    gone = weakref.ref(Knot())
    results: list[int] = []
    jobs.start(busy, name="busy", done=results.append)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert results == [50_000]
    assert not gc.isenabled()
    collector = qapp.findChild(GarbageCollector)
    gc.collect()
    assert gone() is None
    junk = [[] for _ in range(5000)]  # type: ignore[var-annotated]
    assert gc.get_count()[0] > len(junk) // 10
    collector.look()
    assert gc.get_count()[0] < len(junk) // 10


def test_everything_is_looked_through_seldom(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    ages: list[int] = []
    GarbageCollector.begin()
    collector = qapp.findChild(GarbageCollector)
    monkeypatch.setattr(gc, "collect", ages.append)
    monkeypatch.setattr(gc, "get_count", lambda: (10_000, 100, 100))
    collector._next_whole = 0.0
    collector.look()
    collector.look()
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 0))
    collector.look()
    assert ages == [2, 1]


def test_beginning_again_changes_nothing(qapp: QApplication) -> None:
    GarbageCollector.begin()
    GarbageCollector.begin()
    assert len(qapp.findChildren(GarbageCollector)) == 1
