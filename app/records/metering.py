"""How far reading has come: the bytes that went through, told to whoever shows them."""

from collections.abc import Callable
from dataclasses import replace
from io import RawIOBase
from typing import IO, Any, cast

from app.records.archives import Member, Members

Progress = Callable[[int, int], None]


class Meter:
    """Counts the bytes read from the members of one file.

    Heads are looked at before the whole is read, so that a little counts twice; never more than
    there is is told.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._total = self._done = 0

    def members(self, members: Members) -> Members:
        """Return the members of an archive or folder so that reading them is counted."""
        return replace(members, files=tuple(self.member(each) for each in members.files))

    def member(self, member: Member) -> Member:
        """Return a member so that reading it is counted."""
        self._total += member.size
        inner = member.binary

        def opened() -> IO[bytes]:
            return cast("IO[bytes]", _Counted(inner(), self.passed))

        return replace(member, _open=opened)

    def passed(self, size: int) -> None:
        """Note bytes that went through."""
        self._done = min(self._done + size, self._total)
        self._progress(self._done, self._total)


class _Counted(RawIOBase):
    """A stream that says how much of it was read."""

    def __init__(self, stream: IO[bytes], passed: Callable[[int], None]) -> None:
        self._stream = stream
        self._passed = passed

    def read(self, size: int | None = -1, /) -> Any:
        content = self._stream.read(-1 if size is None else size)
        self._passed(len(content))
        return content

    def close(self) -> None:
        self._stream.close()
        super().close()
