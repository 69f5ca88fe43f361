"""Bringing registry records into the case: every version kept, nothing fuller overwritten."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.case.entities import SavedTrial
from app.case.entities import TrialRecord as KeptRecord
from app.case.partial_date import PartialDate
from app.casefile import Attach, Edit, Insert, Update, new_id
from app.trials.merge_records import Arrival, decide
from app.trials.read import IsCancelled, Progress, read_trials
from app.trials.record import Skipped, TrialRecord
from app.trials.words import status_label
from app.usecases.kept_trials import saved_by_number
from app.usecases.known_trials import KnownTrials
from app.usecases.later_edits import LaterRecords
from app.usecases.receipt import Receipt
from app.usecases.session import Session

KIND = "trial records"

MOST_HELD = 4 * 2**20
"""Bytes of records held in memory until they are written; the rest is read a second time."""


class TrialImport:
    """One file of registry records, turned into edits record by record.

    Attributes:
        receipt: filled while `edits` is consumed.
    """

    def __init__(
        self,
        session: Session,
        path: Path,
        *,
        progress: Progress | None = None,
        cancelled: IsCancelled | None = None,
        known: KnownTrials | None = None,
    ) -> None:
        """Take the file; `known` is what earlier files of a try-out would have brought in."""
        self.receipt = Receipt(path.name, KIND)
        self._path = path
        self._progress = progress
        self._cancelled = cancelled
        self._today = PartialDate.of(session.as_of())
        self._file_day = _file_day(path)
        self._saved = saved_by_number(session.case)
        self._known = known or KnownTrials(session)
        self._forgets = known is None
        self._later = LaterRecords(
            lambda: self._reading(None),
            self._later_id,
            self._new_trial,
            self._kept_record,
            path.name,
        )
        self._held = 0
        # Placed by us: looking for the end of the list at each row takes long in a long list.
        self._position = max(session.case.all(SavedTrial).stored("position"), default=0)
        # Ids of trials that this import begins, where another record of the file needs them.
        self._ids: dict[str, str] = {}
        self._repeated: set[str] = set()
        self._confirmed_on: dict[str, PartialDate] = {}

    def edits(self) -> Iterator[Edit]:
        """Yield the edits that take the records in, one record at a time.

        Raises:
            CasebookError: the file cannot be read.
            Cancelled: the person stopped it.
        """
        place = 0
        for found in self._reading(self._progress):
            if isinstance(found, Skipped):
                self.receipt.skip(found)
            else:
                self.receipt.read += 1
                yield from self._taken(found, place)
                place += 1
        if self._forgets:  # all edits are made: what they were made by is in the way now
            self._known.forget()

    def _reading(self, progress: Progress | None) -> Iterator[TrialRecord | Skipped]:
        return read_trials(
            self._path, file_date=self._file_day, progress=progress, cancelled=self._cancelled
        )

    def _taken(self, record: TrialRecord, place: int) -> Iterator[Edit]:
        versions = self._known.of(record.number)
        decision = decide(record, versions or (), self._known.hashes(record.number))
        self._count(decision.arrival)
        if decision.keep:
            self._known.add(record)
            yield from self._kept(record, versions is None, place)
        else:
            yield from self._confirmed(record, decision.confirmed_on)

    def _kept(self, record: TrialRecord, begins: bool, place: int) -> Iterator[Edit]:
        """Yield the edits for a record that is kept as a version."""
        number = record.number.upper()
        self._held += len(record.received)
        if self._held > MOST_HELD:
            if not begins and number not in self._saved and number not in self._ids:
                self._repeated.add(number)
            yield from self._later.plan(record, place, begins)
            return
        if begins:
            self._ids[number] = new_id()
            yield Insert(self._new_trial(record, self._ids[number]))
        yield Attach(_digest(record), self._path.name, record.received)
        yield Insert(self._kept_record(record, self._id_of(number)))

    def _id_of(self, number: str) -> str:
        saved = self._saved.get(number)
        if saved is not None:
            return saved.id
        # In a try-out an earlier file may have brought the trial in; any id will do there.
        return self._ids.setdefault(number, new_id())

    def _later_id(self, number: str, begins: bool) -> str:
        """Return a trial's id while its record is written, a new one where the record begins it."""
        key = number.upper()
        if not begins:
            return self._id_of(key)
        made = new_id()
        if key in self._repeated:
            self._ids[key] = made
        return made

    def _confirmed(self, record: TrialRecord, day: PartialDate | None) -> Iterator[Edit]:
        """Move on the day on which the noted status was checked, where the registry repeats it.

        A status that the family noted otherwise keeps its own day.
        """
        key = record.number.upper()
        saved = self._saved.get(key)
        if saved is None or day is None or not _says_the_same(saved.status_at_save, record):
            return
        before = self._confirmed_on.get(key) or saved.status_checked_on
        if before is None or day.sort_key > before.sort_key:
            self._confirmed_on[key] = day
            yield Update(replace(saved, status_checked_on=day))

    def _new_trial(self, record: TrialRecord, id: str) -> SavedTrial:
        self._position += 1
        return SavedTrial(
            id=id,
            position=self._position,
            nct_id=record.number,
            short_name=record.title or record.official_title or record.number,
            saved_on=self._today,
            status_at_save=record.status or record.status_printed,
            status_checked_on=record.as_of,
            interest_status="saved",
            source_kind="imported",
            source_note=self._path.name,
        )

    def _kept_record(self, record: TrialRecord, trial_id: str) -> KeptRecord:
        return KeptRecord(
            id=new_id(),
            parent_id=trial_id,
            registry=record.registry,
            number=record.number,
            as_of=record.as_of,
            form=record.form,
            received_on=self._today,
            file_name=self._path.name,
            attachment_sha256=_digest(record),
            content_hash=record.content_hash,
        )

    def _count(self, arrival: Arrival) -> None:
        if arrival is Arrival.NEW:
            self.receipt.new += 1
        elif arrival is Arrival.SAME:
            self.receipt.same += 1
        else:
            self.receipt.newer += 1
            self.receipt.older += arrival is Arrival.OLDER


def _digest(record: TrialRecord) -> str:
    return hashlib.sha256(record.received).hexdigest()


def _says_the_same(noted: str | None, record: TrialRecord) -> bool:
    """Whether a status as noted is the record's: its code, its printed words, or its label."""
    said = {
        record.status,
        record.status_printed,
        status_label(record.status, record.status_printed),
    }
    return bool(noted) and _plain(noted or "") in {_plain(each) for each in said if each}


def _plain(status: str) -> str:
    return " ".join(status.casefold().replace("_", " ").replace(",", " ").split())


def _file_day(path: Path) -> PartialDate | None:
    try:
        return PartialDate.of(datetime.fromtimestamp(path.stat().st_mtime).date())
    except (OSError, ValueError, OverflowError):
        return None
