"""How fast records are read and compared with a case, as ratios within one run.

    python tests/benchmarks/bench_records.py [--records FOLDER] [--memory MEGABYTES] [--json]

Reading is compared with the least anyone can do: `json.load` and one look at every field, lxml's
parsing, and that with one look at every element. The records are those in FOLDER (by default the
shared sample folder where there is one), otherwise invented ones. `--memory` makes an Apple Health
export of that size and says how much memory reading it took (a process of its own; not on Windows).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.case.case import Case
from app.records.read import read_bytes
from app.records.reconcile import reconcile
from app.usecases.bring_in import bring_in
from app.usecases.make_case import new_case
from app.usecases.pending_items import pending_lines, take_theirs
from app.usecases.reconcile_import import propose, take
from app.usecases.session import Session
from tests.records.samples import (
    TODAY,
    Taker,
    between,
    bundle,
    cda,
    coded,
    lab,
    medicine,
    patient,
    pq,
    problem,
    result,
    section,
)

REPOSITORY = Path(__file__).resolve().parents[2]
ROUNDS = 12
_PDF_INSIDE = b'mediaType="application/pdf"'
ENTRIES = 300
RECORD = (
    '<Record type="HKQuantityTypeIdentifier{}" sourceName="Watch" sourceVersion="10.1" '
    'device="&lt;&lt;HKDevice: 0x1&gt;, name:Apple Watch&gt;" unit="count/min" '
    'creationDate="2026-01-05 08:15:00 -0500" startDate="2026-01-05 08:15:00 -0500" '
    'endDate="2026-01-05 08:15:00 -0500" value="{}">\n'
    '<MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="1"/>\n</Record>\n'
)

Files = list[tuple[str, bytes]]


def invented_fhir() -> Files:
    """Return a bundle of results, of as many tests as a hospital does."""
    results = [
        lab(
            f"Test {n % 40}",
            3.2,
            "g/dL",
            referenceRange=[{"low": {"value": 1}, "high": {"value": 9}}],
        )
        for n in range(ENTRIES)
    ]
    return [("invented.json", bundle(patient(), *results).encode())]


def invented_cda() -> Files:
    """Return a document with results, problems and medicines, and their table as text."""
    limits = between("4", "10")
    results = [result(f"Test {n % 40}", pq("5.2"), limits) for n in range(ENTRIES)]
    problems = [problem(coded("195967001", f"Problem {n}")) for n in range(ENTRIES // 10)]
    medicines = [medicine(f'displayName="Medicine {n}"') for n in range(ENTRIES // 10)]
    rows = "".join(f"<tr><td ID='r{n}'>Test {n}</td><td>5.2</td></tr>" for n in range(ENTRIES))
    document = cda(
        section("30954-2", "Results", *results, text=f"<table><tbody>{rows}</tbody></table>"),
        section("11450-4", "Problems", *problems),
        section("10160-0", "Medicines", *medicines),
    )
    return [("invented.xml", document.encode())]


def files(folder: Path, suffix: str, mark: bytes) -> Files:
    """Return the records of one kind in a folder, but for those that only hold a PDF."""
    listed = [(path.name, path.read_bytes()) for path in sorted(folder.rglob(f"*{suffix}"))]
    return [
        (name, content)
        for name, content in listed
        if mark in content[:20_000] and b"nonXMLBody" not in content
    ]


def seconds(job: Callable[[], object]) -> float:
    """Return the best time of a job, of the processor's work alone: the least disturbed one."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return min(times)


def look(value: Any) -> int:
    """Look at every field of a JSON value."""
    if isinstance(value, dict):
        return sum(look(inner) for inner in value.values())
    return sum(map(look, value)) if isinstance(value, list) else 1


def look_at_elements(content: bytes) -> int:
    """Parse a document and look at the name, the text and the attributes of every element."""
    root = etree.fromstring(content)
    return sum(bool(each.tag) + bool(each.text) + len(dict(each.attrib)) for each in root.iter())


def whole(listed: Files) -> int:
    """Read the records; returns how many entries they had."""
    return sum(read_bytes(content, name, TODAY).total for name, content in listed)


def each(listed: Files, job: Callable[[bytes], object]) -> None:
    """Do something with every record."""
    for _, content in listed:
        job(content)


def measured(fhir: Files, documents: Files) -> dict[str, float]:
    """Return the figures."""
    loaded = seconds(lambda: each(fhir, json.loads))
    looked = seconds(lambda: each(fhir, lambda content: look(json.loads(content))))
    # The words of an embedded PDF are read by another library, which has nothing to do with XML.
    with_pdf = [held for held in documents if _PDF_INSIDE in held[1]]
    documents = [held for held in documents if _PDF_INSIDE not in held[1]]
    parsed = seconds(lambda: each(documents, etree.fromstring))
    walked = seconds(lambda: each(documents, look_at_elements))
    from_fhir, from_cda = seconds(lambda: whole(fhir)), seconds(lambda: whole(documents))
    return {
        "FHIR files": len(fhir),
        "FHIR entries": whole(fhir),
        "FHIR, ms": round(1000 * from_fhir, 1),
        "FHIR / json.load": round(from_fhir / loaded, 2),
        "FHIR / json.load and field access": round(from_fhir / looked, 2),
        "C-CDA files": len(documents),
        "C-CDA entries": whole(documents),
        "C-CDA, ms": round(1000 * from_cda, 1),
        "C-CDA / lxml parsing": round(from_cda / parsed, 2),
        "C-CDA / lxml parsing and field access": round(from_cda / walked, 2),
        "C-CDA with a PDF inside, ms": round(1000 * seconds(lambda: whole(with_pdf)), 1),
        **compared([*fhir, *documents]),
    }


