from datetime import date
from typing import Any

import pytest

from app.case.facts import Facts, facts_of
from tests.case.facts.cases import facts_at, sample


def _status(**event: Any) -> str:
    facts = facts_at("2026-04-20", status_events=[event])
    assert facts.status is not None
    return facts.status.words


def _mrd(**values: Any) -> str:
    return _status(date="2026-03-31", type="mrd_result", mrd=values).split(": ", 1)[1]


def test_status_in_words() -> None:
    words = _status(
        date="2026-03-31",
        type="refractory",
        response="NR",
        marrow_blasts_percent=11,
        mrd={"value": 9.4, "unit": "%", "qualifier": "positive", "method": "flow"},
    )
    assert words == "Refractory, 31 March 2026: marrow 11%, MRD 9.4% (flow)"


@pytest.mark.parametrize(
    ("mrd", "words"),
    [
        (
            {"qualifier": "negative", "method": "flow", "sensitivity_percent": 0.01},
            "MRD not found (below 0.01%, flow)",
        ),
        ({"qualifier": "negative"}, "MRD not found (sensitivity not noted)"),
        (
            {"qualifier": "below_sensitivity", "method": "ngs"},
            "MRD test not sensitive enough to say negative (NGS)",
        ),
        ({"qualifier": "positive_nonquantifiable"}, "MRD found, too low to give a number"),
        ({"qualifier": "not_done"}, "MRD not done"),
        ({"qualifier": "positive"}, "MRD found, no number noted"),
        ({"value": 0.01, "comparator": "<", "unit": "%"}, "MRD < 0.01%"),
        ({"value": 12, "unit": "copies", "method": "other"}, "MRD 12 copies"),
    ],
)
def test_mrd_is_only_as_good_as_its_test(mrd: dict[str, Any], words: str) -> None:
    assert _mrd(**mrd) == words


def test_sites_pet_and_spinal_fluid() -> None:
    assert _status(
        date="2026-01-19", type="relapse", sites=["bone_marrow", "cns"], marrow_blasts_percent=30
    ) == ("Relapse, 19 January 2026: marrow 30%, also brain or spinal fluid")
    assert _status(date="2026-03", type="progression", response="PD", deauville=5) == (
        "Progression, March 2026: Deauville 5"
    )
    assert _status(type="cns_event", cns_status="adult_positive") == (
        "CNS event, date not known: spinal fluid positive"
    )


def test_only_a_note() -> None:
    assert _status(date="2025", type="other", note="B cells came back.") == (
        "Other, 2025: B cells came back"
    )
    assert _status() == "Disease status, date not known"


def test_other_news_does_not_take_the_place_of_the_status() -> None:
    facts = facts_at(
        "2026-04-20",
        status_events=[
            {"date": "2026-01-01", "type": "remission", "response": "CR"},
            {"date": "2026-02-01", "type": "other", "note": "B cells came back"},
            {"date": "2026-03-01", "type": "second_cancer", "note": "skin"},
            {"date": "2026-05-01", "type": "relapse"},
        ],
    )
    assert facts.status is not None
    assert facts.status.type == "remission"
    assert facts.relapses == ()


def test_relapses_are_told_apart_from_refractory_disease() -> None:
    facts = facts_at(
        "2026-04-20",
        status_events=[
            {"date": "2024-01-01", "type": "relapse", "marrow_blasts_percent": 38},
            {"date": "2024-03-01", "type": "refractory"},
            {"date": "2025-01-01", "type": "progression"},
            {"date": "2025-12-18", "type": "relapse"},
        ],
    )
    assert [r.words for r in facts.relapses] == [
        "First relapse, 1 January 2024: marrow 38%",
        "Second relapse, 18 December 2025",
    ]


def test_relapses_of_several_kinds_are_not_counted_in_words() -> None:
    facts = facts_of(sample("si-units-34"), date(2026, 2, 20))
    assert [r.kind for r in facts.relapses] == ["molecular_relapse", "relapse"]
    assert facts.relapses[1].words == "Relapse, 2 February 2026: marrow 18%"


def test_two_entries_of_one_day_are_one_relapse() -> None:
    facts = facts_of(sample("two-sources"), date(2026, 1, 15))
    assert len(facts.relapses) == 1


def _diagnosis(**values: Any) -> str:
    return facts_at("2026-04-20", diagnoses=[values]).diagnoses[0].words


def test_diagnosis_in_words() -> None:
    assert (
        _diagnosis(
            name_on_report="T-LBL",
            date="2023-05-26",
            staging={"system": "Murphy", "value": "IV"},
            cns_status_at_diagnosis="adult_negative",
            wbc_at_diagnosis={"value": 9.4, "unit": "10^3/uL"},
        )
        == "T-LBL, 26 May 2023, Murphy: IV, spinal fluid negative, white cells 9.4 10^3/uL"
    )


def test_leukemia_has_a_risk_group_and_no_stage() -> None:
    words = _diagnosis(
        dx_id="t-all", staging={"system": "none (leukemia); NCI risk group", "value": "high risk"}
    )
    assert words.endswith("NCI risk group: high risk")
    assert _diagnosis(dx_id="t-all", staging={"system": "none"}).count(",") == 0


def test_a_diagnosis_without_a_name() -> None:
    assert _diagnosis() == "Not known"
    assert _diagnosis(dx_id="never heard of") == "never heard of"


def test_mrd_and_marrow_have_their_own_newest() -> None:
    facts: Facts = facts_at(
        "2026-04-20",
        status_events=[
            {"date": "2026-01-01", "type": "response_assessment", "marrow_blasts_percent": 3},
            {"date": "2026-02-01", "type": "mrd_result", "mrd": {"qualifier": "negative"}},
            {"date": "2026-03-01", "type": "stable"},
        ],
    )
    assert facts.latest_marrow is not None
    assert facts.latest_mrd is not None
    assert facts.latest_marrow.date != facts.latest_mrd.date
