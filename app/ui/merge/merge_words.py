"""What is said about a relative's copy and about each choice."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from app.case.declaration import Entity, Part
from app.case.partial_date import PartialDate
from app.ui.words import clock, near_day, translate
from app.usecases.merge_copies import Choice, Decision, MergePlan, Touch, choice_title, named_entity
from app.usecases.session import Session


def copy_name(plan: MergePlan) -> str:
    """Return "Dan's copy", or what else the copy is called."""
    name = plan.their_name.partition(" (")[0].strip()
    if not name:
        return translate("Merge", "The other copy")
    return translate("Merge", "{name}'s copy").format(name=name)


def heading(plan: MergePlan) -> str:
    """Return "3 entries were changed in both copies"."""
    count = len(plan.choices)
    if count:
        return translate("Merge", "%n entries were changed in both copies", "", count)
    return translate("Merge", "What {copy} would bring").format(copy=copy_name(plan))


def about(plan: MergePlan) -> str:
    """Return where the copy is from, what comes by itself, and how much is the same."""
    parts = []
    if plan.their_last is not None:
        day = PartialDate.of(plan.their_last.astimezone().date()).words()
        parts.append(
            translate("Merge", "{copy} was last written in on {day}.").format(
                copy=copy_name(plan), day=day
            )
        )
    for rows, words in (
        (plan.added, translate("Merge", "%n new entries will be added.", "", len(plan.added))),
        (plan.changed, translate("Merge", "%n will be changed.", "", len(plan.changed))),
        (plan.removed, translate("Merge", "%n will be removed.", "", len(plan.removed))),
    ):
        if rows:
            parts.append(words)
    parts.append(translate("Merge", "%n are the same in both copies.", "", plan.same))
    return " ".join(parts)


def counted(entities: Iterable[Entity]) -> list[str]:
    """Return how many of each kind there are, most first: "6 lab results"."""
    kinds = Counter((entity.spec.label, entity.spec.plural) for entity in entities)
    return [
        translate("Merge", "{count} {kind}").format(
            count=count, kind=label if count == 1 else plural
        )
        for (label, plural), count in kinds.most_common()
    ]


def title_of(session: Session, choice: Choice) -> str:
    """Return what names the choice: "Platelets, 7 May 2026"."""
    words = choice_title(session, choice)
    return words[:1].upper() + words[1:]


def state_of(choice: Choice, decision: Decision | None, plan: MergePlan) -> str:
    """Return what was decided, or what is to be decided."""
    if decision is None:
        return _open(choice, plan)
    said = {
        Decision.OURS: translate("Merge", "Keeping yours"),
        Decision.THEIRS: translate("Merge", "Taking {copy}"),
        Decision.BOTH: translate("Merge", "Keeping both"),
        Decision.UNSURE: translate("Merge", "Keeping yours, to be checked"),
    }
    if choice.ours is None and decision is Decision.OURS:
        return translate("Merge", "It stays removed")
    if choice.theirs is None and decision is Decision.THEIRS:
        return translate("Merge", "It will be removed")
    return said[decision].format(copy=copy_name(plan))


def _open(choice: Choice, plan: MergePlan) -> str:
    copy = copy_name(plan)
    if choice.ours is None:
        return translate("Merge", "Removed here, changed in {copy}").format(copy=_lower(copy))
    if choice.theirs is None:
        return translate("Merge", "Changed here, removed in {copy}").format(copy=_lower(copy))
    return translate("Merge", "Changed in both")


def _lower(copy: str) -> str:
    other = translate("Merge", "The other copy")
    return other[:1].lower() + other[1:] if copy == other else copy


def written_by(touch: Touch | None, today: datetime) -> str:
    """Return "written by Jo, 7 May, 20:14"; empty where it is not known."""
    if touch is None:
        return ""
    local = touch.at.astimezone()
    day = near_day(PartialDate.of(local.date()), today.date())
    said = translate("Merge", "written by {who}, {day}, {time}")
    if not touch.who:
        said = translate("Merge", "written {day}, {time}")
    return said.format(who=touch.who, day=day, time=clock(local))


def listed(session: Session, plan: MergePlan) -> list[str]:
    """Return a line for everything that comes by itself."""
    lines = []
    for rows, words in (
        (plan.added, translate("Merge", "New: {what}")),
        (plan.changed, translate("Merge", "Changed: {what}")),
        (plan.removed, translate("Merge", "Removed: {what}")),
    ):
        lines += [words.format(what=what) for what in _rows_words(session, rows)]
    return lines


def _rows_words(session: Session, rows: Iterable[Entity]) -> Iterator[str]:
    """Yield a line for each row; parts of a row that is there as well are counted beside it."""
    parts: dict[str, list[Entity]] = {}
    whole = {row.id for row in rows}
    for row in rows:
        if isinstance(row, Part) and row.parent_id in whole:
            parts.setdefault(row.parent_id, []).append(row)
    for row in rows:
        if isinstance(row, Part) and row.parent_id in whole:
            continue
        words = named_entity(session, row)
        below = ", ".join(counted(parts.get(row.id, ())))
        yield f"{words} ({below})" if below else words
