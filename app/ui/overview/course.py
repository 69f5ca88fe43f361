"""The course of the illness as plain data, ready to be drawn to scale.

Treatments lie in the upper lane, one bar for each run of phases of a line; remissions in the
lower one, from the first finding of a remission to the event that ended it. Transplants, cell
therapies and relapses are marks on one day. Dates stay partial: an end that is only known by its
month or year says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from app.case.facts import Facts
from app.case.facts.model import Phase, StatusFact
from app.case.facts.remission_spans import RemissionSpan, remission_spans
from app.case.partial_date import PartialDate
from app.case.remission import ENDS_REMISSION
from app.case.value_class import value_class
from app.ui.words import QT_TRANSLATE_NOOP, translate

_MARKED = ENDS_REMISSION | {"mrd_relapse", "molecular_relapse"}
_LONGEST_GAP = timedelta(days=90)
_DRAWN_AS_MARK = frozenset({"hsct", "car_t"})
_TREATMENTS = (
    QT_TRANSLATE_NOOP("Course", "First treatment"),
    QT_TRANSLATE_NOOP("Course", "Second treatment"),
    QT_TRANSLATE_NOOP("Course", "Third treatment"),
    QT_TRANSLATE_NOOP("Course", "Fourth treatment"),
    QT_TRANSLATE_NOOP("Course", "Fifth treatment"),
    QT_TRANSLATE_NOOP("Course", "Sixth treatment"),
)
_REMISSIONS = (
    QT_TRANSLATE_NOOP("Course", "Remission"),
    QT_TRANSLATE_NOOP("Course", "Second remission"),
    QT_TRANSLATE_NOOP("Course", "Third remission"),
    QT_TRANSLATE_NOOP("Course", "Fourth remission"),
)

Lane = Literal["treatment", "status"]


@value_class
class Bar:
    """A stretch of time.

    Attributes:
        start, end: days to draw from and to.
        open_start, open_end: the end is only known by its month or year, or not at all.
        labels: to stand in the bar, the longest first; the first that fits is shown.
        spoken: the whole in words.
    """

    lane: Lane
    start: date
    end: date
    labels: tuple[str, ...]
    spoken: str
    open_start: bool = False
    open_end: bool = False


@value_class
class Mark:
    """Something on one day: `transplant` is a diamond, `relapse` a triangle."""

    kind: Literal["transplant", "relapse"]
    day: date
    label: str
    spoken: str


@value_class
class Course:
    """Everything to draw, between two days.

    Attributes:
        first, last: the span of the drawing; `today` lies in it.
    """

    first: date
    last: date
    today: date
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]

    @property
    def spoken(self) -> str:
        """The whole course in words, in order of time, for a screen reader."""
        events = [(bar.start, bar.spoken) for bar in self.bars]
        events += [(mark.day, mark.spoken) for mark in self.marks]
        return ". ".join(words for _, words in sorted(events))


def course_of(facts: Facts) -> Course | None:
    """Return the course of a case, None where nothing with a date is known."""
    spans = remission_spans(facts.status_events)
    bars = (*_treatment_bars(facts), *(_remission_bar(span, facts.as_of) for span in spans))
    marks = (*_transplant_marks(facts), *_relapse_marks(facts.status_events))
    days = [bar.start for bar in bars] + [mark.day for mark in marks]
    days += [fact.date.earliest for fact in facts.diagnoses if fact.date]
    if not days:
        return None
    first = min(days)
    ends = [facts.as_of, *(bar.end for bar in bars), *(mark.day for mark in marks)]
    # A margin before the first day and behind today, so that labels find room.
    margin = max((max(ends) - first) // 25, timedelta(days=7))
    return Course(first - margin, max(ends) + margin, facts.as_of, bars, marks)


def _treatment_bars(facts: Facts) -> Iterator[Bar]:
    marked = bool(facts.transplants or facts.cell_therapies)
    dated = [
        phase
        for phase in facts.phases
        if phase.start is not None
        and phase.state != "planned"
        and not (marked and phase.modality in _DRAWN_AS_MARK)
    ]
    for run in _runs(sorted(dated, key=_start), facts):
        yield _treatment_bar(run, facts)


def _runs(phases: Sequence[Phase], facts: Facts) -> Iterator[list[Phase]]:
    """Group phases of one line that follow each other closely."""
    lines = {p.evidence.id: line.number for line in facts.lines for p in line.phases}
    run: list[Phase] = []
    for phase in phases:
        if run and not _follows(run, phase, lines, facts.as_of):
            yield run
            run = []
        run.append(phase)
    if run:
        yield run


def _follows(run: Sequence[Phase], phase: Phase, lines: dict[str, int | None], as_of: date) -> bool:
    same_line = lines.get(run[-1].evidence.id) == lines.get(phase.evidence.id)
    latest = max(_end(earlier, as_of) for earlier in run)
    return same_line and _start(phase) - latest <= _LONGEST_GAP


def _treatment_bar(run: Sequence[Phase], facts: Facts) -> Bar:
    first, last = run[0], max(run, key=lambda phase: _end(phase, facts.as_of))
    start, end = _start(first), _end(last, facts.as_of)
    number = next((line.number for line in facts.lines for p in line.phases if p is first), None)
    labels = _treatment_words(run, number)
    return Bar(
        "treatment",
        start,
        max(end, start),
        labels,
        _spoken_span(labels[0], first.start, last.end),
        open_start=not (first.start and first.start.is_day),
        open_end=not (last.end and last.end.is_day) and last.state != "ongoing",
    )


def _treatment_words(run: Sequence[Phase], number: int | None) -> tuple[str, ...]:
    counted = number is not None and 1 <= number <= len(_TREATMENTS)
    line = translate("Course", _TREATMENTS[number - 1]) if number and counted else ""
    if len(run) == 1:
        return tuple(words for words in (run[0].name, line, run[0].phase_words) if words)
    phases = translate("Course", "%n phases", "", len(run))
    if not line:
        return (phases,)
    return translate("Course", "{line} ({phases})").format(line=line, phases=phases), line, phases


def _remission_bar(span: RemissionSpan, as_of: date) -> Bar:
    start = span.began.earliest
    end = span.ended.earliest if span.ended else as_of
    label = remission_words(span.number)
    return Bar(
        "status",
        start,
        max(start, end),
        tuple(dict.fromkeys((label, translate("Course", "Remission")))),
        _spoken_span(label, span.began, span.ended),
        open_start=not span.began.is_day,
        open_end=span.ended is not None and not span.ended.is_day,
    )


def remission_words(number: int) -> str:
    """Return "Remission", "Second remission" ..."""
    known = 1 <= number <= len(_REMISSIONS)
    return translate("Course", _REMISSIONS[number - 1] if known else _REMISSIONS[0])


def _relapse_marks(events: Iterable[StatusFact]) -> Iterator[Mark]:
    for event in events:
        if event.type in _MARKED and event.date is not None:
            spoken = translate("Course", "{what}, {date}")
            spoken = spoken.format(what=event.label, date=event.date.words())
            yield Mark("relapse", event.date.earliest, event.label, spoken)


def _transplant_marks(facts: Facts) -> Iterator[Mark]:
    for transplant in facts.transplants:
        if transplant.date is not None:
            yield _cell_mark(translate("Course", "Transplant"), transplant.date)
    for therapy in facts.cell_therapies:
        if therapy.date is not None:
            product = therapy.product[:1].upper() + therapy.product[1:]
            yield _cell_mark(product, therapy.date)


def _cell_mark(what: str, day: PartialDate) -> Mark:
    words = translate("Course", "{what}, {date}").format(what=what, date=day.words())
    return Mark("transplant", day.earliest, words, words)


def _spoken_span(label: str, start: PartialDate | None, end: PartialDate | None) -> str:
    begins = start.words() if start else translate("Course", "start not noted")
    if end is None:
        since = translate("Course", "{what}, since {start}")
        return since.format(what=label, start=begins)
    span = translate("Course", "{what}, {start} to {end}")
    return span.format(what=label, start=begins, end=end.words())


def _start(phase: Phase) -> date:
    return phase.start.earliest if phase.start else date.max


def _end(phase: Phase, as_of: date) -> date:
    if phase.end is not None:
        return min(phase.end.latest, max(as_of, phase.end.earliest))
    if phase.state == "ongoing":
        return as_of
    return _start(phase) if phase.start is None else phase.start.latest
