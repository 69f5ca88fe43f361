"""The receipt of an import on paper: what was read, what became of it, what was skipped and why."""

from collections.abc import Iterator, Sequence

from app.case.entities import ImportReceipt, Patient, PendingItem
from app.report.contents.person import patient_name
from app.report.contents.wording import DISCLAIMER, long_date
from app.report.options import PrintOptions
from app.report.outline.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Table,
)
from app.report.outline.document import Footer, Outline, Page
from app.report.outline.forms import SheetHead
from app.report.outline.style import LARGE, PACKET
from app.report.outline.words import muted, say, shortened, strong
from app.report.typesetting.flow import paginate
from app.report.typesetting.set_page import frame_size
from app.report.typesetting.typesetter import Typesetter

TITLE = "Receipt of a file brought in"
_COUNTS = (
    ("new", "New, taken into the case"),
    ("newer", "A newer version of what was here"),
    ("same", "Already here"),
    ("near", "Nearly the same as ours, to decide"),
    ("conflicts", "Different from ours, to decide"),
    ("skipped", "Skipped, with the reasons below"),
)
_LONGEST = 400


def receipt_outline(
    receipt: ImportReceipt,
    waiting: Sequence[PendingItem],
    patient: Patient,
    options: PrintOptions,
) -> Outline:
    """Return the pages of a receipt.

    Args:
        receipt: the row kept with the import.
        waiting: its lines that still wait for a decision.
        patient: whose case it is.
        options: paper, large print, names.
    """
    blocks = tuple(_blocks(receipt, waiting, patient, options))
    style = LARGE if options.large else PACKET
    printed_on = f"Printed on {long_date(options.as_of)}"
    footer = Footer(DISCLAIMER, "", printed_on, _name(patient, options))
    width, height = frame_size(options.paper_size, footer, style)
    pages = paginate(blocks, width, height, Typesetter(style))
    return Outline(
        title=f"{TITLE}: {shortened(receipt.file_name or 'file', 80)}",
        language=options.language,
        paper=options.paper_size,
        style=style,
        footer=footer,
        pages=tuple(map(Page, pages)),
        created=options.as_of.isoformat(),
    )


def _name(patient: Patient, options: PrintOptions) -> str:
    return TITLE if options.without_names else patient_name(patient)


def _blocks(
    receipt: ImportReceipt,
    waiting: Sequence[PendingItem],
    patient: Patient,
    options: PrintOptions,
) -> Iterator[Block]:
    right = [say(strong(_name(patient, options)))] if not options.without_names else []
    received = receipt.received_on
    lines = [say(receipt.kind)] if receipt.kind else []
    lines += [say(f"Received on {long_date(received)}")] if received else []
    title = shortened(receipt.file_name or "File without a name", 120)
    yield SheetHead(TITLE, title, tuple(lines), tuple(right))
    yield Heading("What was read", aside="entries")
    yield Pairs(tuple(_counts(receipt)), summary="How many entries, and what became of them")
    yield Paragraph(say(_sum(receipt)))
    yield from _skipped(receipt)
    yield from _waiting(waiting)
    if receipt.attachment_sha256:
        yield Heading("The file itself")
        kept = "It is kept in the case. Its fingerprint (SHA-256): "
        yield Paragraph(say(kept, muted(receipt.attachment_sha256)))


def _counts(receipt: ImportReceipt) -> Iterator[Pair]:
    yield Pair("Read", say(strong(str(receipt.read or 0))))
    for field, words in _COUNTS:
        number = getattr(receipt, field)
        if number is not None:
            yield Pair(words, say(str(number)))


def _sum(receipt: ImportReceipt) -> str:
    """Return the sum in words; where it is not right, that is said as well."""
    parts = [getattr(receipt, field) or 0 for field, _ in _COUNTS]
    total, read = sum(parts), receipt.read or 0
    if total == read:
        return f"{' + '.join(map(str, parts))} = {read}. Nothing is missing."
    return f"{' + '.join(map(str, parts))} = {total}, but {read} were read. Please check the file."


def _skipped(receipt: ImportReceipt) -> Iterator[Block]:
    reasons = receipt.skipped_reasons or ()
    if not reasons:
        return
    yield Heading("Skipped, and why")
    columns = (Column("", 0, row_header=True), Column("", 1.0))
    rows = tuple(
        Row((Cell(say(f"{number}.")), Cell(say(shortened(reason, _LONGEST)))))
        for number, reason in enumerate(reasons, 1)
    )
    yield Table(columns, rows, "Skipped entries with the reason of each")


def _waiting(waiting: Sequence[PendingItem]) -> Iterator[Block]:
    if not waiting:
        return
    yield Heading("Waiting for a decision")
    columns = (Column("What", 1.0, row_header=True), Column("Why it waits", 1.4))
    rows = tuple(
        Row(
            (
                Cell(say(shortened(item.what or "An entry", _LONGEST))),
                Cell(say(shortened(item.reason or "", _LONGEST))),
            )
        )
        for item in waiting
    )
    yield Table(columns, rows, "Lines that wait, with the reason of each")
