"""Other illnesses and infections: what the record names, and when it was there.

Problems, side effects and infections are rows in the family's words. The phrases by which
criteria are read name the illness in them, too; a few everyday words stand beside them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.case.entities import Infection, Problem, Toxicity, Treatment
from app.case.facts.dose_days import noted_day
from app.case.facts.health import infection_state
from app.case.facts.model import Evidence, LastDay
from app.case.facts.records import evidence, may_have_been
from app.case.partial_date import PartialDate
from app.case.value_class import value_class
from app.eligibility.checking.events import Event
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding, MissingFact, Why, cannot_tell, settled
from app.eligibility.checking.words import shown
from app.eligibility.model import Kind, Presence, Topic
from app.eligibility.plain_text import as_line
from app.eligibility.topics import topics

# A clot at a line is told apart by many trials, and says nothing of one elsewhere.
_LINE = r"\b(?:line|catheter|port|picc|hickman|broviac)\b"
_CLOT_AT_LINE = re.compile(
    rf"{_LINE}.*\b(?:clots?|thrombosis)\b|\bclots?\b.*{_LINE}", re.IGNORECASE
)
# What families and clinics write for what criteria call otherwise.
_EVERYDAY = (
    (re.compile(r"\bblood clots?\b|\bclot in\b", re.IGNORECASE), "condition:thromboembolism"),
    (re.compile(rf"{_LINE}.*\bclots?\b|\bclots?\b.*{_LINE}", re.IGNORECASE),
     "condition:line_thrombosis"),
    (re.compile(r"\bpulmonary embol|\bclots? (?:in|on) the lungs?\b|\blung clots?\b",
                re.IGNORECASE), "condition:thromboembolism"),
    (re.compile(r"\bclots? (?:in|on) the lungs?\b|\blung clots?\b", re.IGNORECASE),
     "condition:pulmonary_embolism"),
    (re.compile(r"\bnumb\b|\bnerve (?:pain|damage)\b", re.IGNORECASE), "condition:neuropathy"),
    (re.compile(r"\bhigh blood pressure\b", re.IGNORECASE), "condition:hypertension"),
    (re.compile(r"\birregular heart", re.IGNORECASE), "condition:arrhythmia"),
    (re.compile(r"\bhigh blood fats\b", re.IGNORECASE), "condition:hypertriglyceridemia"),
)  # fmt: skip
_OVER = re.compile(
    r"\b(?:resolved|gone|past|healed|cured|no longer|ended|recovered|former)\b", re.IGNORECASE
)
_DENIED = re.compile(
    r"\b(?:no|not|none|never|nil|denie[sd]|denying|denial|negative|absent|absence|without|free of"
    r"|ruled out|rule out|excluded|unlikely|unconfirmed)\b",
    re.IGNORECASE,
)
# With these a denial is of something narrower: "no further seizures", "no seizures since 2020".
_PLAIN_DENIAL = re.compile(
    r"(?:no|denie[sd]|never|never had|never any|none|any|known|prior|previous|past|personal|history"
    r"|a|of|or|and|the|ruled out|excluded|absent|not present|medical|disease|,|/|\.|:|;|\s)*",
    re.IGNORECASE,
)
# Somebody else's illness, or one that is only feared.
_NOT_SURE = re.compile(
    r"\b(?:family|familial|mother|father|parents?|brother|sister|siblings?|aunt|uncle|cousin"
    r"|grand\w+|risk|screen\w*|suspect\w*|suspicion|possibl[ey]|probabl[ey]|question\w*|maybe"
    r"|perhaps|potential|concern|prevent\w*|prophyla\w*|borderline|pre-?"
    r"|signs?|symptoms?|like|features|suggestive|consistent|compatible|work-?up|evaluation"
    r"|differential)\b|\?",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"^\s*(?:past|prior|previous|former|history of|h/o|status post)\b|\bago\b", re.IGNORECASE
)
_HISTORY = frozenset({"history", "prior"})
_PLAIN_QUALITIES = frozenset({"active", "current", "history", "prior"})


@value_class
class Illness:
    """An illness of the record.

    Attributes:
        ids: what it is, as ids of topics.
        sure: False for side effects, whose words say less than a diagnosis, and where feared.
        over: it is noted as gone.
        feared: it is only suspected, or a relative's.
        denied: it is noted that it was never there.
    """

    ids: frozenset[str]
    sure: bool
    over: bool
    start: PartialDate | None
    end: PartialDate | None
    evidence: Evidence
    feared: bool = False
    denied: bool = False


@lru_cache(maxsize=2048)
def named_conditions(text: str) -> frozenset[str]:
    """Return the illnesses that a row's words name, as ids of topics."""
    found = {id for one in topics(as_line(text)) for id in one.topic.ids}
    found |= {id for pattern, id in _EVERYDAY if pattern.search(text)}
    return frozenset(id for id in found if id.startswith(("condition:", "virus:")))


