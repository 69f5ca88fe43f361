"""What the window costs: its start against a bare one, and the worst wait at the keyboard.

    python tests/benchmarks/bench_window.py [--json]

"Start" is `casebook FILE` with the example case, from the first line of Python to the first
painted window (name, situation, visit and labs are on it), as a process of its own, over a process
that paints a bare PySide6 window with as many widgets of the same kinds: processor time, time by
the clock on the wall and peak memory, medians of runs that take turns. "Complete" is the same
until the Overview has compared records and checked trials too. "Waits" are the longest pieces of
work of the window's thread between two looks at the event loop, in milliseconds of this thread
and, in brackets, by the clock on the wall, in a case of 20,000 lab results, 400 treatments and
medicines, 400 documents and 200 trials. Beside the figures stands how busy the machine was.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROUNDS = 5
DOCUMENTS = 400
# An installed program has its modules compiled; a run that may not keep them measures the compiler.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
HERE = Path(__file__).resolve()

BARE = """
import os
import sys
from collections import Counter
from PySide6 import QtWidgets
kinds = eval(sys.argv[1])
app = QtWidgets.QApplication([])
window = QtWidgets.QMainWindow()
inside = QtWidgets.QWidget()
column = QtWidgets.QVBoxLayout(inside)
for name, count in kinds.items():
    for number in range(count):
        widget = getattr(QtWidgets, name)()
        if hasattr(widget, "setText"):
            widget.setText(f"{name} {number}")
        column.addWidget(widget)
window.setCentralWidget(inside)
window.resize(1280, 800)
window.show()
app.processEvents()
window.grab()
os._exit(0)
"""


class Started(NamedTuple):
    """What a process cost: seconds of the processor and by the clock, peak memory in megabytes."""

    processor: float
    clock: float
    memory: float


def started(arguments: list[str]) -> Started:
    """Run a process and return what it cost."""
    measure = (
        "import resource, subprocess, sys, time;"
        "begun = time.perf_counter();"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        "took = time.perf_counter() - begun;"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_utime + used.ru_stime, took, used.ru_maxrss / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measure, sys.executable, *arguments],
        check=True,
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
    )
    return Started(*map(float, done.stdout.split()))


def kinds_of_widgets(case: Path) -> dict[str, int]:
    """Return how many widgets of which Qt kind the first window has."""
    done = subprocess.run(
        [sys.executable, str(HERE), "--window", str(case), "--count"],
        check=True,
        capture_output=True,
        text=True,
    )
    counts: dict[str, int] = json.loads(done.stdout)
    return counts


def start_figures(case: Path) -> dict[str, Any]:
    """Measure the starts, taking turns."""
    kinds = kinds_of_widgets(case)
    ours, complete, bare = [], [], []
    started([str(HERE), "--window", str(case)])
    for _ in range(ROUNDS):
        ours.append(started([str(HERE), "--window", str(case)]))
        bare.append(started(["-c", BARE, repr(kinds)]))
        complete.append(started([str(HERE), "--window", str(case), "--complete"]))
    painted, whole, plain = (
        Started(*map(statistics.median, zip(*runs, strict=True))) for runs in (ours, complete, bare)
    )
    return {
        "widgets": sum(kinds.values()),
        "start_seconds": round(painted.processor, 3),
        "start_ratio": round(painted.processor / plain.processor, 2),
        "start_ratio_of_the_best": round(
            min(run.processor for run in ours) / min(run.processor for run in bare), 2
        ),
        "start_seconds_by_the_clock": round(painted.clock, 3),
        "start_ratio_by_the_clock": round(painted.clock / plain.clock, 2),
        "complete_seconds_by_the_clock": round(whole.clock, 3),
        "memory_mb": round(painted.memory),
        "memory_ratio": round(painted.memory / plain.memory, 2),
        "memory_mb_complete": round(whole.memory),
    }


def paint_first_window(case: Path, *, count: bool, complete: bool) -> None:
    """Start the program with a case, paint its window once, and end."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CASEBOOK_CONFIG_DIR"] = folder
        from PySide6.QtWidgets import QApplication

        def paint(*_: object) -> int:
            app = QApplication.instance()
            app.processEvents()
            window = next(w for w in app.topLevelWidgets() if type(w).__name__ == "MainWindow")
            window.grab()
            if complete:
                _wait_until_complete(app, window)
            if count:
                print(json.dumps(_counts(window)), flush=True)
            os._exit(0)

        # Where the program would wait for what the person does.
        QApplication.exec = paint
        from app.__main__ import main

        main([str(case)])


def _wait_until_complete(app: Any, window: Any) -> None:
    page = window.pages.page
    while page._summaries is None or not page._summaries.all_made:
        app.processEvents()
        time.sleep(0.001)
    app.processEvents()
    window.grab()


def _counts(window: Any) -> dict[str, int]:
    from collections import Counter

    from PySide6 import QtWidgets

    plain = ("QPushButton", "QLabel", "QFrame", "QLineEdit", "QWidget", "QToolButton")
    kinds: Counter[str] = Counter()
    for widget in window.findChildren(QtWidgets.QWidget):
        names = [kind.__name__ for kind in type(widget).__mro__]
        kinds[next((name for name in names if name in plain), "QWidget")] += 1
    return dict(kinds)


