"""Pictures of every page, dialog and empty state, for looking at: `python -m tests.shots`.

They go to `build/shots`. Names say case, page, theme, size and text: `example-labs-dark-1280.png`.
Words given on the command line keep only pictures whose name holds one of them.
"""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.case.case import SPECS
from app.resource_files import resource_file
from app.settings import Settings
from app.ui.application import Casebook, make_application
from app.ui.ask import Ask
from app.ui.forms.entry_dialog import EntryDialog
from app.ui.jobs import Jobs
from app.ui.main_window import MainWindow
from app.ui.open_case import OpenCase
from app.ui.page import Surroundings
from app.ui.places import makers
from app.ui.start.new_case_dialog import NewCaseDialog
from app.ui.start.welcome_window import WelcomeWindow
from app.ui.theme import ThemeChoice
from app.usecases.example_trials import add_example_trials
from app.usecases.make_case import case_from_json, new_case
from app.usecases.session import Session
from tests.shot_dialogs import dialogs, undone_afterwards
from tests.shot_views import views

REPOSITORY = Path(__file__).resolve().parent.parent
OUT = REPOSITORY / "build" / "shots"
PRINT_SECONDS = 20


@dataclass(frozen=True)
class Look:
    """How a picture is taken."""

    theme: ThemeChoice
    width: int
    height: int
    percent: int

    @property
    def name(self) -> str:
        large = f"-{self.percent}" if self.percent != 100 else ""
        return f"{self.theme.value}-{self.width}{large}"


LOOKS = tuple(
    Look(theme, *size, percent)
    for size in ((1280, 800), (1024, 640))
    for percent in (100, 200)
    for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK)
)
_SMALL_LARGE = Look(ThemeChoice.LIGHT, 1024, 640, 200)
_FORM_LOOKS = (LOOKS[0], Look(ThemeChoice.DARK, 1024, 640, 100), _SMALL_LARGE)
_OTHER_LOOKS = (LOOKS[0], _SMALL_LARGE)
_PAGES_OF_OTHERS = ("overview", "history", "labs", "medicines", "patient", "print")


class Camera:
    """Takes pictures of widgets and counts them."""

    def __init__(self, only: list[str]) -> None:
        self._only = only
        self.taken = 0

    def wants(self, name: str) -> bool:
        return not self._only or any(word in name for word in self._only)

    def wants_some(self, beginning: str) -> bool:
        """Whether pictures that begin so may be wanted."""
        return not self._only or any(
            word.startswith(beginning) or beginning.startswith(word) for word in self._only
        )

    def take(self, widget: QWidget, name: str) -> None:
        if self.wants(name):
            widget.grab().save(str(OUT / f"{name}.png"))
            self.taken += 1


def main(arguments: list[str]) -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        # Pictures must not depend on, or change, the settings of who makes them.
        os.environ["CASEBOOK_CONFIG_DIR"] = scratch
        camera = Camera(arguments)
        casebook = Casebook(make_application([]), Settings(), Ask())
        for name, path in case_files(Path(scratch)):
            with Session.open(path) as session:
                take_pages(casebook, camera, name, session)
                if name == "example":
                    take_views(casebook, camera, session)
                    take_forms(casebook, camera, session)
                    take_dialogs(casebook, camera, session, Path(scratch))
        take_start(casebook, camera)
    print(f"{camera.taken} pictures in {OUT.relative_to(REPOSITORY)}")
    return 0