def compared(listed: Files) -> dict[str, float]:
    """Return how long comparing takes, with an empty case and with the records themselves."""
    readings = [read_bytes(content, name, TODAY) for name, content in listed]
    cases = []
    for reading in readings:
        taker = Taker()
        taker.take(reading)
        cases.append(taker.case)
    empty = Case.of(())
    pairs = list(zip(readings, cases, strict=True))
    read = seconds(lambda: whole(listed))
    with_empty = seconds(lambda: [reconcile(reading, empty) for reading in readings])
    with_itself = seconds(lambda: [reconcile(reading, case) for reading, case in pairs])
    return {
        "compare with an empty case / read": round(with_empty / read, 2),
        "compare with itself / read": round(with_itself / read, 2),
    }


def screen(lines: int = 2000) -> dict[str, float]:
    """Return how long the reconcile screen waits: a file of so many lines beside a case.

    A third is new, a third already here, a third contradicts ours.
    """
    names = [f"Test {n}" for n in range(lines)]
    ours = [lab(name, 3.2, "g/dL") for name in names[: lines * 2 // 3]]
    theirs = [lab(name, 3.2 if n % 2 else 4.8, "g/dL") for n, name in enumerate(names)]
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "ours.json", Path(folder) / "theirs.json"
        first.write_text(bundle(patient(), *ours), encoding="utf-8")
        second.write_text(bundle(patient(), *theirs), encoding="utf-8")
        new_case(Path(folder) / "a.casebook")
        with Session.open(Path(folder) / "a.casebook") as session:
            bring_in(session, [first])
            times = [time.perf_counter()]
            proposal = propose(session, second)
            times.append(time.perf_counter())
            take(session, proposal, proposal.certain)
            times.append(time.perf_counter())
            waiting = pending_lines(session)
            times.append(time.perf_counter())
            take_theirs(session, waiting[0].id)
            times.append(time.perf_counter())
    told = [round(1000 * (after - before)) for before, after in pairwise(times)]
    return {
        "screen, lines": len(proposal.lines),
        "screen, lines that wait": len(waiting),
        **dict(
            zip(("propose, ms", "take, ms", "list what waits, ms", "decide, ms"), told, strict=True)
        ),
    }


def make_export(path: Path, megabytes: int) -> None:
    """Write an Apple Health export of about this size."""
    kinds = ("HeartRate", "StepCount", "ActiveEnergyBurned", "OxygenSaturation")
    block = "".join(RECORD.format(kinds[n % 4], 60 + n % 60) for n in range(2000))
    block += RECORD.format("BodyMass", 14).replace("count/min", "kg")
    with path.open("w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<HealthData locale="en_US">\n')
        out.write('<Me HKCharacteristicTypeIdentifierDateOfBirth="2010-05-01"/>\n')
        for _ in range(megabytes * 1_000_000 // len(block) + 1):
            out.write(block)
        out.write("</HealthData>\n")


_READ_AND_TELL = """
import resource, sys, time
from pathlib import Path
from app.case.partial_date import PartialDate
from app.records.read import read
start = time.perf_counter()
reading = read(Path(sys.argv[1]), PartialDate(2026, 3, 1))
taken = time.perf_counter() - start
print(reading.total, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, taken)
"""


def memory(megabytes: int) -> dict[str, float]:
    """Return the most memory that reading an Apple export took, in MB, and how long it took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xml"
        make_export(path, megabytes)
        command = [sys.executable, "-c", _READ_AND_TELL, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY)
        size = path.stat().st_size
    total, most, taken = done.stdout.split()
    return {
        "Apple export, MB": size // 1_000_000,
        "Apple entries": int(total),
        "Apple, most memory, MB": int(most),
        "Apple, MB a second": round(size / 1_000_000 / float(taken), 1),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    named = os.environ.get("CASEBOOK_SHARED_DATA")
    shared = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    parser.add_argument("--records", type=Path, default=shared / "records")
    parser.add_argument("--memory", type=int, metavar="MEGABYTES")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    fhir = files(chosen.records, ".json", b'"resourceType"') or invented_fhir()
    documents = files(chosen.records, ".xml", b"ClinicalDocument") or invented_cda()
    figures = measured(fhir, documents) | screen()
    if chosen.memory:
        figures |= memory(chosen.memory)
    if chosen.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name}: {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
