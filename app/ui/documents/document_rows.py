"""How documents and receipts stand in the list: newest first, what was searched for under them."""

from collections.abc import Iterable, Iterator, Mapping

from app.case import codes
from app.case.case import Case
from app.case.entities import Document, ImportReceipt
from app.case.facts.records import by_newest
from app.ui.choosing.choice import Bit, Choice, Heading, Row
from app.ui.search.texts import Wanted, plain
from app.ui.words import short_day, translate

RECEIPT = "receipt:"
"""Keys of receipts in the list begin with it; those of documents are their ids."""

_BEFORE, _AFTER = 24, 60


class DocumentTexts:
    """Everything that is said in each document, ready to be searched."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)
        self._plain = {key: plain(text) for key, text in texts.items()}

    def has(self, key: str, wanted: Wanted) -> bool:
        """Whether a document holds every word."""
        return wanted.stands_in(self._plain.get(key, ""))

    def around(self, key: str, text: str) -> str:
        """Return where a word stands in a document, with a few words around it; "" if it does not.

        Only words written just so are shown; a document can be found without.
        """
        words = self._texts.get(key, "")
        first = text.split()[0].casefold() if text.split() else ""
        place = words.casefold().find(first) if first else -1
        if place < 0:
            return ""
        start = max(place - _BEFORE, 0)
        piece = " ".join(words[start : place + _AFTER].split())
        return f"…{piece}…" if start else f"{piece}…"


def document_rows(case: Case, texts: DocumentTexts | None, search: str) -> list[Row]:
    """Return the rows of the list.

    Args:
        case: the rows of the case.
        texts: what is searched in, None where nothing is searched for.
        search: the words that a document must hold.
    """
    wanted = Wanted(search)
    documents = [d for d in by_newest(case.all(Document)) if _is_found(d.id, texts, wanted)]
    rows: list[Row] = [_document_row(d, texts, search) for d in documents]
    receipts = list(_receipts(case, wanted))
    if receipts:
        rows.append(Heading(translate("Documents", "Receipts of files brought in")))
        rows += receipts
    return rows


def _is_found(key: str, texts: DocumentTexts | None, wanted: Wanted) -> bool:
    return not wanted or texts is None or texts.has(key, wanted)


def _document_row(document: Document, texts: DocumentTexts | None, search: str) -> Choice:
    kind = codes.label("document.type", document.type) if document.type else ""
    day = short_day(document.date) if document.date else translate("Documents", "No date")
    lines: list[tuple[Bit, ...]] = [(Bit(kind), Bit(day, right=True))]
    piece = texts.around(document.id, search) if texts and search.strip() else ""
    if piece:
        lines.append((Bit(piece),))
    return Choice(document.id, document_title(document), tuple(lines))


def document_title(document: Document) -> str:
    """Return what a document is called."""
    untitled = translate("Documents", "Document without a title")
    return document.title or document.file_name or untitled


def _receipts(case: Case, wanted: Wanted) -> Iterator[Choice]:
    for receipt in _newest_receipts(case):
        title = receipt.file_name or translate("Documents", "File brought in")
        if wanted and not wanted.stands_in(plain(title)):
            continue
        day = short_day(receipt.received_on) if receipt.received_on else ""
        read = translate("Documents", "%n read", "", receipt.read or 0)
        bits = (Bit(read, icon="download"), Bit(day, right=True))
        yield Choice(f"{RECEIPT}{receipt.id}", title, (bits,), quiet=True)


def _newest_receipts(case: Case) -> Iterable[ImportReceipt]:
    return by_newest(case.all(ImportReceipt))
