"""What came in and what went out: receipts of imports, lines still to decide, copies given away."""

from app.case import declaration as has
from app.case.declaration import Entity, Part
from app.case.partial_date import PartialDate
from app.case.value_class import value_class


@has.entity(
    "import_receipt",
    section="import_receipts",
    label="receipt of a file brought in",
    plural="receipts of files brought in",
    title=("file_name", "kind"),
    day="received_on",
)
@value_class(kw_only=True)
class ImportReceipt(Entity):
    """What one file held and what became of every line of it."""

    file_name: str | None = has.text("File")
    kind: str | None = has.text("Kind of file")
    received_on: PartialDate | None = has.date("Received on")
    attachment_sha256: str | None = has.text("The file itself", help="SHA-256 of its content")
    read: int | None = has.whole("Read")
    new: int | None = has.whole("New")
    newer: int | None = has.whole("Newer version")
    same: int | None = has.whole("Already here")
    near: int | None = has.whole("Nearly the same")
    conflicts: int | None = has.whole("Differ from ours")
    skipped: int | None = has.whole("Skipped")
    skipped_reasons: tuple[str, ...] | None = has.texts("Skipped, and why")


@has.entity(
    "pending_item",
    section="pending",
    label="line to decide",
    plural="lines to decide",
    parent=ImportReceipt,
    title=("what",),
)
@value_class(kw_only=True)
class PendingItem(Part):
    """A line of an import that the family has to decide: nearly the same, or different."""

    what: str | None = has.text("What")
    reason: str | None = has.text("Why it waits")
    table: str | None = has.text("Kind of entry")
    ours_id: str | None = has.text("Our entry")
    theirs: str | None = has.long_text("Their entry, as read")
    source_words: str | None = has.long_text("In the file's own words")
    place: str | None = has.text("Place in the file")


@has.entity(
    "share_record",
    section="shared_copies",
    label="copy given away",
    plural="copies given away",
    title=("to_whom", "what"),
    day="date",
)
@value_class(kw_only=True)
class ShareRecord(Entity):
    """Who got what, and when."""

    date: PartialDate | None = has.date("Date")
    to_whom: str | None = has.text("To")
    what: str | None = has.text("What it held")
    note: str | None = has.text("Note")
