"""A file beside the case: new, already here, nearly the same, contradicting; nothing is merged."""

from decimal import Decimal
from typing import Any

import pytest

from app.case.case import Case
from app.case.declaration import Entity
from app.case.entities import (
    Allergy,
    Appointment,
    CarePerson,
    Diagnosis,
    Document,
    GeneticFinding,
    GeneticTest,
    Immunization,
    LabPanel,
    LabResult,
    Medication,
    Patient,
    PerformanceScore,
    Problem,
    Transplant,
    Treatment,
    VitalSigns,
)
from app.case.partial_date import PartialDate
from app.records.found import Reading
from app.records.reconcile import Line, reconcile
from app.records.whose_file import about_whom
from tests.records.samples import (
    RXNORM,
    SNOMED,
    Taker,
    bundle,
    concept,
    lab,
    patient,
    read,
)

DAY = PartialDate(2026, 1, 5)


def lines(data: str | Reading, *rows: Entity) -> tuple[Line, ...]:
    """Compare a file with rows of a case."""
    reading = read(data) if isinstance(data, str) else data
    return Taker(*rows).compare(reading)[0].lines


def only(data: str | Reading, *rows: Entity) -> Line:
    found = lines(data, *rows)
    assert len(found) == 1, found
    return found[0]


def panel(date: PartialDate | None = DAY, time: str | None = "08:15", **more: Any) -> LabPanel:
    return LabPanel(id="p", date=date, time=time, **more)


def result(value: Any = Decimal("3.2"), unit: str | None = "10*3/uL", **more: Any) -> LabResult:
    fields = {"id": "r", "parent_id": "p", "code": "wbc", "name_on_report": "WBC", **more}
    return LabResult(value=Decimal(value) if isinstance(value, str) else value, unit=unit, **fields)


def labs(**more: Any) -> str:
    return bundle(patient(), lab(**more))


# Results


def test_the_same_value_of_the_same_minute_is_here_already() -> None:
    line = only(labs(), panel(), result())
    assert (line.kind, line.ours) == ("same", result())


@pytest.mark.parametrize(
    ("unit", "value", "kind"),
    [
        ("K/uL", "3.2", "same"),
        ("10^9/L", "3.2", "same"),
        ("/uL", "3200", "same"),
        ("x10E3/uL", "3.2", "same"),
        ("/uL", "3205", "near"),
        (None, "3.2", "near"),
        ("furlong", "3.2", "near"),
    ],
)
def test_units_are_compared_by_what_they_mean(unit: str | None, value: str, kind: str) -> None:
    assert only(labs(), panel(), result(value, unit)).kind == kind


def test_another_number_in_a_unit_nobody_can_convert_is_another_result() -> None:
    assert only(labs(), panel(), result("7.7", "furlong")).kind == "new"


@pytest.mark.parametrize(
    ("low", "high", "kind"),
    [("4", "11.0", "same"), (None, None, "same"), ("4", None, "same"), ("4.5", "11", "near")],
)
def test_another_usual_range_is_looked_at(low: str | None, high: str | None, kind: str) -> None:
    limits = [{"low": {"value": 4.0}, "high": {"value": 11.0}}]
    ends = [Decimal(end) if end else None for end in (low, high)]
    line = only(labs(referenceRange=limits), panel(), result(ref_low=ends[0], ref_high=ends[1]))
    assert line.kind == kind
    assert (line.why == "The same value with another usual range.") is (kind == "near")


@pytest.mark.parametrize(("file", "kind"), [("other", "near"), ("record", "same")])
def test_one_value_without_a_day_is_no_proof_but_in_one_file(file: str, kind: str) -> None:
    theirs = labs(effectiveDateTime="2024")
    ours = panel(PartialDate(2024), time=None)
    assert only(theirs, ours, result(source_note=file)).kind == kind


def test_another_value_at_the_same_minute_contradicts() -> None:
    line = only(labs(), panel(), result("4.1"))
    assert line.kind == "conflict"
    assert line.why == "Another value for the same test at the same time."


def test_another_value_without_a_time_is_near() -> None:
    assert only(labs(), panel(time=None), result("4.1")).kind == "near"


def test_another_value_at_another_time_is_another_result() -> None:
    assert only(labs(), panel(time="14:00"), result("4.1")).kind == "new"


def test_the_same_value_at_another_time_is_near() -> None:
    assert only(labs(), panel(time="14:00"), result()).kind == "near"


