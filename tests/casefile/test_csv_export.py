import csv
import io
import zipfile
from decimal import Decimal

from app.case.absence import Absence
from app.case.case import SPECS, Case
from app.case.entities import Appointment, CsfSample, LabPanel, LabResult, Note, Question
from app.case.partial_date import PartialDate
from app.casefile import tables_archive
from app.casefile.csv_export import DICTIONARY, tables


def rows(case: Case, name: str) -> list[dict[str, str]]:
    text = tables(case)[name].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_kind_of_value_stands_in_a_cell():
    panel = LabPanel(id="p", imported_id="lp-1", date=PartialDate(2026, 3, about=True))
    result = LabResult(
        id="r",
        parent_id="p",
        value=Decimal("0.90"),
        ref_low=Decimal("-1"),
        absences={"unit": Absence.NOT_KNOWN, "flag": Absence.WAITING},
        extras={"lot": Decimal("1.50"), "~": {"absent": ["x"]}},
    )
    spinal = CsfSample(id="c", drugs=("a", "b"), blasts=False)
    case = Case.of([panel, result, spinal])
    assert rows(case, "lab_panel.csv")[0]["date"] == "~2026-03"
    (row,) = rows(case, "lab_result.csv")
    assert (row["id"], row["belongs_to"]) == ("r", "p")
    assert (row["value"], row["ref_low"], row["ref_high"]) == ("0.90", "-1", "")
    assert row["not_given"] == "flag: waiting; unit: not_known"
    assert row["other"] == '{"lot": 1.50}'
    (row,) = rows(case, "csf_sample.csv")
    assert (row["drugs"], row["blasts"]) == ("a; b", "no")


def test_texts_come_back_as_they_are():
    texts = ["a,b", 'say "hi"', "line\nbreak\r\n", "قطرة 😀", " "]
    case = Case.of([Note(id=str(n), position=n, text=text) for n, text in enumerate(texts)])
    assert [row["text"] for row in rows(case, "note.csv")] == texts


def test_a_text_is_never_a_formula_but_a_number_stays_one():
    texts = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "a=1"]
    case = Case.of([Note(id=str(n), position=n, text=text) for n, text in enumerate(texts)])
    shown = [row["text"] for row in rows(case, "note.csv")]
    assert shown == ["'" + text for text in texts[:-1]] + ["a=1"]
    result = LabResult(id="r", parent_id="p", value="-weak", ref_low=Decimal(-3))
    (row,) = rows(Case.of([LabPanel(id="p"), result]), "lab_result.csv")
    assert (row["value"], row["ref_low"]) == ("'-weak", "-3")
    odd = CsfSample(id="c", drugs=("=cmd", "b"), extras={"=x": 1})
    assert rows(Case.of([odd]), "csf_sample.csv")[0]["drugs"] == "'=cmd; b"


def test_only_kinds_with_rows_get_a_file_but_all_are_in_the_dictionary():
    case = Case.of([Note(id="n")])
    assert list(tables(case)) == [DICTIONARY, "note.csv"]
    described = {row["file"] for row in rows(case, DICTIONARY)}
    assert described == {f"{table}.csv" for table in SPECS}


def test_the_dictionary_says_what_each_column_means():
    found = {(row["file"], row["column"]): row for row in rows(Case.of([]), DICTIONARY)}
    columns = {column for file, column in found if file == "lab_result.csv"}
    result = LabResult(id="r", parent_id="p")
    shown = rows(Case.of([LabPanel(id="p"), result]), "lab_result.csv")[0]
    assert set(shown) == columns
    value = found["lab_result.csv", "value"]
    assert (value["label"], value["type"], value["unit in"]) == ("Result", "number or text", "unit")
    question = found["question.csv", "for_appointment_id"]
    assert question["points to"] == "appointment.csv, id"
    assert "open (" in found["question.csv", "status"]["choices"]
    assert found["vital_signs.csv", "weight_kg"]["unit"] == "kg"
    assert found["lab_result.csv", "belongs_to"]["help"]


def test_references_point_to_ids_that_stand_in_the_other_file():
    visit, question = Appointment(id="v"), Question(id="q", for_appointment_id="v")
    case = Case.of([visit, question])
    assert rows(case, "question.csv")[0]["for_appointment_id"] == "v"
    assert rows(case, "appointment.csv")[0]["id"] == "v"


def test_the_archive_is_the_same_for_the_same_case_and_opens_in_spreadsheets():
    case = Case.of([Note(id="n", text="ä")])
    archive = tables_archive(case)
    assert archive == tables_archive(case)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == [DICTIONARY, "note.csv"]
        assert opened.read("note.csv").startswith(b"\xef\xbb\xbfid,")
