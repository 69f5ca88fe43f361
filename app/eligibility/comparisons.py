"""Literal comparisons of a line: which variable each limit belongs to.

"platelets >= 50 x 10^9/L" is easy; the work is in lists ("AST and ALT <= 3 x ULN"), second limits
("or <= 5 x ULN if liver involvement"), names with synonyms in brackets, and in leaving alone what
belongs to something else (doses, grades, ages in conditions, other analytes).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.case.value_class import value_class
from app.eligibility.ages import AgeLimit, split_ages
from app.eligibility.lexicon import BY_NAME, MENTIONS, Variable
from app.eligibility.limit_values import CELL_COUNTS, of, of_variable
from app.eligibility.marker_limits import marker_shares
from app.eligibility.model import Comparison
from app.eligibility.phrases import Found
from app.eligibility.plain_text import Line
from app.eligibility.prior_lines import line_counts
from app.eligibility.quantities import Quantity, quantities
from app.eligibility.time_windows import TimeWindow, time_windows

_SCALES = frozenset({"ecog", "karnofsky", "lansky", "performance"})
# What is possible at all: a limit outside belongs to something else.
_POSSIBLE = {
    "ecog": (0, 5), "karnofsky": (10, 100), "lansky": (10, 100), "lvef": (0, 100),
    "lvsf": (0, 100), "spo2": (0, 100), "hemoglobin": (2, 250), "creatinine": (0, 1000),
    "bilirubin": (0, 600), "qtc": (200, 1000), "inr": (0, 20), "bmi": (5, 100),
    "systolic": (60, 260), "diastolic": (30, 160), "heart_rate": (25, 250), "gcs": (3, 15),
    "temperature": (30, 110), "respiratory_rate": (5, 80),
}  # fmt: skip

_JOIN = re.compile(
    r"(?:[\s,/&()\[\]:*-]|\b(?:and|or|either|both|serum|plasma|blood|total|the|an?|as well as|"
    r"levels?|counts?|values?|for|of|in|by|to|on|scores?|scales?|play|status|index|equivalent|"
    r"system|tests?|i\.?e\.?|adults?|children|patients|pa?ediatrics?|who|modified|criteria|"
    r"measured|calculated|estimated|performance|as|applicable|appropriate|respectively)\b|"
    r"\.(?=[a-z,]))*"
)
_BARE_GAP = re.compile(
    r"(?:[\s,:*=/\"'&-]|\b(?:of|is|are|was|must|should|be|will|has|have|having|an?|the|at|to|or|"
    r"and|with|by|on|as|for|scores?|scales?|status(?:es)?|levels?|counts?|values?|performance|index|"
    r"baseline|screening|equals?|equal|grade|range|ranging|between|from|defined|measured|test|"
    r"corresponding|either|only|criteria|result|group|oncology|acrin|assessment|points?|"
    r"estimated|calculated|rate|ratio|interval|adequate|good|current|patients?|subjects?|"
    r"participants?|who|required|requirement|clinical|within|zubrod|class|ps|pst|pre-?operative|"
    r"play|initial|study|entry|during|documented|time|total|obtained|enrollment|enrolment|less|"
    r"more|greater|lower|higher|grade|standard|rating|"
    r"number|applicable|appropriate|respectively|institutional|normal|units?|percent|in|predicted|"
    r"adults?|children|fraction|"
    r"rest|resting|room|air|breathing|while|uncorrected|corrected|absolute|maintained|"
    r"maintain|any|all|that|which|it|least|being|than|not|does|exceed|known|documented|"
    r"disease|prior|therapy|registration|randomi[sz]ation|treatment|before|evaluation)\b|"
    r"\.(?=\s?\d)|[()\[\]])*"
)  # fmt: skip
_PARENS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SENTENCE_END = re.compile(
    r"(?<!e\.g)(?<!i\.e)(?<!\bvs)(?<!approx)(?<!\bno)(?<!\bdr)[.;](?=\s+[^\d\s<>≥≤=(])|\n"
)
_CELLS_AFTER = re.compile(
    r"\s*(?:of\s+)?(?:(?:the|all|total|bone|marrow|bm|peripheral|blood|pb|circulating|"
    r"leuk[a]?emi[ac]|abnormal|nucleated|immature|malignant)\s+)*(?:lympho|myelo)?blasts?\b"
    r"(?!\s+(?:express|positive|with|are))"
)


@value_class
class _Group:
    """Names that share a limit ("AST (SGOT) and ALT")."""

    variables: tuple[Variable, ...]
    start: int
    end: int


@value_class
class LinkedLimit:
    """A limit with the variables it belongs to.

    Attributes:
        variables: one or several ("AST and ALT <= 3 x ULN").
        limit: the limit.
        start: where the names begin; the limit's own start for a second limit.
        names: the words that name the variables, with what joins them.
    """

    variables: tuple[Variable, ...]
    limit: Quantity
    start: int
    names: str


@value_class
class Measures:
    """Everything measured or timed that a line speaks of."""

    ages: tuple[AgeLimit, ...]
    counted: tuple[Quantity, ...]
    shares: tuple[tuple[Quantity, str], ...]
    linked: tuple[LinkedLimit, ...]
    windows: tuple[TimeWindow, ...]
    loose: tuple[Quantity, ...]


_OF_THE_DONOR = re.compile(r"\W*(?:\w+\s){0,2}donors?\b(?! (?:lymphocyte|leukocyte))")
_NOTHING = Measures((), (), (), (), (), ())


def measures(line: Line) -> Measures:
    """Return the limits of a line, each given to what it belongs to."""
    limits = quantities(line)
    if not limits or _OF_THE_DONOR.match(line.plain):
        return _NOTHING
    ages, rest = split_ages(line, limits)
    counted = line_counts(line, rest)
    shares = marker_shares(line, rest)
    taken = {limit.number_start for limit in counted} | {limit.number_start for limit, _ in shares}
    rest = [limit for limit in rest if limit.number_start not in taken]
    linked = link(_without_asides(line, ages), rest)
    used = {one.limit.start for one in linked if any(v.reported for v in one.variables)}
    rest = [limit for limit in rest if limit.start not in used]
    windows = time_windows(line, rest)
    timed = {window.quantity.number_start for window in windows}
    owned = {one.limit.start for one in linked}
    loose = [x for x in rest if x.number_start not in timed and x.start not in owned]
    return Measures(
        tuple(ages), tuple(counted), tuple(shares), tuple(linked), tuple(windows), tuple(loose)
    )


def comparisons(found: Measures) -> tuple[Comparison, ...]:
    """Return every literal comparison of a line, in its order; time windows as "time_since"."""
    every = [c for age in found.ages if not age.condition for c in of("age", age.quantity, "year")]
    every += [c for limit in found.counted for c in of("prior_lines", limit)]
    for limit, marker in found.shares:
        every += [replace(c, what=marker) for c in of("marker_expression", limit)]
    every += [
        c
        for one in found.linked
        for v in one.variables
        if v.reported
        for c in of_variable(v, one.limit)
    ]
    every += [c for window in found.windows for c in of("time_since", window.quantity)]
    return tuple(sorted(every, key=lambda c: c.span.start))


# Everything in a bracket but the brackets and the names of the scales.
_NOT_A_SCALE = re.compile(r"(?:(?!karnofsky|lansky)[^()\[\]])+")


def _without_asides(line: Line, ages: Sequence[AgeLimit]) -> Line:
    """Blank the brackets that only say for what age a limit is ("Lansky (age < 16) or ...")."""
    plain = line.plain
    for age in ages:
        for bracket in _PARENS.finditer(plain):
            if bracket.start() < age.quantity.start < bracket.end():
                names = _NOT_A_SCALE.sub(lambda match: " " * len(match.group()), bracket.group())
                plain = plain[: bracket.start()] + names + plain[bracket.end() :]
                break
    return line if plain is line.plain else line.with_plain(plain)


def link(line: Line, limits: Sequence[Quantity]) -> list[LinkedLimit]:
    """Give each limit to the variable or variables it belongs to; leave out what has none."""
    mentions = [m for m in MENTIONS.find(line) if _is_meant(line, m)]
    if not mentions or not limits:
        return []
    groups = _groups(line, mentions, limits)
    found: list[LinkedLimit] = []
    for limit in _with_borrowed_ops(limits):
        owners, group = _owners(line, limit, groups, limits)
        if owners:
            found.append(_linked(line, owners, group, limit, found))
    return found


_PERFORMANCE = re.compile(r"perform|ecog|zubrod|karnofsky|lansky|\bwho\b|swog|gog\b")


def _with_borrowed_ops(limits: Sequence[Quantity]) -> list[Quantity]:
    """Give a count without an operator the one before it ("ANC >= 500/uL, platelets 50,000/uL")."""
    ready: list[Quantity] = []
    for limit in limits:
        last = ready[-1] if ready else None
        near = last is not None and limit.start - last.end < 60
        if (
            near
            and last is not None
            and limit.op is None
            and not limit.is_range
            and limit.dimension == "count"
            and last.op in (">=", ">")
        ):
            limit = replace(limit, bounds=(replace(limit.bounds[0], op=last.op),))
        ready.append(limit)
    return ready


def _is_meant(line: Line, mention: Found[Variable]) -> bool:
    """Tell whether "PS" is the performance status."""
    if line.plain[mention.start : mention.end] not in ("ps", "pst"):
        return True
    return _PERFORMANCE.search(line.plain) is not None


def _linked(
    line: Line,
    owners: tuple[Variable, ...],
    group: _Group | None,
    limit: Quantity,
    found: Sequence[LinkedLimit],
) -> LinkedLimit:
    if group is None:
        return LinkedLimit(owners, limit, limit.start, "")
    names = line.plain[group.start : group.end]
    again = any(one.start <= group.start < one.limit.end for one in found)
    start = limit.start if again or group.start > limit.start else group.start
    return LinkedLimit(owners, limit, start, names)


def _groups(
    line: Line, mentions: Sequence[Found[Variable]], limits: Sequence[Quantity]
) -> list[_Group]:
    groups: list[_Group] = []
    for mention in mentions:
        variables = _members(mention.meaning)
        last = groups[-1] if groups else None
        if last is not None and _joined(line, last.end, mention.start, limits):
            merged = tuple(dict.fromkeys(last.variables + variables))
            groups[-1] = _Group(merged, last.start, mention.end)
        else:
            groups.append(_Group(variables, mention.start, mention.end))
    return groups


def _members(variable: Variable) -> tuple[Variable, ...]:
    if variable.members:
        return tuple(BY_NAME[name] for name in variable.members)
    return (variable,)


def _joined(line: Line, start: int, end: int, limits: Sequence[Quantity]) -> bool:
    """Tell whether only joining words stand between two names."""
    if len(line.plain[start:end].replace(" ", "")) > 60:
        return False
    if any(start <= limit.number_start < end for limit in limits):
        return False
    match = _JOIN.match(line.plain, start, end)
    return match is not None and match.end() == end


def _owners(
    line: Line, limit: Quantity, groups: Sequence[_Group], limits: Sequence[Quantity]
) -> tuple[tuple[Variable, ...], _Group | None]:
    if limit.op is None and not limit.is_range:
        return (), None
    if limit.dimension == "percent" and _CELLS_AFTER.match(line.plain, limit.end):
        behind = next((g for g in groups if g.start >= limit.end), None)
        return (BY_NAME["blasts"],), behind
    for group in reversed([g for g in groups if g.end <= limit.number_start]):
        fitting = tuple(v for v in group.variables if _fits(v, limit))
        if fitting and fitting[0].name == "blasts" and _is_of_other_cells(line, limit):
            return (), None
        if fitting:
            if not _reaches(line, group, limit, limits):
                return (), None
            return _scales(fitting, limit, line, groups), group
        if not _is_aside(line.plain, group, limit):
            break
    return _named_after(line, limit, groups)


_OTHER_CELLS = re.compile(
    r"\b(?:(?:lympho|mono|granulo|plasma|erythro|promyelo)cytes?|lymphoid|plasma cells?|"
    r"plasmacytosis|cellularity)\b"
)
_OTHER_CELLS_BEHIND = re.compile(
    r"\s*(?:of\s+)?(?:(?:the|all|total|abnormal|clonal|malignant|mature|small|marrow|bone)\s+)*"
    + _OTHER_CELLS.pattern
)


_TOGETHER_WITH_BLASTS = re.compile(
    _OTHER_CELLS.pattern + r"\s*(?:and|or|and/or|/|\+|plus)\s*(?:[a-z]+\s+)?[a-z]*blasts?\b"
)


def _is_of_other_cells(line: Line, limit: Quantity) -> bool:
    """Tell "marrow blasts < 5%, lymphocytes < 20%": the second limit is not one of blasts."""
    if _TOGETHER_WITH_BLASTS.search(line.plain, 0, limit.start) is not None:
        return True
    named = line.plain.rfind("blast", 0, limit.start)
    if named >= 0 and _OTHER_CELLS.search(line.plain, named, limit.start) is not None:
        return True
    return _OTHER_CELLS_BEHIND.match(line.plain, limit.end) is not None


def _is_aside(plain: str, group: _Group, limit: Quantity) -> bool:
    """Tell whether a name stands in a bracket that is closed before the limit."""
    opened = plain.rfind("(", 0, group.start)
    return opened > plain.rfind(")", 0, group.start) and ")" in plain[group.end : limit.start]


def _fits(variable: Variable, limit: Quantity) -> bool:
    """Tell whether a limit in this unit and of this size can be one of the variable."""
    if variable.name in CELL_COUNTS and limit.unit == "g/L":  # giga per liter
        return limit.value >= 1 or variable.name != "platelets"
    if limit.dimension not in variable.dimensions:
        return False
    low, high = _POSSIBLE.get(variable.name, (0, 10**12))
    if limit.unit in ("xULN", "xLLN"):
        return True
    return all(low <= bound.value <= high for bound in limit.bounds[-1:])


def _reaches(line: Line, group: _Group, limit: Quantity, limits: Sequence[Quantity]) -> bool:
    """Tell whether the words between name and limit let them belong together."""
    gap = line.plain[group.end : limit.start]
    if _SENTENCE_END.search(gap):
        return False
    between = [x for x in limits if group.end <= x.start < limit.start]
    if between:
        gap = line.plain[between[-1].end : limit.start]
        return len(gap) <= 80 and (limit.dimension != "none" or limit.op is not None)
    if limit.dimension != "none":
        return len(gap) <= 140
    bare = _PARENS.sub(" ", gap)
    match = _BARE_GAP.match(bare)
    return match is not None and match.end() >= len(bare.rstrip(" (["))


def _scales(
    fitting: tuple[Variable, ...], limit: Quantity, line: Line, groups: Sequence[_Group]
) -> tuple[Variable, ...]:
    """Turn "performance status" into the scale that is meant."""
    if not any(v.name == "performance" for v in fitting):
        return fitting
    special = tuple(v for v in fitting if v.name in _SCALES and v.name != "performance")
    if special:
        return (
            special if not _LANSKY_OR_OTHER.search(line.plain) else (*special, BY_NAME["karnofsky"])
        )
    if limit.value <= 5:
        return (BY_NAME["ecog"],)
    if limit.value < 10:
        return ()
    later = [g for g in groups if g.start >= limit.end]
    named = tuple(v for g in later for v in g.variables if v.name in ("karnofsky", "lansky"))
    return tuple(dict.fromkeys(named)) or (BY_NAME["karnofsky"],)


# "Lansky (under 16) or performance status >= 70": the other scale is Karnofsky.
_LANSKY_OR_OTHER = re.compile(
    r"^(?!.*karnofsky).*\blansky\b[^.;]*\bor performance (?:status|score)[^.;]{0,12}\d0"
)


def _named_after(
    line: Line, limit: Quantity, groups: Sequence[_Group]
) -> tuple[tuple[Variable, ...], _Group | None]:
    """Return the variable named right behind its limit (">= 50,000 platelets")."""
    group = next((g for g in groups if g.start >= limit.end), None)
    if group is None or group.start - limit.end > 25:
        return (), None
    if not _BETWEEN_LIMIT_AND_NAME.fullmatch(line.plain, limit.end, group.start):
        return (), None
    fitting = tuple(v for v in group.variables if _fits(v, limit))
    return (_scales(fitting, limit, line, groups), group) if fitting else ((), None)


_BETWEEN_LIMIT_AND_NAME = re.compile(
    r"[\s)]*(?:of|in|for|the|total|serum|on|by|body|minimum|estimated|\s)*"
)
