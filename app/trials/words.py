"""The registry's codes in plain words. A status never stands without the day it was checked."""

import re
from datetime import date

from app.case.partial_date import PartialDate
from app.case.vocabulary import code_label
from app.trials.record import AgeLimit, Site, TrialRecord
from app.trials.registry_dates import registry_date

NOT_STATED = "Not stated in this record"

# Places and programs that take new people now, as far as the record says.
OPEN_STATUSES = frozenset({"RECRUITING", "AVAILABLE"})

_UNKNOWN = "Unknown (not confirmed by the study for 2 years)"

_RANDOM = {
    "RANDOMIZED": "Groups are drawn by chance",
    "NON_RANDOMIZED": "Groups are not drawn by chance",
    "NA": "One group, nothing is drawn by chance",
}
_MASKING = {"NONE": "Everyone knows what is given (open label)"}
_MASKED = {
    "PARTICIPANT": "the participant",
    "CARE_PROVIDER": "the care team",
    "INVESTIGATOR": "the study doctor",
    "OUTCOMES_ASSESSOR": "the people who judge the result",
}
_TRUTH = {"True": "yes", "False": "no"}
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
# The last words of the paths whose values are the registry's codes.
_CODED = frozenset(
    "allocation class interventionModel ipdSharing masking observationalModel primaryPurpose "
    "samplingMethod studyType timePerspective type".split()
)
_CODE = re.compile(r"[A-Z][A-Z0-9_]*")
_CODE_WORDS = {
    "NA": "One group, nothing is drawn by chance",
    "RANDOMIZED": "Groups are drawn by chance",
    "NON_RANDOMIZED": "Groups are not drawn by chance",
    "NONE": "Everyone knows what is given (open label)",
    "SINGLE_GROUP": "One group",
    "SEQUENTIAL": "Groups one after the other",
    "CROSSOVER": "Every group gets each treatment in turn",
    "PARALLEL": "Groups side by side",
    "FACTORIAL": "Groups with combinations",
    "SINGLE": "One party is not told (blinded)",
    "DOUBLE": "Two parties are not told (blinded)",
    "TRIPLE": "Three parties are not told (blinded)",
    "QUADRUPLE": "Four parties are not told (blinded)",
    "ACTUAL": "Final",
    "ESTIMATED": "Planned",
}
_SPONSOR_CLASSES = {
    "NIH": "US National Institutes of Health",
    "FED": "US government",
    "OTHER_GOV": "Other government",
    "INDIV": "One person",
    "INDUSTRY": "Company",
    "NETWORK": "Network of hospitals",
    "OTHER": "Hospital, university or other",
    "AMBIG": "Not clear",
    "UNKNOWN": "Not known",
}
_AGE_GROUPS = {
    "CHILD": "Children (0 to 17)",
    "ADULT": "Adults (18 to 64)",
    "OLDER_ADULT": "Older adults (65 and over)",
}
_SEX = {"ALL": "All", "FEMALE": "Female", "MALE": "Male"}
_PHASES = {
    ("NA",): "No phase (not a drug trial of the usual kind)",
    ("EARLY_PHASE1",): "Early phase 1",
}
_PLACEBO_ARMS = frozenset({"PLACEBO_COMPARATOR", "SHAM_COMPARATOR"})


def status_label(status: str | None, printed: str | None = None) -> str:
    """Return a status in words, without its day: for use beside one."""
    if status == "UNKNOWN":
        return _UNKNOWN
    if status is None:
        return printed or "Status not stated"
    return code_label("ctgov.overall_status", status, plain=True)


def status_words(record: TrialRecord) -> str:
    """Return "Recruiting, checked 7 November 2023", with what was known before where unknown."""
    words = status_label(record.status, record.status_printed)
    if record.status == "UNKNOWN" and record.last_known_status:
        words += f"; last known: {status_label(record.last_known_status)}"
    return f"{words}, {checked_words(record.status_as_of)}"


def checked_words(day: PartialDate | None) -> str:
    """Return "checked 7 November 2023"."""
    return "day of check not known" if day is None else f"checked {day.words()}"


