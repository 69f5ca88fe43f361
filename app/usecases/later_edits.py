"""Edits of records that are read from the file again at the moment in which they are written.

An operation has all its edits before its transaction begins, and those of an archive of 100,000
records do not fit in memory. Beyond a few megabytes a record is therefore only planned: its place
in the file, a fingerprint, whether it begins a trial. When the edits are written, the file is read
a second time, from front to back.

All planned records share three edits: the next trial, the next content, the next version. They are
written in the order in which they were planned, so that asking for a trial or a content after a
version moves on to the next record. Out of that order they would raise, never mix records up: a
version names the content it is made of by its hash.
"""

import hashlib
from array import array
from collections.abc import Callable, Iterator

from app.case.entities import SavedTrial
from app.case.entities import TrialRecord as KeptRecord
from app.casefile import Attach, Edit, Insert
from app.errors import CasebookError
from app.trials.record import Skipped, TrialRecord

FILE_CHANGED = (
    "The file changed while it was being brought in. Nothing was changed. "
    "Please try again when it is complete."
)

Reading = Callable[[], Iterator[TrialRecord | Skipped]]
"""Begins to read the file from the front."""
TrialId = Callable[[str, bool], str]
"""Returns the id of the saved trial with a number; `True` where the record begins it."""
MakeTrial = Callable[[TrialRecord, str], SavedTrial]
MakeVersion = Callable[[TrialRecord, str], KeptRecord]

_PRINT = 8  # bytes of a fingerprint


class LaterRecords:
    """The records of a file that were planned, read again in their order.

    Attributes:
        file_name: the name of the file, for the attached contents.
    """

    def __init__(
        self,
        reading: Reading,
        trial_id: TrialId,
        make_trial: MakeTrial,
        make_version: MakeVersion,
        file_name: str,
    ) -> None:
        self.file_name = file_name
        self._reading = reading
        self._trial_id = trial_id
        self._make_trial = make_trial
        self._make_version = make_version
        self._edits = (_NextTrial(self), _NextContent(self), _NextVersion(self))
        # The plan, in as few bytes as it takes.
        self._places = array("Q")
        self._prints = bytearray()
        self._begins = bytearray()
        # Where writing is.
        self._records: Iterator[TrialRecord] | None = None
        self._planned = -1
        self._place = -1
        self._record: TrialRecord | None = None
        self._parent = ""
        self._trial: SavedTrial | None = None
        self._version: KeptRecord | None = None

    def plan(self, record: TrialRecord, place: int, begins: bool) -> Iterator[Edit]:
        """Yield the edits that take a record in later.

        Args:
            record: as it was read first.
            place: its place among the records of the file, counted from 0.
            begins: it is the first of its trial.
        """
        self._places.append(place)
        self._prints += _fingerprint(record)
        self._begins.append(begins)
        trial, content, version = self._edits
        yield from (trial, content, version) if begins else (content, version)

    def trial(self) -> SavedTrial:
        """Return the row of the trial that the next record begins; raises `CasebookError`."""
        record = self._next()
        if self._trial is None:
            self._trial = self._make_trial(record, self._parent)
        return self._trial

    def content(self) -> bytes:
        """Return the next record as received; raises `CasebookError`."""
        return self._next().received

    def version(self) -> KeptRecord:
        """Return the row of the record whose content was asked for."""
        if self._record is None:
            raise ValueError("a version is written after its content")
        if self._version is None:
            self._version = self._make_version(self._record, self._parent)
        return self._version

    def _next(self) -> TrialRecord:
        """Return the record being written; the next one once its version was asked for."""
        if self._record is None or self._version is not None:
            self._move_on()
        if self._record is None:
            raise CasebookError(FILE_CHANGED)
        return self._record

    def _move_on(self) -> None:
        self._planned += 1
        if self._planned >= len(self._places):
            raise ValueError("no more records were planned")
        self._record = self._read_to(self._places[self._planned])
        self._trial = self._version = None
        at = self._planned * _PRINT
        if _fingerprint(self._record) != self._prints[at : at + _PRINT]:
            raise CasebookError(FILE_CHANGED)
        self._parent = self._trial_id(self._record.number, bool(self._begins[self._planned]))

    def _read_to(self, place: int) -> TrialRecord:
        if self._records is None:
            self._records = (r for r in self._reading() if isinstance(r, TrialRecord))
        for record in self._records:
            self._place += 1
            if self._place == place:
                return record
        raise CasebookError(FILE_CHANGED)


def _fingerprint(record: TrialRecord) -> bytes:
    return hashlib.sha256(record.received).digest()[:_PRINT]


class _NextTrial(Insert):
    """The trial that the next record begins, made when it is written."""

    __slots__ = ("_later",)
    _later: LaterRecords

    def __init__(self, later: LaterRecords) -> None:
        # Edits are frozen: this is how their own `__init__` sets a field, too.
        object.__setattr__(self, "_later", later)

    @property
    def entity(self) -> SavedTrial:
        return self._later.trial()


class _NextVersion(Insert):
    """The row of the record whose content was just written."""

    __slots__ = ("_later",)
    _later: LaterRecords

    def __init__(self, later: LaterRecords) -> None:
        object.__setattr__(self, "_later", later)

    @property
    def entity(self) -> KeptRecord:
        return self._later.version()


class _NextContent(Attach):
    """The next record as received."""

    __slots__ = ("_later",)
    _later: LaterRecords

    def __init__(self, later: LaterRecords) -> None:
        object.__setattr__(self, "_later", later)

    @property
    def content(self) -> bytes:
        return self._later.content()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def name(self) -> str:
        return self._later.file_name
