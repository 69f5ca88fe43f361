"""Why a file cannot be taken as a filled review sheet: one calm sentence or two for each."""

from collections.abc import Sequence

from app.errors import CasebookError
from app.report.contents.wording import long_date
from app.report.review.filled import FilledSheet
from app.report.review.mark import SheetMark

_UNCHANGED = "Nothing was changed in the case."


class NotOurSheet(CasebookError):
    """The file is no review sheet of Casebook, or none that can be read."""


class LostFields(CasebookError):
    """The file was a review sheet and kept only its look: "print to PDF", a scan, a copy."""

    def __init__(self, code: str | None) -> None:
        which = f" {code}" if code else ""
        super().__init__(
            f"This is the review sheet{which}, but its boxes and lines are gone. That happens when "
            f'a filled sheet is saved with "print to PDF" or scanned. {_UNCHANGED} Ask for the '
            'file saved with "Save" or "Save as", or enter the answers by hand beside the trial.'
        )


class OtherCase(CasebookError):
    """The sheet belongs to another case."""

    def __init__(self, mark: SheetMark) -> None:
        super().__init__(
            f"This review sheet was made for another case, on {long_date(mark.made)}. {_UNCHANGED} "
            "Open the case it was printed from, and read it there."
        )


class OtherTrial(CasebookError):
    """The sheet speaks of another trial than the one it was to be read into."""

    def __init__(self, mark: SheetMark) -> None:
        super().__init__(
            f"This review sheet is about another trial: {mark.trial}. {_UNCHANGED} "
            "Read it beside that trial."
        )


class OlderSheet(CasebookError):
    """The record, or our answers, changed since the sheet was made.

    Attributes:
        sheet: the sheet as read, for whoever wants to go on with it.
        places: every change, one line each.
    """

    def __init__(self, sheet: FilledSheet, changes: Sequence[str]) -> None:
        lines = "1 thing has" if len(changes) == 1 else f"{len(changes)} things have"
        super().__init__(
            f"This is an older sheet, made on {long_date(sheet.mark.made)}: {lines} changed here "
            f"since. {_UNCHANGED} Look at the changes with the doctor's answers beside you, or "
            "print a new sheet.",
            changes,
        )
        self.sheet = sheet


def not_a_pdf() -> NotOurSheet:
    """Return the refusal of a file that is no PDF, or a damaged one."""
    return NotOurSheet(
        f"This file cannot be read as a PDF. {_UNCHANGED} Ask for the sheet again, or save it once "
        "more from the program in which it was filled in."
    )


def not_our_sheet() -> NotOurSheet:
    """Return the refusal of some other PDF."""
    return NotOurSheet(
        f"This PDF is not a review sheet made by Casebook. {_UNCHANGED} "
        "If it is a letter or a report, bring it in as a document."
    )


def only_pictures() -> NotOurSheet:
    """Return the refusal of a scan."""
    return NotOurSheet(
        "This PDF holds only pictures, such as a scan. Casebook does not read handwriting. "
        f"{_UNCHANGED} Enter the doctor's answers by hand beside the trial, and keep the scan as "
        "a document."
    )


def locked() -> NotOurSheet:
    """Return the refusal of a PDF with a password."""
    return NotOurSheet(
        f"This PDF is locked with a password. {_UNCHANGED} Ask for a copy without one."
    )


def damaged_mark() -> NotOurSheet:
    """Return the refusal of a sheet whose mark was changed."""
    return NotOurSheet(
        "This looks like a review sheet, but what Casebook knows it by is damaged. "
        f"{_UNCHANGED} Ask for the file again, or print a new sheet."
    )


def newer_sheet() -> NotOurSheet:
    """Return the refusal of a sheet made by a newer program."""
    return NotOurSheet(
        f"This review sheet was made by a newer Casebook. {_UNCHANGED} "
        "Install the newer version to read it."
    )
