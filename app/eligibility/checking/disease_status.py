"""How the disease stands: relapsed, refractory, in remission, MRD, never treated.

Events are taken as the team noted them; nothing is called refractory from a number alone
(domain 4.6).
"""

from collections.abc import Callable, Sequence

from app.case.entities import StatusEvent
from app.case.facts.model import StatusFact
from app.case.partial_date import PartialDate
from app.eligibility.checking.freshness import LAB_DAYS, MARROW_DAYS, Span, is_fresh
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding, MissingFact, Why, cannot_tell, settled
from app.eligibility.checking.words import shown
from app.eligibility.model import Presence

_STATUS = MissingFact(("disease_status",), "how the disease stands now")
_MRD = MissingFact(("mrd",), "MRD result")
RELAPSES = frozenset({"relapse", "mrd_relapse", "molecular_relapse"})
_ACTIVE = RELAPSES | {"refractory", "progression"}
_NO_REMISSION = frozenset({"PD", "NR", "PR", "PMR", "SD"})
_REMISSION = frozenset({"CR", "CRh", "CRi", "cCR", "CMR"})
_NOT_ANTICANCER = frozenset({"supportive", "surgery"})
_TELLING_TYPES = _ACTIVE | {"remission", "stable", "diagnosis"}
_TELLING_RESPONSES = _REMISSION | _NO_REMISSION


def check_status(asked: Presence, record: Record) -> Finding:
    """Whether one of the states that the line names is the person's."""
    names = [id.removeprefix("status:") for id in asked.topic.ids if id.startswith("status:")]
    if {"relapsed", "refractory"} <= set(names):
        # Progression is one or the other, and the line asks for either.
        names.append("progression")
    looks = [_LOOKS[name] for name in names if name in _LOOKS]
    if not looks or len(looks) < len(names):
        return cannot_tell("What the line asks of the disease is not compared.", _STATUS)
    history = bool(asked.topic.qualities & {"history", "prior"})
    return _any_of([look(record, history) for look in looks])


def _any_of(found: Sequence[Finding]) -> Finding:
    yes = next((f for f in found if f.holds), None)
    if yes is not None:
        return yes
    return next((f for f in found if f.holds is None), found[0])


def _telling(record: Record) -> list[StatusFact]:
    """Return the assessments that say how the disease stands, newest first."""
    return [event for event in _newest_first(record) if _tells(event)]


def _newest_first(record: Record) -> list[StatusFact]:
    return list(reversed(record.facts.status_events))


def _tells(event: StatusFact) -> bool:
    return event.type in _TELLING_TYPES or (event.response or "") in _TELLING_RESPONSES


def _is_active(event: StatusFact) -> bool | None:
    """Whether an assessment found disease; None where it found neither disease nor remission."""
    if event.type in _ACTIVE or event.response in ("PD", "NR"):
        return True
    if event.type == "remission" or (event.response or "") in _REMISSION:
        return False
    return None


def _relapsed(record: Record, history: bool) -> Finding:
    relapses = record.facts.relapses
    if not relapses:
        return cannot_tell("No relapse is noted in the record.", _STATUS)
    last = relapses[-1].status
    if history:
        return settled(True, f"{last.words}.", last.evidence)
    return _still(record, last)


def _refractory(record: Record, history: bool) -> Finding:
    return _noted("refractory", record, history)


def _progression(record: Record, history: bool) -> Finding:
    return _noted("progression", record, history)


def _noted(kind: str, record: Record, history: bool) -> Finding:
    noted = [event for event in _newest_first(record) if event.type == kind]
    if not noted:
        return cannot_tell(f"No {kind} disease is noted in the record.", _STATUS)
    if history:
        return settled(True, f"{noted[0].words}.", noted[0].evidence)
    return _still(record, noted[0])


def _still(record: Record, event: StatusFact) -> Finding:
    """Return whether what an event found holds on: no remission was noted after it."""
    after = [e for e in _telling(record) if _may_follow(e, event)]
    newest = after[0] if after else event
    if all(_is_active(later) is not False for later in after):
        # What the line asks for comes first, then what has been seen since.
        since = f" No remission is noted after it: {newest.words}." if after else ""
        rows = dict.fromkeys((event.evidence, newest.evidence))
        return settled(True, f"{event.words}.{since}", *rows)
    gap = MissingFact(_STATUS.key, _STATUS.name, Why.UNCLEAR, newest.evidence)
    said = f"{event.words}; later: {newest.words}. Whether that counts cannot be told."
    return cannot_tell(said, gap, evidence=(newest.evidence, event.evidence))


def _may_follow(later: StatusFact, event: StatusFact) -> bool:
    if later is event:
        return False
    if later.date is None or event.date is None:
        return True
    return event.date.after(later.date) is not True


