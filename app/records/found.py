"""What a file of records held: plain values, each with the file's own words beside our reading.

Every entry of a file ends as a `Found` or as a `Skipped` with its reason; nothing is left out, so
the counts of a `Reading` add up. Entities carry provisional ids (`new-12`); whoever takes them into
a case gives them real ones.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from app.case.declaration import Entity, Part
from app.case.entities import Document
from app.case.partial_date import PartialDate
from app.records.code_systems import Code


class EntryKind(StrEnum):
    """What an entry is in its file, before anybody asks what it becomes in the case."""

    PROBLEM = "problem"
    MEDICATION = "medication"
    LAB = "lab"
    VITAL = "vital sign"
    PROCEDURE = "procedure"
    ALLERGY = "allergy"
    IMMUNIZATION = "immunization"
    VARIANT = "variant"
    OBSERVATION = "observation"
    VISIT = "visit"
    CARE_TEAM = "care team"
    DOCUMENT = "document"
    SECTION = "section of text"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SourceWords:
    """An entry in the file's own words: each text exactly as it stands there, None where absent."""

    name: str | None = None
    value: str | None = None
    unit: str | None = None
    range: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document inside a record: its bytes as received and, where it could be read, its text."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    sha256: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a file speaks about.

    Attributes:
        key: names the person within one `Reading`.
        names: every name the file gives, the present one first.
        birth_date: as far as the file tells it.
        sex: code of `patient.sex_at_birth`, None where the file does not say.
        record_numbers: numbers under which hospitals file the person.
        entries: how many entries of the file are about this person.
    """

    key: str
    names: tuple[str, ...] = ()
    birth_date: PartialDate | None = None
    sex: str | None = None
    record_numbers: tuple[str, ...] = ()
    entries: int = 0

    @property
    def name(self) -> str:
        """The name to show."""
        return self.names[0] if self.names else "Person without a name"


@dataclass(frozen=True, slots=True)
class Found:
    """One entry of a file as it was understood.

    Attributes:
        entity: the row it would become, with a provisional id.
        kind: what it is in the file.
        place: where it stands in the file.
        source_words: name, value, unit, range and date exactly as in the file.
        received_on: the day the file came in.
        file: the name of the file.
        person: key of the person it is about, None where the file does not say.
        parent: the row it belongs to (a result's panel), with a provisional id; several entries
            share one.
        codes: codes with right form and check digit.
        names: every name the file gives it, for telling whether two entries are the same.
        attachment: the document itself, where the entry holds one.
        proposed: read from running text or from a damaged file; a person has to look at it.
        doubt: why else a person has to look at it, in words.
    """

    entity: Entity
    kind: EntryKind
    place: str
    source_words: SourceWords
    received_on: PartialDate
    file: str
    person: str | None = None
    parent: Entity | None = None
    codes: tuple[Code, ...] = ()
    names: tuple[str, ...] = ()
    attachment: Attachment | None = None
    proposed: bool = False
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """One entry that was not read, and why."""

    where: str
    reason: str
    kind: EntryKind = EntryKind.OTHER
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one file held.

    Attributes:
        file: its name.
        form: what kind of file it is, in words ("FHIR R4 bundle").
        persons: everybody it is about; where there are several, somebody has to choose one.
        found, skipped: its entries, in the file's order.
        read: how many entries of each kind were met, counted when each was met.
        notes: what was unusual about the file, in plain sentences.
    """

    file: str
    form: str
    persons: tuple[Person, ...]
    found: tuple[Found, ...]
    skipped: tuple[Skipped, ...]
    read: Mapping[EntryKind, int]
    notes: tuple[str, ...] = ()

    @property
    def documents(self) -> tuple[Found, ...]:
        """The documents and texts among the entries."""
        return tuple(found for found in self.found if isinstance(found.entity, Document))

    @property
    def total(self) -> int:
        """How many entries were met."""
        return sum(self.read.values())

    def about(self, person: Person) -> "Reading":
        """Return what the file holds about one person, and what it says about nobody in particular.

        Entries about others count as skipped.
        """
        mine = tuple(f for f in self.found if f.person in (person.key, None))
        others = tuple(
            Skipped(f.place, "It is about another person.", f.kind, f.person)
            for f in self.found
            if f.person not in (person.key, None)
        )
        return replace(self, persons=(person,), found=mine, skipped=(*self.skipped, *others))


def merged(readings: Sequence[Reading], file: str, form: str) -> Reading:
    """Return one reading of several files that belong together, such as the zips of one export."""
    apart = [_apart(reading, f"{number}-") for number, reading in enumerate(readings, 1)]
    persons = same_persons([person for reading in apart for person in reading.persons])
    read: Counter[EntryKind] = Counter()
    for reading in apart:
        read.update(reading.read)
    return Reading(
        file,
        form,
        tuple(dict.fromkeys(persons.values())),
        tuple(_of_one(found, persons) for reading in apart for found in reading.found),
        tuple(_of_one(skipped, persons) for reading in apart for skipped in reading.skipped),
        read,
        tuple(dict.fromkeys(note for reading in apart for note in reading.notes)),
    )


def _apart(reading: Reading, prefix: str) -> Reading:
    """Return the reading with ids and keys that no other file of the group has."""
    return replace(
        reading,
        persons=tuple(replace(p, key=prefix + p.key) for p in reading.persons),
        found=tuple(_renamed(found, prefix) for found in reading.found),
        skipped=tuple(
            replace(s, person=prefix + s.person) if s.person else s for s in reading.skipped
        ),
    )


def _renamed(found: Found, prefix: str) -> Found:
    entity: Entity = replace(found.entity, id=prefix + found.entity.id)
    if isinstance(entity, Part):
        entity = replace(entity, parent_id=prefix + entity.parent_id)
    parent = replace(found.parent, id=prefix + found.parent.id) if found.parent else None
    person = prefix + found.person if found.person else None
    return replace(found, entity=entity, parent=parent, person=person)


Entry = TypeVar("Entry", Found, Skipped)


def _of_one(entry: Entry, persons: Mapping[str, Person]) -> Entry:
    return replace(entry, person=persons[entry.person].key) if entry.person else entry


def same_persons(persons: Iterable[Person]) -> dict[str, Person]:
    """Return for each person's key the person, those who are evidently one taken together.

    One are those with the same birth day and a name in common; a person about whom a file says
    neither name nor birth day stays apart.
    """
    kept: list[Person] = []
    groups: dict[str, int] = {}
    for person in persons:
        place = next((i for i, other in enumerate(kept) if _are_one(person, other)), None)
        if place is None:
            place = len(kept)
            kept.append(person)
        else:
            kept[place] = _together(kept[place], person)
        groups[person.key] = place
    return {key: kept[place] for key, place in groups.items()}


def _are_one(one: Person, other: Person) -> bool:
    if one.key == other.key:
        return True
    if one.birth_date is None or one.birth_date != other.birth_date:
        return False
    return any(names_agree(a, b) for a in one.names for b in other.names)


def names_agree(one: str, other: str) -> bool:
    """Whether two names of a person can be one name: first and last word the same, any order."""
    first, second = one.casefold().replace(",", " ").split(), other.casefold().split()
    second = [word.strip(",") for word in second]
    if len(first) < 2 or len(second) < 2:
        return first == second
    smaller, larger = sorted((set(first), set(second)), key=len)
    return len(smaller & larger) >= 2


def _together(one: Person, other: Person) -> Person:
    return replace(
        one,
        names=tuple(dict.fromkeys((*one.names, *other.names))),
        sex=one.sex or other.sex,
        record_numbers=tuple(dict.fromkeys((*one.record_numbers, *other.record_numbers))),
        entries=one.entries + other.entries,
    )
