from datetime import date
from typing import Any

from app.case.facts import Facts
from app.eligibility.check_trial import CheckedTrial, check_read
from app.eligibility.earliest_dates import ASK_FIRST, earliest_dates, if_given
from app.eligibility.model import All, AnyOf, Kind, Requirement, Role
from tests.eligibility.check.building import SPAN, case, days, labs, limit, line, since, topic

CHEMO = {
    "modality": "chemotherapy",
    "name": "Holding chemo",
    "drugs": [{"name": "mercaptopurine"}],
    "start_date": "2026-04-08",
    "end_date": "2026-04-14",
    "reason_stopped": "completed",
}


def given(*rows: dict[str, Any], **more: Any) -> Facts:
    return case(treatments=list(rows) or [CHEMO], **more)


def trial(
    facts: Facts, *requirements: Requirement, number: str = "NCT1", **more: Any
) -> CheckedTrial:
    return check_read(number, None, [line(one, **more) for one in requirements], facts)


def first_day(facts: Facts, *requirements: Requirement, **more: Any) -> date | None:
    return earliest_dates(trial(facts, *requirements, **more), facts).not_before


def test_at_least_counts_to_the_day_and_not_within_to_the_day_after() -> None:
    facts = given()
    assert first_day(facts, since(">=", days(14))) == date(2026, 4, 28)
    assert first_day(facts, since("<=", days(14)), section="exclusion") == date(2026, 4, 29)
    assert first_day(facts, since("<", days(14)), section="exclusion") == date(2026, 4, 28)


def test_the_line_that_ends_last_binds() -> None:
    facts = given()
    dates = earliest_dates(trial(facts, since(">=", days(7)), since(">=", days(21))), facts)
    assert dates.not_before == date(2026, 5, 5)
    assert dates.binding is not None
    assert dates.binding.asked.durations == (days(21),)
    assert "Not before 5 May 2026 by the registry's text" in dates.sentence()
    assert "mercaptopurine" in dates.sentence()


def test_a_waiting_time_that_is_over_is_not_running() -> None:
    facts = given()
    dates = earliest_dates(trial(facts, since(">=", days(3))), facts)
    assert dates.not_before is None
    assert "No waiting time is running" in dates.sentence()


def test_one_of_several_ways_does_not_bind() -> None:
    facts = given()
    other = limit("age", ">=", 12)
    assert first_day(facts, AnyOf((since(">=", days(14)), other), SPAN)) is None
    assert first_day(facts, All((since(">=", days(14)), other), SPAN)) == date(2026, 4, 28)
    assert first_day(facts, since(">=", days(14)), role=Role.ALTERNATIVE) is None


def test_where_no_day_can_be_told_it_says_why() -> None:
    facts = given(medications=[{"name": "ruxolitinib", "status": "active", "start": "2026-01-01"}])
    still = since(">=", days(14), ids="drug:ruxolitinib")
    halves = since(">=", days(5, "half-life"))
    dates = earliest_dates(trial(facts, still, halves), facts)
    assert dates.not_before is None
    assert sorted(w.why_not for w in dates.cannot_tell) == [
        "still taken",
        "the line counts half-lives",
    ]
    assert "cannot be counted yet" in dates.sentence()


def test_what_the_line_takes_out_starts_no_waiting_time() -> None:
    out = (topic(Kind.PRIOR_THERAPY, "drug:mercaptopurine"),)
    mixed = {**CHEMO, "modality": None}
    assert (
        first_day(given(mixed), since(">=", days(14), ids="drug:mercaptopurine", without=out))
        is None
    )


def test_how_long_the_tests_of_today_count() -> None:
    facts = given(
        **labs({"code": "plt", "value": 120, "unit": "10^3/uL"}),
        performance_status=[{"date": "2026-04-10", "scale": "ECOG", "score": 1}],
    )
    asked = [
        limit("platelets", ">=", 50, "10^9/L", window=days(14)),
        limit("ecog", "<=", 2),
        limit("platelets", ">=", 300, "10^9/L"),  # not met: no test to keep fresh
    ]
    tests = earliest_dates(trial(facts, *asked), facts).tests
    assert [(t.name, t.good_until, t.from_text) for t in tests] == [
        ("platelets", date(2026, 4, 30), True),
        ("ECOG score", date(2026, 5, 10), False),
    ]


def test_a_dose_that_was_not_given_yet_moves_trials() -> None:
    facts = given()
    one = trial(facts, since(">=", days(14)), number="NCT1")
    other = trial(facts, since(">=", days(14), ids="modality:radiation"), number="NCT2")
    (shift,) = if_given("Nelarabine", date(2026, 4, 30), [one, other], facts)
    assert (shift.number, shift.now, shift.then) == ("NCT1", date(2026, 4, 28), date(2026, 5, 14))
    said = shift.sentence("Starting nelarabine")
    assert said.startswith("Starting nelarabine would move NCT1 to 14 May 2026")
    assert said.endswith(ASK_FIRST)


def test_an_unknown_medicine_moves_nothing() -> None:
    facts = given()
    assert (
        if_given("herbal tea", date(2026, 4, 30), [trial(facts, since(">=", days(14)))], facts)
        == ()
    )
