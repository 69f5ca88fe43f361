"""`casebook merge`: two relatives' copies become one file, and no difference is guessed."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.casefile import Update
from app.usecases.session import Session
from tests.cli.running import Run
from tests.cli.test_case_commands import assert_calm


@pytest.fixture
def copies(example: Path, tmp_path: Path) -> tuple[Path, Path]:
    ours, theirs = tmp_path / "ours.casebook", tmp_path / "theirs.casebook"
    shutil.copy(example, ours)
    shutil.copy(example, theirs)
    return ours, theirs


def edit(file: Path, **patient: str) -> None:
    with Session.open(file) as session:
        session.run("edit", [Update(replace(session.case.patient, **patient))])


def test_copies_that_are_the_same(copies: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    out = tmp_path / "both.casebook"
    done = run("merge", *copies, "-o", out, "--json")
    assert done.code == 0
    found = done.json()
    assert (found["added"], found["conflicts"]) == (0, [])
    assert found["same"] > 100
    assert run("verify", out).code == 0


def test_conflicts_are_listed(copies: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    ours, theirs = copies
    edit(ours, display_name="Maya E.")
    edit(theirs, display_name="Maya from Boston", pronouns="she")
    before = [file.read_bytes() for file in copies]
    out = tmp_path / "both.casebook"
    done = run("merge", ours, theirs, "-o", out, "--json")
    assert done.code == 0
    (conflict,) = done.json()["conflicts"]
    assert conflict["entity"] == "patient"
    assert conflict["field"] == "display_name"
    assert (conflict["ours"], conflict["theirs"]) == ("Maya E.", "Maya from Boston")
    exported = json.loads(run("export", out, "--format", "json").out)
    assert exported["patient"]["display_name"] == "Maya E."
    assert [file.read_bytes() for file in copies] == before
    assert {file.name for file in tmp_path.iterdir()} >= {"ours.casebook", "both.casebook"}
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".casebook-")]
    assert "Maya from Boston" in run("merge", ours, theirs, "-o", tmp_path / "again.casebook").err


def test_refusals(copies: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    ours, theirs = copies
    other = tmp_path / "other.casebook"
    assert run("new", other, "--name", "Ana").code == 0
    link, also = tmp_path / "link.casebook", tmp_path / "also.casebook"
    link.symlink_to(ours)
    also.hardlink_to(ours)
    for wrong in (other, tmp_path / "missing.casebook", ours, link, also):
        refused = run("merge", ours, wrong, "-o", tmp_path / "both.casebook")
        assert refused.code == 1
        assert_calm(refused.err)
        assert not (tmp_path / "both.casebook").exists()
    taken = run("merge", ours, theirs, "-o", other)
    assert taken.code == 1
    assert_calm(taken.err)


def test_a_copy_with_another_password(copies: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    ours, theirs = copies
    secret = tmp_path / "secret"
    wrong = tmp_path / "wrong"
    secret.write_text("four words\n")
    wrong.write_text("three words\n")
    assert run("password", theirs, "--new-password-file", secret).code == 0
    out = tmp_path / "both.casebook"
    for given in ([], ["--their-password-file", wrong]):
        refused = run("merge", ours, theirs, "-o", out, *given)
        assert refused.code == 1
        assert_calm(refused.err)
        assert "copy of the relative" in refused.err
        assert ("--their-password-file" in refused.err) == (not given)
        assert not out.exists()
    assert run("merge", ours, theirs, "-o", out, "--their-password-file", secret).code == 0
    assert run("facts", out).code == 0
