"""Tests over time: the list, the line of one, and what lies behind it."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.case.case import Case
from app.case.declaration import Entity
from app.case.entities import (
    LabPanel,
    LabResult,
    Medication,
    OrganTest,
    StatusEvent,
    Transfusion,
    Treatment,
)
from app.case.facts import Facts, facts_of
from app.case.partial_date import PartialDate
from app.usecases.lab_chart import (
    MRD,
    all_tests,
    comparisons,
    line_of,
    spark,
    transfusions_for,
    treatments_behind,
)

TODAY = date(2026, 5, 12)


def day(text: str) -> PartialDate:
    return PartialDate.from_iso(text)


def facts(*rows: Entity) -> Facts:
    return facts_of(Case.of(rows), TODAY)


def result(when: str | None, value: str, code: str = "alt", **fields: Any) -> list[Entity]:
    panel = LabPanel(id=f"p{when}{code}", date=day(when) if when else None)
    limits: dict[str, Any] = {"ref_low": Decimal(5), "ref_high": Decimal(45), "unit": "U/L"}
    row = LabResult(
        id=f"r{when}{code}", parent_id=panel.id, code=code, value=Decimal(value), **limits | fields
    )
    return [panel, row]


def test_a_line_is_filled_outside_of_its_range_and_hollow_inside() -> None:
    line = line_of(facts(*result("2026-04-01", "30"), *result("2026-05-01", "212")), "alt")
    assert [point.state for point in line.points] == ["inside", "outside"]
    assert (line.unit, line.low, line.high) == ("U/L", 5, 45)
    assert line.about == "Liver enzyme ALT"


def test_an_undated_result_and_an_unknown_unit_stay_in_the_table_and_off_the_line() -> None:
    line = line_of(
        facts(
            *result(None, "31"),
            *result("2026-04-01", "30", unit="furlong"),
            *result("2026-05-01", "40"),
        ),
        "alt",
    )
    assert len(line.points) == 3
    assert [point.number for point in line.drawn] == [40]


def test_the_list_has_groups_and_the_most_watched_first() -> None:
    rows = all_tests(
        facts(
            *result("2026-05-01", "12", "creatinine", unit="mg/dL"),
            *result("2026-05-01", "40"),
            *result("2026-05-01", "1", "wbc", unit="10^3/uL"),
            *result("2026-05-01", "1", "anc", unit="10^3/uL"),
            OrganTest(id="o", date=day("2026-05-01"), test="lvef", value=Decimal(58), unit="%"),
            StatusEvent(
                id="s", date=day("2026-05-06"), type="mrd_result", mrd_value=Decimal("5.8"),
                mrd_unit="%",
            ),
        )
    )  # fmt: skip
    assert [(row.group, row.key) for row in rows] == [
        ("counts", "anc"),
        ("counts", "wbc"),
        ("liver", "alt"),
        ("kidney", "creatinine"),
        ("marrow", MRD),
        ("heart", "organ/lvef"),
    ]
    assert "white cells" in rows[1].words
    assert "leukocytes" in rows[1].words


def test_mrd_is_on_a_log_scale_and_not_found_stands_at_what_the_test_can_find() -> None:
    made = facts(
        StatusEvent(
            id="a", date=day("2025-01-01"), type="mrd_result", mrd_qualifier="negative",
            mrd_sensitivity_percent=Decimal("0.01"),
        ),
        StatusEvent(
            id="b", date=day("2026-01-01"), type="mrd_result", mrd_value=Decimal("0.5"),
            mrd_unit="%",
        ),
    )  # fmt: skip
    line = line_of(made, MRD)
    assert line.log
    assert [(p.state, p.number, p.value) for p in line.points] == [
        ("inside", Decimal("0.01"), "not found"),
        ("outside", Decimal("0.5"), "0.5"),
    ]
    assert len(spark(made, MRD, 5)) == 2


def test_the_last_results_make_the_small_line() -> None:
    made = facts(*(row for n in range(1, 9) for row in result(f"2026-04-0{n}", str(n))))
    assert [value for _, value in spark(made, "alt", 3)] == [6, 7, 8]


def test_words_say_how_a_result_compares_with_the_others() -> None:
    made = [("2026-04-01", "50"), ("2026-04-05", "212"), ("2026-05-01", "61")]
    line = line_of(facts(*(row for when, v in made for row in result(when, v))), "alt")
    told = comparisons(line.points)
    assert [told(place) for place in range(3)] == ["", "highest so far", "falling"]


def test_treatments_and_anticancer_medicines_lie_behind() -> None:
    found = treatments_behind(
        facts(
            Treatment(
                id="t", name="VCR and dex", start_date=day("2026-04-20"), modality="chemotherapy",
                reason_stopped="ongoing",
            ),
            Treatment(id="p", name="Later", start_date=day("2026-06-20")),
            Medication(
                id="m", name="venetoclax", status="active", start=day("2026-04"), route="PO"
            ),
            Medication(id="n", name="gabapentin", status="active", start=day("2026-04-01")),
        )
    )  # fmt: skip
    assert [(bar.words, bar.medicine, bar.open_start) for bar in found] == [
        ("venetoclax", True, True),
        ("VCR and dex", False, False),
    ]
    assert found[0].end == TODAY


def test_a_transfusion_belongs_to_the_count_it_changes() -> None:
    made = facts(
        Transfusion(id="a", date=day("2026-04-26"), product="platelet transfusion"),
        Transfusion(id="b", date=day("2026-05-07"), product="red blood cell transfusion"),
    )
    assert [given.day for given in transfusions_for(made, "plt")] == [date(2026, 4, 26)]
    assert [given.day for given in transfusions_for(made, "hgb")] == [date(2026, 5, 7)]
    assert transfusions_for(made, "alt") == []