def case_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Make every case there is a source for."""
    example = resource_file("example/case.json")
    sources = {"example": example} if example.exists() else {}
    shared = os.environ.get("CASEBOOK_SHARED_DATA")
    cases = (Path(shared) if shared else REPOSITORY.parent / "shared" / "data") / "cases"
    for path in sorted(cases.glob("case-*.json")):
        if "oracle" not in path.name:
            sources["-".join(path.stem.split("-")[:2])] = path
    for name, source in sources.items():
        path = folder / f"{name}.casebook"
        origin = "family notes" if name == "example" else ""
        case_from_json(path, source, origin=origin)
        if name == "example":
            with Session.open(path) as session:
                add_example_trials(session)
        yield name, path
    empty = folder / "empty.casebook"
    new_case(empty, name="Ana")
    yield "empty", empty


def take_pages(casebook: Casebook, camera: Camera, name: str, session: Session) -> None:
    """Take every page of the example and the empty case, and the richest ones of the others."""
    whole = name in ("example", "empty")
    keys = list(makers()) if whole else _PAGES_OF_OTHERS
    with window_of(casebook, session) as window:
        for look in LOOKS if whole else _OTHER_LOOKS:
            for key in keys:
                picture = f"{name}-{key}-{look.name}"
                if camera.wants(picture):
                    dress(casebook, window, look)
                    window.open_page(key)
                    settle(window, key)
                    camera.take(window, picture)


def take_views(casebook: Casebook, camera: Camera, session: Session) -> None:
    """Take what stands behind tabs, phases and buttons of the pages, in every look."""
    with window_of(casebook, session) as window:
        for look in LOOKS:
            for name, open_view in views().items():
                picture = f"view-{name}-{look.name}"
                if camera.wants(picture):
                    dress(casebook, window, look)
                    open_view(window)
                    settle(window)
                    camera.take(window, picture)


@contextmanager
def window_of(casebook: Casebook, session: Session) -> Iterator[MainWindow]:
    around = surroundings(casebook, session)
    window = MainWindow(around)
    window.show()
    yield window
    around.jobs.wait()
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


def surroundings(casebook: Casebook, session: Session) -> Surroundings:
    keys = frozenset(makers())
    return Surroundings(
        OpenCase(session), casebook.theme, casebook.ask, Jobs(), casebook.settings, keys
    )


def take_forms(casebook: Casebook, camera: Camera, session: Session) -> None:
    """Take the form of every kind of entry, empty and filled."""
    for look in _FORM_LOOKS:
        for table, spec in SPECS.items():
            if spec.parent is not None:
                continue
            rows = session.case.all(spec.entity)
            for state, entry in (
                ("empty", spec.entity(id="new")),
                ("filled", rows[-1] if rows else None),
            ):
                name = f"form-{table}-{state}-{look.name}"
                if entry is not None and camera.wants(name):
                    dress(casebook, None, look)
                    new = state == "empty"
                    dialog = EntryDialog(casebook.theme, session.case, entry, None, new=new)
                    take_dialog(camera, dialog, name, look)


def take_dialogs(casebook: Casebook, camera: Camera, session: Session, folder: Path) -> None:
    """Take every other dialog of an open case, in every look."""
    if not camera.wants_some("dialog-"):
        return
    around = surroundings(casebook, session)
    with undone_afterwards(session, folder):
        for name, make in dialogs(around, folder).items():
            for look in LOOKS:
                picture = f"dialog-{name}-{look.name}"
                if camera.wants(picture):
                    dress(casebook, None, look)
                    take_dialog(camera, make(), picture, look, around.jobs)
        around.jobs.wait()


def take_start(casebook: Casebook, camera: Camera) -> None:
    """Take the welcome and the dialog for a new case, in every look."""
    makers: dict[str, Callable[[], QWidget]] = {
        "welcome": lambda: WelcomeWindow(casebook.theme, casebook.settings, casebook.ask),
        "new-case": lambda: filled_dialog(casebook),
    }
    for look in LOOKS:
        for name, make in makers.items():
            if camera.wants(f"{name}-{look.name}"):
                dress(casebook, None, look)
                widget = make()
                if isinstance(widget, WelcomeWindow):
                    widget.resize(look.width, look.height)
                take_dialog(camera, widget, f"{name}-{look.name}", look)


def filled_dialog(casebook: Casebook) -> NewCaseDialog:
    dialog = NewCaseDialog(casebook.theme, casebook.ask, None, None)
    dialog.name.setText("Maya")
    dialog.born.line.setText("jan 2009")
    dialog.diagnosis.setText("T-cell leukemia, came back twice")
    dialog.hospital.setText("Riverbend Children's Hospital")
    dialog.my_name.setText("Jo")
    dialog.relation.setCurrentIndex(1)
    dialog.protection.protect.setChecked(True)
    dialog.protection.passwords.first.setText("four words are good")
    dialog.protection.passwords.again.setText("four words are god")
    dialog.protection.passwords.check()
    return dialog


def take_dialog(
    camera: Camera, widget: QWidget, name: str, look: Look, jobs: Jobs | None = None
) -> None:
    widget.show()
    # The screen of the pictures is larger than the smallest window a dialog must fit into.
    widget.resize(min(widget.width(), look.width - 40), min(widget.height(), look.height - 40))
    settle(widget)
    if jobs is not None:
        wait_for_jobs(jobs)
    camera.take(widget, name)
    widget.hide()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


def dress(casebook: Casebook, window: QWidget | None, look: Look) -> None:
    casebook.theme.choose(look.theme)
    casebook.theme.set_text_percent(look.percent)
    if window is not None:
        window.resize(look.width, look.height)


def settle(widget: QWidget, page: str = "") -> None:
    """Let the window paint; a printed page is waited for."""
    ends = time.monotonic() + (PRINT_SECONDS if page == "print" else 0)
    for _ in range(5):
        QApplication.processEvents()
    if isinstance(widget, MainWindow):
        wait_for_jobs(widget._around.jobs)
    if isinstance(widget, MainWindow) and page == "print":
        while time.monotonic() < ends and not getattr(widget.pages.page, "printed", None):
            QApplication.processEvents()
            time.sleep(0.01)
        for _ in range(30):
            QApplication.processEvents()
            time.sleep(0.01)


def wait_for_jobs(jobs: Jobs) -> None:
    """Wait until what is made beside the window is there."""
    ends = time.monotonic() + PRINT_SECONDS
    quiet = 0
    while quiet < 10 and time.monotonic() < ends:
        QApplication.processEvents()
        quiet = 0 if jobs.busy else quiet + 1
        time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
