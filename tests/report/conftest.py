"""Cases for the printed page: the example that comes along, the samples, and some hard ones."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.case.case import Case
from app.case.facts import Facts, facts_of
from app.casefile.case_json.parsing import parsed
from app.casefile.case_json.reading import read_case
from app.report.options import PrintOptions
from app.resource_files import resource_file

EXAMPLE_DAY = date(2026, 5, 12)
SAMPLES = {
    "case-a-t-all-17": date(2026, 4, 20),
    "case-b-t-lbl-58": date(2026, 4, 14),
    "case-c-b-all-9": date(2026, 4, 6),
}


def case_of(document: dict[str, Any]) -> Case:
    """Make a case of a case JSON; ids are counted, so that the same comes out every time."""
    numbers = iter(range(10**9))
    content = json.dumps(document).encode()
    read = read_case(parsed(content), "case.json", lambda: f"id-{next(numbers):09d}")
    return Case.of(read.entities)


def options(day: date, **chosen: Any) -> PrintOptions:
    return PrintOptions(as_of=day, **chosen)


@pytest.fixture(scope="session")
def example_document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(resource_file("example/case.json").read_text("utf-8"))
    return document


@pytest.fixture(scope="session")
def example(example_document: dict[str, Any]) -> Case:
    return case_of(example_document)


@pytest.fixture(scope="session")
def example_facts(example: Case) -> Facts:
    return facts_of(example, EXAMPLE_DAY)


@pytest.fixture(scope="session")
def only_a_name() -> Case:
    return case_of({"schema_version": "1.0", "patient": {"display_name": "Noor"}})


@pytest.fixture(scope="session")
def sample_document(shared_data: Path) -> Callable[[str], dict[str, Any]]:
    def read(name: str) -> dict[str, Any]:
        document: dict[str, Any] = json.loads((shared_data / "cases" / f"{name}.json").read_text())
        return document

    return read


def doubled(document: dict[str, Any], times: int = 2) -> dict[str, Any]:
    """Return a case with every list `times` as long; treatments of the copies lie before."""
    made = json.loads(json.dumps(document))
    for section, rows in document.items():
        if isinstance(rows, list) and rows and isinstance(rows[0], dict):
            for copy in range(1, times):
                made[section] += [_copied(section, row, copy) for row in rows]
    return dict(made)


def _copied(section: str, row: dict[str, Any], copy: int) -> dict[str, Any]:
    made = json.loads(json.dumps(row))
    for key in ("id", "panel_id"):
        if key in made:
            made[key] = f"{made[key]}-{copy}"
    for key in ("name", "text", "substance", "short_name"):
        if made.get(key):
            made[key] = f"{made[key]} ({copy + 1})"
    if section == "treatments":
        made["line"] = (made.get("line") or 0) + 3 * copy
        for key in ("start_date", "end_date"):
            if made.get(key):
                made[key] = f"{int(made[key][:4]) - 4 * copy}-{made[key][5:7]}-01"
    return dict(made)
