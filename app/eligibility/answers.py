"""A person's answer to a criterion stands above the program's; both stay visible.

When the record or the registry's words change later, the answer is flagged for another look. It
is never dropped, not even when its line is gone from the record.
"""

from collections.abc import Iterable, Sequence

from app.case.entities import CriterionAnswer
from app.case.value_class import value_class
from app.eligibility.check import CheckedCriterion

EVIDENCE_CHANGED = "The record this was answered against has changed."
WORDS_CHANGED = "The registry's words have changed since."
STATE_CHANGED = "The program's own check has changed since."

_IN_EVERY_LINE = frozenset(
    "patient patients participant participants subject subjects must have with without within "
    "than least most more less prior previous history treatment therapy study days weeks months "
    "years older known active any that this other from before after time been will".split()
)
"""Words that say nothing about which line it is."""


@value_class
class Answered:
    """A criterion with the answer of a person, where there is one.

    Attributes:
        checked: the program's check.
        answer: the newest answer, None where nobody answered.
        look_again: why the answer deserves another look, one sentence each.
    """

    checked: CheckedCriterion
    answer: CriterionAnswer | None = None
    look_again: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """The answer's code where a person answered, else the program's state."""
        if self.answer is not None and self.answer.answer:
            return self.answer.answer
        return str(self.checked.state)


@value_class
class AnsweredTrial:
    """The lines of a trial with their answers.

    Attributes:
        lines: one per criterion, in the given order.
        without_line: answers to lines that are no longer in the record, newest first.
    """

    lines: tuple[Answered, ...]
    without_line: tuple[CriterionAnswer, ...]


def with_answers(
    checked: Sequence[CheckedCriterion], answers: Iterable[CriterionAnswer]
) -> AnsweredTrial:
    """Give each answer to its line: by the registry's words, else by its number.

    A number leads to a line only where no line has the words and the wording is alike; then the
    words have changed.
    """
    newest = sorted(answers, key=_when, reverse=True)
    by_words: dict[str, CriterionAnswer] = {}
    for answer in newest:
        by_words.setdefault(_words(answer.criterion_text), answer)
    known = {_words(one.criterion.text) for one in checked}
    moved = {
        answer.criterion_number: answer
        for words, answer in reversed(by_words.items())
        if words not in known and answer.criterion_number
    }
    lines = tuple(_answered(one, by_words, moved) for one in checked)
    used = {line.answer.id for line in lines if line.answer is not None}
    shown = {words: answer for words, answer in by_words.items() if answer.id not in used}
    return AnsweredTrial(lines, tuple(shown.values()))


def _answered(
    checked: CheckedCriterion,
    by_words: dict[str, CriterionAnswer],
    moved: dict[str, CriterionAnswer],
) -> Answered:
    answer = by_words.get(_words(checked.criterion.text))
    if answer is not None:
        return Answered(checked, answer, tuple(_changes(checked, answer)))
    answer = moved.get(checked.criterion.number)
    if answer is None or not _is_like(answer, checked):
        return Answered(checked)
    return Answered(checked, answer, (WORDS_CHANGED, *_changes(checked, answer)))


def _is_like(answer: CriterionAnswer, checked: CheckedCriterion) -> bool:
    """Whether a line is the answered one in other words; both lists are numbered from 1."""
    return bool(_telling(answer.criterion_text) & _telling(checked.criterion.text))


def _telling(text: str | None) -> frozenset[str]:
    words = (word.strip(".,;:()") for word in _words(text).split())
    return frozenset(word for word in words if len(word) > 3) - _IN_EVERY_LINE


def _changes(checked: CheckedCriterion, answer: CriterionAnswer) -> Iterable[str]:
    if answer.our_evidence is not None and answer.our_evidence != evidence_text(checked):
        yield EVIDENCE_CHANGED
    if answer.our_state is not None and answer.our_state != checked.state:
        yield STATE_CHANGED


def evidence_text(checked: CheckedCriterion) -> str:
    """Return the evidence of a check as text, to keep beside an answer."""
    rows = (f"{row.words} ({row.date.iso if row.date else 'no date'})" for row in checked.evidence)
    return "; ".join(rows)


def _words(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()


def _when(answer: CriterionAnswer) -> tuple[tuple[int, int, int, int, bool], int]:
    day = answer.answered_on
    return (day.sort_key if day else (0, 0, 0, 0, False)), answer.position