def test_a_whole_report_that_agrees_is_one_whatever_its_clock_says() -> None:
    report = bundle(patient(), lab(), lab("Hemoglobin", 10.2, "g/dL"))
    ours = result("10.2", "g/dL", id="h", code="hgb", name_on_report="Hgb")
    compared = lines(report, panel(time="13:15"), result(), ours)
    assert [line.kind for line in compared] == ["same", "same"]
    other = lines(report, panel(time="13:15"), result(), result("9", "g/dL", **_HEMOGLOBIN))
    assert [line.kind for line in other] == ["near", "new"]


_HEMOGLOBIN = {"id": "h", "code": "hgb", "name_on_report": "Hgb"}


def test_a_comparator_makes_another_value() -> None:
    below = labs(valueQuantity={"value": 3.2, "unit": "10*3/uL", "comparator": "<"})
    assert only(below, panel(), result()).kind == "conflict"
    assert only(below, panel(), result(comparator="<")).kind == "same"


@pytest.mark.parametrize(("ours", "kind"), [("Not detected", "same"), ("Positive", "conflict")])
def test_results_in_words_are_compared_by_their_words(ours: str, kind: str) -> None:
    words = labs(name="Influenza A", valueString="NOT  detected")
    row = LabResult(id="r", parent_id="p", name_on_report="Influenza A", value=ours)
    assert only(words, panel(), row).kind == kind


@pytest.mark.parametrize(
    ("theirs", "ours", "kind"),
    [
        ("Titre 1-2", "titre  1-2", "same"),
        ("1-2", "1/2", "near"),
        ("c.35G>A", "c.35G<A", "near"),
        ("<1:10", "1:10", "near"),
        (">100,000 CFU", "100,000 CFU", "near"),
        ("+", "-", "conflict"),
    ],
)
def test_every_sign_of_a_value_in_words_counts(theirs: str, ours: str, kind: str) -> None:
    words = labs(name="Influenza A", valueString=theirs)
    row = LabResult(id="r", parent_id="p", name_on_report="Influenza A", value=ours)
    assert only(words, panel(), row).kind == kind


def test_two_tests_that_only_begin_alike_are_two() -> None:
    ours = LabResult(id="r", parent_id="p", name_on_report="WBC in urine", value=Decimal("3.2"))
    assert only(labs(), panel(), ours).kind == "new"


def test_what_the_file_fills_and_ours_leaves_open_is_told() -> None:
    line = only(
        labs(referenceRange=[{"low": {"value": 4}, "high": {"value": 10}}]), panel(), result()
    )
    assert set(line.adds) == {"ref_low", "ref_high"}


def test_a_result_of_a_panel_that_is_here_goes_into_it() -> None:
    report = bundle(patient(), lab(), lab("Hemoglobin", 10.2, "g/dL"))
    same, new = lines(report, panel(time="08:15"), result())
    assert (same.kind, new.kind, new.into) == ("same", "new", panel())


def test_a_file_that_says_a_result_twice_says_it_once() -> None:
    first, second = lines(bundle(patient(), lab(), lab(id="again")))
    assert (first.kind, second.kind) == ("new", "same")
    assert second.twin is first.found or second.twin is not None
    assert [source.place for source in first.sources] != []
    assert len(first.sources) == 2


def test_vital_signs_of_one_round_may_differ_by_minutes() -> None:
    weight = {
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [{"code": "vital-signs"}]}],
        "code": concept("Weight", "29463-7"),
        "effectiveDateTime": "2026-01-05T08:15:00-05:00",
        "valueQuantity": {"value": 14.2, "unit": "kg"},
    }
    assert (
        only(bundle(weight), VitalSigns(id="v", date=DAY, weight_kg=Decimal("14.2"))).kind == "same"
    )
    rounded = only(bundle(weight), VitalSigns(id="v", date=DAY, weight_kg=Decimal("14.21")))
    assert (rounded.kind, rounded.why) == ("same", "Already here, but for rounding.")
    assert only(bundle(weight), VitalSigns(id="v", date=DAY, weight_kg=Decimal(13))).kind == "new"


# Problems and diagnoses


def condition(name: str, code: str | None = None, **more: Any) -> str:
    return bundle(
        patient(),
        {
            "resourceType": "Condition",
            "code": concept(name, code, SNOMED),
            "onsetDateTime": "2025-03-04",
            **more,
        },
    )


def test_a_problem_is_known_by_name_whatever_its_letters() -> None:
    ours = Problem(id="x", name="ASTHMA", since=PartialDate(2025))
    assert only(condition("Asthma"), ours).kind == "same"


