"""Saving a trial from pasted text, a number or a file: first what it is, then taking it in.

A number alone is saved as an entry without a record, and that is said: without the registry's text
nothing can be checked. Nothing is written before the family has seen what was recognised.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from app.case.entities import SavedTrial
from app.case.partial_date import PartialDate
from app.casefile import Changes, Insert, new_id
from app.errors import CasebookError
from app.trials.merge_records import Arrival, decide
from app.trials.read import Progress, Reading, read_stream, read_trials
from app.trials.recognise import HEAD_BYTES, Kind, kind_of, kind_of_file
from app.trials.record import Skipped, TrialRecord
from app.trials.words import status_label
from app.usecases.bring_in import BroughtIn, bring_in
from app.usecases.import_trials import TrialImport
from app.usecases.kept_trials import same_number
from app.usecases.known_trials import KnownTrials
from app.usecases.receipt import Receipt
from app.usecases.session import Session

PASTED = Path("pasted text")
_NUMBER = re.compile(r"\s*(NCT\s?\d{8}|\d{4}-\d{6}-\d{2}-\d{2})\s*", re.IGNORECASE)
_MOST_NAMED = 50

ARRIVALS = {
    Arrival.NEW: "new",
    Arrival.NEWER: "a newer copy of one you saved",
    Arrival.SAME: "here already, nothing new",
    Arrival.OLDER: "an older copy, kept beside the newer one",
    Arrival.KNOWS_LESS: "says less than the copy you have; nothing is overwritten",
}
NOTHING_FOUND = (
    "This is neither a trial number nor the text of a trial's page. Copy the whole page, with its "
    "number and its criteria, or save the file that the page offers under Download."
)
NO_TRIAL_FILE = (
    "{name} holds no trial record. If it is a report or a letter, add it on the page Documents."
)
NUMBER_ALONE = (
    "Only the number {number}. It can be saved as an entry without a record: then nothing can be "
    "checked until you add the trial's page or file."
)
NUMBER_KNOWN = (
    "{number} is saved already. Paste the trial's page, or choose its file, to add to it."
)


@dataclass(frozen=True, slots=True)
class FoundTrial:
    """A trial that was recognised.

    Attributes:
        arrival: what it is beside what is saved, in words.
        adds: taking it in would add something.
    """

    number: str
    title: str
    status: str
    day: PartialDate | None
    arrival: str
    adds: bool


@dataclass(frozen=True, slots=True)
class Recognised:
    """What pasted text or a file turned out to be.

    Attributes:
        sentence: the same in words.
        trials: the first of the trials found.
        more: how many others there are.
        skipped: what could not be read, where and why.
        number: a number alone, to be saved without a record; "" otherwise.
    """

    sentence: str
    trials: tuple[FoundTrial, ...] = ()
    more: int = 0
    skipped: tuple[Skipped, ...] = ()
    number: str = ""

    @property
    def can_save(self) -> bool:
        """Whether saving would add something."""
        return bool(self.number) or any(each.adds for each in self.trials) or bool(self.more)


def number_in(text: str) -> str:
    """Return a trial number that stands alone in a text, "" where there is more or none."""
    found = _NUMBER.fullmatch(text)
    return re.sub(r"\s", "", found.group(1)).upper() if found else ""


def recognise_text(session: Session, text: str) -> Recognised:
    """Say what pasted text is; nothing is written."""
    number = number_in(text)
    if number:
        known = any(same_number(row.nct_id, number) for row in session.case.all(SavedTrial))
        said = NUMBER_KNOWN if known else NUMBER_ALONE
        return Recognised(said.format(number=number), number="" if known else number)
    content = text.encode("utf-8", "replace")
    kind = kind_of(content[:HEAD_BYTES])
    if kind in (None, "zip"):
        return Recognised(NOTHING_FOUND)
    return _recognised(session, _read_text(session, content, kind))


def recognise_file(session: Session, path: Path, progress: Progress | None = None) -> Recognised:
    """Say what a file holds; nothing is written.

    Raises:
        CasebookError: it cannot be opened or is damaged.
    """
    try:
        kind = kind_of_file(path)
    except OSError as error:
        raise CasebookError(
            f"{path.name} could not be opened. Nothing was changed. "
            "Please check that it is still there."
        ) from error
    if kind is None:
        return Recognised(NO_TRIAL_FILE.format(name=path.name))
    return _recognised(session, read_trials(path, progress=progress))


def _recognised(session: Session, found: Iterable[TrialRecord | Skipped]) -> Recognised:
    known = KnownTrials(session)
    trials: list[FoundTrial] = []
    skipped: list[Skipped] = []
    more = 0
    for each in found:
        if isinstance(each, Skipped):
            skipped.append(each)
        elif len(trials) >= _MOST_NAMED:
            more += 1
        else:
            trials.append(_found(each, known))
    return Recognised(_sentence(trials, more, skipped), tuple(trials), more, tuple(skipped))


def _found(record: TrialRecord, known: KnownTrials) -> FoundTrial:
    decision = decide(record, known.of(record.number) or (), known.hashes(record.number))
    if decision.keep:
        known.add(record)
    return FoundTrial(
        record.number,
        record.title or record.official_title or record.number,
        status_label(record.status, record.status_printed),
        record.status_as_of or record.as_of,
        ARRIVALS[decision.arrival],
        decision.keep,
    )


def _sentence(trials: Sequence[FoundTrial], more: int, skipped: Sequence[Skipped]) -> str:
    count = len(trials) + more
    if not count:
        return skipped[0].reason if skipped else NOTHING_FOUND
    said = "1 trial was recognised." if count == 1 else f"{count} trials were recognised."
    if skipped:
        one = "part" if len(skipped) == 1 else "parts"
        said += f" {len(skipped)} {one} could not be read."
    return said if any(each.adds for each in trials) or more else f"{said} Nothing in it is new."


def save_text(session: Session, text: str) -> Receipt:
    """Save what pasted text holds: the trials of a page, or a number alone, as one undo step.

    Raises:
        CasebookError: it is neither, or the case cannot be written; nothing was changed.
    """
    number = number_in(text)
    if number:
        save_number(session, number)
        return Receipt(str(PASTED), "number", read=1, new=1)
    content = text.encode("utf-8", "replace")
    kind = kind_of(content[:HEAD_BYTES])
    if kind in (None, "zip"):
        raise CasebookError(f"{NOTHING_FOUND} Nothing was changed.")
    coming = _PastedImport(session, content, kind)
    session.run("save a trial from pasted text", coming.edits())
    return coming.receipt


def save_number(session: Session, number: str) -> Changes:
    """Save a trial of which only the number is known; raises `CasebookError`."""
    saved = SavedTrial(
        id=new_id(),
        nct_id=number,
        saved_on=PartialDate.of(session.as_of()),
        interest_status="saved",
    )
    return session.run(f"save trial {number}", [Insert(saved)])


def save_files(
    session: Session, paths: Sequence[Path], progress: Progress | None = None
) -> BroughtIn:
    """Take trial files in, each as one undo step.

    Raises:
        CasebookError: none of them can be read; nothing was taken.
        Cancelled: the person stopped it; nothing was taken.
    """
    return bring_in(session, paths, progress=progress)


def _read_text(
    session: Session, content: bytes, kind: Kind | None
) -> Iterable[TrialRecord | Skipped]:
    if kind is None:
        return ()
    return read_stream(kind, BytesIO(content), PartialDate.of(session.as_of()))


class _PastedImport(TrialImport):
    """Text that was pasted: it never lies in a file of its own."""

    def __init__(self, session: Session, content: bytes, kind: Kind | None) -> None:
        super().__init__(session, PASTED)
        self._session = session
        self._content = content
        self._kind = kind

    def _reading(self, progress: Progress | None) -> Reading:
        yield from _read_text(self._session, self._content, self._kind)
