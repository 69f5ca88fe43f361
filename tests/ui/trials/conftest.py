"""The example case with its invented trials, and a small file of an invented one."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.ui.trials.trials_page import TrialsPage
from app.usecases.example_trials import add_example_trials
from app.usecases.session import Session
from tests.trials.samples import study


@pytest.fixture(scope="session")
def trials_file(tmp_path_factory: pytest.TempPathFactory, example_file: Path) -> Path:
    """The example with its trials, made once; tests work on copies."""
    path = tmp_path_factory.mktemp("trials") / "Maya.casebook"
    shutil.copy(example_file, path)
    with Session.open(path) as session:
        add_example_trials(session)
    return path


@pytest.fixture
def session(tmp_path: Path, trials_file: Path) -> Iterator[Session]:
    """The example case with its trials, open."""
    path = tmp_path / "Maya.casebook"
    shutil.copy(trials_file, path)
    with Session.open(path) as opened:
        yield opened


@pytest.fixture
def at_rest(around: Surroundings, qtbot: QtBot) -> Callable[[], None]:
    """Wait until nothing is under way."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not around.jobs.busy, timeout=30_000)

    return wait


@pytest.fixture
def page(window: MainWindow, at_rest: Callable[[], None]) -> TrialsPage:
    """The page, shown and filled."""
    window.open_page("trials")
    at_rest()
    shown = window.pages.page
    assert isinstance(shown, TrialsPage)
    return shown


@pytest.fixture
def record_file(tmp_path: Path) -> Path:
    """A file of one invented record that is not saved yet."""
    path = tmp_path / "downloaded.json"
    path.write_text(json.dumps(study("NCT99990777")), "utf-8")
    return path
