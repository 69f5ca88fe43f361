"""What a record says on things the registry has no field for: stays, travel and cost, what follows.

Only the registry's own sentences are shown, never a paraphrase, and finding none means "not
stated", not "no".
"""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from app.trials.record import TrialRecord

About = Literal["stays", "travel and cost", "afterwards"]

_MOST = 3
_LONGEST = 400
_SAME_SENTENCE = 0.9

# Texts longer than this (characters) are read up to here only; no real one is half of it.
_MOST_READ = 200_000

_STAYS = re.compile(
    r"""
    \b(?:stay|remain|resid\w+|live|living|lodging|housing)\b [^.;]{0,40}
        \b(?:within|near|close|no[ ]more[ ]than|less[ ]than)\b [^.;]{0,60}
        \b(?:cent(?:er|re)|site|hospital|clinic|institution|facility|hours?|minutes|miles|kilomet)
    | \b hospital[ ]stays? \b
    | \b inpatient[ ](?:stay|admission|infusion|administration|treatment[ ]period)
    | \b(?:admitted|hospitali[sz]ed)[ ](?:to|in)[ ](?:the|a|our)[ ] [^.;]{0,30}
        \b(?:hospital|unit|cent)
    | \b(?:be|been|are|is|remain|stay)[ ]
        (?:admitted|hospitali[sz]ed|inpatients?|in[ ](?:the[ ])?hospital) (?![ ]with\b)
        [^.;]{0,30} \b(?:for|until|during|on[ ]day)\b
    | \b caregiver[ ](?:available|for|to|who|during)\b
    | \b outpatient[ ]basis \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TRAVEL = re.compile(
    r"""
    \b(?:travel|lodging|accommodation|parking|transport(?:ation)?)\b [^.;]{0,60}
        \b(?:costs?|expenses?|paid|pay|cover\w*|support|assist\w*|provided|stipend)\b
    | \b reimburs\w+
    | \b free[ ]of[ ]charge \b
    | \b costs?[ ](?:of|for)[ ] [^.;]{0,60} \b(?:paid|covered|billed)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_AFTERWARDS = re.compile(
    r"""
    \b bridg\w+[ ]to[ ](?:an?[ ])?(?:allo|auto|hsct|hct|bmt|transplant|stem)
    | \b(?:may|can|could|will|allowed[ ]to|permitted[ ]to)[ ](?:then[ ]|also[ ]|subsequently[ ])?
        (?:proceed|go[ ]on)[ ]to[ ](?!leuka|aphere|regist|random|screen|enrol|step)
    | \b cross(?:ed)?[- ]?over[ ]to \b
    | \b be[ ]re-?treated \b | \b retreatment \b
    | \b transplant\w*[ ](?:will[ ]be|is)[ ](?:scheduled|planned|offered|done) \b
    | \b(?:may|can|will)[ ]receive[ ](?:an?[ ])?
        (?:second|repeat|further|subsequent|booster
          |additional[ ](?:course|cycle|dose|infusion|treatment))
    | \b subsequent[ ](?:therapy|treatments?|transplant\w*|hsct|hct) \b
    | \b followed[ ]by[ ](?:an?[ ])?
        (?:allo\w*|autologous|consolidat\w*|stem|hsct|hct|transplant\w*
          |maintenance[ ](?:therapy|treatment))
    | \b 15[- ]years?\b [^.;]{0,40} follow | follow [^.;]{0,60} \b 15[- ]years? \b
    | \b long[- ]term[ ]follow[- ]?up[ ](?:study|protocol|trial) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PATTERNS: dict[About, re.Pattern[str]] = {
    "stays": _STAYS,
    "travel and cost": _TRAVEL,
    "afterwards": _AFTERWARDS,
}
# What the person had before, or is measured as an outcome, is not what awaits them.
_NOT_AHEAD = re.compile(
    r"\b(?:prior|previous(?:ly)?|history of|within (?:the )?(?:past|last)|before enrol\w*|recent)\b"
    r"|\b(?:length|duration) of (?:hospital )?stay\b|\b(?:months?|weeks|days) (?:prior|before)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.;])\s+(?=[A-Z*\u2022(])|\n+")
_BULLET = re.compile(r"^(?:[*\-\u2022\u00b7]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the record, word for word.

    Attributes:
        text: the sentence.
        where: the part of the record it stands in, such as "brief summary".
    """

    text: str
    where: str


def passages(record: TrialRecord, about: About) -> tuple[Passage, ...]:
    """Return the sentences of a record that speak of something, at most three."""
    pattern = _PATTERNS[about]
    found: list[Passage] = []
    for where, text in _texts(record):
        for sentence in _sentences(text):
            if len(found) < _MOST and pattern.search(sentence) and not _NOT_AHEAD.search(sentence):
                passage = Passage(_cut(sentence), where)
                if not any(_nearly_same(passage, other) for other in found):
                    found.append(passage)
    return tuple(found)


def _nearly_same(one: Passage, other: Passage) -> bool:
    """Whether two parts of the record say the same, a word apart."""
    texts = one.text.casefold(), other.text.casefold()
    return difflib.SequenceMatcher(None, *texts).ratio() > _SAME_SENTENCE


def _texts(record: TrialRecord) -> Iterator[tuple[str, str]]:
    named: Iterable[tuple[str, str | None]] = (
        ("brief summary", record.brief_summary),
        ("detailed description", record.detailed_description),
        *(("description of a group", arm.description) for arm in record.arms),
        *(("description of a treatment", each.description) for each in record.interventions),
        ("criteria", record.eligibility),
    )
    for where, text in named:
        if text:
            yield where, text


def _sentences(text: str) -> Iterator[str]:
    for piece in _SENTENCE_END.split(text[:_MOST_READ]):
        sentence = _BULLET.sub("", " ".join(piece.split()))
        if sentence:
            yield sentence


def _cut(sentence: str) -> str:
    """Shorten what is no sentence any more; the whole record is kept all the same."""
    return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST].rsplit(' ', 1)[0]} …"
