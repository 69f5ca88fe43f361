"""An older XML record in the shape of the registry's API v2, every element in its place.

The two names of each thing follow the registry's published mapping of XML elements to API fields;
what the XML says in words ("Active, not recruiting") becomes the code of the API.
"""

from collections.abc import Callable
from typing import Any

from app.trials.registry_dates import iso_date
from app.trials.registry_terms import (
    agency_class_code,
    allocation_code,
    code,
    masking_codes,
    model_code,
    phase_codes,
    sex_code,
    status_code,
    study_type_code,
    yes_or_no,
)
from app.trials.registry_text import dedented, unwrapped

# An element of lxml; its stubs do not cover everything used here.
Element = Any
Study = dict[str, Any]


def study_of_xml(root: Element) -> Study:
    """Return the record under `clinical_study` as a study."""
    protocol = {
        "identificationModule": _identification(root),
        "statusModule": _status(root),
        "sponsorCollaboratorsModule": _sponsors(root),
        "oversightModule": _oversight(root),
        "descriptionModule": {
            "briefSummary": _block(root, "brief_summary/textblock"),
            "detailedDescription": _block(root, "detailed_description/textblock"),
        },
        "conditionsModule": {
            "conditions": _texts(root, "condition"),
            "keywords": _texts(root, "keyword"),
        },
        "designModule": _design(root),
        "armsInterventionsModule": _arms(root),
        "outcomesModule": _outcomes(root),
        "eligibilityModule": _eligibility(root),
        "contactsLocationsModule": _places(root),
        "referencesModule": _references(root),
        "ipdSharingStatementModule": _sharing(root),
    }
    results = ("results_first_posted", "clinical_results")
    return _said(
        {
            "protocolSection": protocol,
            "derivedSection": _derived(root),
            "hasResults": any(root.find(each) is not None for each in results),
        }
    )


def _said(node: Study) -> Study:
    """Leave out what the record does not say, as the API's form does."""
    pairs = ((key, _said_value(value)) for key, value in node.items())
    return {key: value for key, value in pairs if value not in (None, "", [], {})}


def _said_value(value: Any) -> Any:
    if isinstance(value, dict):
        return _said(value)
    return [_said_value(each) for each in value] if isinstance(value, list) else value


def _text(node: Element, path: str) -> str | None:
    found = node.findtext(path)
    return " ".join(found.split()) or None if found else None


def _texts(node: Element, path: str) -> list[str]:
    return [text for each in node.findall(path) if (text := " ".join((each.text or "").split()))]


def _block(node: Element, path: str) -> str | None:
    found = node.findtext(path)
    return unwrapped(found) or None if found else None


def _coded(node: Element, path: str, to_code: Callable[[str], Any]) -> Any:
    found = _text(node, path)
    return None if found is None else to_code(found)


def _day(node: Element, path: str) -> str | None:
    found = _coded(node, path, iso_date)
    return None if found is None else str(found)


def _struct(root: Element, path: str) -> Study:
    element = root.find(path)
    kind = None if element is None else element.get("type")
    day = _day(root, path)
    # The XML names the other kind "Anticipated" or "Estimate".
    return {"date": day, "type": _date_kind(kind)} if day else {}


def _date_kind(kind: str | None) -> str | None:
    if kind is None:
        return None
    return "ACTUAL" if kind.casefold() == "actual" else "ESTIMATED"


def _identification(root: Element) -> Study:
    return {
        "nctId": _text(root, "id_info/nct_id"),
        "nctIdAliases": _texts(root, "id_info/nct_alias"),
        "orgStudyIdInfo": {"id": _text(root, "id_info/org_study_id")},
        "secondaryIdInfos": [{"id": each} for each in _texts(root, "id_info/secondary_id")],
        "organization": {"fullName": _text(root, "source")},
        "briefTitle": _text(root, "brief_title"),
        "officialTitle": _text(root, "official_title"),
        "acronym": _text(root, "acronym"),
    }


