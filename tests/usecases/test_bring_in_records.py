"""Hospital records brought in from the command line's side: certain lines, the rest, refusals."""

import contextlib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from app.case import exact_json
from app.case.entities import (
    Document,
    ImportReceipt,
    LabResult,
    Patient,
    PendingItem,
    SavedTrial,
)
from app.case.partial_date import PartialDate
from app.casefile import Update
from app.errors import Cancelled, CasebookError
from app.usecases.bring_in import NOT_OPENED, NOT_READ, bring_in
from app.usecases.make_case import new_case
from app.usecases.reconcile_import import propose
from app.usecases.session import Session
from tests.records.samples import (
    bundle,
    cda,
    coded,
    concept,
    lab,
    patient,
    pdf_of,
    problem,
    section,
    workbook,
    zip_of,
)
from tests.trials.samples import as_bytes, study
from tests.usecases.test_reconcile_import import condition, content, of_ada, two_people, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A case under a pet name, which is no proof of whose it is."""
    file = tmp_path / "maya.casebook"
    new_case(file, name="Maya")
    return file


def test_what_is_certain_is_taken_and_the_rest_waits(session: Session, tmp_path: Path) -> None:
    one = write(tmp_path, "one.json", of_ada(lab(), condition("Asthma")))
    two = write(tmp_path, "two.json", of_ada(lab("WBC", 4.8), condition("Eczema")))
    came = bring_in(session, [one, two])
    first, second = came.receipts
    assert (first.kind, first.new, first.near) == ("FHIR bundle (collection)", 2, 0)
    assert (second.new, second.conflicts, came.pending) == (1, 1, 1)
    assert all(receipt.adds_up for receipt in came.receipts)
    assert [waiting.line.what for waiting in came.waiting] == ["WBC"]
    assert len(session.case.all(PendingItem)) == 1
    told = came.as_json(with_waiting=True)
    assert told["pending"] == 1
    assert told["waiting"][0]["ours"].startswith("WBC, 3.2")
    assert "waiting" not in came.as_json()
    assert came.waiting[0].sentence.startswith("two.json, entry[1]")


def test_each_file_is_one_step(session: Session, tmp_path: Path) -> None:
    before = content(session)
    one = write(tmp_path, "one.json", of_ada(lab()))
    two = write(tmp_path, "two.json", of_ada(condition("Eczema")))
    bring_in(session, [one, two])
    session.undo()
    assert len(session.case.all(LabResult)) == 1
    session.undo()
    assert content(session) == before


def test_a_try_out_counts_as_the_import_does(session: Session, tmp_path: Path) -> None:
    one = write(tmp_path, "one.json", of_ada(lab(), condition("Asthma")))
    two = write(tmp_path, "two.json", of_ada(lab("WBC", 4.8), condition("Asthma")))
    before = content(session)
    tried = bring_in(session, [one, two, one], dry_run=True)
    assert content(session) == before
    assert session.undo_name is None
    assert tried.as_json() == bring_in(session, [one, two, one]).as_json()
    assert [receipt.new for receipt in tried.receipts] == [2, 0, 0]


def test_a_folder_of_records(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "download"
    folder.mkdir()
    write(folder, "a.json", of_ada(lab()))
    write(folder, "b.xml", cda())
    write(folder, "scan.png", b"\x89PNG\r\n\x1a\n" + bytes(40))
    (receipt,) = bring_in(session, [folder]).receipts
    assert (receipt.file, receipt.adds_up) == ("download", True)
    assert len(session.case.all(LabResult)) == 1
    assert [document.file_name for document in session.case.all(Document)] == ["scan.png"]


def test_the_zips_of_one_export_are_one_record(session: Session, tmp_path: Path) -> None:
    parts = [
        write(tmp_path, "part1.zip", zip_of({"a.json": of_ada(lab())})),
        write(tmp_path, "part2.zip", zip_of({"b.json": of_ada(lab(), condition("Asthma"))})),
    ]
    letter = write(tmp_path, "letter.txt", "Dear family")
    came = bring_in(session, [parts[0], letter, parts[1]])
    export, _ = came.receipts
    assert export.file == "part1.zip, part2.zip"
    assert (export.read, export.new, export.same) == (3, 2, 1)
    assert session.undo_name == "bring in letter.txt"
    assert bring_in(session, parts).receipts[0].new == 0
    session.undo()
    assert session.undo_name == "bring in part1.zip and 1 more"


def test_zips_of_two_people_are_two_files(session: Session, tmp_path: Path) -> None:
    ben = bundle(patient("p2", "Ben", "Other", birthDate="1970-01-01"), lab())
    one = write(tmp_path, "ada.zip", zip_of({"a.json": of_ada(lab())}))
    two = write(tmp_path, "ben.zip", zip_of({"b.json": ben}))
    came = bring_in(session, [one, two], person="Ada Sample")
    assert [receipt.kind for receipt in came.receipts][1] == NOT_READ
    assert "nothing about the person" in came.receipts[1].skipped[0].reason


def test_a_file_of_several_persons_asks_which(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path, "two.json", two_people())
    with pytest.raises(CasebookError, match="several people") as caught:
        bring_in(session, [path])
    assert caught.value.places == ("Ada Sample", "Ben Other")
    with pytest.raises(CasebookError, match="nothing about the person"):
        bring_in(session, [path], person="Cleo")
    assert session.undo_name is None
    bring_in(session, [path], person="Ben Other")
    assert [row.name_on_report for row in session.case.all(LabResult)] == ["Hemoglobin"]


def test_a_file_about_somebody_else_is_refused(session: Session, tmp_path: Path) -> None:
    (person,) = session.case.all(Patient)
    session.run("born", [Update(replace(person, birth_date=PartialDate(1999, 1, 1)))])
    path = write(tmp_path, "ada.json", of_ada(lab()))
    with pytest.raises(CasebookError, match="born on another day") as caught:
        bring_in(session, [path])
    assert "Nothing was changed" in caught.value.sentence
    assert caught.value.places == ("Ada Sample",)
    assert bring_in(session, [path], person="Ada Sample").receipts[0].new == 1


def test_a_table_names_nobody_and_comes_in_for_whoever_is_named(
    session: Session, tmp_path: Path
) -> None:
    table = "Date,Test,Result,Unit\n2026-03-01,Hemoglobin,9.1,g/dL\n2026-03-01,WBC,3.2,10*3/uL\n"
    path = write(tmp_path, "labs.csv", table)
    (receipt,) = bring_in(session, [path], person="Maya Ellison").receipts
    assert (receipt.kind, receipt.new) == ("table of results", 2)
    cells = [["Date", "Test", "Result", "Unit"], ["2026-03-01", "Hemoglobin", 9.1, "g/dL"]]
    again = bring_in(session, [write(tmp_path, "labs.xlsx", workbook(cells))]).receipts[0]
    assert (again.new, again.same) == (0, 1)


def test_letters_and_pictures_stay_documents(session: Session, tmp_path: Path) -> None:
    letter = write(tmp_path, "Letter_of_March.txt", "Dear family, all is well.")
    picture = write(tmp_path, "scan.png", b"\x89PNG\r\n\x1a\n" + bytes(40))
    odd = write(tmp_path, "odd.bin", b"\x00\x01\x02")
    office = write(tmp_path, "note.docx", zip_of({"[Content_Types].xml": "<a/>", "w.xml": "<b/>"}))
    came = bring_in(session, [letter, picture, odd, office])
    assert [receipt.new for receipt in came.receipts] == [1, 1, 1, 1]
    documents = {document.file_name: document for document in session.case.all(Document)}
    assert set(documents) == {"Letter_of_March.txt", "scan.png", "odd.bin", "note.docx"}
    assert documents["Letter_of_March.txt"].title == "Letter of March"
    assert documents["Letter_of_March.txt"].text == "Dear family, all is well."
    again = bring_in(session, [letter, picture, odd, office])
    assert [receipt.same for receipt in again.receipts] == [1, 1, 1, 1]


def test_a_pdf_is_kept_and_its_results_wait(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path, "labs.pdf", pdf_of("Results of 5 March 2026", "Hemoglobin 9.1 g/dL"))
    came = bring_in(session, [path])
    assert (came.receipts[0].kind, came.pending) == ("PDF with text", 1)
    assert len(session.case.all(Document)) == 1
    assert len(session.case.all(LabResult)) == 0
    assert bring_in(session, [path]).receipts[0].new == 0
    assert len(session.case.all(PendingItem)) == 1


def test_another_case_is_not_swallowed(session: Session, tmp_path: Path) -> None:
    other = tmp_path / "other.casebook"
    new_case(other, name="Ada")
    with pytest.raises(CasebookError, match="merge"):
        bring_in(session, [other])


def test_records_and_trials_together(session: Session, tmp_path: Path) -> None:
    trial = write(tmp_path, "trial.json", as_bytes(study("NCT99990001")))
    record = write(tmp_path, "record.json", of_ada(lab()))
    broken = write(tmp_path, "broken.json", '{"resourceType": "Bundle", "entry": [')
    came = bring_in(session, [trial, record, broken])
    assert [receipt.new for receipt in came.receipts] == [1, 1, 0]
    assert came.receipts[2].kind == NOT_READ
    assert len(session.case.all(SavedTrial)) == len(session.case.all(LabResult)) == 1


@pytest.mark.parametrize("after", [0, 1, 2, 4])
def test_a_stopped_import_leaves_nothing(session: Session, tmp_path: Path, after: int) -> None:
    long = write(tmp_path, "a.json", of_ada(*(lab(f"Test {n}") for n in range(600))))
    zips = [write(tmp_path, f"{n}.zip", zip_of({"x.xml": cda(), "y": "words"})) for n in "12"]
    before = content(session)
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    with pytest.raises(Cancelled):
        bring_in(session, [long, *zips], cancelled=cancelled)
    assert content(session) == before
    assert session.undo_name is None


# Files made to do harm

MANY = "&a;" * 90
BILLION = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "{MANY}">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [BILLION, OUTSIDE])
def test_entities_are_never_followed(session: Session, tmp_path: Path, head: str) -> None:
    record = section("11450-4", "Problems", problem(coded("195967001", "Asthma &b;")), text="&b;")
    path = write(tmp_path, "record.xml", head + cda(record).partition("?>")[2])
    with contextlib.suppress(CasebookError):
        bring_in(session, [path])
    everything = str(content(session))
    assert "haha" not in everything
    assert "root:" not in everything


def test_a_bomb_among_records_is_refused(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("record.xml", cda() + " " * 30_000_000)
    (receipt,) = bring_in(session, [path]).receipts
    assert (receipt.read, receipt.new) == (1, 0)
    assert "far more" in receipt.skipped[0].reason


@pytest.mark.parametrize("odd", ["\ud800", "x\x00y", "a" * 100_000, "\u202eevil"])
@pytest.mark.parametrize("where", ["name", "unit", "value", "place", "note"])
def test_letters_that_are_none_are_kept_as_a_sign(
    session: Session, tmp_path: Path, odd: str, where: str
) -> None:
    made = lab("WBC" + odd * (where == "name"), 3.2, "g/dL" + odd * (where == "unit"))
    if where == "value":
        made = lab(valueString=f"seen {odd}")
    if where == "place":
        made["id"] = odd
    if where == "note":
        made["note"] = [{"text": odd}]
    path = write(tmp_path, "record.json", of_ada(made, condition(f"Asthma {odd}")))
    assert bring_in(session, [path]).receipts[0].new == 2
    exact_json.dumps(session.file.full_document()).encode()
    assert bring_in(session, [path]).receipts[0].new == 0


def test_a_name_of_a_file_may_be_in_any_letters(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "befund"
    folder.mkdir()
    odd = "bericht-\udce4.json"  # a byte of old Windows letters, as Linux gives it
    try:
        path = write(folder, odd, of_ada(lab()))
    except (OSError, UnicodeError):
        pytest.skip("this system has no such names")
    letter = write(folder, "brief-\udce4.bin", b"\x00\x01")
    assert [receipt.new for receipt in bring_in(session, [path, letter]).receipts] == [1, 1]
    assert bring_in(session, [folder]).receipts[0].new == 0
    exact_json.dumps(session.file.full_document()).encode()


@pytest.mark.parametrize("name", ["../up.json", "/etc/up.json", "C:\\up.json"])
def test_paths_that_lead_outside_are_not_opened(
    session: Session, tmp_path: Path, name: str
) -> None:
    path = write(tmp_path, "export.zip", zip_of({name: of_ada(lab()), "in.json": of_ada(lab())}))
    (receipt,) = bring_in(session, [path]).receipts
    assert (receipt.new, len(receipt.skipped)) == (1, 1)
    assert "outside" in receipt.skipped[0].reason
    assert not (tmp_path.parent / "up.json").exists()


def test_the_receipt_of_every_import_stays_with_the_case(session: Session, tmp_path: Path) -> None:
    dropped = {**lab("Potassium", 4, "mmol/L"), "status": "entered-in-error"}
    unnamed = {**condition("x"), "code": concept(None)}
    path = write(tmp_path, "a.json", of_ada(lab(), dropped, unnamed))
    (receipt,) = bring_in(session, [path]).receipts
    (row,) = session.case.all(ImportReceipt)
    assert (row.read, row.new, row.skipped) == (receipt.read, receipt.new, len(receipt.skipped))
    assert len(row.skipped_reasons or ()) == row.skipped == 2


def test_an_archive_that_lies_too_deep_is_kept_and_said(session: Session, tmp_path: Path) -> None:
    deep = zip_of({"b.zip": zip_of({"c.zip": zip_of({"d.json": of_ada(lab())})})})
    path = tmp_path / "deep.zip"
    path.write_bytes(deep)
    (receipt,) = bring_in(session, [path]).receipts
    assert (receipt.read, receipt.new, receipt.adds_up) == (2, 1, True)
    assert [(each.where, each.reason) for each in receipt.skipped] == [("b.zip/c.zip", NOT_OPENED)]
    (kept,) = session.case.all(Document)
    assert kept.file_name == "deep.zip"


def test_a_case_written_as_json_is_told_from_records(session: Session, tmp_path: Path) -> None:
    text = '{"schema_version": "1.0", "patient": {"display_name": "Ada"}}'
    path = write(tmp_path, "case.json", text)
    with pytest.raises(CasebookError, match="a whole case written as JSON") as caught:
        bring_in(session, [path])
    assert "casebook new NAME.casebook --from case.json" in caught.value.sentence
    assert not session.case.all(Document)


def test_a_file_under_another_name_is_refused(tmp_path: Path) -> None:
    new_case(tmp_path / "bo.casebook", name="Bo Sample")
    path = write(tmp_path, "ada.json", of_ada(lab()))
    with Session.open(tmp_path / "bo.casebook") as session:
        assert propose(session, path).other_person == "Ada Sample"
        assert propose(session, path, person="Ada Sample").other_person is None
        for dry_run in (True, False):
            with pytest.raises(CasebookError, match="not the name of this case") as caught:
                bring_in(session, [path], dry_run=dry_run)
        assert "--person NAME" in caught.value.sentence
        assert caught.value.places == ("Ada Sample",)
        assert session.undo_name is None
        assert bring_in(session, [path], person="Ada Sample").receipts[0].new == 1
