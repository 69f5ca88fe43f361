"""The commands of a case: each does the real thing, each refusal is one calm sentence."""

import json
import os
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.resource_files import resource_file
from app.usecases import output_files
from tests.cli.running import Run


def assert_calm(message: str) -> None:
    """One or two sentences, no traceback, no code words."""
    assert message.strip()
    assert "Traceback" not in message
    assert "Error" not in message
    assert message.splitlines()[0].endswith((".", ":"))


def test_new_makes_a_case_with_nothing_but_a_name(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "ana.casebook"
    made = run("new", file, "--name", "Ana", "--json")
    assert made.code == 0
    assert made.json()["file"] == str(file)
    facts = run("facts", file, "--json").json()
    assert facts["age_years"] is None
    assert facts["open_questions"] == 0
    assert run("facts", file).code == 0


def test_new_never_overwrites(example: Path, run: Run) -> None:
    before = example.read_bytes()
    refused = run("new", example, "--name", "Other")
    assert refused.code == 1
    assert_calm(refused.err)
    assert example.read_bytes() == before


def test_facts_of_the_example(example: Path, run: Run) -> None:
    facts = run("facts", example, "--json").json()
    assert facts["as_of"] == "2026-05-12"
    assert facts["age_years"] == 17
    assert facts["number_of_relapse_events"] == 2
    assert facts["next_appointment_id"] == "ap-14"
    assert facts["latest_panel_id"] == "lp-15"
    later = run("facts", example, "--json", "--as-of", "2027-02-01").json()
    assert later["age_years"] == 18


def test_facts_in_words(example: Path, run: Run) -> None:
    words = run("facts", example).out
    assert "17" in words
    assert "eligible" not in words.lower()


def test_export_gives_back_what_came_in(example: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "again.json"
    assert run("export", example, "--format", "json", "-o", out).code == 0
    again = json.loads(out.read_text(encoding="utf-8"))
    original = json.loads(resource_file("example/case.json").read_text(encoding="utf-8"))
    for key, value in original.items():
        assert _without_more(again[key], value) == value, key


def _without_more(got: object, wanted: object) -> object:
    """Drop the keys we add (ids, sources), as more keys are allowed."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        return {key: _without_more(got.get(key), value) for key, value in wanted.items()}
    if isinstance(wanted, list) and isinstance(got, list) and len(got) == len(wanted):
        return [_without_more(one, other) for one, other in zip(got, wanted, strict=True)]
    return got


def test_full_export_makes_the_same_file_again(example: Path, run: Run, tmp_path: Path) -> None:
    first = run("export", example, "--format", "json").out
    copy = tmp_path / "full.json"
    copy.write_text(first, encoding="utf-8")
    second_file = tmp_path / "second.casebook"
    assert run("new", second_file, "--from", copy).code == 0
    assert run("export", second_file, "--format", "json").out == first


def test_export_of_tables_and_appointments(example: Path, run: Run, tmp_path: Path) -> None:
    tables = tmp_path / "tables.zip"
    assert run("export", example, "--format", "csv", "-o", tables).code == 0
    with zipfile.ZipFile(tables) as archive:
        names = archive.namelist()
        assert any("lab_result" in name for name in names)
        assert any("dictionary" in name for name in names)
    calendar = run("export", example, "--format", "ics")
    assert calendar.code == 0
    assert "BEGIN:VCALENDAR" in calendar.out
    assert "20260514T103000" in calendar.out


def test_export_of_a_patient_summary(example: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "summary.json"
    assert run("export", example, "--format", "fhir", "-o", out).code == 0
    bundle = json.loads(out.read_text("utf-8"))
    assert bundle["type"] == "document"
    assert bundle["timestamp"].startswith("2026-05-12")
    shown = run("export", example, "--format", "fhir")
    assert json.loads(shown.out) == bundle
    (receipt,) = run("import", example, out, "--dry-run", "--json").json()["files"]
    assert (receipt["new"], receipt["near"], receipt["conflicts"]) == (0, 0, 0)
    assert receipt["same"] > 200


def test_export_as_a_folder(example: Path, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    ran = run("export", example, "--format", "folder", "-o", folder)
    assert ran.code == 0
    assert (folder / "index.html").is_file()
    again = run("export", example, "--format", "folder", "-o", folder)
    assert again.code == 1
    assert "left as they are" in again.err
    assert run("export", example, "--format", "folder").code == 1


def test_records_and_letters(example: Path, run: Run, tmp_path: Path) -> None:
    ran = run("records", example, "--letters", tmp_path, "--paper", "a4")
    assert ran.code == 0
    assert "Not here: Slides and tissue blocks" in ran.out
    assert len(list(tmp_path.glob("Request for records*.pdf"))) == 1
    listed = run("records", example, "--json").json()
    assert listed[0]["record"] == "pathology"


def test_verify_backup_and_restore(example: Path, run: Run, tmp_path: Path) -> None:
    report = run("verify", example, "--json").json()
    assert report["ok"]
    assert all({"name", "ok", "detail"} <= set(check) for check in report["checks"])
    folder = tmp_path / "stick"
    folder.mkdir()
    made = run("backup", example, "-o", folder, "--json").json()
    assert Path(made["file"]).parent == folder
    back = tmp_path / "back.casebook"
    assert run("restore", made["file"], "-o", back).code == 0
    assert run("facts", back, "--json").json()["age_years"] == 17


def test_password_set_changed_and_removed(
    example: Path, password: Path, run: Run, tmp_path: Path
) -> None:
    assert run("password", example, "--new-password-file", password).code == 0
    assert not example.read_bytes().startswith(b"SQLite format 3")
    locked = run("facts", example, "--json")
    assert locked.code == 1
    assert_calm(locked.err)
    assert run("facts", example, "--json", "--password-file", password).json()["age_years"] == 17
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("sun\n", encoding="utf-8")
    refused = run("facts", example, "--password-file", wrong)
    assert refused.code == 1
    assert_calm(refused.err)
    new = tmp_path / "new.txt"
    new.write_text("snow ' \" 雪\n", encoding="utf-8")
    changed = run("password", example, "--password-file", password, "--new-password-file", new)
    assert changed.code == 0, changed.err
    removed = run("password", example, "--password-file", new, "--remove")
    assert removed.code == 0, removed.err
    assert run("facts", example, "--json").json()["age_years"] == 17


def test_a_case_can_be_born_with_a_password(tmp_path: Path, password: Path, run: Run) -> None:
    file = tmp_path / "secret.casebook"
    source = resource_file("example/case.json")
    made = run("new", file, "--from", source, "--password-file", password)
    assert made.code == 0, made.err
    assert b"Maya" not in file.read_bytes()
    assert run("verify", file, "--password-file", password).code == 0


@pytest.mark.parametrize("what", ["summary", "packet", "card", "questions", "note", "summary,card"])
def test_print_makes_a_pdf(example: Path, run: Run, tmp_path: Path, what: str) -> None:
    out = tmp_path / f"{what}.pdf"
    made = run("print", example, "--what", what, "-o", out, "--json")
    assert made.code == 0, made.err
    assert out.read_bytes().startswith(b"%PDF-")
    first = out.read_bytes()
    assert run("print", example, "--what", what, "-o", out).code == 0
    assert out.read_bytes() == first


def test_print_for_a_visit_that_is_not_there(example: Path, run: Run, tmp_path: Path) -> None:
    refused = run(
        "print", example, "--what", "summary", "--visit", "ap-99", "-o", tmp_path / "x.pdf"
    )
    assert refused.code == 1
    assert_calm(refused.err)
    assert not (tmp_path / "x.pdf").exists()


def pages_of(pdf: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(pdf).pages]


def test_print_puts_several_documents_into_one_pdf(example: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "papers.pdf"
    made = run("print", example, "--what", "summary,questions,card", "-o", out)
    assert made.code == 0, made.err
    assert "3 pages" in made.out + made.err
    first, second, third = pages_of(out)
    assert "Appointment summary" in first
    assert "What we heard besides" in second
    assert third.startswith("Emergency card")


def test_print_takes_the_order_and_what_the_summary_shows(
    example: Path, run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "summary.pdf"
    chosen = ("--order", "medicines,questions", "--with-team", "--labs", "anc,plt")
    more = ("--lab-dates", "2", "--without", "records")
    assert run("print", example, "--what", "summary", "-o", out, *chosen, *more).code == 0
    (page,) = pages_of(out)
    assert page.index("Medicines now") < page.index("Our questions")
    assert "Care team and phone numbers" in page
    assert "Bilirubin, total" not in page
    assert "records, some blood results, older blood results" in page


@pytest.mark.parametrize(
    "choice",
    [
        ("--without", "labs"),
        ("--order", "labs"),
        ("--with-team",),
        ("--lab-dates", "2"),
        ("--labs", "anc"),
    ],
)
@pytest.mark.parametrize("what", ["card", "packet", "questions,card"])
def test_a_choice_that_would_have_no_effect_is_refused_in_words(
    example: Path, run: Run, tmp_path: Path, what: str, choice: tuple[str, ...]
) -> None:
    out = tmp_path / "x.pdf"
    refused = run("print", example, "--what", what, "-o", out, *choice)
    assert refused.code == 2
    assert refused.err.startswith(choice[0])
    assert "Nothing was printed." in refused.err
    assert not out.exists()


@pytest.mark.parametrize(
    "wrong",
    [("--what", "poster"), ("--what", ","), ("--what", "summary", "--order", "weather")],
)
def test_documents_and_sections_that_do_not_exist_are_wrong_usage(
    example: Path, run: Run, tmp_path: Path, wrong: tuple[str, ...]
) -> None:
    assert run("print", example, "-o", tmp_path / "x.pdf", *wrong).code == 2


def test_the_note_of_a_visit_is_that_of_the_visit_asked_for(
    example: Path, run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "note.pdf"
    assert run("print", example, "--what", "note", "-o", out).code == 0
    (last,) = pages_of(out)
    assert "Visit note" in last
    refused = run("print", example, "--what", "note", "--visit", "ap-99", "-o", out)
    assert refused.code == 1
    assert_calm(refused.err)


def test_print_into_a_folder_that_is_not_there(example: Path, run: Run, tmp_path: Path) -> None:
    refused = run("print", example, "--what", "card", "-o", tmp_path / "no" / "x.pdf")
    assert refused.code == 1
    assert_calm(refused.err)


def test_reading_changes_nothing(example: Path, run: Run, tmp_path: Path) -> None:
    before = example.read_bytes()
    run("facts", example, "--json")
    run("print", example, "--what", "summary", "-o", tmp_path / "x.pdf")
    run("export", example, "--format", "json")
    run("verify", example)
    assert example.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"Dear diary", b"\x00" * 4096, b"SQLite format 3\x00"])
@pytest.mark.parametrize("command", ["facts", "verify", "export"])
def test_what_is_not_a_case_is_refused(
    tmp_path: Path, run: Run, content: bytes, command: str
) -> None:
    file = tmp_path / "odd.casebook"
    file.write_bytes(content)
    more = ("--format", "json") if command == "export" else ()
    refused = run(command, file, *more)
    assert refused.code == 1
    assert_calm(refused.err or refused.out)
    assert file.read_bytes() == content


def test_a_file_that_is_not_there(tmp_path: Path, run: Run) -> None:
    refused = run("facts", tmp_path / "nobody.casebook")
    assert refused.code == 1
    assert_calm(refused.err)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        '{"patient": {"birth_date": "2009-13-45", "minor": "yes"}, "labs": {"a": 1}}',
        '{"patient": ["Maya"]}',
        "[1, 2]",
        "not json",
        '{"patient": {"display_name": "A", "display_name": "B"}}',
        '{"treatments": [{"line": "two"}, {"start_date": 5}]}',
    ],
)
def test_a_wrong_case_json_makes_nothing(tmp_path: Path, run: Run, content: str) -> None:
    source = tmp_path / "case.json"
    source.write_text(content, encoding="utf-8")
    file = tmp_path / "x.casebook"
    refused = run("new", file, "--from", source)
    assert refused.code == 1
    assert_calm(refused.err)
    assert not file.exists()


def test_every_wrong_place_is_listed(tmp_path: Path, run: Run) -> None:
    source = tmp_path / "case.json"
    source.write_text(
        '{"patient": {"birth_date": "2009-13-45", "minor": "yes"}, "treatments": [{"line": "a"}]}',
        encoding="utf-8",
    )
    refused = run("new", tmp_path / "x.casebook", "--from", source)
    assert "patient.birth_date" in refused.err
    assert "patient.minor" in refused.err
    assert "treatments[0].line" in refused.err


def test_broken_and_wrong_values_are_listed_together(tmp_path: Path, run: Run) -> None:
    source = tmp_path / "case.json"
    source.write_text(
        '{"patient": {"display_name": "A", "birth_date": "no"}, '
        '"vitals": [{"weight_kg": NaN}, {"weight_kg": "heavy", "height_cm": 1e999}]}',
        encoding="utf-8",
    )
    refused = run("new", tmp_path / "x.casebook", "--from", source)
    assert refused.code == 1
    for place in (
        "patient.birth_date",
        "vitals[0].weight_kg",
        "vitals[1].weight_kg",
        "vitals[1].height_cm",
    ):
        assert place in refused.err


def test_unknown_keys_are_kept_and_reported(tmp_path: Path, run: Run) -> None:
    source = tmp_path / "case.json"
    content = {"patient": {"display_name": "Ana", "shoe_size": 38}, "pets": [{"name": "Mo"}]}
    source.write_text(json.dumps(content), encoding="utf-8")
    file = tmp_path / "x.casebook"
    made = run("new", file, "--from", source)
    assert made.code == 0
    assert "shoe_size" in made.err
    assert "pets" in made.err
    again = run("export", file, "--format", "json").json()
    assert again["patient"]["shoe_size"] == 38
    assert again["pets"] == [{"name": "Mo"}]


@pytest.mark.parametrize("arguments", [["facts"], ["print", "x"], ["no-such"], ["new", "a", "b"]])
def test_wrong_usage_is_2(run: Run, arguments: list[str]) -> None:
    assert run(*arguments).code == 2


def test_selftest(run: Run) -> None:
    tried = run("selftest", "--json")
    assert tried.code == 0, tried.err
    assert tried.json()["ok"]


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX systems")
def test_files_are_for_the_owner_only(example: Path, run: Run, tmp_path: Path) -> None:
    assert example.stat().st_mode & 0o077 == 0
    out = tmp_path / "page.pdf"
    run("print", example, "--what", "card", "-o", out)
    assert out.stat().st_mode & 0o077 == 0


def test_without_a_display_the_window_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch, example: Path
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    refused = run(example)
    assert refused.code == 1
    assert_calm(refused.err)


@pytest.mark.parametrize("arguments", [("print", "--what", "card"), ("export", "--format", "json")])
@pytest.mark.parametrize("name", ["maya.casebook", "other.casebook", "renamed.pdf"])
def test_what_is_taken_out_never_replaces_a_case(
    run: Run, example: Path, arguments: tuple[str, ...], name: str
) -> None:
    place = example.with_name(name)
    if place != example:
        place.write_bytes(example.read_bytes())
    before = place.read_bytes()
    command, *rest = arguments

    ran = run(command, example, *rest, "-o", place)

    assert (ran.code, place.read_bytes()) == (1, before)
    assert ran.err == output_files.A_CASE_STAYS + "\n"


def test_what_is_taken_out_never_replaces_an_encrypted_case_of_another_name(
    run: Run, example: Path, password: Path
) -> None:
    assert run("password", example, "--new-password-file", password).code == 0
    place = example.with_name("private")
    place.write_bytes(example.read_bytes())
    before = place.read_bytes()

    ran = run("export", example, "--password-file", password, "--format", "json", "-o", place)

    assert (ran.code, place.read_bytes()) == (1, before)


def test_an_older_page_is_replaced_by_the_new_one(run: Run, example: Path) -> None:
    page = example.with_name("page.pdf")
    page.write_bytes(b"%PDF-1.4 an older page")
    assert run("print", example, "--what", "card", "-o", page).code == 0
    assert len(page.read_bytes()) > 1000
