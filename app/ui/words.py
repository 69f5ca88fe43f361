"""Everything the window says goes through Qt's translation; English is the source.

`translate(context, text)` serves modules that are no widgets; widgets call `self.tr(text)`.
Numbers are said with `%n`, so that other languages can have their own plurals; English needs its
singulars from a table too, because Qt only puts the number in.
"""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QTranslator

from app.case.partial_date import MONTH_NAMES, PartialDate

translate = QCoreApplication.translate


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for the translators where it stands; it is translated when it is shown.

    The name is the one that Qt's tools look for; theirs has no type.
    """
    return text


SINGULARS = {
    "%n appointments": "%n appointment",
    "%n days ago": "yesterday",
    "%n entries": "%n entry",
    "%n items": "%n item",
    "%n minutes": "%n minute",
    "%n more": "%n more",
    "%n months ago": "%n month ago",
    "%n open questions": "%n open question",
    "%n pages": "%n page",
    "%n phases": "%n phase",
    "%n pages, made for black and white": "%n page, made for black and white",
    "%n saved": "%n saved",
    "and %n more": "and 1 more",
    "All %n questions": "The question",
    "All %n trials": "The trial",
    "In %n days": "Tomorrow",
    "The last backup is %n days old": "The last backup is 1 day old",
    "Waiting %n days for an answer": "Waiting 1 day for an answer",
}


class EnglishPlurals(QTranslator):
    """Gives the singular where a sentence with `%n` says one."""

    def isEmpty(self) -> bool:
        """Say that there is something in here, else Qt does not ask."""
        return False

    def translate(
        self, _context: str, text: str, _remark: str | None = None, n: int = -1
    ) -> str | None:
        """Return the singular for one; None leaves the text as it is."""
        return SINGULARS.get(text) if n == 1 else None


_WEEKDAYS = (
    QT_TRANSLATE_NOOP("Dates", "Monday"),
    QT_TRANSLATE_NOOP("Dates", "Tuesday"),
    QT_TRANSLATE_NOOP("Dates", "Wednesday"),
    QT_TRANSLATE_NOOP("Dates", "Thursday"),
    QT_TRANSLATE_NOOP("Dates", "Friday"),
    QT_TRANSLATE_NOOP("Dates", "Saturday"),
    QT_TRANSLATE_NOOP("Dates", "Sunday"),
)


def weekday_name(day: date) -> str:
    """Return "Thursday"."""
    return translate("Dates", _WEEKDAYS[day.weekday()])


def weekday_short(day: date) -> str:
    """Return "Thu"."""
    return weekday_name(day)[:3]


def month_short(month: int) -> str:
    """Return "May"."""
    return MONTH_NAMES[month - 1][:3]


def long_day(day: date) -> str:
    """Return "Tuesday, 12 May 2026"."""
    return translate("Dates", "{weekday}, {date}").format(
        weekday=weekday_name(day), date=PartialDate.of(day).words()
    )


def short_day(day: PartialDate) -> str:
    """Return "12 Sep 2023", for lists."""
    words = day.words()
    name = MONTH_NAMES[day.month - 1] if day.month else ""
    return words.replace(name, name[:3]) if name else words


def near_day(day: PartialDate, as_of: date) -> str:
    """Return "12 May", with the year only where it is another one than that of `as_of`."""
    return day.words(without_year=as_of.year)


def days_from_now(days: int) -> str:
    """Return "Today", "Tomorrow" or "In 9 days"."""
    if days == 0:
        return translate("Dates", "Today")
    return translate("Dates", "In %n days", "", days)


def clock(at: datetime) -> str:
    """Return "9:41"."""
    return f"{at.hour}:{at.minute:02d}"
