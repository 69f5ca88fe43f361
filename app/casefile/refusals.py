"""What is not opened: anything that is not a case file, or not one that is understood."""

from os import SEEK_END
from pathlib import Path

from app.casefile.schema import APPLICATION_ID, VERSION
from app.errors import CasebookError

MAGIC = b"SQLite format 3\x00"
PAGE = 4096
SUFFIX = ".casebook"

NOT_FOUND = "There is no case file here. Perhaps it was moved, or a stick is not connected."
A_FOLDER = "This is a folder, not a case file. Please choose a file in it."
EMPTY = (
    "This file is empty, so it holds no case. If a case was here before, look for a backup in the"
    ' folder "{folder}" beside it.'
)
NOT_A_CASE = "This file is not a Casebook case. It was left as it is."
A_TEXT = "This is a text file, not a Casebook case. It was left as it is."
OTHER_DATABASE = "This is a database of another program, not a Casebook case. It was left as it is."
CUT_OFF = "its end is missing"
NEWER = (
    "This case was saved by a newer version of Casebook. It was left as it is, and nothing in it"
    " is lost. Please install the newest Casebook to open it."
)
PASSWORD_NEEDED = "This case is protected with a password, or it is not a Casebook case."
WRONG_PASSWORD = (
    "The password does not fit this case. The file was left as it is. Please try again; capital"
    " letters matter. If it is surely the right one, the start of the file may be damaged; then"
    " restore a backup."
)

NO_START = "its start cannot be read"

_ID_BYTES = APPLICATION_ID.to_bytes(4, "big")
_KNOWN_STARTS = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"II*")


class PasswordNeeded(CasebookError):
    """The file is encrypted and no password was given."""


class WrongPassword(CasebookError):
    """The password given does not open the file."""


class DamagedCase(CasebookError):
    """The file is damaged, or another program changed it.

    Attributes:
        backup: the newest backup that is whole, None where there is none.
    """

    def __init__(self, sentence: str, backup: Path | None = None) -> None:
        super().__init__(sentence)
        self.backup = backup


def refuse_by_header(path: Path, start: bytes, size: int, *, password_given: bool) -> None:
    """Refuse a file that its first bytes show to be no case of this version.

    Args:
        path: the file, for naming the folder of its backups.
        start: its first page, or all of it where it is shorter.
        size: its size in bytes.
        password_given: whether an encrypted file could be opened.

    Raises:
        CasebookError: it is not a case, is cut off, is newer, or needs a password.
    """
    if size == 0:
        raise CasebookError(EMPTY.format(folder=f"{path.stem} backups"))
    if start.startswith(MAGIC):
        # While a journal waits to be rolled back, the file may yet get its old length.
        settled = not path.with_name(f"{path.name}-journal").exists()
        _refuse_plain(start, size, settled=settled)
        return
    if start[68:72] == _ID_BYTES:
        raise DamagedCase(NO_START)
    if start.startswith(_KNOWN_STARTS):
        raise CasebookError(NOT_A_CASE)
    if _is_text(start):
        raise CasebookError(A_TEXT)
    if size < PAGE:
        raise CasebookError(NOT_A_CASE)
    if not password_given:
        raise PasswordNeeded(PASSWORD_NEEDED)


def may_be_a_case(path: Path) -> bool:
    """Whether a file holds, or held, a case or a backup, so that nothing else may replace it.

    By its name, or by its first bytes where it was given another name.
    """
    if not path.is_file():
        return False
    if path.suffix.casefold() == SUFFIX:
        return True
    try:
        with path.open("rb") as file:
            start, size = file.read(PAGE), file.seek(0, SEEK_END)
        refuse_by_header(path, start, size, password_given=False)
    except PasswordNeeded:
        return size % PAGE == 0  # encrypted content has no mark, but it comes in whole pages
    except CasebookError as refusal:
        return isinstance(refusal, DamagedCase) or refusal.sentence == NEWER
    except OSError:
        return False
    return True


def _refuse_plain(start: bytes, size: int, *, settled: bool) -> None:
    if size < 100:
        raise DamagedCase(CUT_OFF)
    if int.from_bytes(start[68:72], "big") != APPLICATION_ID:
        raise CasebookError(OTHER_DATABASE)
    if int.from_bytes(start[60:64], "big") > VERSION:
        raise CasebookError(NEWER)
    page_size = int.from_bytes(start[16:18], "big") or 1
    pages = int.from_bytes(start[28:32], "big")
    if settled and size < pages * (65536 if page_size == 1 else page_size):
        raise DamagedCase(CUT_OFF)


def _is_text(start: bytes) -> bool:
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return b"\x00" in start[:64]
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character cut in two at the end of the page is still text.
        return error.start >= len(start) - 3 and bool(start)
    return True
