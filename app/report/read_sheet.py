"""Reading a filled review sheet back: from the bytes of a PDF to plain values.

Only the fields and the mark are looked at. Everything in the file is data of somebody else: it is
checked, and nothing in it is followed or run.
"""

import logging
import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from app.errors import CasebookError
from app.report.review import field_names as names
from app.report.review import refusals
from app.report.review.field_names import TICKS, Tick, line_field, order_field
from app.report.review.filled import DoctorsView, FilledLine, FilledSheet
from app.report.review.mark import (
    ATTACHED_AS,
    MarkedLine,
    NotAMark,
    SheetMark,
    code_in,
    read_mark,
)

if TYPE_CHECKING:
    from pypdf import PdfReader

_MARK_FIELD = ATTACHED_AS.rsplit(".", 1)[0]
_HEAD = 1024
_MOST_PAGES = 200
_LONGEST_TEXT = 20_000
_UNTICKED = frozenset({"", "Off", "None"})

# What damaged files make of the library; a wrong file must never be an error of ours.
_DAMAGE = (
    ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, RecursionError,
    OverflowError, ArithmeticError, NotImplementedError, OSError, EOFError, LookupError,
    MemoryError, struct.error, zlib.error, StopIteration,
)  # fmt: skip

_Values = Mapping[str, str]


def read_sheet(pdf: bytes, case_id: str | None = None) -> FilledSheet:
    """Read a filled review sheet.

    Args:
        pdf: the file.
        case_id: the id of the open case that print shows; None where any case will do.

    Raises:
        NotOurSheet: no PDF, damaged, locked, a scan, or a PDF that is no review sheet.
        LostFields: a review sheet that was printed to PDF or flattened.
        OtherCase: a sheet of another case.
    """
    from pypdf.errors import PyPdfError  # slow to import, and most work needs no PDF

    # What it finds odd in a file goes nowhere: it may quote what was written.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        sheet = _read(pdf)
    except (PyPdfError, *_DAMAGE):
        raise refusals.not_a_pdf() from None
    if case_id is not None and sheet.mark.case_id != case_id:
        raise refusals.OtherCase(sheet.mark)
    return sheet


def _read(pdf: bytes) -> FilledSheet:
    reader = _opened(pdf)
    values = _values(reader)
    mark = _mark(reader, values)
    if mark is None:
        raise _refusal(reader)
    if not any(name.startswith(("line-", "doctor-")) for name in values):
        raise refusals.LostFields(mark.code)
    return _filled(mark, values)


def _opened(pdf: bytes) -> "PdfReader":
    from pypdf import PdfReader

    if b"%PDF-" not in pdf[:_HEAD]:
        raise refusals.not_a_pdf()
    reader = PdfReader(BytesIO(pdf))
    if reader.is_encrypted and not reader.decrypt(""):
        raise refusals.locked()
    return reader


def _values(reader: "PdfReader") -> _Values:
    """Return the values of all fields as text; of a box the name of its state."""
    fields = reader.get_fields() or {}
    return {str(name): _text(field.get("/V")) for name, field in fields.items()}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return str(value)


def _mark(reader: "PdfReader", values: _Values) -> SheetMark | None:
    """Return the mark from the hidden field, else from the attached file.

    Raises:
        NotOurSheet: there is a mark, and it is damaged or of a newer program.
    """
    kept = [values.get(_MARK_FIELD, ""), *_attached(reader)]
    found = [text for text in kept if text.strip()]
    refused: NotAMark | None = None
    for text in found:
        try:
            return read_mark(text)
        except NotAMark as why:
            refused = why
    if refused is None:
        return None
    raise refusals.damaged_mark() if refused.form is None else refusals.newer_sheet()


def _attached(reader: "PdfReader") -> list[str]:
    if ATTACHED_AS not in reader.attachments:
        return []
    return [content.decode("utf-8", "replace") for content in reader.attachments[ATTACHED_AS]]


def _refusal(reader: "PdfReader") -> CasebookError:
    """Return why a file without a mark cannot be taken."""
    pages = reader.pages[:_MOST_PAGES]
    text = "\n".join(page.extract_text() or "" for page in pages)
    code = code_in(text)
    if code is not None:
        return refusals.LostFields(code)
    return refusals.not_our_sheet() if text.strip() else refusals.only_pictures()


# The fields


def _filled(mark: SheetMark, values: _Values) -> FilledSheet:
    missing = [line for line in mark.lines if line_field(line.id, "note") not in values]
    return FilledSheet(
        mark=mark,
        lines=tuple(_line(line, values) for line in mark.lines),
        doctor=_doctor(mark, values),
        missing=tuple(f"{line.section} {line.number}" for line in missing),
    )


def _line(line: MarkedLine, values: _Values) -> FilledLine:
    ticks: list[Tick] = [tick for tick in TICKS if _ticked(values, line_field(line.id, tick))]
    note = _written(values, line_field(line.id, "note"))
    return FilledLine(line.section, line.number, line.words, frozenset(ticks), note)


def _doctor(mark: SheetMark, values: _Values) -> DoctorsView:
    tests = tuple(
        test for place, test in enumerate(mark.tests, 1) if _ticked(values, order_field(place))
    )
    return DoctorsView(
        refer=_ticked(values, names.REFER),
        later=_ticked(values, names.LATER),
        later_after=_written(values, names.LATER_AFTER),
        not_suitable=_ticked(values, names.NOT_SUITABLE),
        not_suitable_because=_written(values, names.NOT_SUITABLE_BECAUSE),
        other=_ticked(values, names.OTHER),
        other_what=_written(values, names.OTHER_WHAT),
        tests=tests,
        other_tests=_ticked(values, names.TEST_OTHER),
        other_tests_what=_written(values, names.TEST_OTHER_WHAT),
        clinic_calls=_ticked(values, names.CLINIC_CALLS),
        family_calls=_ticked(values, names.FAMILY_CALLS),
        call_by=_written(values, names.CALL_BY),
        name=_written(values, names.NAME),
        signature=_written(values, names.SIGNATURE),
        date=_written(values, names.DATE),
    )


def _ticked(values: _Values, name: str) -> bool:
    """Whether a box is ticked; programs call that state Yes, On, 1 ..."""
    return values.get(name, "").removeprefix("/") not in _UNTICKED


def _written(values: _Values, name: str) -> str:
    text = values.get(name, "").replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(char for char in text if char.isprintable() or char == "\n")
    return kept.strip()[:_LONGEST_TEXT]
