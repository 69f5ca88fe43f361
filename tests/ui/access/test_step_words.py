"""How steps are said, with and without days."""

import datetime

import pytest

from app.case.entities import AccessRequest
from app.case.partial_date import DayRange, PartialDate
from app.ui.access.step_words import detail_words, route_next, route_place, state_words
from app.ui.theme import Theme
from app.usecases.access_view import FollowedRoute, StepOfRequest

TODAY = datetime.date(2026, 5, 12)


def step(state: str = "not_started", **more: object) -> StepOfRequest:
    values: dict[str, object] = {
        "step_id": "s",
        "number": 1,
        "text": "Ask",
        "state": state,
        "holder": "",
        "since": None,
        "days": None,
        "due": None,
        "documents": (),
        "needed": (),
        "typical_time": "",
        "note": "",
        "template": None,
        "words": "",
    }
    return StepOfRequest(**{**values, **more})  # type: ignore[arg-type]


def route(*steps: StepOfRequest) -> FollowedRoute:
    following = next((each for each in steps if not each.settled), None)
    return FollowedRoute(AccessRequest(id="r"), "Route", "Idea", steps, following, "")


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (step("done"), "Done"),
        (step("waiting"), "Waiting"),
        (step(due=PartialDate.from_iso("2026-06")), "To do by June"),
        (step(), "To do"),
    ],
)
def test_a_state_without_a_day(theme: Theme, shown: StepOfRequest, words: str) -> None:
    assert state_words(shown, TODAY, current=False) == words


def test_what_is_known_of_a_step(theme: Theme) -> None:
    waiting = step("waiting")
    assert detail_words(waiting, TODAY, current=True) == ["Waiting for an answer"]
    since = step("waiting", since=PartialDate.from_iso("2026-05-12"), days=DayRange(0, 0))
    assert detail_words(since, TODAY, current=True) == ["Waiting since 12 May"]
    ready = step(documents=("Letter",), needed=("Form",), typical_time="days")
    assert detail_words(ready, TODAY, current=True) == [
        *("At hand: Letter", "Needs: Form", "Usual time: days")
    ]
    assert detail_words(ready, TODAY, current=False) == ["At hand: Letter"]


def test_where_a_route_stands(theme: Theme) -> None:
    assert route_place(route()) == "No steps noted yet."
    assert route_place(route(step("done"))) == "All steps are settled."
    assert route_next(route(step("done"))) == "Idea"
    assert route_place(route(step())) == "Not started."
    assert route_next(route(step("waiting", holder="FDA"))) == "Waiting for FDA."
    assert route_next(route(step("waiting"))) == "Waiting for an answer."
    assert route_next(route(step())) == "Ask"
