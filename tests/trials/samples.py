"""Small invented records in the forms families bring; no registry record is copied here."""

import copy
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from app.trials.json_v2 import record_of_study
from app.trials.record import TrialRecord

CRITERIA = (
    "Inclusion Criteria:\n\n* Age 12 years or older\n* CD7 on 30% of blasts or more\n"
    "* Platelets \\>= 20 x 10\\^9/L\n\nExclusion Criteria:\n\n* Active GVHD\n* Weight \\<6 kg"
)


def study(number: str = "NCT99990001", **fields: Any) -> dict[str, Any]:
    """Return a whole study of the API v2; `fields` are paths with "__" for the dots."""
    made: dict[str, Any] = {
        "protocolSection": {
            "identificationModule": {
                "nctId": number,
                "orgStudyIdInfo": {"id": "INV-1"},
                "organization": {"fullName": "Invented Hospital", "class": "OTHER"},
                "briefTitle": "CD7 Cells for T-cell Leukemia",
                "officialTitle": "A Phase 1/2 Study of Invented CD7 Cells",
            },
            "statusModule": {
                "statusVerifiedDate": "2026-01",
                "overallStatus": "RECRUITING",
                "expandedAccessInfo": {"hasExpandedAccess": False},
                "startDateStruct": {"date": "2025-01-01", "type": "ACTUAL"},
                "primaryCompletionDateStruct": {"date": "2027-01-01", "type": "ESTIMATED"},
                "completionDateStruct": {"date": "2028-06", "type": "ESTIMATED"},
                "lastUpdateSubmitDate": "2026-01-05",
                "lastUpdatePostDateStruct": {"date": "2026-01-07", "type": "ACTUAL"},
            },
            "sponsorCollaboratorsModule": {
                "leadSponsor": {"name": "Invented Hospital", "class": "OTHER"},
                "collaborators": [{"name": "Invented Cells Inc", "class": "INDUSTRY"}],
            },
            "descriptionModule": {"briefSummary": "A study of invented cells."},
            "conditionsModule": {"conditions": ["T-cell Leukemia"], "keywords": ["CD7"]},
            "designModule": {
                "studyType": "INTERVENTIONAL",
                "phases": ["PHASE1", "PHASE2"],
                "designInfo": {
                    "allocation": "NA",
                    "interventionModel": "SINGLE_GROUP",
                    "primaryPurpose": "TREATMENT",
                    "maskingInfo": {"masking": "NONE"},
                },
                "enrollmentInfo": {"count": 40, "type": "ESTIMATED"},
            },
            "armsInterventionsModule": {
                "armGroups": [
                    {"label": "Cells", "type": "EXPERIMENTAL", "description": "one dose"}
                ],
                "interventions": [
                    {"type": "BIOLOGICAL", "name": "CD7 cells", "otherNames": ["X7"]}
                ],
            },
            "eligibilityModule": {
                "eligibilityCriteria": CRITERIA,
                "sex": "ALL",
                "minimumAge": "12 Years",
                "maximumAge": "65 Years",
                "stdAges": ["CHILD", "ADULT"],
                "healthyVolunteers": False,
            },
            "contactsLocationsModule": {
                "centralContacts": [{"name": "Ana Invented", "role": "CONTACT", "phone": "555"}],
                "locations": [place("Alpha Hospital", "Boston"), place("Beta Hospital", "Denver")],
            },
        },
        "derivedSection": {"miscInfoModule": {"versionHolder": "2026-01-10"}},
        "hasResults": False,
    }
    for path, value in fields.items():
        put(made, path.split("__"), value)
    return made


def place(name: str, city: str, status: str | None = "RECRUITING", **more: Any) -> dict[str, Any]:
    """Return a place; Boston and Denver have coordinates."""
    points = {"Boston": {"lat": 42.36, "lon": -71.06}, "Denver": {"lat": 39.74, "lon": -104.98}}
    made = {"facility": name, "city": city, "country": "United States", "status": status}
    made |= {"geoPoint": points[city]} if city in points else {}
    return {key: value for key, value in {**made, **more}.items() if value is not None}


