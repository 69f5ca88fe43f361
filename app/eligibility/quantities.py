"""Limits as they stand in a sentence: operator, number or range, unit.

"greater than or equal to 1.5 x 10^9/L", "18 to 70 years", "60% or higher", "0, 1 or 2".
Which variable a limit belongs to is not decided here.
"""

import re
from dataclasses import replace
from decimal import Decimal

from app.case.value_class import value_class
from app.eligibility.model import Op
from app.eligibility.plain_text import Line
from app.eligibility.units_in_text import UnitFound, unit_after


@value_class
class Bound:
    """One end of a limit; `op` is None where the text has none ("life expectancy of 3 months")."""

    op: Op | None
    value: Decimal
    unit: str | None = None
    dimension: str = "none"


@value_class
class Quantity:
    """One limit of a sentence.

    Attributes:
        start, end: the whole expression, operator and unit included.
        number_start: where the figures begin.
        bounds: one bound, or the lower and the upper one of a range.
        raw: the figures as written, to tell "1.500" from "1.5".
        listed: every number of a list of scores ("0, 1 or 2").
    """

    start: int
    end: int
    number_start: int
    bounds: tuple[Bound, ...]
    raw: str
    listed: tuple[Decimal, ...] = ()

    @property
    def is_range(self) -> bool:
        """True for "18 to 70"; a list of scores counts as a range."""
        return len(self.bounds) == 2

    @property
    def op(self) -> Op | None:
        """The operator of a single limit; None for a range."""
        return None if self.is_range else self.bounds[0].op

    @property
    def value(self) -> Decimal:
        """The limit, or the upper end of a range."""
        return self.bounds[-1].value

    @property
    def unit(self) -> str | None:
        """The unit, that of the upper end for a range."""
        return self.bounds[-1].unit

    @property
    def dimension(self) -> str:
        """What the unit measures, "none" without a unit."""
        return self.bounds[-1].dimension


_NUMBER_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20,
    "twenty-four": 24, "twenty-one": 21, "twenty-eight": 28, "thirty": 30, "forty-eight": 48,
    "sixty": 60, "seventy-two": 72, "ninety": 90, "twice": 2, "half": 0,
}  # fmt: skip
_WORDS = "|".join(sorted((w for w in _NUMBER_WORDS if w != "half"), key=len, reverse=True))
_FIGURES = (
    r"(?:\d(?:\.\d+)? ?[x*] ?)?10 ?\^? ?-[2-9](?!\d)|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|"
    r"\d{1,3}, 000(?!\d)|\d{1,3}(?: \d{3})+(?![\d.,])|\d+(?:[.,]\d+)?|\.\d+"
)
# "within the last year" has no figure and means one.
_NUMBER_LEADS = frozenset(word.split("-")[0] for word in _NUMBER_WORDS if word != "half")
_LAST_ONE = re.compile(
    r"\b(?:last|past|previous|prior|preceding)\s+(?P<unit>(?:calendar )?(?:year|month|week|"
    r"24h))\b(?!s)"
)
_NUMBER = re.compile(
    rf"(?<![a-z0-9.,^/])(?:(?P<figures>{_FIGURES})(?![a-z]*\d*[-/]?[a-z]*\d*-mab)|"
    rf"(?P<word>{_WORDS})\b(?: ?[(\[] ?(?P<again>\d+) ?[)\]])?)"
)
# A number behind these is a name or a count of something else, not a limit.
_LABEL = re.compile(
    r"(?:\b(?:grades?|class(?:es)?|stages?|types?|cohorts?|parts?|phases?|steps?|arms?|groups?|"
    r"cycles?|courses?|section|appendix|table|version|v|ctcae|no\.|number|nct|visit|chapter|"
    r"criteri(?:on|a)|tier|factor|regimen|schedule|dose level|stratum|category|cdr|item|"
    r"codes?|exons?|chromosome|gleason(?: score)?|child[- ]pugh|strata|course|"
    r"nyha|fc|bi-?rads|deauville|hiv|hsv|hhv|htlv|hpv|dsm|icd|day|days) ?"
    r"(?:of |>=|>|<|<=|=<|≥|≤|=|\( ?)? ?)$"
)
_SCALE_GRADE = re.compile(
    r"\b(?:ecog|zubrod|performance(?: status)?|who ps)(?: score)?,?\s+grades?\s*(?:of )?$"
)
_LONGEST_LABEL = 32
_MAY_END_A_SENTENCE = re.compile(r"\b(?:regimen|course|schedule|group|arm) ?$")

