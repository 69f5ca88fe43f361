"""Showing what follows from the records."""

import datetime
from typing import Any

from app.case.facts.facts_json import facts_json
from app.usecases.session import Session


def facts_as_json(session: Session, as_of: datetime.date | None) -> dict[str, Any]:
    """Return the facts as JSON values, with the records and dates they come from."""
    return facts_json(session.facts(as_of))


def facts_as_text(session: Session, as_of: datetime.date | None) -> str:
    """Return the facts as lines for a terminal."""
    return "\n".join(_lines(facts_as_json(session, as_of), ""))


def _lines(value: Any, indent: str) -> list[str]:
    if isinstance(value, dict):
        return [line for key, part in value.items() for line in _named(key, part, indent)]
    if isinstance(value, list):
        return [line for part in value for line in _item(part, indent)]
    return [f"{indent}{_word(value)}"]


def _named(key: str, value: Any, indent: str) -> list[str]:
    label = key.replace("_", " ")
    if isinstance(value, dict | list) and value:
        return [f"{indent}{label}:", *_lines(value, indent + "  ")]
    return [f"{indent}{label}: {_word(value)}"]


def _item(value: Any, indent: str) -> list[str]:
    lines = _lines(value, indent + "  ")
    if lines:
        lines[0] = f"{indent}- {lines[0].strip()}"
    return lines


def _word(value: Any) -> str:
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value in ([], {}, "") else str(value)
