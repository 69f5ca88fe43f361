from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.case.facts import Facts, facts_of
from app.case.facts.facts_json import facts_json
from app.case.facts.labs import lab_key
from app.case.facts.model import LabValue
from tests.case.facts.cases import facts_at, sample


def _value(**result: Any) -> LabValue:
    panel = {"panel_id": "lp-1", "date": "2026-04-16", "results": [result]}
    panel_fact = facts_at("2026-04-20", labs=[panel]).latest_panel
    assert panel_fact is not None
    return panel_fact.results[0]


def _si() -> Facts:
    return facts_of(sample("si-units-34"), date(2026, 2, 20))


@pytest.mark.parametrize(
    ("result", "flag"),
    [
        ({"value": 0.9, "ref_low": 1.8, "ref_high": 7.7}, "low"),
        ({"value": 9.1, "ref_low": 1.8, "ref_high": 7.7}, "high"),
        ({"value": 1.8, "ref_low": 1.8, "ref_high": 7.7}, "in_range"),
        ({"value": 79, "ref_low": 0, "ref_high": 0}, "high"),
        ({"value": 0, "ref_low": 0, "ref_high": 0}, "in_range"),
        ({"value": 10, "comparator": "<", "ref_low": 5, "ref_high": 20}, None),
        ({"value": 10, "comparator": "<", "ref_low": 0, "ref_high": 20}, None),
        ({"value": 10, "comparator": "<", "ref_high": 20}, "in_range"),
        ({"value": 30, "comparator": ">", "ref_high": 20}, "high"),
        ({"value": 30}, None),
        ({"value": 30, "ref_low": 40, "ref_high": 20}, None),
        ({"value": "positive", "ref_high": 20}, None),
        ({"value": "1+", "ref_high": 20}, None),
        ({"value": "> 30", "ref_high": 20}, "high"),
        ({"value": 5, "ref_low": 1, "ref_high": 9, "flag": "H"}, "high"),
        ({"value": "positive", "flag": "h"}, "high"),
        ({"value": 5, "ref_low": 1, "ref_high": 9, "flag": "*"}, "in_range"),
    ],
)
def test_flags_are_those_of_the_report_and_never_guessed(
    result: dict[str, Any], flag: str | None
) -> None:
    assert _value(code="anc", unit="10^3/uL", **result).flag == flag


@pytest.mark.parametrize(
    ("result", "multiple"),
    [
        ({"value": 2.1, "ref_high": 1.2}, "1.75"),
        ({"value": 0.7, "ref_high": 1.2}, "0.58"),
        ({"value": 39, "ref_high": 40}, "0.98"),
        ({"value": 79, "ref_high": 0}, None),
        ({"value": 79, "ref_high": None}, None),
        ({"value": "high", "ref_high": 40}, None),
        ({"value": -1, "ref_high": 40}, None),
    ],
)
def test_multiples_use_the_reports_own_limit(result: dict[str, Any], multiple: str | None) -> None:
    found = _value(code="tbili", unit="mg/dL", **result).multiple_of_uln
    assert (str(found) if found is not None else None) == multiple


def test_a_multiple_of_less_than_is_kept_apart() -> None:
    value = _value(code="crp", value=5, comparator="<", unit="mg/L", ref_high=5)
    assert (value.multiple_of_uln, value.multiple_comparator) == (Decimal("1.00"), "<")
    told = facts_json(_si())
    assert "crp" not in told["latest_panel_multiples_of_uln"]


def test_one_panel_in_si_units() -> None:
    facts = _si()
    panel = facts.latest_panel
    assert panel is not None
    assert panel.evidence.shown_id == "lp-2"
    multiples = facts_json(facts)["latest_panel_multiples_of_uln"]
    assert multiples["tbili"] == pytest.approx(1.48)
    assert multiples["creatinine"] == pytest.approx(0.93)
    assert "blasts-pb" not in multiples


def test_newest_value_of_every_lab_over_all_panels() -> None:
    facts = facts_of(sample("lymphoma-62"), date(2026, 5, 11))
    assert facts.newest_labs["hgb"].words == "12.9 g/dL"
    assert facts.newest_labs["ldh"].words == "510 U/L"
    assert facts.newest_labs["hgb"].panel_shown_id == "lp-1"


def test_the_latest_panel_is_the_newest_by_date_then_by_order() -> None:
    labs = [
        {"panel_id": "b", "date": "2026-04-16", "results": []},
        {"panel_id": "c", "date": "2026-04-16", "results": []},
        {"panel_id": "a", "date": "2026-04-15", "results": []},
        {"panel_id": "d", "results": []},
        {"panel_id": "e", "date": "2026-05-01", "results": []},
    ]
    panel = facts_at("2026-04-20", labs=labs).latest_panel
    assert panel is not None
    assert panel.evidence.shown_id == "c"
    assert panel.age_days is not None
    assert panel.age_days.exact == 4


def test_of_two_times_of_one_day_the_later_counts() -> None:
    labs = [
        {"panel_id": "evening", "date": "2026-04-16", "time": "19:30", "results": []},
        {"panel_id": "morning", "date": "2026-04-16", "time": "07:10", "results": []},
    ]
    panel = facts_at("2026-04-20", labs=labs).latest_panel
    assert panel is not None
    assert panel.evidence.shown_id == "evening"


