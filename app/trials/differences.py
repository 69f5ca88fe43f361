"""Which fields differ between two records of one trial.

Two records of one form are compared field by field as received. Two forms write the same thing in
different ways; of them only what both can say is compared, in the meaning it was read with.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.case.partial_date import PartialDate
from app.trials.criteria_lines import criteria_of, criterion_lines
from app.trials.field_values import ABSENT, field_values, shown
from app.trials.known_fields import FIELD_PATHS
from app.trials.record import RegistryDate, TrialRecord
from app.trials.registry_text import for_comparison

# Tables and the older XML leave out some numbers and group ages differently.
_NOT_ALIKE = frozenset({"other_numbers", "age_groups"})
_NOT_A_LETTER = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs: its path, and both values in one short line each."""

    path: str
    old: str
    new: str


def differences(old: TrialRecord, new: TrialRecord) -> list[Difference]:
    """Return the fields that differ, in the order of their paths."""
    found = _between_forms(old, new) if old.form != new.form else _within_form(old, new)
    return sorted(found, key=lambda each: each.path)


def _within_form(old: TrialRecord, new: TrialRecord) -> list[Difference]:
    before, after = field_values(old), field_values(new)
    return [
        Difference(path, shown(before.values, path), shown(after.values, path))
        for path in {**before.values, **after.values}
        if not _equal(before.values.get(path, ABSENT), after.values.get(path, ABSENT))
        and _both_could_say(path, before.could_say, after.could_say)
    ]


def _both_could_say(path: str, *could_say: Callable[[str], bool]) -> bool:
    return all(each(path) for each in could_say)


def _equal(one: Any, other: Any) -> bool:
    # In Python True equals 1; in a record they are two things.
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def _between_forms(old: TrialRecord, new: TrialRecord) -> list[Difference]:
    fields = (old.known_fields & new.known_fields & FIELD_PATHS.keys()) - _NOT_ALIKE
    if "csv" in (old.form, new.form):
        fields -= {"sites"}  # a table gives each place as one line of text
    found = []
    for name in fields:
        before, after = _value(old, name), _value(new, name)
        if _meaning(name, before) != _meaning(name, after):
            found.append(Difference(FIELD_PATHS[name], _line(before), _line(after)))
    return found


def _value(record: TrialRecord, name: str) -> Any:
    return criteria_of(record) or None if name == "eligibility" else getattr(record, name)


def _meaning(name: str, value: Any) -> Any:
    """Return a value reduced to what every form says of it alike."""
    match name:
        case "eligibility":
            return [each.key for each in criterion_lines(value or "")]
        case "sites":
            return sorted((_plain(each.name), _plain(each.city)) for each in value)
        case "interventions":
            return sorted(_plain(each.name) for each in value)
        case "arms":
            return sorted(_plain(each.label) for each in value)
        case "central_contacts":
            return sorted(_plain(each.email or each.name) for each in value)
        case "expanded_access":
            return value.has
        case "minimum_age" | "maximum_age":
            return None if value is None else value.years or value.text
    if isinstance(value, RegistryDate):
        return value.date
    if isinstance(value, tuple):
        return sorted(_plain(each) for each in value)
    return for_comparison(value) if isinstance(value, str) else value


def _plain(text: str | None) -> str:
    return _NOT_A_LETTER.sub(" ", (text or "").casefold()).strip()


def _line(value: Any) -> str:
    if value in (None, ()):
        return ABSENT
    if isinstance(value, RegistryDate | PartialDate):
        return (value if isinstance(value, PartialDate) else value.date).iso
    return shown(
        {"": list(value) if isinstance(value, tuple) else getattr(value, "text", value)}, ""
    )
