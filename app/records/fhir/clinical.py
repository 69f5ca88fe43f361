"""Conditions, medicines, procedures, allergies and vaccines out of FHIR resources."""

from app.records.allergies import AllergyDraft, keep_allergy
from app.records.collector import Entry
from app.records.concepts import Concept
from app.records.fhir.context import Context, Placed
from app.records.fhir.elements import (
    References,
    Resource,
    When,
    any_of,
    code_of,
    is_true,
    many,
    named,
    node,
    nodes,
    notes,
    period,
    text,
    when,
    words_of,
    written_quantity,
)
from app.records.found import SourceWords
from app.records.medicines import MedicineDraft, keep_medicine
from app.records.problems import ProblemDraft, keep_problem
from app.records.procedures import ProcedureDraft, keep_procedure
from app.records.vaccines import VaccineDraft, keep_vaccine

_DOUBTS = frozenset({"unconfirmed", "provisional", "differential", "refuted"})


def read_condition(context: Context, entry: Entry, item: Placed) -> None:
    """Enter a Condition."""
    resource = item.resource
    found = named(resource, resource.get("code"))
    onset = when(resource, "onsetDateTime", "onsetPeriod", "onset")
    end = when(resource, "abatementDateTime", "abatementPeriod", "abatement")
    doubt = code_of(resource.get("verificationStatus")).casefold()
    severity = words_of(resource.get("severity"))
    remarks = [
        f"Severity: {severity}." if severity else None,
        _words_of_onset(resource),
        notes(resource.get("note"), resource.get("notes")),
    ]
    draft = ProblemDraft(
        found,
        onset.start,
        end.start or onset.end or end.end,
        _clinical_status(resource),
        doubt if doubt in _DOUBTS else None,
        negated=doubt == "refuted",
        note=" ".join(remark for remark in remarks if remark) or None,
        words=SourceWords(name=found.name, date=onset.written or _recorded(resource)),
    )
    keep_problem(context.out, entry, draft)


def _clinical_status(resource: Resource) -> str | None:
    said = code_of(resource.get("clinicalStatus")) or text(resource.get("status"))
    if not said and is_true(resource.get("abatementBoolean")):
        return "resolved"
    return said


def _words_of_onset(resource: Resource) -> str | None:
    said = text(resource.get("onsetString")) or written_quantity(
        any_of(resource, "onsetAge", "onsetQuantity")
    )
    return f"Onset in the record: {said}." if said else None


def _recorded(resource: Resource) -> str | None:
    return text(any_of(resource, "recordedDate", "dateRecorded", "assertedDate"))


def read_medicine(context: Context, entry: Entry, item: Placed) -> None:
    """Enter an order, statement, administration or dispense of a medicine."""
    resource, references = item.resource, context.references(item.source)
    found = medicine_of(resource, references)
    doses = list(nodes(any_of(resource, "dosageInstruction", "dosage")))
    given = resource.get("resourceType") == "MedicationAdministration"
    taken = _times_of_medicine(resource, doses, given)
    draft = MedicineDraft(
        found,
        dose=_dose(doses),
        route=next((w for w in (words_of(d.get("route")) for d in doses) if w), None),
        frequency=next((w for w in map(_frequency, doses) if w), None),
        start=taken.start,
        stop=taken.end,
        given=given,
        as_needed=any(is_true(any_of(d, "asNeededBoolean", "asNeeded")) for d in doses),
        negated=_is_denied(resource),
        status=text(resource.get("status")),
        reason=_reason(resource, references),
        prescriber=_prescriber(resource, references),
        note=notes(resource.get("note"), *(d.get("patientInstruction") for d in doses[:1])),
        record_date=context.record_date,
        words=SourceWords(found.name, _dose(doses), date=taken.written),
    )
    keep_medicine(context.out, entry, draft)


