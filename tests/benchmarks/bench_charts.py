"""The longest time the window does not answer on the pages with charts, in a large case.

    python tests/benchmarks/bench_charts.py [--json]

The case of `bench_facts`: 20,000 lab results, 200 treatments. Opens Treatment history and Labs and
tests, chooses tests, steps through results and zooms, while a timer watches the event loop. Prints
for each act the longest gap between two turns of the loop, in milliseconds: by the clock, and in
time of the processor, which tells more on a machine that is busy with other work.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.casefile import Insert
from app.settings import Settings
from app.ui.application import Casebook, make_application
from app.ui.ask import Ask
from app.ui.jobs import Jobs
from app.ui.labs.labs_page import LabsPage
from app.ui.main_window import MainWindow
from app.ui.open_case import OpenCase
from app.ui.page import Surroundings
from app.ui.places import places
from app.usecases.make_case import new_case
from app.usecases.session import Session
from tests.benchmarks.bench_facts import AS_OF, rows

_WATCH_MS = 400


class Watch(QObject):
    """Measures the longest gap between two turns of the event loop."""

    def __init__(self) -> None:
        super().__init__()
        self.worst = self.worst_busy = 0.0
        self._last, self._last_busy = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def start(self) -> None:
        self.worst = self.worst_busy = 0.0
        self._last, self._last_busy = time.perf_counter(), time.thread_time()

    @Slot()
    def _tick(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        self.worst = max(self.worst, now - self._last)
        self.worst_busy = max(self.worst_busy, busy - self._last_busy)
        self._last, self._last_busy = now, busy


def make_case(path: Path) -> None:
    """Write the large case as a case file."""
    new_case(path, name="Eliot")
    kinds = ("case_info", "patient")
    with Session.open(path) as session:
        session.run("fill", [Insert(row) for row in rows() if row.spec.table not in kinds])


def gap(watch: Watch, act: Callable[[], object]) -> tuple[float, float]:
    """Return the longest gap in milliseconds, by the clock and busy, while something is done."""
    QTest.qWait(50)
    watch.start()
    act()
    ends = time.perf_counter() + _WATCH_MS / 1000
    while time.perf_counter() < ends:
        QApplication.processEvents()
    return 1000 * watch.worst, 1000 * watch.worst_busy


def measure(path: Path) -> dict[str, tuple[float, float]]:
    """Return the longest gap of each act."""
    make_case(path)
    casebook = Casebook(make_application([]), Settings(), Ask())
    figures: dict[str, tuple[float, float]] = {}
    with Session.open(path, today=lambda: AS_OF) as session:
        keys = frozenset(place.key for place in places())
        around = Surroundings(
            OpenCase(session), casebook.theme, casebook.ask, Jobs(), casebook.settings, keys
        )
        window = MainWindow(around)
        window.resize(1280, 800)
        window.show()
        watch = Watch()
        QTest.qWait(500)
        figures["open medicines"] = gap(watch, lambda: window.open_page("medicines"))
        figures["open history"] = gap(watch, lambda: window.open_page("history"))
        figures["open labs"] = gap(watch, lambda: window.open_page("labs"))
        page = window.pages.page
        assert isinstance(page, LabsPage)
        for key in ("alt", "plt", "creatinine"):
            figures[f"choose {key}"] = gap(watch, lambda key=key: page.open_target(key))  # type: ignore[misc]
        detail = page.detail
        figures["all days"] = gap(watch, lambda: detail._choose_span("all"))
        figures["step"] = gap(watch, lambda: detail.chart.go_to(detail.chart.stops[500].key))
        figures["zoom in"] = gap(watch, detail.chart.zoom_in)
        figures["list of reports"] = gap(watch, lambda: page.open_target("lab_panel"))
        around.jobs.wait()
        window.hide()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CASEBOOK_CONFIG_DIR"] = folder
        figures = measure(Path(folder) / "large.casebook")
    clock, busy = zip(*figures.values(), strict=True)
    figures["worst"] = (max(clock), max(busy))
    if as_json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:20} {value[0]:8.1f} {value[1]:8.1f} busy")


if __name__ == "__main__":
    main()
