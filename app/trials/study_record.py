"""From a study in the shape of the registry's API v2 to a `TrialRecord`.

Every reader brings its form into this one shape first, so that what a field means is decided here
and nowhere else.
"""

from dataclasses import dataclass, replace

from app.case.partial_date import PartialDate
from app.trials.known_fields import ALL_FIELDS
from app.trials.record import (
    Arm,
    AsOfSource,
    Contact,
    ExpandedAccessInfo,
    Form,
    Intervention,
    RegistryDate,
    Site,
    TrialRecord,
)
from app.trials.registry_dates import age_limit, registry_date
from app.trials.study_shape import (
    Node,
    degrees,
    line,
    lines,
    paragraphs,
    part,
    parts,
    raw_text,
    truth,
    whole_number,
    word,
    words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A record as it came in: what a form's reader knows beyond the study's shape.

    Attributes:
        received: the record, byte for byte.
        file_date: the day of the file it came in, used where the record names no day.
        status_printed: the register's own words for the status, where they are not its code.
    """

    registry: str
    number: str
    form: Form
    content_hash: str
    received: bytes
    known_fields: frozenset[str] = ALL_FIELDS
    file_date: PartialDate | None = None
    status_printed: str | None = None
    notes: tuple[str, ...] = ()


def record_of(study: Node, came: Received) -> TrialRecord:
    """Return the trial record of a study; what has not the expected type counts as not said."""
    protocol = part(study, "protocolSection")
    as_of, as_of_source = _as_of(study, came.file_date)
    record = TrialRecord(
        registry=came.registry,
        number=came.number,
        form=came.form,
        status_printed=came.status_printed,
        status_as_of=as_of,
        results_posted=truth(study, "hasResults"),
        as_of=as_of,
        as_of_source=as_of_source,
        known_fields=came.known_fields,
        notes=came.notes,
        content_hash=came.content_hash,
        received=came.received,
    )
    for read in (_with_names, _with_status, _with_design, _with_eligibility, _with_places):
        record = read(record, protocol)
    return record


def _with_names(record: TrialRecord, protocol: Node) -> TrialRecord:
    identification = part(protocol, "identificationModule")
    description = part(protocol, "descriptionModule")
    conditions = part(protocol, "conditionsModule")
    return replace(
        record,
        title=line(identification, "briefTitle"),
        official_title=line(identification, "officialTitle"),
        acronym=line(identification, "acronym"),
        other_numbers=_other_numbers(identification),
        brief_summary=paragraphs(description, "briefSummary"),
        detailed_description=paragraphs(description, "detailedDescription"),
        conditions=lines(conditions, "conditions"),
        keywords=lines(conditions, "keywords"),
    )


def _with_status(record: TrialRecord, protocol: Node) -> TrialRecord:
    status = part(protocol, "statusModule")
    return replace(
        record,
        status=word(status, "overallStatus"),
        last_known_status=word(status, "lastKnownStatus"),
        why_stopped=paragraphs(status, "whyStopped"),
        start=_date(status, "startDateStruct"),
        primary_completion=_date(status, "primaryCompletionDateStruct"),
        completion=_date(status, "completionDateStruct"),
        first_posted=_date(status, "studyFirstPostDateStruct"),
        last_update_posted=_date(status, "lastUpdatePostDateStruct"),
        status_verified=_day(status, "statusVerifiedDate"),
        expanded_access=_expanded_access(part(status, "expandedAccessInfo")),
    )


def _with_design(record: TrialRecord, protocol: Node) -> TrialRecord:
    design = part(protocol, "designModule")
    design_info = part(design, "designInfo")
    masking = part(design_info, "maskingInfo")
    enrollment = part(design, "enrollmentInfo")
    arms = part(protocol, "armsInterventionsModule")
    return replace(
        record,
        study_type=word(design, "studyType"),
        phases=words(design, "phases"),
        primary_purpose=word(design_info, "primaryPurpose"),
        allocation=word(design_info, "allocation"),
        intervention_model=word(design_info, "interventionModel"),
        masking=word(masking, "masking"),
        who_masked=words(masking, "whoMasked"),
        enrollment=whole_number(enrollment, "count"),
        enrollment_kind=word(enrollment, "type"),
        expanded_access_types=_expanded_access_types(design),
        linked_trial_count=whole_number(design, "nPtrsToThisExpAccNctId"),
        interventions=tuple(map(_intervention, parts(arms, "interventions"))),
        arms=tuple(map(_arm, parts(arms, "armGroups"))),
    )


def _with_eligibility(record: TrialRecord, protocol: Node) -> TrialRecord:
    eligibility = part(protocol, "eligibilityModule")
    return replace(
        record,
        eligibility=paragraphs(eligibility, "eligibilityCriteria"),
        eligibility_received=raw_text(eligibility, "eligibilityCriteria"),
        minimum_age=age_limit(line(eligibility, "minimumAge")),
        maximum_age=age_limit(line(eligibility, "maximumAge")),
        age_groups=words(eligibility, "stdAges"),
        sex=word(eligibility, "sex"),
        healthy_volunteers=truth(eligibility, "healthyVolunteers"),
    )


def _with_places(record: TrialRecord, protocol: Node) -> TrialRecord:
    sponsors = part(protocol, "sponsorCollaboratorsModule")
    sponsor = part(sponsors, "leadSponsor")
    places = part(protocol, "contactsLocationsModule")
    return replace(
        record,
        sponsor=line(sponsor, "name"),
        sponsor_class=word(sponsor, "class"),
        collaborators=_names(parts(sponsors, "collaborators")),
        sites=tuple(map(_site, locations(places))),
        central_contacts=_contacts(places, "centralContacts"),
    )


def locations(places: Node) -> list[Node]:
    """Return the study's places; the exports of 2023 named them `locations_nested`."""
    return parts(places, "locations") or parts(places, "locations_nested")


def _other_numbers(identification: Node) -> tuple[str, ...]:
    found = [line(part(identification, "orgStudyIdInfo"), "id")]
    found += [line(each, "id") for each in parts(identification, "secondaryIdInfos")]
    found += lines(identification, "nctIdAliases")
    return tuple(dict.fromkeys(number for number in found if number))


def _names(nodes: list[Node]) -> tuple[str, ...]:
    return tuple(name for each in nodes if (name := line(each, "name")))


def _intervention(node: Node) -> Intervention:
    return Intervention(
        type=word(node, "type"),
        name=line(node, "name"),
        description=paragraphs(node, "description"),
        other_names=lines(node, "otherNames"),
        arm_labels=lines(node, "armGroupLabels"),
    )


def _arm(node: Node) -> Arm:
    return Arm(
        label=line(node, "label"),
        type=word(node, "type"),
        description=paragraphs(node, "description"),
        intervention_names=lines(node, "interventionNames"),
    )


def _site(node: Node) -> Site:
    point = part(node, "geoPoint")
    latitude, longitude = degrees(point, "lat", 90), degrees(point, "lon", 180)
    if latitude is None or longitude is None:
        latitude = longitude = None
    return Site(
        name=line(node, "facility"),
        city=line(node, "city"),
        state=line(node, "state"),
        country=line(node, "country"),
        zip=line(node, "zip"),
        latitude=latitude,
        longitude=longitude,
        status=word(node, "status"),
        contacts=_contacts(node, "contacts"),
    )


def _contacts(node: Node, key: str) -> tuple[Contact, ...]:
    return tuple(map(_contact, parts(node, key)))


def _contact(node: Node) -> Contact:
    return Contact(
        name=line(node, "name"),
        role=word(node, "role"),
        phone=line(node, "phone"),
        phone_extension=line(node, "phoneExt"),
        email=line(node, "email"),
    )


def _day(node: Node, key: str) -> PartialDate | None:
    written = line(node, key)
    return None if written is None else registry_date(written)


def _date(node: Node, key: str) -> RegistryDate | None:
    struct = part(node, key)
    day = _day(struct, "date")
    return None if day is None else RegistryDate(day, word(struct, "type"))


def _expanded_access(info: Node) -> ExpandedAccessInfo:
    return ExpandedAccessInfo(
        has=truth(info, "hasExpandedAccess"),
        number=line(info, "nctId"),
        status=word(info, "statusForNctId"),
    )


def _expanded_access_types(design: Node) -> tuple[str, ...]:
    types = part(design, "expandedAccessTypes")
    return tuple(kind for kind in ("individual", "intermediate", "treatment") if types.get(kind))


def _as_of(
    study: Node, file_date: PartialDate | None
) -> tuple[PartialDate | None, AsOfSource | None]:
    misc = part(part(study, "derivedSection"), "miscInfoModule")
    if (holder := _day(misc, "versionHolder")) is not None:
        return holder, "registry data of the day"
    status = part(part(study, "protocolSection"), "statusModule")
    if (posted := _date(status, "lastUpdatePostDateStruct")) is not None:
        return posted.date, "last update posted"
    return file_date, None if file_date is None else "date of the file"
