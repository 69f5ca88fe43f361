import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.partial_date import PartialDate
from app.trials.record import RegistryDate, Skipped, TrialRecord
from app.trials.text_encoding import NOTE_ODD_LETTERS
from app.trials.xml_legacy import record_of_xml
from tests.trials.samples import XML


def one(text: str | bytes) -> TrialRecord:
    found = record_of_xml(text if isinstance(text, bytes) else text.encode())
    assert isinstance(found, TrialRecord), found
    return found


def test_every_field_shown_is_read() -> None:
    trial = one(XML)
    assert (trial.number, trial.form) == ("NCT99990002", "xml-legacy")
    assert trial.status == "ACTIVE_NOT_RECRUITING"
    assert trial.why_stopped == "Slow accrual"
    assert trial.phases == ("PHASE1", "PHASE2")
    assert trial.brief_summary == "First line of a wrapped paragraph."
    assert trial.start == RegistryDate(PartialDate(2020, 3), "ACTUAL")
    assert trial.primary_completion == RegistryDate(PartialDate(2024, 6, 17), "ESTIMATED")
    assert (trial.masking, trial.who_masked) == ("DOUBLE", ("PARTICIPANT", "INVESTIGATOR"))
    assert (trial.minimum_age and trial.minimum_age.years, trial.maximum_age) == (18, None)
    assert trial.expanded_access.has is True
    assert (trial.sites[0].city, trial.sites[0].status) == ("Oslo", "RECRUITING")
    assert trial.sites[0].contacts[0].name == "Per Invented"
    assert trial.as_of == PartialDate(2023, 2, 3)


def test_criteria_keep_their_layout_without_the_margin() -> None:
    text = one(XML).eligibility
    assert text is not None
    assert text.startswith("Inclusion Criteria:\n\n  -  Age 18 years or older")
    assert "wrapped by the older\n     layout" in text


def test_expanded_access_records() -> None:
    text = XML.replace("Interventional", "Expanded Access").replace(
        "Active, not recruiting", "Temporarily not available"
    )
    types = (
        "<expanded_access_info><expanded_access_type_individual>Yes"
        "</expanded_access_type_individual></expanded_access_info><phase>"
    )
    trial = one(text.replace("<phase>", types))
    assert (trial.study_type, trial.status) == ("EXPANDED_ACCESS", "TEMPORARILY_NOT_AVAILABLE")
    assert trial.expanded_access_types == ("individual",)


def test_the_fingerprint_ignores_layout_and_the_day_of_the_file() -> None:
    flat = " ".join(XML.replace("February 03", "March 09").split()).replace("> <", "><")
    assert one(XML).content_hash == one(flat).content_hash
    assert one(XML).content_hash != one(XML.replace("Pill A", "Pill B")).content_hash


def test_letters_that_are_not_utf_8_are_read_and_noted() -> None:
    trial = one(XML.replace("Gamma Clinic", "Clínica Gamma").encode("latin-1"))
    assert trial.sites[0].name == "Clínica Gamma"
    assert trial.notes == (NOTE_ODD_LETTERS,)


BOMB = '<!DOCTYPE clinical_study [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE clinical_study [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("document_type", [BOMB, OUTSIDE, "<!DOCTYPE clinical_study>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(document_type: str, encoding: str) -> None:
    text = XML.replace('<?xml version="1.0" encoding="UTF-8"?>', "")
    text = text.replace("<clinical_study>", f"{document_type}<clinical_study>", 1)
    found = record_of_xml(text.replace("Pill A", "&x;&b;").encode(encoding))
    assert isinstance(found, Skipped)
    assert "document type" in found.reason


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<clinical_study>",
        XML.encode()[:700],
        b"<clinical_study><id_info><nct_id>none</nct_id></id_info></clinical_study>",
        b"<ClinicalDocument/>",
        XML.replace("Pill A", "&nbsp;").encode(),
        b"<a>" * 5000,
    ],
)
def test_a_damaged_or_foreign_document_is_skipped(data: bytes) -> None:
    assert isinstance(record_of_xml(data), Skipped)


def test_a_text_beyond_the_parsers_limit_is_skipped() -> None:
    assert isinstance(record_of_xml(XML.replace("Pill A", "x" * 11_000_000).encode()), Skipped)


@given(st.integers(0, len(XML) - 1), st.binary(max_size=4), st.integers(0, 30))
def test_mutated_records_are_read_or_skipped(place: int, new: bytes, gone: int) -> None:
    data = XML.encode()
    record_of_xml(data[:place] + new + data[place + gone :])
