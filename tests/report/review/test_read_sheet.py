"""Filled sheets as real files: what is read, and what is said of files that are none."""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, TextStringObject

from app.case.facts import Facts
from app.case.partial_date import PartialDate
from app.errors import CasebookError
from app.report.contents.card import card_outline
from app.report.drawing import make_pdf
from app.report.read_sheet import read_sheet
from app.report.review import refusals
from app.report.review.filled import FilledLine, FilledSheet
from app.report.review.mark import ATTACHED_AS
from tests.report.conftest import EXAMPLE_DAY, options
from tests.report.review.sheets import field, fields_of, filled, sheet_pdf, written


@pytest.fixture(scope="module")
def pdf(example_facts: Facts) -> bytes:
    return sheet_pdf(example_facts)


def line_of(sheet: FilledSheet, name: str) -> FilledLine:
    return next(line for line in sheet.lines if line.name == name)


def test_an_empty_sheet_is_read_and_is_blank(pdf: bytes) -> None:
    sheet = read_sheet(pdf)
    assert sheet.is_blank
    assert not sheet.missing
    names = [line.name for line in sheet.lines]
    assert names[:3] == ["inclusion minimum age", "inclusion 1", "inclusion 2"]


@pytest.mark.parametrize(
    ("ticks", "answer"),
    [
        (("meets",), "met"),
        (("does_not",), "not_met"),
        (("test",), "needs_test"),
        (("meets", "test"), "needs_test"),
        (("meets", "does_not"), ""),
        ((), ""),
    ],
)
def test_ticks_become_answers(pdf: bytes, ticks: tuple[str, ...], answer: str) -> None:
    values = {field(pdf, "inclusion-2-", tick): "/Yes" for tick in ticks}
    line = line_of(read_sheet(filled(pdf, values)), "inclusion 2")
    assert line.answer == answer
    assert line.is_unclear == (len(ticks) == 2 and not answer)


@pytest.mark.parametrize(
    "note",
    ["≥ 60 Ü", "naïve → “ask Dr. Müller” ✓", "Łódź, Привет, Ελλάδα", "two\nlines", "a " * 4000],
)
def test_notes_come_back_letter_by_letter(pdf: bytes, note: str) -> None:
    name = field(pdf, "exclusion-1-", "note")
    sheet = read_sheet(filled(pdf, {name: note}))
    assert line_of(sheet, "exclusion 1").note == note.strip()


NOTES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]))


@given(note=NOTES)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_note_comes_back(pdf: bytes, note: str) -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf))
    wanted = field(pdf, "exclusion-1-", "note")
    for annotation in writer.pages[0]["/Annots"]:
        one = annotation.get_object()
        if one["/T"] == wanted:
            one[NameObject("/V")] = TextStringObject(note)
    kept = "".join(char for char in note if char.isprintable())
    assert line_of(read_sheet(written(writer)), "exclusion 1").note == kept.strip()


def test_the_doctors_block_is_read(pdf: bytes) -> None:
    values = {
        "doctor-later": "/Yes",
        "doctor-later-after": "the echo, ≤ 2 weeks",
        "doctor-test-1": "/Yes",
        "doctor-test-other": "/Yes",
        "doctor-test-other-what": "Ferritin",
        "doctor-family-calls": "/Yes",
        "doctor-call-by": "16 May",
        "doctor-name": "Dr. Hannah Okoye",
        "doctor-date": "14 May 2026",
    }
    view = read_sheet(filled(pdf, values)).doctor
    assert view.later
    assert view.later_after == "the echo, ≤ 2 weeks"
    assert view.tests == ("Heart ultrasound (LVEF)",)
    assert view.other_tests_what == "Ferritin"
    assert view.family_calls
    assert not view.clinic_calls
    assert view.name == "Dr. Hannah Okoye"
    assert view.day == PartialDate(2026, 5, 14)


@pytest.mark.parametrize("written_date", ["3/4/2026", "soon", "", "31 February 2026"])
def test_a_date_that_cannot_be_told_is_left_open(pdf: bytes, written_date: str) -> None:
    view = read_sheet(filled(pdf, {"doctor-date": written_date})).doctor
    assert view.day is None
    assert view.date == written_date


def test_boxes_that_other_programs_ticked_count(pdf: bytes) -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf))
    name = field(pdf, "inclusion-2-", "meets")
    for annotation in writer.pages[0]["/Annots"]:
        one = annotation.get_object()
        if one["/T"] == name:
            one[NameObject("/V")] = NameObject("/On")
    assert line_of(read_sheet(written(writer)), "inclusion 2").answer == "met"


# What can become of a file


def without_fields(pdf: bytes) -> bytes:
    """Return the sheet as "print to PDF" leaves it, with what is attached."""
    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.update_page_form_field_values(None, {field(pdf, "inclusion-2-", "meets"): "/Yes"})
    writer.remove_annotations(subtypes="/Widget")
    del writer.root_object["/AcroForm"]
    return written(writer)


