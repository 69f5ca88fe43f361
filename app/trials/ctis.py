"""Records of the EU register (CTIS) in JSON, in the form before and since June 2024.

The two forms hold the same parts under other names. Status codes: the public portal's own list, as
also given in the package rfhb/ctrdata. `ctStatus` as a word may be the *application's* status
("Authorised"): where there is a public code, the code decides.
"""

import re
from typing import Any

from app.case.partial_date import PartialDate
from app.trials.content_hash import hash_of_study
from app.trials.known_fields import ALL_FIELDS
from app.trials.record import Skipped, TrialRecord
from app.trials.registry_dates import registry_date
from app.trials.registry_terms import code
from app.trials.registry_text import plain_text
from app.trials.study_record import Received, record_of
from app.trials.study_shape import Node, line, part, parts, raw_text, truth

EU_CT_NUMBER = re.compile(r"20[0-9]{2}-5[0-9]{5}-[0-9]{2}(?:-[0-9]{2})?")

_SIGNS = ("ctStatus", "ctPublicStatusCode", "authorizedApplication", "authorizedPartI", "sponsors")

_STATUS_WORDS = {
    "1": "Under evaluation",
    "2": "Authorised, recruitment pending",
    "3": "Authorised, recruiting",
    "4": "Ongoing, recruiting",
    "5": "Ongoing, recruitment ended",
    "6": "Temporarily halted",
    "7": "Suspended",
    "8": "Ended",
    "9": "Expired",
    "10": "Revoked",
    "11": "Not authorised",
    "12": "Cancelled",
}
# Only where the words mean the same; any other status is shown in the register's own words.
_STATUS_CODES = {
    "AUTHORISED_RECRUITMENT_PENDING": "NOT_YET_RECRUITING",
    "AUTHORISED_NOT_STARTED": "NOT_YET_RECRUITING",
    "ONGOING_NOT_YET_RECRUITING": "NOT_YET_RECRUITING",
    "AUTHORISED_RECRUITING": "RECRUITING",
    "ONGOING_RECRUITING": "RECRUITING",
    "ONGOING_RECRUITMENT_ENDED": "ACTIVE_NOT_RECRUITING",
    "TEMPORARILY_HALTED": "SUSPENDED",
    "HALTED": "SUSPENDED",
    "SUSPENDED": "SUSPENDED",
    "ENDED": "COMPLETED",
}
_PHASE_CODES = {
    "1": ["PHASE1"],
    "2": ["PHASE1"],
    "3": ["PHASE1"],
    "4": ["PHASE2"],
    "5": ["PHASE3"],
    "6": ["PHASE4"],
    "7": ["PHASE1", "PHASE2"],
    "8": ["PHASE1", "PHASE2"],
    "9": ["PHASE1", "PHASE2"],
    "10": ["PHASE2", "PHASE3"],
    "11": ["PHASE3", "PHASE4"],
}
_ROMAN = re.compile(r"Phase (IV|III|II|I)\b")
_ROMAN_PHASES = {"I": "PHASE1", "II": "PHASE2", "III": "PHASE3", "IV": "PHASE4"}
_AGE_GROUPS = {"0-17": "CHILD", "18-64": "ADULT", "65+": "OLDER_ADULT"}
# What the importing program writes into a record is no content of the register.
NOT_CONTENT = frozenset({"record_last_import", "ctrname"})


def is_ctis(value: Node) -> bool:
    """Whether an object looks like a record of the EU register."""
    return "ctNumber" in value and any(key in value for key in _SIGNS)


def record_of_ctis(
    record: Node,
    received: bytes,
    place: str,
    file_date: PartialDate | None = None,
    notes: tuple[str, ...] = (),
) -> TrialRecord | Skipped:
    """Return the record of one object of the EU register, or why it is none."""
    number = (line(record, "ctNumber") or "").upper()
    if not EU_CT_NUMBER.fullmatch(number):
        return Skipped(place, "Not read: it has no EU trial number.")
    content = {key: value for key, value in record.items() if key not in NOT_CONTENT}
    came = Received(
        registry="ctis",
        number=number,
        form="ctis",
        content_hash=hash_of_study(content),
        received=received,
        known_fields=ALL_FIELDS,
        file_date=file_date,
        status_printed=_status_words(record),
        notes=notes,
    )
    return record_of(study_of_ctis(record), came)


