"""Every shared record: counted independently, and every value found where it stands."""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from app.case.entities import Allergy, LabResult, Medication, Problem, VitalSigns
from app.records.code_systems import is_loinc
from app.records.found import EntryKind, Reading
from app.records.loinc import LAB_BY_LOINC
from app.records.read import read
from tests.records.samples import TODAY, Taker

pytestmark = pytest.mark.shared_data

FHIR = (
    "synthea_lung_cancer_fletcher_hyatt", "mcode_pediatric_b_all_brian_l",
    "cibmtr_transplant_examples", "epic_sandbox_desiree_powell", "athena_sandbox_jake_medlock",
    "chbase_sandbox_alice_newman", "ips_epic_connectathon_2024", "ips_full_sections_2025",
    "genomics_somatic_report_example",
)  # fmt: skip
CDA = (
    "360oncology_alice_newman", "nextgen_alice_newman", "followmyhealth_alice_newman",
    "meditech_rebecca_larson", "epic_ccd_albert", "epic_health_summary_desiree_powell",
    "cerner_transition_of_care", "emerge_lymphoid_leukemia_231", "partners_lmr1_labs",
    "vitera_sharon_carlson", "greenway_26840_export", "hl7_ccd_r21_sample",
    "hl7_unstructured_embedded_pdf",
)  # fmt: skip
ALICE = (
    "ccda/360oncology_alice_newman.xml",
    "ccda/nextgen_alice_newman.xml",
    "ccda/followmyhealth_alice_newman.xml",
    "fhir/chbase_sandbox_alice_newman.json",
)
MEDICINES = frozenset(
    {
        "MedicationRequest",
        "MedicationStatement",
        "MedicationAdministration",
        "MedicationOrder",
        "MedicationDispense",
    }
)
HL7 = "{urn:hl7-org:v3}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}type"


@pytest.fixture(scope="session")
def records(shared_data: Path) -> Path:
    return shared_data / "records"


def fhir(records: Path, name: str) -> tuple[Reading, list[dict[str, Any]]]:
    path = records / "fhir" / f"{name}.json"
    bundle = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return read(path, TODAY), [entry["resource"] for entry in bundle["entry"]]


def cda(records: Path, name: str) -> tuple[Reading, etree._Element]:
    path = records / "ccda" / f"{name}.xml"
    return read(path, TODAY), etree.parse(path).getroot()


def places(reading: Reading, kind: EntryKind) -> Counter[str]:
    """Count the entries of a kind by their place, found and skipped."""
    found = Counter(f.place for f in reading.found if f.kind is kind)
    found.update(s.where for s in reading.skipped if s.kind is kind)
    return found


# Counts


@pytest.mark.parametrize("name", FHIR)
def test_every_fhir_entry_is_read_or_skipped(records: Path, name: str) -> None:
    reading, resources = fhir(records, name)
    count = Counter(resource["resourceType"] for resource in resources)
    kinds = reading.read
    assert kinds.get(EntryKind.PROBLEM, 0) == count["Condition"]
    assert kinds.get(EntryKind.PROCEDURE, 0) == count["Procedure"]
    assert kinds.get(EntryKind.ALLERGY, 0) == count["AllergyIntolerance"]
    assert kinds.get(EntryKind.IMMUNIZATION, 0) == count["Immunization"]
    assert kinds.get(EntryKind.MEDICATION, 0) == sum(count[kind] for kind in MEDICINES)
    assert kinds.get(EntryKind.VARIANT, 0) == sum(is_variant(resource) for resource in resources)
    laboratory = {place_id(r) for r in resources if is_laboratory(r) and not is_variant(r)}
    accounted = {place.split(" ")[-1] for place in places(reading, EntryKind.LAB)}
    assert laboratory <= accounted
    assert reading.total == len(reading.found) + len(reading.skipped)
    assert all(skipped.reason for skipped in reading.skipped)


def place_id(resource: dict[str, Any]) -> str:
    return f"{resource['resourceType']}/{resource['id']}"