def test_a_problem_is_known_by_the_code_of_an_earlier_file() -> None:
    ours = Problem(id="x", name="Airways", extras={"codes": ["SNOMED CT 195967001"]})
    assert only(condition("Asthma", "195967001"), ours).kind == "same"
    assert only(condition("Asthma"), ours).kind == "new"


def test_a_problem_since_another_day_is_near() -> None:
    line = only(condition("Asthma"), Problem(id="x", name="Asthma", since=PartialDate(2019, 6)))
    assert line.kind == "near"
    assert "June 2019" in line.why


def test_a_problem_that_is_over_there_and_not_here_contradicts() -> None:
    over = condition("Asthma", clinicalStatus=concept(None, "resolved"))
    assert only(over, Problem(id="x", name="Asthma", status="active")).kind == "conflict"
    assert only(over, Problem(id="x", name="Asthma", status="Resolved")).kind == "same"


def test_a_more_exact_name_is_near() -> None:
    assert only(condition("Mild asthma"), Problem(id="x", name="Asthma")).kind == "near"
    assert only(condition("Cardiac asthma"), Problem(id="x", name="Asthma")).kind == "new"


def test_a_diagnosis_is_known_by_its_place_in_our_list() -> None:
    ours = Diagnosis(id="d", dx_id="b-all", name_on_report="pre-B ALL", date=PartialDate(2025, 3))
    found = condition("B-cell acute lymphoblastic leukemia")
    assert only(found, ours).kind == "same"
    other = Diagnosis(id="d", dx_id="aml", name_on_report="AML", date=PartialDate(2025, 3))
    assert only(found, other).kind == "new"


# Medicines


def order(name: str = "Vincristine", **more: Any) -> str:
    made = {
        "resourceType": "MedicationRequest",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": concept(name),
        "authoredOn": "2026-01-05",
        **more,
    }
    return bundle(patient(), made)


def test_a_medicine_is_known_by_its_ingredient() -> None:
    ours = Medication(id="m", name="dexamethasone", status="active", start=DAY)
    for name in ("Dexamethasone", "dexAMETHasone 4 mg oral tablet", "Decadron"):
        assert only(order(name), ours).kind == "same", name


def test_a_medicine_that_is_stopped_there_and_taken_here_contradicts() -> None:
    ours = Medication(id="m", name="Vincristine", status="stopped", start=DAY)
    assert only(order(), ours).kind == "conflict"


def test_a_medicine_from_another_day_or_in_another_dose_is_near() -> None:
    later = Medication(id="m", name="Vincristine", start=PartialDate(2024, 2, 1))
    assert only(order(), later).kind == "near"
    dose = {"dosageInstruction": [{"doseAndRate": [{"doseQuantity": {"value": 2, "unit": "mg"}}]}]}
    ours = Medication(id="m", name="Vincristine", start=DAY, dose="1.5 mg")
    line = only(order(**dose), ours)
    assert (line.kind, line.why) == ("near", "Another dose: 2 mg there, 1.5 mg here.")


def test_courses_that_are_both_over_and_apart_are_two() -> None:
    past = order(
        status="completed",
        dispenseRequest={"validityPeriod": {"start": "2026-01-05", "end": "2026-01-09"}},
    )
    ours = Medication(
        id="m", name="Vincristine", start=PartialDate(2024, 1, 1), stop=PartialDate(2024, 1, 5)
    )
    line = only(past, ours)
    assert line.kind == ("new" if line.found.entity.stop else "near")  # type: ignore[attr-defined]


def test_two_medicines_with_one_word_in_common_are_two() -> None:
    ours = Medication(id="m", name="Sodium chloride", start=DAY, status="active")
    assert only(order("Sodium bicarbonate"), ours).kind == "new"


def test_a_medicine_is_known_by_its_rxnorm_code() -> None:
    coded = order(medicationCodeableConcept=concept("Brand nobody knows", "11202", RXNORM))
    ours = Medication(id="m", name="Another word", extras={"codes": ["RxNorm 11202"]}, start=DAY)
    assert only(coded, ours).kind == "same"


# Allergies


def allergy(name: str, **more: Any) -> str:
    made = {"resourceType": "AllergyIntolerance", "code": concept(name), **more}
    return bundle(patient(), made)


def test_none_known_contradicts_an_allergy_and_the_other_way_round() -> None:
    none = Allergy(id="a", substance="No known allergies")
    assert only(allergy("Penicillin G"), none).kind == "conflict"
    known = Allergy(id="a", substance="Penicillin")
    assert only(allergy("No known allergies"), known).kind == "conflict"
    assert only(allergy("No known allergies"), none).kind == "same"


