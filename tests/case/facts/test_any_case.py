"""Whatever a case holds, its facts can be told, and never tell more than its rows."""

import json
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.case.case import Case
from app.case.declaration import SPECS
from app.case.facts import Facts, as_of_day, facts_of
from app.case.facts.facts_json import facts_json
from app.case.facts.model import Evidence, LastDay
from tests.case.facts.any_case import cases

AS_OF = st.sampled_from([date(2026, 4, 20), date(2024, 2, 29), date(2019, 1, 1), date(2101, 6, 1)])
LOOK = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _rows_named(value: object) -> list[dict[str, object]]:
    """Return every row named anywhere in the JSON of the facts."""
    if isinstance(value, dict):
        if {"table", "id", "words"} <= value.keys():
            return [value]
        return [row for part in value.values() for row in _rows_named(part)]
    if isinstance(value, list):
        return [row for part in value for row in _rows_named(part)]
    return []


def _last_days(facts: Facts) -> list[LastDay]:
    groups = (facts.last_by_class, facts.last_by_family, facts.last_by_target)
    days = [group.last for found in groups for group in found.values()]
    return [*days, *(dose.last for dose in facts.last_doses)]


@LOOK
@given(cases(), AS_OF)
def test_facts_of_any_case_can_be_written_as_json(case: Case, as_of: date) -> None:
    told = facts_json(facts_of(case, as_of))
    assert json.loads(json.dumps(told)) == told
    for row in _rows_named(told):
        assert row["table"] in SPECS
        assert row["words"] or row["table"] == "appointment"


@LOOK
@given(cases(), AS_OF)
def test_a_last_day_is_a_range_that_ends_on_the_as_of_day_at_the_latest(
    case: Case, as_of: date
) -> None:
    for last in _last_days(facts_of(case, as_of)):
        assert last.latest <= as_of
        assert last.words
        if last.earliest is not None:
            assert last.earliest <= last.latest
            days = last.days_before(as_of)
            assert days is not None
            assert days.low >= 0
        assert last.kind != "exact" or last.earliest == last.latest


@LOOK
@given(cases(), AS_OF)
def test_nothing_of_later_days_counts(case: Case, as_of: date) -> None:
    facts = facts_of(case, as_of)
    newest: list[Evidence | None] = [
        facts.performance.evidence if facts.performance else None,
        facts.latest_panel.evidence if facts.latest_panel else None,
        *(fact.newest.evidence for fact in facts.markers.values()),
        *(value.evidence for fact in facts.genes.values() for value in fact.newest),
        *(value.evidence for value in facts.newest_labs.values()),
        *(event.evidence for event in facts.status_events),
        *(fact.evidence for fact in facts.organ_tests),
        *(fact.evidence for fact in facts.transplants),
    ]
    for row in newest:
        assert row is None or row.date is None or row.date.earliest <= as_of


@LOOK
@given(cases(), AS_OF)
def test_pages_can_ask_for_everything(case: Case, as_of: date) -> None:
    facts = facts_of(case, as_of)
    assert facts.situation.words
    later = facts.age_on(as_of + timedelta(days=400))
    if facts.age is not None:
        assert later is not None
        assert later.years.low >= facts.age.years.low
    table = facts.lab_table(("hgb", "anc", "cd19", "unheard of"), columns=4)
    assert len(table.dates) <= 4
    assert all(len(row.cells) == len(table.dates) for row in table.rows)
    for key in facts.newest_labs:
        line = facts.lab_series(key)
        assert list(line) == sorted(line, key=lambda point: point.date.sort_key)
    for visit in facts.visits_ahead:
        wanted = facts.decision_wanted(visit.evidence.id)
        assert wanted is None or all(wanted.words)
    assert len(facts.questions_for(None)) == len(facts.open_questions)
    assert as_of_day(case, as_of, date(2026, 1, 1)) == as_of


@LOOK
@given(cases(), AS_OF)
def test_a_conflict_names_its_rows_and_asks(case: Case, as_of: date) -> None:
    for found in facts_of(case, as_of).conflicts:
        assert found.entries
        assert found.sentence.endswith(".")
        assert found.question.endswith("?")
        for row in found.entries:
            assert case.get(SPECS[row.table].entity, row.id) is not None
