"""The measured things criteria name: how they are worded and what their limits can be given in.

Read from `resources/criteria/measured.txt`, whose first lines say how it is written.
"""

from typing import Final

from app.case.value_class import value_class
from app.eligibility.model import Kind
from app.eligibility.phrases import PhraseList
from app.eligibility.word_lists import Entry, word_list


@value_class
class Variable:
    """One measured thing.

    Attributes:
        name: as in `model.Comparison.variable`.
        dimensions: what a limit of it may be given in (`units_in_text`); "none" for bare numbers.
        kind: family of criterion it belongs to.
        phrases: its wordings.
        reported: False for things that are only known so that their limits are not given to a
            neighbour ("lipase < 2 x ULN").
        members: the variables meant, where the wording is a group ("transaminases").
    """

    name: str
    dimensions: frozenset[str]
    kind: Kind
    phrases: tuple[str, ...]
    reported: bool = True
    members: tuple[str, ...] = ()


_GROUPS: Final = {
    "counts": frozenset({"count", "power", "cells", "none", "uln", "lln"}),
    "chemistry": frozenset({"mass/volume", "uln", "lln", "none", "concentration"}),
    "enzyme": frozenset({"uln", "lln", "activity", "viral", "none"}),
    "bare": frozenset({"none", "points"}),
}
_NOT_REPORTED: Final = "not reported"


def _variable(entry: Entry) -> Variable:
    dimensions = frozenset[str]().union(
        *(_GROUPS.get(name, frozenset({name})) for name in _names(entry.column(1)))
    )
    last = entry.column(3)
    reported = last != _NOT_REPORTED
    members = _names(last) if reported else ()
    return Variable(
        entry.column(0), dimensions, Kind(entry.column(2)), entry.phrases, reported, members
    )


def _names(column: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in column.split(",") if name.strip())


VARIABLES: Final = tuple(_variable(entry) for entry in word_list("measured.txt"))

KEPT: Final = frozenset(v.name for v in VARIABLES if v.reported) | {
    "bun", "lipase", "amylase", "ggt", "uric_acid", "ptt", "fibrinogen", "cd4", "hematocrit",
    "amc", "aec", "indirect_bilirubin", "systolic", "diastolic", "heart_rate", "temperature",
    "respiratory_rate", "gcs",
}  # fmt: skip
"""Variables whose limits a requirement keeps: one laboratory value or test each."""

BY_NAME: Final = {variable.name: variable for variable in VARIABLES}
MENTIONS: Final = PhraseList(
    (variable, phrase) for variable in VARIABLES for phrase in variable.phrases
)
