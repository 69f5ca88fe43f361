"""Whether the file on the disk is still the one that this program left there.

A cloud folder or another computer may put its own version in the place of the file, or write over
it. Then nothing is written on top of it.
"""

from pathlib import Path

from app.case.value_class import value_class
from app.casefile import history
from app.casefile.driver import DatabaseError, connect
from app.casefile.trouble import GONE
from app.errors import CasebookError

CHANGED = (
    "The case file was changed from outside since it was opened, perhaps by a cloud folder or"
    " another computer. Nothing was written over it. Please open the case again to see what is in"
    " it now."
)


@value_class
class Footprint:
    """What the system says of a file without opening it."""

    device: int
    file: int
    size: int
    modified: int

    @classmethod
    def of(cls, path: Path) -> "Footprint":
        """Look at a file; raises `CasebookError` where it is gone."""
        try:
            found = path.stat()
        except OSError as error:
            raise CasebookError(GONE) from error
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)

    def is_same_file(self, other: "Footprint") -> bool:
        """Tell whether both are of one file, whatever is in it."""
        return (self.device, self.file) == (other.device, other.file)


def check_unchanged(
    path: Path, key: str | None, left: Footprint, head: tuple[int, str]
) -> Footprint:
    """Return the file's present footprint where its content is still ours.

    Args:
        path: the case file.
        key: its password.
        left: its footprint as we left it.
        head: number and digest of the newest operation we know of.

    Raises:
        CasebookError: the file is gone, replaced, or has other content.
    """
    now = Footprint.of(path)
    if now == left:
        return now
    if not now.is_same_file(left) or now.size != left.size:
        raise CasebookError(CHANGED)
    # Only the time differs: somebody may merely have touched the file. A connection of its own
    # reads what is really there, past anything remembered.
    try:
        connection = connect(path, key, read_only=True)
        try:
            same = history.head(connection) == head
        finally:
            connection.close()
    except DatabaseError as error:
        raise CasebookError(CHANGED) from error
    if not same:
        raise CasebookError(CHANGED)
    return now
