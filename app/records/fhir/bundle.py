"""All resources of a FHIR file, each read by its kind or skipped with the reason."""

from collections.abc import Callable, Iterable

from app.records.collector import Collector, Entry
from app.records.fhir.clinical import (
    read_allergy,
    read_condition,
    read_medicine,
    read_procedure,
    read_vaccine,
)
from app.records.fhir.context import Context, Placed
from app.records.fhir.doubts import doubt_of
from app.records.fhir.elements import Resource, codes_of, text
from app.records.fhir.encounters import (
    read_appointment,
    read_care_team,
    read_encounter,
    read_imaging_study,
    read_remark,
)
from app.records.fhir.listing import EMPTY_ENTRY, NO_RESOURCE
from app.records.fhir.observations import kind_of, read_observation
from app.records.fhir.papers import (
    binaries_pointed_to,
    read_binary,
    read_document,
    read_media,
    read_narrative,
    read_report,
    read_sections,
)
from app.records.found import EntryKind

Reader = Callable[[Context, Entry, Placed], None]

_ERROR = "Entered by mistake, the record says."

_READERS: dict[str, tuple[EntryKind, Reader]] = {
    "Condition": (EntryKind.PROBLEM, read_condition),
    "MedicationRequest": (EntryKind.MEDICATION, read_medicine),
    "MedicationOrder": (EntryKind.MEDICATION, read_medicine),
    "MedicationPrescription": (EntryKind.MEDICATION, read_medicine),
    "MedicationStatement": (EntryKind.MEDICATION, read_medicine),
    "MedicationUsage": (EntryKind.MEDICATION, read_medicine),
    "MedicationAdministration": (EntryKind.MEDICATION, read_medicine),
    "MedicationDispense": (EntryKind.MEDICATION, read_medicine),
    "Procedure": (EntryKind.PROCEDURE, read_procedure),
    "AllergyIntolerance": (EntryKind.ALLERGY, read_allergy),
    "Immunization": (EntryKind.IMMUNIZATION, read_vaccine),
    "Encounter": (EntryKind.VISIT, read_encounter),
    "Appointment": (EntryKind.VISIT, read_appointment),
    "ImagingStudy": (EntryKind.VISIT, read_imaging_study),
    "CareTeam": (EntryKind.CARE_TEAM, read_care_team),
    "DocumentReference": (EntryKind.DOCUMENT, read_document),
    "DiagnosticReport": (EntryKind.DOCUMENT, read_report),
    "Media": (EntryKind.DOCUMENT, read_media),
    "CarePlan": (EntryKind.DOCUMENT, read_narrative),
    "ClinicalImpression": (EntryKind.DOCUMENT, read_narrative),
    "Goal": (EntryKind.OTHER, read_remark),
    "Flag": (EntryKind.OTHER, read_remark),
    "DeviceUseStatement": (EntryKind.OTHER, read_remark),
    "DeviceUsage": (EntryKind.OTHER, read_remark),
    "FamilyMemberHistory": (EntryKind.OTHER, read_remark),
}
_REASONS = {
    reason: frozenset(kinds.split())
    for reason, kinds in (
        (
            "It names who, what or where for other entries.",
            """Practitioner PractitionerRole Organization Location Medication Device Specimen
            RelatedPerson Person Group BodyStructure BodySite Substance HealthcareService Endpoint
            OrganizationAffiliation MedicationKnowledge SubstanceDefinition Conformance
            Schedule Slot""",
        ),
        (
            "Bills and insurance are not read.",
            """Claim ClaimResponse ExplanationOfBenefit Coverage Account Invoice ChargeItem
            CoverageEligibilityRequest CoverageEligibilityResponse PaymentNotice
            PaymentReconciliation InsurancePlan EnrollmentRequest EnrollmentResponse Contract""",
        ),
        (
            "Orders and plans are not read; only what was done is.",
            """ServiceRequest ProcedureRequest DiagnosticOrder ReferralRequest Task RequestGroup
            NutritionOrder DeviceRequest SupplyRequest VisionPrescription ActivityDefinition
            PlanDefinition CommunicationRequest RequestOrchestration AppointmentResponse""",
        ),
        (
            "It describes the record, not the patient.",
            """Provenance AuditEvent Composition List MessageHeader Parameters OperationOutcome
            CapabilityStatement StructureDefinition ValueSet CodeSystem ConceptMap NamingSystem
            SearchParameter ImplementationGuide Subscription Basic Linkage DocumentManifest""",
        ),
    )
}
_SUPPORTING = {kind: reason for reason, kinds in _REASONS.items() for kind in kinds}
_SUPPORTING[EMPTY_ENTRY] = "It holds nothing."
_SUPPORTING[NO_RESOURCE] = "It is no entry of a health record that Casebook knows."
_NOT_READ = "Casebook has no row for this kind of entry; the file keeps it."


def read_resources(placed: Iterable[Placed], out: Collector, one_person: bool = False) -> None:
    """Enter every resource of a file.

    Args:
        placed: the resources with their places.
        out: where the entries go.
        one_person: the file is one person's by its nature, whatever its parts point to.
    """
    known = list(placed)
    context = Context(out, one_person)
    context.enter(known)
    pointed_to = binaries_pointed_to(known)
    for item in known:
        _read_one(context, item, pointed_to)


def _read_one(context: Context, item: Placed, pointed_to: frozenset[str]) -> None:
    resource = item.resource
    kind = resource["resourceType"]
    if kind == "Patient":
        return
    person = context.person_of(item)
    if kind == "Observation":
        _enter(context, item, kind_of(resource), read_observation, person)
    elif kind in _READERS:
        _enter(context, item, *_READERS[kind], person)
    elif kind == "Binary":
        entry = context.out.meet(EntryKind.DOCUMENT, item.place, person)
        read_binary(context, entry, item, pointed_to)
    else:
        reason = _SUPPORTING.get(kind, _NOT_READ)
        context.out.pass_over(EntryKind.OTHER, item.place, reason, person)
        if kind == "Composition":
            read_sections(context, item, person)


def _enter(
    context: Context, item: Placed, kind: EntryKind, read: Reader, person: str | None
) -> None:
    entry = context.out.meet(kind, item.place, person)
    if _is_error(item.resource):
        context.out.skip(entry, _ERROR)
        return
    context.out.doubt = doubt_of(item.resource)
    try:
        read(context, entry, item)
    finally:
        context.out.doubt = None


def _is_error(resource: Resource) -> bool:
    """Whether the record itself takes the entry back."""
    if resource.get("status") == "entered-in-error":
        return True
    return "entered-in-error" in codes_of(resource.get("verificationStatus"))


def form_of(placed: list[Placed], bundle: object) -> str:
    """Return what kind of FHIR file it is, in words."""
    if isinstance(bundle, dict) and bundle.get("resourceType") == "Bundle":
        kind = text(bundle.get("type"))
        return f"FHIR bundle ({kind})" if kind else "FHIR bundle"
    return "FHIR resource" if len(placed) == 1 else "FHIR resources"
