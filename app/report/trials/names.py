"""Names of people and places left out of what is told of trials.

What the registry publishes stays: hospitals and study contacts are public, and a trial without
them would be of no use.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.case.case import ENTITIES, Case
from app.case.entities import Note
from app.case.facts import Facts
from app.case.partial_date import PartialDate
from app.report.contents.names_left_out import without_names
from app.report.trials.on_paper import trial_without_names
from app.report.trials.told import ToldCell, TrialToPrint

_FROM_REGISTRY = frozenset(
    {"status", "what", "phase", "people", "stays", "places", "sponsor", "chance", "travel"}
    | {"time_gone", "expanded_access", "contact", "distance"}
)
"""Rows that hold nothing but the registry's words."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with names left out."""

    lines: tuple[str, ...]
    source: str
    date: PartialDate | None
    stated: bool


def trials_without_names(
    trials: Sequence[TrialToPrint], named: Case, nameless: Facts
) -> tuple[TrialToPrint, ...]:
    """Return the trials with the case's names left out.

    Args:
        trials: with names.
        named: the case as it is.
        nameless: the facts of the case without names.
    """
    texts = list(dict.fromkeys(text for trial in trials for text in _texts(trial)))
    masked = dict(zip(texts, texts_without_names(named, texts), strict=True))
    return tuple(
        replace(
            trial,
            paper=trial_without_names(trial.paper, nameless),
            cells={key: _masked(key, cell, masked) for key, cell in trial.cells.items()},
        )
        for trial in trials
    )


def texts_without_names(case: Case, texts: Sequence[str]) -> list[str]:
    """Return texts in which the names that the case knows are replaced by roles."""
    rows = [row for kind in ENTITIES if kind is not Note for row in case.all(kind)]
    notes = [Note(id=f"text-{place}", text=text) for place, text in enumerate(texts)]
    changed = without_names(Case.of([*rows, *notes]))
    return [note.text or "" for note in changed.all(Note)]


def _texts(trial: TrialToPrint) -> Iterator[str]:
    for key, cell in trial.cells.items():
        if key not in _FROM_REGISTRY:
            yield from cell.lines


def _masked(key: str, cell: ToldCell, masked: Mapping[str, str]) -> ToldCell:
    if key in _FROM_REGISTRY:
        return cell
    lines = tuple(masked[line] for line in cell.lines)
    return _Cell(lines, cell.source, cell.date, cell.stated)
