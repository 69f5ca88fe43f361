from decimal import Decimal

from tests.case.facts.cases import facts_at


def _vitals(*rows: tuple[str | None, float]) -> list[dict[str, object]]:
    return [{"date": day, "weight_kg": weight} for day, weight in rows]


def test_body_surface_by_mosteller() -> None:
    facts = facts_at(
        "2026-04-20", vitals=[{"date": "2026-04-16", "height_cm": 174.5, "weight_kg": 61.3}]
    )
    area = facts.body_surface
    assert area is not None
    assert area.square_metres == Decimal("1.72")
    assert area.formula.startswith("Mosteller")


def test_no_body_surface_without_height() -> None:
    assert facts_at("2026-04-20", vitals=_vitals(("2026-04-16", 61.3))).body_surface is None


def test_change_since_the_end_of_completed_therapy() -> None:
    facts = facts_at(
        "2026-04-20",
        vitals=_vitals(("2025-12-20", 65.4), ("2026-04-16", 61.3), ("2023-01-01", 54.2)),
        treatments=[
            {
                "line": 1,
                "modality": "chemotherapy",
                "end_date": "2025-12-15",
                "reason_stopped": "completed",
            }
        ],
    )
    changes = {change.since: change for change in facts.weight_changes}
    assert set(changes) == {"end_of_therapy", "first"}
    assert changes["end_of_therapy"].change_kg == Decimal("-4.1")
    assert changes["end_of_therapy"].words == (
        "4.1 kg less than at the end of therapy (on 20 December 2025: 65.4 kg; 6.3%)"
    )


def test_change_since_a_year_ago_and_since_the_one_before() -> None:
    facts = facts_at(
        "2026-04-20", vitals=_vitals(("2025-05-02", 60), ("2026-01-10", 58.5), ("2026-04-16", 58.5))
    )
    assert [change.since for change in facts.weight_changes] == ["year_ago", "previous"]
    assert facts.weight_changes[1].words == "The same as on 10 January 2026 (58.5 kg)"


def test_undated_and_impossible_weights() -> None:
    facts = facts_at(
        "2026-04-20", vitals=_vitals((None, 50), ("2026-04-16", 0), ("2026-04-17", 51))
    )
    assert facts.weight is not None
    assert facts.weight.quantity.value == 51
    assert [c.words for c in facts.weight_changes] == ["1 kg more than before (50 kg; 2.0%)"]


def test_age_of_a_measure_in_days() -> None:
    facts = facts_at("2026-04-20", vitals=[{"date": "2026-04", "spo2_room_air_percent": 97}])
    assert facts.oxygen is not None
    assert facts.oxygen.age_days is not None
    assert (facts.oxygen.age_days.low, facts.oxygen.age_days.high) == (0, 19)
