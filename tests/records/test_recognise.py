"""What kind of file something is, by its content; its name says nothing."""

import pytest

from app.case.entities import LabResult
from app.records.recognise import FileKind, kind_of, picture_type
from tests.records.samples import (
    bundle,
    cda,
    lab,
    patient,
    pdf_of,
    problems,
    read,
    rows,
    workbook,
    zip_of,
)

FHIR_SPACE = 'xmlns="http://hl7.org/fhir"'


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (bundle(patient()), FileKind.FHIR_JSON),
        ('{"resourceType":"Patient"}', FileKind.FHIR_JSON),
        ('\ufeff \r\n{ "id": "1",\n "resourceType" : "Observation"}', FileKind.FHIR_JSON),
        ('[{"resourceType":"Patient"}]', FileKind.FHIR_JSON),
        ('{"resourceType":"Patient"}\n{"resourceType":"Observation"}\n', FileKind.FHIR_LINES),
        (f"<Bundle {FHIR_SPACE}><entry/></Bundle>", FileKind.FHIR_XML),
        ("<f:Bundle xmlns:f='http://hl7.org/fhir'/>", FileKind.FHIR_XML),
        ("<?xml version='1.0'?><!-- by us --><Bundle/>", FileKind.FHIR_XML),
        (f"<Slot {FHIR_SPACE}/>", FileKind.FHIR_XML),
        (problems(), FileKind.CDA),
        (cda(namespace="urn:hl7-org:sdtc"), FileKind.CDA),
        ("<n1:ClinicalDocument xmlns:n1='urn:hl7-org:v3'/>", FileKind.CDA),
        ("<?xml-stylesheet href='CDA.xsl'?>\n\n<ClinicalDocument>", FileKind.CDA),
        ("<answer><ClinicalDocument/></answer>", FileKind.CDA),
        ("<SubmitObjectsRequest/>", FileKind.XDM_INDEX),
        ("<!DOCTYPE HealthData [<!ELEMENT a (b)>]><HealthData>", FileKind.APPLE_HEALTH),
        ("<!DOCTYPE html><html><body>", FileKind.HTML),
        ("<div>Labs</div>", FileKind.HTML),
        ("<xsl:stylesheet xmlns:xsl='x'/>", FileKind.STYLE),
        ("<svg/>", FileKind.UNKNOWN),
        ('{"name": "no record"}', FileKind.UNKNOWN),
        ("Date,Test,Result\n2026-01-05,WBC,3.2\n", FileKind.LAB_TABLE),
        ("Test\tResult\tUnits\tReference range\nWBC\t3.2\tK/uL\t4-10\n", FileKind.LAB_TABLE),
        ("Dear family,\nthe counts are fine.", FileKind.TEXT),
        ("{\\rtf1 Note}", FileKind.RTF),
        ("", FileKind.UNKNOWN),
    ],
)
def test_kinds_of_text(content: str, kind: FileKind) -> None:
    assert kind_of(content.encode()) is kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (zip_of({"a": "b"}), FileKind.ZIP),
        (workbook([["a"]]), FileKind.ZIP),
        (pdf_of("Labs"), FileKind.PDF),
        (b"\r\n%PDF-1.7", FileKind.PDF),
        (b"\x89PNG\r\n\x1a\n...", FileKind.PICTURE),
        (b"\xff\xd8\xff\xe0", FileKind.PICTURE),
        (b"\x7fELF\x00\x00", FileKind.UNKNOWN),
        ("<ClinicalDocument/>".encode("utf-16"), FileKind.CDA),
        ("Date,Test,Result\n2026-01-05,WBC,3.2\n".encode("utf-16"), FileKind.LAB_TABLE),
    ],
)
def test_kinds_of_bytes(content: bytes, kind: FileKind) -> None:
    assert kind_of(content) is kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"GIF89a", "image/gif"),
        (b"II*\x00", "image/tiff"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"\x00" * 128 + b"DICM", "application/dicom"),
        (b"<svg/>", None),
    ],
)
def test_pictures_and_scans_are_known_by_their_first_bytes(head: bytes, kind: str | None) -> None:
    assert picture_type(head) == kind


def test_a_name_that_says_something_else_changes_nothing() -> None:
    reading = read(bundle(lab()), "results.pdf")
    assert len(rows(reading, LabResult)) == 1
