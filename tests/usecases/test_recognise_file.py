"""What a file is, told by its content and never by its name."""

import json
from pathlib import Path

import pytest

from app.errors import CasebookError
from app.usecases.bring_in import A_SHEET, bring_in
from app.usecases.make_case import new_case
from app.usecases.page_choice import PageChoice
from app.usecases.print_page import page_pdf
from app.usecases.recognise_file import CASE_JSON, Recognised, has_text, is_archive, what_is
from app.usecases.session import Session
from tests.records.samples import bundle, cda, lab, patient, pdf_of, workbook, zip_of
from tests.trials.samples import as_bytes, study
from tests.usecases.conftest import Bring

FHIR = bundle(patient(), lab())
LABS = "Date,Test,Result,Unit\n2026-03-01,Hemoglobin,9.1,g/dL\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (as_bytes(study()), "trials", "trial records of ClinicalTrials.gov"),
        (FHIR, "records", "FHIR"),
        ("\n".join([json.dumps(lab()), json.dumps(patient())]), "records", "FHIR, one resource"),
        (cda(), "records", "C-CDA document"),
        (LABS, "records", "table of results"),
        ('<HealthData locale="en_US"></HealthData>', "records", "Apple Health export"),
        ("Dear family", "document", "text"),
        (PNG, "document", "picture"),
        (pdf_of("Dear family"), "document", "PDF"),
        (b"{\\rtf1 Dear family}", "document", "document"),
        ("<html><body>Dear family</body></html>", "document", "web page"),
        (zip_of({"a.xml": cda()}), "records", "archive (C-CDA document)"),
        (zip_of({"x/b.zip": zip_of({"a.json": FHIR})}), "records", "archive (FHIR)"),
        (zip_of({"a.pdf": pdf_of("Dear family")}), "records", "archive (PDF)"),
        (zip_of({"a.txt": "Dear family"}), "document", "archive"),
        (zip_of({"[Content_Types].xml": "<a/>", "p.png": PNG}), "document", "archive"),
        (workbook([["Date", "Test", "Result"], ["2026-03-01", "WBC", 3]]), "records", "workbook"),
        (workbook([["Milk", "2"], ["Bread", "1"]]), "document", "workbook"),
        (b"\x00\x01\x02", "unknown", "file"),
        (b"", "unknown", "empty file"),
    ],
)
def test_files(tmp_path: Path, content: str | bytes, kind: str, words: str) -> None:
    path = tmp_path / "misleading.pdf"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = what_is(path)
    assert found.kind == kind
    assert found.words.startswith(words)


def test_a_folder_is_what_lies_in_it(tmp_path: Path) -> None:
    assert what_is(tmp_path).kind == "unknown"
    (tmp_path / "a.xml").write_text(cda())
    assert what_is(tmp_path).words == "folder (C-CDA document)"
    (tmp_path / "export.xml").write_text("<HealthData></HealthData>")
    assert what_is(tmp_path).words == "Apple Health export"


def test_a_case_is_a_case(tmp_path: Path) -> None:
    path = tmp_path / "maya.casebook"
    new_case(path, name="Maya")
    assert what_is(path).kind == "case"
    renamed = path.rename(tmp_path / "maya.dat")
    assert what_is(renamed).kind == "case"


def test_what_is_not_there_or_damaged_says_so(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="could not be opened"):
        what_is(tmp_path / "gone.json")
    half = tmp_path / "half.zip"
    half.write_bytes(zip_of({"a.xml": cda()})[:60])
    with pytest.raises(CasebookError, match="damaged or not complete"):
        what_is(half)
    assert is_archive(half)
    assert not is_archive(tmp_path / "gone.zip")
    assert not has_text(tmp_path / "gone.pdf")


def test_a_review_sheet_is_known_and_kept(session: Session, bring: Bring, tmp_path: Path) -> None:
    bring("NCT99990001")
    page = page_pdf(session, PageChoice(what="review", trial="NCT99990001"))
    path = tmp_path / "any name.pdf"
    path.write_bytes(page.pdf)
    assert what_is(path).kind == "review_sheet"
    (receipt,) = bring_in(session, [path]).receipts
    assert (receipt.new, receipt.notes) == (1, [A_SHEET])


def test_a_case_written_as_json_is_known(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text('{"schema_version": "1.0", "patient": {"display_name": "Ada"}}', "utf-8")
    assert what_is(path) == Recognised("unknown", CASE_JSON)


def test_archives_that_lie_too_deep_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({"b.zip": zip_of({"c.zip": zip_of({"d.json": FHIR})})}))
    assert what_is(path) == Recognised("document", "archive", ("b.zip/c.zip",))
