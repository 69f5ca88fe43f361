"""The change log and the backups in words."""

from collections.abc import Sequence
from datetime import datetime

from app.case.partial_date import PartialDate
from app.ui.words import clock, short_day, translate
from app.usecases.backups import Backup, WouldChange
from app.usecases.change_log import Entry

_UNDO = "undo: "


def when(at: datetime) -> str:
    """Return "12 May 2026, 14:30" in this computer's time."""
    local = at.astimezone()
    said = translate("ChangeLog", "{date}, {time}")
    return said.format(date=PartialDate.of(local.date()).words(), time=clock(local))


def when_short(at: datetime) -> str:
    """Return "12 May 2026, 14:30" with a short month, for lists."""
    local = at.astimezone()
    said = translate("ChangeLog", "{date}, {time}")
    return said.format(date=short_day(PartialDate.of(local.date())), time=clock(local))


def what(entry: Entry) -> str:
    """Return what was done, such as "Delete allergy penicillin"."""
    name = entry.name.removeprefix(_UNDO) if entry.kind == "revert" else entry.name
    if entry.kind in ("undo", "revert"):
        return translate("ChangeLog", "Undone: {what}").format(what=name)
    if entry.kind == "redo":
        return translate("ChangeLog", "Done again: {what}").format(what=name)
    return name[:1].upper() + name[1:]


def who(entry: Entry) -> str:
    """Return who did it; a program without a name set says so."""
    return entry.who or translate("ChangeLog", "no name")


def without_repeats(sentences: Sequence[str]) -> tuple[str, list[str]]:
    """Return the beginning that all sentences share, such as the entry, and what is different.

    "Allergy penicillin: How severe: mild → severe" and its like become one heading with lines.
    """
    if len(sentences) < 2:
        return "", list(sentences)
    # What the first and the last of them in the alphabet share, all share.
    first, last = min(sentences), max(sentences)
    pairs = enumerate(zip(first, last, strict=False))
    length = next((place for place, (one, other) in pairs if one != other), len(first))
    end = first.rfind(": ", 0, length)
    if end < 0:
        return "", list(sentences)
    return first[:end], [sentence[end + 2 :] for sentence in sentences]


def reason(backup: Backup) -> str:
    """Return why a backup was made."""
    if not backup.reason:
        return translate("ChangeLog", "on closing, or by hand")
    return translate("ChangeLog", backup.reason)


def size(count: int) -> str:
    """Return a size such as "340 KB" or "1.2 MB"."""
    if count < 1_000_000:
        return translate("ChangeLog", "{n} KB").format(n=max(round(count / 1000), 1))
    return translate("ChangeLog", "{n} MB").format(n=f"{count / 1_000_000:.1f}")


def would_change(change: WouldChange) -> str:
    """Return "Lab reports: 2 come back, 1 gets its older content, 3 are taken out again"."""
    parts = []
    if change.back:
        parts.append(translate("ChangeLog", "%n come back", "", change.back))
    if change.changed:
        parts.append(translate("ChangeLog", "%n get their older content", "", change.changed))
    if change.gone:
        parts.append(translate("ChangeLog", "%n are taken out again", "", change.gone))
    said = translate("ChangeLog", "{kind}: {changes}")
    kind = change.kind[:1].upper() + change.kind[1:]
    return said.format(kind=kind, changes=", ".join(parts))
