"""Reading criteria: whole texts, single lines, and the records of `casebook read-criteria`.

Nothing here raises on any text. What was not understood stands in the requirement as `NotRead`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from app.eligibility.comparisons import comparisons, measures
from app.eligibility.kinds import kinds
from app.eligibility.lines_below import with_exceptions_below
from app.eligibility.model import (
    Comparison,
    Criterion,
    Kind,
    NotRead,
    ReadCriterion,
    Section,
    Sense,
    Span,
)
from app.eligibility.plain_text import as_line
from app.eligibility.remarks import without_remarks
from app.eligibility.requirements import Understood, understand
from app.eligibility.segment import MAX_CHARACTERS, MAX_CRITERIA, segment
from app.eligibility.topics import topics

MAX_LINE = 6_000
"""A longer criterion is kept and shown, but not read: no real one is half of it."""

_TAGS = frozenset(
    {
        Kind.DIAGNOSIS, Kind.MARKER, Kind.PRIOR_THERAPY, Kind.PRIOR_HSCT, Kind.PRIOR_CART,
        Kind.GVHD, Kind.CNS, Kind.HIV, Kind.HBV, Kind.HCV, Kind.INFECTION, Kind.PREGNANCY,
        Kind.CONTRACEPTION, Kind.SECOND_MALIGNANCY, Kind.CARDIAC, Kind.IMMUNOSUPPRESSION,
        Kind.VACCINE, Kind.CONSENT, Kind.DONOR,
    }
)  # fmt: skip


def read_text(text: str, with_kinds: bool = False) -> list[ReadCriterion]:
    """Read a whole criteria text as the registry gives it.

    The kinds of each criterion are only looked for when asked for: checking does not need them.
    At most `MAX_CHARACTERS` and `MAX_CRITERIA` are read; where the text goes on, a last
    criterion says so.
    """
    criteria = segment(text)
    found = [read_criterion(criterion, with_kinds) for criterion in criteria[:MAX_CRITERIA]]
    found = _with_unclear_list(with_exceptions_below(found))
    if len(text) > MAX_CHARACTERS or len(criteria) > MAX_CRITERIA:
        found.append(_cut_off(found[-1].criterion.end if found else 0, len(text)))
    return found


_SECOND_LIST = re.compile(r"\W*eligibility criteria\W*", re.IGNORECASE)


def _with_unclear_list(read: list[ReadCriterion]) -> list[ReadCriterion]:
    """Leave open what a second list asks that is headed "Eligibility criteria".

    Behind a list of what must hold, where no list of exclusions is, it mostly is that list.
    """
    if any(one.criterion.section == "exclusion" for one in read):
        return read
    below = [any(map(_SECOND_LIST.fullmatch, one.criterion.parent)) for one in read]
    if not any(below) or not any(one.requirement for one in read[: below.index(True)]):
        return read
    return [
        replace(one, sense=Sense.UNCLEAR) if unclear and one.requirement else one
        for one, unclear in zip(read, below, strict=True)
    ]


def read_line(text: str, section: Section, context: Sequence[str] = ()) -> ReadCriterion:
    """Read a single criterion.

    Args:
        text: the registry's words.
        section: the list it stands in.
        context: the texts above it, outermost first (heading, parent item).
    """
    return read_criterion(Criterion("1", section, text, 0, len(text), tuple(context)))


def read_criterion(criterion: Criterion, with_kinds: bool = True) -> ReadCriterion:
    """Read one criterion that was already cut out of its text."""
    if len(criterion.text) > MAX_LINE:
        span = Span(0, len(criterion.text))
        return ReadCriterion(criterion, NotRead(span, "too long to read"), Sense.UNCLEAR)
    understood, limits = _read(
        Criterion(
            "", criterion.section, criterion.text, parent=criterion.parent,
            subject=criterion.subject, intro=criterion.intro,
        )
    )  # fmt: skip
    named = kinds(as_line(criterion.text)) if with_kinds else frozenset[Kind]()
    return ReadCriterion(
        criterion, understood.requirement, understood.sense, understood.role, limits, named
    )


@lru_cache(maxsize=8192)
def _read(criterion: Criterion) -> tuple[Understood, tuple[Comparison, ...]]:
    """Read a criterion by its words alone: sponsors use the same lines again and again."""
    line = as_line(criterion.text)
    found = measures(line)
    named = comparisons(found)
    clear = without_remarks(line)
    if clear is not line:
        found = measures(clear)
    return understand(clear, criterion, found, topics(clear)), named


def read_json_line(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `casebook read-criteria` prints for one input record.

    `{"id", "section", "text"}` gives `{"id", "comparisons", "tags"}`; `{"nct_id", "text"}` gives
    `{"nct_id", "criteria": [{"section", "text"}]}`.
    """
    text = str(record.get("text") or "")
    if "id" not in record:
        pieces = [{"section": c.section, "text": c.text} for c in segment(text)]
        return {"nct_id": record.get("nct_id"), "criteria": pieces}
    line = as_line(text[:MAX_LINE])
    found = comparisons(measures(line))
    tags = sorted(kind.value for kind in kinds(line) & _TAGS)
    return {"id": record["id"], "comparisons": [_as_json(c) for c in found], "tags": tags}


def _as_json(comparison: Comparison) -> dict[str, Any]:
    value = comparison.value
    return {
        "variable": comparison.variable,
        "op": comparison.op,
        "value": int(value) if value == value.to_integral_value() else float(value),
        "unit": comparison.unit,
    }


def _cut_off(read: int, length: int) -> ReadCriterion:
    said = f"The text goes on. Only its first {read:,} characters were read."
    criterion = Criterion("rest", "other", said, read, length)
    rest = NotRead(Span(0, len(said)), "text too long")
    return ReadCriterion(criterion, rest, Sense.UNCLEAR)
