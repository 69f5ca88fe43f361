"""How fast a page is made, as ratios of whole processes within one run.

    python tests/benchmarks/bench_report.py [CASE.json] [--json]

The summary PDF of a case file, as the command line makes it (start, open the file, work out the
facts, fit the page, draw, write), against a process that imports ReportLab and draws one
paragraph. Without a case the example is taken.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 15

ONE_PARAGRAPH = """
import sys
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
SimpleDocTemplate(sys.argv[1]).build([Paragraph("One paragraph.", getSampleStyleSheet()["Normal"])])
"""


def seconds(arguments: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(arguments, check=True, env=environment, cwd=ROOT, capture_output=True)
    return time.perf_counter() - start


def figures(case_json: Path) -> dict[str, float]:
    """Return the medians, taken in turn so that a busy machine hits all alike."""
    with tempfile.TemporaryDirectory() as folder:
        # An installed program is compiled once; a checkout may forbid that by its environment.
        environment = os.environ | {
            "CASEBOOK_CONFIG_DIR": folder,
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": f"{folder}/compiled",
        }
        case, pdf = f"{folder}/case.casebook", f"{folder}/page.pdf"
        casebook = [sys.executable, "-m", "app"]
        subprocess.run(
            [*casebook, "new", case, "--from", str(case_json)],
            check=True,
            env=environment,
            cwd=ROOT,
            capture_output=True,
        )
        jobs = {
            "one_paragraph": [sys.executable, "-c", ONE_PARAGRAPH, pdf],
            "facts": [*casebook, "facts", case, "--json"],
            "summary": [*casebook, "print", case, "--what", "summary", "-o", pdf],
            "packet": [*casebook, "print", case, "--what", "packet", "-o", pdf],
        }
        times: dict[str, list[float]] = {name: [] for name in jobs}
        for turn in range(ROUNDS + 1):
            for name, arguments in jobs.items():
                Path(pdf).unlink(missing_ok=True)
                taken = seconds(arguments, environment)
                if turn:
                    times[name].append(taken)
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Time of a page against one paragraph.")
    example = ROOT / "resources" / "example" / "case.json"
    parser.add_argument("case", nargs="?", type=Path, default=example)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found = figures(chosen.case)
    ratio = found["summary"] / found["one_paragraph"]
    if chosen.json:
        print(json.dumps(found | {"summary_to_one_paragraph": ratio}))
        return
    for name, median in found.items():
        print(f"{name:>14}: {median * 1000:6.0f} ms")
    print(f"summary against one paragraph: {ratio:.2f} (at most 2.5)")


if __name__ == "__main__":
    main()
