"""Names of people and places left out of what is told of routes and of trials."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.case.case import Case
from app.case.entities import AccessRequest, TrialContact
from app.case.partial_date import PartialDate
from app.report.access.told import ToldReason, ToldRoute, ToldStep, ToldTrial
from app.report.trials.names import texts_without_names
from app.trials.access_routes import Step

Masked = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Step:
    """A step with names left out."""

    number: int
    text: str
    state: str
    holder: str
    words: str
    note: str
    template: Step | None


@dataclass(frozen=True, slots=True)
class _Route:
    """A route with names left out."""

    request: AccessRequest
    words: str
    steps: tuple[_Step, ...]


@dataclass(frozen=True, slots=True)
class _Reason:
    """A reason with names left out."""

    words: str
    line: str
    by: str
    on: PartialDate | None
    source: str
    look_again: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Trial:
    """A trial with names left out."""

    name: str
    number: str
    status: str
    stage: str
    contacts: tuple[TrialContact, ...]
    reasons: tuple[_Reason, ...]


def routes_without_names(routes: Sequence[ToldRoute], named: Case) -> tuple[ToldRoute, ...]:
    """Return the routes with the case's names left out."""
    masked = _masker(named, [text for route in routes for text in _route_texts(route)])
    return tuple(
        _Route(
            _request(route.request, masked),
            masked(route.words),
            tuple(_step(step, masked) for step in route.steps),
        )
        for route in routes
    )


def _request(request: AccessRequest, masked: Masked) -> AccessRequest:
    drug, company, note = (masked(text) or None for text in _request_texts(request))
    return replace(request, drug=drug, company=company, note=note)


def _request_texts(request: AccessRequest) -> tuple[str, str, str]:
    return request.drug or "", request.company or "", request.note or ""


def reasons_without_names(trials: Sequence[ToldTrial], named: Case) -> tuple[ToldTrial, ...]:
    """Return the trials and their reasons with the case's names left out."""
    masked = _masker(named, [text for trial in trials for text in _trial_texts(trial)])
    return tuple(_trial(trial, masked) for trial in trials)


def _masker(named: Case, texts: Sequence[str]) -> Masked:
    known = list(dict.fromkeys(text for text in texts if text))
    found = dict(zip(known, texts_without_names(named, known), strict=True))
    return lambda text: found.get(text, "")


def _route_texts(route: ToldRoute) -> list[str]:
    steps = [text for s in route.steps for text in (s.text, s.holder, s.words, s.note)]
    return [*_request_texts(route.request), route.words, *steps]


def _step(step: ToldStep, masked: Masked) -> _Step:
    return _Step(
        number=step.number,
        text=masked(step.text),
        state=step.state,
        holder=masked(step.holder),
        words=masked(step.words),
        note=masked(step.note),
        template=step.template,
    )


def _trial_texts(trial: ToldTrial) -> list[str]:
    texts = [trial.name, trial.stage]
    for contact in trial.contacts:
        texts += [contact.with_whom or "", contact.note or ""]
    for reason in trial.reasons:
        texts += [reason.words, reason.by, reason.source, *reason.look_again]
    return texts


def _trial(trial: ToldTrial, masked: Masked) -> _Trial:
    return _Trial(
        name=masked(trial.name),
        number=trial.number,
        status=trial.status,
        stage=masked(trial.stage),
        contacts=tuple(_contact(contact, masked) for contact in trial.contacts),
        reasons=tuple(_reason(reason, masked) for reason in trial.reasons),
    )


def _contact(contact: TrialContact, masked: Masked) -> TrialContact:
    whom, note = masked(contact.with_whom or ""), masked(contact.note or "")
    return replace(contact, with_whom=whom or None, note=note or None)


def _reason(reason: ToldReason, masked: Masked) -> _Reason:
    return _Reason(
        words=masked(reason.words),
        line=reason.line,
        by=masked(reason.by),
        on=reason.on,
        source=masked(reason.source),
        look_again=tuple(map(masked, reason.look_again)),
    )
