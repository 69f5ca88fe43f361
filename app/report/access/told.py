"""What is told of routes and of trials that were not possible, worked out elsewhere.

The shapes are those of the window's own values, so that paper and screen say the same.
"""

from collections.abc import Sequence
from typing import Protocol

from app.case.entities import AccessRequest, TrialContact
from app.case.partial_date import PartialDate
from app.trials.access_routes import Step


class ToldStep(Protocol):
    """One step of a route that the family follows."""

    @property
    def number(self) -> int:
        """Its place, from 1."""

    @property
    def text(self) -> str:
        """What is to be done."""

    @property
    def state(self) -> str:
        """not_started, waiting, done or not_needed."""

    @property
    def holder(self) -> str:
        """Who does it or is waited for."""

    @property
    def words(self) -> str:
        """The state in words, with its day."""

    @property
    def note(self) -> str:
        """The family's note."""

    @property
    def template(self) -> Step | None:
        """The step of the packaged list; None for one of the family's own."""


class ToldRoute(Protocol):
    """A route that the family follows, with its steps in order."""

    @property
    def request(self) -> AccessRequest:
        """The row as noted."""

    @property
    def words(self) -> str:
        """How far it has come: "Step 2 of 10. Waiting 4 days for the company."."""

    @property
    def steps(self) -> Sequence[ToldStep]:
        """The steps in their order."""


class ToldReason(Protocol):
    """One reason why a trial was not possible, as somebody gave it or as a record says it."""

    @property
    def words(self) -> str:
        """The reason in a sentence."""

    @property
    def line(self) -> str:
        """The registry's own words, "" where it is about no line."""

    @property
    def by(self) -> str:
        """Who said it, "" for a record."""

    @property
    def on(self) -> PartialDate | None:
        """The day it is from."""

    @property
    def source(self) -> str:
        """Where it comes from."""

    @property
    def look_again(self) -> tuple[str, ...]:
        """Why it deserves another look."""


class ToldTrial(Protocol):
    """A saved trial, how far the family came with it, and what stood in the way."""

    @property
    def name(self) -> str:
        """What the family calls it."""

    @property
    def number(self) -> str:
        """The registry's number, "" where there is none."""

    @property
    def status(self) -> str:
        """The registry's status with the day it was checked."""

    @property
    def stage(self) -> str:
        """Where the family stands with it."""

    @property
    def contacts(self) -> Sequence[TrialContact]:
        """Calls and messages, newest first."""

    @property
    def reasons(self) -> Sequence[ToldReason]:
        """What stood in the way."""
