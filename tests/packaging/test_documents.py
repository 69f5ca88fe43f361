"""The documents for people say what is there: commands, licences, files they point to."""

import re
import tomllib
from pathlib import Path

import pytest


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "resources/LICENSES.md"])
def test_what_a_document_links_to_exists(name: str, repository: Path) -> None:
    document = repository / name
    links = re.findall(r"\]\(([^)#]+)\)", document.read_text("utf-8"))
    assert not [link for link in links if not (document.parent / link).exists()]


def test_the_readme_lists_every_command(repository: Path) -> None:
    from app.cli import COMMANDS

    table = (repository / "README.md").read_text("utf-8").partition("## Command line")[2]
    assert set(re.findall(r"^\| `casebook ([a-z-]+) ?", table, re.MULTILINE)) == set(COMMANDS)


def test_every_library_has_its_licence_noted(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    noted = (repository / "resources" / "LICENSES.md").read_text("utf-8").lower()
    names = [re.split(r"[<>=]", requirement)[0] for requirement in project["dependencies"]]
    assert not [name for name in names if name.partition("-")[0] not in noted]