_SYMBOL = re.compile(
    r"(?P<sign>>\s?/?\s?=|<\s?/?\s?=|=\s?/?\s?>|=\s?/?\s?<|[≥≤]\s?/?\s?=?|>\s?or\s?=|<\s?or\s?=|"
    r"=\s?or\s?[<>]|>|<|=|"
    r">\s?/\s?|<\s?/\s?)\s*(?:to\s|than\s|of\s|or equal(?: to)?\s)?\s*[()\[\]]?\s?$"
)
_OR_EQUAL = r"(?:\s*(?:,\s*)?(?:or|and|/)\s*(?:is\s+)?(?:equal(?:s)?(?:\s+to)?|=|the same as|at))?"
_WORD_OPS: tuple[tuple[str, Op], ...] = (
    (r"(?:no|not|never)\s+(?:be\s+)?(?:more|greater|higher|larger|older|longer|over|above|"
     r"later)(?:\s+than)?", "<="),
    (r"(?:no|not)\s+(?:be\s+)?(?:less|lower|fewer|smaller|younger|shorter|below|under|"
     r"earlier)(?:\s+than)?", ">="),
    (r"(?:not|n't|cannot|without)\s+(?:to\s+)?exceed(?:ing|s)?", "<="),
    (r"(?:equal(?:s)?(?:\s+to)?|=)\s*(?:,\s*)?(?:or|and|/)\s*(?:is\s+)?(?:more|greater|higher|"
     r"above|older|over|larger|superior|longer)(?:\s+(?:than|to))?", ">="),
    (r"(?:equal(?:s)?(?:\s+to)?|=)\s*(?:,\s*)?(?:or|and|/)\s*(?:is\s+)?(?:less|lower|fewer|below|"
     r"smaller|younger|under|inferior|shorter)(?:\s+(?:than|to))?", "<="),
    (r"(?:at\s+least|at\s+the\s+least|a?\s?minimum(?:\s+of)?|min\.?|from\s+at\s+least|"
     r"(?:a\s+)?minimal)(?:\s+age)?(?:\s+of)?", ">="),
    (r"(?:at\s+most|up\s+to(?:\s+and\s+including)?|(?:a\s+)?maxim(?:um|al)(?:\s+of)?|max\.?|"
     r"not\s+beyond|until|upto)(?:\s+age)?", "<="),
    (r"(?:(?:more|greater|higher|larger|older|longer|later|better|bigger|grater|"
     r"greather)\s+(?:or\s+equal\s+(?:to\s+)?)?th[ae]n|superior\s+to)" + _OR_EQUAL, ">"),
    (r"(?:(?:less|lower|fewer|smaller|younger|shorter|lesser|earlier|"
     r"worse)\s+(?:or\s+equal\s+(?:to\s+)?)?th[ae]n|inferior\s+to)" + _OR_EQUAL, "<"),
    (r"(?:(?:greater|more|higher|above|over)\s+(?:or|and)\s+equal(?:\s+to)?)", ">="),
    (r"(?:(?:less|lower|below|under)\s+(?:or|and)\s+equal(?:\s+to)?)", "<="),
    (r"(?:above|over|exceed(?:s|ing)?|in\s+excess\s+of|beyond|upwards?\s+of|surpass(?:es|ing)?|"
     r"greater|more)" + _OR_EQUAL, ">"),
    (r"(?:below|under|beneath|less|lower|lowered\s+to)" + _OR_EQUAL, "<"),
)  # fmt: skip
_OP_FILLER = (
    r"(?:\s*(?:the\s+)?(?:ages?|aged)(?:\s+of)?|"
    r"\s+(?:a|an|the|of|about|approximately|to|or|around))*"
)
_WORD_OP = re.compile(
    r"(?<![a-z])(?:"
    + "|".join(f"(?P<o{i}>{pattern})" for i, (pattern, _) in enumerate(_WORD_OPS))
    + rf"){_OP_FILLER}\s*[:(\[]?\s*$"
)
_SAYS_OR_EQUAL = re.compile(r"equal|=|the same as|\bat$")
_LAST_WORDS = frozenset(
    "than to least most minimum maximum above over below under exceed exceeds exceeding of equal "
    "age aged beyond less more greater lower higher min max same as a an the approximately "
    "about around until upto or at minimal maximal equals then superior inferior surpassing "
    "surpasses".split()
)
_RANGE = re.compile(
    r"\s*(?P<unit1>(?:years?|yrs?|months?|weeks?|days?|hours?|%|-?year)?(?:\s*(?:of age|old))?)\s*"
    r"(?P<join>-+|to|and|through|thru|until|till|up to|\.\.+|or)\s*(?P<op2><=|>=|=<|=>|≤|≥|<|>)?\s*"
    rf"(?P<high>{_FIGURES}|(?:{_WORDS})\b)"
)
_BETWEEN = re.compile(
    r"(?:between|from|range[sd]?|ranging|of)(?:\s+(?:the\s+)?(?:ages?|range|of|from|"
    r"between))*\s*:?\s*$"
)
_LIST = re.compile(
    r"\s*(?:,\s*(?:or|and)?|/|\bor\b|\band\b|&|;)\s*(?P<next>\d)(?![\d.,]*\d|\s*[%x]|\s*/\s*\d|"
    r"[a-z])"
)
_AFTER = re.compile(
    r"\s*(?:of\s+age|old|in\s+age)?\s*[,(]?\s*(?:"
    r"(?P<ge>(?:(?:or|and|&|/)\s*(?:is\s+|are\s+)?(?:greater|more|higher|above|over|older|"
    r"up(?:wards?)?|beyond|longer|"
    r"elder|larger|plus|onwards?)\b(?!\s+than)|\+(?!\s*\d)|minimum\b|(?:or|and)\s*>(?!\s*[\d=])))|"
    r"(?P<better>(?:or|and) better\b)|(?P<worse>(?:or|and) worse\b)|"
    r"(?P<le>(?:(?:or|and|&|/)\s*(?:is\s+|are\s+)?(?:less|lower|fewer|below|under|younger|smaller|"
    r"shorter|lesser|earlier|down)\b(?!\s+than)|"
    r"maximum\b|(?:or|and)\s*<(?!\s*[\d=]))))"
)


