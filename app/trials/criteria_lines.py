"""Two versions of a trial's criteria side by side: which lines are new, gone or reworded.

This compares lines of text, nothing more: what a criterion means is read elsewhere. The lines that
differ are what has to be checked again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Literal

from app.trials.record import TrialRecord
from app.trials.registry_text import for_comparison, unwrapped

Section = Literal["inclusion", "exclusion", "other"]

_HEADING = re.compile(
    r"\W*(?:key |main |major |general |patient |participant )*(inclusion|exclusion)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_LABEL = re.compile(r"(?:\(?[0-9]{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)])(?:\s+|$)")

# Beyond these sizes lines are compared as sets: a comparison in order would take minutes.
_MOST_LINES = 1500
_MOST_PAIRS = 1600
# No trial's criteria are longer; such a text is shown as one change, not compared.
_LONGEST_TEXT = 1_000_000
# Share of words two wordings of one criterion have in common, at least.
_LIKE_ENOUGH = 0.35


class CriterionChangeKind(StrEnum):
    """What happened to a line of the criteria."""

    REWORDED = "reworded"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A line of the criteria.

    Attributes:
        text: the line, without its bullet or number.
        key: the line reduced to its words; the same key is the same criterion.
    """

    section: Section
    text: str
    key: str

    @property
    def place(self) -> tuple[Section, str]:
        """What two lines must share to be the same: a rule that changes sides is another rule."""
        return self.section, self.key


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """A line that differs between two versions, with both wordings where there are two."""

    kind: CriterionChangeKind
    section: Section
    old: str | None
    new: str | None


def criterion_lines(text: str) -> list[CriterionLine]:
    """Return the lines of a criteria text with the section each stands in.

    A text of the older records has to be unwrapped first.
    """
    section: Section = "other"
    found = []
    for line in text.split("\n"):
        key = _key(line)
        if not key:
            continue
        if (heading := _HEADING.match(line)) is not None:
            section = "inclusion" if heading.group(1).casefold() == "inclusion" else "exclusion"
        found.append(CriterionLine(section, line.strip(" \t*-•·●"), key))
    return found


def _key(line: str) -> str:
    words = for_comparison(line).lstrip("*-•·●– ")
    return _LABEL.sub("", words, count=1).rstrip(" .;,:")


def criteria_changes(old: TrialRecord, new: TrialRecord) -> tuple[CriterionChange, ...]:
    """Return the lines of the criteria that differ; these are the ones to check again.

    Empty where only the layout differs, or where one of the records cannot know the criteria.
    """
    if not {"eligibility"} <= (old.known_fields & new.known_fields):
        return ()
    return changed_lines(criteria_of(old), criteria_of(new))


def criteria_of(record: TrialRecord) -> str:
    """Return a record's criteria with one line to each item, whatever its form."""
    text = record.eligibility or ""
    return unwrapped(text) if record.form == "xml-legacy" else text


def changed_lines(old: str, new: str) -> tuple[CriterionChange, ...]:
    """Return the lines that differ between two criteria texts, in their order."""
    if old == new:
        return ()
    if max(len(old), len(new)) > _LONGEST_TEXT:
        return (CriterionChange(CriterionChangeKind.REWORDED, "other", old, new),)
    before, after = _without_common_ends(criterion_lines(old), criterion_lines(new))
    if len(before) > _MOST_LINES or len(after) > _MOST_LINES:
        return _as_sets(before, after)
    keys = [each.place for each in before], [each.place for each in after]
    found: list[CriterionChange] = []
    for tag, a, b, c, d in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _block(before[a:b], after[c:d])
    return tuple(_without_moved(found))


def _without_common_ends(
    before: list[CriterionLine], after: list[CriterionLine]
) -> tuple[list[CriterionLine], list[CriterionLine]]:
    start = _common(before, after)
    before, after = before[start:], after[start:]
    end = _common(before[::-1], after[::-1])
    return before[: len(before) - end], after[: len(after) - end]


def _common(before: Sequence[CriterionLine], after: Sequence[CriterionLine]) -> int:
    pairs = enumerate(zip(before, after, strict=False))
    differing = (n for n, (one, other) in pairs if one.place != other.place)
    return next(differing, min(len(before), len(after)))


def _as_sets(
    before: list[CriterionLine], after: list[CriterionLine]
) -> tuple[CriterionChange, ...]:
    old_places, new_places = {each.place for each in before}, {each.place for each in after}
    gone = [_removed(each) for each in before if each.place not in new_places]
    come = [_added(each) for each in after if each.place not in old_places]
    return (*gone, *come)


def _block(before: list[CriterionLine], after: list[CriterionLine]) -> list[CriterionChange]:
    """Pair the lines of a changed block by likeness; the rest was removed or added."""
    partner = _partners(before, after)
    gone = [line for n, line in enumerate(before) if n not in partner.values()]
    found = [
        _reworded(before[partner[n]], line) if n in partner else _added(line)
        for n, line in enumerate(after)
    ]
    return [*map(_removed, gone), *found]


def _partners(before: list[CriterionLine], after: list[CriterionLine]) -> dict[int, int]:
    """Return which new line is a rewording of which old one, the most alike first."""
    if len(before) * len(after) > _MOST_PAIRS:
        return {}
    old_words, new_words = ([set(_WORD.findall(e.key)) for e in each] for each in (before, after))
    alike = sorted(
        (-_likeness(words, others), new, old)
        for new, words in enumerate(new_words)
        for old, others in enumerate(old_words)
    )
    found: dict[int, int] = {}
    for likeness, new, old in alike:
        if -likeness >= _LIKE_ENOUGH and new not in found and old not in found.values():
            found[new] = old
    return found


def _likeness(words: set[str], others: set[str]) -> float:
    total = len(words) + len(others)
    return 2 * len(words & others) / total if total else 0.0


def _reworded(old: CriterionLine, new: CriterionLine) -> CriterionChange:
    return CriterionChange(CriterionChangeKind.REWORDED, new.section, old.text, new.text)


def _without_moved(found: list[CriterionChange]) -> list[CriterionChange]:
    """Leave out lines that only stand elsewhere in the same section now."""
    gone = {(each.section, _key(each.old or "")) for each in found if each.new is None}
    come = {(each.section, _key(each.new or "")) for each in found if each.old is None}
    moved = gone & come
    return [
        each
        for each in found
        if (each.section, _key(each.old or each.new or "")) not in moved
        or each.kind is CriterionChangeKind.REWORDED
    ]


def _removed(line: CriterionLine) -> CriterionChange:
    return CriterionChange(CriterionChangeKind.REMOVED, line.section, line.text, None)


def _added(line: CriterionLine) -> CriterionChange:
    return CriterionChange(CriterionChangeKind.ADDED, line.section, None, line.text)
