"""Numbers of European tables come in as they are meant, ranges too; what nobody can tell waits."""

from decimal import Decimal
from pathlib import Path

from app.case.entities import LabResult
from app.case.partial_date import PartialDate
from app.records.read import read


def results(tmp_path: Path, text: str) -> dict[str, tuple[LabResult, bool]]:
    path = tmp_path / "labs.csv"
    path.write_text(text, "utf-8")
    found = read(path, PartialDate(2024, 5, 1)).found
    return {
        str(f.source_words.name): (f.entity, f.proposed)
        for f in found
        if isinstance(f.entity, LabResult)
    }


HEAD = "Datum;Untersuchung;Ergebnis;Einheit;Referenzbereich\n"


def test_commas_and_points_of_a_german_table(tmp_path: Path) -> None:
    found = results(
        tmp_path,
        HEAD + "12.03.2024;Hämoglobin;9,8;g/dL;12,0-16,0\n"
        "12.03.2024;Leukozyten;4.500;/µL;3.900-10.200\n"
        "12.03.2024;Neutrophile;1,500;/nL;1,500-7,700\n",
    )
    cells, _ = found["Leukozyten"]
    assert (cells.value, cells.ref_low, cells.ref_high) == (4500, 3900, 10200)
    granulocytes, proposed = found["Neutrophile"]
    assert (granulocytes.value, granulocytes.ref_high) == (Decimal("1.500"), Decimal("7.700"))
    assert not proposed


def test_three_decimals_everywhere(tmp_path: Path) -> None:
    told = HEAD + "12.03.2024;Kreatinin;1,125;mg/dL;0,670-1,170\n"
    creatinine, _ = results(tmp_path, told)["Kreatinin"]
    assert (creatinine.value, creatinine.ref_low) == (Decimal("1.125"), Decimal("0.670"))


def test_what_nobody_can_tell_waits(tmp_path: Path) -> None:
    _, proposed = results(tmp_path, HEAD + "12.03.2024;Kalium;4,125;mmol/L;3,500-5,100\n")["Kalium"]
    assert proposed


def test_a_shifted_line_is_skipped_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "labs.csv"
    path.write_text(
        "Date,Test,Result,Unit,Range\n2024-03-12,Hemoglobin,9,8,g/dL,12-16\n"
        "2024-03-12,Na,140,mmol/L,135-145\n"
    )
    reading = read(path, PartialDate(2024, 5, 1))
    assert [f.source_words.name for f in reading.found] == ["Na"]
    assert "more cells than" in reading.skipped[0].reason
