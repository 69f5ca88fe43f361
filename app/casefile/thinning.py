"""Which backups stay: all of the last day, then fewer the older they are."""

from collections.abc import Iterable
from datetime import datetime, timedelta

_ALL = timedelta(days=1)
_DAILY = timedelta(weeks=2)
_WEEKLY = timedelta(days=91)


def to_keep(taken: Iterable[datetime], now: datetime) -> set[datetime]:
    """Return the moments whose backups stay.

    Every one of the last day; the newest of each day for two weeks, of each week for three
    months, of each month beyond. The newest of all always stays, whatever its age.
    """
    moments = sorted(set(taken), reverse=True)
    kept: dict[tuple[str, int, int], datetime] = {}
    for moment in moments:
        kept.setdefault(_slot(moment, now), moment)
    recent = {moment for moment in moments if now - moment < _ALL}
    return recent | set(kept.values()) | set(moments[:1])


def _slot(moment: datetime, now: datetime) -> tuple[str, int, int]:
    age = now - moment
    if age < _DAILY:
        return ("day", moment.year, moment.timetuple().tm_yday)
    if age < _WEEKLY:
        year, week, _ = moment.isocalendar()
        return ("week", year, week)
    return ("month", moment.year, moment.month)