def study_of_ctis(record: Node) -> dict[str, Any]:
    """Return the record in the shape of the registry's API v2."""
    application = part(record, "authorizedApplication") or record
    part_one = part(application, "authorizedPartI")
    details = part(part_one, "trialDetails")
    countries = parts(application, "authorizedPartsII")
    sponsors = parts(part_one, "sponsors") or parts(record, "coSponsors")
    sponsor = part(record, "primarySponsor") or _primary(sponsors)
    information = part(details, "trialInformation")
    return {
        "protocolSection": {
            "identificationModule": _identification(details),
            "descriptionModule": {"briefSummary": _objective(information)},
            "statusModule": _status(record, application, information),
            "sponsorCollaboratorsModule": _sponsors(sponsor, sponsors),
            "conditionsModule": {"conditions": _conditions(information)},
            "designModule": _design(record, information),
            "armsInterventionsModule": {"interventions": _products(part_one)},
            "eligibilityModule": _eligibility(record, information),
            "contactsLocationsModule": {
                "centralContacts": [_office(each) for each in parts(sponsor, "publicContacts")],
                "locations": [site for each in countries for site in _sites(each)],
            },
        }
    }


def _identification(details: Node) -> dict[str, Any]:
    names = part(details, "clinicalTrialIdentifiers")
    others = part(names, "secondaryIdentifyingNumbers")
    nct = line(part(others, "nctNumber"), "number")
    registries = [line(each, "number") for each in parts(others, "additionalRegistries")]
    return {
        "briefTitle": raw_text(names, "publicTitle") or raw_text(names, "fullTitle"),
        "officialTitle": raw_text(names, "fullTitle"),
        "acronym": raw_text(names, "shortTitle"),
        "secondaryIdInfos": [{"id": each} for each in (nct, *registries) if each],
    }


def _objective(information: Node) -> str | None:
    return raw_text(part(information, "trialObjective"), "mainObjective")


def _status_words(record: Node) -> str | None:
    for key in ("ctPublicStatusCode", "ctStatus"):
        value = record.get(key)
        if words := _STATUS_WORDS.get(str(value)):
            return words
        if isinstance(value, str) and any(map(str.isalpha, value)):
            return line(record, key)
    return None  # a code the portal's list does not have is not guessed at


def _status(record: Node, application: Node, information: Node) -> dict[str, Any]:
    duration = part(information, "trialDuration")
    started = _day(record, "startDateEU") or _first_start(application)
    planned = _day(duration, "estimatedRecruitmentStartDate")
    posted = next(
        filter(None, (_day(record, k) for k in ("lastPublicationUpdate", "publishDate"))), None
    )
    return {
        "overallStatus": _STATUS_CODES.get(code(_status_words(record) or "")),
        "startDateStruct": _struct(started, "ACTUAL") or _struct(planned, "ESTIMATED"),
        "completionDateStruct": _struct(_day(duration, "estimatedEndDate"), "ESTIMATED"),
        "lastUpdatePostDateStruct": _struct(posted or _day(record, "lastUpdated"), "ACTUAL"),
    }


def _struct(day: str | None, kind: str) -> dict[str, str]:
    return {"date": day, "type": kind} if day else {}


def _day(node: Node, key: str) -> str | None:
    written = line(node, key)
    day = registry_date(written, "day first") if written else None
    return None if day is None else day.iso


def _first_start(application: Node) -> str | None:
    countries = [part(each, "mscInfo") for each in parts(application, "authorizedPartsII")]
    periods = [part(each, "activeTrialPeriod") for each in countries]
    return min(filter(None, (_day(each, "trialStartDate") for each in periods)), default=None)


def _primary(sponsors: list[Node]) -> Node:
    return next((each for each in sponsors if truth(each, "primary")), {})


def _sponsors(sponsor: Node, all_sponsors: list[Node]) -> dict[str, Any]:
    lead = _organisation(sponsor)
    others = dict.fromkeys(name for each in all_sponsors if (name := _organisation(each)))
    commercial = truth(sponsor, "isCommercial")
    return {
        "leadSponsor": {"name": lead, "class": "INDUSTRY" if commercial else None},
        "collaborators": [{"name": name} for name in others if name != lead],
    }


def _organisation(node: Node) -> str | None:
    return line(part(node, "organisation"), "name")


