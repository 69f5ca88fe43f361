"""The scripts of `packaging/` as modules; the folder is no package, its scripts are run alone."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def repository() -> Path:
    """The checkout."""
    return REPOSITORY


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`packaging/dev.py`."""
    return _script("dev", monkeypatch)


@pytest.fixture
def system_libraries(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`packaging/system_libraries.py`."""
    return _script("system_libraries", monkeypatch)


@pytest.fixture
def make_icons(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`packaging/make_icons.py`."""
    return _script("make_icons", monkeypatch)


def _script(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(REPOSITORY / "packaging"))
    return importlib.import_module(name)
