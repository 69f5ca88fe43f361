"""The older words of the registries, brought to the codes of the registry's API v2.

Sources: the API v2 description (enums `Status`, `Phase`, `DesignMasking`, ...) and the words found
in the older XML records and exports.
"""

import re

_STATUS = {
    "UNKNOWN_STATUS": "UNKNOWN",
    "NO_LONGER_RECRUITING": "ACTIVE_NOT_RECRUITING",
    "NOT_YET_OPEN": "NOT_YET_RECRUITING",
}
_PHASES = {
    "N/A": ("NA",),
    "NOT APPLICABLE": ("NA",),
    "NA": ("NA",),
    "EARLY PHASE 1": ("EARLY_PHASE1",),
    "PHASE 0": ("EARLY_PHASE1",),
}
_PHASE_DIGITS = re.compile(r"[1-4]")
_NOT_A_CODE = re.compile(r"[^A-Z0-9]+")

_MODELS = {"SINGLE_GROUP_ASSIGNMENT": "SINGLE_GROUP", "CROSSOVER_ASSIGNMENT": "CROSSOVER"}
_AGENCIES = {"U_S_FED": "FED", "NIH": "NIH", "INDUSTRY": "INDUSTRY", "OTHER": "OTHER"}
_MASKED = {
    "SUBJECT": "PARTICIPANT",
    "CAREGIVER": "CARE_PROVIDER",
    "OUTCOMES_ASSESSOR": "OUTCOMES_ASSESSOR",
}


def code(text: str) -> str:
    """Return words as a code: "Active, not recruiting" becomes ACTIVE_NOT_RECRUITING."""
    return _NOT_A_CODE.sub("_", text.upper()).strip("_")


def status_code(text: str) -> str:
    """Return the status code of a status in words or code."""
    found = code(text)
    return _STATUS.get(found, found)


def study_type_code(text: str) -> str:
    """Return INTERVENTIONAL, OBSERVATIONAL or EXPANDED_ACCESS."""
    for known in ("OBSERVATIONAL", "INTERVENTIONAL", "EXPANDED_ACCESS"):
        if code(text).startswith(known):  # "Observational [Patient Registry]"
            return known
    return code(text)


def phase_codes(text: str) -> list[str]:
    """Return the phases of "Phase 1/Phase 2", "PHASE1|PHASE2", "Early Phase 1" or "N/A"."""
    plain = " ".join(text.upper().replace("_", " ").replace("PHASE", "PHASE ").split())
    if not plain:
        return []
    if plain in _PHASES:
        return list(_PHASES[plain])
    return [f"PHASE{digit}" for digit in _PHASE_DIGITS.findall(plain)]


def sex_code(text: str) -> str:
    """Return ALL, FEMALE or MALE."""
    found = code(text)
    return "ALL" if found in ("BOTH", "ALL") else found


def agency_class_code(text: str) -> str:
    """Return the kind of sponsor, such as INDUSTRY or NIH."""
    found = code(text)
    return _AGENCIES.get(found, found)


def allocation_code(text: str) -> str:
    """Return RANDOMIZED, NON_RANDOMIZED or NA."""
    found = code(text)
    return "NA" if found in ("N_A", "NA") else found


def model_code(text: str) -> str:
    """Return the intervention model, such as PARALLEL."""
    found = code(text)
    return _MODELS.get(found, found.removesuffix("_ASSIGNMENT"))


def masking_codes(text: str) -> tuple[str | None, list[str]]:
    """Return masking and who is masked of "Double (Participant, Investigator)"."""
    kind, _, inside = text.partition("(")
    found = code(kind)
    if found in ("NONE", "OPEN_LABEL", "NO_MASKING"):
        return "NONE", []
    names = [code(name) for name in inside.rstrip(") ").split(",")]
    return found or None, [_MASKED.get(name, name) for name in names if name]


def yes_or_no(text: str) -> bool | None:
    """Return True for "Yes" and "Accepts Healthy Volunteers", False for "No", None for neither."""
    found = code(text)
    if found in ("YES", "TRUE", "Y", "ACCEPTS_HEALTHY_VOLUNTEERS"):
        return True
    return False if found in ("NO", "FALSE", "N") else None
