"""What holds for any file of records, however its entries are cut, mixed and repeated."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.case.case import Case
from app.case.entities import ImportReceipt, LabResult, PendingItem
from app.usecases.bring_in import bring_in
from app.usecases.import_records import RecordsImport, case_after
from app.usecases.make_case import new_case
from app.usecases.pending_items import keep_both, keep_ours, pending_lines, take_theirs
from app.usecases.reconcile_import import propose, take
from app.usecases.session import Session
from tests.records.samples import TODAY, lab, read
from tests.usecases.test_reconcile_import import condition, content, of_ada

names = st.sampled_from(["WBC", "Hemoglobin", "Platelets", "Asthma", "Eczema"])
days = st.sampled_from(["2026-01-05", "2026-01-05T08:15:00-05:00", "2026-02-01", "2025-01"])


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    """One result or problem, often the same as another one or nearly so."""
    name, day = draw(names), draw(days)
    if name in ("Asthma", "Eczema"):
        return condition(name, day)
    value = draw(st.sampled_from([3.2, 4.8, 9.1]))
    unit = draw(st.sampled_from(["g/dL", "10*3/uL", ""]))
    return lab(name, value, unit, effectiveDateTime=day, id=draw(st.sampled_from(["a", "b", "c"])))


files = st.lists(st.lists(entries(), max_size=8), min_size=1, max_size=4)


@contextmanager
def empty_case() -> Iterator[tuple[Session, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        new_case(Path(folder) / "a.casebook")
        with Session.open(Path(folder) / "a.casebook") as session:
            yield session, Path(folder)


def written(folder: Path, listed: list[list[dict[str, Any]]]) -> list[Path]:
    paths = []
    for number, resources in enumerate(listed):
        path = folder / f"{number}.json"
        path.write_text(of_ada(*resources), encoding="utf-8")
        paths.append(path)
    return paths


@settings(max_examples=40)
@given(files)
def test_every_receipt_adds_up_and_nothing_comes_twice(listed: list[list[dict[str, Any]]]) -> None:
    with empty_case() as (session, folder):
        paths = written(folder, [resources for resources in listed if resources] or [[lab()]])
        first = bring_in(session, paths)
        assert all(receipt.adds_up for receipt in first.receipts)
        results = len(session.case.all(LabResult))
        waiting = len(session.case.all(PendingItem))
        again = bring_in(session, paths)
        assert [receipt.new for receipt in again.receipts] == [0] * len(paths)
        assert len(session.case.all(LabResult)) == results
        assert len(session.case.all(PendingItem)) == waiting


@settings(max_examples=30)
@given(files, st.randoms(use_true_random=False))
def test_any_choice_can_be_taken_back(listed: list[list[dict[str, Any]]], chance: Any) -> None:
    with empty_case() as (session, folder):
        for path in written(folder, listed):
            proposal = propose(session, path)
            before = content(session)
            chosen = [line.number for line in proposal.lines if chance.random() < 0.6]
            if take(session, proposal, chosen):
                after = content(session)
                session.undo()
                assert content(session) == before
                session.redo()
                assert content(session) == after
        for row in session.case.all(ImportReceipt):
            told = sum((row.new or 0, row.same or 0, row.near or 0, row.conflicts or 0))
            assert row.read == told + (row.skipped or 0)


@settings(max_examples=30)
@given(files, st.lists(st.sampled_from([take_theirs, keep_ours, keep_both]), min_size=1))
def test_every_waiting_line_can_be_decided(
    listed: list[list[dict[str, Any]]], acts: list[Any]
) -> None:
    with empty_case() as (session, folder):
        paths = written(folder, listed)
        bring_in(session, paths)
        number = 0
        while waiting := pending_lines(session):
            before = content(session)
            acts[number % len(acts)](session, waiting[0].id)
            session.undo()
            assert content(session) == before
            acts[number % len(acts)](session, waiting[0].id)
            assert len(pending_lines(session)) == len(waiting) - 1
            number += 1


@settings(max_examples=30)
@given(files)
def test_a_try_out_tells_what_the_import_does(listed: list[list[dict[str, Any]]]) -> None:
    with empty_case() as (session, folder):
        paths = written(folder, listed)
        tried = bring_in(session, paths, dry_run=True)
        assert session.undo_name is None
        assert tried.as_json() == bring_in(session, paths).as_json()


@pytest.mark.parametrize("number", [0, 1, 400])
def test_how_many_entries_there_are_does_not_matter(tmp_path: Path, number: int) -> None:
    path = tmp_path / "a.json"
    path.write_text(of_ada(*(lab(f"Test {n}") for n in range(number))), encoding="utf-8")
    assert json.loads(path.read_text())["type"] == "collection"
    coming = RecordsImport(Case.of(()), TODAY, path)
    after = case_after(Case.of(()), coming.edits())
    assert len(after.all(LabResult)) == number
    assert coming.receipt.read == read(path.read_bytes()).total
