"""Every field of a record with its value, by the path the register gives it.

Objects are gone into, lists are one value. Paths stand under `protocolSection`, as the registry's
own list of fields has them; the rare other sections keep their name in front. `derivedSection` is
left out: the registry computes it itself, the study says nothing in it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.trials import ctis, xml_legacy
from app.trials.csv_columns import paths_of_columns, study_of_row
from app.trials.csv_export import cells_of_row
from app.trials.known_fields import is_whole
from app.trials.pasted_text import study_of_text
from app.trials.record import TrialRecord
from app.trials.registry_text import showable
from app.trials.study_shape import Node, part

ABSENT = "(absent)"

_OTHER_SECTIONS = ("resultsSection", "annotationSection", "documentSection")
_LONG = 200

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FieldValues:
    """The fields of a record.

    Attributes:
        values: path -> value as JSON.
        could_say: whether a path that is not in `values` is absent from the register, and not
            only from this record.
    """

    values: Values
    could_say: Callable[[str], bool]


def field_values(record: TrialRecord) -> FieldValues:
    """Return the fields of the record as it was received."""
    text = record.received.decode("utf-8", "replace")
    match record.form:
        case "json-v2":
            return _of_json(json.loads(text, strict=False))
        case "ctis":
            content = json.loads(text, strict=False)
            kept = {key: each for key, each in content.items() if key not in ctis.NOT_CONTENT}
            return FieldValues(_flat(kept), _always)
        case "xml-legacy":
            study = xml_legacy.study_of_received(record.received)
            return FieldValues(_of_study(study), _always)
        case "csv":
            return _of_row(cells_of_row(text))
        case "pasted":
            values = _of_study(study_of_text(text))
            return FieldValues(values, values.__contains__)


def _of_json(study: Node) -> FieldValues:
    values = _of_study(study)
    return FieldValues(values, _always if is_whole(study) else values.__contains__)


def _of_row(cells: dict[str, str]) -> FieldValues:
    columns = paths_of_columns(cells)
    return FieldValues(
        _of_study(study_of_row(cells)),
        lambda path: any(path == each or path.startswith(f"{each}.") for each in columns),
    )


def _always(path: str) -> bool:
    return True


def _of_study(study: Node) -> Values:
    values = _flat(part(study, "protocolSection"))
    for section in _OTHER_SECTIONS:
        values |= _flat(part(study, section), f"{section}.")
    if "hasResults" in study:
        values["hasResults"] = study["hasResults"]
    return values


def _flat(node: Node, prefix: str = "") -> Values:
    found: Values = {}
    for key, value in node.items():
        name = showable(prefix + key)
        if isinstance(value, dict):
            found |= _flat(value, f"{name}.")
        else:
            found[name] = value
    return found


def shown(values: Values, path: str) -> str:
    """Return a field's value in one short line, as a list of changes shows it."""
    if path not in values:
        return ABSENT
    value = values[path]
    if isinstance(value, list):
        return f"(list of {len(value)})"
    text = showable(str(value))
    return f"(long text, {len(text)} characters)" if len(text) > _LONG else text
