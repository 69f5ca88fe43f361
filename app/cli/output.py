"""How commands speak: results to standard output, messages to standard error."""

import json
import sys
from collections.abc import Iterable
from decimal import Decimal
from typing import Any


def say(message: str) -> None:
    """Write a message to standard error."""
    print(message, file=sys.stderr)


def say_all(messages: Iterable[str]) -> None:
    """Write messages to standard error, one a line, set in."""
    for message in messages:
        say(f"  {message}")


def show(text: str) -> None:
    """Write a line of the result to standard output."""
    print(text)


def show_json(value: Any) -> None:
    """Write one JSON document to standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def show_json_line(value: Any) -> None:
    """Write one line of JSON to standard output."""
    print(json.dumps(value, ensure_ascii=False, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)
