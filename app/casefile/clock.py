"""What time it is, handed in by the caller so that tests and `--as-of` stay deterministic."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

from app.case.partial_date import MONTH_NAMES

Clock: TypeAlias = Callable[[], datetime]
"""Returns the present moment, with its time zone."""


def utc_now() -> datetime:
    """Return the computer's time."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """Return a moment as kept in case files: `2026-05-12T14:30:02.125Z`."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="milliseconds") + "Z"


def moment(stamp_text: str) -> datetime:
    """Return the moment of a stamp; raises `ValueError`."""
    return datetime.fromisoformat(stamp_text)


def moment_words(when: datetime) -> str:
    """Return a moment as people here write it: "12 May 2026, 14:30"."""
    local = when.astimezone()
    return f"{local.day} {MONTH_NAMES[local.month - 1]} {local:%Y, %H:%M}"
