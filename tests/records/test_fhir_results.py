"""Results and vital signs out of FHIR, in small."""

from decimal import Decimal
from typing import Any

import pytest

from app.case.entities import (
    LabResult,
    OrganTest,
    VirusTest,
    VitalSigns,
)
from app.records.found import EntryKind
from tests.records.samples import (
    SNOMED,
    bundle,
    concept,
    found_of,
    lab,
    one,
    patient,
    read,
    reasons,
    rows,
)


def condition(name: str | None, code: str | None = None, **more: Any) -> dict[str, Any]:
    return {"resourceType": "Condition", "id": "c1", "code": concept(name, code, SNOMED), **more}


# Results


def test_a_result_comes_out_with_all_its_parts() -> None:
    limits = [{"low": {"value": 4.0}, "high": {"value": 11.0}}]
    mark = [{"coding": [{"code": "L"}]}]
    reading = read(bundle(patient(), lab(referenceRange=limits, interpretation=mark)))
    found = found_of(reading, LabResult)
    result, panel = found.entity, found.parent
    assert (result.code, result.name_on_report, str(result.value), result.unit) == (
        "wbc", "WBC", "3.2", "10*3/uL",
    )  # fmt: skip
    assert (str(result.ref_low), str(result.ref_high), result.flag) == ("4.0", "11.0", "L")
    assert (panel.date.iso, panel.time) == ("2026-01-05", "08:15")
    assert found.source_words.value == "3.2"
    assert found.source_words.date == "2026-01-05T08:15:00-05:00"
    assert found.place == "entry[1] Observation/obs-WBC"
    assert result.source_note == "record"
    assert result.source_page == found.place
    assert result.noted_on == found.received_on


def test_digits_stay_and_the_rounding_of_a_computer_goes() -> None:
    text = bundle(lab(value=0)).replace('"value": 0,', '"value": 0.90,')
    assert str(one(read(text), LabResult).value) == "0.90"
    text = bundle(lab(value=0)).replace('"value": 0,', '"value": 26.600000000000001,')
    reading = read(text)
    assert str(one(reading, LabResult).value) == "26.6"
    assert found_of(reading, LabResult).source_words.value == "26.600000000000001"


@pytest.mark.parametrize(
    ("value", "shown", "sign"),
    [
        ({"valueQuantity": {"value": 0.2, "comparator": "<", "unit": "mg/dL"}}, "0.2", "<"),
        ({"valueString": "<0.01"}, "0.01", "<"),
        ({"valueString": "2.0"}, "2.0", None),
        ({"valueString": "negative"}, "negative", None),
        ({"valueInteger": 7}, "7", None),
        ({"valueBoolean": False}, "no", None),
        ({"valueCodeableConcept": {"text": "Group A"}}, "Group A", None),
        ({"valueRange": {"low": {"value": 1}, "high": {"value": 3}}}, "1-3", None),
        ({"valueRange": {"high": {"value": 3}}}, "3", "<="),
        ({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 40}}}, "1:40", None),
    ],
)
def test_values_come_in_many_forms(value: dict[str, Any], shown: str, sign: str | None) -> None:
    result = one(read(bundle(lab("Some test", **value))), LabResult)
    assert (str(result.value), result.comparator) == (shown, sign)


def test_a_right_code_decides_and_a_wrong_one_leaves_it_to_the_name() -> None:
    right = lab("Weiße Blutkörperchen", code=concept("Weiße Blutkörperchen", "6690-2"))
    wrong = lab("Leukocytes", code=concept("Leukocytes", "54102"))
    other = lab("Glucose", unit="mg/dL", code=concept("Glucose", "5792-7"))
    found = [row.code for row in rows(read(bundle(right, wrong, other)), LabResult)]
    assert found == ["wbc", "wbc", None]


def test_code_and_name_that_disagree_decide_nothing() -> None:
    text = bundle(lab("Leukocytes", unit="10*3/uL", code=concept("Leukocytes", "777-3")))
    assert one(read(text), LabResult).code is None


def test_a_unit_that_the_code_cannot_have_takes_the_code_out() -> None:
    text = bundle(lab("Hemoglobin", unit="g/dL", code=concept("Hemoglobin", "777-3")))
    assert one(read(text), LabResult).code == "hgb"


def test_a_known_code_without_a_name_is_named() -> None:
    text = bundle(lab(code=concept(None, "718-7"), unit="g/dL"))
    assert one(read(text), LabResult).name_on_report == "Hemoglobin"


def test_sugar_in_urine_is_no_blood_sugar() -> None:
    report = {
        "resourceType": "DiagnosticReport",
        "id": "r1",
        "status": "final",
        "code": {"text": "Urinalysis"},
        "result": [{"reference": "Observation/obs-Glucose"}],
    }
    reading = read(bundle(lab("Glucose", 50, "mg/dL"), report))
    assert one(reading, LabResult).code is None
    assert found_of(reading, LabResult).parent.context == "Urinalysis"


