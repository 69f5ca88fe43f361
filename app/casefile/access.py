"""Whether a case file may be changed here and now, and if not, why."""

import os
from datetime import datetime
from pathlib import Path

from app.case.value_class import value_class
from app.casefile.lock import HeldElsewhere, Holder, Lock
from app.casefile.trouble import READ_ONLY, sentence_for

FOR_READING = "This case was opened for reading only, so nothing was changed."
HELD = (
    "This case is open by {holder}, so it is shown here for reading only. Nothing was changed."
    " It can be changed here once it is closed there."
)
HELD_BY_SOMEONE = "somebody else"
NOT_LOCKABLE = "This case is shown for reading only. {why}"


@value_class
class Access:
    """How a case file is held.

    Attributes:
        lock: the right to change it, None for reading only.
        because: why it is for reading only, in a sentence; None where it may be changed.
        holder: who else has it open, as far as that is the reason.
    """

    lock: Lock | None
    because: str | None = None
    holder: Holder | None = None

    def release(self) -> None:
        """Let others change the file."""
        if self.lock is not None:
            self.lock.release()


def take_access(path: Path, author: str, now: datetime, *, read_only: bool, insist: bool) -> Access:
    """Take the right to change a case file, as far as that is possible.

    Args:
        path: the case file.
        author: who wants to change it.
        now: from when on.
        read_only: do not even try.
        insist: take it although another computer seems to hold it.
    """
    if read_only or not path.is_file():
        return Access(None, FOR_READING)
    try:
        lock = Lock.take(path, author, now, insist=insist)
    except HeldElsewhere as held:
        words = held.holder.words if held.holder else HELD_BY_SOMEONE
        return Access(None, HELD.format(holder=words), held.holder)
    except OSError as error:
        return Access(None, NOT_LOCKABLE.format(why=sentence_for(error)))
    if not os.access(path, os.W_OK):
        lock.release()
        return Access(None, NOT_LOCKABLE.format(why=READ_ONLY))
    return Access(lock)
