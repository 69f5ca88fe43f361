"""The trials a case keeps: every version of their records, and the view that is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from app.case.case import Case
from app.case.entities import SavedTrial
from app.case.entities import TrialRecord as KeptRecord
from app.errors import CasebookError
from app.trials.merge_records import combined_view
from app.trials.read import read_again
from app.trials.record import Form, Skipped, TrialRecord
from app.usecases.session import Session


@dataclass(frozen=True)
class KeptTrial:
    """A saved trial with the versions of its record; records are read when asked for.

    Attributes:
        saved: the family's own words about it.
        kept: the versions, as rows, in the order they came.
    """

    session: Session
    saved: SavedTrial
    kept: tuple[KeptRecord, ...]

    @property
    def number(self) -> str:
        """Return its number in the register, empty where the family has none."""
        return self.saved.nct_id or ""

    @cached_property
    def versions(self) -> tuple[TrialRecord, ...]:
        """The versions as read again from what was received, oldest first."""
        records = [record for row in self.kept if (record := self.read(row)) is not None]
        return tuple(sorted(records, key=_day))

    @cached_property
    def shown(self) -> TrialRecord | None:
        """The record to be shown; None where only the family's words are kept."""
        return combined_view(self.versions) if self.versions else None

    @property
    def hashes(self) -> frozenset[str]:
        """The content hashes of every version."""
        return frozenset(row.content_hash for row in self.kept if row.content_hash)

    def read(self, row: KeptRecord) -> TrialRecord | None:
        """Read one version again; None where its content is no longer readable as a trial."""
        if row.attachment_sha256 is None or row.form is None:
            return None
        received = self.session.file.attachment(row.attachment_sha256)
        form: Form = row.form  # type: ignore[assignment]  # written by us from a record's form
        record = read_again(form, received, row.as_of)
        return None if isinstance(record, Skipped) else record


def _day(record: TrialRecord) -> tuple[int, ...]:
    return (0,) if record.as_of is None else tuple(map(int, record.as_of.sort_key))


def kept_trials(session: Session, number: str | None = None) -> Iterator[KeptTrial]:
    """Yield the saved trials in the family's own order; with `number`, that one only.

    Raises:
        CasebookError: no saved trial has the number.
    """
    found = False
    for saved in session.case.all(SavedTrial):
        if number is None or same_number(saved.nct_id, number):
            found = True
            yield kept_trial(session, saved)
    if number is not None and not found:
        raise CasebookError(f"No saved trial has the number {number}. Nothing was changed.")


def kept_trial(session: Session, saved: SavedTrial) -> KeptTrial:
    """Return a saved trial with its versions."""
    return KeptTrial(session, saved, tuple(session.case.parts(KeptRecord, saved)))


def saved_by_number(case: Case) -> dict[str, SavedTrial]:
    """Return the saved trials that have a number, by that number in capitals."""
    return {saved.nct_id.upper(): saved for saved in case.all(SavedTrial) if saved.nct_id}


def same_number(one: str | None, other: str) -> bool:
    """Tell whether two registry numbers are the same, however they are typed."""
    return (one or "").strip().upper() == other.strip().upper()