def put(made: dict[str, Any], path: list[str], value: Any) -> None:
    """Set a value; None takes the field away."""
    tops = ("protocolSection", "derivedSection", "hasResults", "resultsSection")
    node = made if path[0] in tops else made["protocolSection"]
    for key in path[:-1]:
        node = node.setdefault(key, {})
    if value is None:
        node.pop(path[-1], None)
    else:
        node[path[-1]] = copy.deepcopy(value)


def as_bytes(value: Any) -> bytes:
    """Return JSON as the registry writes it: no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def record(number: str = "NCT99990001", **fields: Any) -> TrialRecord:
    """Return the record of a study made by `study`."""
    made = study(number, **fields)
    found = record_of_study(made, as_bytes(made), "record 1")
    assert isinstance(found, TrialRecord)
    return found


def zip_of(members: dict[str, bytes], path: Path | None = None) -> bytes:
    """Return a zip, and write it where a path is given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2026, 1, 9, 0, 0, 0)), data, zipfile.ZIP_DEFLATED
            )
    if path is not None:
        path.write_bytes(buffer.getvalue())
    return buffer.getvalue()


XML = """<?xml version="1.0" encoding="UTF-8"?>
<clinical_study>
  <!-- a remark -->
  <required_header>
    <download_date>ClinicalTrials.gov processed this data on February 03, 2023</download_date>
  </required_header>
  <id_info><org_study_id>INV-2</org_study_id><nct_id>NCT99990002</nct_id></id_info>
  <brief_title>Invented Pills for Lymphoma</brief_title>
  <sponsors>
    <lead_sponsor><agency>Invented Institute</agency><agency_class>NIH</agency_class></lead_sponsor>
  </sponsors>
  <source>Invented Institute</source>
  <brief_summary>
    <textblock>
      First line of a wrapped&#xD;
      paragraph.&#xD;
    </textblock>
  </brief_summary>
  <overall_status>Active, not recruiting</overall_status>
  <why_stopped>Slow accrual</why_stopped>
  <start_date type="Actual">March 2020</start_date>
  <primary_completion_date type="Anticipated">June 17, 2024</primary_completion_date>
  <phase>Phase 1/Phase 2</phase>
  <study_type>Interventional</study_type>
  <has_expanded_access>Yes</has_expanded_access>
  <study_design_info>
    <allocation>Randomized</allocation>
    <intervention_model>Parallel Assignment</intervention_model>
    <masking>Double (Participant, Investigator)</masking>
  </study_design_info>
  <enrollment type="Anticipated">60</enrollment>
  <condition>Lymphoma</condition>
  <intervention>
    <intervention_type>Drug</intervention_type><intervention_name>Pill A</intervention_name>
  </intervention>
  <eligibility>
    <criteria><textblock>
        Inclusion Criteria:

          -  Age 18 years or older and a first line that is wrapped by the older
             layout

        Exclusion Criteria:

          -  Pregnancy
    </textblock></criteria>
    <gender>All</gender>
    <minimum_age>18 Years</minimum_age>
    <maximum_age>N/A</maximum_age>
    <healthy_volunteers>No</healthy_volunteers>
  </eligibility>
  <location>
    <facility><name>Gamma Clinic</name>
      <address><city>Oslo</city><zip>0450</zip><country>Norway</country></address>
    </facility>
    <status>Recruiting</status>
    <contact><last_name>Per Invented</last_name><phone>47</phone></contact>
  </location>
  <verification_date>January 2023</verification_date>
  <study_first_posted type="Estimate">August 31, 2019</study_first_posted>
  <last_update_posted type="Actual">January 20, 2023</last_update_posted>
</clinical_study>
"""