def codes(value: Any) -> set[str]:
    listed = value if isinstance(value, list) else [value]
    return {c.get("code", "") for item in listed if item for c in item.get("coding", [])}


def is_variant(resource: dict[str, Any]) -> bool:
    is_observation = resource["resourceType"] == "Observation"
    return is_observation and "69548-6" in codes(resource.get("code"))


def is_laboratory(resource: dict[str, Any]) -> bool:
    is_observation = resource["resourceType"] == "Observation"
    return is_observation and "laboratory" in codes(resource.get("category"))


TEMPLATES = {
    EntryKind.PROBLEM: ("4",),
    EntryKind.MEDICATION: ("16",),
    EntryKind.LAB: ("2",),
    EntryKind.VITAL: ("27",),
    EntryKind.PROCEDURE: ("12", "13", "14"),
    EntryKind.ALLERGY: ("7",),
    EntryKind.IMMUNIZATION: ("52",),
    EntryKind.VISIT: ("49",),
}


@pytest.mark.parametrize("name", CDA)
def test_every_cda_entry_is_read_or_skipped(records: Path, name: str) -> None:
    reading, root = cda(records, name)
    for kind, ends in TEMPLATES.items():
        wanted = {f"2.16.840.1.113883.10.20.22.4.{end}" for end in ends}
        stated = {
            template.getparent()
            for template in root.iter(f"{HL7}templateId")
            if template.get("root") in wanted and is_statement(template.getparent())
        }
        assert reading.read.get(kind, 0) == len(stated), kind
        assert sum(places(reading, kind).values()) == len(stated)
    assert reading.total == len(reading.found) + len(reading.skipped)


def is_statement(element: etree._Element | None) -> bool:
    """Whether an entry stands in a section; the code list of a product does not."""
    if element is None:
        return False
    return any(ancestor.tag == f"{HL7}entry" for ancestor in element.iterancestors())


# Values


@pytest.mark.parametrize("name", FHIR)
def test_every_number_of_fhir_comes_out_as_it_stands(records: Path, name: str) -> None:
    reading, resources = fhir(records, name)
    results = {found.place.split(" ")[1]: found for found in reading.found if is_lab(found.entity)}
    checked = 0
    for resource in filter(is_laboratory, resources):
        found = results.get(place_id(resource))
        quantity = resource.get("valueQuantity", {})
        if found is None or "value" not in quantity:
            continue
        result, panel = found.entity, found.parent
        assert result.value == quantity["value"]
        assert result.comparator == quantity.get("comparator")
        unit = (quantity.get("unit"), quantity.get("code"))
        assert result.unit in unit or result.unit is None
        when = resource.get("effectiveDateTime") or resource["effectivePeriod"]["start"]
        assert panel.date.iso == when[:10]
        check_range(result, resource)
        checked += 1
    numbers = [r for r in resources if is_laboratory(r) and "value" in r.get("valueQuantity", {})]
    skipped = {skipped.where.split(" ")[1] for skipped in reading.skipped}
    kept = [r for r in numbers if place_id(r) not in skipped and place_id(r) in results]
    assert checked == len(kept)
    others = {f.place.split(" ")[1] for f in reading.found if not is_lab(f.entity)}
    assert {place_id(r) for r in numbers} <= skipped | set(results) | others


def is_lab(entity: Any) -> bool:
    return isinstance(entity, LabResult)


def check_range(result: LabResult, resource: dict[str, Any]) -> None:
    for limits in resource.get("referenceRange", [])[:1]:
        if "low" in limits or "high" in limits:
            assert result.ref_low == limits.get("low", {}).get("value")
            assert result.ref_high == limits.get("high", {}).get("value")
        elif any(c.isdigit() for c in limits["text"]):
            ends = [end for end in (result.ref_low, result.ref_high) if end is not None]
            assert all(format(end, "f") in limits["text"] for end in ends)
            assert ends or limits["text"].strip() in (result.note or "")
        elif limits["text"] != "NA":
            assert limits["text"] in (result.note or "")


