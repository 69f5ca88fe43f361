"""What the facts of a large case cost, as ratios within one run.

    python tests/benchmarks/bench_facts.py [--json]

A case of 20,000 lab results in 1,000 panels, 200 treatments with their drugs, 200 medicines,
200 questions and 200 saved trials, in one SQLite file. Reading its rows and telling facts is
compared with the bare `SELECT` of the same rows. "Overview" is what the first page shows;
"all facts" is everything, conflicts included, as JSON. "First" has the vocabularies to read.
"""

import argparse
import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.case import vocabulary
from app.case.case import SPECS, Case, Table
from app.case.declaration import Entity, EntitySpec
from app.case.entities import (
    Appointment,
    CaseInfo,
    Diagnosis,
    LabPanel,
    LabResult,
    Medication,
    Patient,
    Question,
    SavedTrial,
    StatusEvent,
    Treatment,
    TreatmentDrug,
)
from app.case.facts import Facts, facts_of
from app.case.facts.facts_json import facts_json
from app.case.partial_date import PartialDate
from app.case.rows import encode

ROUNDS = 9
PANELS, TREATMENTS, MEDICINES, QUESTIONS, TRIALS = 1000, 200, 200, 200, 200
LABS = ("wbc", "anc", "alc", "hgb", "plt", "na", "k", "creatinine", "bun", "alt", "ast", "tbili",
        "alp", "albumin", "ldh", "glucose", "ca", "phos", "crp", "igg")  # fmt: skip
SHOWN = ("anc", "plt", "hgb", "alt", "creatinine")
AS_OF = date(2026, 4, 20)


def rows() -> Iterator[Entity]:
    """Yield the rows of the large case."""
    yield CaseInfo(id="case")
    yield Patient(id="patient", display_name="Eliot", birth_date=PartialDate(2008, 10, 9))
    yield Diagnosis(id="dx", dx_id="t-all", name_on_report="T-ALL", date=PartialDate(2015, 8, 15))
    for number in range(40):
        day = PartialDate(2016 + number // 4, 1 + number % 12, 3)
        kind = "relapse" if number % 13 == 12 else "response_assessment"
        blasts = Decimal(number % 7)
        yield StatusEvent(id=f"se-{number}", date=day, type=kind, marrow_blasts_percent=blasts)
    yield from _labs()
    yield from _given()
    yield from _visits()


def _labs() -> Iterator[Entity]:
    for number in range(PANELS):
        day = PartialDate.of(AS_OF - timedelta(days=4 * number))
        yield LabPanel(id=f"lp-{number}", position=number, date=day, lab_name="Northgate")
        for place, code in enumerate(LABS):
            yield LabResult(
                id=f"r-{number}-{place}",
                parent_id=f"lp-{number}",
                position=place,
                code=code,
                name_on_report=code.upper(),
                value=Decimal(number * place % 97) / 10,
                unit=vocabulary.labs().rows[0].row["conventional_unit"],
                ref_low=Decimal("0.5"),
                ref_high=Decimal("4.5"),
                flag="N",
            )


def _given() -> Iterator[Entity]:
    names = [term.name for term in vocabulary.drugs()]
    for number in range(TREATMENTS):
        start = AS_OF - timedelta(days=20 * (number + 1))
        yield Treatment(
            id=f"tx-{number}",
            position=number,
            line=number % 6,
            name=f"Course {number}",
            modality="chemotherapy",
            start_date=PartialDate.of(start),
            end_date=PartialDate.of(start + timedelta(days=15)),
        )
        for place in range(4):
            name = names[(7 * number + place) % 60]
            yield TreatmentDrug(id=f"d-{number}-{place}", parent_id=f"tx-{number}", name=name)
    for number in range(MEDICINES):
        stop = None if number % 10 == 0 else PartialDate.of(AS_OF - timedelta(days=9 * number))
        yield Medication(
            id=f"m-{number}",
            position=number,
            name=names[200 + number % 60],
            start=PartialDate.of(AS_OF - timedelta(days=9 * number + 30)),
            stop=stop,
            route="PO",
            dose="1 mg",
            frequency="daily",
            status="stopped" if stop else "active",
        )


def _visits() -> Iterator[Entity]:
    yield Appointment(id="ap", date=PartialDate.of(AS_OF + timedelta(days=4)), purpose="Visit")
    for number in range(QUESTIONS):
        status = ("open", "answered")[number % 2]
        yield Question(id=f"q-{number}", text=f"Question {number}?", status=status)
    for number in range(TRIALS):
        yield SavedTrial(id=f"st-{number}", nct_id=f"NCT{number:08}", short_name="A trial")


def make_file(path: Path) -> None:
    """Write the rows as the case file holds them: one table per kind."""
    with closing(sqlite3.connect(path)) as connection:
        for spec in SPECS.values():
            columns = ", ".join(f'"{column}"' for column in spec.columns)
            connection.execute(f'CREATE TABLE "{spec.table}" ({columns})')
        for row in rows():
            stored = encode(row)
            places = ", ".join("?" * len(stored))
            connection.execute(f'INSERT INTO "{row.spec.table}" VALUES ({places})', stored)
        connection.commit()


def select(connection: sqlite3.Connection, spec: EntitySpec) -> list[Any]:
    """Return the stored rows of one kind."""
    return connection.execute(f'SELECT * FROM "{spec.table}"').fetchall()


def bare_select(connection: sqlite3.Connection) -> None:
    """Read every row and do nothing with it."""
    for spec in SPECS.values():
        select(connection, spec)


def facts(connection: sqlite3.Connection) -> Facts:
    """Read every row and begin the facts of the case."""
    case = Case(lambda spec: Table(spec, select(connection, spec)))
    for spec in SPECS.values():
        case.all(spec.entity)
    return facts_of(case, AS_OF)


def overview(connection: sqlite3.Connection) -> None:
    """Tell what the first page shows."""
    told = facts(connection)
    visit = told.next_visit
    found = (
        told.situation,
        told.age,
        told.status_events,
        told.lines,
        told.allergies,
        told.active_medicines,
        told.latest_panel,
        told.trials,
        told.access_requests,
        told.questions_for(visit.evidence.id if visit else None),
    )
    assert all(part is not None for part in found)
    for key in SHOWN:
        told.lab_series(key, last=24)


def everything(connection: sqlite3.Connection) -> None:
    """Tell all facts as JSON."""
    facts_json(facts(connection))


def seconds(act: Callable[[], None]) -> float:
    """Return the time of one act."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def measure(path: Path) -> dict[str, float]:
    """Return every figure."""
    make_file(path)
    with closing(sqlite3.connect(path)) as connection:
        acts = {"bare select": bare_select, "overview": overview, "all facts": everything}
        first = seconds(lambda: everything(connection))
        times: dict[str, list[float]] = {name: [] for name in acts}
        # In turns, so that whatever else runs on the machine slows all of them alike.
        for _ in range(ROUNDS):
            for name, act in acts.items():
                times[name].append(seconds(lambda act=act: act(connection)))
    medians = {name: statistics.median(found) for name, found in times.items()}
    bare = medians["bare select"]
    figures = {f"{name} ms": 1000 * value for name, value in medians.items()}
    figures["first ms"] = 1000 * first
    figures["overview over bare select"] = medians["overview"] / bare
    figures["all facts over bare select"] = medians["all facts"] / bare
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder) / "large.sqlite")
    if as_json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:32} {value:8.2f}")


if __name__ == "__main__":
    main()
