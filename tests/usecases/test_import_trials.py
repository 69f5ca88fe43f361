"""Records brought in: what is kept, what is confirmed, what a large archive and bad files do."""

import datetime
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.case.entities import Document, SavedTrial
from app.case.entities import TrialRecord as KeptRecord
from app.casefile import Delete, Update
from app.errors import Cancelled, CasebookError
from app.trials.read import read_trials
from app.usecases import import_trials
from app.usecases.bring_in import NOT_READ, bring_in
from app.usecases.find_trial import find_kept
from app.usecases.import_trials import TrialImport
from app.usecases.list_trials import trials_as_json
from app.usecases.session import Session
from tests.trials.samples import as_bytes, study, zip_of
from tests.usecases.conftest import Bring

DAY = "derivedSection__miscInfoModule__versionHolder"
STATUS = "statusModule__overallStatus"


def write(folder: Path, name: str, *studies: dict[str, Any]) -> Path:
    path = folder / name
    path.write_bytes(as_bytes(list(studies)))
    return path


def archive(folder: Path, *studies: dict[str, Any], name: str = "studies.zip") -> Path:
    path = folder / name
    zip_of({f"{n}.json": as_bytes(each) for n, each in enumerate(studies)}, path)
    return path


def content(session: Session) -> object:
    """Everything an import can touch, its ids left aside."""
    trials = session.case.all(SavedTrial)
    return [
        (
            trial.nct_id,
            trial.short_name,
            trial.status_at_save,
            trial.status_checked_on,
            [
                (row.as_of, row.content_hash, session.file.attachment(row.attachment_sha256 or ""))
                for row in session.case.parts(KeptRecord, trial)
            ],
        )
        for trial in trials
    ]


# The same record again


def test_the_same_record_of_a_later_day_moves_the_check_on(session: Session, bring: Bring) -> None:
    bring(**{DAY: "2026-01-10"})
    receipt = bring_in(session, [bring_file(session, **{DAY: "2026-04-20"})]).receipts[0]
    (trial,) = session.case.all(SavedTrial)
    assert (receipt.same, receipt.newer, receipt.new) == (1, 0, 0)
    assert trial.status_checked_on is not None
    assert trial.status_checked_on.iso == "2026-04-20"
    assert len(session.case.all(KeptRecord)) == 1


def bring_file(session: Session, number: str = "NCT99990001", **fields: Any) -> Path:
    return write(session.path.parent, "again.json", study(number, **fields))


def test_moving_the_check_on_is_one_step_of_undo(session: Session, bring: Bring) -> None:
    bring(**{DAY: "2026-01-10"})
    bring_in(session, [bring_file(session, **{DAY: "2026-04-20"})])
    session.undo()
    (trial,) = session.case.all(SavedTrial)
    assert trial.status_checked_on is not None
    assert trial.status_checked_on.iso == "2026-01-10"


def test_an_earlier_day_moves_nothing_back(session: Session, bring: Bring) -> None:
    bring(**{DAY: "2026-04-20"})
    receipt = bring_in(session, [bring_file(session, **{DAY: "2026-01-10"})]).receipts[0]
    (trial,) = session.case.all(SavedTrial)
    assert receipt.same == 1
    assert trial.status_checked_on is not None
    assert trial.status_checked_on.iso == "2026-04-20"


def test_a_status_noted_otherwise_keeps_its_own_day(session: Session, bring: Bring) -> None:
    """Else the summary would say "Recruiting, as checked" on a day on which nobody found that."""
    bring(**{DAY: "2026-01-10", STATUS: "RECRUITING"})
    bring(**{DAY: "2026-03-10", STATUS: "COMPLETED"})
    bring_in(session, [bring_file(session, **{DAY: "2026-04-20", STATUS: "COMPLETED"})])
    (trial,) = session.case.all(SavedTrial)
    assert trial.status_at_save == "RECRUITING"
    assert trial.status_checked_on is not None
    assert trial.status_checked_on.iso == "2026-01-10"


# Several of one trial