def test_allergies_are_known_by_their_substance() -> None:
    ours = Allergy(id="a", substance="vancomycin", reaction="Hives")
    hives = [{"manifestation": [concept("Hives")]}]
    rash = [{"manifestation": [concept("Swelling")]}]
    assert only(allergy("Vancomycin", reaction=hives), ours).kind == "same"
    assert only(allergy("Vancomycin", reaction=rash), ours).kind == "near"
    penicillin = Allergy(id="a", substance="Penicillins")
    assert only(allergy("Penicillin"), penicillin).kind == "near"
    assert only(allergy("Peanut"), ours).kind == "new"


# Events


def test_a_transplant_within_days_is_near_and_of_another_kind_too() -> None:
    made = bundle(
        {
            "resourceType": "Procedure",
            "status": "completed",
            "code": concept("Allogeneic bone marrow transplantation"),
            "performedDateTime": "2026-01-05",
        }
    )
    kind = only(made).found.entity.type  # type: ignore[attr-defined]
    ours = [
        Transplant(id="t", date=DAY, type=kind),
        Transplant(id="t", date=PartialDate(2026, 1, 7), type=kind),
        Transplant(id="t", type=kind),
        Transplant(id="t", date=PartialDate(2024, 1, 7), type=kind),
    ]
    assert [only(made, row).kind for row in ours] == ["same", "near", "near", "new"]


def test_a_procedure_on_its_day_is_one() -> None:
    made = bundle(
        {
            "resourceType": "Procedure",
            "status": "completed",
            "code": concept("Splenectomy"),
            "performedDateTime": "2026-01-05",
        }
    )
    row = only(made).found.entity
    assert isinstance(row, Treatment)
    assert only(made, row).kind == "same"


def visit(**more: Any) -> str:
    made = {
        "resourceType": "Encounter",
        "status": "finished",
        "type": [concept("Oncology clinic")],
        "period": {"start": "2026-01-05T09:00:00"},
        "participant": [{"individual": {"display": "Dr. Ann Lee, MD"}}],
        **more,
    }
    return bundle(patient(), made)


def test_visits_are_one_by_day_and_by_purpose_people_or_place() -> None:
    people = Appointment(id="v", date=DAY, with_whom="ann lee", purpose="Check")
    assert only(visit(), people).kind == "same"
    assert only(visit(), Appointment(id="v", date=DAY, purpose="oncology clinic")).kind == "same"
    assert only(visit(), Appointment(id="v", date=DAY, purpose="Dentist")).kind == "new"
    assert (
        only(
            visit(), Appointment(id="v", date=PartialDate(2026, 1, 6), purpose="Oncology clinic")
        ).kind
        == "new"
    )
    late = Appointment(id="v", date=DAY, time="15:00", purpose="Oncology clinic")
    assert only(visit(), late).kind == "near"


def test_people_of_the_team_are_known_without_their_titles() -> None:
    team = bundle(
        patient(),
        {
            "resourceType": "CareTeam",
            "participant": [
                {"role": [concept("Oncologist")], "member": {"display": "Ann Lee, MD"}}
            ],
        },
    )
    assert only(team, CarePerson(id="c", name="Dr. Ann Lee")).kind == "same"
    assert only(team, CarePerson(id="c", name="Ann Maria Lee")).kind == "near"
    assert only(team, CarePerson(id="c", name="Ann Poe")).kind == "new"


def test_a_vaccine_is_one_on_its_day() -> None:
    shot = bundle(
        {
            "resourceType": "Immunization",
            "status": "completed",
            "vaccineCode": concept("Influenza, seasonal", "140", "http://hl7.org/fhir/sid/cvx"),
            "occurrenceDateTime": "2026-01-05",
        }
    )
    named = Immunization(id="i", date=DAY, vaccine="Flu shot", extras={"codes": ["CVX 140"]})
    assert only(shot, named).kind == "same"
    assert only(shot, Immunization(id="i", date=DAY, vaccine="Influenza vaccine")).kind == "near"
    assert only(shot, Immunization(id="i", date=DAY, vaccine="Measles")).kind == "new"


