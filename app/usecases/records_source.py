"""The file of an import itself, kept with its receipt where it is one person's and not large."""

from pathlib import Path

from app.records.collector import attachment
from app.records.found import Attachment, Reading
from app.records.text_of_documents import whole_letters

LARGEST_KEPT = 32 * 2**20
"""Bytes of the largest file of records that is kept inside the case beside what was read."""


def kept_source(path: Path, reading: Reading) -> Attachment | None:
    """Return the file to keep with the receipt.

    None for a folder, for a large file, for one that is gone meanwhile, and for one that also
    speaks of other persons: their records do not belong into this case.
    """
    if len(reading.persons) > 1:
        return None
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_KEPT:
            return None
        return attachment(whole_letters(path.name), "", path.read_bytes())
    except OSError:
        return None