def _conditions(information: Node) -> list[str]:
    conditions = parts(part(information, "medicalCondition"), "partIMedicalConditions")
    return [name for each in conditions if (name := line(each, "medicalCondition"))]


def _design(record: Node, information: Node) -> dict[str, Any]:
    category = part(information, "trialCategory")
    written = line(record, "trialPhase") or ""
    phases = [_ROMAN_PHASES[each] for each in _ROMAN.findall(written)]
    count = record.get("totalNumberEnrolled")
    text = str(count) if isinstance(count, int | str) else ""
    return {
        "studyType": "INTERVENTIONAL",  # the register takes no other
        "phases": phases or _PHASE_CODES.get(line(category, "trialPhase") or "", []),
        "enrollmentInfo": {
            "count": int(text) if text.isdecimal() and len(text) < 9 else None,
            "type": "ESTIMATED",
        },
    }


def _products(part_one: Node) -> list[dict[str, Any]]:
    groups = parts(part_one, "productRoleGroupInfos")
    if groups:
        found = [_product(each, line(g, "productRoleName")) for g in groups for each in _in(g)]
    else:
        found = [_product(each, None) for each in _in(part_one)]
    return list({str(each): each for each in found if each["name"]}.values())


def _in(node: Node) -> list[Node]:
    return parts(node, "products")


def _product(product: Node, role: str | None) -> dict[str, Any]:
    dictionary = part(product, "productDictionaryInfo")
    name = line(product, "productName") or line(dictionary, "prodName")
    substance = line(dictionary, "activeSubstanceName")
    return {
        "type": "DRUG",
        "name": name or substance,
        "description": f"Role in the trial: {role}" if role else None,
        "otherNames": [substance] if substance and name else [],
    }


def _eligibility(record: Node, information: Node) -> dict[str, Any]:
    criteria = part(information, "eligibilityCriteria")
    people = part(information, "populationOfTrialSubjects")
    groups = line(record, "ageGroup") or ""
    return {
        "eligibilityCriteria": _criteria_text(criteria),
        "stdAges": [group for sign, group in _AGE_GROUPS.items() if sign in groups],
        "sex": _sex(truth(people, "isFemaleSubjects"), truth(people, "isMaleSubjects")),
    }


def _sex(female: bool | None, male: bool | None) -> str | None:
    if female and male:
        return "ALL"
    return "FEMALE" if female else "MALE" if male else None


def _criteria_text(criteria: Node) -> str | None:
    sections = [
        _numbered(heading, parts(criteria, f"principal{kind}Criteria"), f"principal{kind}Criteria")
        for heading, kind in (("Inclusion", "Inclusion"), ("Exclusion", "Exclusion"))
    ]
    return "\n\n".join(filter(None, sections)) or None


def _numbered(heading: str, entries: list[Node], key: str) -> str:
    texts = [plain_text(text) for each in entries if (text := raw_text(each, key))]
    if not texts:
        return ""
    # Lines inside an item are indented so that they are not taken for items of their own.
    items = (f"{n}. " + text.replace("\n", "\n   ") for n, text in enumerate(texts, 1))
    return f"{heading} Criteria:\n\n" + "\n".join(items)


def _sites(country: Node) -> list[dict[str, Any]]:
    msc = part(country, "mscInfo")
    return [_site(each, line(msc, "countryName")) for each in parts(country, "trialSites")]


def _site(site: Node, country: str | None) -> dict[str, Any]:
    info = part(site, "organisationAddressInfo")
    address = part(info, "address")
    department = line(site, "departmentName")
    place = _organisation(info)
    return {
        "facility": ", ".join(filter(None, (place, department))) or None,
        "city": line(address, "city"),
        "zip": line(address, "postcode"),
        "country": line(address, "countryName") or country,
        "contacts": [_person(part(site, "personInfo"))],
    }


def _person(person: Node) -> dict[str, Any]:
    names = (line(person, "firstName"), line(person, "lastName"))
    return {
        "name": " ".join(filter(None, names)) or None,
        "phone": line(person, "telephone"),
        "email": line(person, "email"),
    }


def _office(contact: Node) -> dict[str, Any]:
    return {
        "name": line(contact, "functionalName"),
        "phone": line(contact, "telephone"),
        "email": line(contact, "functionalEmailAddress"),
    }
