"""Where a reader puts what it meets: each entry counted once, then found or skipped."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar

from app.case.declaration import Entity
from app.case.partial_date import PartialDate
from app.errors import Cancelled
from app.records.code_systems import Code
from app.records.concepts import NO_CONCEPT, Concept
from app.records.found import (
    Attachment,
    EntryKind,
    Found,
    Person,
    Reading,
    Skipped,
    SourceWords,
    same_persons,
)

IsCancelled = Callable[[], bool]

_ASK_EVERY = 256


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file while it is being read: its kind, its place, whom it is about."""

    kind: EntryKind
    place: str
    person: str | None = None


class Doubt(NamedTuple):
    """Why a person has to look at an entry, and what its note says of it."""

    reason: str
    remark: str | None = None


class Collector:
    """Gathers the entries of one file.

    Attributes:
        file: the file's name.
        received_on: the day it came in.
        proposed: entries met from now on have to be looked at by a person.
        doubt: why the entry that is being read has to be looked at, None where it need not.
        notes: what was unusual, in plain sentences.
    """

    def __init__(
        self, file: str, received_on: PartialDate, is_cancelled: IsCancelled | None = None
    ) -> None:
        self.file = file
        self.received_on = received_on
        self.proposed = False
        self.doubt: Doubt | None = None
        self.notes: list[str] = []
        self._is_cancelled = is_cancelled
        self._read: Counter[EntryKind] = Counter()
        self._found: list[Found] = []
        self._skipped: list[Skipped] = []
        self._persons: dict[str, Person] = {}
        self._parents: dict[tuple[object, ...], Entity] = {}
        self._origin = {
            "source_kind": "imported",
            "source_note": file,
            "certainty": "from_record",
            "noted_on": received_on,
        }
        self._ids = 0
        self._met = 0

    def new_id(self) -> str:
        """Return a provisional id."""
        self._ids += 1
        return f"new-{self._ids}"

    def meet(self, kind: EntryKind, place: str, person: str | None = None) -> Entry:
        """Count an entry; it must then be kept or skipped.

        Raises:
            Cancelled: the person stopped the work.
        """
        self._met += 1
        if self._met % _ASK_EVERY == 0:
            self.ask_whether_cancelled()
        self._read[kind] += 1
        return Entry(kind, place, person)

    def ask_whether_cancelled(self) -> None:
        """Raise `Cancelled` where the person stopped the work."""
        if self._is_cancelled is not None and self._is_cancelled():
            raise Cancelled

    def origin(self, place: str, codes: Sequence[Code] = ()) -> dict[str, Any]:
        """Return the fields every new row has: its id, and where it comes from."""
        extras = {"codes": [code.words for code in codes]} if codes else {}
        return {**self._origin, "id": self.new_id(), "source_page": place, "extras": extras}

    def keep(
        self,
        entry: Entry,
        make: type[Entity],
        words: SourceWords,
        concept: Concept = NO_CONCEPT,
        *,
        parent: Entity | None = None,
        attachment: Attachment | None = None,
        proposed: bool = False,
        **fields: Any,
    ) -> None:
        """Enter a row of kind `make` with these fields; a part belongs to `parent`."""
        if parent is not None:
            fields["parent_id"] = parent.id
        doubt = self.doubt
        if doubt is not None and doubt.remark and "note" in {f.name for f in make.spec.own_fields}:
            fields["note"] = " ".join(part for part in (fields.get("note"), doubt.remark) if part)
        entity = make(**self.origin(entry.place, concept.codes), **fields)
        self._found.append(
            Found(
                entity=entity,
                kind=entry.kind,
                place=entry.place,
                source_words=words,
                received_on=self.received_on,
                file=self.file,
                person=entry.person,
                parent=parent,
                codes=concept.codes,
                names=concept.names,
                attachment=attachment,
                proposed=proposed or self.proposed or doubt is not None,
                doubt=None if doubt is None else doubt.reason,
            )
        )

    def skip(self, entry: Entry, reason: str) -> None:
        """Enter an entry that is not read, and why."""
        self._skipped.append(Skipped(entry.place, reason, entry.kind, entry.person))

    def pass_over(
        self, kind: EntryKind, place: str, reason: str, person: str | None = None
    ) -> None:
        """Count an entry and skip it at once."""
        self.skip(self.meet(kind, place, person), reason)

    def parent(self, key: tuple[object, ...], make: type[Entity], place: str, **fields: Any) -> Any:
        """Return the row that several entries share, made when it is first asked for."""
        known = self._parents.get(key)
        if known is None:
            known = self._parents[key] = make(**self.origin(place), **fields)
        return known

    def person(self, person: Person) -> None:
        """Enter somebody the file speaks about."""
        self._persons.setdefault(person.key, person)

    @property
    def met(self) -> int:
        """How many entries were met so far."""
        return self._met

    @property
    def kept(self) -> int:
        """How many entries became rows so far."""
        return len(self._found)

    @property
    def has_persons(self) -> bool:
        """Whether anybody was entered so far."""
        return bool(self._persons)

    def note(self, sentence: str) -> None:
        """Say once what was unusual about the file."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def reading(self, form: str) -> Reading:
        """Return all that was gathered."""
        persons, keys = self._settled_persons()
        found, skipped = self._found, self._skipped
        if any(key != own for own, key in keys.items()):
            found = [_of_person(each, keys) for each in found]
            skipped = [_of_person(each, keys) for each in skipped]
        return Reading(
            self.file,
            form,
            persons,
            tuple(found),
            tuple(skipped),
            dict(self._read),
            tuple(self.notes),
        )

    def _settled_persons(self) -> tuple[tuple[Person, ...], Mapping[str, str]]:
        """Return the persons, those who are one taken together, and the key for each key used."""
        used = Counter(found.person for found in self._found if found.person)
        used.update(skipped.person for skipped in self._skipped if skipped.person)
        known = list(self._persons.values())
        known += [Person(key) for key in used if key not in self._persons]
        known = [replace(person, entries=used[person.key]) for person in known]
        settled = same_persons(known)
        return tuple(dict.fromkeys(settled.values())), {k: p.key for k, p in settled.items()}


Listed = TypeVar("Listed", Found, Skipped)


def _of_person(entry: Listed, keys: Mapping[str, str]) -> Listed:
    key = entry.person
    if key is None or keys[key] == key:
        return entry
    return replace(entry, person=keys[key])


def attachment(name: str, media_type: str, content: bytes) -> Attachment:
    """Return a document with its fingerprint."""
    return Attachment(name, media_type, content, hashlib.sha256(content).hexdigest())