def test_one_trial_in_two_files_of_one_import(session: Session, tmp_path: Path) -> None:
    first = write(tmp_path, "first.json", study("NCT99990001", **{DAY: "2026-01-10"}))
    second = write(
        tmp_path,
        "second.json",
        study("NCT99990001", **{DAY: "2026-03-10", STATUS: "COMPLETED"}),
        study("NCT99990002"),
    )
    tried = bring_in(session, [first, second], dry_run=True)
    assert session.case.all(SavedTrial)[:] == []
    came = bring_in(session, [first, second])
    assert tried.as_json() == came.as_json()
    assert [(r.new, r.newer, r.same) for r in came.receipts] == [(1, 0, 0), (1, 1, 0)]
    assert [t.nct_id for t in session.case.all(SavedTrial)] == ["NCT99990001", "NCT99990002"]
    assert trials_as_json(session)[0]["versions"] == 2
    assert trials_as_json(session)[0]["status"] == "COMPLETED"


def test_one_trial_three_times_in_one_archive(session: Session, tmp_path: Path) -> None:
    path = archive(
        tmp_path,
        study(**{DAY: "2026-01-10"}),
        study(**{DAY: "2026-02-10", STATUS: "COMPLETED"}),
        study(**{DAY: "2026-03-10", STATUS: "COMPLETED"}),
    )
    (receipt,) = bring_in(session, [path]).receipts
    assert (receipt.read, receipt.new, receipt.newer, receipt.same) == (3, 1, 1, 1)
    assert len(session.case.all(SavedTrial)) == 1
    assert len(session.case.all(KeptRecord)) == 2


# Large archives are read twice


@pytest.fixture
def nothing_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every record came after the first 4 MB."""
    monkeypatch.setattr(import_trials, "MOST_HELD", 0)


MIXED = (
    study("NCT99990001", **{DAY: "2026-01-10"}),
    study("NCT99990002"),
    study("NCT99990001", **{DAY: "2026-02-10", STATUS: "COMPLETED"}),
    study("NCT99990003"),
    study("NCT99990003"),
    study("nct99990002", **{DAY: "2026-05-01", STATUS: "SUSPENDED"}),
)


def test_what_is_read_twice_is_kept_just_the_same(
    tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive(tmp_path, *MIXED)
    once = bring_in(session, [path]).receipts[0].as_json()
    held = content(session)
    session.undo()
    for most in (0, len(as_bytes(MIXED[0])) * 2):
        monkeypatch.setattr(import_trials, "MOST_HELD", most)
        assert bring_in(session, [path]).receipts[0].as_json() == once
        assert content(session) == held
        assert all(find_kept(session, t.id).versions for t in session.case.all(SavedTrial))
        session.undo()
    assert session.case.all(KeptRecord)[:] == []


@pytest.mark.usefixtures("nothing_held")
def test_newer_versions_of_saved_trials_are_read_twice_as_well(
    session: Session, tmp_path: Path, bring: Bring
) -> None:
    bring("NCT99990002", **{DAY: "2026-01-01", STATUS: "NOT_YET_RECRUITING"})
    (receipt,) = bring_in(session, [archive(tmp_path, *MIXED)]).receipts
    assert (receipt.new, receipt.newer) == (2, 3)
    versions = {trial["nct_id"]: trial["versions"] for trial in trials_as_json(session)}
    assert versions == {"NCT99990002": 3, "NCT99990001": 2, "NCT99990003": 1}


@pytest.mark.usefixtures("nothing_held")
def test_a_file_that_changes_meanwhile_leaves_nothing(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "two.json", study("NCT99990001"), study("NCT99990002"))
    coming = TrialImport(session, path)
    edits = tuple(coming.edits())
    write(tmp_path, "two.json", study("NCT99990001"), study("NCT99990009"))
    with pytest.raises(CasebookError, match="changed while it was being brought in"):
        session.run("bring in two.json", edits)
    assert session.case.all(SavedTrial)[:] == []
    path.unlink()
    with pytest.raises(CasebookError):
        session.run("bring in two.json", tuple(TrialImport(session, path).edits()))


# Stopped


@pytest.mark.parametrize("most_held", [0, 2**24])
@pytest.mark.parametrize("after", [1, 2, 5, 8, 11])
def test_a_cancelled_import_leaves_nothing(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_held: int, after: int
) -> None:
    """Wherever it is stopped, while reading or while writing."""
    monkeypatch.setattr(import_trials, "MOST_HELD", most_held)
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    with pytest.raises(Cancelled):
        bring_in(session, [archive(tmp_path, *MIXED)], cancelled=cancelled)
    assert session.case.all(SavedTrial)[:] == []
    assert session.case.all(KeptRecord)[:] == []
    assert session.undo_name is None


@pytest.mark.usefixtures("nothing_held")
def test_stopping_while_it_is_written_leaves_nothing(session: Session, tmp_path: Path) -> None:
    path = archive(tmp_path, *MIXED)
    stop = False
    coming = TrialImport(session, path, cancelled=lambda: stop)
    edits = tuple(coming.edits())
    stop = True
    with pytest.raises(Cancelled):
        session.run("bring in studies.zip", edits)
    assert session.case.all(SavedTrial)[:] == []


def test_stopping_in_the_second_file_takes_the_first_back(session: Session, tmp_path: Path) -> None:
    first = write(tmp_path, "first.json", study("NCT99990001"))
    second = write(tmp_path, "second.json", *(study(f"NCT9999010{n}") for n in range(5)))

    def cancelled() -> bool:
        return len(session.case.all(SavedTrial)) > 0

    with pytest.raises(Cancelled):
        bring_in(session, [first, second], cancelled=cancelled)
    assert session.case.all(SavedTrial)[:] == []


def test_progress_is_told(session: Session, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = archive(tmp_path, *MIXED)
    bring_in(session, [path], progress=lambda done, there: told.append((done, there)))
    assert told[-1][0] == told[-1][1] > 0


# Files that are not what they seem


def bomb(path: Path, members: int = 1, megabytes: int = 12) -> Path:
    """A zip of zeros: small outside, large inside."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(members):
            made.writestr(f"NCT{number}.json", bytes(megabytes * 2**20))
    return path


