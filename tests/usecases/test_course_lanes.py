"""The course in lanes: every entry once, numbered in time, and nothing judged."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.case.case import Case
from app.case.declaration import Entity
from app.case.entities import (
    CellTherapy,
    Diagnosis,
    GvhdEvent,
    Radiation,
    StatusEvent,
    Toxicity,
    Transplant,
    Treatment,
)
from app.case.facts import facts_of
from app.case.partial_date import PartialDate
from app.usecases.course_lanes import course_lanes
from app.usecases.course_values import CourseLanes
from app.usecases.make_case import case_from_json
from app.usecases.session import Session

TODAY = date(2026, 5, 12)


def day(text: str) -> PartialDate:
    return PartialDate.from_iso(text)


def lanes(*rows: Entity) -> CourseLanes:
    case = Case.of(rows)
    return course_lanes(case, facts_of(case, TODAY))


def treatment(name: str = "Induction", **fields: Any) -> Treatment:
    return Treatment(id=name, name=name, modality="chemotherapy", **fields)


def status(id: str, when: str, type: str, **fields: Any) -> StatusEvent:
    return StatusEvent(id=id, date=day(when), type=type, **fields)


def test_entries_are_numbered_in_time_and_undated_ones_come_last() -> None:
    made = lanes(
        treatment("Second", start_date=day("2025-03")),
        treatment("Undated"),
        treatment("First", start_date=day("2024")),
    )
    assert [(e.number, e.title) for e in made.entries] == [
        (1, "First"),
        (2, "Second"),
        (3, "Undated"),
    ]
    assert made.since == day("2024")
    assert (made.first, made.last) == (date(2024, 1, 1), TODAY)


def test_nothing_known_is_nothing_to_draw() -> None:
    made = lanes()
    assert (made.entries, made.first, made.last, made.since) == ((), None, None, None)


def test_a_month_has_an_open_end_and_is_drawn_over_its_whole_period() -> None:
    (entry,) = lanes(treatment(start_date=day("2025-03-04"), end_date=day("2025-05"))).entries
    assert entry.days(TODAY) == (date(2025, 3, 4), date(2025, 5, 31))
    assert (entry.open_start, entry.open_end) == (False, True)
    assert entry.when == "4 March – May 2025"


def test_what_goes_on_reaches_until_today() -> None:
    (entry,) = lanes(treatment(start_date=day("2026-04-20"), reason_stopped="ongoing")).entries
    assert entry.days(TODAY) == (date(2026, 4, 20), TODAY)
    assert entry.when == "20 April 2026 – now"
    assert not entry.open_end


def test_what_is_planned_says_so() -> None:
    (entry,) = lanes(treatment(start_date=day("2026-06-01"))).entries
    assert entry.planned
    assert entry.result == "Planned"


@pytest.mark.parametrize(
    ("fields", "state", "words"),
    [
        ({"mrd_qualifier": "negative"}, "not_found", "not found"),
        ({"mrd_value": Decimal("0.02"), "mrd_unit": "%"}, "found", "0.02%"),
        ({"mrd_value": Decimal("0.01"), "mrd_unit": "%", "mrd_comparator": "<"}, "found", "<0.01%"),
        ({"mrd_qualifier": "positive_nonquantifiable"}, "found", "found"),
        ({"marrow_blasts_percent": Decimal(2)}, "share_only", "2%"),
    ],
)
def test_what_was_found_is_what_the_entry_says(
    fields: dict[str, Any], state: str, words: str
) -> None:
    (point,) = lanes(status("a", "2025-01-02", "mrd_result", **fields)).points
    assert (point.state, point.words) == (state, words)


def test_an_mrd_in_another_unit_has_no_place_on_the_scale() -> None:
    row = status("a", "2025-01-02", "mrd_result", mrd_value=Decimal(3), mrd_unit="copies")
    assert lanes(row).points == ()


def test_blasts_at_a_relapse_are_found() -> None:
    row = status("a", "2025-01-02", "relapse", marrow_blasts_percent=Decimal(62))
    made = lanes(row)
    assert made.points[0].state == "found"
    assert made.entries[0].shape == "triangle"


def test_remissions_have_months_only_between_days() -> None:
    made = lanes(
        status("a", "2023-10-18", "response_assessment", response="CR"),
        status("b", "2025-03-11", "relapse"),
        status("c", "2025-05", "remission"),
    )
    first, second = made.remissions
    assert (first.number, first.months) == (1, 16)
    assert (second.number, second.months, second.open_start) == (2, None, True)
    assert second.end == TODAY


def test_an_event_in_two_lists_is_drawn_once() -> None:
    made = lanes(
        Treatment(id="t", name="Transplant", modality="hsct", start_date=day("2025-06-24")),
        Transplant(id="x", type="allogeneic", date=day("2025-06-24")),
        Diagnosis(id="d", date=day("2023-09-18"), name_on_report="T-ALL leukemia"),
        status("s", "2023-09-18", "diagnosis"),
    )
    assert made.twins == {"treatment/t": "transplant/x", "status_event/s": "diagnosis/d"}
    assert made.transplant == date(2025, 6, 24)
    assert made.is_leukemia


def test_every_kind_has_its_lane() -> None:
    made = lanes(
        treatment(start_date=day("2025-01-01")),
        Toxicity(id="e", parent_id="Induction", term="Mouth sores", grade="2"),
        Transplant(id="x", date=day("2025-06-24")),
        GvhdEvent(id="g", parent_id="x", onset=day("2025-08"), kind="acute", status="active"),
        CellTherapy(id="c", product="CAR-T", target="CD7", infused_on=day("2026-01-05")),
        Radiation(id="r", site="chest", start=day("2025-02"), gy=Decimal("30.6"), fractions=1),
    )
    found = {entry.table: (entry.lane, entry.group) for entry in made.entries}
    assert found == {
        "treatment": ("therapy", "treatments"),
        "toxicity": ("effects", "effects"),
        "transplant": ("transplant", "treatments"),
        "gvhd_event": ("effects", "effects"),
        "cell_therapy": ("transplant", "treatments"),
        "radiation": ("transplant", "treatments"),
    }
    told = {entry.table: entry for entry in made.entries}
    assert told["radiation"].result == "30.6 Gy, 1 session"
    assert told["toxicity"].result == "During Induction"
    assert "No record yet" in told["radiation"].spoken


@pytest.mark.shared_data
def test_every_row_of_the_sample_cases_is_one_entry(shared_data: Path, tmp_path: Path) -> None:
    kinds = (Treatment, StatusEvent, Transplant, CellTherapy, Radiation, Diagnosis)
    parts = (Toxicity, GvhdEvent)
    for source in sorted((shared_data / "cases").glob("case-?-*[0-9].json")):
        path = tmp_path / f"{source.stem}.casebook"
        case_from_json(path, source)
        with Session.open(path) as session:
            made = course_lanes(session.case, session.facts())
            count = sum(len(session.case.all(kind)) for kind in (*kinds, *parts))
            assert len(made.entries) == count
            assert len({entry.key for entry in made.entries}) == count
            assert all(entry.title and entry.when for entry in made.entries)