def test_what_was_entered_in_error_is_dropped_and_counted() -> None:
    wrong = lab(status="entered-in-error")
    problem = condition("Fever", verificationStatus=concept(None, "entered-in-error", "x"))
    reading = read(bundle(wrong, problem))
    assert not reading.found
    assert reasons(reading) == ["Entered by mistake, the record says."] * 2
    assert reading.read == {EntryKind.LAB: 1, EntryKind.PROBLEM: 1}


def test_a_preliminary_and_a_corrected_result_say_so() -> None:
    reading = read(bundle(lab("WBC", status="preliminary"), lab("Platelets", status="corrected")))
    notes = [row.note for row in rows(reading, LabResult)]
    assert notes == ["Preliminary result.", "Corrected result."]


def test_a_result_without_a_value_says_why() -> None:
    absent = {"text": "Specimen unsatisfactory"}
    reading = read(bundle(lab(valueQuantity={}, dataAbsentReason=absent)))
    assert reasons(reading) == ["No value is given: Specimen unsatisfactory"]


def test_several_ranges_for_different_people_stay_words() -> None:
    limits = [
        {"text": "Male: 13-17", "appliesTo": [{}]},
        {"text": "Female: 12-15", "appliesTo": [{}]},
    ]
    result = one(read(bundle(lab("Hemoglobin", 12, "g/dL", referenceRange=limits))), LabResult)
    assert (result.ref_low, result.ref_high) == (None, None)
    assert "Male: 13-17; Female: 12-15" in result.note


def test_components_without_a_value_above_them_are_results_of_their_own() -> None:
    parts = [
        {"code": {"text": "Sodium"}, "valueQuantity": {"value": 140, "unit": "mmol/L"}},
        {"code": {"text": "Potassium"}, "valueQuantity": {"value": 4.1, "unit": "mmol/L"}},
    ]
    reading = read(bundle(lab("Electrolytes", valueQuantity={}, component=parts)))
    assert [row.code for row in rows(reading, LabResult)] == ["na", "k"]


def test_the_day_of_the_report_stands_in_where_the_sample_has_none() -> None:
    text = bundle(lab(effectiveDateTime=None, issued="2017-03-18T00:00:00Z"))
    panel = found_of(read(text), LabResult).parent
    assert panel.date.iso == "2017-03-18"
    assert "day of the report" in panel.note


def test_a_virus_test_and_an_organ_test_have_rows_of_their_own() -> None:
    hepatitis = lab("HBsAg", valueString="Non-reactive")
    heart = lab("LVEF", 58, "%")
    reading = read(bundle(hepatitis, heart))
    assert one(reading, VirusTest).hbsag == "negative"
    assert (one(reading, OrganTest).test, one(reading, OrganTest).value) == ("lvef", 58)


# Vital signs


def vital(text: str, value: float, unit: str, **more: Any) -> dict[str, Any]:
    made = lab(text, value, unit, category=[{"coding": [{"code": "vital-signs"}]}])
    return {**made, **more}


def test_vital_signs_come_in_the_units_of_the_form() -> None:
    reading = read(
        bundle(
            vital("Weight", 155, "[lb_av]"), vital("Temp", 98.6, "[degF]"), vital("Height", 5, "ft")
        )
    )
    weight, heat, height = rows(reading, VitalSigns)
    assert weight.weight_kg == Decimal("70.31")
    assert heat.temperature_celsius == 37
    assert height.height_cm == Decimal("152.40")


def test_a_weight_no_one_can_have_is_kept_as_printed() -> None:
    result = one(read(bundle(vital("Weight", 70000, "kg"))), LabResult)
    assert (result.name_on_report, result.value) == ("Weight", 70000)


def test_blood_pressure_is_one_entry_with_two_measures() -> None:
    parts = [
        {"code": concept("x", "8480-6"), "valueQuantity": {"value": 120, "unit": "mmHg"}},
        {"code": concept("y", "8462-4"), "valueQuantity": {"value": 80, "unit": "mmHg"}},
    ]
    pressure = vital("Blood pressure", 1, "x", component=parts)
    del pressure["valueQuantity"]
    reading = read(bundle(pressure))
    row = one(reading, VitalSigns)
    assert (row.systolic, row.diastolic, reading.total) == (120, 80, 1)


def test_oxygen_counts_as_room_air_only_where_the_record_says_so() -> None:
    plain = read(bundle(vital("SpO2", 95, "%")))
    assert "does not say" in one(plain, LabResult).note
    assert one(plain, LabResult).code is None
    air = read(bundle(vital("SpO2", 95, "%", note=[{"text": "on room air"}])))
    assert one(air, VitalSigns).spo2_room_air_percent == 95
    flow = [{"code": concept("Flow", "3151-8"), "valueQuantity": {"value": 5, "unit": "L/min"}}]
    given = read(bundle(vital("SpO2", 95, "%", component=flow)))
    assert one(given, LabResult).note == "Measured with oxygen given."