def test_a_zip_bomb_ends_in_one_sentence(session: Session, tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="unpacks to far more") as caught:
        bring_in(session, [bomb(tmp_path / "bomb.zip", members=40, megabytes=7)])
    assert "Nothing was changed" in caught.value.sentence
    assert session.case.all(Document)[:] == []
    assert session.case.all(SavedTrial)[:] == []


def test_an_archive_of_bombs_says_why_of_each(session: Session, tmp_path: Path) -> None:
    (receipt,) = bring_in(session, [bomb(tmp_path / "bomb.zip")]).receipts
    assert [each.where for each in receipt.skipped] == ["NCT0.json"]
    assert session.case.all(Document)[:] == []


@pytest.mark.parametrize("name", ["../evil.json", "/etc/evil.json", "C:\\evil.json"])
def test_an_archive_with_names_that_lead_outside(
    session: Session, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "evil.zip"
    zip_of({name: as_bytes(study()), "good.json": as_bytes(study("NCT99990002"))}, path)
    (receipt,) = bring_in(session, [path]).receipts
    assert (receipt.new, len(receipt.skipped)) == (1, 1)
    assert "outside" in receipt.skipped[0].reason
    assert not (tmp_path.parent / "evil.json").exists()


def test_half_an_archive_ends_in_one_sentence(session: Session, tmp_path: Path) -> None:
    whole = archive(tmp_path, *MIXED)
    half = tmp_path / "half.zip"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(CasebookError, match="damaged or not complete"):
        bring_in(session, [half])
    assert session.case.all(Document)[:] == []


def test_half_a_list_of_studies_keeps_what_is_whole(session: Session, tmp_path: Path) -> None:
    whole = as_bytes([study("NCT99990001"), study("NCT99990002")])
    path = tmp_path / "half.json"
    path.write_bytes(whole[: len(whole) * 3 // 4])
    (receipt,) = bring_in(session, [path]).receipts
    assert (receipt.new, len(receipt.skipped)) == (1, 1)


def test_one_bad_file_does_not_keep_the_others_out(session: Session, tmp_path: Path) -> None:
    good = write(tmp_path, "good.json", study("NCT99990001"))
    gone = tmp_path / "gone.json"
    came = bring_in(session, [gone, good])
    bad, fine = came.receipts
    assert bad.kind == NOT_READ
    assert bad.read == len(bad.skipped) == 1
    assert bad.skipped[0].reason.startswith("gone.json could not be opened")
    assert fine.new == 1
    with pytest.raises(CasebookError, match="could not be opened"):
        bring_in(session, [gone])
    with pytest.raises(CasebookError, match="is a folder"):
        bring_in(session, [tmp_path])


def test_a_zip_of_letters_is_a_document(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "letters.zip"
    zip_of({"letter.txt": b"Dear family"}, path)
    (receipt,) = bring_in(session, [path]).receipts
    assert receipt.kind == "document"
    assert len(session.case.all(Document)) == 1


def test_studies_without_criteria_places_and_dates(session: Session, tmp_path: Path) -> None:
    bare = {"protocolSection": {"identificationModule": {"nctId": "NCT99990005"}}}
    path = tmp_path / "bare.json"
    path.write_text(json.dumps(bare))
    (receipt,) = bring_in(session, [path]).receipts
    assert receipt.new == 1
    assert find_kept(session, "nct99990005").shown is not None


def test_a_version_that_can_no_longer_be_read_is_not_kept_again(
    session: Session, bring: Bring, tmp_path: Path
) -> None:
    path = bring()
    (row,) = session.case.all(KeptRecord)
    session.run("lose the form", [Update(replace(row, form="unheard-of", attachment_sha256=None))])
    (receipt,) = bring_in(session, [path]).receipts
    assert len(session.case.all(KeptRecord)) == 1 + receipt.new


def test_a_removed_trial_comes_back_as_new(session: Session, bring: Bring) -> None:
    path = bring()
    (trial,) = session.case.all(SavedTrial)
    session.run("delete trial", [Delete("saved_trial", trial.id)])
    assert bring_in(session, [path]).receipts[0].new == 1


def test_the_day_of_the_file_stands_in_for_a_record_without_one(
    session: Session, tmp_path: Path
) -> None:
    made = study(
        derivedSection__miscInfoModule__versionHolder=None,
        statusModule__lastUpdatePostDateStruct=None,
    )
    bring_in(session, [write(tmp_path, "undated.json", made)])
    (row,) = session.case.all(KeptRecord)
    assert row.as_of is not None
    assert row.as_of.exact == datetime.date.today()  # written just now


@pytest.mark.shared_data
def test_real_archives_come_in_whole_however_they_are_held(
    shared_data: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shared_data / "trials" / "scale" / "ctg-studies-scale.json.zip"
    monkeypatch.setattr(import_trials, "MOST_HELD", 2 * 2**20)
    (receipt,) = bring_in(session, [path]).receipts
    assert receipt.read == sum(1 for _ in read_trials(path))
    assert receipt.new == len(session.case.all(SavedTrial))
    for trial in session.case.all(SavedTrial)[::100]:
        shown = find_kept(session, trial.id).shown
        assert shown is not None
        assert shown.number == trial.nct_id
        assert (shown.title or shown.official_title or shown.number) == trial.short_name


def test_an_older_version_is_not_called_newer(session: Session, bring: Bring) -> None:
    bring("NCT99990001", **{DAY: "2026-05-01", STATUS: "COMPLETED"})
    path = bring_file(session, **{DAY: "2025-01-01"})
    (receipt,) = bring_in(session, [path]).receipts
    assert (receipt.newer, receipt.older) == (1, 1)
    assert receipt.adds_up
    assert receipt.sentence.endswith(": 1 read: 1 older version.")
    assert trials_as_json(session)[0]["status"] == "COMPLETED"