@lru_cache(maxsize=4)
def illnesses_of(record: Record) -> tuple[Illness, ...]:
    """Return the illnesses of a record that can be named."""
    found = (*_problems(record), *_side_effects(record))
    return tuple(illness for illness in found if illness.ids)


def _problems(record: Record) -> Iterator[Illness]:
    for row in record.case.all(Problem):
        if not row.name or not may_have_been(row.since, record.as_of):
            continue
        said = f"{row.name}. {row.status or ''}"
        denied = _DENIED.search(said) is not None
        if denied and not _denies_plainly(said):
            continue
        over = bool(_OVER.search(row.status or "") or _PAST.search(row.name))
        feared = _NOT_SURE.search(said) is not None
        sure = not feared and _CLOT_AT_LINE.search(row.name) is None
        found = evidence(record.case, row, _with_status(row, denied), row.since)
        ids = named_conditions(row.name)
        yield Illness(ids, sure, over, row.since, None, found, feared, denied)


def _with_status(row: Problem, denied: bool) -> str:
    name = row.name or ""
    return f"{name}: {row.status}" if denied and row.status else name


@lru_cache(maxsize=2048)
def _denies_plainly(said: str) -> bool:
    """Whether words deny the illnesses they name, all of each and for all time."""
    left, end = "", 0
    for one in topics(as_line(said)):
        left += said[end : one.start] + ", "
        end = one.end
    return _PLAIN_DENIAL.fullmatch(left + said[end:]) is not None


def _side_effects(record: Record) -> Iterator[Illness]:
    for row in record.case.all(Toxicity):
        if not row.term or not may_have_been(row.start, record.as_of):
            continue
        if (row.grade or "").strip() == "0" or _DENIED.search(row.term):
            continue
        over = row.end is not None and row.end.latest <= record.as_of
        parent = record.case.get(Treatment, row.parent_id)
        found = evidence(record.case, row, row.term, row.start, parent)
        yield Illness(named_conditions(row.term), False, over, row.start, row.end, found)


def check_illness(asked: Presence, record: Record) -> Finding:
    """Whether the record names an illness the line speaks of."""
    topic = asked.topic
    missing = MissingFact(_key(topic), topic.text.strip() or "other illnesses")
    mine = [i for i in illnesses_of(record) if i.ids & set(topic.ids)]
    denied = [i for i in mine if i.denied and i.ids >= set(topic.ids)]
    if denied and len(denied) == len(mine):
        row = denied[0].evidence
        return settled(False, f"{shown(row)}.", row)
    mine = [i for i in mine if not i.denied]
    if not mine:
        said = f"“{missing.name}” is not noted; that does not prove that it was never there."
        return cannot_tell(said, missing)
    best = min(mine, key=lambda i: (not i.sure, i.over))
    now_or_ever = not best.over or bool(topic.qualities & _HISTORY)
    if best.sure and now_or_ever and not topic.qualities - _PLAIN_QUALITIES:
        return settled(True, f"{shown(best.evidence)}.", best.evidence)
    said = f"{shown(best.evidence)}. Whether this is meant cannot be told."
    gap = MissingFact(missing.key, missing.name, Why.UNCLEAR)
    return cannot_tell(said, gap, evidence=(best.evidence,))


