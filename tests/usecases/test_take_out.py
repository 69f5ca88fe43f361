"""What leaves the case, read by readers that know nothing of Casebook."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.case.case import SPECS
from app.case.entities import Appointment
from app.errors import CasebookError
from app.resource_files import resource_file
from app.usecases.make_case import case_from_json
from app.usecases.session import Session
from app.usecases.take_out import FORMATS, TakenOut, exported, save, to_standard_output


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = tmp_path_factory.mktemp("example") / "maya.casebook"
    case_from_json(path, resource_file("example/case.json"))
    with Session.open(path, read_only=True) as session:
        yield session


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_case_gives_the_same_bytes(example: Session, form: str) -> None:
    assert exported(example, form).content == exported(example, form).content


# CSV


def tables(session: Session) -> dict[str, list[dict[str, str]]]:
    found = {}
    with zipfile.ZipFile(io.BytesIO(exported(session, "csv").content)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8-sig")
            found[name] = list(csv.DictReader(io.StringIO(text)))
    return found


def test_every_column_of_every_table_stands_in_the_dictionary(example: Session) -> None:
    found = tables(example)
    dictionary = found.pop("data dictionary.csv")
    told = {(row["file"], row["column"]): row for row in dictionary}
    for name, rows in found.items():
        assert rows, name
        for column in rows[0]:
            row = told[name, column]
            assert row["label"]
            assert row["type"]
            assert row["holds"]
    assert {row["file"] for row in dictionary} == {f"{table}.csv" for table in SPECS}


def test_units_choices_and_links_stand_in_the_dictionary(example: Session) -> None:
    told = {(r["file"], r["column"]): r for r in tables(example)["data dictionary.csv"]}
    assert told["vital_signs.csv", "weight_kg"]["unit"] == "kg"
    assert told["lab_result.csv", "value"]["unit in"] == "unit"
    assert "severe" in told["allergy.csv", "severity"]["choices"]
    assert told["question.csv", "for_appointment_id"]["points to"] == "appointment.csv, id"


def test_every_row_is_in_its_table(example: Session) -> None:
    found = tables(example)
    for table, number in example.case.sizes().items():
        assert len(found.get(f"{table}.csv", ())) == number, table


# ICS, by RFC 5545

_LINE = re.compile(r"(?P<name>[A-Z-]+)(?P<more>(?:;[A-Z-]+=[^;:\"]+)*):(?P<value>.*)")
_DATE = re.compile(r"\d{8}")
_DATE_TIME = re.compile(r"\d{8}T\d{6}Z?")
_TEXT = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*")
_TEXTS = frozenset({"SUMMARY", "LOCATION", "DESCRIPTION"})


def events(content: bytes) -> list[dict[str, str]]:
    """Read a calendar by the letter of RFC 5545 (3.1, 3.3.11, 3.6.1); fails where it breaks it."""
    assert content.endswith(b"\r\n")
    physical = content[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in physical)
    lines = content[:-2].decode().replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert lines[1:3] == ["VERSION:2.0", "PRODID:-//Casebook//Casebook//EN"]
    found: list[dict[str, str]] = []
    event: dict[str, str] | None = None
    for line in lines[3:-1]:
        match = _LINE.fullmatch(line)
        assert match, line
        name, value = match["name"], match["value"]
        if line == "BEGIN:VEVENT":
            assert event is None
            event = {}
        elif line == "END:VEVENT":
            assert event is not None
            found.append(event)
            event = None
        else:
            assert event is not None
            assert name not in event, f"{name} stands twice"
            event[name] = value
            if name in _TEXTS:
                assert _TEXT.fullmatch(value), value
            if name == "DTSTART":
                form = _DATE if match["more"] == ";VALUE=DATE" else _DATE_TIME
                assert form.fullmatch(value)
    assert event is None
    return found


def check_calendar(session: Session) -> None:
    taken = exported(session, "ics")
    found = events(taken.content)
    days = [row for row in session.case.all(Appointment) if row.date and row.date.exact]
    assert len(found) == len(days)
    assert all({"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event) for event in found)
    assert len({event["UID"] for event in found}) == len(found)
    assert len(taken.notes) == len(session.case.all(Appointment)) - len(days)


def test_the_calendar_of_the_example(example: Session) -> None:
    check_calendar(example)


@pytest.mark.shared_data
def test_the_calendars_of_the_sample_cases(shared_data: Path, tmp_path: Path) -> None:
    for source in sorted((shared_data / "cases").glob("case-?-*.json")):
        if ".oracle." in source.name:
            continue
        path = tmp_path / f"{source.stem}.casebook"
        case_from_json(path, source)
        with Session.open(path, read_only=True) as session:
            check_calendar(session)


# FHIR, and where it goes


def test_a_patient_summary_is_dated_by_the_day_that_counts(example: Session) -> None:
    bundle = json.loads(exported(example, "fhir").content)
    assert bundle["timestamp"] == "2026-05-12T00:00:00Z"
    assert bundle["entry"][0]["resource"]["resourceType"] == "Composition"


def test_saved_whole_and_never_over_a_case(example: Session, tmp_path: Path) -> None:
    taken = exported(example, "fhir")
    save(tmp_path / "summary.json", taken)
    assert (tmp_path / "summary.json").read_bytes() == taken.content
    with pytest.raises(CasebookError, match=r"left as it (is|was)"):
        save(example.path, taken)


def test_a_zip_is_not_shown_in_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CasebookError, match="zip"):
        to_standard_output(TakenOut(b"PK", is_text=False))
    to_standard_output(TakenOut(b"words\n"))
    assert capsys.readouterr().out == "words\n"
