"""How right the check is on annotated lines, and how fast it is.

    python tests/benchmarks/bench_check.py VERDICTS.jsonl [--cases DIR] [--predictions OUT.jsonl]
    python tests/benchmarks/bench_check.py --patients PATIENTS.jsonl VERDICTS.jsonl
    python tests/benchmarks/bench_check.py --speed TRIALS.jsonl [--cases DIR]

VERDICTS holds pairs of criterion line and case with the right state (`verdicts_cases`, or
`verdicts_trialgpt` with `--patients`). Wrong decisions are listed, wrong "may rule out" first;
`--open` lists the pairs left open although they were decidable. Give the lines you develop on:
the figures that count come from lines that were never seen. `--predictions` writes what the
scoring script of the sample folder reads. `--speed` reads and checks whole trials.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.case.case import Case
from app.case.facts import Facts, as_of_day, facts_of
from app.casefile import new_id
from app.casefile.case_json.parsing import parsed
from app.casefile.case_json.reading import read_case
from app.eligibility.check import CheckedCriterion
from app.eligibility.check_lines import check_line, facts_of_patient_record
from app.eligibility.check_trial import check_read
from app.eligibility.read_criteria import read_text

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CASEBOOK_SHARED_DATA") or REPOSITORY.parent / "shared" / "data")
TURNED = {"met": "pass", "not_met": "fail"}


@dataclass(frozen=True)
class Pair:
    """One pair, what is right for it, and what the check said."""

    gold: Mapping[str, Any]
    right: frozenset[str]
    said: str
    checked: CheckedCriterion

    @property
    def decided(self) -> bool:
        return self.said != "ask"


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


@cache
def facts_of_case(path: Path) -> Facts:
    document = parsed(path.read_bytes())
    case = Case.of(read_case(document, path.name, new_id).entities)
    return facts_of(case, as_of_day(case, None, date(2026, 1, 1)))


def case_pairs(verdicts: Path, cases: Path) -> Iterator[Pair]:
    for gold in rows(verdicts):
        checked = check_line(facts_of_case(cases / f"{gold['case']}.json"), gold)
        said = str(checked.state) if checked.state in ("met", "not_met") else "ask"
        yield Pair(gold, frozenset({gold["state"], *gold.get("accept", ())}), said, checked)


def patient_pairs(verdicts: Path, patients: Path) -> Iterator[Pair]:
    day = date(2026, 1, 1)
    facts = {row["patient_id"]: facts_of_patient_record(row, day) for row in rows(patients)}
    for gold in rows(verdicts):
        if gold.get("checkable"):
            checked = check_line(facts[gold["patient_id"]], gold)
            said = TURNED.get(str(checked.state), "ask")
            yield Pair(gold, frozenset({gold["verdict"], *gold.get("accept", ())}), said, checked)


def report(pairs: list[Pair], show_open: bool) -> None:
    """Print wrong decisions, the worst kind first, and how much was decided."""
    for wrong in ("not_met", "fail", "met", "pass"):
        for pair in pairs:
            if pair.said == wrong and wrong not in pair.right:
                print(f"WRONG {wrong}")
                show(pair)
    decidable = [p for p in pairs if p.right & {"met", "not_met", "pass", "fail"}]
    firm = [p for p in decidable if not p.right & {"ask", "unknown", "na"}]
    if show_open:
        for pair in firm:
            if not pair.decided:
                print("OPEN")
                show(pair)
    wrong_ones = sum(p.decided and p.said not in p.right for p in pairs)
    decided = sum(p.decided for p in pairs)
    print(f"pairs {len(pairs)}, decided {decided}, wrong among them {wrong_ones}")
    print(f"firm pairs decided {sum(p.decided for p in firm)} of {len(firm)}")
    print("states", dict(Counter(str(p.checked.state) for p in pairs)))


def show(pair: Pair) -> None:
    gold = pair.gold
    print(f"  {gold['id']} {gold.get('case', '')} {gold['section']}: right {sorted(pair.right)}")
    print(f"    {' '.join(gold['text'].split())[:240]}")
    print(f"    read: {pair.checked.requirement[:240]}")
    print(f"    said: {pair.checked.state}: {pair.checked.reason[:200]}")


def speed(trials: Path, cases: Path) -> None:
    """Print the time to read and check a trial, the vocabularies read before."""
    files = [path for path in sorted(cases.glob("case-*.json")) if "oracle" not in path.name]
    facts = [facts_of_case(path) for path in files]
    texts = [row["text"] for row in rows(trials)]
    for text in texts:
        check_read("", None, read_text(text), facts[0])
    begun = time.perf_counter()
    read = [read_text(text) for text in texts]
    reading = time.perf_counter() - begun
    begun = time.perf_counter()
    for one in facts:
        for criteria in read:
            check_read("", None, criteria, one)
    checking = (time.perf_counter() - begun) / len(facts)
    per_trial = 1000 / len(texts)
    times = f"reading {reading * per_trial:.1f} ms, checking {checking * per_trial:.1f} ms"
    print(f"{len(texts)} trials: {times} a trial")


def main() -> int:
    """Run the benchmark."""
    given = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    given.add_argument("verdicts", type=Path)
    given.add_argument("--cases", type=Path, default=SHARED / "cases")
    given.add_argument("--patients", type=Path)
    given.add_argument("--predictions", type=Path)
    given.add_argument("--open", action="store_true")
    given.add_argument("--speed", action="store_true")
    args = given.parse_args()
    if args.speed:
        speed(args.verdicts, args.cases)
        return 0
    pairs = list(
        patient_pairs(args.verdicts, args.patients)
        if args.patients
        else case_pairs(args.verdicts, args.cases)
    )
    report(pairs, args.open)
    if args.predictions:
        lines = (
            json.dumps(
                {"id": p.gold["id"], "case": p.gold.get("case"), "state": str(p.checked.state)}
            )
            for p in pairs
        )
        args.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
