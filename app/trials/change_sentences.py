"""A changed field in one plain sentence. Calm: what was, what is, nothing about what it means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.case.partial_date import PartialDate
from app.trials.criteria_lines import CriterionChange, CriterionChangeKind
from app.trials.differences import Difference
from app.trials.field_names import common_path, field_name, weight_of
from app.trials.field_values import ABSENT
from app.trials.known_fields import FIELD_PATHS
from app.trials.record import Arm, Contact, Intervention, RegistryDate, TrialRecord
from app.trials.registry_text import one_line
from app.trials.site_changes import SiteChanges, site_changes, site_sentences
from app.trials.words import phase_label, sex_label, status_label, value_words

# A change of the list of places that leaves every status as it was matters less.
_PLACES_DETAILS_WEIGHT = 38
_LAYOUT_WEIGHT = 12
_ONE_SENTENCE = 160


@dataclass(frozen=True, slots=True)
class Told:
    """A change in words: the sentence, how much it matters, and what follows it."""

    sentence: str
    weight: int
    details: tuple[str, ...] = ()
    criteria: tuple[CriterionChange, ...] = ()
    places: SiteChanges | None = None


Teller = Callable[[TrialRecord, TrialRecord, int], Told]


def tell(
    difference: Difference,
    old: TrialRecord,
    new: TrialRecord,
    criteria: tuple[CriterionChange, ...],
) -> Told:
    """Return a difference in words."""
    path = common_path(difference.path)
    weight = weight_of(path)
    if path == "eligibilityModule.eligibilityCriteria":
        return _criteria(criteria, weight)
    teller = _TELLERS.get(path)
    if teller is not None and (told := teller(old, new, weight)).sentence:
        return told
    before, after = (value_words(path, one_line(each)) for each in (difference.old, difference.new))
    return Told(_plain(path, before, after), weight)


def _plain(path: str, old: str, new: str) -> str:
    """Say a change of which nothing is known but its values."""
    name = field_name(path)
    if old == ABSENT:
        return f"{name}: new in the record{_value(new)}."
    if new == ABSENT:
        return f"{name}: no longer in the record{_value(old, 'before: ')}."
    if _short(old) and _short(new) and old != new:
        return f"{name}: {old} → {new}."
    return f"{name}: changed."


def _short(text: str) -> bool:
    return len(text) <= _ONE_SENTENCE and not text.startswith("(l")


def _value(text: str, before: str = "") -> str:
    return f" ({before}{text})" if _short(text) else ""


def _on(day: PartialDate | None) -> str:
    return f" on {day.words()}" if day else ""


def status_change(old: TrialRecord, new: TrialRecord) -> str:
    """Return "Recruiting → Active, not recruiting on 2 May 2026", empty where it stayed."""
    before = status_label(old.status, old.status_printed)
    after = status_label(new.status, new.status_printed)
    return "" if before == after else f"{before} → {after}{_on(new.status_as_of)}"


def _status(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
    changed = status_change(old, new)
    if not changed:
        return Told("", weight)
    details: tuple[str, ...] = ()
    if new.status == "UNKNOWN" and new.last_known_status:
        details = (f"The last known status was: {status_label(new.last_known_status)}.",)
    return Told(f"{changed}.", weight, details)


def _why_stopped(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
    if new.why_stopped is None:
        return Told("The record no longer gives a reason why the study stopped.", weight)
    return Told(f"The reason given for stopping: “{new.why_stopped}”", weight)


def _last_known(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
    if new.last_known_status is None:
        return Told("The record no longer names a last known status.", weight)
    return Told(f"Last known status: {status_label(new.last_known_status)}.", weight)


def _criteria(changes: Sequence[CriterionChange], weight: int) -> Told:
    if not changes:
        return Told("Something around the criteria changed, not their words.", _LAYOUT_WEIGHT)
    count = {kind: sum(each.kind is kind for each in changes) for kind in CriterionChangeKind}
    words = (
        _counted(count[CriterionChangeKind.REWORDED], "has new wording", "have new wording"),
        _counted(count[CriterionChangeKind.ADDED], "is new", "are new"),
        _counted(count[CriterionChangeKind.REMOVED], "is gone", "are gone"),
    )
    sentence = f"In the criteria, {', '.join(filter(None, words))}."
    return Told(sentence, weight, tuple(map(_criterion, changes)), tuple(changes))


def _counted(count: int, one: str, many: str) -> str:
    if not count:
        return ""
    return f"1 line {one}" if count == 1 else f"{count} lines {many}"


def _criterion(change: CriterionChange) -> str:
    where = "" if change.section == "other" else f" ({change.section})"
    match change.kind:
        case CriterionChangeKind.ADDED:
            return f"New{where}: “{change.new}”"
        case CriterionChangeKind.REMOVED:
            return f"Gone{where}: “{change.old}”"
        case CriterionChangeKind.REWORDED:
            return f"Before{where}: “{change.old}” Now: “{change.new}”"


def _places(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
    changes = site_changes(old.sites, new.sites)
    first, *others = site_sentences(changes)
    moved = changes.touches_status
    weight = weight if moved else _PLACES_DETAILS_WEIGHT
    return Told(first, weight, tuple(others), places=changes)


def _contacts(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
    before, after = _contact_lines(old.central_contacts), _contact_lines(new.central_contacts)
    if not after:
        sentence = "The record no longer names a contact for the whole study."
    elif not before:
        sentence = "The record now names a contact for the whole study."
    else:
        sentence = "The contacts of the study changed."
    gone = [f"Before: {line}" for line in before if line not in after]
    come = [f"Now: {line}" for line in after if line not in before]
    return Told(sentence, weight, (*gone, *come))


def _contact_lines(contacts: Sequence[Contact]) -> list[str]:
    parts = ((each.name, each.phone, each.phone_extension, each.email) for each in contacts)
    return [", ".join(filter(None, part)) for part in parts]


def _interventions(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
    before = {each.name or "": each for each in old.interventions}
    after = {each.name or "": each for each in new.interventions}
    return _named("What is given in the study changed.", before, after, weight)


def _arms(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
    before = {each.label or "": each for each in old.arms}
    after = {each.label or "": each for each in new.arms}
    return _named("The groups of the study changed.", before, after, weight)


def _named(
    sentence: str,
    before: dict[str, Intervention] | dict[str, Arm],
    after: dict[str, Intervention] | dict[str, Arm],
    weight: int,
) -> Told:
    gone = [f"No longer named: {name}" for name in before if name not in after]
    come = [f"New: {name}" for name in after if name not in before]
    other = [
        f"Described differently: {name}"
        for name in after
        if name in before and before[name] != after[name]
    ]
    return Told(sentence, weight, (*gone, *come, *other))


def _age(name: str, words: str, none: str) -> Teller:
    def told(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
        before, after = getattr(old, name), getattr(new, name)
        values = (none if each is None else each.text for each in (before, after))
        return Told(f"{words}: {' → '.join(values)}.", weight)

    return told


def _sex(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
    return Told(f"Who can take part: {sex_label(old.sex)} → {sex_label(new.sex)}.", weight)


def _phases(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
    return Told(f"{phase_label(old.phases)} → {phase_label(new.phases)}.", weight)


def _texts(name: str) -> Teller:
    """Tell of a text that changed, with both wordings below."""

    def told(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
        before, after = getattr(old, name), getattr(new, name)
        if not before or not after or len(before + after) <= _ONE_SENTENCE:
            return Told("", weight)
        if one_line(before) == one_line(after):
            return Told("", weight)
        words = (f"Before: “{one_line(before)}”", f"Now: “{one_line(after)}”")
        return Told(f"{field_name(FIELD_PATHS[name])} changed.", weight, words)

    return told


def _lists(name: str) -> Teller:
    """Tell of a list of words, with what came and what went below."""

    def told(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
        before, after = getattr(old, name), getattr(new, name)
        gone = [f"No longer named: {each}" for each in before if each not in after]
        come = [f"New: {each}" for each in after if each not in before]
        if not before or not (gone or come):
            return Told("", weight)
        return Told(f"{field_name(FIELD_PATHS[name])} changed.", weight, (*gone, *come))

    return told


_DATE_KINDS = {"ACTUAL": "actual", "ESTIMATED": "planned"}


def _date(name: str, words: str) -> Teller:
    def told(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
        before, after = _day(getattr(old, name)), _day(getattr(new, name))
        return Told("" if before == after else f"{words}: {before} → {after}.", weight)

    return told


def _last_update(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
    if new.last_update_posted is None:
        return Told("", weight)
    return Told(f"The record was updated on {new.last_update_posted.date.words()}.", weight)


def _date_kind(name: str, words: str) -> Teller:
    def told(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
        day: RegistryDate | None = getattr(new, name)
        kind = _DATE_KINDS.get(day.kind or "") if day else None
        return Told(f"{words} is now {kind}: {day.date.words()}." if day and kind else "", weight)

    return told


def _day(day: RegistryDate | None) -> str:
    if day is None:
        return "not stated"
    kind = _DATE_KINDS.get(day.kind or "")
    return day.date.words() + (f" ({kind})" if kind else "")


def _enrollment(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
    return Told(f"Number of people: {_people(old)} → {_people(new)}.", weight)


def _enrollment_kind(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
    return Told(f"The number of people is now {_people(new)}.", weight)


def _people(record: TrialRecord) -> str:
    if record.enrollment is None:
        return "not stated"
    kind = {"ACTUAL": " (who took part)", "ESTIMATED": " (planned)"}
    return f"{record.enrollment:,}{kind.get(record.enrollment_kind or '', '')}"


def _expanded_access(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
    words = {True: "a program is named", False: "no program is listed", None: "not stated"}
    before, after = words[old.expanded_access.has], words[new.expanded_access.has]
    return Told(f"Expanded access in the record: {before} → {after}.", weight)


def _expanded_access_status(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
    before = status_label(old.expanded_access.status)
    return Told(
        f"Expanded access: {before} → {status_label(new.expanded_access.status)}{_on(new.as_of)}.",
        weight,
    )


def _results(old: TrialRecord, new: TrialRecord, weight: int) -> Told:
    if new.results_posted:
        return Told("Results of the study were posted.", weight)
    return Told("The record no longer has posted results.", weight)


_TELLERS: dict[str, Teller] = {
    "statusModule.overallStatus": _status,
    "statusModule.whyStopped": _why_stopped,
    "statusModule.lastKnownStatus": _last_known,
    "contactsLocationsModule.locations": _places,
    "contactsLocationsModule.centralContacts": _contacts,
    "armsInterventionsModule.interventions": _interventions,
    "armsInterventionsModule.armGroups": _arms,
    "eligibilityModule.minimumAge": _age("minimum_age", "Lowest age", "no lower limit"),
    "eligibilityModule.maximumAge": _age("maximum_age", "Highest age", "no upper limit"),
    "eligibilityModule.sex": _sex,
    "designModule.phases": _phases,
    "designModule.enrollmentInfo.count": _enrollment,
    "designModule.enrollmentInfo.type": _enrollment_kind,
    "statusModule.startDateStruct.date": _date("start", "Start"),
    "statusModule.primaryCompletionDateStruct.date": _date("primary_completion", "Main result"),
    "statusModule.completionDateStruct.date": _date("completion", "End of the study"),
    "statusModule.startDateStruct.type": _date_kind("start", "The start date"),
    "statusModule.primaryCompletionDateStruct.type": _date_kind(
        "primary_completion", "The date of the main result"
    ),
    "statusModule.completionDateStruct.type": _date_kind("completion", "The end date"),
    "statusModule.lastUpdatePostDateStruct.date": _last_update,
    "statusModule.expandedAccessInfo.hasExpandedAccess": _expanded_access,
    "statusModule.expandedAccessInfo.statusForNctId": _expanded_access_status,
    "hasResults": _results,
    "identificationModule.briefTitle": _texts("title"),
    "identificationModule.officialTitle": _texts("official_title"),
    "descriptionModule.briefSummary": _texts("brief_summary"),
    "conditionsModule.conditions": _lists("conditions"),
    "conditionsModule.keywords": _lists("keywords"),
    "sponsorCollaboratorsModule.collaborators": _lists("collaborators"),
}