def quantities(line: Line) -> list[Quantity]:
    """Return the limits of a line in their order; ranges and lists count as one."""
    found: list[Quantity] = []
    at = 0
    for start, word, _ in line.words:
        if start < at or not (word[0] <= "9" or word in _NUMBER_LEADS):
            continue
        match = _number_at(line.plain, start)
        if match is None:
            continue
        quantity = _quantity(line.plain, match, found[-1].end if found else 0)
        at = match.end()
        if quantity is not None:
            found.append(quantity)
            at = max(quantity.end, at)
    return sorted(found + _single_periods(line), key=lambda quantity: quantity.start)


def _number_at(plain: str, start: int) -> re.Match[str] | None:
    """Return the number that begins with a word, or with the point before it (".5")."""
    begins = start - 1 if start and plain[start - 1] == "." else start
    return _NUMBER.match(plain, begins) or _NUMBER.match(plain, start)


_LAST = frozenset(("last", "past", "prev", "prio", "prec"))
_PERIODS = frozenset(("year", "mont", "week", "24h"))


def _single_periods(line: Line) -> list[Quantity]:
    """Return the periods named without a figure ("within the last year")."""
    if _PERIODS.isdisjoint(line.leads) or _LAST.isdisjoint(line.leads):
        return []
    found = []
    for match in _LAST_ONE.finditer(line.plain):
        unit = unit_after(line.plain, match.start("unit"))
        bound = _bound(None, Decimal(1), unit)
        found.append(Quantity(match.start("unit"), match.end(), match.start("unit"), (bound,), "1"))
    return found


