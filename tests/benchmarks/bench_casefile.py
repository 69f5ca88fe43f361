"""How fast the case file is, as ratios within one run.

    python tests/benchmarks/bench_casefile.py [--json]

A case of 20,000 lab results, 400 treatments and medicines and 200 saved trials. "Open" is all of
`CaseFile.open`, its check of every byte included, and then every table that the overview reads;
it is compared with the bare `SELECT` of the same rows over a connection that is open already. An
edit is compared with a bare insert, committed with the same durability.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.case.case import SPECS
from app.case.entities import (
    CaseInfo,
    LabPanel,
    LabResult,
    Medication,
    Patient,
    SavedTrial,
    Treatment,
)
from app.case.partial_date import PartialDate
from app.casefile import CaseFile, Insert, Update, new_id
from app.casefile.driver import Connection, connect, prepare

ROUNDS = 9
PANELS, RESULTS_EACH = 1000, 20
TREATMENTS, MEDICINES, TRIALS = 200, 200, 200
PASSWORD = "a password of the usual length"


def rows() -> list[Insert]:
    """Return the rows of the large case."""
    found = [Insert(CaseInfo(id=new_id())), Insert(Patient(id=new_id(), display_name="Eliot"))]
    for number in range(PANELS):
        day = PartialDate(2010 + number // 100, 1 + number % 12, 1 + number % 28)
        panel = LabPanel(id=new_id(), position=number + 1, date=day, lab_name="Northgate")
        found.append(Insert(panel))
        found += [
            Insert(
                LabResult(
                    id=new_id(),
                    parent_id=panel.id,
                    position=place + 1,
                    code=f"test{place}",
                    name_on_report=f"Test number {place}",
                    value=Decimal(number * place) / 10,
                    unit="10^3/uL",
                    ref_low=Decimal("0.5"),
                    ref_high=Decimal("4.5"),
                    flag="N",
                )
            )
            for place in range(RESULTS_EACH)
        ]
    found += [
        Insert(Treatment(id=new_id(), position=n + 1, line=n % 5, name=f"Course {n}"))
        for n in range(TREATMENTS)
    ]
    found += [
        Insert(Medication(id=new_id(), position=n + 1, name=f"Medicine {n}", status="active"))
        for n in range(MEDICINES)
    ]
    found += [
        Insert(SavedTrial(id=new_id(), position=n + 1, nct_id=f"NCT{n:08}", short_name="A trial"))
        for n in range(TRIALS)
    ]
    return found


def median(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of an act in seconds."""
    return statistics.median(timed(act) for _ in range(rounds))


def timed(act: Callable[[], object]) -> float:
    """Return the time of one act in seconds."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def open_and_load(path: Path, password: str | None = None) -> None:
    """Open the case and read every table."""
    with CaseFile.open(path, password=password, backup_on_close=False) as case_file:
        case = case_file.case()
        for spec in SPECS.values():
            case.all(spec.entity)


def bare_select(connection: Connection) -> None:
    """Read the same rows as plain tuples."""
    for table in SPECS:
        connection.execute(f'SELECT * FROM "{table}"').fetchall()


def measure_edits(path: Path) -> dict[str, float]:
    """Compare one edit, with its history, with a bare insert into a copy of the same file.

    The two take turns, so that whatever else the disk does meets both.
    """
    copy = path.with_name("copy.casebook")
    shutil.copyfile(path, copy)
    connection = connect(copy)
    prepare(connection)
    connection.execute("CREATE TABLE bare (id TEXT PRIMARY KEY, text TEXT) STRICT")
    edits, inserts = [], []
    with CaseFile.open(path, backup_on_close=False) as case_file:
        medicine = case_file.case().all(Medication)[0]
        for number in range(150):
            edit = [Update(replace(medicine, dose=f"{number} mg"))]
            edits.append(timed(lambda edit=edit: case_file.run("edit medicine", edit)))
            row = (new_id(), "x" * 200)
            inserts.append(
                timed(lambda row=row: connection.execute("INSERT INTO bare VALUES (?, ?)", row))
            )
    connection.close()
    edit_time, insert_time = statistics.median(edits), statistics.median(inserts)
    return {
        "edit ms": edit_time * 1000,
        "bare insert ms": insert_time * 1000,
        "edit over bare insert": edit_time / insert_time,
    }


def measure(folder: Path) -> dict[str, float]:
    """Return every figure."""
    plain, locked = folder / "plain.casebook", folder / "locked.casebook"
    start = time.perf_counter()
    content = rows()
    CaseFile.create(plain, content).close()
    made = time.perf_counter() - start
    CaseFile.create(locked, content, password=PASSWORD).close()
    connection = connect(plain)
    select = median(lambda: bare_select(connection))
    connection.close()
    opening = median(lambda: open_and_load(plain))
    encrypted = median(lambda: open_and_load(locked, PASSWORD))
    figures = {
        "file MB": plain.stat().st_size / 1e6,
        "make s": made,
        "bare select ms": select * 1000,
        "open and load ms": opening * 1000,
        "open and load over bare select": opening / select,
        "encrypted open and load ms": encrypted * 1000,
        "encrypted over plain": encrypted / opening,
        "unsealed open and load ms": 1000 * median(lambda: unsealed(plain), 3),
    }
    return figures | measure_edits(plain)


def unsealed(path: Path) -> None:
    """Open a file as after a crash: compared with its own history."""
    connection = connect(path)
    connection.execute("UPDATE seal SET digest = ''")
    connection.close()
    open_and_load(path)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder))
    if asked.json:
        print(json.dumps(figures))
    else:
        for name, figure in figures.items():
            print(f"{name:35} {figure:10.2f}")


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
