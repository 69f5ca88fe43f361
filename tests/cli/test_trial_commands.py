"""The commands for trials on a small invented record: in, checked, printed, filled, read back."""

import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from app.case.entities import CriterionAnswer
from app.usecases.session import Session
from tests.cli.running import Run

NUMBER = "NCT99990107"
CRITERIA = """Inclusion Criteria:

* Age 12 years or older
* Relapsed or refractory T-cell acute lymphoblastic leukemia
* Platelets at least 50 x 10^9/L
* Able to stay near the study center for 28 days

Exclusion Criteria:

* Prior treatment with a CD7 CAR-T cell product
"""


def record(**more: Any) -> dict[str, Any]:
    """A record as the registry's site gives it, of a trial that does not exist."""
    status = {"overallStatus": "RECRUITING", "lastUpdatePostDateStruct": {"date": "2026-05-01"}}
    return {
        "protocolSection": {
            "identificationModule": {"nctId": NUMBER, "briefTitle": "Example cells (not real)"},
            "statusModule": {**status, **more.pop("status", {})},
            "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE2"]},
            "eligibilityModule": {
                "eligibilityCriteria": more.pop("criteria", CRITERIA),
                "minimumAge": "12 Years",
                "sex": "ALL",
            },
        },
        "derivedSection": {"miscInfoModule": {"versionHolder": more.pop("day", "2026-05-02")}},
    }


@pytest.fixture
def saved(example: Path, tmp_path: Path, run: Run) -> Path:
    """The example case with the record brought in."""
    source = tmp_path / "trial.json"
    source.write_text(json.dumps(record()), encoding="utf-8")
    receipt = run("import", example, source, "--json").json()
    assert receipt["files"][0]["read"] == 1
    return example


def test_the_same_again_and_a_newer_version(saved: Path, tmp_path: Path, run: Run) -> None:
    again = tmp_path / "again.json"
    again.write_text(json.dumps(record()), encoding="utf-8")
    assert run("import", saved, again, "--json").json()["files"][0]["same"] == 1
    newer = tmp_path / "newer.json"
    closed = record(status={"overallStatus": "COMPLETED"}, day="2026-06-02")
    newer.write_text(json.dumps(closed), encoding="utf-8")
    assert run("import", saved, newer, "--json").json()["files"][0]["newer"] == 1
    trial = next(t for t in run("trials", saved, "--json").json() if t["nct_id"] == NUMBER)
    assert (trial["status"], trial["versions"]) == ("COMPLETED", 2)
    changes = run("changes", saved, "--trial", NUMBER, "--json").json()
    assert changes[0]["field"].endswith("overallStatus")
    assert "Recruiting" in changes[0]["sentence"]
    assert all("answers_changed" in change for change in changes)


def test_a_dry_run_changes_nothing(example: Path, tmp_path: Path, run: Run) -> None:
    source = tmp_path / "trial.json"
    source.write_text(json.dumps(record()), encoding="utf-8")
    before = example.read_bytes()
    assert run("import", example, source, "--dry-run", "--json").json()["files"][0]["read"] == 1
    assert example.read_bytes() == before


def test_check_shows_each_line_with_its_record(saved: Path, run: Run) -> None:
    told = run("check", saved, "--trial", NUMBER, "--json").json()
    assert told["as_of"] == "2026-05-12"
    lines = {line["text"]: line for line in told["trials"][0]["criteria"]}
    assert lines["Age 12 years or older"]["state"] == "met"
    platelets = lines["Platelets at least 50 x 10^9/L"]
    assert platelets["state"] == "not_met"
    assert platelets["evidence"][0]["date"] == "2026-05-11"
    assert lines["Able to stay near the study center for 28 days"]["state"] not in (
        "met",
        "not_met",
    )
    words = run("check", saved, "--trial", NUMBER).out
    assert "May rule out" in words
    assert "eligible" not in words.lower()


def test_a_trial_without_criteria_says_so(example: Path, run: Run) -> None:
    told = run("check", example, "--json").json()
    assert all(trial["criteria"] == [] for trial in told["trials"])
    assert all(trial["note"] == "no criteria kept" for trial in told["trials"])


def test_unknowns_are_questions(saved: Path, run: Run) -> None:
    for found in run("unknowns", saved, "--json").json():
        assert found["question"].endswith("?")
        assert found["trials"]
        assert found["lines"] > 0


def test_one_line_of_one_trial_is_said_as_one(saved: Path, run: Run) -> None:
    told = run("unknowns", saved).out
    assert "1 lines" not in told
    assert "1 trials" not in told


def test_a_trial_that_is_not_saved(saved: Path, run: Run) -> None:
    refused = run("check", saved, "--trial", "NCT00000000")
    assert refused.code == 1
    assert "Traceback" not in refused.err


