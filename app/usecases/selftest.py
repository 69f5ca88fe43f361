"""Trying the main job on the example case, for installed copies."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from app.errors import CasebookError
from app.report.reading import text_of
from app.resource_files import resource_file
from app.usecases import keep_safe
from app.usecases.make_case import case_from_json
from app.usecases.page_choice import PageChoice
from app.usecases.print_page import page_pdf
from app.usecases.session import Session


class Step(NamedTuple):
    """One step of the test and how it went."""

    name: str
    ok: bool
    detail: str


def run_selftest() -> list[Step]:
    """Make the example case, check it, print it and read the page; stop at the first failure."""
    with tempfile.TemporaryDirectory(prefix="casebook-selftest-") as folder:
        file = Path(folder) / "example.casebook"
        steps: list[Step] = []
        for name, act in _steps(file):
            steps.append(_tried(name, act))
            if not steps[-1].ok:
                break
        return steps


def _steps(file: Path) -> list[tuple[str, Callable[[], str]]]:
    return [
        ("make the example case", lambda: _make(file)),
        ("check the file", lambda: _verify(file)),
        ("derive the facts", lambda: _facts(file)),
        ("print the appointment page and read it back", lambda: _print(file)),
    ]


def _tried(name: str, act: Callable[[], str]) -> Step:
    try:
        return Step(name, True, act())
    except CasebookError as error:
        return Step(name, False, error.sentence)


def _make(file: Path) -> str:
    case_from_json(file, resource_file("example/case.json"))
    return f"{file.stat().st_size:,} bytes"


def _verify(file: Path) -> str:
    report = keep_safe.verify(file, None)
    if not report.ok:
        raise CasebookError("The new file does not pass its own check.")
    return f"{len(report.checks)} checks passed"


def _facts(file: Path) -> str:
    with Session.open(file, read_only=True) as session:
        return session.facts().situation.headline


def _print(file: Path) -> str:
    with Session.open(file, read_only=True) as session:
        page = page_pdf(session, PageChoice(what="summary"))
        name = session.case.patient.display_name or ""
    if name not in text_of(page.pdf):
        raise CasebookError("The printed page does not show the name of the patient.")
    return page.words
