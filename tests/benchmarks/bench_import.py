"""How much memory and time a whole import takes: archive, decisions, case file, history, backup.

    python tests/benchmarks/bench_import.py [--count 100000] [--kilobytes 3] [--twice] [--json]

An archive of invented studies is made in a temporary folder, and each import runs in a process of
its own, whose largest memory is told (not on Windows). `--twice` brings the same archive in a
second time. Run by hand: 100,000 studies take some minutes.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.trials.samples import as_bytes, study

REPOSITORY = Path(__file__).resolve().parents[2]
GOAL_MB = 200

_BRING_IN = """
import json, resource, sys, time
from pathlib import Path
from app.usecases.bring_in import bring_in
from app.usecases.make_case import new_case
from app.usecases.session import Session

def megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

path = Path(sys.argv[1])
if not path.exists():
    new_case(path, name="Bench")
at_start, began = megabytes(), time.perf_counter()
with Session.open(path) as session:
    receipt = bring_in(session, [Path(sys.argv[2])]).receipts[0]
    taken, seconds = megabytes(), time.perf_counter() - began
print(json.dumps({
    "receipt": receipt.sentence,
    "seconds": round(seconds, 1),
    "MB at start": at_start,
    "most MB until taken in": taken,
    "most MB until closed": megabytes(),
    "seconds until closed": round(time.perf_counter() - began, 1),
    "case file, MB": path.stat().st_size // 2**20,
}))
"""


def make_archive(path: Path, count: int, kilobytes: int) -> None:
    """Write an archive of `count` different studies of about so many kilobytes."""
    words = "Words of a description that differ a little. " * max(1, kilobytes * 1000 // 45 - 50)
    made = study("NCT00000000", descriptionModule__detailedDescription=words)
    template = as_bytes(made).decode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(count):
            name = f"NCT{number + 1:08}"
            archive.writestr(f"{name}.json", template.replace("NCT00000000", name))


def bring_in(case: Path, archive: Path) -> dict[str, Any]:
    """Return the figures of one import in a process of its own."""
    command = [sys.executable, "-c", _BRING_IN, str(case), str(archive)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def main() -> None:
    """Print the figures; ends with 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--kilobytes", type=int, default=3)
    parser.add_argument("--twice", action="store_true")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive, case = Path(folder) / "studies.zip", Path(folder) / "bench.casebook"
        started = time.perf_counter()
        make_archive(archive, chosen.count, chosen.kilobytes)
        print(f"archive made in {time.perf_counter() - started:.0f} s", file=sys.stderr)
        told = {"first": bring_in(case, archive)}
        if chosen.twice:
            told["again"] = bring_in(case, archive)
    if chosen.json:
        print(json.dumps(told))
    else:
        for name, figures in told.items():
            print(name, *(f"  {key}: {value}" for key, value in figures.items()), sep="\n")
    if any(figures["most MB until closed"] > GOAL_MB for figures in told.values()):
        sys.exit(f"more than {GOAL_MB} MB")


if __name__ == "__main__":
    main()
