"""The long parts, done without a window: the same results, and what stopping means."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.case.entities import Document
from app.errors import Cancelled, CasebookError
from app.ui.bring.bring_work import (
    ChoosingPerson,
    KeepingDocuments,
    Proposing,
    ReadingDocuments,
    ReadingSheet,
    ReadingTrials,
    Recognising,
    Taking,
    Work,
)
from app.ui.bring.receipt_dialog import ReceiptDialog
from app.ui.jobs import Job, Progress
from app.ui.theme import Theme
from app.usecases.session import Session
from tests.records.samples import lab
from tests.trials.samples import as_bytes, study
from tests.ui.bring.conftest import Write, condition, of_maya, two_people


@contextmanager
def progress() -> Iterator[Progress]:
    job: Job[object] = Job(lambda told: None, "test")
    yield Progress(job)


def test_records_are_read_compared_and_taken(session: Session, write: Write, theme: Theme) -> None:
    rejected = {**lab("Zinc"), "status": "entered-in-error"}
    path = write("export.json", of_maya(lab("Ferritin", 210, "ug/L"), condition("Gout"), rejected))
    with progress() as told:
        known = Recognising(session, [path])(told)
        proposal = Proposing(session, path)(told)
        taken = Taking(session, proposal, proposal.certain)(told)
    assert known[0].known is not None
    assert known[0].known.kind == "records"
    assert taken.receipt is not None
    assert taken.waiting == 0
    assert taken.receipt.skipped
    dialog = ReceiptDialog(theme, taken.receipt, None)
    words = [words for words, _ in dialog.numbers.counts]
    assert words[0] == "New"
    dialog.deleteLater()


def test_one_of_several_persons(session: Session, write: Write) -> None:
    path = write("two.json", two_people())
    with progress() as told:
        proposal = Proposing(session, path)(told)
        mine = ChoosingPerson(session, proposal, proposal.persons[1])(told)
    assert [line.what for line in mine.lines] == ["Ferritin"]


def test_trials_documents_and_sheets(session: Session, write: Write) -> None:
    trial = write("trial.json", as_bytes(study("NCT99991001")))
    letter = write("letter.txt", "Dear family")
    before = len(session.case.all(Document))
    with progress() as told:
        receipts = ReadingTrials(session, [trial], dry_run=True)(told)
        read = ReadingDocuments(session, [letter])(told)
        changes = KeepingDocuments(session, read.drafts)(told)
        with pytest.raises(CasebookError):
            ReadingSheet(session, letter, accept=False)(told)
    assert receipts[0].new == 1
    assert changes.name == "keep letter.txt"
    assert len(session.case.all(Document)) == before + 1


def test_stopped_work_ends(session: Session, write: Write) -> None:
    letter = write("letter.txt", "Dear family")
    work = ReadingDocuments(session, [letter])
    work.stop()
    with progress() as told, pytest.raises(Cancelled):
        work(told)
    with progress() as told, pytest.raises(NotImplementedError):
        Work[None](session)(told)


def test_a_file_that_is_not_there(session: Session, write: Write) -> None:
    path = write("gone.txt", "x")
    path.unlink()
    with progress() as told:
        known = Recognising(session, [path])(told)
    assert known[0].error is not None
