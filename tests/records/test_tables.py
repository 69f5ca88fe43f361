"""Tables of results: CSV, TSV and workbooks in three layouts, dates that read two ways."""

import pytest

from app.case.entities import LabResult
from app.errors import CasebookError
from app.records.recognise import FileKind, kind_of
from tests.records.samples import found_of, one, read, reasons, rows, workbook


def shown(text: str | bytes, **more: bool) -> list[tuple[str | None, str, str | None, str | None]]:
    """Return test, value, unit and day of each result of a table."""
    found = [f for f in read(text, **more).found if isinstance(f.entity, LabResult)]
    return [
        (f.entity.code, str(f.entity.value), f.entity.unit, f.parent.date and f.parent.date.iso)
        for f in found
    ]


def test_one_result_to_a_line() -> None:
    text = (
        "Patient lab report\n\n"
        "Collection Date,Test,Result,Units,Reference Range,Flag,Performing Lab\n"
        "2026-01-05 08:15,WBC,3.2,K/uL,4.0-11.0,L,Northgate\n"
        '2026-01-05 08:15,"Bilirubin, Total",0.90,mg/dL,0.2 - 1.2,,Northgate\n'
        "2026-01-05 08:15,Culture,,,,,Northgate\n"
    )
    reading = read(text)
    white, bile = [f for f in reading.found if isinstance(f.entity, LabResult)]
    assert (white.entity.code, str(white.entity.value), white.entity.flag) == ("wbc", "3.2", "L")
    assert (str(white.entity.ref_low), str(white.entity.ref_high)) == ("4.0", "11.0")
    assert (white.parent.date.iso, white.parent.time, white.parent.lab_name) == (
        "2026-01-05", "08:15", "Northgate",
    )  # fmt: skip
    assert (bile.entity.code, str(bile.entity.value)) == ("tbili", "0.90")
    assert white.parent is bile.parent
    assert white.place == "line 4"
    assert reasons(reading) == ["No value is given."]
    assert not white.proposed


def test_tests_down_the_side_and_dates_along_the_top() -> None:
    text = (
        "Component\tUnits\tStandard Range\t2026-01-05\t2026-01-12\n"
        "Hemoglobin\tg/dL\t12.0-15.5\t10.2 L\t10.9\n"
        "Platelets\tK/uL\t150-400\t\t148\n"
    )
    assert shown(text) == [
        ("hgb", "10.2", "g/dL", "2026-01-05"),
        ("hgb", "10.9", "g/dL", "2026-01-12"),
        ("plt", "148", "K/uL", "2026-01-12"),
    ]
    first = rows(read(text), LabResult)[0]
    assert (str(first.ref_low), first.flag) == ("12.0", "L")


def test_dates_down_the_side_and_tests_along_the_top() -> None:
    text = (
        "Date;WBC (10^3/uL);Hemoglobin [g/dL];Neutrophils %\n"
        "Range;4-11;12-15;\n"
        "05.01.2026;3,2;10,2;45\n"
        "12.01.2026;<0,5;;50\n"
    )
    assert shown(text) == [
        ("wbc", "3.2", "10^3/uL", "2026-01-05"),
        ("hgb", "10.2", "g/dL", "2026-01-05"),
        (None, "45", None, "2026-01-05"),
        ("wbc", "0.5", "10^3/uL", "2026-01-12"),
        (None, "50", None, "2026-01-12"),
    ]
    assert str(rows(read(text), LabResult)[0].ref_low) == "4"


def test_a_line_of_units_below_the_heads() -> None:
    text = "Date,WBC,Hemoglobin\n,10*3/uL,g/dL\n2026-01-05,3.2,10.2\n"
    assert shown(text) == [
        ("wbc", "3.2", "10*3/uL", "2026-01-05"),
        ("hgb", "10.2", "g/dL", "2026-01-05"),
    ]


def test_dates_that_read_two_ways_are_not_guessed() -> None:
    text = "Date,Test,Result,Unit\n03/04/2026,WBC,3.2,K/uL\n"
    reading = read(text)
    found = found_of(reading, LabResult)
    assert found.parent.date.iso == "2026"
    assert found.proposed
    assert "03/04/2026" in found.entity.note
    assert reading.notes
    assert shown(text, day_first=True)[0][3] == "2026-04-03"
    assert shown(text, day_first=False)[0][3] == "2026-03-04"


def test_one_clear_date_settles_the_others() -> None:
    text = "Date,Test,Result,Unit\n03/04/2026,WBC,3.2,K/uL\n03/25/2026,WBC,3.4,K/uL\n"
    assert [row[3] for row in shown(text)] == ["2026-03-04", "2026-03-25"]


def test_the_column_of_patients_tells_persons() -> None:
    text = (
        "Patient Name,Date,Test,Result\nAda Sample,2026-01-05,WBC,3.2\nBo Sample,2026-01-05,WBC,8\n"
    )
    reading = read(text)
    assert [person.name for person in reading.persons] == ["Ada Sample", "Bo Sample"]


def test_a_workbook_with_dates_as_numbers() -> None:
    cells = [["Date", "Test", "Result", "Unit"], [46027.34375, "WBC", 3.2, "K/uL"]]
    data = workbook(cells, styles={(2, 0): 1})
    found = found_of(read(data), LabResult)
    assert (found.parent.date.iso, found.parent.time) == ("2026-01-05", "08:15")
    assert (found.entity.code, str(found.entity.value)) == ("wbc", "3.2")
    assert found.place == "sheet Counts, line 2"


def test_the_rounding_of_a_sheet_goes() -> None:
    data = workbook([["Date", "Test", "Result"], ["2026-01-05", "WBC", 12.300000000000001]])
    assert str(one(read(data), LabResult).value) == "12.3"


def test_a_workbook_without_results_says_so() -> None:
    reading = read(workbook([["Shopping"], ["Milk"]]))
    assert reasons(reading) == ["No table of results was found in it."]


def test_a_damaged_workbook_is_refused_in_words() -> None:
    data = workbook([["a"]]).replace(b"PK\x03\x04", b"PK\x09\x04")
    with pytest.raises(CasebookError):
        read(data)


@pytest.mark.parametrize(
    "text", ["a,b\n1,2\n", "Name,Phone\nIvy,555\n", "Date,Amount\n2026-01-05,12.50\n"]
)
def test_other_tables_are_no_tables_of_results(text: str) -> None:
    reading = read(text)
    assert not [row for row in rows(reading, LabResult) if row.code]


def test_a_file_that_opens_a_quotation_and_never_closes_it() -> None:
    text = 'Date,Test,Result\n2026-01-05,WBC,"3.2\n' + "x" * 300_000
    assert kind_of(text.encode()) in (FileKind.LAB_TABLE, FileKind.TEXT)
    read(text)


def test_long_cells_cost_no_more_than_they_are_long() -> None:
    """Each of these once made a search try every way to cut a cell."""
    odd = ("1 " * 1900 + "é", " " * 3900 + "%", "a1" * 1900, "(" * 3900, "1-" * 1900)
    head = ",".join(["Date", "Test", "Result", "Unit", "Range"])
    cells = [",".join(["2026-03-01", "Hemoglobin", *(f'"x{o}"' for o in (a, a, a))]) for a in odd]
    reading = read("\n".join([head, *cells] * 20), "labs.csv")
    assert reading.total == len(reading.found) + len(reading.skipped)