def _status(root: Element) -> Study:
    return {
        "statusVerifiedDate": _day(root, "verification_date"),
        "overallStatus": _coded(root, "overall_status", status_code),
        "lastKnownStatus": _coded(root, "last_known_status", status_code),
        "whyStopped": _text(root, "why_stopped"),
        "expandedAccessInfo": {
            "hasExpandedAccess": _coded(root, "has_expanded_access", yes_or_no),
            "nctId": _text(root, "expanded_access_nctid"),
            "statusForNctId": _coded(root, "expanded_access_status_for_nctid", status_code),
        },
        "startDateStruct": _struct(root, "start_date"),
        "primaryCompletionDateStruct": _struct(root, "primary_completion_date"),
        "completionDateStruct": _struct(root, "completion_date"),
        "studyFirstSubmitDate": _day(root, "study_first_submitted"),
        "studyFirstSubmitQcDate": _day(root, "study_first_submitted_qc"),
        "studyFirstPostDateStruct": _struct(root, "study_first_posted"),
        "resultsFirstSubmitDate": _day(root, "results_first_submitted"),
        "resultsFirstSubmitQcDate": _day(root, "results_first_submitted_qc"),
        "resultsFirstPostDateStruct": _struct(root, "results_first_posted"),
        "dispFirstSubmitDate": _day(root, "disposition_first_submitted"),
        "dispFirstSubmitQcDate": _day(root, "disposition_first_submitted_qc"),
        "dispFirstPostDateStruct": _struct(root, "disposition_first_posted"),
        "lastUpdateSubmitDate": _day(root, "last_update_submitted"),
        "lastUpdatePostDateStruct": _struct(root, "last_update_posted"),
    }


def _agency(node: Element) -> Study:
    return {
        "name": _text(node, "agency"),
        "class": _coded(node, "agency_class", agency_class_code),
    }


def _sponsors(root: Element) -> Study:
    lead = root.find("sponsors/lead_sponsor")
    responsible = root.find("responsible_party")
    return {
        "leadSponsor": {} if lead is None else _agency(lead),
        "collaborators": [_agency(each) for each in root.findall("sponsors/collaborator")],
        "responsibleParty": {} if responsible is None else _responsible(responsible),
    }


def _responsible(node: Element) -> Study:
    return {
        "type": _coded(node, "responsible_party_type", code),
        "investigatorFullName": _text(node, "investigator_full_name"),
        "investigatorTitle": _text(node, "investigator_title"),
        "investigatorAffiliation": _text(node, "investigator_affiliation"),
        "oldNameTitle": _text(node, "name_title"),
        "oldOrganization": _text(node, "organization"),
    }


def _oversight(root: Element) -> Study:
    names = {
        "oversightHasDmc": "has_dmc",
        "isFdaRegulatedDrug": "is_fda_regulated_drug",
        "isFdaRegulatedDevice": "is_fda_regulated_device",
        "isUsExport": "is_us_export",
    }
    return {name: _coded(root, f"oversight_info/{path}", yes_or_no) for name, path in names.items()}


def _design(root: Element) -> Study:
    info = "study_design_info"
    kind, who = masking_codes(_text(root, f"{info}/masking") or "")
    count = _text(root, "enrollment") or ""
    enrollment = root.find("enrollment")
    types = "expanded_access_info/expanded_access_type_"
    return {
        "studyType": _coded(root, "study_type", study_type_code),
        "patientRegistry": True if "Registry" in (_text(root, "study_type") or "") else None,
        "targetDuration": _text(root, "target_duration"),
        "phases": _coded(root, "phase", phase_codes),
        "expandedAccessTypes": {
            name: _coded(root, f"{types}{name}", yes_or_no)
            for name in ("individual", "intermediate", "treatment")
        },
        "designInfo": {
            "allocation": _coded(root, f"{info}/allocation", allocation_code),
            "interventionModel": _coded(root, f"{info}/intervention_model", model_code),
            "interventionModelDescription": _block(root, f"{info}/intervention_model_description"),
            "primaryPurpose": _coded(root, f"{info}/primary_purpose", code),
            "observationalModel": _coded(root, f"{info}/observational_model", code),
            "timePerspective": _coded(root, f"{info}/time_perspective", code),
            "maskingInfo": {
                "masking": kind,
                "whoMasked": who,
                "maskingDescription": _block(root, f"{info}/masking_description"),
            },
        },
        "bioSpec": {
            "retention": _coded(root, "biospec_retention", code),
            "description": _block(root, "biospec_descr/textblock"),
        },
        "enrollmentInfo": {
            "count": int(count) if count.isdecimal() and len(count) < 12 else None,
            "type": _date_kind(None if enrollment is None else enrollment.get("type")),
        },
    }


def _arms(root: Element) -> Study:
    return {
        "armGroups": [_arm(each) for each in root.findall("arm_group")],
        "interventions": [_intervention(each) for each in root.findall("intervention")],
    }


