"""Time passed since something: "within 14 days before enrolment", "at least 6 months after".

Windows that lie ahead (contraception, follow-up, planned operations) and mere durations are not
times since anything and are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.case.value_class import value_class
from app.eligibility.model import Op
from app.eligibility.plain_text import Line
from app.eligibility.quantities import Quantity


@value_class
class TimeWindow:
    """A time since something.

    Attributes:
        quantity: the limit with its operator settled.
        cue: how it was worded: "within", "past", "before", "after", "washout", "recent", "free".
    """

    quantity: Quantity
    cue: str


_RECENT = r"(?:last|past|previous|prior|preceding|most recent|recent|latest)"
_WITHIN = re.compile(
    rf"\b(?:within|in less than|less than|in a time ?frame of|in a period of)(?:\s+(?:the|a|an|"
    rf"approximately|about|at least|period|time frame|timeframe|"
    rf"time|window|of|frame|first|maximum|{_RECENT}|up to|any|same|time frame of|timeframe of|"
    rf"minimum|interval|no more than|next(?=\s+x)))*\s*[:(\[]?\s*$"
)
_PAST = re.compile(
    rf"\b(?:the|in|during|over|for|of|within|these|their|his|her)?\s*\b{_RECENT}(?:\s+(?:the|"
    rf"at least|approximately))?\s*\(?\s*$"
)
_IN_THE = re.compile(
    r"\b(?:in|during|over|for|throughout|from|of)(?:\s+(?:the|a|at least|a period of))*\s*$"
)
_NEXT = re.compile(r"\b(?:next|following|coming|upcoming|subsequent|initial)\s*$|\bfirst\s*$")
_BEFORE = re.compile(
    r"[\s,)]*(?:(?:or longer|or more|or less|period|window|interval|duration|time|of washout|"
    r"washout|immediately|\(?\+?/?-?\s?\d+ days?\)?)\s*)*"
    r"\(?(?:prior\b|before\b|preceding\b|previous\b|previously\b|ahead of\b|leading up to\b|"
    r"in advance of\b|pre-|"
    r"earlier\b|preced)"
)
_AFTER = re.compile(
    r"[\s,)]*(?:(?:or longer|or more|or less|period|interval|window|time|out|removed|past|beyond|"
    r"apart)\s*)*(?:"
    r"from\b|since\b|after\b|post\b|post-|following\b|ago\b|off\b|beyond\b|"
    r"(?:must |should |will |needs? to |to )?(?:have |has |had )?(?:elapsed?|passed|pass(?:ed)?\b)|"
    r"(?:must|should|have|has)\s+(?:have\s+)?(?:elapsed|passed)|between\b|without\b)"
)
_OF = re.compile(
    r"[\s,)]*(?:period\s+)?of\s+(?:the\s+|their\s+|this\s+|planned\s+|study\s+|first\s+|"
    r"starting\s+|start\s+|initiat\w+\s+|any\s+|c1d1|"
    r"cycle\s+|pre-?|beginning\s+|anticipated\s+|commenc\w+\s+|each\s+|scheduled\s+|receiving\s+|"
    r"signing\s+|obtaining\s+|entering\s+|being\s+|expected\s+|last\s+|screening|baseline|visit|"
    r"day\s*-?\s*[01]|"
    r"enrol|regist|random|stud|inclu|consent|entry|trial|treat|therap|infus|admin|dos|apher|leuk|"
    r"lympho|"
    r"condition|transp|surger|procedure|inform|protocol|drug|admission|participation|icf|clinic|"
    r"current|symptom|presentation|operation|"
    r"initiation|prior|completion|diagnosis|stroke|onset|injury|birth|delivery|transfer|imp|ct\b|"
    r"day\b|week\b)"
)
_TO_ANCHOR = re.compile(
    r"[\s,)]*(?:up\s+)?to\s+(?:the\s+)?(?:stud|enrol|screen|random|treat|first|day|infus|regis|"
    r"consent|start|inclu|entry|admin)"
)
_WASHOUT_AFTER = re.compile(r"[\s-]*(?:period\s+)?(?:\(?minimum\)?\s+)?wash[- ]?out")
_WASHOUT_BEFORE = re.compile(r"\bwash(?:ed)?[- ]?out\b[^.;]{0,50}$")
_FREE = re.compile(
    r"\b(?:free|remission|off|discontinued|stopped|ceased|without|no evidence|abstinen\w*|"
    r"abstain\w*|"
    r"complet\w+|withdraw\w*|cured|ned|inactive|elapsed|absence|withheld|held|weaned|resolved|"
    r"untreated|not received|no recurrence|independent of|"
    r"not have received|recovered|refrain\w*|last dose|last treatment|disease-free|clear|"
    r"discontinue)\b[^.;]{0,90}"
    r"\b(?:for|of|since|a|been|by|from|or|last|at)\s*(?:\(?\s*)$"
)
_STABLE_FOR = re.compile(
    r"\b(?:stable|controlled|constant|unchanged|same)\b[^.;]{0,60}\bfor\s*(?:the\s+)?$"
)
_STOPPED = re.compile(
    r"\b(?:discontinu\w*|stop\w*|complet\w*|off|last dose|last|washout|wash-out|abstain\w*|"
    r"refrain\w*|"
    r"ceas\w*|withdraw\w*|weaned|resolved|recover\w*|elapsed|finish\w*|end(?:ed)?|refrain|held)\b"
)
_FUTURE_LINE = re.compile(
    r"contracept|birth control|abstinen|\bsperm|\bova\b|oocyte|egg donat|donate (?:eggs|blood)|"
    r"conceiv|become pregnant|becoming pregnant|"
    r"\bfather|breast[- ]?feed|nurs(?:e|ing) |lactat|pregnan(?:t|cy) during|childbearing|"
    r"child-bearing|intercourse|\biud\b|barrier method"
)
_AHEAD_AFTER = re.compile(
    r"[\s,)]*(?:after|following|post|from|beyond|past)\b[^.;]{0,40}?\b(?:last|final|end|ending|"
    r"completion|"
    r"completing|discontinu\w*|stopp\w+|cessation|conclusion|termination|study|treatment|"
    r"dos(?:e|ing)|infusion|"
    r"administration|receiv\w+|therapy|transplant\w*|conditioning|procedure|trial|drug|"
    r"withdrawal)\b"
)
_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|anticipat\w+|expect\w*|scheduled|intend\w*|intention|willing\w*|"
    r"agree\w*|likely|will|able to|"
    r"ability to|stay|remain|reside|residing|live|living|lives|available|follow-?up|followed|"
    r"return|travel|commit\w*|"
    r"survive|predicted|within commuting|drive|distance|comply|complian\w+|"
    r"participate)\b[^.;,]{0,60}$"
)
_DURATION = re.compile(
    r"\b(?:for|lasting|lasts?|duration(?: of)?|persist\w+|course of|cycles? of|period of|"
    r"treatment of|stay(?:ing)? of|spend|"
    r"hospitali[sz]ed|every|per|each|over|times|once|twice|day|night|up to|total)\s*(?:a\s+|"
    r"an\s+)?(?:total of\s+|minimum of\s+|period of\s+)?[^a-z]{0,3}$"
)
_SPANS_THE_STUDY = re.compile(r"[^.;)]{0,60}?\b(?:through|until|till)\b")
_UNTIL = re.compile(r"\b(?:through|until|till|up to|to)\s*(?:at least\s*)?$")
# "over the three months prior": the length of a period, not more than it.
_OVER_THE = re.compile(r"over (?:the|a) ")
_AGO_OR_LESS = re.compile(r"\s*(?:or less )?ago or (?:less|earlier than)|\s*or less ago")


def time_windows(line: Line, limits: Sequence[Quantity]) -> list[TimeWindow]:
    """Return the times since something among the limits of a line."""
    times = [limit for limit in limits if limit.dimension in ("time", "half-life")]
    ahead = bool(times) and _FUTURE_LINE.search(line.plain) is not None
    found: list[TimeWindow] = []
    for limit in times:
        window = _window(line.plain, limit, ahead) or _companion(line.plain, limit, found)
        if window is not None:
            found.append(window)
    return found


def _window(plain: str, limit: Quantity, ahead: bool) -> TimeWindow | None:
    before = plain[max(0, limit.start - 110) : limit.start]
    after = plain[limit.end : limit.end + 110]
    if _lies_ahead(ahead, before, after):
        return None
    if _OVER_THE.match(plain, limit.start) and _BEFORE.match(after):
        return TimeWindow(_with_op(limit, "<="), "before")
    for reader in (_within, _past, _washout, _before, _after, _free, _recent):
        found = reader(limit, before, after)
        if found is not None:
            op, cue = found
            return TimeWindow(_with_op(limit, op), cue)
    return None


def _with_op(limit: Quantity, op: Op | None) -> Quantity:
    if limit.is_range or op is None:
        return limit
    return replace(limit, bounds=(replace(limit.bounds[0], op=op),))


def _lies_ahead(ahead: bool, before: str, after: str) -> bool:
    """Tell windows of the future: contraception, follow-up, planned operations.

    `ahead`: the line speaks of what must be done in the future.
    """
    if _NEXT.search(before):
        return True
    backwards = _BEFORE.match(after) or _PAST.search(before[-50:])
    if ahead and not backwards and not _OF.match(after):
        return True
    return bool(_PLANNED.search(before[-75:])) and not backwards


def _within(limit: Quantity, before: str, after: str) -> tuple[Op | None, str] | None:
    if not _WITHIN.search(before):
        return None
    if limit.op in (">", ">=") and not _BEFORE.match(after):
        return None
    return "<=", "within"


def _past(limit: Quantity, before: str, after: str) -> tuple[Op | None, str] | None:
    if not _PAST.search(before[-50:]):
        return None
    op: Op = limit.op if limit.op in (">", ">=", "<", "<=") else "<="
    return op, "past"


def _washout(limit: Quantity, before: str, after: str) -> tuple[Op | None, str] | None:
    if _WASHOUT_AFTER.match(after) or _WASHOUT_BEFORE.search(before):
        op: Op = limit.op if limit.op in ("<", "<=") else ">="
        return op, "washout"
    return None


def _before(limit: Quantity, before: str, after: str) -> tuple[Op | None, str] | None:
    if not _BEFORE.match(after) or _SPANS_THE_STUDY.match(after):
        return None
    if limit.op is not None:
        return limit.op, "before"
    stopped = _STOPPED.search(before[-80:]) and not _IN_THE.search(before)
    return (">=" if stopped else "<="), "before"


def _after(limit: Quantity, before: str, after: str) -> tuple[Op | None, str] | None:
    if not _AFTER.match(after):
        if limit.op in ("<", "<=", ">", ">=") and (_OF.match(after) or _TO_ANCHOR.match(after)):
            return limit.op, "before"
        return None
    if _AHEAD_AFTER.match(after) and (_DURATION.search(before) or _UNTIL.search(before)):
        return None
    if _AGO_OR_LESS.match(after):
        return "<=", "after"
    if limit.op is not None:
        return limit.op, "after"
    return ("<=" if _IN_THE.search(before) else ">="), "after"


def _free(limit: Quantity, before: str, after: str) -> tuple[Op | None, str] | None:
    if limit.op in ("<", "<="):
        return None
    if _FREE.search(before):
        return (">" if limit.op == ">" else ">="), "free"
    return None


def _recent(limit: Quantity, before: str, after: str) -> tuple[Op | None, str] | None:
    """Read "(< 2 months)" behind an event."""
    opened = before.rfind("(") > before.rfind(")")
    if opened and after.lstrip().startswith((")", "]")) and limit.op in ("<", "<="):
        return limit.op, "recent"
    return None


def _companion(plain: str, limit: Quantity, found: Sequence[TimeWindow]) -> TimeWindow | None:
    """Read the second time of "14 days or 5 half-lives", which borrows the first one's wording."""
    if limit.is_range:
        return None
    if limit.dimension == "time":
        return _for_others(plain, limit, found)
    if found and limit.start - found[-1].quantity.end < 70:
        op = limit.op or found[-1].quantity.bounds[-1].op
        return TimeWindow(_with_op(limit, op), found[-1].cue)
    before = plain[max(0, limit.start - 110) : limit.start]
    op = limit.op or ("<=" if "within" in before or "less" in before else ">=")
    return TimeWindow(_with_op(limit, op), "half-life")


_FOR_OTHERS = re.compile(r"\s*(?:for|if|in case of|since|in)\b")


def _for_others(plain: str, limit: Quantity, found: Sequence[TimeWindow]) -> TimeWindow | None:
    """Read "(6 weeks for nitrosoureas)" behind "at least 4 weeks since chemotherapy"."""
    if not found or limit.start - found[-1].quantity.end > 90:
        return None
    bracketed = plain[: limit.start].rstrip().endswith("(")
    if not bracketed or not _FOR_OTHERS.match(plain, limit.end):
        return None
    op = limit.op or found[-1].quantity.bounds[-1].op
    return TimeWindow(_with_op(limit, op), found[-1].cue)
