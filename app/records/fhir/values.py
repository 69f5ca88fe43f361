"""Value, time, range and flag of an observation, whatever form the record gives them in."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from app.records.fhir.elements import (
    Resource,
    When,
    code_of,
    codes_of,
    exact,
    in_words,
    many,
    node,
    nodes,
    quantity,
    text,
    when,
    words_of,
    written_quantity,
)
from app.records.found import SourceWords
from app.records.lab_values import NO_RANGE, NO_VALUE, Range, Value, range_of, written
from app.records.moments import Moment

_VALUES = (
    "valueQuantity", "valueCodeableConcept", "valueString", "valueInteger", "valueDecimal",
    "valueBoolean", "valueRange", "valueRatio", "valueDateTime", "valueTime", "valuePeriod",
    "valueSampledData", "valueAttachment",
)  # fmt: skip


def value_of(part: Resource) -> Value:
    """Return the value of an observation or of one of its components."""
    for field in _VALUES:
        if field in part:
            return _VALUE_READERS[field](part[field])
    return NO_VALUE


def numbers_of(part: Resource) -> Iterator[object]:
    """Yield what stands where the number of a value does, readable or not."""
    yield node(part.get("valueQuantity")).get("value")
    yield part.get("valueInteger")
    yield part.get("valueDecimal")


def _coded(value: object) -> Value:
    words = words_of(value) or code_of(value)
    return Value(" ".join(words.split())) if words else NO_VALUE


def _number(value: object) -> Value:
    amount = exact(value)
    return NO_VALUE if amount is None else Value(amount)


def _yes_or_no(value: object) -> Value:
    return Value("yes" if value in (True, "true") else "no")


def _range(value: object) -> Value:
    low, high = quantity(node(value).get("low")), quantity(node(value).get("high"))
    unit = low.unit or high.unit
    if low.value is None:
        return NO_VALUE if high.value is None else Value(high.value, "<=", unit)
    if high.value is None:
        return Value(low.value, ">=", unit)
    return Value(f"{low.value}-{high.value}", None, unit)


def _ratio(value: object) -> Value:
    parts = [written_quantity(node(value).get(end)) for end in ("numerator", "denominator")]
    return Value(":".join(part for part in parts if part)) if all(parts) else NO_VALUE


def _as_written(value: object) -> Value:
    return Value(value) if isinstance(value, str) and value.strip() else NO_VALUE


def _period(value: object) -> Value:
    ends = [text(node(value).get(end)) for end in ("start", "end")]
    told = [end for end in ends if end]
    return Value(" to ".join(told)) if told else NO_VALUE


def _text(value: object) -> Value:
    return written(value) if isinstance(value, str) else NO_VALUE


def _none(_: object) -> Value:
    return NO_VALUE


_VALUE_READERS: dict[str, Callable[[object], Value]] = {
    "valueQuantity": quantity,
    "valueCodeableConcept": _coded,
    "valueString": _text,
    "valueInteger": _number,
    "valueDecimal": _number,
    "valueBoolean": _yes_or_no,
    "valueRange": _range,
    "valueRatio": _ratio,
    "valueDateTime": _as_written,
    "valueTime": _as_written,
    "valuePeriod": _period,
    "valueSampledData": _none,
    "valueAttachment": _none,
}


def time_of(resource: Resource) -> tuple[When, bool]:
    """Return when it was observed, and whether only the day of the report is known."""
    taken = when(resource, "effectiveDateTime", "effectivePeriod", "effectiveInstant", "effective")
    if taken.start or taken.end:
        return taken, False
    return when(resource, "issued", "appliesDateTime"), True


def moment_of(resource: Resource) -> Moment | None:
    """Return the moment of an observation."""
    found, _ = time_of(resource)
    return found.start or found.end


def source_words(
    resource: Resource,
    part: Resource | None = None,
    limits: str | None = None,
    taken: When | None = None,
) -> SourceWords:
    """Return name, value, unit, range and date as they stand in the file.

    Args:
        resource: the observation.
        part: its component, where that is what is read.
        limits: the words of the usual range, where they are known already.
        taken: when it was observed, where that is known already.
    """
    holder = resource if part is None else part
    amount = node(holder.get("valueQuantity"))
    found = time_of(resource)[0] if taken is None else taken
    value = amount.get("value") if amount else None
    shown = str(value) if value is not None else value_of(holder).value
    sign = text(amount.get("comparator")) if amount else None
    return SourceWords(
        words_of(holder.get("code")) or code_of(holder.get("code")) or None,
        None if shown is None else f"{sign or ''}{shown}",
        text(amount.get("unit")) or text(amount.get("code")) if amount else None,
        limits or _range_words(_limits(holder)),
        found.written,
    )


class _Limits(NamedTuple):
    """A usual range: for whom and of what kind it is, and its ends."""

    item: Resource
    low: Value
    high: Value


def _limits(part: Resource) -> list[_Limits]:
    return [
        _Limits(item, quantity(item.get("low")), quantity(item.get("high")))
        for item in nodes(part.get("referenceRange"))
    ]


def _range_words(listed: Iterable[_Limits]) -> str | None:
    told = []
    for item, low, high in listed:
        ends = " - ".join(words for words in map(in_words, (low, high)) if words)
        told.append(text(item.get("text")) or ends)
    return "; ".join(words for words in told if words) or None


def range_of_part(part: Resource, unit: str | None) -> tuple[Range, str | None]:
    """Return the usual range, and its words; of several for different people only the words."""
    listed = _limits(part)
    if not listed:
        return NO_RANGE, None
    words = _range_words(listed)
    plain = [one for one in listed if not one.item.get("appliesTo") and not one.item.get("age")]
    usual = [one for one in plain if code_of(one.item.get("type")) in ("", "normal")] or plain
    if len(usual) != 1:
        return Range(words=words), words
    item, low, high = usual[0]
    said = text(item.get("text"))
    return range_of(low.value, high.value, said, unit, low.unit or high.unit), words


def marks_of(part: Resource) -> Iterable[str | None]:
    """Yield what the report marks a result with."""
    for mark in many(part.get("interpretation")):
        yield from codes_of(mark)
        yield words_of(mark)
