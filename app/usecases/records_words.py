"""Lines of an import in words: what each entry is called, its day, its value, what the file says.

The same words stand on the reconcile screen, in the list of lines that wait, and in the terminal.
"""

from typing import Any

from app.case import codes
from app.case.declaration import Entity, FieldSpec
from app.case.entities import LabResult, VirusTest, VitalSigns
from app.case.partial_date import PartialDate
from app.records.found import SourceWords
from app.records.sameness.item import day_of
from app.records.sameness.measured import measures

_SHEETS = (VitalSigns, VirusTest)
_LONGEST = 160
_MOST_FIELDS = 4
# Fields that name a row, date it or say where it lies tell nothing about how much it is.
_NO_VALUE = frozenset(
    {"code", "dx_id", "file_name", "attachment_sha256", "received_on", "note", "notes", "text"}
)


def name_words(entity: Entity) -> str:
    """Return what an entry is called: the test, the medicine, the measure."""
    if isinstance(entity, _SHEETS):
        return ", ".join(entity.spec.field(name).label for name in measures(entity))
    for name in entity.spec.title:
        value = getattr(entity, name)
        if value not in (None, ""):
            return _short(_words(entity.spec.field(name), value))
    return entity.spec.label.capitalize()


def value_words(entity: Entity) -> str:
    """Return value and unit, or dose and manner; "" where there is nothing to say."""
    if isinstance(entity, LabResult):
        return _result(entity)
    if isinstance(entity, _SHEETS):
        return ", ".join(_of_field(entity, name) for name in measures(entity))
    title = next((n for n in entity.spec.title if getattr(entity, n) not in (None, "")), None)
    told = [
        _of_field(entity, field.name)
        for field in entity.spec.own_fields
        if field.name not in _NO_VALUE
        and field.name not in (title, entity.spec.day)
        and not field.to
        and getattr(entity, field.name) not in (None, "", ())
    ]
    return _short(", ".join(told[:_MOST_FIELDS]))


def day_words(entity: Entity, parent: Entity | None) -> str:
    """Return the day of an entry, or of the report it belongs to, "" where there is none."""
    for each in (entity, parent):
        day = day_of(each) if each is not None else None
        if day is not None:
            return _with_time(day, getattr(each, "time", None))
    return ""


def entry_words(entity: Entity, parent: Entity | None = None) -> str:
    """Return an entry in one line: "Hemoglobin, 9.1 g/dL, 12 March 2026"."""
    told = (name_words(entity), value_words(entity), day_words(entity, parent))
    return ", ".join(words for words in told if words)


def group_words(entity: Entity) -> str:
    """Return the heading an entry stands under, such as "Medicines"."""
    plural = entity.spec.plural
    return plural[:1].upper() + plural[1:]


def source_words(words: SourceWords) -> str:
    """Return an entry in the file's own words, in one line."""
    value = " ".join(part for part in (words.value, words.unit) if part)
    limits = f"({words.range})" if words.range else None
    told = (words.name, value, limits, words.date)
    return _short(", ".join(part for part in told if part))


def _result(result: LabResult) -> str:
    told = [result.comparator, _plain(result, "value"), result.unit]
    return _short(" ".join(part for part in told if part))


def _of_field(entity: Entity, name: str) -> str:
    field = entity.spec.field(name)
    words = _words(field, getattr(entity, name))
    unit = field.unit or (getattr(entity, field.unit_field) if field.unit_field else None)
    return f"{words} {unit}" if unit else words


def _plain(entity: Entity, name: str) -> str:
    value = getattr(entity, name)
    return "" if value is None else entity.spec.field(name).kind.words(value)


def _words(field: FieldSpec, value: Any) -> str:
    if field.codes is None:
        return field.kind.words(value)
    if isinstance(value, tuple):
        return ", ".join(codes.label(field.codes, item) for item in value)
    return codes.label(field.codes, str(value))


def _with_time(day: PartialDate, time: str | None) -> str:
    return f"{day.words()}, {time}" if time else day.words()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