def _is_denied(resource: Resource) -> bool:
    """Whether the record says that the medicine is not taken, in the words of any version."""
    denied = ("wasNotTaken", "wasNotGiven", "notGiven", "doNotPerform")
    return code_of(resource.get("taken")) == "n" or any(is_true(resource.get(f)) for f in denied)


def medicine_of(resource: Resource, references: References) -> Concept:
    """Return names and codes of the medicine, wherever a version of FHIR puts them."""
    plain = resource.get("medicationCodeableConcept")
    pointer = resource.get("medicationReference")
    newer = node(resource.get("medication"))
    target = references.get(pointer or newer.get("reference"), resource)
    ingredients = [
        any_of(part, "itemCodeableConcept", "item") for part in nodes(target.get("ingredient"))
    ]
    return named(
        resource,
        plain,
        newer.get("concept"),
        target.get("code"),
        text(node(pointer).get("display")) or text(newer.get("display")),
        *(ingredients if len(ingredients) == 1 else ()),
        target.get("product") if isinstance(target.get("product"), str) else None,
    )


def _times_of_medicine(resource: Resource, doses: list[Resource], given: bool) -> When:
    """Return when a medicine was taken; an order gives no more than the day it was written."""
    taken = when(
        resource,
        *("effectivePeriod", "effectiveDateTime", "effectiveTimePeriod", "effectiveTimeDateTime"),
        *("occurencePeriod", "occurenceDateTime", "occurrencePeriod", "occurrenceDateTime"),
    )
    if taken.start or taken.end or given:
        return taken
    for dose in doses:
        start, end = period(node(node(dose.get("timing")).get("repeat")).get("boundsPeriod"))
        if start is not None:
            return When(start, end, start.written)
    valid, _ = period(node(resource.get("dispenseRequest")).get("validityPeriod"))
    if valid is not None:
        return When(valid, None, valid.written)
    ordered = ("authoredOn", "dateWritten", "whenHandedOver", "whenPrepared", "dateAsserted")
    return when(resource, *ordered)


def _dose(doses: list[Resource]) -> str | None:
    for dose in doses:
        told = text(dose.get("text")) or _amount(dose)
        if told:
            return told
    return None


def _amount(dose: Resource) -> str | None:
    for holder in (*nodes(dose.get("doseAndRate")), dose):
        amount = any_of(holder, "doseQuantity", "dose", "quantity", "simpleQuantity")
        written = written_quantity(amount)
        if written:
            return written
        limits = node(holder.get("doseRange"))
        ends = [written_quantity(limits.get(end)) for end in ("low", "high")]
        if all(ends):
            return f"{ends[0]} to {ends[1]}"
    return None


def _frequency(dose: Resource) -> str | None:
    timing = node(dose.get("timing"))
    said = words_of(timing.get("code")) or text(timing.get("text"))
    if said:
        return said
    repeat = node(timing.get("repeat"))
    times, length = repeat.get("frequency"), repeat.get("period")
    unit = text(any_of(repeat, "periodUnit", "periodUnits"))
    if times is None or length is None or unit is None:
        return None
    return f"{times} time{'' if str(times) == '1' else 's'} every {length} {unit}"


def _reason(resource: Resource, references: References) -> str | None:
    coded = ("reasonCode", "reasonCodeableConcept", "reasonForUseCodeableConcept", "reasonGiven")
    told = [words_of(value) for field in coded for value in many(resource.get(field))]
    for value in many(any_of(resource, "reasonReference", "reason")):
        item = node(value)
        pointer = item.get("reference")
        target = references.get(pointer if isinstance(pointer, dict) else value, resource)
        told.append(text(item.get("display")) or words_of(target.get("code")))
        told.append(words_of(item.get("concept")))
    return "; ".join(dict.fromkeys(words for words in told if words)) or None


def _prescriber(resource: Resource, references: References) -> str | None:
    for field in ("requester", "prescriber", "orderer", "informationSource"):
        value = resource.get(field)
        name = references.name(value, resource) or references.name(
            node(value).get("agent"), resource
        )
        if name and name.casefold() != "unknown":
            return name
    return None


