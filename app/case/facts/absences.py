"""What somebody chose to say in place of a value: not known, not done, waiting for the result."""

from app.case.absence import Absence
from app.case.case import Case
from app.case.declaration import SPECS, Entity, Part
from app.case.facts.records import evidence
from app.case.facts.values.measured import AbsenceFact


def absences(case: Case) -> tuple[AbsenceFact, ...]:
    """Return every chosen absence, those still waited for first, in the order of the tables."""
    found = [
        fact
        for spec in SPECS.values()
        for index, stored in enumerate(case.all(spec.entity).stored("absences"))
        if stored
        for fact in _of_row(case, case.all(spec.entity)[index])
    ]
    return tuple(sorted(found, key=lambda fact: fact.absence is not Absence.WAITING))


def _of_row(case: Case, row: Entity) -> list[AbsenceFact]:
    parent = _parent(case, row)
    found = []
    for name, absence in row.absences.items():
        label = next((field.label for field in row.spec.fields if field.name == name), name)
        words = f"{_title(row)}, {label}: {absence.words.lower()}"
        told = evidence(case, row, words, parent=parent)
        found.append(AbsenceFact(name, label, absence, words, told))
    return found


def _parent(case: Case, row: Entity) -> Entity | None:
    if not isinstance(row, Part) or row.spec.parent is None:
        return None
    return case.get(row.spec.parent, row.parent_id)


def _title(row: Entity) -> str:
    """Return what a row is called: the first of its title fields that has text, else its kind."""
    for name in row.spec.title:
        value = getattr(row, name)
        if isinstance(value, str) and value.strip():
            return value
    return row.spec.label
