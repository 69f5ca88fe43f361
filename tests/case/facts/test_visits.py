from datetime import date
from typing import Any

import pytest

from app.case.facts import Facts, facts_of
from tests.case.facts.cases import facts_at, sample


def _lymphoma() -> Facts:
    return facts_of(sample("lymphoma-62"), date(2026, 5, 11))


def test_the_named_next_appointment_while_it_is_ahead() -> None:
    facts = _lymphoma()
    assert facts.next_visit is not None
    assert facts.next_visit.evidence.shown_id == "ap-2"
    assert facts.next_visit.days_ahead is not None
    assert facts.next_visit.days_ahead.exact == 9
    assert [visit.evidence.shown_id for visit in facts.visits_ahead] == ["ap-3", "ap-2"]


def test_a_named_appointment_that_is_over_gives_way_to_the_earliest() -> None:
    facts = facts_at(
        "2026-05-11",
        next_appointment_id="ap-1",
        appointments=[
            {"id": "ap-1", "date": "2026-05-10"},
            {"id": "ap-3", "date": "2026-05-13", "time": "10:00"},
            {"id": "ap-2", "date": "2026-05-13", "time": "08:00"},
            {"id": "ap-4"},
        ],
    )
    assert facts.next_visit is not None
    assert facts.next_visit.evidence.shown_id == "ap-2"


@pytest.mark.parametrize(
    ("visit", "ahead"),
    [
        ({"date": "2026-05-11"}, True),
        ({"date": "2026-05-11", "outcome": "Talked"}, False),
        ({"date": "2026-05"}, True),
        ({"date": "2026-04"}, False),
    ],
)
def test_ahead_from_the_day_on(visit: dict[str, Any], ahead: bool) -> None:
    assert bool(facts_at("2026-05-11", appointments=[visit]).visits_ahead) is ahead


def test_questions_for_a_visit() -> None:
    facts = _lymphoma()
    # The visit's own first, then by priority, then the oldest.
    assert [q.evidence.shown_id for q in facts.questions_for("ap-2")] == ["q-3", "q-1", "q-2"]
    assert [q.evidence.shown_id for q in facts.questions_for(None)] == ["q-2", "q-3", "q-1"]
    assert [q.for_visit for q in facts.questions_for("ap-2")] == [True, True, False]
    assert len(facts.asked_questions) == 1


def test_answers_newest_first() -> None:
    rows = [
        {"text": "a", "status": "answered", "answered_on": "2026-01-01"},
        {"text": "b", "status": "answered", "answered_on": "2026-02-01", "answer": "Yes"},
        {"text": "c", "status": "answered"},
        {"text": "", "status": "answered"},
        {"text": "d", "status": "parked"},
    ]
    facts = facts_at("2026-04-20", questions=rows)
    assert [q.text for q in facts.answered_questions] == ["b", "a", "c"]


def test_what_a_visit_should_decide() -> None:
    wanted = _lymphoma().decision_wanted("ap-2")
    assert wanted is not None
    assert (wanted.origin, wanted.words) == ("visit", ("CAR-T now or after two more cycles",))


def test_else_the_decisions_due_that_no_visit_took_up() -> None:
    facts = facts_at(
        "2026-04-06",
        appointments=[
            {"id": "past", "date": "2025-09-09", "purpose": "Check", "outcome": "Well"},
            {"id": "next", "date": "2026-04-14", "purpose": "Second opinion"},
        ],
        decisions=[
            {"id": "de-1", "decision": "Wait", "revisit_on": "2025-09-09"},
            {"id": "de-2", "decision": "Inotuzumab", "revisit_on": "2026-04-14"},
            {"id": "de-3", "decision": "Later", "revisit_on": "2026-05-01"},
            {"id": "de-4", "decision": "Never again"},
        ],
    )
    due = facts.decisions_due(date(2026, 4, 14))
    assert [item.evidence.shown_id for item in due] == ["de-2", "de-1"]
    assert due[1].visit_since is not None
    wanted = facts.decision_wanted("next")
    assert wanted is not None
    assert (wanted.origin, wanted.words) == ("decisions", ("Inotuzumab",))


def test_else_the_purpose_of_the_visit() -> None:
    facts = facts_at("2026-04-06", appointments=[{"id": "a", "purpose": "Counts"}, {"id": "b"}])
    wanted = facts.decision_wanted("a")
    assert wanted is not None
    assert (wanted.origin, wanted.words) == ("purpose", ("Counts",))
    assert facts.decision_wanted("b") is None
    assert facts.decision_wanted("nowhere") is None
    assert facts.decision_wanted(None) is None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {
                "status_at_save": "NOT CONFIRMED - the family has not checked",
                "saved_on": "2026-04-05",
            },
            "Status not confirmed (saved on 5 April 2026)",
        ),
        (
            {"status_at_save": "not checked", "status_checked_on": "2026-04-06"},
            "Status not confirmed (saved on 6 April 2026)",
        ),
        ({"saved_on": "2026-04"}, "Status not confirmed (saved in April 2026)"),
        ({}, "Status not confirmed"),
        (
            {"status_at_save": "Recruiting", "status_checked_on": "2026-05-02"},
            "Recruiting, as checked on 2 May 2026",
        ),
        (
            {"status_at_save": "ACTIVE_NOT_RECRUITING", "status_checked_on": "2026-05-02"},
            "Active, not recruiting, as checked on 2 May 2026",
        ),
        (
            {"status_at_save": "recruiting", "saved_on": "2026-05-02"},
            "Status not confirmed (noted as recruiting on 2 May 2026)",
        ),
        (
            {"status_at_save": "open, says the nurse", "status_checked_on": "2026-05-02"},
            "open, says the nurse, as checked on 2 May 2026",
        ),
    ],
)
def test_a_trials_status_is_never_shown_without_who_checked_it(
    values: dict[str, Any], words: str
) -> None:
    facts = facts_at("2026-05-11", saved_trials=[{"short_name": "T", **values}])
    assert facts.trials[0].words == words


def test_access_requests_open_first() -> None:
    facts = facts_at(
        "2026-05-11",
        access_requests=[
            {"drug": "a", "status": "company_declined"},
            {
                "drug": "soficabtagene geleucel",
                "status": "asked_doctor",
                "steps": [
                    {"step": "Read the policy", "done": True},
                    {"step": "Doctor asks the company", "done": False},
                ],
            },
            {},
        ],
    )
    assert [fact.words for fact in facts.access_requests] == [
        "soficabtagene geleucel, asked our doctor, next: Doctor asks the company",
        "Drug without a name, state not noted",
        "a, company said no",
    ]
    assert [fact.open for fact in facts.access_requests] == [True, True, False]


def test_documents_by_type_newest_first() -> None:
    rows = [
        {"title": "Old flow", "type": "flow", "date": "2023-08-18"},
        {"title": "New flow", "type": "flow", "date": "2026-02-26"},
        {"file_name": "scan.zip"},
        {"title": "Marrow", "type": "marrow"},
    ]
    documents = facts_at("2026-04-20", documents=rows).documents
    assert {key: [row.words for row in found] for key, found in documents.items()} == {
        "flow": ["New flow", "Old flow"],
        "marrow": ["Marrow"],
        "other": ["scan.zip"],
    }
