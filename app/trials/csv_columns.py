"""The columns of the registry site's exports, and a row as a study.

Source of the names: the site's own list of CSV columns (`spec/ctg-csv-fields.csv` of the sample
folder) and the older site's exports.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.trials.registry_dates import age_limit, iso_date
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

# Column (in lower case) -> where its value belongs in a study.
COLUMN_PATHS: dict[str, str] = {
    "nct number": "identificationModule.nctId",
    "study url": "identificationModule.nctId",
    "url": "identificationModule.nctId",
    "study title": "identificationModule.briefTitle",
    "title": "identificationModule.briefTitle",
    "acronym": "identificationModule.acronym",
    "other ids": "identificationModule.secondaryIdInfos",
    "study status": "statusModule.overallStatus",
    "status": "statusModule.overallStatus",
    "brief summary": "descriptionModule.briefSummary",
    "study results": "hasResults",
    "conditions": "conditionsModule.conditions",
    "interventions": "armsInterventionsModule.interventions",
    "primary outcome measures": "outcomesModule.primaryOutcomes",
    "secondary outcome measures": "outcomesModule.secondaryOutcomes",
    "other outcome measures": "outcomesModule.otherOutcomes",
    "outcome measures": "outcomesModule.primaryOutcomes",
    "sponsor": "sponsorCollaboratorsModule.leadSponsor.name",
    "sponsor/collaborators": "sponsorCollaboratorsModule.leadSponsor.name",
    "collaborators": "sponsorCollaboratorsModule.collaborators",
    "sex": "eligibilityModule.sex",
    "gender": "eligibilityModule.sex",
    "age": "eligibilityModule",
    "phases": "designModule.phases",
    "enrollment": "designModule.enrollmentInfo.count",
    "funder type": "sponsorCollaboratorsModule.leadSponsor.class",
    "funded bys": "sponsorCollaboratorsModule.leadSponsor.class",
    "study type": "designModule.studyType",
    "study design": "designModule.designInfo",
    "study designs": "designModule.designInfo",
    "start date": "statusModule.startDateStruct.date",
    "primary completion date": "statusModule.primaryCompletionDateStruct.date",
    "completion date": "statusModule.completionDateStruct.date",
    "first posted": "statusModule.studyFirstPostDateStruct.date",
    "results first posted": "statusModule.resultsFirstPostDateStruct.date",
    "last update posted": "statusModule.lastUpdatePostDateStruct.date",
    "locations": "contactsLocationsModule.locations",
    "study documents": "documentSection.largeDocumentModule.largeDocs",
}

# Columns that hold several values at once.
_DESIGN_PATHS = frozenset(
    f"designModule.designInfo.{name}"
    for name in (
        "allocation",
        "interventionModel",
        "primaryPurpose",
        "maskingInfo.masking",
        "maskingInfo.whoMasked",
    )
)
_MORE_PATHS: dict[str, frozenset[str]] = {
    "study design": _DESIGN_PATHS,
    "study designs": _DESIGN_PATHS,
    "age": frozenset({"eligibilityModule.stdAges"}),
    "sponsor/collaborators": frozenset({"sponsorCollaboratorsModule.collaborators"}),
}

_NUMBER = re.compile(r"NCT[0-9]{8}")
_AGES = re.compile(r"(up to |from )?([0-9]+ [a-z]+)(?: (and older|to) ?([0-9]+ [a-z]+)?)?", re.I)

Study = dict[str, Any]


def known_columns(names: Iterable[str]) -> list[str]:
    """Return those columns, in lower case, whose meaning is known."""
    return [low for name in names if (low := name.casefold().strip()) in COLUMN_PATHS]


def paths_of_columns(names: Iterable[str]) -> set[str]:
    """Return where in a study the values of these columns stand."""
    known = known_columns(names)
    paths = {COLUMN_PATHS[name] for name in known}
    for name in known:
        paths |= _MORE_PATHS.get(name, frozenset())
    if "age" in known and "gender" in known:  # the older exports print the ages themselves
        paths |= {"eligibilityModule.minimumAge", "eligibilityModule.maximumAge"}
    return paths


def study_of_row(cells: Mapping[str, str]) -> Study:
    """Return a row in the shape of the registry's API v2, with what its columns say.

    Args:
        cells: column in lower case -> cell.
    """
    study: Study = {"protocolSection": {"identificationModule": {}}}
    for column, cell in cells.items():
        path = COLUMN_PATHS.get(column)
        value = _READERS.get(column, _text)(cell.strip()) if path and cell.strip() else None
        if path and value not in (None, [], {}):
            _put(study, path, value)
    _split_sponsors(study, cells)
    return study


def _put(study: Study, path: str, value: Any) -> None:
    *way, last = path.split(".")
    node = study if path == "hasResults" or way[:1] == ["documentSection"] else _protocol(study)
    for key in way:
        node = node.setdefault(key, {})
    if isinstance(value, dict):
        node.setdefault(last, {}).update(value)
    else:
        node.setdefault(last, value)


def _protocol(study: Study) -> Study:
    protocol: Study = study["protocolSection"]
    return protocol


def _split_sponsors(study: Study, cells: Mapping[str, str]) -> None:
    """The older exports name the sponsor first, then the collaborators, in one cell."""
    if "sponsor/collaborators" not in cells:
        return
    first, *others = [*_list(cells["sponsor/collaborators"]), ""]
    sponsors = _protocol(study).setdefault("sponsorCollaboratorsModule", {})
    sponsors.setdefault("leadSponsor", {})["name"] = first or None
    sponsors["collaborators"] = [{"name": name} for name in others if name]


def _text(cell: str) -> str:
    return cell


def _list(cell: str) -> list[str]:
    return [item.strip() for item in cell.split("|") if item.strip()]


def _number(cell: str) -> str | None:
    found = _NUMBER.search(cell.upper())
    return found.group() if found else None


def _first(cell: str) -> str | None:
    return next(iter(_list(cell)), None)


def _named(cell: str) -> list[dict[str, str]]:
    return [{"name": name} for name in _list(cell)]


def _numbered(cell: str) -> list[dict[str, str]]:
    return [{"id": each} for each in _list(cell)]


def _interventions(cell: str) -> list[dict[str, str]]:
    found = []
    for item in _list(cell):
        kind, colon, name = item.partition(": ")
        found.append({"type": code(kind), "name": name} if colon else {"name": item})
    return found


def _results(cell: str) -> bool | None:
    return True if code(cell) == "HAS_RESULTS" else yes_or_no(cell.split()[0])


def _count(cell: str) -> int | None:
    digits = cell.replace(",", "").removesuffix(".0")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else None


def _first_class(cell: str) -> str:
    return agency_class_code(cell.split("|")[0])


def _ages(cell: str) -> Study:
    """Read `CHILD, ADULT` or the older `18 Years to 75 Years (Adult, Older Adult)`."""
    limits, _, inside = cell.replace("\xa0", " ").partition("(")
    groups = inside.rstrip(") ") if inside else limits
    found: Study = {"stdAges": [code(group) for group in groups.split(",") if group.strip()]}
    match = _AGES.fullmatch(" ".join(limits.split())) if inside else None
    if match:
        up_to, first, _, second = match.groups()
        minimum, maximum = (None, first) if (up_to or "").lower() == "up to " else (first, second)
        found |= {"minimumAge": minimum, "maximumAge": maximum}
    return {key: value for key, value in found.items() if value and _understood(key, value)}


def _understood(key: str, value: Any) -> bool:
    limit = None if key == "stdAges" else age_limit(value)
    return limit is None or limit.value is not None


def _design(cell: str) -> Study:
    found: Study = {}
    for item in _list(cell):
        name, _, value = (each.strip() for each in item.partition(":"))
        match code(name):
            case "ALLOCATION":
                found["allocation"] = allocation_code(value)
            case "INTERVENTION_MODEL":
                found["interventionModel"] = model_code(value)
            case "PRIMARY_PURPOSE":
                found["primaryPurpose"] = code(value)
            case "OBSERVATIONAL_MODEL":
                found["observationalModel"] = code(value)
            case "MASKING":
                kind, who = masking_codes(value)
                found["maskingInfo"] = {"masking": kind, "whoMasked": who}
    return {key: value for key, value in found.items() if value}


def _sites(cell: str) -> list[dict[str, str | None]]:
    return [_site(item) for item in _list(cell)]


def _site(item: str) -> dict[str, str | None]:
    """Read "Facility, City, State, Zip, Country" as far as it is certain.

    A facility may hold commas and a state may be left out, so only the ends are certain: the
    country is last, and where it is preceded by a zip, the zip.
    """
    pieces = [piece.strip() for piece in item.split(",")]
    country = pieces.pop() if len(pieces) > 1 else None
    has_zip = len(pieces) > 1 and any(map(str.isdigit, pieces[-1])) and len(pieces[-1]) <= 12
    zip_code = pieces.pop() if has_zip else None
    return {"facility": ", ".join(pieces) or None, "zip": zip_code, "country": country}


_READERS: dict[str, Callable[[str], Any]] = {
    "nct number": _number,
    "study url": _number,
    "url": _number,
    "other ids": _numbered,
    "study status": status_code,
    "status": status_code,
    "study results": _results,
    "conditions": _list,
    "interventions": _interventions,
    "sponsor/collaborators": _first,
    "collaborators": _named,
    "sex": sex_code,
    "gender": sex_code,
    "age": _ages,
    "phases": phase_codes,
    "enrollment": _count,
    "funder type": _first_class,
    "funded bys": _first_class,
    "study type": study_type_code,
    "study design": _design,
    "study designs": _design,
    "start date": iso_date,
    "primary completion date": iso_date,
    "completion date": iso_date,
    "first posted": iso_date,
    "results first posted": iso_date,
    "last update posted": iso_date,
    "locations": _sites,
}
