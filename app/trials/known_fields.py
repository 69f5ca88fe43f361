"""Which fields of a trial a record can know, and where each stands in the registry's own form.

A row of a CSV export or a search page with few fields is silent on most things. Silence of a form
that cannot speak is not "none": such a record never overwrites what a fuller one said.
"""

from collections.abc import Iterable

from app.trials.study_shape import Node, part

# Field of `TrialRecord` -> its path in a study, as the registry's API v2 names it.
FIELD_PATHS: dict[str, str] = {
    "title": "identificationModule.briefTitle",
    "official_title": "identificationModule.officialTitle",
    "acronym": "identificationModule.acronym",
    "other_numbers": "identificationModule.secondaryIdInfos",
    "brief_summary": "descriptionModule.briefSummary",
    "detailed_description": "descriptionModule.detailedDescription",
    "status": "statusModule.overallStatus",
    "last_known_status": "statusModule.lastKnownStatus",
    "why_stopped": "statusModule.whyStopped",
    "study_type": "designModule.studyType",
    "phases": "designModule.phases",
    "primary_purpose": "designModule.designInfo.primaryPurpose",
    "allocation": "designModule.designInfo.allocation",
    "intervention_model": "designModule.designInfo.interventionModel",
    "masking": "designModule.designInfo.maskingInfo.masking",
    "who_masked": "designModule.designInfo.maskingInfo.whoMasked",
    "conditions": "conditionsModule.conditions",
    "keywords": "conditionsModule.keywords",
    "interventions": "armsInterventionsModule.interventions",
    "arms": "armsInterventionsModule.armGroups",
    "eligibility": "eligibilityModule.eligibilityCriteria",
    "minimum_age": "eligibilityModule.minimumAge",
    "maximum_age": "eligibilityModule.maximumAge",
    "age_groups": "eligibilityModule.stdAges",
    "sex": "eligibilityModule.sex",
    "healthy_volunteers": "eligibilityModule.healthyVolunteers",
    "sponsor": "sponsorCollaboratorsModule.leadSponsor.name",
    "sponsor_class": "sponsorCollaboratorsModule.leadSponsor.class",
    "collaborators": "sponsorCollaboratorsModule.collaborators",
    "sites": "contactsLocationsModule.locations",
    "central_contacts": "contactsLocationsModule.centralContacts",
    "start": "statusModule.startDateStruct.date",
    "primary_completion": "statusModule.primaryCompletionDateStruct.date",
    "completion": "statusModule.completionDateStruct.date",
    "first_posted": "statusModule.studyFirstPostDateStruct.date",
    "last_update_posted": "statusModule.lastUpdatePostDateStruct.date",
    "status_verified": "statusModule.statusVerifiedDate",
    "enrollment": "designModule.enrollmentInfo.count",
    "enrollment_kind": "designModule.enrollmentInfo.type",
    "expanded_access": "statusModule.expandedAccessInfo.hasExpandedAccess",
    "expanded_access_types": "designModule.expandedAccessTypes",
    "linked_trial_count": "designModule.nPtrsToThisExpAccNctId",
    "results_posted": "hasResults",
}

ALL_FIELDS = frozenset(FIELD_PATHS)

KNOWN_TO_XML = ALL_FIELDS - {"age_groups", "linked_trial_count"}

# Every study the registry publishes whole has these; a page asked for with a list of fields, or a
# withheld record, has not.
_SIGNS_OF_A_WHOLE_RECORD = (
    ("identificationModule", "organization"),
    ("statusModule", "lastUpdateSubmitDate"),
    ("sponsorCollaboratorsModule", "leadSponsor"),
    ("descriptionModule", "briefSummary"),
    ("conditionsModule", "conditions"),
    ("designModule", "studyType"),
    ("eligibilityModule", "sex"),
)


def is_whole(study: Node) -> bool:
    """Whether a study in JSON is the whole record: what it leaves out, the registry leaves out."""
    protocol = part(study, "protocolSection")
    return all(key in part(protocol, module) for module, key in _SIGNS_OF_A_WHOLE_RECORD)


def knows_all(known: frozenset[str]) -> bool:
    """Whether a record with these known fields is a whole one, not a row or an excerpt."""
    return known >= KNOWN_TO_XML


def fields_said(study: Node) -> frozenset[str]:
    """Return the fields a study in JSON names, for a record that may know no more than these."""
    return frozenset(name for name, path in FIELD_PATHS.items() if _names(study, path))


def fields_of_paths(paths: Iterable[str]) -> frozenset[str]:
    """Return the fields whose values stand at or under the given paths."""
    wanted = set(paths)
    return frozenset(name for name, path in FIELD_PATHS.items() if path in wanted)


def _names(study: Node, path: str) -> bool:
    *way, last = path.split(".")
    node = study if path == "hasResults" else part(study, "protocolSection")
    for key in way:
        node = part(node, key)
    return last in node or (last == "locations" and "locations_nested" in node)
