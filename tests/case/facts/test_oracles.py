"""The facts of the three reference cases are those of their oracles."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.case.facts import as_of_day, facts_of
from app.case.facts.facts_json import facts_json
from tests.case.facts.cases import case_from_file

NAMES = ("case-a-t-all-17", "case-b-t-lbl-58", "case-c-b-all-9")
CLOSE = 0.011


def _told(folder: Path, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    case = case_from_file(folder / "cases" / f"{name}.json")
    facts = facts_of(case, as_of_day(case, None, date(2030, 1, 1)))
    oracle = json.loads((folder / "cases" / f"{name}.oracle.json").read_text(encoding="utf-8"))
    oracle.pop("pitfalls")
    return facts_json(facts), oracle


def _same(ours: Any, theirs: Any) -> bool:
    """Whether ours says all that theirs says; ours may say more in a group of keys."""
    if isinstance(theirs, dict):
        return isinstance(ours, dict) and all(
            key in ours and _same(ours[key], value) for key, value in theirs.items()
        )
    if isinstance(theirs, int | float) and not isinstance(theirs, bool):
        return isinstance(ours, int | float) and abs(ours - theirs) <= CLOSE
    return bool(ours == theirs)


@pytest.mark.shared_data
@pytest.mark.parametrize("name", NAMES)
def test_every_key_of_the_oracle(shared_data: Path, name: str) -> None:
    ours, oracle = _told(shared_data, name)
    differing = [key for key, value in oracle.items() if not _same(ours.get(key), value)]
    assert differing == []


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "conflicts"),
    [
        ("case-a-t-all-17", [("last_dose", "prednisone")]),
        ("case-b-t-lbl-58", []),
        ("case-c-b-all-9", [("last_dose", "mercaptopurine")]),
    ],
)
def test_the_disagreements_of_the_samples(
    shared_data: Path, name: str, conflicts: list[tuple[str, str]]
) -> None:
    ours, _ = _told(shared_data, name)
    assert [(found["what"], found["subject"]) for found in ours["conflicts"]] == conflicts


@pytest.mark.shared_data
def test_traps_of_the_first_case(shared_data: Path) -> None:
    told, _ = _told(shared_data, "case-a-t-all-17")
    assert told["present_status"]["words"] == (
        "Refractory, 31 March 2026: marrow 11%, MRD 9.4% (flow)"
    )
    assert "4.1 kg less than at the end of therapy" in told["weight_changes"][0]["words"]
    assert told["genes"]["nt5c2"]["seen_only_later"]
    assert told["genes"]["nt5c2"]["at_diagnosis"] == "not listed"
    assert all(fact["words"].startswith("Status not confirmed") for fact in told["saved_trials"])


@pytest.mark.shared_data
def test_traps_of_the_second_case(shared_data: Path) -> None:
    told, _ = _told(shared_data, "case-b-t-lbl-58")
    local = {fact["words"].split()[0]: fact["way"] for fact in told["immune_suppression"]}
    assert local == {
        "cyclosporine": "local",
        "dexamethasone": "local",
        "hydrocortisone": "systemic",
    }
    assert not any(f["counts_as_immune_suppression"] for f in told["immune_suppression"])
    assert told["last_by_group"]["steroid"]["latest"] == "2026-03-20"
    assert told["last_by_group"]["radiation"]["latest"] == "2024-03-07"
    assert [test["test"] for test in told["organ_tests"]] == ["lvef", "dlco", "egfr", "crcl"]


@pytest.mark.shared_data
def test_traps_of_the_third_case(shared_data: Path) -> None:
    told, _ = _told(shared_data, "case-c-b-all-9")
    assert told["newest_marker_results"]["cd19"]["result"] == "negative"
    assert told["marker_history"]["cd19"]["earlier"]["result"] == "positive"
    assert told["newest_labs"]["cd19"]["unit"] == "cells/uL"
    assert told["allergies"].startswith("No known drug allergies (noted 6 September 2022); Tape")
    assert told["last_by_target"]["CD22"]["last"] == "no later than 2 March 2026"
