"""The understood pieces of a line, each with its place: limits, times since events, topics.

A unit is a requirement and the words it was read from; `trees` joins units by the words between.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from app.case.value_class import value_class
from app.eligibility.ages import CONDITION_HEAD, AgeLimit
from app.eligibility.anchors import WindowWords, window_words
from app.eligibility.comparisons import LinkedLimit, Measures
from app.eligibility.joining import agreed
from app.eligibility.limit_values import of, of_variable
from app.eligibility.marker_limits import CELLS_BEHIND
from app.eligibility.model import (
    All,
    Anchor,
    AnyOf,
    Comparison,
    Duration,
    Kind,
    Not,
    NotRead,
    Presence,
    Requirement,
    Span,
    Who,
)
from app.eligibility.plain_text import Line
from app.eligibility.pressure_pairs import PRESSURES, pair_end, pressure_pair
from app.eligibility.quantities import Quantity
from app.eligibility.time_windows import TimeWindow
from app.eligibility.topics import FoundTopic

UnitKind = Literal["limit", "age", "topic", "window", "read"]


@value_class
class Unit:
    """An understood piece.

    Attributes:
        start, end: its words.
        kind: "limit" and "age" carry comparisons, "topic" a topic not yet placed, "window" a time
            not yet given to its event, "read" is finished.
        requirement: what it states; None for a topic or a window on its own.
        topic, window, words: the raw pieces of the unfinished kinds.
        variables: names of a limit's variables, to see second limits of the same ones.
        more: further windows that compete with this one ("or 5 half-lives").
        free: the time itself says that nothing happened ("without transfusion for 7 days").
    """

    start: int
    end: int
    kind: UnitKind
    requirement: Requirement | None = None
    topic: FoundTopic | None = None
    window: TimeWindow | None = None
    words: WindowWords | None = None
    variables: tuple[str, ...] = ()
    more: tuple["Unit", ...] = ()
    free: bool = False


_SCALES = frozenset({"karnofsky", "lansky", "ecog"})
_METHODS = (
    ("24-hour urine", re.compile(r"24[- ]?(?:hour|hr|h)\b[^.;]{0,20}\burine|urine collection")),
    ("cockcroft-gault", re.compile(r"cockcroft")),
    ("mdrd", re.compile(r"\bmdrd\b|modification of diet")),
    ("ckd-epi", re.compile(r"\bckd-?epi\b")),
    ("schwartz", re.compile(r"\bschwartz\b")),
    ("fridericia", re.compile(r"\bfrid\w+|\bqtcf\b")),
    ("bazett", re.compile(r"\bbaz\w+|\bqtcb\b")),
    ("egfr", re.compile(r"\bgfr\b|\begfr\b|glomerular")),
    ("room air", re.compile(r"\broom air\b")),
)  # fmt: skip
_BY_INSTITUTION = re.compile(
    r"institutional (?:standard|guideline|practice)|any method|or (?:by )?other"
)


def units(line: Line, found: Measures, topics: Sequence[FoundTopic], must_hold: bool) -> list[Unit]:
    """Return the understood pieces of a line in its order, none overlapping another.

    `must_hold` decides what "AST/ALT" means: both within a limit that has to hold, either one
    beyond a limit that keeps people out.
    """
    for_scales = any(v.name in _SCALES for one in found.linked for v in one.variables)
    pieces = [_age(line, age, for_scales, found.ages) for age in found.ages]
    pieces += [_counted(line, limit) for limit in found.counted]
    pieces += [_share(line, limit, marker) for limit, marker in found.shares]
    pieces += [_limit(line, one, must_hold) for one in found.linked]
    pieces += _windows(line, found.windows)
    pieces += [_of_topic(line, topic) for topic in topics]
    if must_hold and "adul" in line.leads and _OTHER_AGES.isdisjoint(line.leads):
        pieces += _adults(line, bool(found.ages))
    return _apart(pieces)


_INDEPENDENT = re.compile(r"[ -]*independen(?:t|ce|cy)\b(?! of)")
_TO_THE_DAY = re.compile(
    r"\b(?:at|by|on|as of|prior to|before|upon)\s+(?:the\s+)?(?:(?:time|date|day|moment|point|"
    r"signing|signature|giving|providing|obtaining|submission|provision)\b\W*(?:of\s+)?(?:the\s+|"
    r"their\s+|his/her\s+)?)+(?:(?:written|voluntary|main|initial|study|\w*signing|providing|"
    r"giving|obtaining|the|of)\s+)*$"
)


def _of_topic(line: Line, found: FoundTopic) -> Unit:
    """Return a topic; one that only names the day of a line, or is denied behind, is finished."""
    unit = Unit(found.start, found.end, "topic", topic=found)
    if found.topic.kind is Kind.TRANSFUSION:
        behind = _INDEPENDENT.match(line.plain, found.end)
        if behind is not None:
            now = Presence(
                replace(found.topic, qualities=found.topic.qualities | {"current"}),
                Span(found.start, found.end),
            )
            span = Span(found.start, behind.end())
            return Unit(found.start, behind.end(), "read", Not(now, span), free=True)
    if found.topic.kind is Kind.CONSENT:
        day = _TO_THE_DAY.search(line.plain, max(0, found.start - 80), found.start)
        if day is not None and day.start() > _AT_BEGINNING:
            return Unit(day.start(), found.end, "read", None)
    return unit


_AT_BEGINNING = 3
_OTHER_AGES = frozenset("chil pedi paed youn adol teen mino infa elde yout juve".split())
_ADULTS = re.compile(
    r"\W*(?:(?:males?|females?|men|women|and|or|all|the|diagnosis|of|age|:|,)\W+){0,5}"
    r"(?P<who>adult(?:s|\(s\))|adults?(?:\(s\))? (?:patients?|subjects?|participants?|"
    r"individuals?|males?|females?|men|women)(?:\(s\))?)(?![\w-])"
)
_SURELY_ADULT, _MAY_BE_ADULT = Decimal(21), Decimal(18)


def _adults(line: Line, says_age: bool) -> list[Unit]:
    """Return what "Adults" at the beginning asks for: 18, or 21, where no age is named."""
    match = _ADULTS.match(line.plain)
    if match is None:
        return []
    span = Span(match.start("who"), match.end("who"))
    return [Unit(span.start, span.end, "read", None if says_age else _grown_up(span))]


def _grown_up(span: Span) -> Requirement:
    at_18 = Comparison("age", ">=", _MAY_BE_ADULT, "year", span)
    at_21 = Comparison("age", ">=", _SURELY_ADULT, "year", span)
    return agreed(at_21, at_18, span)


def _apart(pieces: Sequence[Unit]) -> list[Unit]:
    """Leave out topics that lie inside a limit or a window ("marrow blasts", "study drug")."""
    firm = [unit for unit in pieces if unit.kind != "topic"]
    chosen: list[Unit] = []
    for unit in sorted(firm, key=lambda u: (u.start, -u.end)):
        if not chosen or unit.start >= chosen[-1].end:
            chosen.append(unit)
        elif unit.kind != "window":
            chosen.append(replace(unit, start=chosen[-1].end))
    for unit in pieces:
        if unit.kind == "topic" and all(
            unit.end <= other.start or unit.start >= other.end for other in chosen
        ):
            chosen.append(unit)
    return sorted((u for u in chosen if u.end > u.start), key=lambda u: u.start)


_AGE_BEFORE = re.compile(
    r"\b(?:(?:children|adults?|patients|subjects|participants)\s+)?(?:aged?|ages?|"
    r"age range)(?:\s+(?:of|range|ranging|between|at|is|from|must be|limits?|group))*\s*[:=(]?\s*$"
)
_AGE_BEHIND = re.compile(
    r"\s*(?:years?|yrs?)?\s*(?:of age|old|-?olds?|in age)?(?:\s*\(inclusive\)|\s*,? inclusive)?"
)
# What names people by their age says nothing beside the age itself.
_PEOPLE_BEFORE = re.compile(
    r"\b(?:(?:all|any)\s+)?(?:adults?|child(?:ren)?|infants?|adolescents?|teenagers?|toddlers?|"
    r"minors?)(?:\s+or\s+(?:adults?|child(?:ren)?|adolescents?))?(?:\s+(?:patients?|subjects?|"
    r"participants?|volunteers?|males?|females?|men|women|and|or|persons?|individuals?))*"
    r"(?:\s+(?:who|that|are|is))*\s*[,:(]?\s*$|\b(?:will|must|should|shall) be\s*$"
)
_ON_A_DAY_OF_THE_STUDY = re.compile(
    r"\)?,?\s*(?:at|on|upon|by|during)\s+(?:the\s+)?(?:(?:time|day|date|start|beginning|moment)\s+"
    r"of\s+)?(?:(?:the|this|their|study|first|hospital)\s+)*(?:study|trial|admission|"
    r"hospitali[sz]ation|presentation|visit|screening|enrol?lment|inclusion|recruitment|"
    r"randomi[sz]ation|entry|baseline|referral)\b(?! of)"
)
_AGE_OF_ANOTHER = re.compile(
    r"\b(?:mothers?|maternal|paternal|fathers?|parents?|parental|caregivers?|carers?|guardians?|"
    r"partners?|spouses?|husbands?|wi(?:fe|ves)|siblings?|household|contacts?|dyads?|"
    r"(?:ha(?:ve|s|d)|having|with|of)\s+(?:at least\s+)?(?:an?|one|1|their|his|her|young|minor)\s+"
    r"(?:\(?1\)?\s+)?(?:child(?:ren)?|infants?|bab(?:y|ies)|sons?|daughters?))\b[^.;,:]*$"
)


def _age(line: Line, age: AgeLimit, for_scales: bool, ages: Sequence[AgeLimit]) -> Unit:
    """Return an age; as the condition of a performance scale it states nothing by itself."""
    limit = age.quantity
    start, end = _age_words(line, limit)
    span = Span(limit.start, limit.end)
    if age.condition:
        head = CONDITION_HEAD.search(line.plain[max(0, start - 60) : start])
        start -= len(head.group()) if head else 0
        return Unit(start, end, "age", None if for_scales else NotRead(span, "an age decides"))
    if for_scales and _in_brackets(line.plain, start):
        return Unit(start, end, "age", None)
    parts = of("age", limit, "year")
    if _AGE_OF_ANOTHER.search(line.plain[max(0, limit.start - 80) : limit.start]):
        parts = [replace(part, subject=Who.CAREGIVER) for part in parts]
    then = _THEN.match(line.plain, end)
    if then is not None:
        return Unit(start, then.end(), "age", _as_of_then(parts, span))
    requirement = _together(parts, span)
    if requirement is not None and _names_more(line.plain[start : limit.start], ages):
        requirement = All((requirement, NotRead(span, "children or adults")), span)
    return Unit(start, end, "age", requirement)


_YOUNG = re.compile(r"\b(?:child|infant|adolesc|teen|toddler|minor|p[a]?ediatr)")
_GROWN_UP = re.compile(r"\badults?\b")


def _names_more(words: str, ages: Sequence[AgeLimit]) -> bool:
    """Tell whether "children" or "adults" says more than the ages: "children over 2 years"."""
    ops = {bound.op for age in ages for bound in age.quantity.bounds}
    if _YOUNG.search(words) and not ops & {"<", "<="}:
        return True
    return _GROWN_UP.search(words) is not None and not ops & {">", ">="}


_THEN = re.compile(
    r"\)?,?\s*(?:at|when|on|upon)\s+(?:the\s+|their\s+)?(?:(?:time|date|day|age)\s+of\s+)?(?:the\s+|"
    r"their\s+)?(?:(?:initial|first|original|primary|index|disease|symptom|cancer|tumou?r|all|aml|"
    r"leuk[a]?emia|lymphoma)\s+)*(?:diagnos(?:is|ed)|onset|relapse|transplant(?:ation)?)\b"
)


def _as_of_then(parts: Sequence[Comparison], span: Span) -> Requirement:
    """Return an age at a day in the past: nobody was older then than now."""
    unsure = NotRead(span, "the age at a day in the past")
    at_most = [part for part in parts if part.op in ("<", "<=")]
    at_least = [part for part in parts if part.op not in ("<", "<=")]
    young: list[Requirement] = [AnyOf((part, unsure), span) for part in at_most]
    return All((*young, *at_least, *([unsure] if at_least else [])), span)


def _age_words(line: Line, limit: Quantity) -> tuple[int, int]:
    """Return where the words around an age begin and end that only name whose and when it is."""
    start, end = limit.start, limit.end
    for words in (_AGE_BEFORE, _PEOPLE_BEFORE):
        before = words.search(line.plain[max(0, start - 60) : start])
        start -= len(before.group()) if before else 0
    for words in (_AGE_BEHIND, _ON_A_DAY_OF_THE_STUDY):
        after = words.match(line.plain, end)
        end = after.end() if after else end
    return start, end


def _in_brackets(plain: str, at: int) -> bool:
    return plain.rfind("(", 0, at) > plain.rfind(")", 0, at)


_COUNTED_BEFORE = re.compile(
    r"\b(?:after|following|failed|failing|received|receiving|having received|have had|had|with|"
    r"exposed to|to)\s+(?:failure of\s+)?$"
)


def _counted(line: Line, limit: Quantity) -> Unit:
    before = _COUNTED_BEFORE.search(line.plain[max(0, limit.start - 40) : limit.start])
    start = limit.start - (len(before.group()) if before else 0)
    requirement = _together(of("prior_lines", limit), Span(limit.start, limit.end))
    return Unit(start, limit.end, "limit", requirement, variables=("prior_lines",))


def _share(line: Line, limit: Quantity, marker: str) -> Unit:
    span = Span(limit.start, limit.end)
    parts = [replace(c, what=marker) for c in of("marker_expression", limit)]
    cells = CELLS_BEHIND.match(line.plain, limit.end)
    end = cells.end() if cells else limit.end
    return Unit(limit.start, end, "limit", _together(parts, span), variables=("marker_expression",))


def _limit(line: Line, one: LinkedLimit, must_hold: bool) -> Unit:
    start = one.start
    end = one.limit.end
    if one.start > one.limit.start:
        start = one.limit.start
    if one.names and not one.start < one.limit.start:
        behind = line.plain.find(one.names, one.limit.end)
        end = max(end, behind + len(one.names)) if 0 <= behind - one.limit.end < 40 else end
    if any(v.name in PRESSURES for v in one.variables):
        end = max(end, pair_end(line, one.limit) or 0)
    requirement = _of_variables(line, one, must_hold)
    names = tuple(v.name for v in one.variables)
    return Unit(start, end, "limit", requirement, variables=names)


def _of_variables(line: Line, one: LinkedLimit, must_hold: bool) -> Requirement | None:
    span = Span(one.limit.start, one.limit.end)
    parts: list[Requirement] = []
    if any(v.name in PRESSURES for v in one.variables) and not _is_one_pressure(line, one):
        return pressure_pair(line, one.limit) or NotRead(span, "which pressure is meant")
    for variable in one.variables:
        if variable.name == "mrd":
            parts.append(_residual(one.limit) or NotRead(span, variable.name))
            continue
        comparisons = [_detailed(line, c, one) for c in of_variable(variable, one.limit)]
        together = _together(comparisons, span)
        parts.append(together or NotRead(span, variable.name))
    if len(parts) == 1:
        return parts[0]
    if all(v.name in _SCALES for v in one.variables):
        return AnyOf(tuple(parts), span)  # one scale applies, by age
    every, either = All(tuple(parts), span), AnyOf(tuple(parts), span)
    if must_hold:
        return agreed(every, either, span) if _only(one.names, "or", "and") else every
    return agreed(every, either, span) if _only(one.names, "and", "or") else either


def _is_one_pressure(line: Line, one: LinkedLimit) -> bool:
    """Tell "systolic pressure > 140" from a pair, and from one number for both pressures."""
    return len(one.variables) == 1 and pair_end(line, one.limit) is None


def _residual(limit: Quantity) -> Requirement | None:
    """Return a limit of residual disease: in percent, or as a share such as 10^-4."""
    in_percent = all(bound.unit == "%" for bound in limit.bounds)
    as_share = all(bound.unit is None and bound.value < _LARGEST_SHARE for bound in limit.bounds)
    if not (in_percent or as_share):
        return None
    return _together(of("mrd", limit), Span(limit.start, limit.end))


_LARGEST_SHARE = Decimal("0.005")
"""A larger bare number may be meant in percent or as a share."""


def _only(names: str, word: str, other: str) -> bool:
    """Tell whether names are joined by the one word and not the other."""
    said = re.search(rf"\b{word}\b", names) is not None
    return said and re.search(rf"\b{other}\b", names) is None


def _detailed(line: Line, comparison: Comparison, one: LinkedLimit) -> Comparison:
    near = line.plain[max(0, one.start - 30) : one.limit.end + 130]
    what = _tissue(near) if comparison.variable == "blasts" else None
    return replace(comparison, what=what, method=_method(comparison.variable, near))


def _method(variable: str, near: str) -> str | None:
    """Return the one method a line insists on; several, or any, are none."""
    if variable not in ("crcl", "qtc", "spo2") or _BY_INSTITUTION.search(near):
        return None
    named = [name for name, pattern in _METHODS if pattern.search(near)]
    if "egfr" in named and ("clearance" in near or "crcl" in near):
        named.remove("egfr")
    return named[0] if len(named) == 1 else None


def _tissue(near: str) -> str | None:
    if re.search(r"marrow|\bbm\b", near):
        return "marrow"
    return "blood" if re.search(r"peripheral|circulating|\bblood\b|\bpb\b", near) else None


def _windows(line: Line, windows: Sequence[TimeWindow]) -> list[Unit]:
    """Return the windows, "14 days or 5 half-lives" as one with both lengths."""
    merged: list[Unit] = []
    for window in windows:
        words = window_words(line.plain, window)
        unit = Unit(words.start, words.end, "window", window=window, words=words)
        last = merged[-1] if merged else None
        if last is not None and _is_companion(line.plain, last, unit):
            merged[-1] = _both(last, unit)
        else:
            merged.append(unit)
    return merged


_BETWEEN_WINDOWS = re.compile(r"[\s,(]*(?:or|and|/)?[\s,(]*(?:for|within|at least|a|minimum)?\s*")


def _is_companion(plain: str, last: Unit, unit: Unit) -> bool:
    assert last.window is not None
    assert unit.window is not None
    half_life = "half-life" in (last.window.quantity.unit, unit.window.quantity.unit)
    return half_life and _BETWEEN_WINDOWS.fullmatch(plain, last.end, unit.start) is not None


def _both(last: Unit, unit: Unit) -> Unit:
    assert last.words is not None
    assert unit.words is not None
    words = replace(
        last.words,
        whichever=last.words.whichever or unit.words.whichever,
        anchor=last.words.anchor if last.words.anchor is not Anchor.NOT_SAID else unit.words.anchor,
    )
    return replace(last, end=unit.end, words=words, more=(*last.more, unit))


def _together(parts: Sequence[Comparison], span: Span) -> Requirement | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else All(tuple(parts), span)


def durations(unit: Unit) -> tuple[Duration, ...]:
    """Return the lengths of a window and of those that compete with it."""
    found: list[Duration] = []
    for one in (unit, *unit.more):
        assert one.window is not None
        found += [Duration(b.value, b.unit or "day") for b in one.window.quantity.bounds]
    return tuple(found)


def freshest(comparison: Comparison, duration: Duration) -> Comparison:
    """Return the comparison with a limit on how old the value may be."""
    return replace(comparison, window=duration)


EVENT_KINDS = frozenset(
    {
        Kind.PRIOR_THERAPY, Kind.PRIOR_HSCT, Kind.PRIOR_CART, Kind.IMMUNOSUPPRESSION, Kind.SURGERY,
        Kind.TRIAL, Kind.TRANSFUSION, Kind.VACCINE, Kind.MEDICATION, Kind.CARDIAC, Kind.CONDITION,
        Kind.INFECTION, Kind.SECOND_MALIGNANCY, Kind.GVHD, Kind.DISEASE_STATUS, Kind.CNS,
    }
)  # fmt: skip
"""Kinds of topic that can be the event of a time window."""
