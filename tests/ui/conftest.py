"""Real widgets over real case files; questions are answered by prepared answers."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.resource_files import resource_file
from app.settings import Settings
from app.ui.fonts import load_fonts
from app.ui.jobs import Jobs
from app.ui.main_window import MainWindow
from app.ui.open_case import OpenCase
from app.ui.page import Surroundings
from app.ui.places import makers
from app.ui.theme import Theme, ThemeChoice
from app.ui.words import EnglishPlurals
from app.usecases.make_case import case_from_json, new_case
from app.usecases.session import Session
from tests.ui.answers import Answers

EXAMPLE = resource_file("example/case.json")


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The theme of the test application."""
    load_fonts()
    qapp.installTranslator(EnglishPlurals(qapp))
    made = Theme(qapp)
    qapp.setStyle("Fusion")
    made.apply()
    return made


@pytest.fixture(autouse=True)
def _clean_desk(theme: Theme) -> Iterator[None]:
    """Leave light colours, 100 % text and no widget of the test behind."""
    yield
    # Without a running event loop nothing is deleted later by itself.
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    theme.choose(ThemeChoice.SYSTEM)
    theme.set_text_percent(100)


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as a case file, made once; tests work on copies."""
    path = tmp_path_factory.mktemp("example") / "Maya.casebook"
    case_from_json(path, EXAMPLE)
    return path


@pytest.fixture
def session(tmp_path: Path, example_file: Path) -> Iterator[Session]:
    """The example case, open."""
    path = tmp_path / "Maya.casebook"
    shutil.copy(example_file, path)
    with Session.open(path) as opened:
        yield opened


@pytest.fixture
def empty_session(tmp_path: Path) -> Iterator[Session]:
    """A case of which only a first name is known."""
    path = tmp_path / "Ana.casebook"
    new_case(path, name="Ana")
    with Session.open(path) as opened:
        yield opened


@pytest.fixture
def surround(theme: Theme, answers: Answers) -> Callable[[Session], Surroundings]:
    def around(session: Session) -> Surroundings:
        keys = frozenset(makers())
        return Surroundings(OpenCase(session), theme, answers, Jobs(), Settings(), keys)

    return around


@pytest.fixture
def around(session: Session, surround: Callable[[Session], Surroundings]) -> Surroundings:
    """What a page needs, over the example."""
    return surround(session)


@pytest.fixture
def window(around: Surroundings, qtbot: QtBot) -> MainWindow:
    """The window of the example case, shown."""
    made = MainWindow(around)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def empty_window(
    empty_session: Session, surround: Callable[[Session], Surroundings], qtbot: QtBot
) -> MainWindow:
    """The window of an empty case, shown."""
    made = MainWindow(surround(empty_session))
    qtbot.addWidget(made)
    made.show()
    return made
