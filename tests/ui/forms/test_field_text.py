"""Text to type and to show: what a field holds comes back from its own words."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case import kinds
from app.case.declaration import SPECS, FieldSpec
from app.case.entities import Appointment, LabResult, Medication, Question, Treatment
from app.case.partial_date import PartialDate
from app.ui.forms.field_text import entry_words, has_choices, one_line, read, shown

FIELDS = [(t, f) for t, spec in SPECS.items() for f in spec.own_fields]


def field(kind: Any, name: str) -> FieldSpec:
    spec: FieldSpec = kind.spec.field(name)
    return spec


VALUES: dict[type, list[Any]] = {
    kinds.DateKind: [PartialDate(2024), PartialDate(2024, 3, about=True), PartialDate(2024, 3, 9)],
    kinds.ClockKind: ["09:05", "23:59"],
    kinds.NumberKind: [Decimal("0.90"), Decimal("-3"), Decimal("1200")],
    kinds.WholeKind: [0, 12],
    kinds.ResultKind: [Decimal("0.90"), "positive"],
    kinds.YesNoKind: [True, False],
    kinds.TextKind: ["Some words, with commas", "Ü ≥ 漢字"],
    kinds.TextsKind: [("one",), ("one", "two words")],
}


@pytest.mark.parametrize(("table", "spec"), FIELDS, ids=lambda v: getattr(v, "name", v))
def test_every_field_takes_back_what_it_shows(table: str, spec: FieldSpec) -> None:
    for value in VALUES[type(spec.kind)]:
        assert read(spec, shown(spec, value)) == value, table
    assert read(spec, "") is None
    assert shown(spec, None) == ""


def test_codes_are_shown_as_words_and_taken_either_way() -> None:
    spec = field(Question, "status")
    assert shown(spec, "open") == "To ask"
    assert read(spec, "to ask") == "open"
    assert read(spec, "open") == "open"
    assert read(spec, "something of our own") == "something of our own"


def test_a_lab_is_kept_by_its_id_whatever_name_is_typed() -> None:
    spec = field(LabResult, "code")
    assert read(spec, "SGPT") == "alt"
    assert read(spec, "our own test") == "our own test"
    assert shown(spec, "alt") != "alt"


def test_a_medicine_stays_as_typed() -> None:
    assert read(field(Medication, "name"), "Tylenol") == "Tylenol"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9:30", "09:30"),
        ("9.30", "09:30"),
        ("14", "14:00"),
        ("2:15 pm", "14:15"),
        ("12 am", "00:00"),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, kept: str) -> None:
    assert read(field(Appointment, "time"), typed) == kept


@pytest.mark.parametrize(
    ("name", "typed"), [("time", "25:00"), ("time", "soon"), ("date", "3/4/2024"), ("date", "soon")]
)
def test_what_cannot_be_read_is_refused_with_a_sentence(name: str, typed: str) -> None:
    with pytest.raises(ValueError, match=r"[A-Z0-9].+[.?]$"):
        read(field(Appointment, name), typed)


def test_half_a_line_of_therapy_is_refused() -> None:
    with pytest.raises(ValueError, match="whole number"):
        read(field(Treatment, "line"), "1.5")


@given(st.text(max_size=50))
def test_no_text_breaks_a_field(text: str) -> None:
    for spec in (field(Appointment, "date"), field(Treatment, "line"), field(LabResult, "value")):
        with suppress(ValueError):
            assert shown(spec, read(spec, text)) is not None


def test_an_entry_in_a_few_words() -> None:
    visit = Appointment(id="a", purpose="Blood tests", date=PartialDate(2026, 5, 18))
    assert entry_words(visit) == "Blood tests, 18 May 2026"
    assert entry_words(Appointment(id="a")) == "appointment"


def test_lists_stand_in_one_line() -> None:
    assert one_line(field(Appointment, "prepare"), ("Card", "Letter")) == "Card, Letter"
    assert has_choices(field(Question, "status"))
    assert not has_choices(field(Question, "text"))
