"""`casebook import` with hospital records, as a person types it."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.records.samples import bundle, lab, patient
from tests.usecases.test_reconcile_import import condition, of_ada, two_people, write


@pytest.fixture
def case(tmp_path: Path, run: Run) -> Path:
    file = tmp_path / "ada.casebook"
    assert run("new", file).code == 0
    return file


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_json_has_the_shape_of_the_contract(case: Path, tmp_path: Path, run: Run) -> None:
    dropped = {**lab("Potassium", 4, "mmol/L"), "status": "entered-in-error"}
    one = write(tmp_path, "one.json", of_ada(lab(), dropped))
    two = write(tmp_path, "two.json", of_ada(lab("WBC", 4.8), condition("Asthma")))
    told = run("import", case, one, two, "--json").json()
    assert set(told) == {"files", "pending"}
    assert told["pending"] == 1
    first, second = told["files"]
    assert first == {
        "file": "one.json", "kind": "FHIR bundle (collection)", "read": 2, "new": 1, "newer": 0,
        "same": 0, "near": 0, "conflicts": 0, "skipped": first["skipped"],
    }  # fmt: skip
    assert [set(each) for each in first["skipped"]] == [{"where", "reason"}]
    assert (second["new"], second["conflicts"]) == (1, 1)
    again = run("import", case, one, two, "--json", "--accept").json()
    assert [file["new"] for file in again["files"]] == [0, 0]
    assert [line["what"] for line in again["waiting"]] == ["WBC"]


def test_a_dry_run_leaves_the_file_as_it_was(case: Path, tmp_path: Path, run: Run) -> None:
    path = write(tmp_path, "one.json", of_ada(lab(), condition("Asthma")))
    before = fingerprint(case)
    tried = run("import", case, path, "--dry-run")
    assert "2 new" in tried.out
    assert fingerprint(case) == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["ada.casebook", "one.json"]


def test_words_for_a_person(case: Path, tmp_path: Path, run: Run) -> None:
    run("import", case, write(tmp_path, "one.json", of_ada(lab())))
    two = write(tmp_path, "two.json", of_ada(lab("WBC", 4.8)))
    ran = run("import", case, two, "--accept")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "two.json: 1 read: 1 different from ours.",
        "1 line waits for your decision; ours stays as it is until then.",
    ]
    assert "Ours: WBC, 3.2" in ran.err
    three = write(tmp_path, "three.json", of_ada(lab("WBC", 5.1), condition("Asthma", "2025")))
    run("import", case, write(tmp_path, "four.json", of_ada(condition("Asthma", "2024-05-01"))))
    assert "lines wait" in run("import", case, three, two).out


def test_whose_records_they_are_is_asked(case: Path, tmp_path: Path, run: Run) -> None:
    path = write(tmp_path, "two.json", two_people())
    before = fingerprint(case)
    refused = run("import", case, path)
    assert refused.code == 1
    assert "several people" in refused.err
    assert "Ben Other" in refused.err
    nobody = run("import", case, path, "--person", "Cleo")
    assert nobody.code == 1
    assert "nothing about the person" in nobody.err
    assert fingerprint(case) == before
    taken = run("import", case, path, "--person", "Ben Other", "--json").json()
    assert taken["files"][0]["new"] == 1


def test_somebody_elses_records_are_refused(tmp_path: Path, run: Run) -> None:
    source = write(tmp_path, "case.json", json.dumps({"patient": {"display_name": "Maya"}}))
    case = tmp_path / "maya.casebook"
    known = {"display_name": "Maya", "birth_date": "1999-01-01"}
    source.write_text(json.dumps({"patient": known}))
    assert run("new", case, "--from", source).code == 0
    path = write(tmp_path, "one.json", bundle(patient(), lab()))
    refused = run("import", case, path, "--json")
    assert refused.code == 1
    assert refused.out == ""
    assert "another day" in refused.err
    assert run("import", case, path, "--person", "Ada Sample").code == 0


def test_records_under_another_name_are_refused(tmp_path: Path, run: Run) -> None:
    source = write(tmp_path, "case.json", json.dumps({"patient": {"display_name": "Maya Ellison"}}))
    case = tmp_path / "maya.casebook"
    assert run("new", case, "--from", source).code == 0
    before = fingerprint(case)
    path = write(tmp_path, "one.json", bundle(patient(), lab()))
    refused = run("import", case, path, "--json")
    assert (refused.code, refused.out) == (1, "")
    assert "not the name of this case" in refused.err
    assert "--person NAME" in refused.err
    assert "Ada Sample" in refused.err
    assert fingerprint(case) == before
    assert run("import", case, path, "--person", "Ada Sample").code == 0
