"""The registry's field names in words a family understands, and how much a change of each matters.

Weights only order a list: status and criteria first, book-keeping last.
"""

import re

# Path -> (how the sentence names it, weight).
_FIELDS: dict[str, tuple[str, int]] = {
    "statusModule.overallStatus": ("Status", 100),
    "statusModule.whyStopped": ("The reason it stopped", 96),
    "eligibilityModule.eligibilityCriteria": ("The criteria", 94),
    "eligibilityModule.minimumAge": ("The lowest age", 92),
    "eligibilityModule.maximumAge": ("The highest age", 92),
    "eligibilityModule.sex": ("Who can take part by sex", 90),
    "eligibilityModule.genderBased": ("Who can take part by gender", 62),
    "eligibilityModule.genderDescription": ("Who can take part by gender", 62),
    "eligibilityModule.stdAges": ("The age groups", 60),
    "eligibilityModule.healthyVolunteers": ("Whether healthy people can take part", 60),
    "eligibilityModule.studyPopulation": ("The people studied", 58),
    "eligibilityModule.samplingMethod": ("How people are chosen", 30),
    "contactsLocationsModule.locations": ("The places", 88),
    "contactsLocationsModule.locations_nested": ("A second copy of the list of places", 2),
    "contactsLocationsModule.centralContacts": ("The contacts of the study", 80),
    "contactsLocationsModule.overallOfficials": ("The people in charge", 50),
    "statusModule.expandedAccessInfo.hasExpandedAccess": ("Expanded access", 78),
    "statusModule.expandedAccessInfo.nctId": ("The linked expanded access record", 77),
    "statusModule.expandedAccessInfo.statusForNctId": ("The status of expanded access", 76),
    "designModule.expandedAccessTypes.individual": ("Expanded access for one person", 74),
    "designModule.expandedAccessTypes.intermediate": ("Expanded access for a group", 74),
    "designModule.expandedAccessTypes.treatment": ("Expanded access for a large group", 74),
    "designModule.nPtrsToThisExpAccNctId": ("How many trials point to this record", 20),
    "armsInterventionsModule.interventions": ("What is given", 84),
    "armsInterventionsModule.armGroups": ("The groups of the study", 82),
    "designModule.phases": ("The phase", 72),
    "designModule.studyType": ("The kind of study", 72),
    "designModule.designInfo.allocation": ("How groups are formed", 68),
    "designModule.designInfo.interventionModel": ("The plan of the groups", 66),
    "designModule.designInfo.interventionModelDescription": ("The plan of the groups", 40),
    "designModule.designInfo.maskingInfo.masking": ("Who knows what is given", 66),
    "designModule.designInfo.maskingInfo.whoMasked": ("Who is not told what is given", 66),
    "designModule.designInfo.maskingInfo.maskingDescription": ("Who knows what is given", 40),
    "designModule.designInfo.primaryPurpose": ("The aim of the study", 64),
    "designModule.enrollmentInfo.count": ("The number of people", 70),
    "designModule.enrollmentInfo.type": ("Whether the number of people is final", 18),
    "hasResults": ("Results", 69),
    "statusModule.resultsFirstPostDateStruct.date": ("The day results were posted", 55),
    "statusModule.lastKnownStatus": ("The last known status", 56),
    "statusModule.startDateStruct.date": ("The start date", 54),
    "statusModule.primaryCompletionDateStruct.date": ("The date of the main result", 52),
    "statusModule.completionDateStruct.date": ("The end date", 50),
    "statusModule.startDateStruct.type": ("Whether the start date is fixed", 17),
    "statusModule.primaryCompletionDateStruct.type": ("Whether the main date is fixed", 16),
    "statusModule.completionDateStruct.type": ("Whether the end date is fixed", 15),
    "sponsorCollaboratorsModule.leadSponsor.name": ("The sponsor", 48),
    "sponsorCollaboratorsModule.leadSponsor.class": ("The kind of sponsor", 25),
    "sponsorCollaboratorsModule.collaborators": ("The partners of the sponsor", 40),
    "sponsorCollaboratorsModule.responsibleParty.type": ("Who is responsible", 25),
    "conditionsModule.conditions": ("The diseases studied", 63),
    "conditionsModule.keywords": ("The keywords", 14),
    "identificationModule.briefTitle": ("The title", 46),
    "identificationModule.officialTitle": ("The full title", 44),
    "identificationModule.acronym": ("The short name", 42),
    "identificationModule.secondaryIdInfos": ("The other numbers of the study", 13),
    "identificationModule.nctIdAliases": ("Older numbers of this record", 13),
    "identificationModule.organization.fullName": ("The organization that reports", 24),
    "descriptionModule.briefSummary": ("The short summary", 45),
    "descriptionModule.detailedDescription": ("The long description", 43),
    "outcomesModule.primaryOutcomes": ("What is measured first", 36),
    "outcomesModule.secondaryOutcomes": ("What else is measured", 34),
    "outcomesModule.otherOutcomes": ("What else is measured, further", 32),
    "referencesModule.references": ("The articles named", 22),
    "referencesModule.seeAlsoLinks": ("The links named", 21),
    "oversightModule.oversightHasDmc": ("Whether a board of its own watches over safety", 38),
    "oversightModule.isFdaRegulatedDrug": ("Whether the FDA regulates the medicine", 20),
    "oversightModule.isFdaRegulatedDevice": ("Whether the FDA regulates a device in it", 20),
    "oversightModule.isUsExport": ("Whether the product is exported from the US", 12),
    "identificationModule.orgStudyIdInfo.id": ("The sponsor's own number of the study", 13),
    "identificationModule.organization.class": ("The kind of organization that reports", 12),
    "statusModule.studyFirstSubmitDate": ("The record was first sent in on", 7),
    "statusModule.studyFirstSubmitQcDate": ("The first record passed the registry's review on", 7),
    "statusModule.studyFirstPostDateStruct.date": ("The record was first posted on", 7),
    "statusModule.resultsFirstSubmitDate": ("Results were first sent in on", 8),
    "statusModule.resultsFirstSubmitQcDate": ("The results passed the registry's review on", 8),
    "sponsorCollaboratorsModule.responsibleParty.investigatorFullName": ("Who is responsible", 26),
    "sponsorCollaboratorsModule.responsibleParty.investigatorTitle": (
        "The title of who is responsible",
        12,
    ),
    "sponsorCollaboratorsModule.responsibleParty.investigatorAffiliation": (
        "Where the one who is responsible works",
        12,
    ),
    "ipdSharingStatementModule.ipdSharing": ("Sharing the data with other researchers", 10),
    "ipdSharingStatementModule.description": ("How the data are shared with researchers", 10),
    "statusModule.statusVerifiedDate": ("The study confirmed the record in", 6),
    "statusModule.lastUpdateSubmitDate": ("The last update was sent in on", 5),
    "statusModule.lastUpdatePostDateStruct.date": ("The last update was posted on", 4),
}

