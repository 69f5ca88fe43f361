"""Ages: which limits of a line are ages, and whose.

An age is a limit of its own ("18 years or older") or the condition of another one ("Lansky for
patients under 16"); ages in consent rules and ages at diagnosis are no limit at all.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.case.value_class import value_class
from app.eligibility.plain_text import Line
from app.eligibility.quantities import Quantity


@value_class
class AgeLimit:
    """A limit that is an age.

    Attributes:
        quantity: the limit.
        condition: True where it only says for whom something else holds.
    """

    quantity: Quantity
    condition: bool


_UNITS = frozenset({"year", "month", "week", "day"})
_AFTER = re.compile(
    r"[\s-]*(?:of\s+(?:their\s+)?age\b|olds?\b|in\s+age\b|of\s+ages?\b|aged?\b(?!\s+at))"
)
_AGE_BEHIND = re.compile(r"\s+(?:aged?|of age)\b(?! at| group)")
_INSIDE = re.compile(r"\b(?:older|younger|elder|aged?|ages)\b|years? (?:and|or) (?:above|over|up)")
_BEFORE = re.compile(
    r"\b(?:age[ds]?|years old|older|over)\b(?:\s*\((?:years?|yrs?|in years)\))?(?:\s+(?:ranges?|"
    r"groups?|limits?|at|of|is|are|was|"
    r"must|be|should|has|have|to|between|from|ranging|ranged|equal|within|criteria|years?|in|"
    r"patients?|subjects?|inclusive|minimum|maximum|and|sex|gender|on|the|day|screening|enrollment|"
    r"enrolment|time|inclusion|consent|an?|first|visit|study|entry|infusion|bracket|band|"
    r"interval))*"
    r"\s*[:=,;(\[-]*\s*$"
)
_PEOPLE = re.compile(
    r"(?:^|\b(?:adults?|children|child|male|males|female|females|men|women|man|woman|boys?|girls?|"
    r"patients?|subjects?|participants?|individuals?|volunteers?|persons?|people|gender|sexe?s?|"
    r"infants?|adolescents?|pediatric|students?|veterans?|residents?|inclusive|genders?|those|"
    r"recipients?))"
    r"(?:\s*(?:who|are|is|must|be|being|of|either|sex|any|and|with|that|aged|between|from|to|"
    r"healthy|or))*\s*[:,(\[-]*\s*$"
)
_ONE_OF_US = re.compile(
    r"(?:^|\b(?:any|all|adult|male|female|eligible)\s+)(?:patients?|subjects?|participants?|"
    r"adults?|volunteers?)\s*$"
)
_WHO = re.compile(r"\s*(?:who|with|that|undergoing|,|$)")
_NOT_AN_AGE = re.compile(
    r"\b(?:gestational|bone|gestation|menstrual|postmenstrual|conceptional|corrected|donor)\s+age|"
    r"\b(?:diagnos\w+|onset|began|symptoms?|menarche|transplant\w*|treated|smok\w+|initiated|"
    r"relatives?|menopaus\w+|"
    r"hysterectom\w+|history)\b[^,;.]{0,30}(?:age|before|at|than|prior)?[^,;.]{0,14}$"
)
_NOT_AFTER = re.compile(
    r"\s*(?:of\s+(?:gestation|amenorr|treatment|follow|therapy|experience|education|history|"
    r"diagnos|disease|duration|symptom|schooling|post)|since|ago|prior|before|after|post|from|"
    r"following|history|duration|pack|gestation|survival|or more (?:since|after|before)|preceding|"
    r"postpartum|postmenopausal)"
)
CONDITION_HEAD = re.compile(
    r"(?:\b(?:for|if|in|when|of|among)\s+(?:(?:all|the|those|female|male|women|men|any|adult|"
    r"pediatric|younger|older)\s+)*(?:subjects?|patients?|children|participants?|adults?|"
    r"persons?|people|individuals?|recipients?|those|those who are|adolescents|anyone|girls?|"
    r"boys?)?"
    r"(?:\s+(?:who|are|is|age[ds]?|of|between|from|ages))*\s*:?\s*|"
    r"\bfor\s+(?:ages?\s*)?|\bif\s+(?:ages?\s*)?|\b(?:use|used|using)\s+[a-z ]{0,30})$"
)
_CONSENT = re.compile(r"\b(?:consent|assent|guardian|legal)")
_AT_CONSENT = re.compile(
    r"\b(?:at|on|by|before|when|upon)\s+(?:the\s+)?(?:time|date|day|moment|point|signing|signature|"
    r"providing|consent|screening|enrol|giving|start)"
)

_SCALE = re.compile(r"karnofsky|lansky|\bkps\b|\blps\b|play[- ](?:performance|score)")
_BEHIND_AGE = r"\s*(?:years?\s*)?(?:of age|old)?"
_COLON = re.compile(rf"{_BEHIND_AGE}\s*:")
_HAVE_TO = re.compile(rf"{_BEHIND_AGE}\s*(?:must|should|need|are required)\b(?!\s+be\b)")
_PEOPLE_AGAIN = re.compile(
    r"[.;]\s+(?:all |any )?(?:patients|subjects|participants|adults|children)\s+(?:aged\s+)?$"
)


def split_ages(line: Line, limits: Sequence[Quantity]) -> tuple[list[AgeLimit], list[Quantity]]:
    """Return the ages of a line and the limits that are none."""
    ages: list[AgeLimit] = []
    others: list[Quantity] = []
    for place, limit in enumerate(_turned(line.plain, limits)):
        following = limits[place + 1] if place + 1 < len(limits) else None
        last = ages[-1].quantity if ages else None
        if _is_age(line.plain, limit, last) or _leads_on(line.plain, limit, following):
            ages.append(AgeLimit(limit, _is_condition(line.plain, limit, ages)))
        else:
            others.append(limit)
    return ages, others


_BEFORE_AGE = re.compile(r"\s*(?:years?|yrs?)?\s*(?P<sign><\s?=|=\s?<|[<≤=])\s*(?:age[ds]?)\b")


def _turned(plain: str, limits: Sequence[Quantity]) -> list[Quantity]:
    """Give "18" in "18 < age < 80" its operator; a sign that lost its half ("18 = age") is ≤."""
    return [_with_sign(plain, limit) for limit in limits]


def _with_sign(plain: str, limit: Quantity) -> Quantity:
    match = _BEFORE_AGE.match(plain, limit.end) if limit.op is None else None
    if match is None or limit.is_range:
        return limit
    bound = replace(limit.bounds[0], op=">" if match.group("sign") == "<" else ">=")
    return replace(limit, bounds=(bound,), end=match.end())


def _leads_on(plain: str, limit: Quantity, following: Quantity | None) -> bool:
    """Tell ">= 12" in ">= 12 and < 16 years of age"."""
    if following is None or limit.dimension != "none" or limit.op is None:
        return False
    gap = plain[limit.end : following.start]
    joined = re.fullmatch(r"\s*(?:and|to|but|or|,|-|&)\s*(?:age[ds]?\s*)?", gap)
    return bool(joined) and _possible(limit) and _is_age(plain, following, None)


def _is_age(plain: str, limit: Quantity, last: Quantity | None) -> bool:
    if limit.dimension not in ("time", "none") or not _possible(limit):
        return False
    before = plain[max(0, limit.start - 60) : limit.start]
    after = plain[limit.end : limit.end + 30]
    if _NOT_AN_AGE.search(before) or "gestation" in after or "gestation" in before[-25:]:
        return False
    words = plain[limit.start : limit.end]
    if limit.dimension == "none" and _METRES_OR_MONTHS.match(after):
        return False
    if words.endswith(("age", "aged", "ages")):
        return True
    if re.search(r"\b(?:older|younger|elder)\b", words) and "than or" not in after:
        return True
    counted = limit.op is not None or limit.is_range
    if limit.dimension == "none" and counted and _AGE_BEHIND.match(plain, limit.end):
        return True
    if limit.dimension == "time" and (_AFTER.match(plain, limit.end) or _INSIDE.search(words)):
        return True
    if _NOT_AFTER.match(after) and not _NAMES_AGE.search(before + words[:12]):
        return False
    return _named_before(limit, before, plain) or _continues(plain, limit, last)


_METRES_OR_MONTHS = re.compile(r"\s?m\b")
_NAMES_AGE = re.compile(
    r"\b(?:ages?|aged)\s*[:=]?\s*(?:(?:of )?(?:at least|>=|<=|[<>≥≤=])\s*)?(?:[<>≥≤=]|$)"
)


def _possible(limit: Quantity) -> bool:
    if limit.unit is not None and limit.unit not in _UNITS:
        return False
    return limit.value <= Decimal(130) or limit.unit in ("day", "week", "month")


def _named_before(limit: Quantity, before: str, plain: str) -> bool:
    if _BEFORE.search(before) or re.search(
        r"\bage[sd]?\b", plain[limit.start : limit.number_start]
    ):
        return True
    if limit.dimension == "none" and limit.op in (">=", ">") and 16 <= limit.value <= 90:
        return bool(_ONE_OF_US.search(before)) and _WHO.match(plain, limit.end) is not None
    if limit.unit != "year" or (limit.op is None and not limit.is_range):
        return False
    return bool(_PEOPLE.search(before)) and limit.value >= 2


def _continues(plain: str, limit: Quantity, last: Quantity | None) -> bool:
    """Tell "and <= 65 years" behind "Age >= 18"."""
    if last is None or limit.start < last.end or _counts_something(plain, limit):
        return False
    gap = plain[last.end : limit.start]
    return len(gap) < 40 and bool(
        re.fullmatch(
            r"\s*(?:[,;/&(-]|\b(?:and|or|to|but|is|years?|old|of|age[ds]?|with|until|also|up|not|"
            r"either|yrs?)\b|\s)*",
            gap,
        )
    )


def _counts_something(plain: str, limit: Quantity) -> bool:
    """Tell "one" in "age 40 and at least one child"."""
    return (
        limit.dimension == "none" and limit.raw.isalpha() and plain[limit.end :].strip()[:1] > "9"
    )


def _is_condition(plain: str, limit: Quantity, earlier: Sequence[AgeLimit]) -> bool:
    before = plain[max(0, limit.start - 60) : limit.start]
    if _OF_SOME.search(before) or (limit.start > _AT_BEGINNING and _ends_then(plain, limit)):
        return True
    if earlier and earlier[-1].condition and _continues(plain, limit, earlier[-1].quantity):
        return True
    if (
        _CONSENT.search(plain)
        and limit.start > 30
        and not _AT_CONSENT.search(plain[limit.end : limit.end + 50])
    ):
        return True
    if limit.start > 8 and CONDITION_HEAD.search(before):
        return True
    return _decides_the_scale(plain, limit) or (
        _PEOPLE_AGAIN.search(before) is not None and _HAVE_TO.match(plain, limit.end) is not None
    )


_AT_BEGINNING = 8
_OF_SOME = re.compile(r"\b(?:including|incl\.|as well as|even)\s+(?:[a-z]+\s+){0,3}$")


def _ends_then(plain: str, limit: Quantity) -> bool:
    """Tell "regular cycles until the age of 40": something ended at that age."""
    return plain.startswith("until", limit.start)


def _decides_the_scale(plain: str, limit: Quantity) -> bool:
    """Tell the age of "Karnofsky >= 60 (> 16 years of age)" or "Subjects > 10 years: Karnofsky"."""
    if _SCALE.search(plain) is None:
        return False
    if plain.rfind("(", 0, limit.start) > plain.rfind(")", 0, limit.start):
        return True
    return (
        _HAVE_TO.match(plain, limit.end) is not None or _COLON.match(plain, limit.end) is not None
    )