def test_names_as_printed_find_their_lab() -> None:
    assert lab_key(None, "SGPT", "U/L") == "alt"
    assert lab_key("ANC", "Granulocytes", None) == "anc"
    assert lab_key("house-7", "House test", None) == "house-7"
    assert lab_key(None, None, None) == ""


def test_results_without_a_value_do_not_hide_the_last_one() -> None:
    labs = [
        {"date": "2026-04-01", "results": [{"code": "ldh", "value": 300, "unit": "U/L"}]},
        {"date": "2026-04-16", "results": [{"code": "ldh", "value": None, "unit": "U/L"}]},
    ]
    assert facts_at("2026-04-20", labs=labs).newest_labs["ldh"].words == "300 U/L"


def test_a_table_of_the_last_dates_in_one_unit() -> None:
    table = _si().lab_table(("hgb", "creatinine", "crp", "ldh"), columns=5)
    assert [day.iso for day in table.dates] == ["2025-06-02", "2026-02-18"]
    hemoglobin, creatinine, crp, ldh = table.rows
    assert hemoglobin.unit == "g/L"
    assert hemoglobin.numbers == (Decimal("84"), Decimal(91))
    assert [cell.words for cell in hemoglobin.cells if cell] == ["8.4 g/dL", "91 g/L"]
    assert creatinine.numbers == (Decimal("97.24"), Decimal(97))
    assert [cell is None for cell in crp.cells] == [True, False]
    assert ldh.cells == (None, None)


def test_a_table_keeps_the_last_columns_only() -> None:
    labs = [
        {
            "date": f"2026-04-{day:02d}",
            "results": [{"code": "plt", "value": day, "unit": "10^3/uL"}],
        }
        for day in range(1, 11)
    ]
    table = facts_at("2026-04-20", labs=labs).lab_table(("plt",), columns=3)
    assert [day.day for day in table.dates] == [8, 9, 10]
    assert facts_at("2026-04-20", labs=labs).lab_table(("plt",), columns=0).dates == ()


def test_the_line_of_a_lab_leaves_out_units_without_a_factor() -> None:
    labs = [
        {"date": "2026-01", "results": [{"code": "wbc", "value": 900, "unit": "/uL"}]},
        {"date": "2026-02-01", "results": [{"code": "wbc", "value": 1.1, "unit": "10^9/L"}]},
        {"date": "2026-03-01", "results": [{"code": "wbc", "value": 7, "unit": "drops"}]},
        {
            "date": "2026-04-01",
            "results": [{"code": "wbc", "value": 2, "unit": "K/uL", "comparator": "<"}],
        },
        {"results": [{"code": "wbc", "value": 3, "unit": "K/uL"}]},
    ]
    line = facts_at("2026-04-20", labs=labs).lab_series("WBC")
    assert [(point.date.iso, point.number) for point in line] == [
        ("2026-01", Decimal("0.9")),
        ("2026-02-01", Decimal("1.1")),
        ("2026-04-01", Decimal(2)),
    ]
    assert line[-1].comparator == "<"


def test_organ_tests_newest_with_age() -> None:
    facts = facts_at(
        "2026-04-20",
        organ_function=[
            {"date": "2026-02-27", "test": "lvef", "value": 58, "unit": "%", "method": "echo"},
            {"date": "2023-08-17", "test": "LVEF", "value": 64, "unit": "%", "method": "echo"},
            {"date": "2026-02", "test": "swallow test", "value": "normal"},
            {
                "date": "2026-04-16",
                "test": "egfr",
                "value": 90,
                "comparator": ">",
                "unit": "mL/min/1.73m2",
            },
            {"date": "2026-04-18", "test": "egfr"},
        ],
    )
    assert [
        (fact.words, fact.age_days.low if fact.age_days else None) for fact in facts.organ_tests
    ] == [
        ("Heart pumping (LVEF) 58% (echo)", 52),
        ("Kidney filtering (eGFR) > 90 mL/min/1.73m2", 4),
        ("swallow test normal", 51),
    ]
    assert facts.organ_tests[0].earlier is not None
    assert facts.organ_tests[0].earlier.words == "Heart pumping (LVEF) 64% (echo)"


def test_viruses_newest_result_each() -> None:
    facts = facts_at(
        "2026-04-20",
        virus_tests=[
            {"date": "2023-06-01", "hbsag": "negative", "cmv_igg": "positive"},
            {"date": "2026-02-03", "hbsag": "positive", "cmv_igg": "not tested"},
        ],
    )
    assert [(v.field, v.result, v.date.iso if v.date else None) for v in facts.viruses] == [
        ("hbsag", "positive", "2026-02-03"),
        ("cmv_igg", "positive", "2023-06-01"),
    ]


def test_a_printed_n_does_not_hide_a_number_outside_its_own_range() -> None:
    assert _value(code="alt", value=90, unit="U/L", ref_high=40, flag="N").flag == "high"
    assert _value(code="alt", value=30, unit="U/L", ref_high=40, flag="N").flag == "in_range"
    assert _value(code="alt", value=30, unit="U/L", flag="N").flag == "in_range"
