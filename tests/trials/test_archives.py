import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import CasebookError
from app.trials import archives
from app.trials.read import read_trials
from app.trials.recognise import holds_trials, kind_of_file
from app.trials.record import Skipped, TrialRecord
from tests.trials.samples import XML, as_bytes, ctis_new, study, zip_of


def read(path: Path) -> list[TrialRecord | Skipped]:
    return list(read_trials(path))


def numbers(found: list[TrialRecord | Skipped]) -> list[str]:
    return [each.number for each in found if isinstance(each, TrialRecord)]


def test_members_of_any_form_are_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "anything.bin"
    zip_of(
        {
            "NCT99990001.json": as_bytes(study()),
            "NCT0000xxxx/NCT99990002.xml": XML.encode(),
            "list.csv": b"NCT Number,Study Status\nNCT99990005,COMPLETED\n",
            "eu.json": as_bytes(ctis_new()),
            "list.json": as_bytes([study("NCT99990007"), study("NCT99990008")]),
        },
        path,
    )
    assert numbers(read(path)) == [
        "NCT99990001",
        "NCT99990002",
        "NCT99990005",
        "2023-509999-11-00",
        "NCT99990007",
        "NCT99990008",
    ]


def test_the_day_of_a_member_serves_records_without_a_day(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    zip_of({"list.csv": b"NCT Number,Study Status\nNCT99990005,COMPLETED\n"}, path)
    (found,) = read(path)
    assert isinstance(found, TrialRecord)
    assert (found.as_of and found.as_of.iso, found.as_of_source) == (
        "2026-01-09",
        "date of the file",
    )


@pytest.mark.parametrize(
    "name", ["../NCT99990001.json", "/etc/NCT99990001.json", "a/../../x.json", "C:\\x.json"]
)
def test_names_that_point_outside_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.zip"
    zip_of({name: as_bytes(study()), "NCT99990002.json": as_bytes(study("NCT99990002"))}, path)
    found = read(path)
    assert numbers(found) == ["NCT99990002"]
    assert [each.reason for each in found if isinstance(each, Skipped)] == [
        "Not opened: its name points outside the archive."
    ]


def test_a_bomb_is_refused_member_by_member(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    zip_of({"NCT99990001.json": as_bytes(study()), "big.json": b"[" + b" " * 20_000_000}, path)
    found = read(path)
    assert numbers(found) == ["NCT99990001"]
    assert "far more than trial records" in next(e.reason for e in found if isinstance(e, Skipped))


def test_an_archive_that_is_nothing_but_a_bomb_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_LARGEST_TOTAL", 1000)
    path = tmp_path / "a.zip"
    zip_of({"NCT99990001.json": as_bytes(study())}, path)
    with pytest.raises(CasebookError, match="far more"):
        read(path)


def test_a_lone_bomb_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    zip_of({"big.json": b"[" + b" " * 20_000_000}, path)
    assert [each.where for each in read(path) if isinstance(each, Skipped)] == ["big.json"]


def test_other_files_and_archives_inside_are_skipped_with_their_names(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    inner = zip_of({"NCT99990001.json": as_bytes(study())})
    members = {"Contents.txt": b"hello", "inner.zip": inner, "a.json": as_bytes(study())}
    zip_of(members, path)
    found = read(path)
    assert [(each.where, each.reason) for each in found if isinstance(each, Skipped)] == [
        ("Contents.txt", "Not read: it is not a trial record."),
        ("inner.zip, archive", "Not opened: an archive inside an archive."),
    ]


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(
        zip_of({f"NCT9999000{n}.json": as_bytes(study(f"NCT9999000{n}")) for n in (1, 2, 3)})
    )
    second = data.find(b"NCT99990002.json")
    data[second + 200 : second + 220] = b"\xff" * 20
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    found = read(path)
    assert numbers(found) == ["NCT99990001", "NCT99990003"]
    assert "damaged inside the archive" in str(found)


def test_a_member_locked_with_a_password_is_skipped(tmp_path: Path) -> None:
    data = bytearray(zip_of({"a.json": as_bytes(study()), "b.json": as_bytes(study())}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + flags] |= 1
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    found = read(path)
    assert numbers(found) == ["NCT99990001"]
    assert "locked with a password" in str(found)


def test_an_archive_without_trials_is_none_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    zip_of({"a.txt": b"hello", "b.xml": b"<ClinicalDocument/>"}, path)
    assert kind_of_file(path) is None
    with pytest.raises(CasebookError):
        read(path)


def test_a_damaged_archive_is_an_error_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({"NCT99990001.json": as_bytes(study())})[:-30])
    with pytest.raises(CasebookError) as raised:
        read(path)
    assert "Nothing was changed" in raised.value.sentence


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=6), st.integers(0, 40))
def test_mutated_archives_are_read_or_refused(place: int, new: bytes, gone: int) -> None:
    data = zip_of({"NCT99990001.json": as_bytes(study()), "b.xml": XML.encode()})
    place %= len(data)
    stream = io.BytesIO(data[:place] + new + data[place + gone :])
    holds_trials(stream)


def test_a_stored_member_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.json", as_bytes(study()))
    assert numbers(read(path)) == ["NCT99990001"]
