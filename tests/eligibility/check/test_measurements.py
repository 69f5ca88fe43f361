from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.eligibility.model import Comparison
from tests.eligibility.check.building import case, days, found, holds, labs, limit


def result(
    code: str, value: Any, unit: str, high: float | None = None, **more: Any
) -> dict[str, Any]:
    return {"code": code, "value": value, "unit": unit, "ref_high": high, **more}


PLATELETS = case(**labs(result("plt", 72, "10^3/uL", 400)))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (limit("platelets", ">=", 75, "10^9/L"), False),
        (limit("platelets", ">=", 50, "10^9/L"), True),
        (limit("platelets", ">=", 50000, "/uL"), True),
        (limit("platelets", ">=", 75000, "/uL"), False),
        (limit("platelets", "<", 100, "10^3/uL"), True),
        # A missing unit is the one in which the number is a limit at all.
        (limit("platelets", ">=", 75000), False),
        (limit("platelets", ">=", 50), True),
        # "50,000/mL" is a slip of the registry: fifty per microlitre is no limit.
        (limit("platelets", ">=", 50000, "/mL"), None),
        (limit("platelets", ">=", 100000, "xULN"), None),
    ],
)
def test_counts_in_every_spelling_of_their_unit(asked: Comparison, expected: bool | None) -> None:
    assert holds(asked, PLATELETS) is expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (limit("hemoglobin", ">=", 8, "g/dL"), True),
        (limit("hemoglobin", ">=", "9.5", "g/dL"), False),
        (limit("hemoglobin", ">=", 80, "g/L"), True),
        (limit("hemoglobin", ">=", 80), True),
        (limit("creatinine", "<=", "1.5", "mg/dL"), True),
        (limit("creatinine", "<=", 1, "mg/dL"), False),
        (limit("creatinine", "<=", "1.5"), True),
        (limit("bilirubin", "<=", 2, "mg/dL"), True),
        (limit("bilirubin", "<=", "1.4", "xULN"), False),
        (limit("bilirubin", "<=", "1.5", "xULN"), True),
    ],
)
def test_a_case_in_si_units(asked: Comparison, expected: bool) -> None:
    facts = case(
        **labs(
            result("hgb", 91, "g/L", 180),
            result("creatinine", 97, "umol/L", 104),
            result("tbili", 31, "umol/L", 21),
        )
    )
    assert holds(asked, facts) is expected


def test_multiples_use_that_reports_own_limit() -> None:
    facts = case(**labs(result("alt", 100, "U/L", 40), result("ast", 100, "U/L", None)))
    assert holds(limit("alt", "<=", 3, "xULN"), facts) is True
    assert holds(limit("alt", "<=", 2, "xULN"), facts) is False
    assert holds(limit("ast", "<=", 3, "xULN"), facts) is None


def test_a_limit_of_normal_of_zero_compares_nothing() -> None:
    facts = case(**labs(result("alt", 5, "U/L", 0)))
    assert holds(limit("alt", "<=", 3, "xULN"), facts) is None


def test_less_than_is_not_the_number() -> None:
    facts = case(**labs(result("ferritin", 10, "ng/mL", 300, comparator="<")))
    assert holds(limit("ferritin", "<=", 20, "ng/mL"), facts) is True
    facts = case(**labs(result("creatinine", 0.5, "mg/dL", 1.1, comparator="<")))
    assert holds(limit("creatinine", ">=", "0.4", "mg/dL"), facts) is None


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-04-20", True),
        ("2026-03-21", True),  # 30 days
        ("2026-03-20", None),
        ("2026-03", None),  # some day of March: cannot be told
        (None, None),
        ("2026-04", True),
    ],
)
def test_laboratory_values_count_for_thirty_days(date: str | None, expected: bool | None) -> None:
    facts = case(**labs(result("plt", 72, "10^3/uL"), date=date))
    assert holds(limit("platelets", ">=", 50, "10^9/L"), facts) is expected


