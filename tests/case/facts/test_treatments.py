from datetime import date
from typing import Any

import pytest

from app.case.facts import Facts, facts_of
from tests.case.facts.cases import facts_at, sample


def _facts(*treatments: dict[str, Any]) -> Facts:
    return facts_at("2026-04-20", treatments=list(treatments))


@pytest.mark.parametrize(
    ("treatment", "state"),
    [
        ({"start_date": "2026-04-21"}, "planned"),
        ({"start_date": "2026-04-20"}, "no_end_noted"),
        ({"start_date": "2026-04"}, "no_end_noted"),
        ({"start_date": "2026-04", "reason_stopped": "ongoing"}, "ongoing"),
        ({"start_date": "2026-04-01", "end_date": "2026-05-01"}, "ongoing"),
        ({"start_date": "2026-04-01", "end_date": "2026-04"}, "given"),
        ({"start_date": "2026-04-01", "reason_stopped": "toxicity"}, "given"),
        ({"start_date": "2026-05", "reason_stopped": "ongoing"}, "planned"),
        ({"end_date": "2025"}, "given"),
        ({}, "undated"),
    ],
)
def test_state_on_a_day(treatment: dict[str, Any], state: str) -> None:
    assert _facts(treatment).phases[0].state == state


def test_lines_are_the_teams_numbers() -> None:
    facts = _facts(
        {"line": 2, "start_date": "2026-03-02", "end_date": "2026-03-26", "best_response": "NR"},
        {"line": 1, "start_date": "2023-08-16", "end_date": "2023-09-13", "best_response": "PR"},
        {"line": None, "name": "Something before"},
        {"line": 1, "start_date": "2024-05-20", "end_date": "2025-12-15", "best_response": "CR"},
        {"line": 3, "start_date": "2026-06-01", "best_response": "CR"},
    )
    assert [line.number for line in facts.lines] == [1, 2, 3, None]
    first = facts.lines[0]
    assert first.start is not None
    assert first.end is not None
    assert (first.start.iso, first.end.iso) == ("2023-08-16", "2025-12-15")
    assert first.best_response_words == "complete remission (CR)"
    assert facts.lines[2].state == "planned"
    assert facts.lines[2].best_response is None
    assert facts.highest_line == 2


def test_why_a_line_stopped_is_the_word_of_its_last_phase() -> None:
    facts = facts_of(sample("si-units-34"), date(2026, 2, 20))
    line = facts.lines[0]
    assert line.reason_words == "Finished as planned"
    assert line.end is not None
    # The removal of the port belongs to the line, but it is not its last treatment.
    assert line.end.iso == "2025-10-20"


def test_an_ongoing_line_has_no_end() -> None:
    facts = facts_of(sample("lymphoma-62"), date(2026, 5, 11))
    assert [(line.state, line.end is None) for line in facts.lines] == [
        ("given", False),
        ("ongoing", True),
        ("planned", True),
    ]
    assert [phase.name for phase in facts.ongoing_treatments] == ["Lenalidomide and tafasitamab"]
    assert [phase.name for phase in facts.planned_treatments] == ["Planned before CAR-T"]


@pytest.mark.parametrize(
    ("responses", "best"),
    [
        (["SD", "CRi", "CR"], "CR"),
        (["CMR", "CR"], "CR"),
        (["NE", "PR"], "PR"),
        (["MMR"], "MMR"),
        (["better", "NE"], "NE"),
        ([None], None),
    ],
)
def test_the_deepest_response_of_a_line(responses: list[str | None], best: str | None) -> None:
    phases = [{"line": 1, "end_date": "2025", "best_response": code} for code in responses]
    assert _facts(*phases).lines[0].best_response == best


def test_worst_side_effects() -> None:
    phase = _facts(
        {
            "end_date": "2025",
            "toxicities": [
                {"term": "Mouth sores", "grade": "2"},
                {"term": "Fever with low counts", "grade": "3", "start": "2025-02"},
                {"term": "Infection", "grade": "3"},
                {"term": "Rash", "grade": "unknown"},
                {"grade": None},
            ],
        }
    ).phases[0]
    assert [effect.words for effect in phase.worst_effects] == [
        "Fever with low counts, grade 3",
        "Infection, grade 3",
    ]
    assert phase.effects[3].words == "Rash"
    assert phase.effects[4].words == "Side effect without a name"


def test_a_treatment_without_a_name() -> None:
    facts = _facts({"phase": "induction"}, {"modality": "car_t"}, {"regimen_id": "r-chop"}, {})
    assert {phase.name for phase in facts.phases} == {
        "Induction",
        "CAR-T",
        "r-chop",
        "Treatment without a name",
    }


def test_last_systemic_end_leaves_out_what_is_not_systemic_or_has_not_ended() -> None:
    facts = _facts(
        {
            "id": "tx-1",
            "modality": "chemotherapy",
            "start_date": "2026-01-01",
            "end_date": "2026-02-01",
        },
        {
            "id": "tx-2",
            "modality": "radiation",
            "start_date": "2026-03-01",
            "end_date": "2026-03-10",
        },
        {"id": "tx-3", "modality": "intrathecal", "end_date": "2026-04-09"},
        {"id": "tx-4", "modality": "supportive", "end_date": "2026-04-10"},
        {"id": "tx-5", "modality": "surgery", "end_date": "2026-04-11"},
        {
            "id": "tx-6",
            "modality": "targeted",
            "start_date": "2026-04-01",
            "reason_stopped": "ongoing",
        },
        {
            "id": "tx-7",
            "modality": "chemotherapy",
            "start_date": "2026-04-19",
            "end_date": "2026-04-25",
        },
        {
            "id": "tx-8",
            "modality": "chemotherapy",
            "start_date": "2026-05-01",
            "end_date": "2026-05-09",
        },
    )
    end = facts.last_systemic_anticancer_end
    assert end is not None
    assert end.phase.evidence.shown_id == "tx-1"
    assert end.days_before.exact == 78


def test_last_systemic_end_on_a_partial_date_is_a_range() -> None:
    end = _facts({"modality": "chemotherapy", "end_date": "2026-04"}).last_systemic_anticancer_end
    assert end is not None
    assert (end.days_before.low, end.days_before.high) == (0, 19)


def test_of_a_month_and_a_day_in_it_the_month_may_be_later() -> None:
    facts = _facts(
        {"id": "tx-1", "modality": "chemotherapy", "end_date": "2026-03-20"},
        {"id": "tx-2", "modality": "chemotherapy", "end_date": "2026-03"},
    )
    assert facts.last_systemic_anticancer_end is not None
    assert facts.last_systemic_anticancer_end.phase.evidence.shown_id == "tx-2"