def _quantity(plain: str, match: re.Match[str], free_from: int) -> Quantity | None:
    start = match.start()
    before = plain[max(free_from, start - 70, 0) : start]
    value = _value(match)
    if value is None or _is_name(before, plain, match):
        return None
    op, op_length = _operator(before)
    unit = unit_after(plain, match.end())
    quantity = Quantity(
        start=start - op_length,
        end=unit.end if unit else match.end(),
        number_start=start,
        bounds=(_bound(op, value, unit),),
        raw=match.group("figures") or match.group("word"),
    )
    return _with_op_after(plain, _with_range(plain, before, quantity, match.end()))


def _bound(op: Op | None, value: Decimal, unit: UnitFound | None) -> Bound:
    if unit is None:
        return Bound(op, value)
    return Bound(op, value, unit.unit, unit.dimension)


def _value(match: re.Match[str]) -> Decimal | None:
    word = match.group("word")
    if word is not None:
        return Decimal(match.group("again") or _NUMBER_WORDS[word])
    return _decimal(match.group("figures"))


_TEN_TO_MINUS = re.compile(r"(?:(\d(?:\.\d+)?) ?[x*] ?)?10 ?\^? ?-([2-9])")
_IN_THOUSANDS = re.compile(r"\d{1,3}(?:(?:, |[, ])\d{3})+(?:\.\d+)?")


def _decimal(figures: str) -> Decimal | None:
    """Read figures as criteria write them: "100,000", "100 000", "1.5", "1,5"."""
    if len(figures) > 18:
        return None
    power = _TEN_TO_MINUS.fullmatch(figures) if "-" in figures else None
    if power:  # "10-4" is 10 to the minus 4 that lost its superscript
        return Decimal(power.group(1) or 1).scaleb(-int(power.group(2)))
    if _IN_THOUSANDS.fullmatch(figures):
        return Decimal(figures.replace(",", "").replace(" ", ""))
    return Decimal(figures.replace(",", ".").replace(" ", ""))


def _is_name(before: str, plain: str, match: re.Match[str]) -> bool:
    """Tell whether the number only names something ("grade 3", "day 1", "HIV-1")."""
    if before[-1:] == "-" and before[-2:-1].isalpha() and match.group("figures") is not None:
        return True
    if not _LABEL.search(before[-_LONGEST_LABEL:]) or _SCALE_GRADE.search(before):
        return False
    if _MAY_END_A_SENTENCE.search(before) or re.search(r"\bdays? ?[<>≤≥=]", before[-8:]):
        return unit_after(plain, match.end()) is None
    return True


def _operator(before: str) -> tuple[Op | None, int]:
    """Return the operator that ends right before the number, and its length."""
    stripped = before.rstrip()
    if not stripped:
        return None, 0
    if stripped[-1] in "<>=≥≤/([)" or stripped.endswith((" than", " to", "equal", " of", " or")):
        match = _SYMBOL.search(before)
        if match:
            return _sign(match.group("sign")), len(before) - match.start()
    if _last_word(stripped.rstrip(".:([ ")) not in _LAST_WORDS:
        return None, 0
    match = _WORD_OP.search(before)
    if match is None or match.lastgroup is None:
        return None, 0
    name = next(name for name in match.groupdict() if match.group(name))
    op = _WORD_OPS[int(name[1:])][1]
    if op in ("<", ">") and _SAYS_OR_EQUAL.search(match.group(name)):
        op = "<=" if op == "<" else ">="
    return op, len(before) - match.start()


def _last_word(words: str) -> str:
    at = len(words)
    while at and "a" <= words[at - 1] <= "z":
        at -= 1
    return words[at:]


def _sign(sign: str) -> Op:
    if "≥" in sign or (">" in sign and ("=" in sign or "/" in sign)):
        return ">="
    if "≤" in sign or ("<" in sign and ("=" in sign or "/" in sign)):
        return "<="
    return ">" if ">" in sign else "<" if "<" in sign else "="


