"""Reads, checks and compares mutated trial records until the time is over; run before a release.

    python -m tests.fuzz.fuzz_trials --minutes 60 [--seed 1] [--shared FOLDER] [--keep FOLDER]

Takes the registry files of the shared sample folder (JSON of both registries, CSV and TSV, legacy
XML, archives), spoils their bytes, their JSON, their XML, their lines and their criteria, reads
what comes out, checks every record against each sample case and compares it with its first
version. A finding is any exception that is no `CasebookError`, a span outside of its text, and a
record that takes longer than ten seconds of processor time. Findings of one kind are told once;
their files are kept in `--keep`, and the exit code is 1 where there was any.
"""

import argparse
import io
import json
import os
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from app.case.case import Case
from app.case.facts import Facts, as_of_day, facts_of
from app.casefile import new_id
from app.casefile.case_json.parsing import parsed
from app.casefile.case_json.reading import read_case
from app.eligibility.check_trial import check_trial
from app.eligibility.earliest_dates import earliest_dates
from app.eligibility.read_criteria import read_text
from app.errors import CasebookError
from app.trials.changes import changes_between
from app.trials.read import read_trials
from app.trials.record import TrialRecord
from tests.fuzz import fuzz_criteria, fuzz_records

REPOSITORY = Path(__file__).resolve().parents[2]
LONGEST = 10.0
_LARGEST_SEED = 120_000
_MOST_CHECKED = 6
"""Records of one file that are checked and compared; the rest are only read."""

Spoiler = Callable[[random.Random, bytes], bytes]


def seeds(folder: Path) -> list[bytes]:
    """Return the files to spoil, the large ones cut to whole lines or a few studies."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".json", ".xml", ".csv", ".tsv") and "spec" not in path.parts:
            content = path.read_bytes()
            found.append(content if len(content) <= _LARGEST_SEED else _shortened(content))
    return found


def _shortened(content: bytes) -> bytes:
    """Return a few studies of a long file."""
    if content.lstrip()[:1] in (b"[", b"{"):
        value = json.loads(content)
        studies = value if isinstance(value, list) else value.get("studies", [value])
        return json.dumps(studies[:5]).encode()
    return content[: content.rfind(b"\n", 0, _LARGEST_SEED) + 1]


# ------------------------------------------------------------------ spoiling


def _criteria(rng: random.Random, content: bytes, every: list[str]) -> bytes:
    """Put a spoiled criteria text in the place of a study's own."""
    try:
        study = json.loads(content)
    except ValueError:
        return content
    first = study[0] if isinstance(study, list) and study else study
    section = first.get("protocolSection") if isinstance(first, dict) else None
    module = section.get("eligibilityModule") if isinstance(section, dict) else None
    if not isinstance(module, dict):
        return content
    module["eligibilityCriteria"] = fuzz_criteria.spoiled(rng, every)
    return json.dumps(study).encode("utf-8", "surrogatepass")


def _lines(rng: random.Random, content: bytes) -> bytes:
    """Swap, drop, double or cut lines, as broken quoting of a table does."""
    lines = content.split(b"\n")
    for _ in range(rng.choice((1, 3, 10))):
        place, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        change = rng.randrange(4)
        if change == 0:
            lines[place], lines[other] = lines[other], lines[place]
        elif change == 1:
            lines[place] = lines[place].replace(b'"', b"", 1)
        elif change == 2:
            lines.insert(place, lines[other])
        else:
            lines[place] = lines[place].replace(b",", rng.choice((b"\t", b";", b"")), 2)
    return b"\n".join(lines)


def _encoding(rng: random.Random, content: bytes) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(rng.choice(("utf-16", "latin-1", "cp1252", "utf-8-sig")), "replace")