def _arm(node: Element) -> Study:
    return {
        "label": _text(node, "arm_group_label"),
        "type": _coded(node, "arm_group_type", code),
        "description": _block(node, "description"),
    }


def _intervention(node: Element) -> Study:
    return {
        "type": _coded(node, "intervention_type", code),
        "name": _text(node, "intervention_name"),
        "description": _block(node, "description"),
        "armGroupLabels": _texts(node, "arm_group_label"),
        "otherNames": _texts(node, "other_name"),
    }


def _outcomes(root: Element) -> Study:
    return {
        f"{kind}Outcomes": [
            {
                "measure": _text(each, "measure"),
                "description": _block(each, "description"),
                "timeFrame": _text(each, "time_frame"),
            }
            for each in root.findall(f"{kind}_outcome")
        ]
        for kind in ("primary", "secondary", "other")
    }


def _eligibility(root: Element) -> Study:
    node = root.find("eligibility")
    if node is None:
        return {}
    return {
        "eligibilityCriteria": _criteria(node),
        "healthyVolunteers": _coded(node, "healthy_volunteers", yes_or_no),
        "sex": _coded(node, "gender", sex_code),
        "genderBased": _coded(node, "gender_based", yes_or_no),
        "genderDescription": _block(node, "gender_description"),
        "minimumAge": _limit(node, "minimum_age"),
        "maximumAge": _limit(node, "maximum_age"),
        "studyPopulation": _block(node, "study_pop/textblock"),
        "samplingMethod": _coded(node, "sampling_method", code),
    }


def _criteria(node: Element) -> str | None:
    found = node.findtext("criteria/textblock")
    return dedented(found) or None if found else None


def _limit(node: Element, path: str) -> str | None:
    found = _text(node, path)
    return None if found in (None, "N/A") else found


def _places(root: Element) -> Study:
    contacts = ("overall_contact", "overall_contact_backup")
    return {
        "centralContacts": [_contact(each) for path in contacts for each in root.findall(path)],
        "overallOfficials": [_official(each) for each in root.findall("overall_official")],
        "locations": [_location(each) for each in root.findall("location")],
    }


def _name(node: Element) -> str | None:
    names = (_text(node, path) for path in ("first_name", "middle_name", "last_name"))
    name = " ".join(filter(None, names))
    degrees = _text(node, "degrees")
    return f"{name}, {degrees}" if name and degrees else name or None


def _contact(node: Element) -> Study:
    return {
        "name": _name(node),
        "role": _coded(node, "role", code) or "CONTACT",
        "phone": _text(node, "phone"),
        "phoneExt": _text(node, "phone_ext"),
        "email": _text(node, "email"),
    }


def _official(node: Element) -> Study:
    return {
        "name": _name(node),
        "affiliation": _text(node, "affiliation"),
        "role": _coded(node, "role", code),
    }


def _location(node: Element) -> Study:
    address = "facility/address"
    people = ("contact", "contact_backup", "investigator")
    return {
        "facility": _text(node, "facility/name"),
        "status": _coded(node, "status", status_code),
        "city": _text(node, f"{address}/city"),
        "state": _text(node, f"{address}/state"),
        "zip": _text(node, f"{address}/zip"),
        "country": _text(node, f"{address}/country"),
        "contacts": [_contact(each) for path in people for each in node.findall(path)],
    }


def _references(root: Element) -> Study:
    return {
        "references": [
            {
                "pmid": _text(each, "PMID"),
                "type": "RESULT" if each.tag == "results_reference" else "BACKGROUND",
                "citation": _text(each, "citation"),
            }
            for path in ("reference", "results_reference")
            for each in root.findall(path)
        ],
        "seeAlsoLinks": [
            {"label": _text(each, "description"), "url": _text(each, "url")}
            for each in root.findall("link")
        ],
    }


def _sharing(root: Element) -> Study:
    return {
        "ipdSharing": _coded(root, "patient_data/sharing_ipd", code),
        "description": _text(root, "patient_data/ipd_description"),
        "infoTypes": _texts(root, "patient_data/ipd_info_type"),
        "timeFrame": _text(root, "patient_data/ipd_time_frame"),
        "accessCriteria": _text(root, "patient_data/ipd_access_criteria"),
        "url": _text(root, "patient_data/ipd_url"),
    }


def _derived(root: Element) -> Study:
    made = _text(root, "required_header/download_date") or ""
    # "ClinicalTrials.gov processed this data on February 03, 2023"
    return {"miscInfoModule": {"versionHolder": iso_date(made.rpartition(" on ")[2])}}
