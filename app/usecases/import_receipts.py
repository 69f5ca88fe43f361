"""Receipts of what came in: kept with the case, and as a text that can be printed."""

import textwrap
from collections.abc import Iterator

from app.case.entities import ImportReceipt, PendingItem
from app.usecases.session import Session

_WIDTH = 78
_COUNTS = (
    ("read", "read"),
    ("new", "new, taken into the case"),
    ("newer", "a newer version of what was here"),
    ("same", "already here"),
    ("near", "nearly the same as ours, for you to decide"),
    ("conflicts", "different from ours, for you to decide"),
    ("skipped", "skipped"),
)


def receipts(session: Session) -> list[ImportReceipt]:
    """Return the receipts of all imports, the last one first."""
    return list(reversed(session.case.all(ImportReceipt)))


def waiting_of(session: Session, receipt: ImportReceipt) -> list[PendingItem]:
    """Return the lines of an import that still wait."""
    return session.case.parts(PendingItem, receipt)


def receipt_as_text(session: Session, receipt: ImportReceipt) -> str:
    """Return a receipt as plain text, at most 78 letters wide, in which every number adds up."""
    return "\n".join(_lines(receipt, waiting_of(session, receipt))) + "\n"


def _lines(receipt: ImportReceipt, waiting: list[PendingItem]) -> Iterator[str]:
    yield from _wrapped(f"Receipt for {receipt.file_name}")
    day = f", received on {receipt.received_on.words()}" if receipt.received_on else ""
    yield from _wrapped(f"{receipt.kind or 'file'}{day}")
    yield ""
    for name, words in _COUNTS:
        count = getattr(receipt, name) or 0
        if count or name == "read":
            yield f"{count:>7}  {words}"
    if receipt.skipped_reasons:
        yield from ("", "Skipped, and why")
        for reason in receipt.skipped_reasons:
            yield from _wrapped(reason, "- ")
    if waiting:
        yield from ("", "Still waiting for your decision")
        for item in waiting:
            told = ". ".join(part for part in (item.theirs or item.what, item.reason) if part)
            yield from _wrapped(told, "- ")


def _wrapped(text: str, mark: str = "") -> Iterator[str]:
    # `wrap` gives no line at all for an empty text.
    wrapped = textwrap.wrap(text, _WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))
    yield from wrapped or [mark.rstrip()]