def site_status_label(site: Site, record: TrialRecord) -> str:
    """Return a place's own status in words; where it has none, that of the whole study."""
    if site.status is not None:
        return status_label(site.status)
    whole = status_label(record.status, record.status_printed)
    return f"No status of its own (study: {whole})"


def value_words(path: str, value: str) -> str:
    """Return a field's value as a sentence shows it: yes or no, a day, a code in plain words."""
    if value in _TRUTH:
        return _TRUTH[value]
    if _ISO_DAY.fullmatch(value) and (day := registry_date(value)) is not None:
        return day.words()
    if path.rpartition(".")[2] not in _CODED or not _CODE.fullmatch(value):
        return value
    if path.endswith(".class"):
        return _SPONSOR_CLASSES.get(value, value)
    return _CODE_WORDS.get(value, value.replace("_", " ").capitalize())


def phase_label(phases: tuple[str, ...]) -> str:
    """Return "Phase 1/2" for PHASE1 and PHASE2."""
    if not phases:
        return "Phase not stated"
    if phases in _PHASES:
        return _PHASES[phases]
    return "Phase " + "/".join(each.removeprefix("PHASE") for each in phases)


def study_type_label(study_type: str | None) -> str:
    """Return what kind of study it is."""
    return code_label("ctgov.study_type", study_type, plain=True) if study_type else NOT_STATED


def age_words(minimum: AgeLimit | None, maximum: AgeLimit | None) -> str:
    """Return the age limits as printed: "6 Months to 16 Years"."""
    if minimum and maximum:
        return f"{minimum.text} to {maximum.text}"
    if minimum:
        return f"{minimum.text} and older"
    return f"Up to {maximum.text}" if maximum else "No age limit in this record"


def ages_of(record: TrialRecord) -> str:
    """Return the ages a record takes: its limits, else the age groups it names.

    "No age limit" is said only of a form that would print one: a row of a table, a page asked for
    with few fields and the EU register name groups at most.
    """
    if record.minimum_age or record.maximum_age or _prints_limits(record):
        return age_words(record.minimum_age, record.maximum_age)
    groups = [words for code, words in _AGE_GROUPS.items() if code in record.age_groups]
    return f"{', '.join(groups)} (groups, no exact limits)" if groups else NOT_STATED


def _prints_limits(record: TrialRecord) -> bool:
    whole = {"minimum_age", "maximum_age", "sex"} <= record.known_fields
    return record.registry == "ctgov" and record.form in ("json-v2", "xml-legacy") and whole


def sex_label(sex: str | None) -> str:
    """Return who can take part by sex."""
    return _SEX.get(sex, sex) if sex else NOT_STATED


def allocation_words(record: TrialRecord) -> str:
    """Return whether groups are drawn by chance."""
    return _RANDOM.get(record.allocation or "", NOT_STATED)


def masking_words(record: TrialRecord) -> str:
    """Return who does not know which treatment is given."""
    if record.masking is None:
        return NOT_STATED
    if record.masking in _MASKING:
        return _MASKING[record.masking]
    who = ", ".join(_MASKED.get(each, each.lower()) for each in record.who_masked)
    return f"Not told what is given: {who}" if who else "Some are not told what is given (blinded)"


def names_placebo(record: TrialRecord) -> bool | None:
    """Whether an arm or an intervention is a placebo or sham; None where neither is listed.

    False means that the record names none.
    """
    if not record.arms and not record.interventions:
        return None
    named = (each.name or "" for each in record.interventions)
    return any(arm.type in _PLACEBO_ARMS for arm in record.arms) or any(
        "placebo" in name.casefold() or "sham" in name.casefold() for name in named
    )


def share_of_time_gone(record: TrialRecord, today: date) -> int | None:
    """Return how much of the planned time from start to primary completion is gone, in percent.

    None where one of the two dates is missing, known to the month only, or out of order.
    """
    if record.start is None or record.primary_completion is None:
        return None
    start, end = record.start.date.exact, record.primary_completion.date.exact
    if start is None or end is None or end <= start:
        return None
    gone = (today - start).days / (end - start).days
    return round(100 * min(1, max(0, gone)))
