"""A field's value as text to type and to show, and back: for forms, grids and lists alike."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from app.case import codes, kinds, vocabulary
from app.case.case import Case
from app.case.declaration import SPECS, Entity, FieldSpec
from app.case.numbers import number_text, read_number
from app.case.partial_date import AmbiguousDate, PartialDate, read_date
from app.case.terms import Vocabulary
from app.ui.words import translate

# Vocabularies whose id is what a field keeps; for the others (drugs) it keeps the word itself.
_KEPT_BY_ID = frozenset({"diagnoses", "regimens", "markers", "labs"})
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?", re.IGNORECASE)


def vocabulary_of(spec: FieldSpec) -> Vocabulary | None:
    """Return the vocabulary that completes a field, None where there is none."""
    loaders = {
        "diagnoses": vocabulary.diagnoses,
        "drugs": vocabulary.drugs,
        "labs": vocabulary.labs,
        "markers": vocabulary.markers,
        "regimens": vocabulary.regimens,
    }
    loader = loaders.get(spec.vocabulary or "")
    return loader() if loader else None


def has_choices(spec: FieldSpec) -> bool:
    """Whether one of a few values is chosen: a code, yes or no, a row of another table."""
    one_code = spec.codes is not None and not spec.kind.is_list
    return one_code or spec.kind is kinds.YES_NO or spec.to is not None


def choices(spec: FieldSpec, case: Case) -> list[tuple[str, Any]]:
    """Return what can be chosen, each as words and value."""
    if spec.kind is kinds.YES_NO:
        return [(_yes(), True), (_no(), False)]
    if spec.codes is not None:
        return [(label, code) for code, label in codes.choices(spec.codes)]
    if spec.to is not None:
        rows = case.all(SPECS[spec.to].entity)
        return [(entry_words(row), row.id) for row in reversed(rows)]
    return []


def shown(spec: FieldSpec, value: Any) -> str:
    """Return a value as it stands in a field or a list; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _yes() if value else _no()
    if isinstance(value, PartialDate):
        return value.words()
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, tuple):
        return "\n".join(_word(spec, item) for item in value)
    return _word(spec, str(value))


def one_line(spec: FieldSpec, value: Any, case: Case | None = None) -> str:
    """Return a value in one line, for a list; a reference is shown as what it points to."""
    if spec.to is not None and case is not None and value is not None:
        row = case.get(SPECS[spec.to].entity, value)
        return entry_words(row) if row is not None else ""
    return ", ".join(shown(spec, value).split("\n"))


def read(spec: FieldSpec, text: str) -> Any:
    """Return the value of what was typed, None for nothing.

    Raises:
        ValueError: it is not what the field asks for; a plain sentence that says how to write it.
    """
    text = text.strip()
    if not text:
        return None
    reader = _READERS.get(type(spec.kind), _read_text)
    return reader(spec, text)


def entry_words(entry: Entity) -> str:
    """Return an entry in a few words, such as "Clinic visit, 14 May 2026"."""
    spec = entry.spec
    named = (one_line(spec.field(name), getattr(entry, name)) for name in spec.title)
    words = next((word for word in named if word), spec.label)
    day = getattr(entry, spec.day) if spec.day else None
    if day is None or day.words() == words:
        return words
    return translate("FieldText", "{what}, {date}").format(what=words, date=day.words())


def _word(spec: FieldSpec, text: str) -> str:
    if spec.codes is not None:
        # A code nobody knows stays as it came, so that a form gives back what it was given.
        return codes.known_label(spec.codes, text) or text
    if spec.vocabulary in _KEPT_BY_ID:
        known = vocabulary_of(spec)
        term = known.get(text) if known else None
        return term.name if term else text
    if spec.kind is kinds.CLOCK:
        return text.removeprefix("0")
    return text


def _read_text(spec: FieldSpec, text: str) -> Any:
    if spec.codes is not None:
        return _code(spec.codes, text)
    if spec.vocabulary in _KEPT_BY_ID:
        known = vocabulary_of(spec)
        term = known.find(text) if known else None
        return term.id if term else text
    return kinds.TEXT.from_json(text)


def _code(name: str, text: str) -> str:
    return _codes_by_label(name).get(text.casefold(), text)


@cache
def _codes_by_label(name: str) -> Mapping[str, str]:
    known = codes.choices(name)
    return {code.casefold(): code for code, _ in known} | {
        label.casefold(): code for code, label in known
    }


def _read_texts(spec: FieldSpec, text: str) -> Any:
    lines = [line.strip() for line in re.split(r"[\n;]", text)]
    items = [_read_text(spec, line) for line in lines if line]
    return tuple(items) or None


def _read_date(_spec: FieldSpec, text: str) -> Any:
    found = read_date(text)
    if isinstance(found, AmbiguousDate):
        asked = translate("FieldText", "{first} or {second}? Please write the month as a word.")
        raise ValueError(asked.format(first=found.first.words(), second=found.second.words()))
    return found


def _read_clock(_spec: FieldSpec, text: str) -> Any:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError(translate("FieldText", "Write a time such as 9:30 or 14:00."))
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        raise ValueError(translate("FieldText", "Write a time such as 9:30 or 14:00."))
    return f"{hour:02d}:{minute:02d}"


def _read_number(_spec: FieldSpec, text: str) -> Any:
    return kinds.NUMBER.from_json(read_number(text))


def _read_whole(_spec: FieldSpec, text: str) -> Any:
    number = read_number(text)
    if number != number.to_integral_value():
        raise ValueError(translate("FieldText", "Write a whole number, such as 3."))
    return kinds.WHOLE.from_json(number)


def _read_result(_spec: FieldSpec, text: str) -> Any:
    try:
        return kinds.NUMBER.from_json(read_number(text))
    except ValueError:
        return kinds.TEXT.from_json(text)


def _read_yes_no(_spec: FieldSpec, text: str) -> Any:
    word = text.casefold()
    if word in (_yes().casefold(), "y", "true"):
        return True
    if word in (_no().casefold(), "n", "false"):
        return False
    raise ValueError(translate("FieldText", "Write yes or no."))


def _yes() -> str:
    return translate("FieldText", "Yes")


def _no() -> str:
    return translate("FieldText", "No")


_READERS = {
    kinds.TextKind: _read_text,
    kinds.TextsKind: _read_texts,
    kinds.DateKind: _read_date,
    kinds.ClockKind: _read_clock,
    kinds.NumberKind: _read_number,
    kinds.WholeKind: _read_whole,
    kinds.ResultKind: _read_result,
    kinds.YesNoKind: _read_yes_no,
}
