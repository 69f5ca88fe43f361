"""Access routes step by step: who holds the ball, since when, what is next, and by which rules."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from app.case.entities import AccessRequest, AccessStep
from app.case.facts.options import access_requests
from app.case.partial_date import PartialDate
from app.casefile import Update
from app.errors import CasebookError
from app.trials.access_routes import RouteId, route
from app.usecases.access_tracker import (
    StepNews,
    add_step,
    mark_step,
    remove_route,
    set_status,
    start_route,
    step_done,
    wait_for,
)
from app.usecases.access_view import FollowedRoute, followed_routes, routes_here
from app.usecases.make_case import case_from_json
from app.usecases.session import Session

SINGLE = RouteId.SINGLE_PATIENT_NONEMERGENCY


def day(iso: str) -> PartialDate:
    return PartialDate.from_iso(iso)


@pytest.fixture
def american(session: Session) -> Session:
    session.run("note country", [Update(replace(session.case.patient, country="US"))])
    return session


def followed(session: Session) -> FollowedRoute:
    (found,) = followed_routes(session)
    return found


def step_id(session: Session, number: int) -> str:
    return followed(session).steps[number - 1].step_id


def test_a_route_starts_with_the_steps_of_the_list(american: Session) -> None:
    start_route(american, SINGLE, "XT-107", company="Xtra", registry_number="NCT99990711")
    found = followed(american)
    assert found.name == "Single-patient expanded access (non-emergency)"
    assert [each.text for each in found.steps] == [each.text for each in route(SINGLE).steps]
    assert [each.number for each in found.steps] == list(range(1, 11))
    assert {each.state for each in found.steps} == {"not_started"}
    assert found.request.started_on == day("2026-05-12")
    assert (found.status, found.request.company) == ("Idea", "Xtra")
    assert found.steps[2].needed == ("case summary",)
    assert found.steps[2].template is not None
    assert found.steps[2].template.verified
    assert found.words.startswith("Step 1 of 10. Next: check that no trial fits")
    assert american.undo_name == "start Single-patient expanded access (non-emergency) for XT-107"
    american.undo()
    assert american.case.all(AccessStep)[:] == []


def test_the_next_step_and_who_holds_the_ball(american: Session) -> None:
    start_route(american, SINGLE, "XT-107")
    step_done(american, step_id(american, 1), on=day("2026-05-05"), note="Dr. Okoye looked")
    step_done(american, step_id(american, 2), on=day("2026-05-06"))
    wait_for(
        american,
        step_id(american, 3),
        "the company",
        since=day("2026-05-08"),
        due=day("2026-05-15"),
    )
    found = followed(american)
    assert found.steps[0].words == "Done 5 May 2026"
    assert found.steps[0].note == "Dr. Okoye looked"
    waiting = found.steps[2]
    assert found.next == waiting
    assert found.waiting == (waiting,)
    assert waiting.words == "Waiting 4 days for the company, due by 15 May 2026"
    assert (waiting.holder, waiting.since, waiting.due) == (
        "the company", day("2026-05-08"), day("2026-05-15"),
    )  # fmt: skip
    assert found.words == ("Step 3 of 10. Waiting 4 days for the company, due by 15 May 2026.")


def test_days_count_up_to_the_day_asked_for(american: Session) -> None:
    start_route(american, SINGLE, "XT-107")
    wait_for(american, step_id(american, 1), "the doctor")
    assert followed(american).steps[0].words == "Waiting since today for the doctor"
    (later,) = followed_routes(american, datetime.date(2026, 5, 13))
    assert later.steps[0].words == "Waiting 1 day for the doctor"


def test_a_month_gives_no_day_count_beyond_its_range(american: Session) -> None:
    start_route(american, SINGLE, "XT-107")
    wait_for(american, step_id(american, 1), "the doctor", since=day("2026-04"))
    assert followed(american).steps[0].words == "Waiting between 12 and 41 days for the doctor"


def test_a_day_that_is_past_due_is_only_named(american: Session) -> None:
    start_route(american, SINGLE, "XT-107")
    wait_for(
        american, step_id(american, 1), "the doctor", since=day("2026-05-01"), due=day("2026-05-04")
    )
    words = followed(american).steps[0].words
    assert words == "Waiting 11 days for the doctor, due by 4 May 2026"


def test_what_is_not_needed_is_passed_over(american: Session) -> None:
    start_route(american, RouteId.RIGHT_TO_TRY, "XT-107")
    for number in range(1, 6):
        mark_step(american, step_id(american, number), StepNews("not_needed", note="approved now"))
    found = followed(american)
    assert found.next is not None
    assert found.next.number == 6
    step_done(american, step_id(american, 6))
    assert followed(american).words == "All 6 steps are settled."


def test_news_can_change_the_request_in_the_same_step(american: Session) -> None:
    start_route(american, SINGLE, "XT-107")
    news = StepNews("done", note="They said no", request_status="company_declined")
    mark_step(american, step_id(american, 3), news)
    assert followed(american).status == "Company said no"
    american.undo()
    found = followed(american)
    assert (found.status, found.steps[2].state) == ("Idea", "not_started")


def test_documents_at_hand_stand_beside_those_needed(american: Session) -> None:
    start_route(american, SINGLE, "XT-107")
    mark_step(american, step_id(american, 4), StepNews("waiting", documents=["LOA, 8 May"]))
    step = followed(american).steps[3]
    assert step.documents == ("LOA, 8 May",)
    assert step.needed[:2] == ("Form 3926", "LOA")


def test_what_the_news_do_not_mention_stays(american: Session) -> None:
    start_route(american, SINGLE, "XT-107")
    wait_for(american, step_id(american, 3), "the company", since=day("2026-05-08"))
    mark_step(american, step_id(american, 3), StepNews("waiting", due=day("2026-05-20")))
    step = followed(american).steps[2]
    assert (step.holder, step.since, step.due) == (
        "the company", day("2026-05-08"), day("2026-05-20"),
    )  # fmt: skip
    mark_step(american, step_id(american, 3), StepNews("not_started"))
    again = followed(american).steps[2]
    assert (again.since, again.due, again.words) == (None, None, "Not started")


def test_a_step_of_our_own_and_the_whole_request(american: Session) -> None:
    start_route(american, RouteId.OFF_LABEL, "venetoclax")
    request = followed(american).request
    add_step(american, request.id, "Ask the pharmacist about the azole", "Ana")
    last = followed(american).steps[-1]
    assert (last.number, last.holder, last.template, last.needed) == (5, "Ana", None, ())
    set_status(american, request.id, "asked_doctor", "Dr. Okoye thinks about it")
    assert followed(american).status == "Asked our doctor"
    assert american.undo_name == "set the request for venetoclax to Asked our doctor"
    remove_route(american, request.id)
    assert followed_routes(american) == ()
    american.undo()
    assert len(followed(american).steps) == 5


def test_refusals_change_nothing(american: Session) -> None:
    with pytest.raises(CasebookError, match="which medicine"):
        start_route(american, SINGLE, " ")
    with pytest.raises(CasebookError, match="another country"):
        start_route(american, RouteId.EU_COMPASSIONATE, "XT-107")
    start_route(american, SINGLE, "XT-107")
    with pytest.raises(CasebookError, match="what is to be done"):
        add_step(american, followed(american).request.id, "")
    gone = step_id(american, 1)
    remove_route(american, followed(american).request.id)
    with pytest.raises(CasebookError, match="no longer in the case"):
        step_done(american, gone)
    with pytest.raises(CasebookError, match="no longer in the case"):
        set_status(american, "no such row", "idea")


def test_a_european_family_sees_no_form_of_the_united_states(session: Session) -> None:
    session.run("note country", [Update(replace(session.case.patient, country="France"))])
    here = routes_here(session)
    shown = " ".join(step.text + " ".join(step.documents) for r in here.routes for step in r.steps)
    assert "FDA" not in shown
    assert "3926" not in shown
    assert here.note
    with pytest.raises(CasebookError, match="another country"):
        start_route(session, SINGLE, "XT-107")
    start_route(session, RouteId.EU_COMPASSIONATE, "XT-107")
    assert len(followed(session).steps) == 6


def test_facts_and_print_read_the_same_next_step(american: Session) -> None:
    start_route(american, SINGLE, "XT-107")
    step_done(american, step_id(american, 1))
    mark_step(american, step_id(american, 2), StepNews("not_needed"))
    (fact,) = access_requests(american.case)
    following = followed(american).next
    assert following is not None
    assert fact.next_step == following.text


@pytest.mark.shared_data
def test_routes_of_a_sample_case_without_states(shared_data: Path, tmp_path: Path) -> None:
    """Steps that came with "done" alone are read as they are."""
    case_from_json(tmp_path / "b.casebook", shared_data / "cases" / "case-b-t-lbl-58.json")
    with Session.open(tmp_path / "b.casebook") as session:
        found = followed(session)
        assert [each.state for each in found.steps] == ["done", "done", "not_started"]
        assert found.words == "Step 3 of 3. Next: doctor contacts the company."
        assert found.name == "Single-patient expanded access (non-emergency)"
        step_done(session, found.steps[2].step_id)
        assert followed(session).next is None
        assert session.case.all(AccessRequest)[0].status == "asked_doctor"
