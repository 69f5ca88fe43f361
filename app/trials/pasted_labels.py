"""The labels on a trial's page of the registry's site, and what stands under each."""

import re
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "text",
    "line",
    "list",
    "criteria",
    "interventions",
    "date",
    "count",
    "ages",
    "status",
    "study type",
    "phases",
    "sex",
    "yes or no",
    "section",
]


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its name in lower case, the kind of value, and the label as written on the page."""

    name: str
    kind: Kind
    written: str = field(default="", compare=False)


_PATHS: dict[str, tuple[Kind, str]] = {
    "official title": ("text", "identificationModule.officialTitle"),
    "brief title": ("line", "identificationModule.briefTitle"),
    "study title": ("line", "identificationModule.briefTitle"),
    "acronym": ("line", "identificationModule.acronym"),
    "brief summary": ("text", "descriptionModule.briefSummary"),
    "detailed description": ("text", "descriptionModule.detailedDescription"),
    "recruitment status": ("status", "statusModule.overallStatus"),
    "study status": ("status", "statusModule.overallStatus"),
    "overall status": ("status", "statusModule.overallStatus"),
    "status": ("status", "statusModule.overallStatus"),
    "conditions": ("list", "conditionsModule.conditions"),
    "condition": ("list", "conditionsModule.conditions"),
    "intervention / treatment": ("interventions", "armsInterventionsModule.interventions"),
    "study type": ("study type", "designModule.studyType"),
    "phase": ("phases", "designModule.phases"),
    "phases": ("phases", "designModule.phases"),
    "sponsor": ("line", "sponsorCollaboratorsModule.leadSponsor.name"),
    "enrollment": ("count", "designModule.enrollmentInfo"),
    "study start": ("date", "statusModule.startDateStruct"),
    "study start date": ("date", "statusModule.startDateStruct"),
    "primary completion": ("date", "statusModule.primaryCompletionDateStruct"),
    "primary completion date": ("date", "statusModule.primaryCompletionDateStruct"),
    "study completion": ("date", "statusModule.completionDateStruct"),
    "study completion date": ("date", "statusModule.completionDateStruct"),
    "first posted": ("date", "statusModule.studyFirstPostDateStruct"),
    "study first posted": ("date", "statusModule.studyFirstPostDateStruct"),
    "last update posted": ("date", "statusModule.lastUpdatePostDateStruct"),
    "description": ("criteria", "eligibilityModule.eligibilityCriteria"),
    "criteria": ("criteria", "eligibilityModule.eligibilityCriteria"),
    "eligibility criteria": ("criteria", "eligibilityModule.eligibilityCriteria"),
    "ages eligible for study": ("ages", "eligibilityModule"),
    "minimum age": ("line", "eligibilityModule.minimumAge"),
    "maximum age": ("line", "eligibilityModule.maximumAge"),
    "sexes eligible for study": ("sex", "eligibilityModule.sex"),
    "sex": ("sex", "eligibilityModule.sex"),
    "accepts healthy volunteers": ("yes or no", "eligibilityModule.healthyVolunteers"),
}

# Headings of the page that end what stands above them and open nothing themselves.
_SECTION_NAMES = (
    "study details",
    "researcher view",
    "no results posted",
    "record history",
    "study overview",
    "on this page",
    "contacts and locations",
    "study contact",
    "study contact backup",
    "study locations",
    "participation criteria",
    "study plan",
    "how is the study designed?",
    "design details",
    "arms and interventions",
    "arms",
    "what is the study measuring?",
    "primary outcome measures",
    "secondary outcome measures",
    "other outcome measures",
    "collaborators and investigators",
    "collaborators",
    "investigators",
    "responsible party",
    "information provided by",
    "publications",
    "publications and helpful links",
    "study record dates",
    "study registration dates",
    "study record updates",
    "more information",
    "terms related to this study",
    "keywords provided by",
    "other study id numbers",
    "key record dates",
    "go to",
    "sampling method",
    "study population",
    "expanded access",
    "individual participant data (ipd) sharing statement",
    "plan for individual participant data (ipd)",
    "drug and device information, study documents",
    "layout table for study information",
    "layout table for eligibility information",
    "layout table for additonal information",
    "layout table for location information",
    "locations",
    "contacts",
    "resource links provided by the national library of medicine",
    "study design",
    "eligibility",
    "choosing to participate in a study",
    "learn more",
)

LABELS: dict[Label, str] = {Label(name, kind): path for name, (kind, path) in _PATHS.items()}
SECTIONS: frozenset[Label] = frozenset(Label(name, "section") for name in _SECTION_NAMES)
_ENDING = frozenset(
    label.name
    for label in (*SECTIONS, *LABELS)
    if " " in label.name and label.kind != "criteria" and label.name not in ("brief title", "go to")
)
_BY_NAME = {label.name: label for label in (*SECTIONS, *LABELS)}

STATUS_WORDS = frozenset(
    {
        "ACTIVE_NOT_RECRUITING",
        "COMPLETED",
        "ENROLLING_BY_INVITATION",
        "NOT_YET_RECRUITING",
        "RECRUITING",
        "SUSPENDED",
        "TERMINATED",
        "WITHDRAWN",
        "AVAILABLE",
        "NO_LONGER_AVAILABLE",
        "TEMPORARILY_NOT_AVAILABLE",
        "APPROVED_FOR_MARKETING",
        "WITHHELD",
        "UNKNOWN",
    }
)

# "Enrollment (Estimated)", "Actual Study Start Date  : March 2021", "Sponsor ACME Hospital"
_QUALIFIER = re.compile(r"\((?:actual|estimated|anticipated)\)|^(?:actual|estimated)\s+", re.I)
_ICON = re.compile(r"\s*(?:\bicon\b|ℹ|\(see notes\)|help)\s*$", re.IGNORECASE)
# These stand on one line with their value and no colon between; a sentence ends with a stop.
_SPACED = re.compile(r"(Sponsor|Last Update Posted|First Posted)\s+(?=[A-Z0-9].*[^.]$)")
_LONGEST_LABEL = 60
_LONGEST_SPACED_LINE = 160


def label_of(line: str) -> tuple[Label, str] | None:
    """Return the label a line opens with and the rest of the line; None where it is none."""
    plain = line.strip(" \t•*#")
    head, mark, rest = plain.partition(":")
    if not mark:
        head, mark, rest = plain.partition("\t")
    if len(head) <= _LONGEST_LABEL and (label := _label(head)):
        if label.kind == "section" and rest.strip():
            return None
        return label, rest.strip(" \t:")
    spaced = _SPACED.match(plain)
    if spaced and len(plain) <= _LONGEST_SPACED_LINE and (label := _label(spaced.group(1))):
        return label, plain[spaced.end() :]
    return None


def ends_criteria(line: str) -> bool:
    """Whether a line opens another part of the page, seen from inside the criteria.

    Criteria may have lines such as "Sex: female" or a heading "Eligibility criteria": only longer
    labels, as the page has them behind its criteria, end them.
    """
    opened = label_of(line)
    return opened is not None and opened[0].name in _ENDING


def _label(head: str) -> Label | None:
    name = " ".join(_QUALIFIER.sub(" ", _ICON.sub("", head.strip())).casefold().split())
    known = _BY_NAME.get(name)
    return None if known is None else Label(known.name, known.kind, written=head)
