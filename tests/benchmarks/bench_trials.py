"""How fast trial records are read and compared, as ratios within one run.

    python tests/benchmarks/bench_trials.py [--archive FILE.zip] [--memory COUNT] [--json]

Reading is compared with the least anyone can do: unzip each member and `json.loads` it. Without
`--archive` an archive of 1,000 invented studies of about 20 KB is made. `--memory` makes an archive
of so many studies and says how much memory reading it took (a process of its own; not on Windows).
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.trials.changes import changes_between
from app.trials.merge_records import decide
from app.trials.read import read_trials
from app.trials.record import TrialRecord
from tests.trials.samples import as_bytes, place, study

REPOSITORY = Path(__file__).resolve().parents[2]
ROUNDS = 5
STUDIES = 1000
PLACES = 40
SENTENCE = "* A criterion of about the usual length, platelets \\>= 50 x 10\\^9/L in number {}\n"


def large_study(number: int) -> dict[str, Any]:
    """Return a study of about 20 KB."""
    sites = [
        place(f"Hospital {each}", "Boston", contacts=[{"name": f"Person {each}", "phone": "555"}])
        for each in range(PLACES)
    ]
    return study(
        f"NCT{99_000_000 + number:08}",
        eligibilityModule__eligibilityCriteria="".join(SENTENCE.format(n) for n in range(60)),
        descriptionModule__detailedDescription=f"Words of a description, {number}. " * 150,
        contactsLocationsModule__locations=sites,
    )


def make_archive(path: Path, count: int) -> None:
    """Write an archive of `count` studies, one to a file, as the site's bulk download."""
    template = as_bytes(large_study(0)).decode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(count):
            name = f"NCT{99_000_000 + number:08}"
            archive.writestr(f"{name}.json", template.replace("NCT99000000", name))


def seconds(job: Callable[[], object]) -> float:
    """Return the median time of a job."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def bare(path: Path) -> int:
    """Unzip and parse every member, nothing else."""
    with zipfile.ZipFile(path) as archive:
        return sum(len(json.loads(archive.read(name))) for name in archive.namelist())


def read(path: Path) -> list[TrialRecord]:
    """Read every record."""
    return [each for each in read_trials(path) if isinstance(each, TrialRecord)]


def measured(path: Path) -> dict[str, float]:
    """Return the figures of one archive."""
    records = read(path)
    least, whole = seconds(lambda: bare(path)), seconds(lambda: read(path))
    changed = [
        replace(each, received=each.received.replace(b"usual", b"other")) for each in records
    ]
    pairs = list(zip(records, changed, strict=True))[:200]
    compared = seconds(lambda: [changes_between(old, new) for old, new in pairs])
    decided = seconds(lambda: [decide(old, [new]) for old, new in pairs])
    packed = seconds(lambda: [zlib.compress(each.received, 1) for each in records])
    return {
        "studies": len(records),
        "KB a study": round(statistics.mean(len(each.received) for each in records) / 1000, 1),
        "bare unzip and parse, ms a study": round(1000 * least / len(records), 3),
        "read, ms a study": round(1000 * whole / len(records), 3),
        "read / bare": round(whole / least, 2),
        "compress for keeping / bare": round(packed / least, 2),
        "compare two versions, ms a pair": round(1000 * compared / len(pairs), 3),
        "decide on a record, ms": round(1000 * decided / len(pairs), 3),
    }


_READ_AND_TELL = """
import resource, sys
from pathlib import Path
from app.trials.read import read_trials
count = sum(1 for _ in read_trials(Path(sys.argv[1])))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def memory(path: Path) -> dict[str, float]:
    """Return the studies read and the most memory used, in MB, by a process of its own."""
    command = [sys.executable, "-c", _READ_AND_TELL, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY)
    count, megabytes = done.stdout.split()
    return {"studies read for memory": int(count), "most memory, MB": int(megabytes)}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--memory", type=int, metavar="COUNT")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.archive or Path(folder) / "studies.zip"
        if chosen.archive is None:
            make_archive(path, STUDIES)
        figures = measured(path)
        if chosen.memory:
            large = Path(folder) / "large.zip"
            make_archive(large, chosen.memory)
            figures |= memory(large)
    if chosen.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name}: {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
