from datetime import date
from typing import Any

from app.case.facts import Facts, facts_of
from tests.case.facts.cases import facts_at, sample


def _test(day: str, *findings: dict[str, Any], method: str = "gene panel") -> dict[str, Any]:
    return {"date": day, "specimen": "bone_marrow", "method": method, "findings": list(findings)}


def _facts(*tests: dict[str, Any]) -> Facts:
    return facts_at(
        "2026-04-20",
        diagnoses=[{"dx_id": "t-all", "date": "2023-08-15"}],
        genetics=list(tests),
        status_events=[{"date": "2026-02-24", "type": "relapse"}],
    )


def test_a_gene_seen_only_later() -> None:
    facts = facts_of(sample("si-units-34"), date(2026, 2, 20))
    assert facts.genes["idh2"].at_diagnosis == "not listed"
    assert facts.genes["flt3-itd"].at_diagnosis == "not found"
    assert not facts.genes["npm1"].seen_only_later


def test_nothing_is_said_of_later_genes_without_a_report_at_diagnosis() -> None:
    facts = _facts(_test("2026-03-16", {"marker": "nt5c2", "result": "mutated"}))
    assert not facts.genes["nt5c2"].seen_only_later


def test_all_findings_of_the_newest_day_stay_together() -> None:
    facts = _facts(
        _test("2023-08-28", {"marker": "ras", "result": "wild_type"}),
        _test(
            "2026-03-16",
            {"marker": "ras", "result": "mutated", "change": "NRAS p.G12D", "vaf_percent": 18},
            {"marker": "ras", "result": "mutated", "change": "KRAS p.G13D"},
        ),
    )
    fact = facts.genes["ras"]
    assert [value.words for value in fact.newest] == [
        "mutated, NRAS p.G12D, 18% of cells",
        "mutated, KRAS p.G13D",
    ]
    assert fact.changed
    assert [value.words for value in fact.earlier] == ["wild type"]


def test_uncertain_and_not_tested() -> None:
    facts = _facts(
        _test(
            "2023-08-28",
            {"marker": "tp53", "result": "uncertain"},
            {"marker": "pten", "result": "not_tested"},
        )
    )
    assert facts.genes["tp53"].newest[0].present is None
    assert "pten" not in facts.genes


def test_biology_at_diagnosis_and_relapse() -> None:
    facts = facts_at(
        "2026-04-20",
        diagnoses=[{"date": "2023-08-15"}],
        status_events=[{"date": "2026-02-24", "type": "relapse"}],
        genetics=[
            {
                "date": "2023-08-24",
                "method": "karyotype",
                "karyotype": "46,XY",
                "findings": [
                    {"marker": "kmt2a", "result": "not_rearranged"},
                    {"marker": "ugt1a1", "result": "positive"},
                ],
            },
            {"date": "2026-03-16", "findings": [{"marker": "nt5c2", "result": "mutated"}]},
        ],
        marker_panels=[
            {
                "date": "2023-08-15",
                "timepoint": "diagnosis",
                "markers": [{"marker": "cd7", "result": "positive"}],
            },
            {
                "date": "2023-09-14",
                "timepoint": "end of induction",
                "markers": [{"marker": "cd7", "result": "negative"}],
            },
            {
                "date": "2026-02-20",
                "timepoint": "relapse",
                "markers": [{"marker": "cd7", "result": "dim"}],
            },
        ],
    )
    first, back = facts.biology_at_diagnosis, facts.biology_at_relapse
    assert first is not None
    assert back is not None
    assert first.markers["cd7"].result == "positive"
    assert set(first.genes) == {"kmt2a"}
    assert [row.words for row in first.karyotypes] == ["46,XY"]
    assert back.markers["cd7"].result == "dim"
    assert set(back.genes) == {"nt5c2"}
    assert "ugt1a1" in facts.genes


def test_biology_without_a_relapse_is_that_of_the_progression() -> None:
    back = facts_of(sample("lymphoma-62"), date(2026, 5, 11)).biology_at_relapse
    assert back is not None
    assert (back.moment, back.label) == ("refractory", "When it was growing")
    assert set(back.markers) == {"cd20"}


def test_no_biology_where_nothing_is_dated() -> None:
    assert facts_at("2026-04-20").biology_at_diagnosis is None
    assert facts_at("2026-04-20", status_events=[{"type": "relapse"}]).biology_at_relapse is None
