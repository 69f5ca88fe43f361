"""From which day a time window counts, and how far its words reach."""

import re

from app.case.value_class import value_class
from app.eligibility.model import Anchor
from app.eligibility.time_windows import TimeWindow

_DAY = (
    r"(?:(?:the|planned|anticipated|expected|scheduled|start(?:ing|ed|s)?|initiat(?:ion|ing|ed)|"
    r"beginning|commenc(?:ement|ing)|administration|receiv(?:ing|ed)|receipt|"
    r"first|1st|initial|study|protocol|trial|drugs?|doses?|dosing|treatments?|therap(?:y|ies)|"
    r"medications?|product|agents?|intervention|cycle|days?|c ?1 ?d ?1|d1|1|0|-1|of|to|"
    r"registration|registering|enroll?(?:ment|ing|ed)|randomi[sz](?:ation|ed|ing)|screening|"
    r"inclusion|entry|entering|entrance|into|informed|consent(?:ing)?|signing|signature|written|"
    r"date|time|"
    r"lympho-?\s?depleti(?:on|ng)|lympho-?conditioning|conditioning|chemotherapy|regimen|infusion|"
    r"apheresis|leukapheresis|leukopheresis|collection|car|t|-t|t-cells?|cells?|"
    r"visit|baseline|on|this|in|investigational|ip|imp|transplant(?:ation)?|index|planned|"
    r"assessment|each|any|current|participation|being|obtaining|icf|evaluation|eligibility|subject|"
    r"patient|is|obtained|approved|a|an)\b[\s,/()-]*)+"
)
_AFTER = re.compile(
    rf"[\s,)]*(?:\(?(?:\+|\+/-|±)\s?\d+ days?\)?\s*)?(?:period\s+)?(?:immediately\s+)?(?:prior to|"
    rf"before|preceding|leading up to|in advance of|ahead of|of|from|to|prior|previously|"
    rf"earlier)\s+{_DAY}|"
    r"[\s,)]*(?:prior|before|previously|ago|earlier)\b"
)
_BEFORE = re.compile(
    r"(?:\b(?:within|in|during|over|for|throughout|less than|at least|a|minimum of)\s+)?(?:(?:the|"
    r"a|an|at|least|approximately|period|of|their|his|or)\s+)*(?:(?:last|past|previous|prior|"
    r"preceding|most recent|recent)\s+)?(?:the\s+)?\(?$"
)
_OR_FIRST = re.compile(r"^(?:or\s+)+")  # "surgery or less than 2 weeks": joins, and is no part
_WHICHEVER = re.compile(
    r"[\s,(;]*(?:\(?\s*which\s?ever (?:is|occurs|comes|was) (?:the )?(?P<which>shorter|longer|less|"
    r"greater|later|earlier|shortest|longest|first|last|sooner)(?: (?:period|duration|time))?\)?)"
)
_WHICH = {
    "shorter": "shorter", "shortest": "shorter", "less": "shorter",
    "longer": "longer", "longest": "longer", "greater": "longer",
}  # fmt: skip
_PLACES = (
    (Anchor.LYMPHODEPLETION, re.compile(r"lympho|conditioning")),
    (Anchor.APHERESIS, re.compile(r"apheresis|leukopheresis|collection")),
    (Anchor.INFUSION, re.compile(r"infusion")),
    (Anchor.TRANSPLANT, re.compile(r"transplant")),
    (Anchor.CONSENT, re.compile(r"consent|icf|signing")),
    (Anchor.SCREENING, re.compile(r"screening|baseline")),
    (Anchor.ENROLMENT, re.compile(r"enrol|regist|random|inclusion|entry|entering|participation")),
    (Anchor.START, re.compile(r"dose|dosing|start|initiat|day|treatment|therapy|drug|d1|cycle|"
                              r"commenc|administration|medication|study|agent")),
)  # fmt: skip


@value_class
class WindowWords:
    """How far the words of a window reach, and what day it counts from.

    `whichever` is "shorter" or "longer" where the sentence says so.
    """

    start: int
    end: int
    anchor: Anchor
    whichever: str | None


def window_words(plain: str, window: TimeWindow) -> WindowWords:
    """Return the reach of a window in its line."""
    start, end = window.quantity.start, window.quantity.end
    before = _BEFORE.search(plain[max(0, start - 60) : start])
    if before:
        start -= len(_OR_FIRST.sub("", before.group()))
    whichever, end = _whichever(plain, end)
    after = _AFTER.match(plain, end) if window.cue != "after" else None
    anchor = Anchor.NOT_SAID
    if after:
        end = after.end()
        anchor = _anchor(after.group())
    later, end = _whichever(plain, end)
    return WindowWords(start, end, anchor, whichever or later)


def _whichever(plain: str, at: int) -> tuple[str | None, int]:
    match = _WHICHEVER.match(plain, at)
    if match is None:
        return None, at
    which = _WHICH.get(match.group("which"))  # "later" of two dates behind us is not clear
    return which, match.end()


def _anchor(words: str) -> Anchor:
    for anchor, pattern in _PLACES:
        if pattern.search(words):
            return anchor
    return Anchor.NOT_SAID
