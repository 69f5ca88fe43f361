from datetime import date
from typing import Any

from app.case.facts import Facts, facts_of
from tests.case.facts.cases import facts_at, sample


def _panel(day: str | None, *markers: tuple[str, str, float | None], **more: Any) -> dict[str, Any]:
    results = [{"marker": m, "result": r, "percent_of_blasts": p} for m, r, p in markers]
    return {"date": day, "specimen": "bone_marrow", "method": "flow", "markers": results, **more}


def _facts(*panels: dict[str, Any]) -> Facts:
    return facts_at("2026-04-20", marker_panels=list(panels))


def test_newest_result_and_the_one_before() -> None:
    fact = _facts(
        _panel("2022-09-06", ("cd19", "positive", 98)),
        _panel("2025-12-18", ("CD19", "negative", 1)),
        _panel("2024-05-07", ("cd19", "positive", 96)),
    ).markers["cd19"]
    assert (fact.newest.words, fact.newest.date) == ("negative, 1%", fact.newest.date)
    assert fact.earlier is not None
    assert fact.earlier.words == "positive, 96%"
    assert fact.result_changed
    assert fact.changed
    assert len(fact.history) == 3


def test_the_percentage_alone_is_a_change_but_not_of_the_result() -> None:
    fact = _facts(
        _panel("2023-05-26", ("cd5", "dim", 60)), _panel("2026-01-22", ("cd5", "dim", 20))
    ).markers["cd5"]
    assert fact.changed
    assert not fact.result_changed


def test_surface_inside_and_bare_cd3_are_three_markers() -> None:
    facts = _facts(
        _panel(
            "2026-01-01",
            ("cd3-surface", "dim", 20),
            ("cd3-cytoplasmic", "positive", 97),
            ("CD3", "positive", 50),
        )
    )
    assert set(facts.markers) == {"cd3-surface", "cd3-cytoplasmic", "CD3"}


def test_not_tested_is_no_result() -> None:
    facts = facts_of(sample("lymphoma-62"), date(2026, 5, 11))
    fact = facts.markers["cd19"]
    assert fact.newest.result == "positive"
    assert [row.shown_id for row in fact.not_tested] == ["mp-2"]
    assert not _facts(_panel("2026-01-01", ("cd7", "not_tested", None))).markers


def test_a_partial_date_that_may_be_newer_is_said() -> None:
    fact = facts_of(sample("partial-dates"), date(2024, 8, 10)).markers["cd7"]
    assert fact.newest.words == "dim, 40%"
    assert [value.words for value in fact.maybe_newer] == ["negative, 2%"]


def test_of_two_panels_of_one_day_the_later_counts() -> None:
    fact = _facts(
        _panel("2026-01-01", ("cd7", "positive", 95)), _panel("2026-01-01", ("cd7", "dim", 60))
    ).markers["cd7"]
    assert fact.newest.result == "dim"
    assert not fact.maybe_newer


def test_undated_panels_come_last() -> None:
    fact = _facts(
        _panel("2026-01-01", ("cd7", "dim", 60)), _panel(None, ("cd7", "positive", 95))
    ).markers["cd7"]
    assert fact.newest.result == "dim"
    assert fact.maybe_newer


def test_the_count_of_cells_is_no_marker() -> None:
    facts = facts_at(
        "2026-04-20",
        labs=[
            {"date": "2026-04-01", "results": [{"code": "cd19", "value": 84, "unit": "cells/uL"}]}
        ],
        marker_panels=[_panel("2026-01-01", ("cd19", "negative", 1))],
    )
    assert facts.markers["cd19"].newest.words == "negative, 1%"
    assert facts.newest_labs["cd19"].words == "84 cells/uL"


def test_what_the_percentage_counts_is_said() -> None:
    panel = _panel("2026-01-01")
    panel["markers"] = [
        {"marker": "cd7", "result": "positive", "percent_of_blasts": 30, "percent_of": "all cells"}
    ]
    assert _facts(panel).markers["cd7"].newest.words == "positive, 30% of all cells"
