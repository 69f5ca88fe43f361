"""Documents into a folder, from the window."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.page import Surroundings
from app.ui.share.folder_acts import FolderActs
from app.usecases.session import Session
from tests.ui.share.test_records_hunter_page import Folders


@pytest.fixture
def folders() -> Folders:
    return Folders()


@pytest.fixture
def acts(
    session: Session,
    surround: Callable[[Session], Surroundings],
    folders: Folders,
    qtbot: QtBot,
) -> FolderActs:
    window = QWidget()
    qtbot.addWidget(window)
    return FolderActs(window, replace(surround(session), ask=folders))


def test_a_new_folder_each_time(
    acts: FolderActs, folders: Folders, tmp_path: Path, qtbot: QtBot
) -> None:
    acts.documents_into_a_folder()
    assert not folders.told
    folders.chosen = tmp_path / "stick"
    folders.chosen.mkdir()
    for number in (1, 2):
        acts.documents_into_a_folder()
        qtbot.waitUntil(lambda n=number: len(folders.told) == n, timeout=20_000)
    names = sorted(path.name for path in folders.chosen.iterdir())
    assert names == ["Documents of Maya", "Documents of Maya 2"]
    assert "Open index.html" in folders.told[0]


def test_a_place_that_is_not_there(
    acts: FolderActs, folders: Folders, tmp_path: Path, qtbot: QtBot
) -> None:
    folders.chosen = tmp_path / "gone"
    acts.documents_into_a_folder()
    qtbot.waitUntil(lambda: bool(folders.told), timeout=20_000)
    assert "another place" in folders.told[0]
