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
    "%n backups": "%n backup",
    "%n come back": "%n comes back",
    "%n days ago": "yesterday",
    "%n are the same in both copies.": "One is the same in both copies.",
    "%n entries were changed in both copies": "One entry was changed in both copies",
    "%n new entries will be added.": "One new entry will be added.",
    "%n will be changed.": "One will be changed.",
    "%n will be removed.": "One will be removed.",
    "See all %n": "See it",
    "%n answers from the review sheet": "One answer from the review sheet",
    "%n answers taken in from the review sheet": "One answer taken in from the review sheet",
    "%n documents": "%n document",
    "%n documents kept in the case": "One document kept in the case",
    "%n entries": "%n entry",
    "%n get their older content": "%n gets its older content",
    "%n are taken out again": "%n is taken out again",
    "%n items": "%n item",
    "%n lines wait for your decision": "One line waits for your decision",
    "%n lines wait for your decision. You find them under Documents.": (
        "One line waits for your decision. You find it under Documents."
    ),
    "%n minutes": "%n minute",
    "%n months": "%n month",
    "%n months ago": "%n month ago",
    "%n more": "%n more",
    "%n open questions": "%n open question",
    "%n pages": "%n page",
    "%n pages, made for black and white": "%n page, made for black and white",
    "%n phases": "%n phase",
    "%n saved": "%n saved",
    "%n trial records": "One trial record",
    "%n trial records taken in": "One trial record taken in",
    "%n steps": "%n step",
    "%n lines of a file brought in wait for you": "One line of a file brought in waits for you",
    "%n trials ask for a newer one": "1 trial asks for a newer one",
    "{test} is %n days old": "{test} is 1 day old",
    "{test} is %n months old": "{test} is 1 month old",
    "%n alerts": "%n alert",
    "about %n pages": "about %n page",
    "%n lines": "one line",
    "last %n dates": "newest date only",
    "%n now": "%n now",
    "%n people": "%n person",
    "%n read": "%n read",
    "%n results added": "%n result added",
    "%n tests": "%n test",
    "%n trials": "one trial",
    "Save %n results": "Save %n result",
    "Show %n more": "Show one more",
    "All %n questions": "The question",
    "All %n trials": "The trial",
    "In %n days": "Tomorrow",
    "Keep %n documents": "Keep this document",
    "Keeping %n documents": "Keeping the document",
    "Looking at %n files": "Looking at the file",
    "Reading %n documents": "Reading the document",
    "Then look at %n lab results in its text": "Then look at the lab result in its text",
    "Take in %n entries": "Take in one entry",
    "Take in %n records": "Take in one record",
    "Used as evidence by %n entries": "Used as evidence by one entry",
    "The last backup is %n days old": "The last backup is 1 day old",
    "Waiting %n days for an answer": "Waiting 1 day for an answer",
    "and %n more": "and 1 more",
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
