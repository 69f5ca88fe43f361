"""What the writers of one document share, and what each hands back: a section of the summary."""

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

from app.case.case import Case
from app.case.partial_date import PartialDate
from app.records.fhir_out.elements import Resource, concept, filled, reference, resource, uuid_of


class Sheet:
    """What the writers of one document share.

    Attributes:
        case: the rows.
        as_of: the day that counts as today.
        patient: Reference to the patient.
        zone: the patient's time zone, None where nobody has said.
    """

    def __init__(self, case: Case, as_of: datetime.date) -> None:
        self.case = case
        self.as_of = as_of
        self.patient = reference(uuid_of(case.patient.id, "patient"))
        self.zone = case.patient.time_zone

    def lies_ahead(self, date: PartialDate | None) -> bool:
        """Whether a date certainly lies after the day that counts as today."""
        return date is not None and date.earliest > self.as_of


class Section(NamedTuple):
    """One section of the summary.

    Attributes:
        title: its heading.
        loinc: code of the kind of section.
        kind: name of that code.
        entries: resources listed under it.
        lines: the same in words, a line each.
        others: resources that its entries point to.
    """

    title: str
    loinc: str
    kind: str
    entries: Sequence[Resource]
    lines: Sequence[str]
    others: Sequence[Resource] = ()


class Written(NamedTuple):
    """Resources, the same in words, and what they point to."""

    entries: list[Resource]
    lines: list[str]
    others: list[Resource]

    @classmethod
    def nothing(cls) -> "Written":
        """Return an empty one to add to."""
        return cls([], [], [])

    def add(self, entry: Resource, line: str) -> None:
        """Add a resource with its line."""
        self.entries.append(entry)
        self.lines.append(line)

    def take(self, other: "Written") -> None:
        """Add all of another."""
        self.entries.extend(other.entries)
        self.lines.extend(other.lines)
        self.others.extend(other.others)


def group(sheet: Sheet, key: str, title: str, parts: Sequence[tuple[Resource, str]]) -> Written:
    """Return resources that belong together as one List that holds them.

    Standing alone, a marker would be taken for a blood value and an infection for a lasting
    problem by programs that sort by the kind of resource; in the list each keeps its heading.
    """
    written = Written.nothing()
    if not parts:
        return written
    inside: list[dict[str, Any]] = []
    for number, (part, _) in enumerate(parts, 1):
        inside.append({**part, "id": f"{key}{number}"})
    made = resource(
        "List",
        uuid_of(sheet.case.patient.id, f"list {key}"),
        contained=inside,
        status="current",
        mode="snapshot",
        title=title,
        code=concept(title),
        subject=sheet.patient,
        date=sheet.as_of.isoformat(),
        entry=[{"item": filled(reference=f"#{part['id']}")} for part in inside],
    )
    written.entries.append(made)
    written.lines.extend(line for _, line in parts)
    return written


def dated(words: str, date: PartialDate | None) -> str:
    """Return a line with its day behind it."""
    return f"{words} ({date.words()})" if date is not None else words