def test_gene_results_of_one_day_contradict_or_agree() -> None:
    variant = bundle(
        {
            "resourceType": "Observation",
            "status": "final",
            "code": concept("Variant", "69548-6"),
            "effectiveDateTime": "2026-01-05",
            "valueCodeableConcept": concept("Present", "LA9633-4"),
            "component": [
                {"code": concept(None, "48018-6"), "valueCodeableConcept": concept("TP53")},
                {"code": concept(None, "48004-6"), "valueCodeableConcept": concept("c.743G>A")},
            ],
        }
    )
    found = [line for line in lines(variant) if isinstance(line.found.entity, GeneticFinding)]
    theirs = found[0].found.entity
    assert isinstance(theirs, GeneticFinding)
    test = GeneticTest(id="t", date=DAY)

    def ours(**more: Any) -> GeneticFinding:
        told = {"change": theirs.change, "result": theirs.result, **more}
        return GeneticFinding(id="f", parent_id="t", marker="tp53", **told)

    assert only(variant, test, ours()).kind == "same"
    assert only(variant, test, ours(result="absent")).kind == "conflict"
    assert only(variant, test, ours(change="c.1A>T")).kind == "new"


def test_scores_of_one_day_contradict() -> None:
    scored = bundle(
        {
            "resourceType": "Observation",
            "status": "final",
            "code": concept("ECOG Performance Status score", "89247-1"),
            "effectiveDateTime": "2026-01-05",
            "valueInteger": 1,
        }
    )
    theirs = only(scored).found.entity
    assert isinstance(theirs, PerformanceScore)
    assert only(scored, theirs).kind == "same"
    other = PerformanceScore(id="s", date=DAY, scale=theirs.scale, score=Decimal(3))
    assert only(scored, other).kind == "conflict"


def test_a_document_is_one_by_its_bytes_or_its_words() -> None:
    note = read("Clinic note.\nThe counts are fine.", "note.txt")
    theirs = only(note).found.entity
    assert isinstance(theirs, Document)
    same = Document(id="d", title="Other", attachment_sha256=theirs.attachment_sha256)
    words = Document(id="d", title="Other", text="clinic note. the counts are  fine.")
    named = Document(id="d", title="note", date=theirs.date)
    told = Document(id="d", title="note", date=theirs.date, text="Something else.")
    kinds = [only(note, row).kind for row in (same, words, named, told)]
    assert kinds == ["same", "same", "near", "near"]


# The whole


def test_what_was_read_out_of_running_text_is_never_new_without_a_look() -> None:
    note = read("Collected: 2026-01-25\nWBC 3.2 K/uL\n", "note.txt")
    found = [line for line in lines(note) if isinstance(line.found.entity, LabResult)]
    assert {line.kind for line in found} == {"near"}


def test_lines_come_in_the_order_of_the_file_and_by_group() -> None:
    reading = read(
        bundle(patient(), lab(), {"resourceType": "Condition", "code": concept("Asthma")})
    )
    compared = reconcile(reading, Case.of(()))
    assert [line.group for line in compared.lines] == list(compared.grouped)
    assert compared.counts == {"new": 2}
    assert [line.kind for line in compared.of_kind("new")] == ["new", "new"]


def test_a_field_the_family_said_is_absent_is_not_filled() -> None:
    ours = Medication(
        id="m", name="Vincristine", start=DAY, status="active", absences={"reason": "not_known"}
    )
    told = order(reasonCode=[concept("Leukemia")])
    assert "reason" not in only(told, ours).adds


# Whom it is about


def person(**more: Any) -> Case:
    return Case.of([Patient(id="patient", **more)])


@pytest.mark.parametrize(
    ("known", "about"),
    [
        ({"display_name": "Ada Sample", "birth_date": PartialDate(2010, 5, 1)}, True),
        ({"display_name": "SAMPLE, Ada Q", "birth_date": None}, True),
        ({"display_name": "Ada Sample", "birth_date": PartialDate(2011, 5, 1)}, False),
        ({"display_name": "Ada Sample", "birth_date": PartialDate(2010)}, True),
        ({"display_name": "Ada Sample", "birth_date": PartialDate(2010, 6)}, False),
        ({"display_name": "Bo Other", "birth_date": PartialDate(2010, 5, 1)}, None),
        ({"display_name": "Bo Other"}, None),
        ({}, None),
    ],
)
def test_whether_a_file_is_about_the_person_of_the_case(
    known: dict[str, Any], about: bool | None
) -> None:
    reading = read(bundle(patient(), lab()))
    assert about_whom(reading.persons, person(**known))[0] is about


def test_of_a_file_about_several_persons_one_is_chosen() -> None:
    reading = read(bundle(patient(), patient("p2", "Bo", "Other", birthDate="2012-01-01"), lab()))
    about, words = about_whom(reading.persons, person(display_name="Ada Sample"))
    assert about is None
    assert "several people" in words
