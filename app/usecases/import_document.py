"""Bringing a document in: a copy is kept inside the case, found again by its content."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from app.case.entities import Document
from app.case.partial_date import PartialDate
from app.casefile import Attach, Edit, Insert, new_id
from app.errors import CasebookError
from app.records.text_of_documents import whole_letters
from app.usecases.receipt import Receipt
from app.usecases.session import Session

LARGEST = 512 * 2**20
"""Bytes of the largest document that is kept inside a case: half a gigabyte."""

_KINDS = (
    (b"%PDF-", "PDF document"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
)


class DocumentImport:
    """One file kept as a document, word for word."""

    def __init__(self, session: Session, path: Path) -> None:
        self._name = whole_letters(path.name)
        self.receipt = Receipt(self._name, "document")
        self._session = session
        self._path = path

    def edits(self) -> Iterator[Edit]:
        """Yield the edits that keep the file; none where the case has it already.

        Raises:
            CasebookError: the file is empty, too large or cannot be read.
        """
        content = self._content()
        self.receipt.kind = _kind(content)
        self.receipt.read += 1
        digest = hashlib.sha256(content).hexdigest()
        if digest in self._session.case.all(Document).stored("attachment_sha256"):
            self.receipt.same += 1
            return
        self.receipt.new += 1
        today = PartialDate.of(self._session.as_of())
        yield Attach(digest, self._name, content)
        yield Insert(
            Document(
                id=new_id(),
                title=whole_letters(self._path.stem).replace("_", " "),
                type="other",
                file_name=self._name,
                attachment_sha256=digest,
                received_on=today,
                source_kind="imported",
                source_note=self._name,
            )
        )

    def _content(self) -> bytes:
        try:
            if self._path.is_dir():
                raise CasebookError(
                    f"{self._path.name} is a folder. Nothing was changed. "
                    "Please bring in the files one by one."
                )
            if self._path.stat().st_size > LARGEST:
                raise CasebookError(
                    f"{self._path.name} is too large to be kept inside the case. "
                    "Nothing was changed."
                )
            content = self._path.read_bytes()
        except OSError as error:
            raise CasebookError(
                f"{self._path.name} could not be read. Nothing was changed."
            ) from error
        if not content:
            raise CasebookError(f"{self._path.name} is empty. Nothing was changed.")
        return content


def _kind(content: bytes) -> str:
    return next((kind for start, kind in _KINDS if content.startswith(start)), "document")