@pytest.mark.parametrize("name", CDA)
def test_every_number_of_cda_comes_out_as_it_stands(records: Path, name: str) -> None:
    reading, root = cda(records, name)
    stated = Counter(numbers_of(root))
    came_out = Counter(
        (str(f.source_words.value), f.entity.unit, f.parent.date.iso if f.parent.date else None)
        for f in reading.found
        if is_lab(f.entity) and f.kind is EntryKind.LAB and isinstance(f.entity.value, Decimal)
    )
    for key, count in stated.items():
        assert came_out[key] >= count, key
    for found in reading.found:
        if is_lab(found.entity) and isinstance(found.entity.value, Decimal):
            assert Decimal(found.source_words.value or "x") == found.entity.value
            check_cda_range(found.entity, found.source_words.range)


def numbers_of(root: etree._Element) -> Iterator[tuple[str, str | None, str]]:
    """Yield value, unit and day of each result that is a number, read anew from the file."""
    for value in root.iter(f"{HL7}value"):
        observation = value.getparent()
        if observation is None or value.get(XSI) != "PQ" or not value.get("value"):
            continue
        ids = {t.get("root") for t in observation.iterchildren(f"{HL7}templateId")}
        if "2.16.840.1.113883.10.20.22.4.2" not in ids:
            continue
        time = observation.find(f"{HL7}effectiveTime")
        day = "" if time is None else time.get("value") or ""
        unit = value.get("unit")
        plain = None if unit in (None, "1", "[pH]") else unit
        yield value.get("value") or "", plain, f"{day[:4]}-{day[4:6]}-{day[6:8]}"


def check_cda_range(result: LabResult, words: str | None) -> None:
    for end in (result.ref_low, result.ref_high):
        if end is not None:
            assert words is not None
            assert format(end, "f") in words


def test_the_codes_of_laboratory_values_are_those_of_the_shared_table(shared_data: Path) -> None:
    lines = (shared_data / "records" / "oncology_labs.csv").read_text("utf-8").split("\n")[1:]
    listed = {line.partition(",")[0] for line in lines if line}
    shared = listed & set(LAB_BY_LOINC)
    assert len(shared) > 80
    assert all(is_loinc(code) for code in LAB_BY_LOINC)


# One person from several vendors


def test_one_person_from_four_vendors_is_not_multiplied(records: Path) -> None:
    readings = [read(records / name, TODAY) for name in ALICE]
    for order in permutations(readings):
        taker = Taker()
        for reading in order:
            taker.take(reading)
        check_alice(taker)


def check_alice(taker: Taker) -> None:
    names = Counter(row.name.casefold() for row in taker.all(Problem))
    assert max(names.values()) == 1
    assert len(taker.all(Allergy)) == 2
    assert len(taker.all(Medication)) <= 5
    results = Counter(
        (
            row.code or row.name_on_report.casefold(),
            taker.case.get(type_of_panel(), row.parent_id).date,
        )
        for row in taker.all(LabResult)
        if isinstance(row.value, Decimal)
    )
    assert max(results.values()) == 1
    penicillin = next(row for row in taker.all(Allergy) if row.substance == "Penicillin G")
    assert set(penicillin.source_note.split("; ")) == {Path(name).name for name in ALICE}


def type_of_panel() -> Any:
    return LabResult.spec.parent


def test_four_vendors_agree_on_who_it_is(records: Path) -> None:
    for name in ALICE:
        (person,) = read(records / name, TODAY).persons
        assert person.birth_date is not None
        assert person.birth_date.iso == "1970-05-01"
        assert person.name == "Alice Jones Newman"


def test_the_same_person_as_fhir_and_as_cda(records: Path) -> None:
    taker = Taker()
    taker.take(read(records / "fhir/epic_sandbox_desiree_powell.json", TODAY))
    before = len(taker.all(VitalSigns))
    receipt = taker.take(read(records / "ccda/epic_health_summary_desiree_powell.xml", TODAY))
    assert receipt.same >= 15
    assert len(taker.all(VitalSigns)) == before


