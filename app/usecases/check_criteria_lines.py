"""Checking single lines against a case JSON, and reading criteria, both without a case file."""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.case.facts import Facts, as_of_day, facts_of
from app.casefile import case_of_json
from app.eligibility.check_lines import check_lines, facts_of_patient_record, is_patient_record
from app.eligibility.read_criteria import read_json_line
from app.errors import CasebookError


def checked_lines(
    source: Path, lines: Iterable[str], as_of: datetime.date | None = None
) -> Iterator[dict[str, Any]]:
    """Check JSON lines against a case JSON or a short patient record.

    Raises:
        CasebookError: the case or a line is not what it should be.
    """
    return check_lines(_facts(source, as_of), json_lines(lines))


def _facts(source: Path, as_of: datetime.date | None) -> Facts:
    today = datetime.date.today()
    document = _document(source)
    if is_patient_record(document):
        return facts_of_patient_record(document, as_of or today)
    case = case_of_json(source)
    return facts_of(case, as_of_day(case, as_of, today))


def _document(source: Path) -> Mapping[str, Any]:
    try:
        document = json.loads(source.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise CasebookError(f"{source.name} cannot be read as a case. Nothing was done.") from error
    if not isinstance(document, dict):
        raise CasebookError(f"{source.name} is not a case. Nothing was done.")
    return document


def read_lines(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Read criteria given as JSON lines.

    Raises:
        CasebookError: a line is not a JSON object.
    """
    return (read_json_line(line) for line in json_lines(lines))


def json_lines(lines: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """Yield the JSON object of every line that is not blank.

    Raises:
        CasebookError: a line is something else.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            raise CasebookError(f"Line {number} of the input is not a JSON object.")
        yield value