def read_procedure(context: Context, entry: Entry, item: Placed) -> None:
    """Enter a Procedure."""
    resource, references = item.resource, context.references(item.source)
    found = named(resource, resource.get("code"), resource.get("type"))
    done = when(
        resource,
        *("performedDateTime", "performedPeriod", "occurrenceDateTime", "occurrencePeriod", "date"),
    )
    status = code_of(resource.get("status")) or None
    if any(is_true(resource.get(field)) for field in ("notPerformed", "notDone")):
        status = "not-done"
    sites = [words_of(site) for site in many(resource.get("bodySite"))]
    actors = [
        references.name(any_of(p, "actor", "person"), resource)
        for p in nodes(resource.get("performer"))
    ]
    draft = ProcedureDraft(
        found,
        done.start,
        done.end,
        status,
        site=", ".join(site for site in sites if site) or None,
        place=references.name(resource.get("location"), resource),
        doctor=next((name for name in actors if name), None),
        reason=_reason(resource, references),
        note=notes(resource.get("note"), resource.get("notes")),
        words=SourceWords(found.name, date=done.written),
    )
    keep_procedure(context.out, entry, draft)


def read_allergy(context: Context, entry: Entry, item: Placed) -> None:
    """Enter an AllergyIntolerance."""
    resource = item.resource
    reactions = list(nodes(resource.get("reaction")))
    substances = [reaction.get("substance") for reaction in reactions]
    found = named(resource, any_of(resource, "code", "substance"), *substances)
    severities = [text(reaction.get("severity")) for reaction in reactions]
    onset = when(resource, "onsetDateTime", "onset", "onsetPeriod", "lastOccurence")
    draft = AllergyDraft(
        found,
        reactions=tuple(_manifestations(reactions)),
        severity=next((severity for severity in severities if severity), None),
        onset=onset.start,
        state=_state_of_allergy(resource),
        note=_note_of_allergy(resource),
        words=SourceWords(found.name, date=onset.written or _recorded(resource)),
    )
    keep_allergy(context.out, entry, draft)


def _manifestations(reactions: list[Resource]) -> list[str]:
    told: list[str] = []
    for reaction in reactions:
        shown = [
            words_of(node(item).get("concept") or item)
            for item in many(reaction.get("manifestation"))
        ]
        kept = [words for words in shown if words] or [text(reaction.get("description")) or ""]
        told += [words for words in kept if words]
    return told


def _state_of_allergy(resource: Resource) -> str | None:
    verified = code_of(resource.get("verificationStatus")) or text(resource.get("status")) or ""
    if verified in ("refuted", "unconfirmed"):
        return verified
    return code_of(resource.get("clinicalStatus")) or None


def _note_of_allergy(resource: Resource) -> str | None:
    danger = {"high": "high", "CRITH": "high"}.get(text(resource.get("criticality")) or "")
    marked = "The record marks it as one that may become dangerous." if danger else None
    return notes(marked, resource.get("note"))


def read_vaccine(context: Context, entry: Entry, item: Placed) -> None:
    """Enter an Immunization."""
    resource, references = item.resource, context.references(item.source)
    found = named(resource, resource.get("vaccineCode"))
    given = when(resource, "occurrenceDateTime", "date", "occurrenceString")
    not_given = resource.get("status") == "not-done" or any(
        is_true(resource.get(field)) for field in ("notGiven", "wasNotGiven")
    )
    explained = node(resource.get("explanation"))
    reason = words_of(resource.get("statusReason")) or words_of(explained.get("reasonNotGiven"))
    draft = VaccineDraft(
        found,
        given.start,
        place=references.name(resource.get("location"), resource),
        not_given=not_given,
        reason=reason,
        note=notes(text(resource.get("occurrenceString"))),
        words=SourceWords(found.name, date=given.written),
    )
    keep_vaccine(context.out, entry, draft)
