"""A fresh file has the declared columns, and every older file becomes such a file."""

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from app.case.case import SPECS
from app.casefile import CaseFile, verify
from app.casefile.driver import Connection, connect
from app.casefile.migrations import in_memory
from app.casefile.schema import APPLICATION_ID, VERSION, m0001

REPOSITORY = Path(__file__).resolve().parents[2]
FROZEN = sorted((REPOSITORY / "tests" / "casefiles").glob("schema-*.casebook"))


def schema_of(connection: Connection) -> dict[str, str]:
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " AND name NOT LIKE '\\_sqlite\\_%' ESCAPE '\\'"
    )
    return dict(rows.fetchall())


@pytest.fixture(scope="module")
def fresh() -> Connection:
    return in_memory()


def make_schema() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "make_schema", REPOSITORY / "packaging" / "make_schema.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("table", SPECS)
def test_columns_are_those_of_the_declaration(fresh, table):
    spec = SPECS[table]
    found = {row[1]: row[2] for row in fresh.execute(f'PRAGMA table_info("{table}")')}
    assert set(found) == set(spec.columns)
    assert all(found[field.name] == field.kind.stored_as for field in spec.fields)


@pytest.mark.parametrize("table", SPECS)
def test_references_and_parents_are_foreign_keys_without_cascades(fresh, table):
    spec = SPECS[table]
    found = {
        row[3]: (row[2], row[4], row[6])
        for row in fresh.execute(f'PRAGMA foreign_key_list("{table}")')
    }
    expected = {f.name: (f.to, "id", "NO ACTION") for f in spec.fields if f.to}
    if spec.parent:
        expected["parent_id"] = (spec.parent.spec.table, "id", "NO ACTION")
    assert found == expected
    assert schema_of(fresh)[table].count("DEFERRABLE INITIALLY DEFERRED") == len(expected)


def test_every_table_of_ours_is_strict(fresh):
    strict = {row[1]: row[5] for row in fresh.execute("PRAGMA table_list")}
    assert all(strict[table] for table in schema_of(fresh) if table in strict)


def test_nothing_is_lacking_in_the_migrations():
    assert make_schema().lacking() == []


def test_the_first_schema_makes_every_statement_once():
    assert len(set(m0001.STATEMENTS)) == len(m0001.STATEMENTS)


def test_the_header_says_what_the_file_is(case_file):
    start = case_file.path.read_bytes()[:100]
    assert int.from_bytes(start[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(start[60:64], "big") == VERSION


def test_there_is_a_frozen_file_for_every_version():
    assert [path.stem for path in FROZEN] == [f"schema-{n:04}" for n in range(1, VERSION + 1)]


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda path: path.stem)
def test_a_frozen_file_becomes_like_a_fresh_one(frozen, tmp_path, fresh):
    path = tmp_path / "old.casebook"
    shutil.copyfile(frozen, path)
    with CaseFile.open(path) as case_file:
        assert case_file.case().patient.display_name
        assert all(len(case_file.case().all(spec.entity)) for spec in SPECS.values())
    connection = connect(path)
    assert schema_of(connection) == schema_of(fresh)
    connection.close()
    assert all(check.ok for check in verify(path))
