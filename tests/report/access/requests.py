"""Routes, steps and trials that were not possible, as they are told."""

from dataclasses import dataclass, field
from typing import Any

from app.case.entities import AccessRequest, TrialContact
from app.case.partial_date import PartialDate
from app.trials.access_routes import RouteId, Step, route


@dataclass(frozen=True)
class ToldStep:
    number: int
    text: str
    state: str = "not_started"
    holder: str = ""
    words: str = "Not started"
    note: str = ""
    template: Step | None = None


@dataclass(frozen=True)
class ToldRoute:
    request: AccessRequest
    steps: tuple[ToldStep, ...] = ()
    words: str = "Step 1 of 2."


@dataclass(frozen=True)
class Reason:
    words: str
    line: str = ""
    by: str = ""
    on: PartialDate | None = None
    source: str = ""
    look_again: tuple[str, ...] = ()


@dataclass(frozen=True)
class LookedAt:
    name: str = "Daratumumab trial"
    number: str = "NCT99990318"
    status: str = "Recruiting, checked 10 May 2026"
    stage: str = "Team says it does not fit"
    contacts: tuple[TrialContact, ...] = ()
    reasons: tuple[Reason, ...] = field(default=())


REASONS = (
    Reason(
        "May rule out: Platelet count 49 10^3/uL on 11 May 2026. "
        "The trial's text names at least 75 10^9/L.",
        "Platelets ≥ 75 × 10^9/L",
        "",
        PartialDate(2026, 5, 11),
        "Letter, 11 May 2026",
    ),
    Reason(
        "May rule out, says Dr. Hannah Okoye.",
        "First relapse only",
        "Dr. Hannah Okoye",
        PartialDate(2026, 5, 14),
        "Answer to inclusion line 2",
        ("The registry's words have changed since.",),
    ),
)
CALL = TrialContact(
    id="c-1",
    parent_id="t-1",
    date=PartialDate(2026, 5, 11),
    with_whom="the study line",
    note="No free place before July.",
)
TRIALS = (LookedAt(reasons=REASONS, contacts=(CALL,)), LookedAt(name="Another trial", number=""))


def request(pathway: str = "single_patient_nonemergency", **more: Any) -> AccessRequest:
    values: dict[str, Any] = {
        "id": "ar-1",
        "pathway": pathway,
        "drug": "XT-107",
        "company": "Example Cells Inc.",
        "registry_number": "NCT99990711",
        "status": "fda_submitted",
        "started_on": PartialDate(2026, 5, 6),
        "note": "Dr. Hannah Okoye said yes by phone.",
    }
    return AccessRequest(**(values | more))


def followed(pathway: str = "single_patient_nonemergency", **more: Any) -> ToldRoute:
    """Return a route with its own first steps as the tracker keeps them, and one of our own."""
    known = [one for one in RouteId if one.value == pathway]
    steps = [
        ToldStep(step.number, step.text, holder=step.who, template=step)
        for step in (route(known[0]).steps[:4] if known else ())
    ]
    waiting = ToldStep(
        9, "Ask Dr. Hannah Okoye", "waiting", "doctor", "Waiting 4 days for the doctor"
    )
    form = ToldStep(10, "Write Form FDA 3926 together")
    return ToldRoute(request(pathway, **more), (*steps, waiting, form))
