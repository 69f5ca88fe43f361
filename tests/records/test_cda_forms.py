"""CDA documents of several forms, whole and damaged, in small."""
# ruff: noqa: E501  (a piece of XML reads best on one line)

import base64

import pytest

from app.case.entities import (
    Document,
    LabResult,
    Medication,
    Problem,
    VitalSigns,
)
from app.errors import CasebookError
from tests.records.samples import (
    MEDICINES,
    PROBLEMS,
    RESULTS,
    cda,
    coded,
    found_of,
    medicine,
    one,
    pdf_of,
    pq,
    problem,
    problems,
    read,
    reasons,
    result,
    results,
    rows,
    section,
)

# Forms


def test_c32_is_told_by_its_templates() -> None:
    ccd = "2.16.840.1.113883.10.20.1"
    old_problem = (
        f'<act><templateId root="{ccd}.27"/><entryRelationship><observation moodCode="EVN">'
        f'<templateId root="{ccd}.28"/>{coded("195967001", "Asthma")}</observation>'
        "</entryRelationship></act>"
    )
    old_result = (
        f'<observation moodCode="EVN"><templateId root="{ccd}.31"/><code displayName="Sodium"/>'
        f'<effectiveTime value="20090101"/>{pq("141", "mmol/L")}</observation>'
    )
    old_vital = (
        old_result.replace("Sodium", "Body weight").replace("mmol/L", "kg").replace("141", "60")
    )
    text = cda(
        section(PROBLEMS, "Problems", old_problem),
        section(RESULTS, "Results", old_result),
        section("8716-3", "Vital Signs", old_vital),
        head='<templateId root="2.16.840.1.113883.3.88.11.32.1"/>',
    )
    reading = read(text)
    assert reading.form == "C32 document"
    assert one(reading, Problem).name == "Asthma"
    assert one(reading, LabResult).code == "na"
    assert one(reading, VitalSigns).weight_kg == 60


def test_entries_without_templates_are_told_by_their_section() -> None:
    bare = problem(coded("195967001", "Asthma")).replace("templateId", "oldId")
    bare_result = result("Sodium", pq("141", "mmol/L")).replace("templateId", "oldId")
    bare_medicine = medicine().replace("templateId", "oldId")
    reading = read(
        cda(
            section(PROBLEMS, "Problems", bare),
            section("", "Laboratory results", bare_result),
            section(MEDICINES, "Medications", bare_medicine),
        )
    )
    assert one(reading, Problem).name == "Asthma"
    assert one(reading, LabResult).code == "na"
    assert one(reading, Medication).name == "Vincristine"


@pytest.mark.parametrize("space", ["urn:hl7-org:v3:wrong", "http://hl7.org/v3", ""])
def test_a_wrong_namespace_is_read_all_the_same(space: str) -> None:
    text = cda(
        section(PROBLEMS, "Problems", problem(coded("195967001", "Asthma"))), namespace=space
    )
    reading = read(text)
    assert one(reading, Problem).name == "Asthma"
    assert reading.persons[0].name == "Ada Sample"


def test_the_person_of_the_document() -> None:
    (person,) = read(problems(problem(coded("195967001", "Asthma")))).persons
    assert (person.name, person.sex, person.record_numbers) == ("Ada Sample", "female", ("MR-7",))
    assert person.birth_date is not None
    assert person.birth_date.iso == "2010-05-01"


def test_a_pdf_inside_is_kept_with_its_words() -> None:
    inside = base64.b64encode(pdf_of("Marrow report", "No blasts were seen")).decode()
    body = f'<nonXMLBody><text mediaType="application/pdf" representation="B64">{inside}</text></nonXMLBody>'
    text = cda().replace("<structuredBody></structuredBody>", body)
    reading = read(text)
    found = found_of(reading, Document)
    assert "No blasts were seen" in found.entity.text
    assert found.attachment is not None
    assert found.attachment.media_type == "application/pdf"
    assert reading.notes


def test_a_file_beside_it_is_named_as_missing() -> None:
    body = '<nonXMLBody><text><reference value="scan.pdf"/></text></nonXMLBody>'
    reading = read(cda().replace("<structuredBody></structuredBody>", body))
    assert reasons(reading) == ["It points to a file that is not part of this one."]


# Damage


def test_wrong_letters_are_read_as_they_were_meant() -> None:
    text = problems(problem(coded("195967001", "Café-au-lait"))).encode("cp1252")
    reading = read(text)
    assert one(reading, Problem).name == "Café-au-lait"
    assert reading.notes
    assert not found_of(reading, Problem).proposed


@pytest.mark.parametrize("damage", ["&nbsp;", "a & b", "\x01"])
def test_harmless_damage_is_noted(damage: str) -> None:
    text = problems(problem(coded("195967001", "Asthma")), text=damage)
    reading = read(text)
    assert one(reading, Problem).name == "Asthma"
    assert reading.notes
    assert not found_of(reading, Problem).proposed


def test_broken_tags_make_every_line_a_proposal() -> None:
    text = problems(problem(coded("195967001", "Asthma")), problem(coded("386661006", "Fever")))
    reading = read(text[: text.index("Fever")])
    assert rows(reading, Problem)[0].name == "Asthma"
    assert all(found.proposed for found in reading.found)
    assert reading.notes


def test_a_prefix_that_is_never_declared() -> None:
    text = results(result("Sodium", pq("141", "mmol/L")))
    reading = read(text.replace(' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"', ""))
    assert one(reading, LabResult).value == 141


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">'
    '<!ENTITY z "&y;&y;&y;&y;&y;&y;&y;&y;">]><ClinicalDocument xmlns="urn:hl7-org:v3"><title>&z;'
    "</title></ClinicalDocument>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<ClinicalDocument xmlns="urn:hl7-org:v3"><title>&x;</title></ClinicalDocument>'
)


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_entities_are_refused(text: str) -> None:
    with pytest.raises(CasebookError) as refused:
        read(text)
    assert "Nothing was changed" in refused.value.sentence


def test_a_doctype_without_entities_does_no_harm() -> None:
    text = problems(problem(coded("195967001", "Asthma")))
    declared = text.replace(
        "<ClinicalDocument", '<!DOCTYPE ClinicalDocument SYSTEM "x.dtd"><ClinicalDocument', 1
    )
    assert one(read(declared), Problem).name == "Asthma"


def test_trees_of_endless_depth_are_not_followed() -> None:
    deep = "<a>" * 100_000
    assert not read(f'<ClinicalDocument xmlns="urn:hl7-org:v3">{deep}').found


def test_a_result_that_is_denied_is_not_taken_as_its_value() -> None:
    denied = result("Sodium", pq("141", "mmol/L")).replace(
        "<observation ", '<observation negationInd="true" '
    )
    reading = read(results(denied, result("Potassium", pq("4.1", "mmol/L"))))
    assert one(reading, LabResult).name_on_report == "Potassium"
    assert len(reasons(reading)) == 1