def test_the_trials_own_window_comes_first() -> None:
    facts = case(**labs(result("plt", 72, "10^3/uL"), date="2026-03-01"))
    assert holds(limit("platelets", ">=", 50, "10^9/L", window=days(60)), facts) is True
    fresh = case(**labs(result("plt", 72, "10^3/uL"), date="2026-04-10"))
    assert holds(limit("platelets", ">=", 50, "10^9/L", window=days(7)), fresh) is None


def test_an_old_value_is_missing_and_shown() -> None:
    facts = case(**labs(result("plt", 72, "10^3/uL"), date="2025-09-12"))
    finding = found(limit("platelets", ">=", 50, "10^9/L"), facts)
    (gap,) = finding.missing
    assert gap.key == ("lab", "platelets")
    assert gap.why == "old"
    assert gap.last is not None
    assert gap.last.date is not None
    assert gap.last.date.iso == "2025-09-12"


def test_organ_tests_count_for_ninety_days() -> None:
    heart = {"test": "lvef", "value": 58, "unit": "%", "method": "echo"}
    for date, expected in (("2026-01-20", True), ("2026-01-19", None)):
        facts = case(organ_function=[{"date": date, **heart}])
        assert holds(limit("lvef", ">=", 40, "%"), facts) is expected


def test_two_values_of_one_day_are_a_conflict_only_where_it_matters() -> None:
    one = {"date": "2026-04-16", "lab_name": "A", "results": [result("plt", 45, "10^3/uL")]}
    other = {"date": "2026-04-16", "lab_name": "B", "results": [result("plt", 54, "10^9/L")]}
    facts = case(labs=[one, other])
    assert found(limit("platelets", ">=", 50, "10^9/L"), facts).conflict
    assert holds(limit("platelets", ">=", 40, "10^9/L"), facts) is True
    assert holds(limit("platelets", ">=", 75, "10^9/L"), facts) is False


def test_clearance_and_egfr_disagreeing_around_a_limit_are_a_conflict() -> None:
    facts = case(
        organ_function=[
            {
                "date": "2026-04-10",
                "test": "egfr",
                "value": 52,
                "unit": "mL/min/1.73m2",
                "method": "CKD-EPI",
            },
            {
                "date": "2026-04-10",
                "test": "crcl",
                "value": 49,
                "unit": "mL/min",
                "method": "Cockcroft-Gault",
            },
        ]
    )
    assert found(limit("crcl", ">=", 50, "mL/min"), facts).conflict
    assert holds(limit("crcl", ">=", 40, "mL/min"), facts) is True
    assert holds(limit("crcl", ">=", 50, "mL/min", method="cockcroft-gault"), facts) is False
    assert holds(limit("crcl", ">=", 30, "mL/min", method="24-hour urine"), facts) is None


def test_words_in_place_of_a_number_compare_nothing() -> None:
    facts = case(**labs(result("plt", "clumped", "")))
    assert holds(limit("platelets", ">=", 50, "10^9/L"), facts) is None


def test_weight_and_body_mass_index() -> None:
    facts = case(vitals=[{"date": "2026-04-16", "weight_kg": 61.3, "height_cm": 174.5}])
    assert holds(limit("weight", ">=", 50, "kg"), facts) is True
    assert holds(limit("weight", "<", 150, "lb"), facts) is True
    assert holds(limit("bmi", "<", 18), facts) is False


def test_nothing_in_the_record_is_never_an_answer() -> None:
    for variable in ("platelets", "lvef", "spo2", "weight", "bmi", "crcl"):
        assert holds(limit(variable, ">=", 1), case()) is None


@given(
    value=st.decimals("0.1", "900", places=1),
    asked=st.integers(5, 900),
    inclusive=st.booleans(),
)
def test_a_count_means_the_same_in_every_unit(value: Any, asked: int, inclusive: bool) -> None:
    op = ">=" if inclusive else ">"
    expected = value >= asked if inclusive else value > asked
    thousands = case(**labs(result("plt", float(value), "K/uL")))
    litres = case(**labs(result("plt", float(value), "10^9/L")))
    for facts in (thousands, litres):
        assert holds(limit("platelets", op, asked, "10^9/L"), facts) is expected  # type: ignore[arg-type]
        assert holds(limit("platelets", op, asked * 1000, "/uL"), facts) is expected  # type: ignore[arg-type]
