"""The whole way over the shared cases: new, facts, print, export."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.running import Run

pytestmark = pytest.mark.shared_data

CASES = ["case-a-t-all-17", "case-b-t-lbl-58", "case-c-b-all-9"]


@pytest.mark.parametrize("name", CASES)
def test_facts_are_those_of_the_oracle(
    shared_data: Path, tmp_path: Path, run: Run, name: str
) -> None:
    file = tmp_path / "x.casebook"
    assert run("new", file, "--from", shared_data / "cases" / f"{name}.json").code == 0
    facts = run("facts", file, "--json").json()
    oracle = json.loads((shared_data / "cases" / f"{name}.oracle.json").read_text("utf-8"))
    oracle.pop("pitfalls")
    for key, wanted in oracle.items():
        if key in ("latest_panel_multiples_of_uln", "newest_marker_results"):
            for part, value in wanted.items():
                assert _near(facts[key][part], value), (key, part)
        else:
            assert facts[key] == wanted, key


def _near(got: object, wanted: object) -> bool:
    if isinstance(wanted, float | int) and isinstance(got, float | int):
        return abs(got - wanted) <= 0.011
    return got == wanted


@pytest.mark.parametrize("name", CASES)
def test_export_is_lossless(shared_data: Path, tmp_path: Path, run: Run, name: str) -> None:
    source = shared_data / "cases" / f"{name}.json"
    file = tmp_path / "x.casebook"
    assert run("new", file, "--from", source).code == 0
    exported = json.loads(
        run("export", file, "--format", "json").out, parse_float=Decimal, parse_int=Decimal
    )
    original = json.loads(source.read_text("utf-8"), parse_float=Decimal, parse_int=Decimal)
    assert _differences(original, exported, "") == []


def _differences(wanted: object, got: object, place: str) -> list[str]:
    if isinstance(wanted, dict) and isinstance(got, dict):
        return [
            line
            for key, value in wanted.items()
            for line in (
                _differences(value, got[key], f"{place}.{key}")
                if key in got
                else [f"{place}.{key} is gone"]
            )
        ]
    if isinstance(wanted, list) and isinstance(got, list):
        if len(wanted) != len(got):
            return [f"{place}: {len(wanted)} became {len(got)}"]
        pairs = enumerate(zip(wanted, got, strict=True))
        return [line for i, (a, b) in pairs for line in _differences(a, b, f"{place}[{i}]")]
    if isinstance(wanted, Decimal) and isinstance(got, Decimal):
        return [] if str(wanted) == str(got) else [f"{place}: {wanted} became {got}"]
    return [] if wanted == got else [f"{place}: {wanted!r} became {got!r}"]


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("name", CASES)
def test_summary_is_one_page(
    shared_data: Path, tmp_path: Path, run: Run, name: str, paper: str
) -> None:
    from pypdf import PdfReader

    file, out = tmp_path / "x.casebook", tmp_path / "x.pdf"
    assert run("new", file, "--from", shared_data / "cases" / f"{name}.json").code == 0
    made = run("print", file, "--what", "summary", "--paper", paper, "-o", out)
    assert made.code == 0, made.err
    assert len(PdfReader(out).pages) == 1
