"""Results in running text: pasted from a portal, and out of the text layer of a PDF."""

import pytest

from app.case.entities import Document, LabResult
from app.errors import CasebookError
from app.records.pasted_labs import lines_in
from app.records.read import read_text
from tests.records.samples import TODAY, found_of, pdf_of, read, rows

PORTAL = """CBC WITH DIFFERENTIAL - Final result
Collected: 03/14/2024 8:15 AM
WBC 3.2 L K/uL 4.0 - 11.0
Hemoglobin  10.2 (L)  12.0-16.0 g/dL
Platelet Count: 148 x10E3/uL (150-400)
Absolute Neutrophil Count 1.44 10^3/uL 1.80-7.70 Low
Vitamin B12 345 pg/mL 200-900
Creatinine <0.20 mg/dL
HBsAg: Non-reactive
DOB: 01/02/1980
Page 1 of 3
Please call 555-1234 if you have questions.
Take 2 tablets daily for 10 days
"""


def test_lines_of_a_portal() -> None:
    found = {line.name: line for line in lines_in(PORTAL)}
    assert list(found) == [
        "WBC", "Hemoglobin", "Platelet Count", "Absolute Neutrophil Count", "Vitamin B12",
        "Creatinine", "HBsAg",
    ]  # fmt: skip
    white = found["WBC"]
    assert (str(white.value.value), white.value.unit, white.mark) == ("3.2", "K/uL", "L")
    assert (str(white.range.low), str(white.range.high)) == ("4.0", "11.0")
    assert found["Creatinine"].value.comparator == "<"
    assert found["Absolute Neutrophil Count"].value.unit == "10^3/uL"
    assert white.date is not None
    assert (white.date.readings[0].iso, white.date.time) == ("2024-03-14", "08:15")


def test_blocks_of_several_lines() -> None:
    text = (
        "2024-03-14\nHEMOGLOBIN A1C\nNormal range: 4.0 - 5.6 %\nYour value is 5.9 %\n"
        "Potassium\nValue\n4.4\nReference Range\n3.5 - 5.1 mmol/L\n"
    )
    first, second = lines_in(text)
    assert (first.name, str(first.value.value), str(first.range.high)) == (
        "HEMOGLOBIN A1C",
        "5.9",
        "5.6",
    )
    assert (second.name, str(second.value.value), second.value.unit) == (
        "Potassium",
        "4.4",
        "mmol/L",
    )


def test_clear_pasted_lines_are_results_and_unclear_ones_proposals() -> None:
    reading = read_text("Collected 2026-01-05\nWBC 3.2 K/uL\nMystery factor 12 U/L\n", TODAY)
    clear, unclear = [f for f in reading.found if isinstance(f.entity, LabResult)]
    assert (clear.entity.code, clear.proposed) == ("wbc", False)
    assert (unclear.entity.code, unclear.proposed) == (None, True)
    assert "WBC 3.2 K/uL" in found_of(reading, Document).entity.text
    assert clear.source_words.value == "WBC 3.2 K/uL"


def test_a_pasted_table_is_read_as_a_table() -> None:
    reading = read_text("Date\tTest\tResult\tUnit\n2026-01-05\tWBC\t3.2\tK/uL\n", TODAY)
    assert [row.code for row in rows(reading, LabResult)] == ["wbc"]


def test_a_note_stays_a_document() -> None:
    reading = read_text("The doctor called about the visit in May.", TODAY)
    assert found_of(reading, Document).entity.text == "The doctor called about the visit in May."
    assert reading.total == 1


def test_nothing_pasted_is_refused() -> None:
    with pytest.raises(CasebookError):
        read_text("  \n", TODAY)


def test_results_of_a_pdf_are_proposals() -> None:
    reading = read(pdf_of("Collected: 2026-01-05", "Sodium 141 mmol/L 135 - 145"))
    found = found_of(reading, LabResult)
    assert (found.entity.code, str(found.entity.ref_high)) == ("na", "145")
    assert found.proposed
    assert found_of(reading, Document).attachment is not None


def test_a_pdf_without_text_is_a_document() -> None:
    reading = read(pdf_of())
    assert found_of(reading, Document).entity.text is None
    assert reading.form == "PDF without text"
    assert reading.notes


def test_a_broken_pdf_is_a_document_all_the_same() -> None:
    whole = pdf_of("Sodium 141 mmol/L")
    reading = read(whole[: len(whole) // 2])
    assert found_of(reading, Document).attachment is not None
