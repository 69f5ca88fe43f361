"""Answers and calls about a step of an access route."""

from dataclasses import replace

import pytest

from app.case.entities import AccessRequest, AccessStep
from app.case.partial_date import PartialDate
from app.casefile import Insert, Update
from app.errors import CasebookError
from app.usecases.access_acts import log_call, said_no, said_yes
from app.usecases.access_tracker import wait_for
from app.usecases.session import Session


@pytest.fixture
def route(session: Session) -> Session:
    request = AccessRequest(id="r", pathway="right_to_try", drug="XT-107", status="idea")
    steps = [
        AccessStep(id="s1", parent_id="r", step="Ask the doctor", who="family"),
        AccessStep(id="s2", parent_id="r", step="Letter of Authorization", who="company"),
    ]
    session.run("add", [Insert(request), *map(Insert, steps)])
    return session


def step(session: Session, key: str) -> AccessStep:
    found = session.case.get(AccessStep, key)
    assert found is not None
    return found


def status(session: Session) -> str | None:
    return session.case.all(AccessRequest)[0].status


def test_a_yes_settles_the_step(route: Session) -> None:
    said_yes(route, "s1")
    assert (step(route, "s1").state, status(route)) == ("done", "idea")
    said_yes(route, "s2")
    assert status(route) == "company_agreed"


def test_a_no_is_noted_with_its_day(route: Session) -> None:
    route.run("note", [Update(replace(step(route, "s2"), note="Asked."))])
    said_no(route, "s2")
    assert step(route, "s2").note == "Asked.\nThey said no on 12 May 2026."
    assert status(route) == "company_declined"
    said_no(route, "s1")
    assert status(route) == "stopped"


def test_calls_are_kept_one_below_the_other(route: Session) -> None:
    wait_for(route, "s2", "company")
    log_call(route, "s2", "No answer yet", "the company", PartialDate.from_iso("2026-05-11"))
    log_call(route, "s2", "They will write")
    noted = step(route, "s2")
    assert noted.note == ("11 May 2026, the company: No answer yet\n12 May 2026: They will write")
    assert (noted.state, noted.who) == ("waiting", "company")
    log_call(route, "s1", "Asked")
    assert step(route, "s1").state == "not_started"


def test_nothing_is_noted_for_nothing(route: Session) -> None:
    with pytest.raises(CasebookError, match="what was said"):
        log_call(route, "s1", " ")
    with pytest.raises(CasebookError, match="no longer"):
        said_yes(route, "gone")
