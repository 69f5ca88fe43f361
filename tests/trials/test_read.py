import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.case.partial_date import PartialDate
from app.errors import Cancelled, CasebookError
from app.trials.read import read_again, read_trials
from app.trials.recognise import kind_of, kind_of_file
from app.trials.record import Skipped, TrialRecord
from tests.trials.samples import PAGE, XML, as_bytes, ctis_new, ctis_old, study, zip_of

CSV = "NCT Number,Study Title,Study Status\nNCT99990001,Cells,RECRUITING\n"
FORMS = {
    "json-v2": as_bytes(study()),
    "ctis": as_bytes(ctis_new()),
    "csv": CSV.encode(),
    "xml-legacy": XML.encode(),
    "pasted": PAGE.encode(),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "name-says-nothing"


def numbers(path: Path) -> list[str]:
    return [each.number for each in read_trials(path) if isinstance(each, TrialRecord)]


@pytest.mark.parametrize(("kind", "data"), FORMS.items())
def test_the_content_tells_the_kind(kind: str, data: bytes, file: Path) -> None:
    file.write_bytes(data)
    assert kind_of_file(file) == kind
    assert len(numbers(file)) == 1


@pytest.mark.parametrize("data", FORMS.values())
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_marks_and_encodings_do_not_matter(data: bytes, encoding: str, file: Path) -> None:
    text = data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    plain = data.decode() if encoding == "utf-8-sig" else text
    file.write_bytes(plain.encode(encoding))
    assert len(numbers(file)) == 1


@pytest.mark.parametrize(("form", "data"), FORMS.items())
def test_a_kept_record_read_again_is_the_same(form: str, data: bytes, file: Path) -> None:
    file.write_bytes(data)
    day = PartialDate(2026, 2, 1)
    (found,) = read_trials(file, file_date=day)
    assert isinstance(found, TrialRecord)
    assert read_again(found.form, found.received, day) == found


def test_a_record_kept_as_nothing_is_said_to_be_nothing() -> None:
    assert isinstance(read_again("json-v2", b""), Skipped)


def test_large_records_of_the_eu_register_show_their_kind_late(file: Path) -> None:
    old = ctis_old()
    large = {"publicEvaluation": [{"text": "x" * 200_000}], **old}
    file.write_bytes(as_bytes(large))
    assert kind_of_file(file) == "ctis"
    assert numbers(file) == [old["ctNumber"]]


def test_a_study_whose_protocol_comes_last(file: Path) -> None:
    made = study(resultsSection__outcomeMeasuresModule={"text": "x" * 200_000})
    late = {key: made[key] for key in ("hasResults", "resultsSection", "protocolSection")}
    file.write_bytes(as_bytes(late))
    assert numbers(file) == ["NCT99990001"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 1000,
        b"hello",
        b"{}",
        b"[]",
        b"[{}]",
        b"<html><body>NCT99990001</body></html>",
        b'<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"/>',
        as_bytes({"resourceType": "Bundle", "entry": []}),
        b"Date,Test,Value\n2024-01-01,WBC,4.1\n",
        b"PK\x03\x04 no archive",
        b"%PDF-1.7",
    ],
)
def test_other_files_are_refused_in_words(data: bytes, file: Path) -> None:
    file.write_bytes(data)
    with pytest.raises(CasebookError) as raised:
        list(read_trials(file))
    assert "Nothing was changed" in raised.value.sentence


def test_a_file_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.json", tmp_path):
        with pytest.raises(CasebookError) as raised:
            list(read_trials(path))
        assert "could not be opened" in raised.value.sentence


def test_a_good_file_with_a_bad_record(file: Path) -> None:
    good, bad = as_bytes(study()), as_bytes(study("NCT99990002"))[:-40] + b"}"
    file.write_bytes(b"[\n" + b",\n".join((good, bad, good)) + b"\n]")
    found = list(read_trials(file))
    assert [type(each) for each in found] == [TrialRecord, Skipped, TrialRecord]


def test_progress_is_told_and_ends_at_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    array, archive = tmp_path / "a", tmp_path / "b"
    array.write_bytes(as_bytes([study(f"NCT999{n:05}") for n in range(900)]))
    zip_of({f"{n}.json": as_bytes(study(f"NCT999{n:05}")) for n in range(20)}, archive)
    for path in (array, archive):
        told.clear()
        list(read_trials(path, progress=lambda done, there: told.append((done, there))))
        assert told == sorted(told)
        assert told[-1][0] == told[-1][1] > 0


@pytest.mark.parametrize("zipped", [False, True])
def test_reading_stops_when_told_so(tmp_path: Path, zipped: bool) -> None:
    studies = {f"{n}.json": as_bytes(study(f"NCT999{n:05}")) for n in range(50)}
    path = tmp_path / "a"
    if zipped:
        zip_of(studies, path)
    else:
        path.write_bytes(b"[" + b",".join(studies.values()) + b"]")
    asked = iter(range(1000))
    reading = read_trials(path, cancelled=lambda: next(asked) > 6)
    with pytest.raises(Cancelled):
        list(reading)


def test_a_criteria_text_of_fifty_megabytes(file: Path) -> None:
    text = "* Platelets \\> 50 &lt; 60\n" * 2_000_000
    file.write_bytes(as_bytes([study(eligibilityModule__eligibilityCriteria=text), study()]))
    found = list(read_trials(file))
    assert [type(each) for each in found] == [TrialRecord, TrialRecord]
    assert isinstance(found[0], TrialRecord)
    assert (found[0].eligibility or "").startswith("* Platelets > 50 < 60\n")


@pytest.mark.parametrize("data", FORMS.values())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1), new=st.binary(max_size=5), gone=st.integers(0, 60))
def test_mutated_files_are_read_skipped_or_refused(
    data: bytes, where: float, new: bytes, gone: int, file: Path
) -> None:
    place = int(where * len(data))
    file.write_bytes(data[:place] + new + data[place + gone :])
    for found in _read_or_refused(file):
        if isinstance(found, TrialRecord):
            again = read_again(found.form, found.received)
            assert isinstance(again, TrialRecord)
            assert again.content_hash == found.content_hash


def _read_or_refused(path: Path) -> list[TrialRecord | Skipped]:
    try:
        return list(read_trials(path))
    except CasebookError:
        return []


@given(st.binary(max_size=300))
def test_any_bytes_have_a_kind_or_none(data: bytes) -> None:
    kind_of(data)


def test_large_records_show_their_kind_late_in_an_archive_too(file: Path) -> None:
    old = {"publicEvaluation": [{"text": "x" * 200_000}], **ctis_old()}
    zip_of({"a.json": as_bytes(old)}, file)
    assert numbers(file) == [old["ctNumber"]]


def test_a_table_of_something_else_with_addresses_is_not_ours() -> None:
    assert kind_of(b"Test,Value,Status,URL\nWBC,4.1,final,https://x.invalid\n") is None


def test_a_record_packs_and_unpacks() -> None:
    found = read_again("json-v2", FORMS["json-v2"])
    assert isinstance(found, TrialRecord)
    assert zlib.decompress(found.packed) == found.received


def test_a_file_of_nothing_but_bad_entries_is_not_read_to_its_end(file: Path) -> None:
    file.write_bytes(as_bytes([study()]) + b",1" * 5000)
    found = list(read_trials(file))
    assert len(found) == 1002
    assert isinstance(found[-1], Skipped)
    assert found[-1].where == "the rest"