class Waits:
    """The longest pieces of work while something is done: of this thread, and by the clock."""

    def __init__(self, app: Any, window: Any) -> None:
        self._app = app
        self._window = window
        self.figures: dict[str, float] = {}
        self.by_the_clock: dict[str, float] = {}

    def measure(self, name: str, act: Callable[[], object]) -> None:
        """Do something, let the window settle, and note the longest piece in milliseconds."""
        pieces = [_milliseconds(act)]
        quiet = 0
        while quiet < 3:
            pieces.append(_milliseconds(self._app.processEvents))
            busy = self._window._around.jobs.busy or pieces[-1][0] > 5
            quiet = 0 if busy else quiet + 1
            if busy:
                time.sleep(0.001)
        for place, figures in enumerate((self.figures, self.by_the_clock)):
            longest = max(piece[place] for piece in pieces)
            figures[name] = round(max(figures.get(name, 0), longest), 1)


def _milliseconds(act: Callable[[], object]) -> tuple[float, float]:
    # On a busy machine the clock on the wall measures the others, too.
    begin, clock = time.thread_time(), time.perf_counter()
    act()
    return (time.thread_time() - begin) * 1000, (time.perf_counter() - clock) * 1000


def make_large_case(path: Path) -> None:
    """Write the large case of the facts' benchmark with documents added."""
    from app.case.entities import CaseInfo, Document, Patient
    from app.casefile import Insert
    from app.usecases.make_case import new_case
    from app.usecases.session import Session
    from tests.benchmarks.bench_facts import rows

    new_case(path, name="Eliot")
    with Session.open(path) as session:
        entities = [row for row in rows() if not isinstance(row, CaseInfo | Patient)]
        session.run("make", [Insert(row) for row in entities])
        text = "Discharge letter. White cells were low after the second cycle. " * 40
        session.run(
            "documents",
            [
                Insert(Document(id=f"doc-{n}", title=f"Letter {n}", type="other", text=text))
                for n in range(DOCUMENTS)
            ],
        )


def waits() -> dict[str, Any]:
    """Measure the waits in the window of the large case."""
    from PySide6.QtTest import QTest

    from app.case.entities import Note
    from app.settings import Settings
    from app.ui.application import make_application
    from app.ui.ask import Ask
    from app.ui.jobs import Jobs
    from app.ui.main_window import MainWindow
    from app.ui.open_case import OpenCase
    from app.ui.page import Surroundings
    from app.ui.places import modules, places
    from app.ui.theme import Theme
    from app.ui.warm_up import QtClasses, WarmUp
    from app.usecases import entries
    from app.usecases.session import Session

    app = make_application([])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.casebook"
        make_large_case(path)
        theme = Theme(app)
        theme.apply()
        session = Session.open(path)
        keys = frozenset(place.key for place in places())
        around = Surroundings(
            OpenCase(session), theme, Ask(), Jobs(), Settings(Path(folder) / "s.json"), keys
        )
        window = MainWindow(around)
        taken = Waits(app, window)
        taken.measure("first paint", window.show)
        warming = WarmUp(modules())
        warming.start()
        while warming.busy:
            taken.measure("while pages are imported", lambda: time.sleep(0.002))
        classes = QtClasses()
        while classes.busy:
            taken.measure("while Qt's classes are made", classes.make_next)
        for kind in ("first", "again"):
            for place in places():
                taken.measure(f"page {place.key}, {kind}", lambda p=place: window.pages.open(p.key))
        window.pages.open("overview")
        for letter in "white cells":
            taken.measure(
                "typing in search", lambda sign=letter: QTest.keyClicks(window.search, sign)
            )
        window.search.clear()
        _type_everywhere(window, taken)
        window.pages.open("overview")
        taken.measure(
            "save with the overview open",
            lambda: entries.save(session, entries.blank(Note, text="A note")),
        )
        taken.measure("undo", session.undo)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        session.close()
    said = {name: f"{value} ({taken.by_the_clock[name]})" for name, value in taken.figures.items()}
    return said | {"longest": max(taken.figures.values()), "memory_mb_all_pages": round(memory)}


def _type_everywhere(window: Any, taken: Waits) -> None:
    """Type a word into every field of every page."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

    from app.ui.places import places

    for place in places():
        window.pages.open(place.key)
        page = window.pages.page
        fields = [f for k in (QLineEdit, QPlainTextEdit, QTextEdit) for f in page.findChildren(k)]
        for field in fields:
            if field.isVisible() and field.isEnabled() and not field.isReadOnly():
                for sign in "white cells":
                    taken.measure(
                        f"typing on {place.key}", lambda f=field, s=sign: QTest.keyClicks(f, s)
                    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--window", type=Path)
    parser.add_argument("--count", action="store_true")
    parser.add_argument("--complete", action="store_true")
    parser.add_argument("--only", choices=("start", "waits"))
    asked = parser.parse_args()
    if asked.window:
        paint_first_window(asked.window, count=asked.count, complete=asked.complete)
        return
    figures: dict[str, Any] = {"load average before": os.getloadavg()[0]}
    if asked.only != "waits":
        figures |= _start()
    if asked.only != "start":
        figures |= waits()
    figures["load average after"] = os.getloadavg()[0]
    for name, value in figures.items():
        print(f"{name:40} {value}") if not asked.json else None
    if asked.json:
        print(json.dumps(figures, indent=2))
    sys.stdout.flush()
    os._exit(0)


def _start() -> dict[str, Any]:
    from app.resource_files import resource_file
    from app.usecases.make_case import case_from_json

    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "Maya.casebook"
        case_from_json(case, resource_file("example/case.json"))
        return start_figures(case)


if __name__ == "__main__":
    main()
