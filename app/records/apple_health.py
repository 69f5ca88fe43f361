"""Apple Health exports: the hospital records inside, and what the phone knows of body measures.

`export.xml` may be gigabytes of watch data: it is read as a stream and each element is let go at
once. Weight, height, temperature and blood pressure are kept; steps, pulse by the watch and the
like are counted and named in the receipt.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from lxml import etree

from app.errors import CasebookError
from app.records.archives import DamagedMember, Member, MemberStream
from app.records.collector import Collector
from app.records.concepts import concept
from app.records.fhir.bundle import read_resources
from app.records.fhir.context import Placed
from app.records.fhir.files import json_value, placed_of_json
from app.records.found import EntryKind, Person, SourceWords
from app.records.lab_values import measured
from app.records.moments import Moment, fhir_moment
from app.records.vital_signs import Measure, VitalDraft, keep_vital

_KEPT = {
    "HKQuantityTypeIdentifierBodyMass": "Body weight",
    "HKQuantityTypeIdentifierHeight": "Body height",
    "HKQuantityTypeIdentifierBodyTemperature": "Body temperature",
    "HKQuantityTypeIdentifierBloodPressureSystolic": "Systolic blood pressure",
    "HKQuantityTypeIdentifierBloodPressureDiastolic": "Diastolic blood pressure",
}
_SEX = {"HKBiologicalSexFemale": "female", "HKBiologicalSexMale": "male"}
_MINE = "Apple Health"
_CHUNK = 1 << 16
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_ENTITIES = (
    "This file defines shorthand of its own (XML entities), which Apple Health never does and "
    "which can be made to do harm, so it was not read. Nothing was changed."
)
_DAMAGED = (
    "The list of this Apple Health export (export.xml) is damaged; what stands before the damage "
    "was read."
)
_SAME_AGAIN = (
    "It holds the phone's own measurements a second time; they are read from the export's list."
)
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class _Guarded:
    """Passes bytes on as long as they hold no definition of an entity.

    The parser may expand an entity inside an attribute before anybody can look at it, therefore
    the bytes themselves are looked at. Only the part before the first element can define one.
    """

    def __init__(self, stream: MemberStream) -> None:
        self._stream = stream
        self._tail = b""
        self._checked = 0

    def read(self, size: int = _CHUNK, /) -> bytes:
        data = self._stream.read(size)
        if self._checked < 4 * 1024 * 1024:
            if _ENTITY.search(self._tail + data):
                raise CasebookError(_ENTITIES)
            self._checked += len(data)
            self._tail = data[-16:]
        return data


def read_export(listing: Member, members: Iterable[Member], out: Collector) -> str:
    """Enter everything of an export; returns what kind of file it is, in words."""
    records = {member.name: member for member in members if member.name.endswith(".json")}
    listed, owner = read_listing(listing, out)
    placed: list[Placed] = []
    for path, source in listed.items():
        name = next((n for n in records if n.endswith(path.lstrip("/"))), None)
        member = records.pop(name, None) if name else None
        if member is None:
            out.pass_over(EntryKind.OTHER, path, "The list names it, but the export lacks it.")
        else:
            placed += _resources(member, source, out)
    for member in records.values():
        placed += _resources(member, "", out)
    read_resources(placed, out, one_person=True)
    if owner is not None and not out.has_persons:
        out.person(owner)
    return _MINE + " export"


def _resources(member: Member, source: str, out: Collector) -> list[Placed]:
    before = f"{source} " if source else ""
    try:
        return placed_of_json(json_value(member.content()), member.name, before)
    except (CasebookError, DamagedMember):
        out.pass_over(EntryKind.OTHER, member.name, "Damaged, or no record.")
        return []


def skip_second_copy(member: Member, out: Collector) -> None:
    """Skip `export_cda.xml`."""
    out.pass_over(EntryKind.OTHER, member.name, _SAME_AGAIN)


def read_listing(listing: Member, out: Collector) -> tuple[dict[str, str], Person | None]:
    """Enter the phone's measures.

    Returns:
        Path and source of each hospital record listed, and what the phone knows of its owner.
    """
    listed: dict[str, str] = {}
    counted: Counter[str] = Counter()
    reader = _ListReader(listing.name, out, listed, counted)
    try:
        with listing.opened() as stream:
            _stream(stream, reader)
    except (etree.XMLSyntaxError, DamagedMember):
        out.note(_DAMAGED)
    for kind, number in sorted(counted.items()):
        name = _plain_kind(kind)
        out.pass_over(
            EntryKind.OTHER,
            f"{listing.name}: {name}",
            f"{number} entries of phone or watch; not part of a hospital's record.",
        )
    return listed, reader.owner


def _stream(stream: MemberStream, reader: "_ListReader") -> None:
    events = etree.iterparse(
        _Guarded(stream),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root: etree._Element | None = None
    for event, element in events:
        if root is None:
            root = element
        elif event == "end" and element.getparent() is root:
            reader.element(element)
            # The element and those before it are let go: the file may be larger than memory.
            element.clear()
            while element.getprevious() is not None:
                del root[0]


class _ListReader:
    """Takes the elements of an export's list one by one.

    Attributes:
        owner: what the phone knows of the person it belongs to.
    """

    def __init__(
        self, name: str, out: Collector, listed: dict[str, str], counted: Counter[str]
    ) -> None:
        self._name = name
        self._out = out
        self._listed = listed
        self._counted = counted
        self._number = 0
        self.owner: Person | None = None

    def element(self, element: etree._Element) -> None:
        """Take one element."""
        self._number += 1
        if self._number % 4096 == 0:
            self._out.ask_whether_cancelled()
        name, get = str(element.tag), element.get
        if name == "ClinicalRecord":
            path = get("resourceFilePath")
            if path:
                self._listed[path] = get("sourceName") or ""
        elif name == "Record":
            self._record(str(get("type") or ""), get)
        elif name == "Me":
            self._me(get)
        elif name != "ExportDate":
            self._counted[name] += 1

    def _record(self, kind: str, get: Any) -> None:
        name = _KEPT.get(kind)
        if name is None:
            self._counted[kind] += 1
            return
        entry = self._out.meet(EntryKind.VITAL, f"{self._name}: element {self._number}")
        words = SourceWords(kind, get("value"), get("unit"), date=get("startDate"))
        measure = Measure(concept([name]), measured(get("value"), get("unit")), words)
        draft = VitalDraft((measure,), _moment(get("startDate")), words=words)
        keep_vital(self._out, entry, draft)

    def _me(self, get: Any) -> None:
        born = fhir_moment(get("HKCharacteristicTypeIdentifierDateOfBirth"))
        sex = _SEX.get(get("HKCharacteristicTypeIdentifierBiologicalSex") or "")
        if born is not None or sex is not None:
            self.owner = Person("phone", (), born.date if born else None, sex)


def _moment(written: str | None) -> Moment | None:
    """Read `2018-12-18 19:48:39 -0600`."""
    return fhir_moment((written or "").strip())


def _plain_kind(kind: str) -> str:
    plain = re.sub(r"^HK(?:Quantity|Category|Data|Correlation)TypeIdentifier", "", kind)
    return _WORDS.sub(" ", plain).lower() or "entries"