def _with_range(plain: str, before: str, quantity: Quantity, number_end: int) -> Quantity:
    """Take in the second end of a range or the rest of a list, where there is one."""
    listed = _scores(plain, quantity, number_end)
    if listed is not None:
        return listed
    match = _RANGE.match(plain, number_end)
    if match is None:
        return quantity
    high = _NUMBER_WORDS.get(match.group("high"))
    top = Decimal(high) if high is not None else _decimal(match.group("high"))
    if top is None or not _is_a_range(before, quantity, match, top):
        return quantity
    return _range(plain, before, quantity, match, top)


def _range(
    plain: str, before: str, quantity: Quantity, match: re.Match[str], top: Decimal
) -> Quantity:
    first = quantity.bounds[0]
    unit = unit_after(plain, match.end())
    written = bool(match.group("unit1")) and first.unit is not None
    upper_op = _sign(match.group("op2")) if match.group("op2") else "<="
    upper = _bound(upper_op, top, unit)
    if unit is None and written:
        upper = replace(upper, unit=first.unit, dimension=first.dimension)
    lower_op: Op = ">" if first.op == ">" else ">="
    lower = replace(first if written else replace(upper, value=first.value), op=lower_op)
    if not written and lower.value > upper.value:  # "Karnofsky 100 to 70"
        lower, upper = replace(upper, op=lower.op), replace(lower, op=upper.op)
    opening = _BETWEEN.search(before) if first.op is None else None
    start = quantity.number_start - len(before) + opening.start() if opening else quantity.start
    end = unit.end if unit else match.end()
    return replace(quantity, start=start, end=end, bounds=(lower, upper))


def _is_a_range(before: str, quantity: Quantity, match: re.Match[str], top: Decimal) -> bool:
    """Tell "18 to 70" from "at least 3 or 4" and from two separate limits."""
    join = match.group("join")
    if join == "or" or (top == quantity.value and not match.group("unit1")):
        return False
    if join == "and":
        return bool(_BETWEEN.search(before))
    if match.group("op2") in (">=", "=>", ">", "≥"):
        return False
    return quantity.op not in ("<", "<=")


def _scores(plain: str, quantity: Quantity, number_end: int) -> Quantity | None:
    """Read a list of single figures ("0, 1, or 2"; "0 or 1")."""
    if quantity.op not in (None, "=") or quantity.unit is not None:
        return None
    if not (len(quantity.raw) == 1 and quantity.raw.isdigit()):
        return None
    numbers, end = [quantity.value], number_end
    while (match := _LIST.match(plain, end)) is not None:
        numbers.append(Decimal(match.group("next")))
        end = match.end("next")
    if len(numbers) < 2:
        return None
    bounds = (Bound(">=", min(numbers)), Bound("<=", max(numbers)))
    return replace(quantity, end=end, bounds=bounds, listed=tuple(numbers))


def _with_op_after(plain: str, quantity: Quantity) -> Quantity:
    """Take in an operator behind the number ("18 years or older", "60% or higher", "18+")."""
    if quantity.is_range or quantity.op not in (None, "="):
        return quantity
    match = _AFTER.match(plain, quantity.end)
    if match is None:
        return quantity
    bound = replace(quantity.bounds[0], op=_op_after(match, quantity))
    end = match.end()
    if bound.unit is None:  # "18+ years"
        unit = unit_after(plain, end)
        bound, end = _bound(bound.op, bound.value, unit), unit.end if unit else end
    return replace(quantity, bounds=(bound,), end=end)


def _op_after(match: re.Match[str], quantity: Quantity) -> Op:
    """Return the operator behind a number; "or better" means lower on the ECOG scale only."""
    if match.group("better") or match.group("worse"):
        lower_is_better = quantity.unit is None and quantity.value <= 5
        return "<=" if lower_is_better == bool(match.group("better")) else ">="
    return ">=" if match.group("ge") else "<="
