"""Reads mutated criteria texts until the time is over; run by hand before a release.

    python tests/fuzz/fuzz_criteria.py --minutes 60 [--seed 1] [--texts FOLDER]

Takes the criteria of the registry records in FOLDER (by default the shared sample folder), cuts,
repeats, swaps and spoils them, and reads what comes out. Stops at the first exception, span that
lies outside its text, or text that takes longer than ten seconds, and prints the text.
"""

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from app.eligibility.model import ReadCriterion, walk  # noqa: E402
from app.eligibility.read_criteria import read_json_line, read_text  # noqa: E402

LONGEST = 10.0
_SIGNS = "≥≤<>=%/()[]*^\\&;:,.-–×µ²³⁹½ \t\n\r\x00\ufeff‮«»，；（）。0123456789eExX"
_WORDS = (
    "within", "prior to", "x ULN", "10^9/L", "or", "and", "no", "unless", "except", "&gt;=", "\\>",
    "years", "CD19+", "hepatitis B", "ECOG", "0-2", "half-lives", "1.", "* ", "Exclusion Criteria:",
)  # fmt: skip


def texts(folder: Path) -> list[str]:
    """Return the criteria texts of the registry records in a folder."""
    found = []
    for path in sorted(folder.glob("NCT*.json")):
        study = json.loads(path.read_text(encoding="utf-8"))
        module = study.get("protocolSection", {}).get("eligibilityModule", {})
        found.append(module.get("eligibilityCriteria", ""))
    return [text for text in found if text]


def _cut(rng: random.Random, text: str, _: list[str]) -> str:
    a, b = sorted(rng.randrange(len(text) + 1) for _ in range(2))
    return text[:a] + text[b:]


def _repeat(rng: random.Random, text: str, _: list[str]) -> str:
    a = rng.randrange(len(text) + 1)
    piece = text[a : a + rng.randrange(1, 40)]
    return text[:a] + piece * rng.choice((2, 5, 50, 400)) + text[a:]


def _sign(rng: random.Random, text: str, _: list[str]) -> str:
    a = rng.randrange(len(text) + 1)
    return text[:a] + rng.choice(_SIGNS) * rng.choice((1, 1, 1, 30)) + text[a + rng.randrange(3) :]


def _word(rng: random.Random, text: str, _: list[str]) -> str:
    a = rng.randrange(len(text) + 1)
    return f"{text[:a]} {rng.choice(_WORDS)} {text[a:]}"


def _graft(rng: random.Random, text: str, others: list[str]) -> str:
    other = rng.choice(others)
    a, b = rng.randrange(len(text) + 1), rng.randrange(len(other) + 1)
    return text[:a] + other[b : b + rng.randrange(1, 400)] + text[a:]


def _any_sign(rng: random.Random, text: str, _: list[str]) -> str:
    a = rng.randrange(len(text) + 1)
    return (
        text[:a]
        + chr(rng.choice((rng.randrange(0xD800), rng.randrange(0xE000, 0x110000))))
        + text[a:]
    )


_SPOILERS: tuple[Callable[[random.Random, str, list[str]], str], ...] = (
    _cut, _repeat, _sign, _sign, _word, _graft, _any_sign,
)  # fmt: skip


def spoiled(rng: random.Random, every: list[str]) -> str:
    """Return one text, spoiled a few times."""
    text = rng.choice(every)
    for _ in range(rng.randrange(1, 12)):
        text = rng.choice(_SPOILERS)(rng, text, every) or "x"
    return text


def check(text: str) -> float:
    """Read a text in every way; return the seconds it took."""
    begun = time.perf_counter()
    for read in read_text(text):
        _check_spans(read)
    read_json_line({"id": "1", "section": "inclusion", "text": text})
    return time.perf_counter() - begun


def _check_spans(read: ReadCriterion) -> None:
    length = len(read.criterion.text)
    parts = list(walk(read.requirement)) if read.requirement else []
    for part in (*parts, *read.comparisons):
        if not 0 <= part.span.start <= part.span.end <= length:
            raise ValueError(f"span {part.span} outside of {length}: {read.criterion.text!r}")


def main() -> None:
    """Run until the time is over."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--minutes", type=float, default=60)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--texts", type=Path, default=None)
    given = arguments.parse_args()
    shared = Path(os.environ.get("CASEBOOK_SHARED_DATA", REPOSITORY.parent / "shared" / "data"))
    every = texts(given.texts or shared / "trials" / "records")
    rng = random.Random(given.seed)
    until, done, slowest = time.monotonic() + given.minutes * 60, 0, 0.0
    while time.monotonic() < until:
        text = spoiled(rng, every)
        try:
            slowest = max(slowest, took := check(text))
        except Exception:
            print(f"failed on: {text!r}")
            raise
        if took > LONGEST:
            raise SystemExit(f"{took:.1f} seconds for: {text!r}")
        done += 1
    print(f"{done} texts read, slowest {slowest:.2f} s")


if __name__ == "__main__":
    main()