def _remission(record: Record, history: bool) -> Finding:
    events = _telling(record)
    if history:
        past = next((e for e in events if _is_active(e) is False), None)
        if past is not None:
            return settled(True, f"{past.words}.", past.evidence)
        return cannot_tell("No remission is noted in the record.", _STATUS)
    if not events:
        return cannot_tell("How the disease stands now is not in the record.", _STATUS)
    newest = events[0]
    active = _is_active(newest)
    if active is None or not _is_present(newest, record):
        gap = MissingFact(_STATUS.key, _STATUS.name, Why.OLD, newest.evidence)
        return cannot_tell(f"The last assessment does not settle it: {newest.words}.", gap)
    return settled(not active, f"{newest.words}.", newest.evidence)


def _first_remission(record: Record, history: bool) -> Finding:
    """Whether a remission holds on and the disease never came back before it."""
    now = _remission(record, False)
    if history or not now.holds:
        return (
            cannot_tell("Which remission was the first is not noted.", _STATUS) if history else now
        )
    relapses = record.facts.relapses
    if relapses:
        last = relapses[-1].status
        return settled(False, f"Not the first: {last.words}.", *now.evidence, last.evidence)
    return cannot_tell("Whether this is the first remission is not noted.", _STATUS)


def _second_remission(record: Record, history: bool) -> Finding:
    """Whether a remission holds on after exactly one relapse."""
    now = _remission(record, False)
    if history or not now.holds:
        return (
            cannot_tell("How many remissions there were is not noted.", _STATUS) if history else now
        )
    relapses = record.facts.relapses
    if len(relapses) == 1 and relapses[0].status.type == "relapse":
        first = relapses[0].status
        return settled(True, f"After one relapse: {first.words}.", *now.evidence, first.evidence)
    return cannot_tell("How many remissions there were is not noted.", _STATUS)


def _is_present(event: StatusFact, record: Record) -> bool:
    """Whether an assessment tells how things stand today: new, or nothing was given since."""
    return bool(
        is_fresh(event.date, record.as_of, Span(LAB_DAYS, LAB_DAYS))
        or (
            is_fresh(event.date, record.as_of, Span(MARROW_DAYS, MARROW_DAYS))
            and not treated_since(event.date, record)
        )
    )


def treated_since(day: PartialDate | None, record: Record) -> bool:
    """Whether a treatment against the cancer may have been given after a day."""
    if day is None:
        return True
    return any(
        phase.state in ("ongoing", "no_end_noted")
        or (phase.end is not None and phase.end.latest > day.earliest)
        for phase in record.facts.phases
        if phase.state != "planned" and phase.modality not in _NOT_ANTICANCER
    )


def came_back_since(day: PartialDate | None, record: Record) -> bool:
    """Whether active disease was noted after a day."""
    if day is None:
        return True
    return any(
        event.date is not None and event.date.after(day) and _is_active(event)
        for event in record.facts.status_events
    )


def _untreated(record: Record, history: bool) -> Finding:
    given = [
        phase
        for phase in record.facts.phases
        if phase.state in ("given", "ongoing") and phase.modality not in _NOT_ANTICANCER
    ]
    if not given:
        gap = MissingFact(("treatments",), "which treatments were given")
        return cannot_tell("No treatment is noted; that does not prove that there was none.", gap)
    first = given[0]
    return settled(False, f"Treated before: {shown(first.evidence)}.", first.evidence)


def _mrd_positive(record: Record, history: bool) -> Finding:
    event = record.facts.latest_mrd
    if event is None:
        return cannot_tell("There is no MRD result in the record.", _MRD)
    row = record.row_of(event.evidence)
    qualifier = row.mrd_qualifier if isinstance(row, StatusEvent) else None
    if not _is_present(event, record):
        gap = MissingFact(_MRD.key, _MRD.name, Why.OLD, event.evidence)
        return cannot_tell(f"The last MRD result is old: {event.words}.", gap)
    if qualifier not in ("positive", "positive_nonquantifiable", "negative"):
        gap = MissingFact(_MRD.key, _MRD.name, Why.UNCLEAR, event.evidence)
        return cannot_tell(f"{event.words}: neither found nor excluded.", gap)
    return settled(qualifier != "negative", f"{event.words}.", event.evidence)


def _mrd_negative(record: Record, history: bool) -> Finding:
    return _mrd_positive(record, history).turned()


_LOOKS: dict[str, Callable[[Record, bool], Finding]] = {
    "relapsed": _relapsed,
    "refractory": _refractory,
    "progression": _progression,
    "remission": _remission,
    "remission_first": _first_remission,
    "remission_second": _second_remission,
    "untreated": _untreated,
    "mrd_positive": _mrd_positive,
    "mrd_negative": _mrd_negative,
}
