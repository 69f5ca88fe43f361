"""Small files of every kind that families bring, and the window that takes them in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.ui.bring.bring_files import BringFiles
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from tests.records.samples import bundle, concept, lab, patient

SECONDS = 10_000

Write = Callable[[str, str | bytes], Path]


def of_maya(*resources: dict[str, Any], born: str = "2009-01-09") -> str:
    """Return a bundle about the person of the example."""
    of = {"subject": {"reference": "Patient/p1"}}
    who = patient("p1", "Maya", "Ellison", birthDate=born)
    return bundle(who, *({**resource, **of} for resource in resources))


def condition(text: str, since: str = "2024-05-01") -> dict[str, Any]:
    """Return a problem."""
    return {
        "resourceType": "Condition",
        "id": text,
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "category": [{"coding": [{"code": "problem-list-item"}]}],
        "code": concept(text),
        "onsetDateTime": since,
    }


def two_people() -> str:
    """Return a bundle about two persons."""
    of_first = {"subject": {"reference": "Patient/p1"}}
    of_other = {"subject": {"reference": "Patient/p2"}}
    other = patient("p2", "Ben", "Other", birthDate="1970-01-01")
    return bundle(
        patient("p1", "Maya", "Ellison", birthDate="2009-01-09"),
        other,
        {**lab(), **of_first},
        {**lab("Ferritin", 9, "ug/L"), **of_other},
    )


@dataclass
class Heard:
    """What was said while files came in."""

    done: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    pages: list[tuple[str, object]] = field(default_factory=list)
    cases: list[Path] = field(default_factory=list)
    copies: list[Path] = field(default_factory=list)


class Bringing:
    """Brings files and waits until every one was gone through."""

    def __init__(self, files: BringFiles, qtbot: QtBot) -> None:
        self.files = files
        self.heard = Heard()
        self._qtbot = qtbot
        files.done.connect(self.heard.done.append)
        files.noted.connect(self.heard.noted.append)
        files.case_wanted.connect(self.heard.cases.append)
        files.copy_wanted.connect(self.heard.copies.append)
        files.page_wanted.connect(self._hear_page)

    def _hear_page(self, key: str, target: object) -> None:
        self.heard.pages.append((key, target))

    def __call__(self, *paths: Path) -> Heard:
        with self._qtbot.waitSignal(self.files.finished, timeout=SECONDS):
            self.files.bring(list(paths))
        return self.heard


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def made(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return made


@pytest.fixture
def bringing(window: MainWindow, around: Surroundings, qtbot: QtBot) -> Bringing:
    return Bringing(BringFiles(window, around), qtbot)
