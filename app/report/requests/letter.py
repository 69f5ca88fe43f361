"""The letter that asks one hospital for copies of records: one page, ready to be signed."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.case.entities import Patient
from app.case.partial_date import PartialDate
from app.case.value_class import value_class
from app.report.contents.person import patient_name
from app.report.contents.wording import DISCLAIMER, long_date
from app.report.options import PrintOptions
from app.report.outline.blocks import (
    Block,
    Cell,
    Checks,
    Column,
    Heading,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Table,
    WritingLines,
)
from app.report.outline.document import Footer, Outline, Page
from app.report.outline.forms import SheetHead
from app.report.outline.style import LARGE, PACKET, Style
from app.report.outline.words import Words, muted, say, shortened, strong
from app.report.typesetting.flow import paginate
from app.report.typesetting.set_page import frame_size
from app.report.typesetting.typesetter import Typesetter

TITLE = "Request for copies of medical records"
_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
_BLANK = "________________________"
_WAYS = ("Patient portal", "Secure e-mail", "Disc or stick", "By post", "We collect them")
_ALSO = (
    "Please tell us if a record is kept somewhere else, if there is a fee, or if you need a form "
    "of your own from us."
)


@value_class
class RequestedRecord:
    """One record that is asked for.

    Attributes:
        words: what it is, as a records department calls it.
        remark: which of them, such as the days of reports that are not here.
    """

    words: str
    remark: str = ""


@value_class
class RequestLetter:
    """A letter to one hospital.

    Attributes:
        hospital: whom it goes to; empty where nobody noted it, and then there is a line to write.
        records: what is asked for, the most important first.
        first, last: the time from which records are asked for; `last` None for "until today".
        record_number: the hospital's number for the patient, None for a line to write on.
    """

    hospital: str
    records: tuple[RequestedRecord, ...]
    first: PartialDate | None
    last: PartialDate | None
    record_number: str | None = None


def letters_outline(
    letters: Sequence[RequestLetter], patient: Patient, options: PrintOptions
) -> Outline:
    """Return the letters, each on a page of its own.

    Args:
        letters: whom to ask for what.
        patient: whose records they are.
        options: paper, large print (then a letter may take two pages), the day.
    """
    footer = _footer(patient, options)
    pages = [page for letter in letters for page in _pages(letter, patient, options, footer)]
    return Outline(
        title=f"{TITLE}: {patient_name(patient)}",
        language=options.language,
        paper=options.paper_size,
        style=LARGE if options.large else PACKET,
        footer=footer,
        pages=tuple(pages),
        created=options.as_of.isoformat(),
    )


def _footer(patient: Patient, options: PrintOptions) -> Footer:
    printed_on = f"Printed on {long_date(options.as_of)}"
    return Footer(DISCLAIMER, "", printed_on, patient_name(patient))


def _pages(
    letter: RequestLetter, patient: Patient, options: PrintOptions, footer: Footer
) -> list[Page]:
    """Return the letter on one page, in the largest text that fits."""
    blocks = tuple(_blocks(letter, patient, options.as_of))
    found: list[Page] = []
    for style in _styles(options):
        width, height = frame_size(options.paper_size, footer, style)
        parts = paginate(blocks, width, height, Typesetter(style))
        found = [Page(part, style=style) for part in parts]
        if len(found) == 1:
            break
    return found


def _styles(options: PrintOptions) -> Iterator[Style]:
    if options.large:
        yield LARGE
        return
    for size in _SIZES:
        yield PACKET.at(size)


def _blocks(letter: RequestLetter, patient: Patient, as_of: date) -> Iterator[Block]:
    right = (say(muted(long_date(as_of))),)
    to = (say("To the medical records department"),)
    yield SheetHead(TITLE, shortened(letter.hospital, 120) or _BLANK, to, right)
    yield Pairs(tuple(_about(letter, patient, as_of)), summary="Whose records, from when")
    yield Heading("Please send us copies of")
    yield _records(letter)
    yield Paragraph(say(_ALSO))
    yield Heading("How to send them")
    yield Checks("", _WAYS, write=False)
    yield WritingLines(2, "E-mail, phone or address:")
    yield Heading("Signature", note=_who_signs(patient))
    yield WritingLines(2, "Name, signature, date:")


def _about(letter: RequestLetter, patient: Patient, as_of: date) -> Iterator[Pair]:
    yield Pair("Patient", say(strong(patient_name(patient))))
    born = long_date(patient.birth_date) if patient.birth_date else _BLANK
    yield Pair("Born", say(born))
    yield Pair("Hospital number", say(letter.record_number or _BLANK))
    yield Pair("Records from", _span(letter, as_of))


def _span(letter: RequestLetter, as_of: date) -> Words:
    if letter.first is None:
        return say(f"the first visit until {long_date(as_of)}")
    last = long_date(letter.last) if letter.last else f"today, {long_date(as_of)}"
    return say(f"{long_date(letter.first)} until {last}")


def _records(letter: RequestLetter) -> Table:
    columns = (Column("", 0, row_header=True), Column("", 1.0))
    rows = tuple(
        Row((Cell(say(f"{number}.")), Cell(_record_words(record))))
        for number, record in enumerate(letter.records, 1)
    )
    return Table(columns, rows, "Records that are asked for")


def _record_words(record: RequestedRecord) -> Words:
    if not record.remark:
        return say(record.words)
    return say(record.words, ". ", muted(shortened(record.remark, 200)))


def _who_signs(patient: Patient) -> str:
    return "of a parent or guardian" if patient.minor else "of the patient or who acts for them"
