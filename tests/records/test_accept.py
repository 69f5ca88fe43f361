"""What taking lines into a case changes: rows added once, rows completed, documents kept."""

from decimal import Decimal

from app.case.entities import (
    Diagnosis,
    Document,
    LabPanel,
    LabResult,
    Medication,
    Problem,
    VirusTest,
    VitalSigns,
)
from app.case.partial_date import PartialDate
from tests.records.samples import (
    SNOMED,
    TODAY,
    Taker,
    bundle,
    coded,
    concept,
    lab,
    patient,
    problem,
    problems,
    read,
)

DAY = PartialDate(2026, 1, 5)
CBC = bundle(patient(), lab(), lab("Hemoglobin", 10.2, "g/dL"))


def vital(code: str, value: float, unit: str) -> dict[str, object]:
    category = {"category": [{"coding": [{"code": "vital-signs"}]}]}
    quantity = {"valueQuantity": {"value": value, "unit": unit}}
    return lab() | category | {"code": concept(None, code)} | quantity


def asthma(**more: object) -> str:
    made = {"resourceType": "Condition", "code": concept("Asthma", "195967001", SNOMED), **more}
    return bundle(patient(), made)


def test_results_of_one_report_share_its_panel() -> None:
    taker = Taker()
    taker.take(read(CBC))
    (panel,) = taker.all(LabPanel)
    results = taker.all(LabResult)
    assert [row.parent_id for row in results] == [panel.id, panel.id]
    assert not any(row.id.startswith("new-") for row in (panel, *results))
    assert list(taker.rows) == [panel.id, *(row.id for row in results)]


def test_every_row_says_where_it_comes_from() -> None:
    taker = Taker()
    taker.take(read(CBC, "cbc.json"))
    for row in taker.rows.values():
        assert (row.source_kind, row.source_note) == ("imported", "cbc.json")
        assert (row.certainty, row.noted_on) == ("from_record", TODAY)
        assert row.source_page


def test_the_same_file_again_changes_nothing() -> None:
    taker = Taker()
    taker.take(read(CBC, "cbc.json"))
    before = dict(taker.rows)
    reconciled, receipt = taker.compare(read(CBC, "cbc.json"))
    added = taker.add(reconciled.lines)
    assert (receipt.new, receipt.same, added.new, added.changed) == (0, 2, (), ())
    assert taker.rows == before


def test_another_file_with_the_same_is_named_as_a_further_source() -> None:
    taker = Taker()
    taker.take(read(asthma(), "one.json"))
    taker.take(read(problems(problem(coded("195967001", "Asthma"), onset="")), "two.xml"))
    taker.take(read(asthma(), "one.json"))
    (row,) = taker.all(Problem)
    assert row.source_note == "one.json; two.xml"


def test_open_fields_are_filled_and_filled_ones_stay() -> None:
    ours = Problem(id="x", name="Asthma, as we call it", since=PartialDate(2025), note="ours")
    taker = Taker(ours, Problem(id="y", name="Asthma"))
    taker.take(read(asthma(onsetDateTime="2025-03-04", clinicalStatus=concept(None, "active"))))
    kept, filled = taker.all(Problem)
    assert kept == ours
    assert (filled.since, filled.name) == (PartialDate(2025, 3, 4), "Asthma")
    assert filled.status


def test_names_and_codes_are_kept_for_the_next_file() -> None:
    taker = Taker(Medication(id="m", name="Dexamethasone", start=DAY))
    order = {
        "resourceType": "MedicationStatement",
        "status": "active",
        "medicationCodeableConcept": concept(
            "Decadron", "3264", "http://www.nlm.nih.gov/research/umls/rxnorm"
        ),
        "effectivePeriod": {"start": "2026-01-05"},
    }
    taker.take(read(bundle(patient(), order)))
    (row,) = taker.all(Medication)
    assert row.extras["codes"] == ["RxNorm 3264"]
    assert "Decadron" in str(row.extras)


def test_a_near_line_that_is_taken_becomes_a_row_of_its_own() -> None:
    ours = Problem(id="x", name="Asthma", since=PartialDate(2019, 6))
    taker = Taker(ours)
    reconciled, _ = taker.compare(read(asthma(onsetDateTime="2025-03-04")))
    taker.add(reconciled.lines)
    assert taker.all(Problem)[0] == ours
    assert len(taker.all(Problem)) == 2


def test_measures_of_one_day_share_a_row() -> None:
    taker = Taker()
    taker.take(read(bundle(patient(), vital("29463-7", 14.2, "kg"), vital("8302-2", 98, "cm"))))
    (row,) = taker.all(VitalSigns)
    assert (row.date, row.weight_kg, row.height_cm) == (DAY, Decimal("14.2"), Decimal(98))


def test_a_measure_goes_into_our_row_of_the_day_where_it_is_open() -> None:
    ours = VitalSigns(id="v", date=DAY, weight_kg=Decimal(14), note="before chemo")
    taker = Taker(ours)
    taker.take(read(bundle(patient(), vital("8302-2", 98, "cm")), "visit.json"))
    (row,) = taker.all(VitalSigns)
    assert (row.id, row.weight_kg, row.height_cm) == ("v", Decimal(14), Decimal(98))
    assert row.note == "before chemo"
    taker.take(read(bundle(patient(), vital("29463-7", 15.5, "kg")), "visit.json"))
    assert len(taker.all(VitalSigns)) == 2


def test_virus_tests_of_one_day_share_a_row() -> None:
    taker = Taker()
    tests = [lab("HBsAg", valueString="Negative"), lab("HIV", valueString="Non-reactive")]
    taker.take(read(bundle(patient(), *tests)))
    (row,) = taker.all(VirusTest)
    assert (row.hbsag, row.hiv) == ("negative", "negative")


def test_a_new_result_goes_into_the_report_that_is_here() -> None:
    taker = Taker()
    taker.take(read(bundle(patient(), lab())))
    taker.take(read(CBC))
    (panel,) = taker.all(LabPanel)
    assert [row.parent_id for row in taker.all(LabResult)] == [panel.id, panel.id]


def test_documents_come_with_their_bytes_once() -> None:
    taker = Taker()
    note = read("The counts are fine.", "note.txt")
    reconciled, _ = taker.compare(note)
    added = taker.add(reconciled.lines)
    (row,) = taker.all(Document)
    (file,) = added.documents
    assert (file.content, file.sha256) == (b"The counts are fine.", row.attachment_sha256)
    again, _ = taker.compare(note)
    assert taker.add(again.lines).documents == ()


def test_only_lines_that_are_chosen_are_taken() -> None:
    taker = Taker()
    reconciled, _ = taker.compare(read(CBC))
    taker.add(reconciled.lines[:1])
    assert len(taker.all(LabResult)) == 1


def test_a_diagnosis_keeps_the_words_of_its_report() -> None:
    taker = Taker()
    leukemia = {"resourceType": "Condition", "code": concept("B-cell acute lymphoblastic leukemia")}
    taker.take(read(bundle(patient(), leukemia)))
    (row,) = taker.all(Diagnosis)
    assert (row.dx_id, row.name_on_report) == ("b-all", "B-cell acute lymphoblastic leukemia")
