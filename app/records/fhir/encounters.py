"""Visits, planned visits, care team, scans and plain remarks out of FHIR resources."""

from collections.abc import Iterator

from app.case.entities import Note
from app.records.collector import Entry
from app.records.fhir.context import Context, Placed
from app.records.fhir.elements import (
    References,
    Resource,
    any_of,
    code_of,
    concept_of,
    many,
    node,
    nodes,
    notes,
    text,
    when,
    words_of,
    written_quantity,
)
from app.records.found import EntryKind, SourceWords
from app.records.visits import CarePersonDraft, VisitDraft, keep_care_person, keep_visit

_STATUS = {"entered-in-error": "entered-in-error", "noshow": "noshow", "no-show": "noshow"}


def read_encounter(context: Context, entry: Entry, item: Placed) -> None:
    """Enter an Encounter as a visit that was."""
    resource, references = item.resource, context.references(item.source)
    kind = concept_of(*many(resource.get("type")), resource.get("serviceType"))
    held = when(resource, "period", "actualPeriod")
    places = [
        references.name(place.get("location"), resource)
        for place in nodes(resource.get("location"))
    ]
    places.append(references.name(resource.get("serviceProvider"), resource))
    draft = VisitDraft(
        kind,
        held.start,
        held.end,
        setting=code_of(resource.get("class")),
        with_whom=_people(resource, references),
        place=next((place for place in places if place), None),
        reason=_reasons(resource, references),
        diagnoses=tuple(_diagnoses(resource, references)),
        status=text(resource.get("status")),
        words=SourceWords(kind.name, date=held.written),
    )
    keep_visit(context.out, entry, draft)


def _people(resource: Resource, references: References) -> str | None:
    found = (
        references.name(any_of(person, "individual", "actor"), resource)
        for person in nodes(resource.get("participant"))
    )
    return ", ".join(dict.fromkeys(name for name in found if name)) or None


def _reasons(resource: Resource, references: References) -> str | None:
    told = [words_of(value) for value in many(resource.get("reasonCode"))]
    for value in nodes(any_of(resource, "reason", "reasonReference")):
        told.append(words_of(value.get("value") or value))
        told.append(words_of(references.get(value, resource).get("code")))
    return ", ".join(dict.fromkeys(words for words in told if words)) or None


def _diagnoses(resource: Resource, references: References) -> Iterator[str]:
    for diagnosis in nodes(resource.get("diagnosis")):
        pointer = any_of(diagnosis, "condition", "role")
        target = references.get(pointer, resource)
        name = text(node(pointer).get("display")) or words_of(target.get("code"))
        if name:
            yield name


def read_appointment(context: Context, entry: Entry, item: Placed) -> None:
    """Enter an Appointment, whether it lies ahead or behind."""
    resource, references = item.resource, context.references(item.source)
    kind = concept_of(
        resource.get("appointmentType"), *many(resource.get("serviceType")), resource.get("type")
    )
    planned = when(resource, "start")
    draft = VisitDraft(
        kind,
        planned.start,
        with_whom=_people(resource, references),
        reason=text(resource.get("description")) or _reasons(resource, references),
        status=_STATUS.get(str(resource.get("status")), text(resource.get("status"))),
        words=SourceWords(kind.name, date=planned.written),
    )
    keep_visit(context.out, entry, draft)


def read_imaging_study(context: Context, entry: Entry, item: Placed) -> None:
    """Enter a scan as a visit; its pictures are not in the record."""
    resource, references = item.resource, context.references(item.source)
    series = list(nodes(resource.get("series")))
    parts = [words_of(any_of(s, field)) for s in series for field in ("modality", "bodySite")]
    name = text(resource.get("description")) or " ".join(dict.fromkeys(p for p in parts if p))
    made = when(resource, "started")
    draft = VisitDraft(
        concept_of(name or "Scan"),
        made.start,
        setting="imaging",
        place=references.name(resource.get("location"), resource),
        reason=name or "Scan",
        status=text(resource.get("status")),
        words=SourceWords(name or None, date=made.written),
    )
    keep_visit(context.out, entry, draft)


def read_care_team(context: Context, entry: Entry, item: Placed) -> None:
    """Enter everybody of a CareTeam, each as an entry of its own."""
    members = list(nodes(item.resource.get("participant")))
    if not members:
        context.out.skip(entry, "Nobody is named.")
    for number, member in enumerate(members):
        one = entry
        if number:
            place = f"{entry.place} participant {number + 1}"
            one = context.out.meet(EntryKind.CARE_TEAM, place, entry.person)
        _read_member(context, one, item, member)


def _read_member(context: Context, entry: Entry, item: Placed, member: Resource) -> None:
    references = context.references(item.source)
    target = references.get(member.get("member"), item.resource)
    role_holder = target if target.get("resourceType") == "PractitionerRole" else {}
    if target.get("resourceType") in ("Patient", "RelatedPerson"):
        context.out.skip(entry, "The patient or family, who need no row in the care team.")
        return
    person = references.get(role_holder.get("practitioner"), role_holder) or target
    phones = {text(t.get("system")): text(t.get("value")) for t in nodes(person.get("telecom"))}
    name = references.name(member.get("member"), item.resource)
    role = words_of(member.get("role")) or words_of(role_holder.get("code"))
    draft = CarePersonDraft(
        name,
        role=role,
        place=references.name(
            any_of(role_holder, "organization") or member.get("onBehalfOf"), item.resource
        ),
        phone=phones.get("phone"),
        email=phones.get("email"),
        words=SourceWords(name, role),
    )
    keep_care_person(context.out, entry, draft)


def read_remark(context: Context, entry: Entry, item: Placed) -> None:
    """Enter a goal, a flag, a device or a relative's illness as a note with the record's words."""
    resource = item.resource
    words = _REMARKS[resource["resourceType"]](resource)
    told = when(resource, "startDate", "date", "period", "timing", "recordedOn", "timingPeriod")
    if not words:
        context.out.skip(entry, "No words that can be read.")
        return
    context.out.keep(
        entry,
        Note,
        SourceWords(words, date=told.written),
        date=told.start.date if told.start else None,
        text=words,
    )


def _goal(resource: Resource) -> str | None:
    said = words_of(resource.get("description")) or text(resource.get("description"))
    return f"Goal in the record: {said}." if said else None


def _flag(resource: Resource) -> str | None:
    said = words_of(resource.get("code"))
    return f"Marked in the record: {said}." if said else None


def _device(resource: Resource) -> str | None:
    device = resource.get("device")
    said = text(node(device).get("display")) or words_of(node(device).get("concept"))
    return f"Device in the record: {said}." if said else None


def _relative(resource: Resource) -> str | None:
    who = words_of(resource.get("relationship")) or text(resource.get("name"))
    told = []
    for condition in nodes(resource.get("condition")):
        name = words_of(condition.get("code"))
        age = written_quantity(any_of(condition, "onsetAge", "onsetQuantity"))
        told.append(f"{name} at age {age}" if name and age else name or "")
    illnesses = ", ".join(part for part in told if part)
    if not who or not illnesses:
        return None
    return notes(f"Family history in the record: {who}: {illnesses}.", resource.get("note"))


_REMARKS = {
    "Goal": _goal,
    "Flag": _flag,
    "DeviceUseStatement": _device,
    "DeviceUsage": _device,
    "FamilyMemberHistory": _relative,
}