def _key(topic: Topic) -> tuple[str, ...]:
    names = sorted(id.split(":", 1)[1] for id in topic.ids)
    return ("condition", *(names or [" ".join(topic.text.casefold().split())]))


@value_class
class Occurrences:
    """When an illness was there; `perhaps`: only feared, or not known to be the person's."""

    sure: tuple[Event, ...]
    perhaps: tuple[Event, ...] = ()


def occurrences(topic: Topic, record: Record) -> Occurrences:
    """Return when an illness or infection that a topic names was there, as events in time."""
    if topic.kind is Kind.INFECTION and not topic.ids and not topic.named:
        found = tuple(_infections(record))
        return Occurrences((), found) if _OF_SOME_GERM.search(topic.text) else Occurrences(found)
    wanted = set(topic.ids)
    left_out = {id for out in topic.without for id in out.ids}
    told = (i for i in illnesses_of(record) if not i.denied)
    mine = [i for i in told if i.ids & wanted and not i.ids & left_out]
    return Occurrences(
        tuple(_as_event(illness, record) for illness in mine if not illness.feared),
        tuple(_as_event(illness, record) for illness in mine if illness.feared),
    )


# Which germ an infection was of, its name alone seldom tells.
_OF_SOME_GERM = re.compile(
    r"fung|mou?ld|yeast|bacter|vir(?:al|us)|parasit|protozo|opportunist|respirat|urinary|lung|skin",
    re.IGNORECASE,
)

# These happen on a day; "within 6 months" counts from it, however long they were treated.
_HAPPEN = frozenset(
    f"condition:{name}"
    for name in (
        "thromboembolism line_thrombosis myocardial_infarction stroke bleeding pancreatitis"
        " cerebrovascular tia crs"
    ).split()
)


def _as_event(illness: Illness, record: Record) -> Event:
    start = illness.start.earliest if illness.start else None
    if illness.start is not None and illness.over and illness.ids & _HAPPEN:
        last = noted_day(illness.start, record.as_of)
    elif illness.end is not None and illness.over:
        ended = noted_day(illness.end, record.as_of)
        # The illness came at its start and was there until its end: any of these days is meant.
        last = LastDay("within", start or ended.earliest, ended.latest, illness.end)
    else:
        last = LastDay("no_end_noted", start, record.as_of, None)
    return Event(illness.evidence, illness.ids, last=last, start=illness.start)


def _infections(record: Record) -> Iterator[Event]:
    for row in record.case.all(Infection):
        if not may_have_been(row.date, record.as_of):
            continue
        found = evidence(record.case, row, row.name or "Infection", row.end_date or row.date)
        state = infection_state(row, record.as_of)
        last = _until(row, state, record)
        yield Event(found, frozenset({"infection"}), last=last, start=row.date)


def _until(row: Infection, state: str, record: Record) -> LastDay:
    if row.end_date is not None and state == "resolved":
        return noted_day(row.end_date, record.as_of)
    if state == "active":
        return LastDay("continuing", record.as_of, record.as_of, None)
    return LastDay("no_end_noted", row.date.earliest if row.date else None, record.as_of, None)


def check_infection(asked: Presence, record: Record) -> Finding:
    """Whether there is an infection; that none is noted does not prove that there is none."""
    missing = MissingFact(("infection",), "infections now")
    rows = record.facts.infections
    active = [row for row in rows if row.state == "active"]
    if "history" in asked.topic.qualities and rows:
        gap = MissingFact(missing.key, missing.name, Why.UNCLEAR, rows[0].evidence)
        return cannot_tell(f"{shown(rows[0].evidence)}.", gap)
    if active and not asked.topic.qualities - {"active", "current"}:
        return settled(True, f"{shown(active[0].evidence)}.", active[0].evidence)
    unsettled = [row for row in rows if row.state != "resolved"]
    if unsettled:
        gap = MissingFact(missing.key, missing.name, Why.UNCLEAR, unsettled[0].evidence)
        return cannot_tell(f"{shown(unsettled[0].evidence)}: the team judges this.", gap)
    return cannot_tell("No infection is noted now; ask whether there is one.", missing)
