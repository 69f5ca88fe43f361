"""Bringing registry records into the case: every version kept, nothing fuller overwritten."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.case.entities import SavedTrial
from app.case.entities import TrialRecord as KeptRecord
from app.case.partial_date import PartialDate
from app.casefile import Attach, Edit, Insert, new_id
from app.trials.merge_records import Arrival, decide
from app.trials.read import IsCancelled, Progress, read_trials
from app.trials.record import Skipped, TrialRecord
from app.usecases.kept_trials import kept_trial, saved_by_number
from app.usecases.receipt import Receipt
from app.usecases.session import Session

KIND = "trial records"


@dataclass(slots=True)
class _Known:
    """What is kept of one trial while an import runs."""

    saved_id: str
    versions: list[TrialRecord] = field(default_factory=list)
    hashes: set[str] = field(default_factory=set)


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
    ) -> None:
        self.receipt = Receipt(path.name, KIND)
        self._session = session
        self._path = path
        self._today = session.as_of()
        self._records = read_trials(
            path, file_date=_file_day(path), progress=progress, cancelled=cancelled
        )
        self._saved = saved_by_number(session.case)
        self._known: dict[str, _Known] = {}

    def edits(self) -> Iterator[Edit]:
        """Yield the edits that take the records in, one record at a time.

        Raises:
            CasebookError: the file cannot be read.
            Cancelled: the person stopped it.
        """
        for found in self._records:
            if isinstance(found, Skipped):
                self.receipt.skip(found)
            else:
                self.receipt.read += 1
                yield from self._taken(found)

    def _taken(self, record: TrialRecord) -> Iterator[Edit]:
        known = self._known_of(record.number)
        if known is None:
            known = _Known(new_id())
            self._known[record.number.upper()] = known
            yield Insert(self._new_trial(record, known.saved_id))
        decision = decide(record, known.versions, known.hashes)
        self._count(decision.arrival)
        if decision.keep:
            known.versions.append(_slim(record))
            known.hashes.add(record.content_hash)
            yield from self._version(record, known.saved_id)

    def _known_of(self, number: str) -> _Known | None:
        key = number.upper()
        known = self._known.get(key)
        saved = self._saved.get(key)
        if known is None and saved is not None:
            kept = kept_trial(self._session, saved)
            known = _Known(saved.id, [_slim(each) for each in kept.versions], set(kept.hashes))
            self._known[key] = known
        return known

    def _new_trial(self, record: TrialRecord, id: str) -> SavedTrial:
        return SavedTrial(
            id=id,
            nct_id=record.number,
            short_name=record.title or record.official_title or record.number,
            saved_on=PartialDate.of(self._today),
            status_at_save=record.status or record.status_printed,
            status_checked_on=record.as_of,
            interest_status="saved",
            source_kind="imported",
            source_note=self._path.name,
        )

    def _version(self, record: TrialRecord, saved_id: str) -> Iterator[Edit]:
        digest = hashlib.sha256(record.received).hexdigest()
        yield Attach(digest, self._path.name, record.received)
        yield Insert(
            KeptRecord(
                id=new_id(),
                parent_id=saved_id,
                registry=record.registry,
                number=record.number,
                as_of=record.as_of,
                form=record.form,
                received_on=PartialDate.of(self._today),
                file_name=self._path.name,
                attachment_sha256=digest,
                content_hash=record.content_hash,
            )
        )

    def _count(self, arrival: Arrival) -> None:
        if arrival is Arrival.NEW:
            self.receipt.new += 1
        elif arrival is Arrival.SAME:
            self.receipt.same += 1
        else:
            self.receipt.newer += 1


def _slim(record: TrialRecord) -> TrialRecord:
    """Return what later decisions need, so that an archive of 100,000 trials fits in memory."""
    return TrialRecord(
        registry=record.registry,
        number=record.number,
        form=record.form,
        status=record.status,
        as_of=record.as_of,
        known_fields=record.known_fields,
        content_hash=record.content_hash,
    )


def _file_day(path: Path) -> PartialDate | None:
    try:
        return PartialDate.of(datetime.fromtimestamp(path.stat().st_mtime).date())
    except (OSError, ValueError, OverflowError):
        return None
