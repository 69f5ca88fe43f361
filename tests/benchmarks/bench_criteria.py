"""How well and how fast criteria are read; run by hand, figures go into the notes.

    python tests/benchmarks/bench_criteria.py [--set heme nci lct chia] [--half 0|1] [--errors N]

Scores with the scorer of the shared folder (`bench/eligibility_score.py`). The public sets are
split in two halves by a hash of the trial's number: tune on half 0, believe half 1. The
hematology sets are read from `--heme FOLDER` (`heme_lines.jsonl`, `heme_trials.jsonl`,
`heme_trials_legacy_layout.jsonl`), so that trials set aside stay aside.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from app.case.case import Case  # noqa: E402
from app.case.facts import Facts, as_of_day, facts_of  # noqa: E402
from app.casefile import new_id  # noqa: E402
from app.casefile.case_json.parsing import parsed  # noqa: E402
from app.casefile.case_json.reading import read_case  # noqa: E402
from app.eligibility import read_criteria  # noqa: E402
from app.eligibility.check_trial import check_trial  # noqa: E402
from app.eligibility.read_criteria import read_json_line, read_text  # noqa: E402
from app.trials.read import read_trials  # noqa: E402
from app.trials.record import TrialRecord  # noqa: E402

SHARED = Path(os.environ.get("CASEBOOK_SHARED_DATA", REPOSITORY.parent / "shared" / "data"))
PUBLIC = {
    "nci": "nci_platelets_performance.dev.jsonl",
    "lct": "lct_comparisons.dev.jsonl",
    "chia": "chia_comparisons.dev.jsonl",
}


def scorer(path: Path) -> ModuleType:
    """Load the scorer as a module."""
    spec = importlib.util.spec_from_file_location("eligibility_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def half_of(record: dict[str, Any]) -> int:
    """Return the half a trial belongs to."""
    return int(hashlib.md5(record["nct_id"].encode()).hexdigest(), 16) % 2


def score_lines(es: Any, name: str, gold: list[dict[str, Any]], given: argparse.Namespace) -> None:
    """Print precision, recall and F1 of the comparisons, and of the kinds where there are any."""
    pred = [read_json_line({key: r[key] for key in ("id", "section", "text")}) for r in gold]
    for label, strict, only in (
        ("all", False, None),
        ("without time_since", False, set(es.ALIASES) - {"time_since"}),
        ("time_since", False, {"time_since"}),
        ("age", False, {"age"}),
        ("strict", True, None),
    ):
        total, _, errors = es.evaluate(gold, pred, "line", strict, False, only)
        counts: Counter[str] = sum(total.values(), Counter())
        print(f"{name:<6}{label:<20}{counts['tp'] + counts['fn']:>5}  " + _prf(es, counts))
        if label == "all":
            _print_errors(es, errors[: given.errors])
    if any("tags" in record for record in gold):
        es.report_tags(gold, pred)


def _prf(es: Any, counts: "Counter[str]") -> str:
    precision, recall, f1 = es.prf(counts)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"


def _print_errors(es: Any, errors: list[Any]) -> None:
    for key, section, text, missed, spurious in errors:
        print(f"\n{key} [{section}] {text[:300]}")
        for one in missed:
            print("   missed  ", es.show(one))
        for one in spurious:
            print("   spurious", es.show(one))


def score_texts(es: Any, path: Path) -> None:
    """Print how well whole texts were cut into criteria."""
    gold = es.read(path)
    pred = [read_json_line({"nct_id": r["nct_id"], "text": r["text"]}) for r in gold]
    print(path.stem, end=": ")
    es.report_segmentation(gold, pred)


RECORDS = 1000
ROUNDS = 3
_FILES = ("records/*.json", "exports/*.json", "exports/*.zip", "exports/*.csv", "xml/*.xml")


def trials() -> list[TrialRecord]:
    """Return up to a thousand different records with criteria, one for each number."""
    found: dict[str, TrialRecord] = {}
    for pattern in _FILES:
        for path in sorted((SHARED / "trials").glob(pattern)):
            for each in read_trials(path):
                if isinstance(each, TrialRecord) and each.eligibility:
                    found.setdefault(each.number, each)
    return list(found.values())[:RECORDS]


def speed() -> None:
    """Print the time to read a record and to check it, beside parsing its JSON alone."""
    every, facts = trials(), a_case()
    check_trial(every[0], facts)
    files = sorted((SHARED / "trials" / "records").glob("*.json"))
    contents = [path.read_bytes() for path in files]
    bare = seconds(lambda: [json.loads(each) for each in contents]) / len(files)
    opening = seconds(lambda: [list(read_trials(path)) for path in files]) / len(files)
    reading = seconds(lambda: [read_text(each.eligibility or "") for each in every])
    both = seconds(lambda: [check_trial(each, facts) for each in every])
    print(f"{len(every)} different records; milliseconds each, and times bare JSON parsing:")
    for name, took in (
        ("bare JSON", bare),
        ("record read", opening),
        ("criteria read", reading / len(every)),
        ("criteria read and checked", both / len(every)),
        ("all of it", opening + both / len(every)),
    ):
        print(f"  {name:<26}{1000 * took:6.2f}  {took / bare:6.1f}")


def a_case() -> Facts:
    """Return the facts of the first sample case."""
    path = min(p for p in (SHARED / "cases").glob("case-*.json") if "oracle" not in p.name)
    case = Case.of(read_case(parsed(path.read_bytes()), path.name, new_id).entities)
    return facts_of(case, as_of_day(case, None, date(2026, 1, 1)))


def seconds(job: Callable[[], object]) -> float:
    """Return the best processor time of a job, lines not remembered from before."""
    times = []
    for _ in range(ROUNDS):
        read_criteria._read.cache_clear()
        begun = time.process_time()
        job()
        times.append(time.process_time() - begun)
    return min(times)


def main() -> None:
    """Score what was asked for."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--set", nargs="*", default=[*PUBLIC, "heme", "speed"])
    arguments.add_argument("--half", type=int, choices=(0, 1), default=None)
    arguments.add_argument(
        "--errors", type=int, default=0, help="show the first N lines with errors"
    )
    arguments.add_argument("--heme", type=Path, default=None, help="folder of the hematology sets")
    arguments.add_argument(
        "--scorer", type=Path, default=SHARED.parent / "bench" / "eligibility_score.py"
    )
    given = arguments.parse_args()
    es = scorer(given.scorer)
    for name in given.set:
        if name in PUBLIC:
            gold = es.read(SHARED / "eligibility" / PUBLIC[name])
            if given.half is not None:
                gold = [record for record in gold if half_of(record) == given.half]
            score_lines(es, name, gold, given)
        elif name == "heme" and given.heme is not None:
            score_lines(es, name, es.read(given.heme / "heme_lines.jsonl"), given)
            for layout in ("heme_trials", "heme_trials_legacy_layout"):
                score_texts(es, given.heme / f"{layout}.jsonl")
        elif name == "speed":
            speed()


if __name__ == "__main__":
    main()