def only_pages(pdf: bytes) -> bytes:
    """Return the look of the pages and nothing else, as a printer driver makes it."""
    writer = PdfWriter()
    for page in PdfReader(BytesIO(pdf)).pages:
        kept = writer.add_page(page)
        kept[NameObject("/Annots")] = ArrayObject()
    return written(writer)


def test_a_flattened_sheet_is_known_and_refused_in_words(pdf: bytes) -> None:
    for changed in (without_fields(pdf), only_pages(pdf)):
        with pytest.raises(refusals.LostFields, match="print to PDF") as refused:
            read_sheet(changed)
        assert "Nothing was changed" in refused.value.sentence


def test_the_mark_is_found_in_either_place(pdf: bytes) -> None:
    ticked = filled(pdf, {field(pdf, "inclusion-2-", "meets"): "/Yes"})
    for drop in ("field", "file"):
        writer = PdfWriter(clone_from=BytesIO(ticked))
        if drop == "file":
            del writer.root_object["/Names"]
        else:
            page = writer.pages[0]
            own = [a for a in page["/Annots"] if a.get_object()["/F"] != 2]
            page[NameObject("/Annots")] = ArrayObject(own)
            form = writer.root_object["/AcroForm"]
            form[NameObject("/Fields")] = ArrayObject(
                one for one in form["/Fields"] if one.get_object()["/F"] != 2
            )
        changed = written(writer)
        assert ("casebook-review-sheet" in fields_of(changed)) == (drop == "file")
        assert (ATTACHED_AS in PdfReader(BytesIO(changed)).attachments) == (drop == "field")
        assert line_of(read_sheet(changed), "inclusion 2").answer == "met"


def test_a_changed_mark_is_refused(pdf: bytes) -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf))
    del writer.root_object["/Names"]
    hidden = writer.pages[0]["/Annots"][0].get_object()
    text = str(hidden["/V"])
    hidden[NameObject("/V")] = TextStringObject(text.replace("NCT99990107", "NCT99990108"))
    with pytest.raises(refusals.NotOurSheet, match="damaged"):
        read_sheet(written(writer))
    hidden[NameObject("/V")] = TextStringObject(text.replace('"form": 1', '"form": 7'))
    with pytest.raises(refusals.NotOurSheet, match="newer Casebook"):
        read_sheet(written(writer))


def test_a_page_that_was_taken_out_is_told(example_facts: Facts) -> None:
    pdf = sheet_pdf(example_facts, large=True)
    writer = PdfWriter(clone_from=BytesIO(pdf))
    gone = {str(one.get_object()["/T"]) for one in writer.pages[1]["/Annots"]}
    writer.remove_page(1)
    sheet = read_sheet(_without(writer, gone))
    assert sheet.missing
    assert len(sheet.missing) < len(sheet.lines)


def _without(writer: PdfWriter, gone: set[str]) -> bytes:
    form = writer.root_object["/AcroForm"]
    form[NameObject("/Fields")] = ArrayObject(_kept(form["/Fields"], gone))
    return written(writer)


def _kept(fields: ArrayObject, gone: set[str]) -> Iterator[object]:
    for one in fields:
        found = one.get_object()
        if hasattr(found, "get") and str(found.get("/T")) not in gone:
            yield one


def test_another_case_is_refused(pdf: bytes, example_facts: Facts) -> None:
    assert read_sheet(pdf, example_facts.case.info.shown_id).mark.trial == "NCT99990107"
    with pytest.raises(refusals.OtherCase, match="another case"):
        read_sheet(pdf, "some-other-case")


def test_other_files_are_refused_each_in_its_words(pdf: bytes, example_facts: Facts) -> None:
    card = make_pdf(card_outline(example_facts.case, example_facts, options(EXAMPLE_DAY)))
    blank = PdfWriter()
    blank.add_blank_page(200, 200)
    locked = PdfWriter(clone_from=BytesIO(pdf))
    locked.encrypt("secret", algorithm="RC4-128")
    for content, words in (
        (b"", "cannot be read as a PDF"),
        (b"hello", "cannot be read as a PDF"),
        (b"%PDF-1.7\n%%EOF", "cannot be read as a PDF"),
        (card, "not a review sheet made by Casebook"),
        (written(blank), "only pictures"),
        (written(locked), "locked with a password"),
    ):
        with pytest.raises(refusals.NotOurSheet, match=words):
            read_sheet(content)


def test_a_sheet_locked_without_a_password_is_read(pdf: bytes) -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.encrypt("", owner_password="x", algorithm="RC4-128")
    assert read_sheet(written(writer)).mark.trial == "NCT99990107"


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_files_are_refused_or_read_never_an_error(pdf: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(pdf)))
    length = data.draw(st.integers(0, 4000))
    put = data.draw(st.binary(max_size=40))
    changed = pdf[:start] + put + pdf[start + length :]
    with suppress(CasebookError):
        assert isinstance(read_sheet(changed), FilledSheet)
