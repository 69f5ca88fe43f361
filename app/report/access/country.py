"""What may be named in a family's country: forms and steps of the United States only there.

A request noted under another country's route keeps the family's own words; the route's name, its
steps and its state are told by the rules of the country where the person lives, or not at all.
"""

import re
from collections.abc import Sequence

from app.case import codes
from app.report.access.told import ToldRoute, ToldStep
from app.trials.access_routes import Route, RouteId, RoutesForCountry, route, routes_for
from app.trials.regions import Region

_OF_THE_UNITED_STATES = re.compile(
    r"\b(?:FDA|IND|eIND|CDER|CBER|IRB|Form\s+(?:FDA\s+)?(?:3926|1571)|3926|1571|21 CFR"
    r"|Letter of Authorization|LOA|Right to Try|Project Facilitate)\b"
)
"""Names of forms, offices and laws that mean nothing, or something else, in another country."""

_ELSEWHERE = {
    "fda_submitted": "Sent to the authority",
    "fda_may_proceed": "The authority says that it may go ahead",
    "irb_pending": "Waiting for the ethics committee",
    "irb_ok": "Ethics committee agrees",
}
"""Codes of `access_request.status` in words that hold outside the United States."""


class Country:
    """The rules where the person lives.

    Attributes:
        name: as noted, "" where nobody noted it.
        rules: the routes there are, and a remark where rules differ.
    """

    def __init__(self, name: str | None) -> None:
        self.name = name or ""
        self.rules: RoutesForCountry = routes_for(name)

    @property
    def is_united_states(self) -> bool:
        """Whether forms and offices of the United States may be named."""
        return self.rules.region is Region.UNITED_STATES

    def may_name(self, text: str) -> bool:
        """Whether a text names nothing that holds in the United States only, or may do so here."""
        return self.is_united_states or not _OF_THE_UNITED_STATES.search(text)

    def route_of(self, pathway: str | None) -> Route | None:
        """Return the route of a request, or the one that stands for it in this country.

        None where the packaged list has none that holds here.
        """
        allowed = {one.id: one for one in self.rules.routes}
        wanted = next((one for one in RouteId if one.value == pathway), None)
        if wanted in allowed:
            return allowed[wanted]
        if self.rules.region is Region.EUROPE:
            return route(RouteId.EU_COMPASSIONATE)
        return None

    def route_name(self, pathway: str | None) -> str:
        """Return the name of a route as it may be printed here."""
        found = self.route_of(pathway)
        if found is not None:
            return found.name
        known = any(one.value == pathway for one in RouteId)
        return "Not chosen" if known or not pathway else pathway.replace("_", " ")

    def status(self, code: str | None) -> str:
        """Return where a request stands, in words that hold here."""
        if not code:
            return "Not noted"
        if not self.is_united_states and code in _ELSEWHERE:
            return _ELSEWHERE[code]
        return codes.label("access_request.status", code)

    def steps_shown(self, followed: ToldRoute) -> Sequence[ToldStep]:
        """Return the steps that may be printed here: not those of another country's route."""
        here = self.route_of(followed.request.pathway)
        allowed = {step.id for step in here.steps} if here else set()
        return [step for step in followed.steps if self._may_stand(step, allowed)]

    def _may_stand(self, step: ToldStep, allowed: set[str]) -> bool:
        if step.template is not None:
            return step.template.id in allowed
        return self.may_name(step.text)
