"""The readers over the sample folder: every file, with the counts its own papers give."""

import csv
import itertools
from collections import Counter
from pathlib import Path

import pytest

from app.case.partial_date import PartialDate
from app.trials.changes import changes_between
from app.trials.merge_records import Arrival, decide
from app.trials.read import read_again, read_trials
from app.trials.record import Skipped, TrialRecord

pytestmark = pytest.mark.shared_data

# Counts and forms as README.md of the folder has them.
EXPORTS = {
    "exports/ctg-studies-leukemia-a.json": ("json-v2", 54),
    "exports/ctg-studies.json.zip": ("json-v2", 635),
    "exports/ctg-studies-29cols.csv": ("csv", 635),
    "exports/ctg-studies-tcell-9cols.csv": ("csv", 2677),
    "exports/ctg-studies-30cols-terminated.csv": ("csv", 279),
    "exports/ctg-studies-12cols.csv": ("csv", 10),
    "exports/legacy-SearchResults.tsv": ("csv", 40),
    "exports/api-page-search.json": ("json-v2", 1),
    "exports/ctg-studies-1.json": ("json-v2", 1),
    "exports/api-page-few-fields.json": ("json-v2", 5),
    "scale/AllPublicXML-part.zip": ("xml-legacy", 3462),
    "scale/ctg-studies-scale.json.zip": ("json-v2", 1088),
    "ctis/2023-508143-51-01.json": ("ctis", 1),
    "ctis/2024-510663-34-00.json": ("ctis", 1),
}


@pytest.fixture(scope="session")
def trials(shared_data: Path) -> Path:
    return shared_data / "trials"


@pytest.fixture(scope="session")
def singles(trials: Path) -> dict[str, TrialRecord]:
    """The single records, by their path under the folder."""
    found = {}
    for path in sorted([*trials.glob("records/*.json"), *trials.glob("xml/*.xml")]):
        (record,) = read_trials(path)
        assert isinstance(record, TrialRecord)
        found[path.relative_to(trials).as_posix()] = record
    return found


@pytest.mark.parametrize(("name", "expected"), EXPORTS.items())
def test_every_export_is_read_whole(trials: Path, name: str, expected: tuple[str, int]) -> None:
    found = Counter(
        "skipped" if isinstance(each, Skipped) else each.form for each in read_trials(trials / name)
    )
    assert found == {expected[0]: expected[1]}


def test_single_records_say_what_the_manifest_says(
    trials: Path, singles: dict[str, TrialRecord]
) -> None:
    with (trials / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file, delimiter="\t")}
    compared = 0
    for name, record in singles.items():
        row = rows[name]
        assert record.number == row["nct"]
        if not name.startswith("records/"):
            continue
        compared += 1
        assert (record.status, record.study_type) == (row["status"], row["type"]), name
        posted = record.last_update_posted
        assert posted is None or posted.date.iso == row["last_update_posted"]
        assert record.eligibility
    assert compared == 125


def test_statuses_and_types_are_those_of_the_readme(singles: dict[str, TrialRecord]) -> None:
    records = [record for name, record in singles.items() if name.startswith("records/")]
    assert Counter(each.status for each in records)["RECRUITING"] == 43
    assert Counter(each.study_type for each in records) == {
        "INTERVENTIONAL": 100,
        "OBSERVATIONAL": 23,
        "EXPANDED_ACCESS": 2,
    }
    assert sum(each.maximum_age is None for each in records) == 79
    assert sum(each.minimum_age is None for each in records) == 10
    assert sum(not each.central_contacts for each in records) == 56
    assert sum(not each.interventions for each in records) == 11
    assert sum(each.expanded_access.has is True for each in records) == 4
    assert sum(each.why_stopped is not None for each in records) == 16
    assert sum(each.last_known_status is not None for each in records) == 16


def test_no_escape_is_left_in_what_is_shown(singles: dict[str, TrialRecord]) -> None:
    for name, record in singles.items():
        text = record.eligibility or ""
        assert not any(mark in text for mark in ("\\>", "\\<", "\\[", "\\*", "&gt;", "&lt;")), name


def test_ages_are_all_understood(singles: dict[str, TrialRecord]) -> None:
    for name, record in singles.items():
        for limit in (record.minimum_age, record.maximum_age):
            assert limit is None or limit.years is not None, name


def test_kept_records_read_again_are_the_same(singles: dict[str, TrialRecord]) -> None:
    for record in singles.values():
        assert read_again(record.form, record.received) == record


Pairs = list[tuple[str, str, str, TrialRecord, TrialRecord]]


@pytest.fixture(scope="session")
def pairs(trials: Path) -> Pairs:
    """The neighbouring versions: number, both file names, both records."""
    found: Pairs = []
    for folder in sorted((trials / "versions").glob("NCT*")):
        files = sorted(folder.glob("*.json"))
        versions = []
        for file in files:
            (record,) = read_trials(file)
            assert isinstance(record, TrialRecord)
            versions.append((file.name, record))
        found += [
            (folder.name, a, b, old, new) for (a, old), (b, new) in itertools.pairwise(versions)
        ]
    return found


def test_no_change_is_unmentioned_and_none_is_invented(trials: Path, pairs: Pairs) -> None:
    with (trials / "versions" / "CHANGES.tsv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file, delimiter="\t")
    found = [
        [number, a, b, change.field, change.old, change.new]
        for number, a, b, old, new in pairs
        for change in changes_between(old, new)
    ]
    assert sorted(found) == sorted(rows)


def test_nothing_changes_from_a_record_to_itself(pairs: Pairs) -> None:
    assert all(changes_between(old, old) == [] for *_, old, _ in pairs)


def test_each_later_version_is_newer_and_each_earlier_one_older(pairs: Pairs) -> None:
    for *_, old, new in pairs:
        assert decide(new, [old]).arrival is Arrival.NEWER
        assert decide(old, [new]).arrival is Arrival.OLDER


def test_rows_of_the_same_day_differ_in_nothing_from_the_full_records(trials: Path) -> None:
    """The two exports of one day: 29 columns and the whole records."""
    rows = {
        each.number: each
        for each in read_trials(trials / "exports/ctg-studies-29cols.csv")
        if isinstance(each, TrialRecord)
    }
    for each in read_trials(trials / "exports/ctg-studies.json.zip"):
        assert isinstance(each, TrialRecord)
        row = rows.pop(each.number)
        assert changes_between(row, each) == changes_between(each, row) == [], each.number
        shown = decide(row, [each]).shown
        assert (shown.sites, shown.eligibility) == (each.sites, each.eligibility)
    assert not rows


def test_the_status_of_a_later_row_is_taken(trials: Path, singles: dict[str, TrialRecord]) -> None:
    """NCT05397184: RECRUITING in 2023, UNKNOWN in the export of June 2025 (README)."""
    whole = singles["records/NCT05397184.json"]
    june = PartialDate(2025, 6, 12)
    path = trials / "exports/ctg-studies-tcell-9cols.csv"
    row = next(
        each
        for each in read_trials(path, file_date=june)
        if isinstance(each, TrialRecord) and each.number == "NCT05397184"
    )
    decision = decide(row, [whole])
    assert decision.arrival is Arrival.KNOWS_LESS
    assert (decision.shown.status, decision.shown.eligibility) == ("UNKNOWN", whole.eligibility)
