import csv
import io
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.partial_date import PartialDate
from app.trials.csv_export import read_csv
from app.trials.read import read_again, read_trials
from app.trials.record import AgeLimit, Skipped, TrialRecord
from app.trials.text_encoding import NOTE_ODD_LETTERS, TextStream

COLUMNS = "NCT Number,Study Title,Study URL,Study Status,Conditions,Interventions,Sponsor"
ROW = (
    'NCT99990001,"Cells, invented",https://clinicaltrials.gov/study/NCT99990001,RECRUITING,'
    "T-cell Leukemia|Lymphoma,BIOLOGICAL: CD7 cells|DRUG: fludarabine,Invented Hospital"
)


def read(text: str | bytes) -> list[TrialRecord | Skipped]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(read_csv(TextStream(BytesIO(data))))


def one(text: str | bytes) -> TrialRecord:
    (found,) = read(text)
    assert isinstance(found, TrialRecord)
    return found


def test_a_row_is_read_with_what_its_columns_say() -> None:
    trial = one(f"{COLUMNS}\n{ROW}\n")
    assert (trial.number, trial.title) == ("NCT99990001", "Cells, invented")
    assert trial.status == "RECRUITING"
    assert trial.conditions == ("T-cell Leukemia", "Lymphoma")
    assert [(each.type, each.name) for each in trial.interventions] == [
        ("BIOLOGICAL", "CD7 cells"),
        ("DRUG", "fludarabine"),
    ]
    assert trial.known_fields == {"title", "status", "conditions", "interventions", "sponsor"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_marks_do_not_matter(end: str) -> None:
    text = f"{COLUMNS}{end}{ROW}{end}"
    assert one(text).content_hash == one("\ufeff" + text).content_hash
    assert one(text.encode("utf-16")).title == "Cells, invented"


def test_letters_of_an_older_encoding_are_read_and_noted() -> None:
    trial = one(f"{COLUMNS}\n{ROW}\n".replace("Hospital", "Hôpital").encode("latin-1"))
    assert trial.sponsor == "Invented Hôpital"
    assert trial.notes == (NOTE_ODD_LETTERS,)


def test_every_column_of_today() -> None:
    header = (
        "NCT Number,Acronym,Brief Summary,Study Results,Sex,Age,Phases,Enrollment,Funder Type,"
        "Study Type,Study Design,Other IDs,Start Date,Completion Date,Last Update Posted,Locations"
    )
    row = (
        'NCT99990001,INV,"Two\n\nparagraphs \\> one",YES,FEMALE,"ADULT, OLDER_ADULT",PHASE1|PHASE2,'
        '"1,240",NIH,INTERVENTIONAL,Allocation: RANDOMIZED|Intervention Model: PARALLEL|'
        '"Masking: DOUBLE (PARTICIPANT, INVESTIGATOR)"|Primary Purpose: TREATMENT,A-1|B-2,'
        '2024-05,2026-07-01,2025-11-02,"Alpha Hospital, Boston, Massachusetts, 02115, '
        'United States|Beta Clinic, Oslo, Norway"'
    ).replace('"Masking: DOUBLE (PARTICIPANT, INVESTIGATOR)"', "Masking: NONE")
    trial = one(f"{header}\n{row}\n")
    assert trial.brief_summary == "Two\n\nparagraphs > one"
    assert (trial.sex, trial.age_groups) == ("FEMALE", ("ADULT", "OLDER_ADULT"))
    assert (trial.phases, trial.enrollment) == (("PHASE1", "PHASE2"), 1240)
    assert (trial.allocation, trial.masking) == ("RANDOMIZED", "NONE")
    assert trial.results_posted is True
    assert trial.as_of == PartialDate(2025, 11, 2)
    assert [(site.name, site.zip, site.country) for site in trial.sites] == [
        ("Alpha Hospital, Boston, Massachusetts", "02115", "United States"),
        ("Beta Clinic, Oslo", None, "Norway"),
    ]
    assert {"minimum_age", "eligibility", "central_contacts"}.isdisjoint(trial.known_fields)


def test_the_older_tab_separated_export() -> None:
    header = "Rank\tNCT Number\tTitle\tStatus\tSponsor/Collaborators\tGender\tAge\tStart Date\tURL"
    row = (
        "1\tNCT99990001\tPills\tUnknown status\tInstitute|Partner\tAll\t"
        "18 Years to 75 Years \xa0 (Adult, Older Adult)\tMay 16, 2019\thttps://x/NCT99990001"
    )
    trial = one(f"{header}\n{row}\n")
    assert (trial.status, trial.sponsor) == ("UNKNOWN", "Institute")
    assert trial.collaborators == ("Partner",)
    assert (trial.minimum_age, trial.maximum_age) == (
        AgeLimit("18 Years", 18, "year"),
        AgeLimit("75 Years", 75, "year"),
    )
    assert {"minimum_age", "maximum_age"} <= trial.known_fields


@pytest.mark.parametrize(
    ("age", "lowest", "highest"),
    [
        ("18 Years and older (Adult)", "18 Years", None),
        ("up to 17 Years (Child)", None, "17 Years"),
        ("Child, Adult, Older Adult", None, None),
        ("6 Months to 16 Years (Child)", "6 Months", "16 Years"),
    ],
)
def test_ages_of_the_older_export(age: str, lowest: str | None, highest: str | None) -> None:
    trial = one(f'NCT Number,Gender,Age\nNCT99990001,All,"{age}"\n')
    assert (trial.minimum_age and trial.minimum_age.text) == lowest
    assert (trial.maximum_age and trial.maximum_age.text) == highest


def test_the_number_may_stand_in_the_address_only() -> None:
    text = "Study Title,Study URL\nCells,https://clinicaltrials.gov/study/NCT99990001\n"
    assert one(text).number == "NCT99990001"


def test_a_row_is_kept_as_it_came_with_its_header() -> None:
    assert one(f"{COLUMNS}\r\n{ROW}\r\n").received == f"{COLUMNS}\n{ROW}\r\n".encode()


def test_a_row_without_number_or_with_too_few_cells_is_skipped() -> None:
    other = ROW.replace("NCT99990001", "none")
    found = read(f"{COLUMNS}\n{other}\n{ROW}\nNCT99990002,Short\n")
    assert [type(each) for each in found] == [Skipped, TrialRecord, Skipped]
    assert found[0] == Skipped("line 2", "Not read: it has no NCT number.")
    assert isinstance(found[2], Skipped)
    assert found[2].where == "NCT99990002 (line 4)"


def test_an_open_quote_costs_one_row_only() -> None:
    rows = [ROW.replace("NCT99990001", f"NCT9999000{n}") for n in range(1, 6)]
    rows[1] = rows[1].replace('invented"', "invented")
    found = read(COLUMNS + "\n" + "\n".join(rows) + "\n")
    read_numbers = [each.number for each in found if isinstance(each, TrialRecord)]
    assert read_numbers == [f"NCT9999000{n}" for n in (1, 3, 4, 5)]
    assert [each.where for each in found if isinstance(each, Skipped)] == ["NCT99990002 (line 3)"]


def test_a_file_cut_off_in_a_quote_skips_its_last_row() -> None:
    found = read(f'{COLUMNS}\n{ROW}\nNCT99990002,"Cells, inv')
    assert [type(each) for each in found] == [TrialRecord, Skipped]


def test_a_cell_longer_than_the_csv_module_takes_by_itself() -> None:
    text = f"NCT Number,Brief Summary\nNCT99990001,{'long ' * 60_000}\n"
    assert len(one(text).brief_summary or "") > 290_000


def test_columns_of_something_else_are_not_read() -> None:
    (found,) = read("Date,Test,Value\n2024-01-01,WBC,4.1\n")
    assert isinstance(found, Skipped)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\ufdd0"), max_size=30)


@given(st.lists(cells, min_size=3, max_size=3), st.sampled_from([",", "\t", ";"]))
def test_any_cells_come_back_however_they_are_quoted(row: list[str], delimiter: str) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow(["NCT Number", "Study Title", "Brief Summary", "Some Other Column"])
    writer.writerow(["NCT99990001", *row])
    found = [each for each in read(buffer.getvalue()) if isinstance(each, TrialRecord)]
    assert [each.number for each in found][:1] == ["NCT99990001"]


@given(st.binary(max_size=200))
def test_any_bytes_under_a_header_are_read_or_skipped(data: bytes) -> None:
    read(COLUMNS.encode() + b"\n" + data)


@pytest.mark.parametrize(
    "text",
    [
        "\n\r\n NCT Number,Study Status\nNCT99990001,RECRUITING\n",
        "sep=,\r\nNCT Number,Study Status\r\nNCT99990001,RECRUITING\r\n",
        "\ufeffsep=;\r\nNCT Number;Study Status\r\nNCT99990001;RECRUITING\r\n",
        "NCT Number,Study Status\rNCT99990001,RECRUITING\r",
        "NCT Number,Study Status\nNCT99990001,RECRUITING,\n",
        "NCT Number,Study Status,\nNCT99990001,RECRUITING,\n",
        "NCT Number,Study Status\nNCT99990001,RECRUITING, ,\n,,\n",
    ],
    ids=["blank-lines", "sep", "sep-mark", "cr", "comma-at-the-end", "comma-in-both", "two-commas"],
)
def test_what_spreadsheet_programs_make_of_an_export(text: str, tmp_path: Path) -> None:
    path = tmp_path / "saved-again.txt"
    path.write_text(text, encoding="utf-8", newline="")
    found, *rest = read_trials(path)
    assert isinstance(found, TrialRecord)
    assert (found.number, found.status) == ("NCT99990001", "RECRUITING")
    assert all(isinstance(each, Skipped) for each in rest)
    assert read_again("csv", found.received) == found


def test_a_surplus_cell_that_says_something_is_not_left_out() -> None:
    (found,) = read("NCT Number,Study Status\nNCT99990001,RECRUITING,more\n")
    assert isinstance(found, Skipped)
