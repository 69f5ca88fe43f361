"""Running commands as a person types them, and a small case to run them on."""

from pathlib import Path

import pytest

from app.__main__ import main
from app.resource_files import resource_file
from tests.cli.running import Ran, Run


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run one command in this process."""

    def run_command(*arguments: object) -> Ran:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return run_command


@pytest.fixture
def example(tmp_path: Path, run: Run) -> Path:
    """The example case as a case file."""
    file = tmp_path / "maya.casebook"
    made = run("new", file, "--from", resource_file("example/case.json"))
    assert made.code == 0, made.err
    return file


@pytest.fixture
def password(tmp_path: Path) -> Path:
    """A file with a password."""
    file = tmp_path / "password.txt"
    file.write_text("rain on the roof\n", encoding="utf-8")
    return file
