"""Lab units: one spelling for comparing, conversion only where the factor is known."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.numbers import Quantity
from app.case.unit_names import normal_unit, scale_of
from app.case.units import convert, flag_of, multiple_of_upper_limit
from app.case.vocabulary import labs

POSITIVE = st.decimals("0.001", "100000", places=3)

SPELLINGS = {
    "10^3/uL": "K/uL|k/ul|10*3/uL|x10e3/uL|x10E3/µL|10^3/ul|10+3/ul|THOUS/MCL|10(3)/mcL|10 3/uL"
    "|10³/μL|K/cumm|K/mm3|1000/uL|Thousand/uL|X_10-3/uL|10*3{cells}/uL|Thousands Per MicroLiter",
    "10^9/L": "G/L|x10E9/L|x10^9/L|10*9/L|10⁹/L|×10⁹/L|x 10^9/L|E9/L|10e9/L|billion per liter",
    "cells/uL": "/uL|/mm3|/mm³|cells/mm3|{cells}/uL|CELLS/MCL|#/uL|/cumm",
    "10^6/uL": "M/uL|m/uL|MILL/MCL|x10e6/uL|10*6/uL|Million/uL",
    "10^12/L": "T/L|10*12/L",
    "umol/L": "µmol/L|μmol/L|UMOL/L|mcmol/L|umol/l",
    "U/L": "u/l|units/L|Units/L|[U]/L",
    "IU/L": "[IU]/L|[iU]/L|iu/l",
    "mg/dL": "mg/dl|MG/DL|mg/100mL|mg%|milligram per deciliter",
    "g/dL": "G/DL|gm/dL|gram per deciliter",
    "g/L": "g/l",
    "mmol/L": "MMOL/L|mmol/l",
    "mL/min/1.73m2": "mL/min/1.73 m2|mL/min/{1.73_m2}|mL/min/1.73 m²|ml/min/1.73|mL/min/1.73sqm"
    "|mL/min/1.73 m^2|mL/min per 1.73 m2",
    "ng/mL": "ng/ml|NG/ML",
    "ug/L": "µg/L|mcg/L",
    "ng/mL FEU": "ng/mL{FEU}|ng/mL FEU",
    "mEq/L": "meq/l|MEQ/L",
    "uIU/mL": "u[IU]/mL|µIU/mL|mcIU/mL",
    "%": "percent|%",
    "s": "sec|seconds",
    "mmHg": "mm[Hg]|mm Hg",
}


@pytest.mark.parametrize(
    ("spelling", "normal"),
    [(spelling, normal) for normal, many in SPELLINGS.items() for spelling in many.split("|")],
)
def test_spellings(spelling: str, normal: str) -> None:
    assert normal_unit(spelling) == normal
    assert normal_unit(normal) == normal


@pytest.mark.parametrize("unit", ["mOsm/kg", "/HPF", "AU", "", "g", "10^4/uL", "M/L", "mg/24 h"])
def test_unknown_units_stay_as_written(unit: str) -> None:
    assert normal_unit(f" {unit} ") == unit


@given(st.text(max_size=12))
def test_one_spelling_is_final(text: str) -> None:
    assert normal_unit(normal_unit(text)) == normal_unit(text)


def test_what_units_measure() -> None:
    assert scale_of("10^3/uL") == scale_of("10^9/L")
    assert scale_of("ng/mL") == scale_of("ug/L")
    assert scale_of("%") is None
    assert scale_of("ng/mL FEU") != scale_of("ng/mL")


@pytest.mark.parametrize(
    ("lab_id", "value", "unit_from", "unit_to", "result"),
    [
        ("tbili", "3.0", "mg/dL", "umol/L", "51.30"),
        ("creatinine", "2.0", "mg/dL", "µmol/L", "176.80"),
        ("bun", "20", "mg/dL", "mmol/L", "7.140"),
        ("hgb", "8", "g/dL", "g/L", "80"),
        ("hgb", "80", "G/L", "g/dL", "8.0"),
        ("hgb", "8", "g/dL", "mmol/L", "4.9648"),
        ("plt", "50000", "/uL", "10^9/L", "50"),
        ("plt", "50", "K/uL", "x10E9/L", "50"),
        ("anc", "0.5", "10^9/L", "/mm3", "500"),
        ("wbc", "1", "G/L", "K/uL", "1"),
        ("cd3", "690", "cells/uL", "10^9/L", "0.690"),
        ("alt", "40", "U/L", "IU/L", "40"),
        ("alt", "40", "IU/L", "ukat/L", "0.66680"),
        ("na", "140", "mEq/L", "mmol/L", "140"),
        # labs.csv writes this factor the other way round; micrograms settle it.
        ("troponin", "0.02", "ng/mL", "ng/L", "20"),
        ("ddimer", "500", "ng/mL FEU", "mg/L FEU", "0.5"),
        ("crp", "5", "mg/dL", "mg/L", "50"),
        ("hct", "36", "%", "L/L", "0.36"),
        ("tsh", "2", "mIU/L", "uIU/mL", "2"),
        ("uric-acid", "7", "mg/dL", "mmol/L", "0.41636"),
    ],
)
def test_known_factors(lab_id: str, value: str, unit_from: str, unit_to: str, result: str) -> None:
    assert convert(lab_id, Decimal(value), unit_from, unit_to) == Decimal(result)


@pytest.mark.parametrize(
    ("lab_id", "unit_from", "unit_to"),
    [
        ("lipase", "U/L", "ukat/L"),  # no factor in the list
        ("blasts-pb", "%", "10^9/L"),
        ("retic", "%", "10^9/L"),
        ("crcl", "mL/min", "mL/min/1.73m2"),
        ("egfr", "mL/min", "mL/min/1.73m2"),
        ("ca", "mEq/L", "mg/dL"),
        ("mg", "mEq/L", "mmol/L"),
        ("hba1c", "%", "mmol/mol"),
        ("ddimer", "ng/mL FEU", "ng/mL DDU"),
        ("ddimer", "ng/mL", "ng/mL FEU"),
        ("hbv-dna", "IU/mL", "copies/mL"),
        ("hbv-dna", "copies/mL", "copies/L"),
        ("bcr-abl1-transcripts", "%", "ratio"),
        ("wbc", "mg/dL", "10^3/uL"),
        ("glucose", "10^3/uL", "10^9/L"),
        ("no-such-lab", "mg/dL", "g/L"),
        ("tbili", "mg/dL", "something"),
    ],
)
def test_refused_where_no_factor_is_known(lab_id: str, unit_from: str, unit_to: str) -> None:
    assert convert(lab_id, Decimal(5), unit_from, unit_to) is None
    assert convert(lab_id, Decimal(5), unit_to, unit_from) is None


def test_the_same_unit_needs_no_factor() -> None:
    assert convert("hba1c", Decimal("6.0"), "%", "%") == Decimal("6.0")
    assert convert("retic", Decimal("6.0"), "odd unit", "odd unit") == Decimal("6.0")


def test_every_factor_of_the_list_is_used_as_printed() -> None:
    for lab in labs():
        factor = lab.row["factor_conventional_to_si"]
        if factor:
            one = convert(lab.id, Decimal(1), lab.row["conventional_unit"], lab.row["si_unit"])
            assert one == Decimal(factor), lab.id


@given(POSITIVE, st.sampled_from([lab.id for lab in labs()]), st.data())
def test_there_and_back(value: Decimal, lab_id: str, data: st.DataObject) -> None:
    lab = labs().get(lab_id)
    assert lab is not None
    units = [lab.row["conventional_unit"], lab.row["si_unit"], *lab.listed("other_units_seen")]
    units = [unit.split(" (")[0] for unit in units]
    first, second = data.draw(st.sampled_from(units)), data.draw(st.sampled_from(units))
    there = convert(lab_id, value, first, second)
    if there is None:
        assert convert(lab_id, value, second, first) is None
        return
    assert there > 0
    back = convert(lab_id, there, second, first)
    assert back is not None
    assert abs(back - value) <= value * Decimal("1e-20")


def test_multiples_use_the_reports_own_limit() -> None:
    multiple = multiple_of_upper_limit(Quantity(Decimal("2.1"), "mg/dL"), Decimal("1.2"))
    assert multiple == Quantity(Decimal("1.75"))
    below = multiple_of_upper_limit(Quantity(Decimal(5), "U/L", "<"), Decimal(40))
    assert below is not None
    assert below.comparator == "<"
    assert below.at_most(Decimal(3)) is True


@pytest.mark.parametrize("upper", [None, Decimal(0), Decimal(-1)])
def test_no_multiple_without_a_limit(upper: Decimal | None) -> None:
    assert multiple_of_upper_limit(Quantity(Decimal(3), "%"), upper) is None


@pytest.mark.parametrize(
    ("value", "comparator", "low", "high", "flag"),
    [
        ("3", None, "1", "5", "N"),
        ("0.9", None, "1.8", "7.7", "L"),
        ("8", None, "1.8", "7.7", "H"),
        ("1", None, "1", "5", "N"),
        ("5", None, "1", "5", "N"),
        ("3", None, "0", "0", "H"),
        ("0", None, "0", "0", "N"),
        ("3", None, None, None, None),
        ("3", None, None, "5", "N"),
        ("6", None, None, "5", "H"),
        ("3", None, "5", "1", None),
        ("1", "<", "3", "5", "L"),
        ("4", "<", "3", "5", None),
        ("4", "<", "0", "5", None),
        ("4", "<", None, "5", "N"),
        ("9", ">", "3", "5", "H"),
        ("4", ">", "3", "5", None),
    ],
)
def test_flags_are_honest(
    value: str, comparator: str | None, low: str | None, high: str | None, flag: str | None
) -> None:
    quantity = Quantity(Decimal(value), None, comparator)  # type: ignore[arg-type]
    limits = [None if limit is None else Decimal(limit) for limit in (low, high)]
    assert flag_of(quantity, *limits) == flag
