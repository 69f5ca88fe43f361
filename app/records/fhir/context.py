"""What the readers of one FHIR file share: where to put things, references, persons, reports."""

from collections.abc import Iterable
from typing import NamedTuple

from app.case.partial_date import PartialDate
from app.records.collector import Collector
from app.records.fhir.elements import (
    References,
    Resource,
    keys_of,
    name_of_person,
    node,
    nodes,
    reference_text,
    tail_of,
    text,
    words_of,
)
from app.records.found import Person
from app.records.moments import fhir_moment

_SEX = {"male": "male", "female": "female", "m": "male", "f": "female"}
_BIRTH_SEX = "us-core-birthsex"


class Placed(NamedTuple):
    """A resource and where it stands.

    Attributes:
        place: its place in the file.
        address: its `fullUrl`, None where it has none.
        source: what sets the ids of one system apart from those of another in the same file.
    """

    resource: Resource
    place: str
    address: str | None = None
    source: str = ""


class Report(NamedTuple):
    """The report a result belongs to."""

    key: str
    name: str | None
    laboratory: str | None
    specimen: str | None


class Context:
    """What the readers of one file share.

    Attributes:
        out: where entries go.
        record_date: the day of the record as a whole, None where it gives none.
    """

    def __init__(self, out: Collector, one_person: bool = False) -> None:
        self.out = out
        self.record_date: PartialDate | None = None
        self._one_person = one_person
        self._references: dict[str, References] = {}
        self._patients: dict[int, str] = {}
        self._first_patient: dict[str, str] = {}
        self._reports: dict[str, Report] = {}

    def enter(self, placed: Iterable[Placed]) -> None:
        """Enter all resources, so that each can be found by what points to it."""
        known = list(placed)
        for item in known:
            self.references(item.source).add(item.resource, item.address)
        for item in known:
            kind = item.resource.get("resourceType")
            if kind == "Patient":
                self._enter_patient(item)
            elif kind == "DiagnosticReport":
                self._enter_report(item)
            elif kind == "Composition" and self.record_date is None:
                moment = fhir_moment(text(item.resource.get("date")))
                self.record_date = moment.date if moment else None

    def references(self, source: str) -> References:
        """Return the references of one source."""
        return self._references.setdefault(source, References())

    def person_of(self, item: Placed) -> str | None:
        """Return the key of the person a resource is about."""
        resource = item.resource
        if self._one_person and self._first_patient:
            return next(iter(self._first_patient.values()))
        for field in ("subject", "patient", "individual", "beneficiary"):
            target = reference_text(resource.get(field))
            if target is not None:
                found = self.references(item.source).get(target, resource)
                known = self._patients.get(id(found))
                if known is not None:
                    return known
                if target.startswith(("Patient/", "http", "urn:")):
                    return f"{item.source}{tail_of(target)}"
        only = set(self._patients.values())
        return next(iter(only)) if len(only) == 1 else self._first_patient.get(item.source)

    def report_of(self, item: Placed) -> Report | None:
        """Return the report that lists a result."""
        if not self._reports:
            return None
        for key in keys_of(item.resource, item.address):
            report = self._reports.get(item.source + key)
            if report is not None:
                return report
        return None

    def _enter_patient(self, item: Placed) -> None:
        person = _person(item)
        self._patients[id(item.resource)] = person.key
        self._first_patient.setdefault(item.source, person.key)
        self.out.person(person)

    def _enter_report(self, item: Placed) -> None:
        resource, references = item.resource, self.references(item.source)
        specimen = references.get(resource.get("specimen"), resource)
        report = Report(
            item.place,
            words_of(resource.get("code")),
            references.organization(resource.get("performer"), resource),
            words_of(specimen.get("type")) or text(node(resource.get("specimen")).get("display")),
        )
        for result in nodes(resource.get("result")):
            target = reference_text(result)
            if target is not None:
                if target.startswith("#"):
                    target = f"{item.place}{target}"
                self._reports.setdefault(item.source + target, report)
                self._reports.setdefault(item.source + tail_of(target), report)


def _person(item: Placed) -> Person:
    resource = item.resource
    born = fhir_moment(text(resource.get("birthDate")))
    key = text(resource.get("id")) or item.address or item.place
    return Person(
        f"{item.source}Patient/{key}",
        _names(resource),
        born.date if born else None,
        _sex(resource),
        tuple(_record_numbers(resource)),
    )


def _names(resource: Resource) -> tuple[str, ...]:
    """Return the names, those of the past last."""
    named = sorted(nodes(resource.get("name")), key=_is_past)
    told = [name_of_person(name) for name in named]
    return tuple(dict.fromkeys(name for name in told if name))


def _is_past(name: Resource) -> bool:
    return name.get("use") in ("old", "maiden") or bool(node(name.get("period")).get("end"))


def _sex(resource: Resource) -> str | None:
    """Return the sex at birth where the record names it, else the sex it files."""
    for extension in nodes(resource.get("extension")):
        if str(extension.get("url", "")).endswith(_BIRTH_SEX):
            known = _SEX.get(str(extension.get("valueCode", "")).casefold())
            if known:
                return known
    return _SEX.get(str(resource.get("gender", "")).casefold())


def _record_numbers(resource: Resource) -> Iterable[str]:
    """Yield the numbers that the record itself calls medical record numbers."""
    for identifier in nodes(resource.get("identifier")):
        value = text(identifier.get("value"))
        codes = {text(c.get("code")) for c in nodes(node(identifier.get("type")).get("coding"))}
        if value and "MR" in codes:
            yield value