_ORDINARY_WEIGHT = 10
_OTHER_WEIGHT = 8
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SECTION_NAMES = {
    "resultsSection": "The posted results",
    "documentSection": "The posted documents",
    "annotationSection": "The registry's remarks",
}


# The EU register files the same things elsewhere; told by the last word of the path.
_CTIS_PATHS = {
    "ctPublicStatusCode": "statusModule.overallStatus",
    "ctStatus": "statusModule.overallStatus",
    "principalInclusionCriteria": "eligibilityModule.eligibilityCriteria",
    "principalExclusionCriteria": "eligibilityModule.eligibilityCriteria",
    "authorizedPartsII": "contactsLocationsModule.locations",
    "publicTitle": "identificationModule.briefTitle",
    "fullTitle": "identificationModule.officialTitle",
    "totalNumberEnrolled": "designModule.enrollmentInfo.count",
    "estimatedEndDate": "statusModule.completionDateStruct.date",
    "partIMedicalConditions": "conditionsModule.conditions",
    "products": "armsInterventionsModule.interventions",
    "lastPublicationUpdate": "statusModule.lastUpdatePostDateStruct.date",
    "publishDate": "statusModule.lastUpdatePostDateStruct.date",
    "lastUpdated": "statusModule.lastUpdatePostDateStruct.date",
}


def common_path(path: str) -> str:
    """Return the path under which words and weight of a field are filed."""
    return path if path in _FIELDS else _CTIS_PATHS.get(path.rpartition(".")[2], path)


def field_name(path: str) -> str:
    """Return how a sentence names a field; an unnamed one by the registry's own words."""
    known = _FIELDS.get(path)
    if known is not None:
        return known[0]
    section = _SECTION_NAMES.get(path.partition(".")[0])
    if section is not None:
        return section
    if (
        path.endswith("DateStruct.type")
        and (day := path.removesuffix(".type") + ".date") in _FIELDS
    ):
        return f"Whether this day is final ({_FIELDS[day][0].lower()})"
    words = [_HUMPS.sub(" ", each.removesuffix("Module")) for each in path.split(".")[-2:]]
    return f"Another entry ({': '.join(words).lower()})"


def weight_of(path: str) -> int:
    """Return how much a change of a field matters, 100 for the status."""
    known = _FIELDS.get(path)
    if known is not None:
        return known[1]
    return _OTHER_WEIGHT if path.partition(".")[0] in _SECTION_NAMES else _ORDINARY_WEIGHT
