"""What one record states about one thing, and how a disagreement is put into words."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.case.facts.values.conflict import Conflict
from app.case.facts.values.evidence import Evidence
from app.case.facts.wording import lower_first, on
from app.case.partial_date import PartialDate
from app.case.value_class import value_class


@value_class
class Stated:
    """One value of one thing on one day.

    Attributes:
        thing: what is compared; two records of one thing and day must agree.
        name: the thing in words, such as "Weight".
        value: compared by equality.
        shown: the value in words.
    """

    thing: tuple[str, ...]
    name: str
    day: PartialDate
    value: object
    shown: str
    evidence: Evidence


def disagreements(what: str, rows: Iterable[Stated]) -> Iterable[Conflict]:
    """Yield a conflict for every thing that has two values on one known day."""
    groups: dict[tuple[tuple[str, ...], date], list[Stated]] = {}
    for row in rows:
        if row.day.exact is not None:
            groups.setdefault((row.thing, row.day.exact), []).append(row)
    for group in groups.values():
        different = _different(group)
        if len(different) > 1:
            yield in_words(what, different[0].thing[0], different)


def _different(rows: Sequence[Stated]) -> list[Stated]:
    found: list[Stated] = []
    for row in rows:
        if all(row.value != other.value for other in found):
            found.append(row)
    return found


def in_words(what: str, subject: str, rows: Sequence[Stated]) -> Conflict:
    """Return the conflict with its sentence and question."""
    first = rows[0]
    shown = [row.shown for row in rows]
    either = f"{', '.join(shown[:-1])} or {shown[-1]}"
    return Conflict(
        what=what,
        subject=subject,
        entries=tuple(row.evidence for row in rows),
        sentence=f"{first.name}, {first.day.words()}: one entry says {', another '.join(shown)}.",
        question=f"Which is right for {lower_first(first.name)} {on(first.day)}: {either}?",
    )