def _archive(rng: random.Random, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        names = rng.sample(("NCT1.json", "../up.json", "/etc/x.xml", "a/b.csv", "c.xml"), 2)
        for name in names:
            archive.writestr(name, content)
    return made.getvalue()


_SPOILERS: tuple[Spoiler, ...] = (
    *fuzz_records._SPOILERS, _lines, _lines, _encoding, _archive,
)  # fmt: skip


def spoiled(rng: random.Random, listed: list[bytes], texts: list[str]) -> tuple[bytes, bytes]:
    """Return a file and what became of it."""
    first = content = rng.choice(listed)
    if rng.random() < 0.5:
        content = _criteria(rng, content, texts)
    for _ in range(rng.choice((0, 1, 1, 2, 4))):
        if content:
            content = rng.choice(_SPOILERS)(rng, content)
    return first, content


# ------------------------------------------------------------------ trying


def cases(folder: Path) -> list[Facts]:
    """Return the facts of the sample cases on their own days."""
    found = []
    for path in sorted(folder.glob("case-*.json")):
        if "oracle" not in path.name:
            entities = read_case(parsed(path.read_bytes()), path.name, new_id).entities
            case = Case.of(entities)
            found.append(facts_of(case, as_of_day(case, None, date(2026, 1, 1))))
    return found


def records_of(content: bytes, folder: Path) -> Iterator[TrialRecord]:
    """Yield the trial records of a file's bytes; nothing where the file is refused."""
    path = folder / "file"
    path.write_bytes(content)
    try:
        yield from (each for each in read_trials(path) if isinstance(each, TrialRecord))
    except CasebookError:
        return


def try_record(record: TrialRecord, first: TrialRecord | None, facts: list[Facts]) -> None:
    """Do with a record whatever the program does with it."""
    for each in facts:
        earliest_dates(check_trial(record, each), each)
    for read in read_text(record.eligibility or ""):
        fuzz_criteria._check_spans(read)
    if first is not None:
        changes_between(first, record)
        changes_between(record, first)


def try_file(first: bytes, content: bytes, facts: list[Facts], folder: Path) -> int:
    """Read a file and try its records; returns how many there were.

    Raises:
        AssertionError: a record took longer than `LONGEST` seconds.
    """
    before = next(records_of(first, folder), None)
    tried, begun = 0, time.process_time()
    for record in records_of(content, folder):
        tried += 1
        if tried <= _MOST_CHECKED:
            try_record(record, before, facts)
        assert time.process_time() - begun < LONGEST, "too slow"
        begun = time.process_time()
    return tried


# ------------------------------------------------------------------ telling


class Findings:
    """What failed, told once for each place in the code it failed at."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.counted: Counter[str] = Counter()

    def add(self, error: BaseException, content: bytes) -> None:
        """Count a finding; print it and keep its file where it is the first of its kind."""
        frames = traceback.extract_tb(error.__traceback__)
        last = next(f for f in reversed(frames) if str(REPOSITORY) in f.filename)
        place = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        self.counted[place] += 1
        if self.counted[place] == 1:
            self._folder.mkdir(parents=True, exist_ok=True)
            kept = self._folder / f"finding-{len(self.counted)}.bin"
            kept.write_bytes(content)
            print(f"{place}: {error!s:.200}; the file is {kept}", file=sys.stderr, flush=True)
            traceback.print_exception(error)


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    named = os.environ.get("CASEBOOK_SHARED_DATA")
    shared = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    parser.add_argument("--shared", type=Path, default=shared)
    parser.add_argument("--keep", type=Path, default=Path("build") / "fuzz")
    return parser.parse_args()


def main() -> int:
    """Run until the time is over; returns 1 where something failed."""
    options = _options()
    listed = seeds(options.shared / "trials")
    texts = fuzz_criteria.texts(options.shared / "trials" / "records")
    facts = cases(options.shared / "cases")
    rng, findings = random.Random(options.seed), Findings(options.keep)
    end, tried, records, slowest = time.monotonic() + options.minutes * 60, 0, 0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            first, content = spoiled(rng, listed, texts)
            begun = time.process_time()
            try:
                records += try_file(first, content, facts, Path(folder))
            except KeyboardInterrupt:
                break
            except Exception as error:  # noqa: BLE001  whatever fails is what is looked for
                findings.add(error, content)
            slowest = max(slowest, time.process_time() - begun)
            tried += 1
    found = sum(findings.counted.values())
    print(f"{tried} files, {records} records, slowest file {slowest:.1f} s, {found} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