PAGE = """Recruiting
Invented CD7 Cells for T-cell Leukemia
ClinicalTrials.gov ID NCT99990003
Sponsor Invented Hospital
Last Update Posted 2026-01-07

Study Overview
Brief Summary
A study of invented cells.

It has two paragraphs.
Conditions
T-cell Leukemia
Intervention / Treatment
Biological: CD7 cells
Drug: cyclophosphamide
Study Start (Actual)
2025-01-01
Primary Completion (Estimated)
2027-01-01
Enrollment (Estimated)
40
Study Type
Interventional
Phase
Phase 1
Phase 2
Participation Criteria
Eligibility Criteria
Description
Inclusion Criteria:

1. Age 12 or older
Sex: any

Exclusion Criteria:

1. Weight <6 kg
Ages Eligible for Study
12 Years to 65 Years (Child, Adult)
Sexes Eligible for Study
All
Accepts Healthy Volunteers
No
Study Plan
How is the study designed?
"""


def ctis_new(number: str = "2023-509999-11-00") -> dict[str, Any]:
    """Return an invented record of the EU register in its form since June 2024."""
    return {
        "ctNumber": number,
        "ctStatus": 4,
        "ctPublicStatusCode": 5,
        "startDateEU": "29/01/2024",
        "totalNumberEnrolled": "24",
        "trialPhase": "Phase I and Phase II (Integrated) - Other",
        "ageGroup": "0-17 years, 18-64 years",
        "lastPublicationUpdate": "16/09/2025",
        "authorizedApplication": {
            "authorizedPartI": {
                "trialDetails": {
                    "clinicalTrialIdentifiers": {
                        "publicTitle": "Invented cells in Europe",
                        "fullTitle": "A full title",
                        "secondaryIdentifyingNumbers": {"nctNumber": {"number": "NCT99990001"}},
                    },
                    "trialInformation": {
                        "medicalCondition": {
                            "partIMedicalConditions": [{"medicalCondition": "Leukaemia"}]
                        },
                        "trialObjective": {"mainObjective": "To learn."},
                        "eligibilityCriteria": {
                            "principalInclusionCriteria": [
                                {"principalInclusionCriteria": "Age 12 or more\nand consent"},
                                {"principalInclusionCriteria": "CD7 &gt; 30%"},
                            ],
                            "principalExclusionCriteria": [
                                {"principalExclusionCriteria": "Pregnancy"}
                            ],
                        },
                        "populationOfTrialSubjects": {
                            "isFemaleSubjects": True,
                            "isMaleSubjects": True,
                        },
                        "trialDuration": {"estimatedEndDate": "2027-12-09"},
                    },
                },
                "products": [{"productName": "Cells", "productDictionaryInfo": {}}],
                "sponsors": [
                    {
                        "primary": True,
                        "isCommercial": True,
                        "organisation": {"name": "Invented GmbH"},
                        "publicContacts": [
                            {"functionalName": "Desk", "functionalEmailAddress": "a&#64;b.invalid"}
                        ],
                    }
                ],
            },
            "authorizedPartsII": [
                {
                    "mscInfo": {"countryName": "Spain"},
                    "trialSites": [
                        {
                            "organisationAddressInfo": {
                                "organisation": {"name": "Hospital Inventado"},
                                "address": {"city": "Madrid", "postcode": "28001"},
                            },
                            "personInfo": {"firstName": "Eva", "lastName": "Inventada"},
                            "departmentName": "Haematology",
                        }
                    ],
                }
            ],
        },
    }


def ctis_old() -> dict[str, Any]:
    """Return an invented record of the EU register in its form before June 2024."""
    new = ctis_new("2022-508888-11-01")
    application = new.pop("authorizedApplication")
    part_one = application["authorizedPartI"]
    sponsor = part_one.pop("sponsors")[0]
    for key in ("ctPublicStatusCode", "startDateEU", "lastPublicationUpdate"):
        new.pop(key)
    return {
        **new,
        "ctStatus": "Authorised, not started",
        "lastUpdated": "2024-05-06",
        "primarySponsor": sponsor,
        "coSponsors": [sponsor, {"organisation": {"name": "Partner AG"}}],
        "authorizedPartI": part_one,
        "authorizedPartsII": application["authorizedPartsII"],
    }