@pytest.mark.parametrize("what", ["review", "summary,review,card"])
def test_a_sheet_goes_out_and_comes_home(saved: Path, tmp_path: Path, run: Run, what: str) -> None:
    sheet = tmp_path / "sheet.pdf"
    assert run("print", saved, "--what", what, "--trial", NUMBER, "-o", sheet).code == 0
    filled = _filled(sheet, tmp_path / "filled.pdf")
    shown = run("readback", saved, filled, "--json").json()
    assert shown["sheet"] == {"case": "example-maya", "trial": NUMBER, "made": "2026-05-12"}
    assert shown["taken"] == 0
    assert {"line", "field", "ours", "theirs"} <= set(shown["differences"][0])
    taken = run("readback", saved, filled, "--accept", "--json").json()
    assert taken["taken"] > 0
    assert run("readback", saved, filled, "--accept", "--json").json()["taken"] == 0
    lines = run("check", saved, "--trial", NUMBER, "--json").json()["trials"][0]["criteria"]
    answers = [line["answer"] for line in lines if line["answer"]]
    assert any(answer["by"] == "Dr. Okoye" for answer in answers)


def test_a_blank_sheet_says_so_and_makes_no_step(saved: Path, tmp_path: Path, run: Run) -> None:
    sheet = tmp_path / "sheet.pdf"
    run("print", saved, "--what", "review", "--trial", NUMBER, "-o", sheet)
    before = saved.read_bytes()
    told = run("readback", saved, sheet, "--accept", "--json").json()
    assert told["notes"] == ["Nothing is ticked or written on this sheet."]
    assert told["taken"] == 0
    assert saved.read_bytes() == before


@pytest.mark.parametrize(
    ("written", "said", "source"),
    [
        ("next week", "“next week”, cannot be told for certain", ", dated “next week”"),
        ("2031-01-01", "1 January 2031, is still to come", ""),
    ],
)
def test_a_date_that_cannot_stand_is_told_and_kept_in_words(
    saved: Path, tmp_path: Path, run: Run, written: str, said: str, source: str
) -> None:
    sheet = tmp_path / "sheet.pdf"
    run("print", saved, "--what", "review", "--trial", NUMBER, "-o", sheet)
    odd = {"doctor-name": "", "doctor-date": written}
    filled = _filled(sheet, tmp_path / "filled.pdf", **odd)
    notes = run("readback", saved, filled, "--accept", "--json").json()["notes"]
    assert said in " ".join(notes)
    assert "There is no name on the sheet. Ask who filled it in." in notes
    with Session.open(saved) as session:
        (answer,) = session.case.all(CriterionAnswer)
        assert (answer.source_note or "").endswith(f"2026{source}")


def _filled(sheet: Path, target: Path, **more: str) -> Path:
    reader = PdfReader(sheet)
    fields = reader.get_fields() or {}
    note = next(name for name in fields if name.endswith("-note"))
    values = {note: "Test again ≥ 50, Ü", "doctor-name": "Dr. Okoye"} | more
    writer = PdfWriter(clone_from=reader)
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    writer.write(target)
    return target


@pytest.mark.parametrize("what", ["trials", "access"])
@pytest.mark.parametrize("more", [[], ["--large"], ["--without-names"], ["--paper", "a4"]])
def test_pages_about_trials(
    saved: Path, tmp_path: Path, run: Run, what: str, more: list[str]
) -> None:
    out = tmp_path / "page.pdf"
    made = run("print", saved, "--what", what, "-o", out, *more)
    assert made.code == 0, made.err
    text = "".join(page.extract_text() for page in PdfReader(out).pages)
    assert "Only the study team can decide who can join." in " ".join(text.split())
    assert "eligible" not in text.lower()
    if "--without-names" in more:
        assert "Ellison" not in text


def test_a_page_that_is_no_sheet(saved: Path, tmp_path: Path, run: Run) -> None:
    page = tmp_path / "page.pdf"
    run("print", saved, "--what", "card", "-o", page)
    refused = run("readback", saved, page)
    assert refused.code == 1
    assert "not a review sheet" in refused.err


def test_a_document_is_kept_once(example: Path, tmp_path: Path, run: Run) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.4 a letter")
    assert run("import", example, letter, "--json").json()["files"][0]["new"] == 1
    assert run("import", example, letter, "--json").json()["files"][0]["same"] == 1
    export = run("export", example, "--format", "json").json()
    assert len(export["attachments"]) == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken"])
def test_odd_files_end_in_one_sentence(
    example: Path, tmp_path: Path, run: Run, content: bytes
) -> None:
    odd = tmp_path / "odd.json"
    odd.write_bytes(content)
    before = run("export", example, "--format", "json").out
    ran = run("import", example, odd)
    assert ran.code in (0, 1)
    assert "Traceback" not in ran.err
    if ran.code:
        assert run("export", example, "--format", "json").out == before


def test_lines_are_checked_without_a_file(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = tmp_path / "case.json"
    case.write_text(
        json.dumps({"patient": {"display_name": "Ana", "birth_date": "1990-01-01"}}), "utf-8"
    )
    monkeypatch.setattr("sys.stdin", iter(['{"id": 1, "section": "inclusion", "text": "Age 18+"}']))
    line = run("check-lines", case, "--as-of", "2026-05-12").json()
    assert (line["id"], line["state"]) == (1, "met")


def test_criteria_are_read_from_lines(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    line = {"id": "a", "section": "exclusion", "text": "ANC < 500/uL"}
    monkeypatch.setattr("sys.stdin", iter([json.dumps(line)]))
    read = run("read-criteria", "--json").json()
    assert read["comparisons"][0]["variable"] == "anc"
    monkeypatch.setattr("sys.stdin", iter(["not json"]))
    assert run("read-criteria").code == 1
