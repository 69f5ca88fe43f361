"""The appointments as an iCalendar file (RFC 5545) for the calendar of a phone or computer."""

import re
from collections.abc import Iterator
from datetime import date

from app.case import codes
from app.case.case import Case
from app.case.entities import Appointment
from app.case.partial_date import PartialDate
from app.case.value_class import value_class

_LONGEST_LINE = 75
"""Octets of a line before it has to be folded."""

_TIME = re.compile(r"(\d\d):(\d\d)")


@value_class
class Calendar:
    """An iCalendar file.

    Attributes:
        text: its content, with the line ends that the format asks for.
        notes: the appointments that are not in it, and why, a line each.
    """

    text: str
    notes: tuple[str, ...]


def calendar_text(case: Case) -> Calendar:
    """Return the appointments whose day is known.

    Times are local to wherever the calendar is ("floating"), as on an appointment card. An
    appointment keeps its identity: taking the file in again updates it. The same case gives the
    same text.
    """
    notes: list[str] = []
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Casebook//Casebook//EN"]
    for appointment in case.all(Appointment):
        day = appointment.date.exact if appointment.date else None
        if day is None:
            notes.append(_left_out(appointment))
        else:
            lines += _event(appointment, day)
    lines.append("END:VCALENDAR")
    return Calendar("".join(_folded(line) + "\r\n" for line in lines), tuple(notes))


def _left_out(appointment: Appointment) -> str:
    when = "its date is not known"
    if appointment.date is not None:
        when = f"only {_words(appointment.date)} is known of its date"
    return f"Left out of the calendar: {_summary(appointment)}, because {when}."


def _words(day: PartialDate) -> str:
    return f'"{day.words()}"'


def _event(appointment: Appointment, day: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{appointment.id}@casebook"
    # Asked for by the format. The moment of export would give other bytes every time.
    yield f"DTSTAMP:{day:%Y%m%d}T000000Z"
    time = _TIME.fullmatch(appointment.time or "")
    if time:
        yield f"DTSTART:{day:%Y%m%d}T{time[1]}{time[2]}00"
    else:
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"SUMMARY:{_escaped(_summary(appointment))}"
    if appointment.place:
        yield f"LOCATION:{_escaped(appointment.place)}"
    description = "\n".join(_description(appointment))
    if description:
        yield f"DESCRIPTION:{_escaped(description)}"
    yield "END:VEVENT"


def _summary(appointment: Appointment) -> str:
    kind = codes.label("appointment.type", appointment.type) if appointment.type else ""
    return appointment.purpose or kind or "Appointment"


def _description(appointment: Appointment) -> Iterator[str]:
    if appointment.with_whom:
        yield f"With: {appointment.with_whom}"
    if appointment.decision_wanted:
        yield f"Decision wanted: {appointment.decision_wanted}"
    if appointment.prepare:
        yield f"Bring and prepare: {', '.join(appointment.prepare)}"


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = plain.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    # Other control characters have no place in a calendar.
    return "\\n".join("".join(c for c in line if c >= " " or c == "\t") for line in lines)


def _folded(line: str) -> str:
    """Break a line before its 76th octet, between characters."""
    pieces, piece, octets = [], "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _LONGEST_LINE:
            pieces.append(piece)
            piece, octets = "", 1  # the space that every further piece starts with
        piece += character
        octets += size
    return "\r\n ".join([*pieces, piece])
