"""Write the first schema of the case file from the declarations in `app/case`.

    python packaging/make_schema.py            say what the migrations lack, as SQL
    python packaging/make_schema.py --first    write app/casefile/schema/m0001.py anew
    python packaging/make_schema.py --freeze   write the frozen case file of this version

m0001.py and its frozen file may be written anew only until the first release. From then on they
stay as they are, and a new field is one line in its declaration, one migration with the statement
printed here, and one more frozen file.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.case import kinds  # noqa: E402
from app.case.case import SPECS  # noqa: E402
from app.case.declaration import Entity, EntitySpec, FieldSpec  # noqa: E402
from app.case.entities import Appointment  # noqa: E402
from app.case.partial_date import PartialDate  # noqa: E402
from app.casefile import CaseFile, Insert, Update, migrations, new_id  # noqa: E402
from app.casefile.schema import VERSION  # noqa: E402

FIRST = ROOT / "app" / "casefile" / "schema" / "m0001.py"
FROZEN = ROOT / "tests" / "casefiles"

SAMPLES = {
    kinds.TextKind: "some text",
    kinds.ClockKind: "09:30",
    kinds.DateKind: PartialDate(2026, 5, 12),
    kinds.WholeKind: 3,
    kinds.NumberKind: Decimal("0.90"),
    kinds.ResultKind: Decimal("1.10"),
    kinds.YesNoKind: True,
    kinds.TextsKind: ("one", "two"),
}

_HEAD = '''"""The first schema of the case file, made by packaging/make_schema.py. Never edit it."""

STATEMENTS = (
'''

# The seal comes first, so that it has a page of its own near the start of the file.
_OWN = (
    """CREATE TABLE "seal" (
  "one" INTEGER PRIMARY KEY CHECK ("one" = 1),
  "operation" INTEGER NOT NULL,
  "digest" TEXT NOT NULL
) STRICT""",
    """CREATE TABLE "meta" (
  "one" INTEGER PRIMARY KEY CHECK ("one" = 1),
  "file_id" TEXT NOT NULL,
  "created" TEXT NOT NULL
) STRICT""",
    """CREATE TABLE "operation" (
  "number" INTEGER PRIMARY KEY,
  "id" TEXT NOT NULL UNIQUE,
  "name" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "who" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "target" TEXT,
  "undoable" INTEGER NOT NULL,
  "digest" TEXT NOT NULL
) STRICT""",
    """CREATE TABLE "change" (
  "number" INTEGER PRIMARY KEY,
  "operation" INTEGER NOT NULL REFERENCES "operation" ("number") DEFERRABLE INITIALLY DEFERRED,
  "table_name" TEXT NOT NULL,
  "row_id" TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT
) STRICT""",
    """CREATE INDEX "change_operation" ON "change" ("operation")""",
    """CREATE INDEX "change_row" ON "change" ("table_name", "row_id")""",
    """CREATE TABLE "attachment" (
  "sha256" TEXT PRIMARY KEY NOT NULL,
  "name" TEXT NOT NULL,
  "size" INTEGER NOT NULL,
  "content" BLOB NOT NULL
) STRICT""",
)


def column(spec: EntitySpec, name: str) -> str:
    """Return the definition of one column."""
    if name == "id":
        return '"id" TEXT PRIMARY KEY NOT NULL'
    if name == "parent_id":
        assert spec.parent is not None
        return f'"parent_id" TEXT NOT NULL {points_to(spec.parent.spec.table)}'
    if name == "position":
        return '"position" INTEGER NOT NULL'
    if name in ("absences", "extras"):
        return f'"{name}" TEXT'
    return field_column(spec.field(name))


def field_column(field: FieldSpec) -> str:
    """Return the definition of the column of a declared field."""
    definition = f'"{field.name}" {field.kind.stored_as}'
    return f"{definition} {points_to(field.to)}" if field.to else definition


def points_to(table: str) -> str:
    """Return the foreign key to another table, checked when the operation is whole."""
    return f'REFERENCES "{table}" ("id") DEFERRABLE INITIALLY DEFERRED'


def table(spec: EntitySpec) -> list[str]:
    """Return the statements that make one table."""
    columns = ",\n  ".join(column(spec, name) for name in spec.columns)
    made = [f'CREATE TABLE "{spec.table}" (\n  {columns}\n) STRICT']
    if spec.parent:
        made.append(f'CREATE INDEX "{spec.table}_parent" ON "{spec.table}" ("parent_id")')
    return made


def first() -> str:
    """Return the text of m0001.py."""
    statements = [*_OWN, *(made for spec in SPECS.values() for made in table(spec))]
    quoted = "".join(f'    """{statement}""",\n' for statement in statements)
    return f"{_HEAD}{quoted})\n"


def lacking() -> list[str]:
    """Return the statements that a next migration needs."""
    connection = migrations.in_memory()
    found: list[str] = []
    for spec in SPECS.values():
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{spec.table}")')]
        if not columns:
            found += table(spec)
            continue
        found += [
            f'ALTER TABLE "{spec.table}" ADD COLUMN {column(spec, name)}'
            for name in spec.columns
            if name not in columns
        ]
    return found


def freeze() -> None:
    """Write a case file of this version with one row of every kind, for the tests to keep."""
    path = FROZEN / f"schema-{VERSION:04}.casebook"
    path.unlink(missing_ok=True)
    edits = [Insert(row) for row in one_row_of_every_kind()]
    day = datetime(2026, 5, 12, 14, 30, tzinfo=UTC)
    with CaseFile.create(path, edits, author="Ana", clock=lambda: day) as case_file:
        visit = case_file.case().all(Appointment)[0]
        case_file.run("edit visit", [Update(replace(visit, place="Northgate"))])
        case_file.undo()
    shutil.rmtree(path.with_name(f"{path.stem} backups"))


def one_row_of_every_kind() -> Iterator[Entity]:
    """Return a row of every kind, each a part of the one before where it has a parent."""
    ids = {table: new_id() for table in SPECS}
    for table, spec in SPECS.items():
        parent = {"parent_id": ids[spec.parent.spec.table]} if spec.parent else {}
        values = {field.name: SAMPLES[type(field.kind)] for field in spec.fields}
        values |= {field.name: ids[field.to] for field in spec.fields if field.to}
        yield spec.entity(id=ids[table], **parent, **values)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", action="store_true")
    parser.add_argument("--freeze", action="store_true")
    asked = parser.parse_args()
    if asked.first:
        FIRST.write_text(first(), encoding="utf-8")
    elif asked.freeze:
        freeze()
    else:
        print("\n".join(f"{statement};" for statement in lacking()) or "Nothing is lacking.")


if __name__ == "__main__":
    main()
