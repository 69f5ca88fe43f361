"""The wheel: an installed Casebook finds its modules, its resources and its command."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PARTS = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "app", "resources")
BUILD = "from setuptools import build_meta; print(build_meta.build_wheel('out'))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the source, so that nothing is left in the checkout."""
    repository = Path(__file__).resolve().parents[2]
    copy = tmp_path_factory.mktemp("source")
    for part in PARTS:
        source = repository / part
        if source.is_dir():
            shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / part)
    built = subprocess.run(
        [sys.executable, "-c", BUILD], cwd=copy, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    return next((copy / "out").glob("*.whl"))


def test_it_holds_every_module_and_every_resource(wheel: Path, repository: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    modules = {p.relative_to(repository).as_posix() for p in repository.glob("app/**/*.py")}
    resources = [p for p in repository.glob("resources/**/*") if p.is_file()]
    assert modules <= names
    assert {f"app/{p.relative_to(repository).as_posix()}" for p in resources} <= names
    assert not [name for name in names if name.startswith(("tests/", "packaging/"))]


def test_it_brings_the_command_and_the_licence(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    described = {Path(n).name: n for n in archive.namelist() if ".dist-info/" in n}
    assert b"casebook = app.__main__:main" in archive.read(described["entry_points.txt"])
    assert b"MIT License" in archive.read(described["LICENSE"])


def test_an_installed_copy_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    ask = "from app.resource_files import resource_file as f; print(f('vocab/labs.csv').is_file())"
    told = subprocess.run(
        [sys.executable, "-c", ask], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "True"
