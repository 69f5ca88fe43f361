"""Chosen absences: a value that somebody decided to give, unlike an empty field.

An empty field means "nobody has said". These three say that somebody has.
"""

from enum import StrEnum


class Absence(StrEnum):
    """Why a field has no value, as the family chose it."""

    NOT_KNOWN = "not_known"
    NOT_DONE = "not_done"
    WAITING = "waiting"

    @property
    def words(self) -> str:
        """Return the words shown and printed, such as `Not known`."""
        return _WORDS[self]


_WORDS = {
    Absence.NOT_KNOWN: "Not known",
    Absence.NOT_DONE: "Not done",
    Absence.WAITING: "Waiting for the result",
}