@pytest.mark.parametrize(
    "name",
    [f"fhir/{name}.json" for name in FHIR]
    + [f"ccda/{name}.xml" for name in CDA]
    + ["apple_health_export"],
)
def test_the_same_file_again_brings_and_changes_nothing(records: Path, name: str) -> None:
    reading = read(records / name, TODAY)
    if len(reading.persons) > 1:
        reading = reading.about(max(reading.persons, key=lambda person: person.entries))
    taker = Taker()
    taker.take(reading)
    rows = dict(taker.rows)
    again = taker.take(read_again(records / name, reading))
    assert again.new == 0
    assert taker.rows == rows


def read_again(path: Path, before: Reading) -> Reading:
    reading = read(path, TODAY)
    return reading if len(reading.persons) == 1 else reading.about(before.persons[0])


# Traits of single files, as the folder's README tells them


def test_codes_that_are_none_leave_the_name_to_decide(records: Path) -> None:
    reading, _ = fhir(records, "athena_sandbox_jake_medlock")
    white = [f for f in reading.found if is_lab(f.entity) and f.entity.name_on_report == "WBC"]
    in_blood = [f for f in white if "urinal" not in f.parent.context.casefold()]
    assert {found.entity.code for found in in_blood} == {"wbc"}
    assert all(found.entity.ref_low == Decimal("3.4") for found in in_blood)
    # White cells in urine are not those in blood, whatever the short name says.
    assert {found.entity.code for found in white if found not in in_blood} == {None}


def test_several_patients_in_one_bundle_are_listed(records: Path) -> None:
    reading, _ = fhir(records, "cibmtr_transplant_examples")
    assert len(reading.persons) > 1
    chosen = reading.about(reading.persons[0])
    assert {found.person for found in chosen.found} == {reading.persons[0].key}
    assert chosen.total == len(chosen.found) + len(chosen.skipped)


def test_an_order_and_its_administrations_are_one_medicine(records: Path) -> None:
    reading, _ = fhir(records, "mcode_pediatric_b_all_brian_l")
    taker = Taker()
    taker.take(reading)
    names = sorted(row.name.casefold() for row in taker.all(Medication))
    assert names == ["cyclophosphamide", "idarubicin", "prednisone", "vincristine"]


def test_sections_without_information_give_nothing(records: Path) -> None:
    reading, _ = cda(records, "epic_health_summary_desiree_powell")
    kinds = {type(found.entity).__name__ for found in reading.found}
    assert not kinds & {"Allergy", "Medication", "Problem", "LabResult"} - {"LabResult"}
    assert not any(f.kind is EntryKind.LAB for f in reading.found)


def test_a_document_inside_is_kept_with_its_words(records: Path) -> None:
    reading, _ = cda(records, "hl7_unstructured_embedded_pdf")
    (document,) = reading.documents
    assert document.attachment is not None
    assert document.attachment.content.startswith(b"%PDF")
    assert len(document.entity.text) > 1000
    assert reading.notes


def test_an_apple_export_counts_what_its_readme_counts(records: Path) -> None:
    reading = read(records / "apple_health_export", TODAY)
    kinds = reading.read
    assert kinds[EntryKind.ALLERGY] == 2
    assert kinds[EntryKind.PROBLEM] == 4
    assert kinds[EntryKind.IMMUNIZATION] == 2
    assert kinds[EntryKind.MEDICATION] == 4
    assert kinds[EntryKind.LAB] + kinds[EntryKind.VITAL] == 17
    assert kinds[EntryKind.PROCEDURE] == 3
    assert [person.name for person in reading.persons] == ["Candace Salinas"]
    thyroid = next(f for f in reading.found if is_lab(f.entity) and f.entity.code == "tsh")
    assert thyroid.parent.date.iso == "2007-09-04"
