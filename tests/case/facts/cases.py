"""Cases for tests: from case JSON as the samples have it, or from rows written in the test.

A small reader of its own, so that facts are tested without the case file: dates, numbers and
texts come in as the declarations say, everything else in the JSON is left aside.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from app.case.case import Case
from app.case.declaration import SPECS, Entity, EntitySpec, Part
from app.case.facts import Facts, facts_of

SAMPLES = Path(__file__).resolve().parent.parent / "sample_cases"


def case_from_file(path: Path) -> Case:
    """Return the case of a case JSON."""
    return case_of(json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))


def sample(name: str) -> Case:
    """Return one of the small cases in `tests/case/sample_cases`."""
    return case_from_file(SAMPLES / f"{name}.json")


def facts_at(as_of: str, **sections: Any) -> Facts:
    """Return the facts of a case written as sections of case JSON, on a day."""
    document = json.loads(json.dumps(sections), parse_float=Decimal)
    return facts_of(case_of(document), date.fromisoformat(as_of))


def case_of(document: Mapping[str, Any]) -> Case:
    """Return the case of a case JSON already parsed."""
    numbers = count(1)
    rows: list[Entity] = []
    for spec in SPECS.values():
        if spec.parent is None:
            place = document.get(spec.section) if spec.section else document
            rows += _rows(spec, place, None, numbers)
    return Case.of(rows)


def _rows(
    spec: EntitySpec, place: Any, parent: str | None, numbers: Iterator[int]
) -> Iterator[Entity]:
    found = place if isinstance(place, list) else [place] if place else []
    for position, raw in enumerate(found):
        row = _row(spec, raw, position, parent, f"row-{next(numbers)}")
        yield row
        for part in SPECS.values():
            if part.parent is spec.entity:
                yield from _rows(part, raw.get(part.section), row.id, numbers)


def _row(
    spec: EntitySpec, raw: Mapping[str, Any], position: int, parent: str | None, id: str
) -> Entity:
    values: dict[str, Any] = {"id": id, "position": position}
    if issubclass(spec.entity, Part):
        values["parent_id"] = parent
    for field in spec.fields:
        value: Any = raw
        for key in field.key.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        if value is not None and not isinstance(value, Mapping):
            values[field.name] = field.kind.from_json(value)
    return spec.entity(**values)
