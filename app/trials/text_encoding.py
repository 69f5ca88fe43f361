"""Bytes of unknown encoding to text: UTF-8 with or without mark, UTF-16, else letter by letter.

A file that says UTF-8 but holds a few letters of an older encoding is read nevertheless: each such
byte becomes the letter it has in Windows-1252, and the reader notes it.
"""

import codecs
from collections.abc import Iterator
from typing import Protocol

CHUNK_BYTES = 1 << 20
LONGEST_LINE = 64 * 1024 * 1024

NOTE_ODD_LETTERS = (
    "Some letters in this file were not written as UTF-8. They were read as Western European "
    "letters and may look odd."
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(head: bytes) -> str:
    """Tell the encoding from the first bytes of a file."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    # Registry files begin with ASCII characters: every second byte of UTF-16 is then zero.
    if len(head) >= 4 and head[1] == head[3] == 0 and head[0] and head[2]:
        return "utf-16-le"
    if len(head) >= 4 and head[0] == head[2] == 0 and head[1] and head[3]:
        return "utf-16-be"
    return "utf-8"


class ByteSource(Protocol):
    """Anything bytes can be read from: a file, a member of an archive, bytes in memory."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, none at the end."""
        ...


class TextStream:
    """Decodes a stream chunk by chunk; never fails on a wrong byte.

    Attributes:
        odd_letters: whether a byte had to be read as Windows-1252 so far.
    """

    def __init__(self, stream: ByteSource) -> None:
        self.odd_letters = False
        self._stream = stream
        self._chunk = stream.read(CHUNK_BYTES)
        self._decoder = codecs.getincrementaldecoder(encoding_of(self._chunk[:4]))(_HANDLER)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was unusual so far, in plain words."""
        return (NOTE_ODD_LETTERS,) if self.odd_letters else ()

    def chunks(self) -> Iterator[str]:
        """Yield the text piece by piece; a piece may be short."""
        while self._chunk:
            yield self._decoded(self._chunk, final=False)
            self._chunk = self._stream.read(CHUNK_BYTES)
        if rest := self._decoded(b"", final=True):
            yield rest

    def lines(self) -> Iterator[str]:
        """Yield the text line by line, each with its line end.

        Only `\\n` ends a line, or `\\r` in a file that has no `\\n`: cells of a table may hold any
        other character that Python's `splitlines` would break at.
        """
        rest, end = "", ""
        for chunk in self.chunks():
            text = rest + chunk
            end = end or ("\r" if "\n" not in text and "\r" in text[:-1] else "\n")
            *whole, rest = text.split(end)
            yield from (line + end for line in whole)
            if len(rest) > LONGEST_LINE:
                yield rest
                rest = ""
        if rest:
            yield rest

    def _decoded(self, data: bytes, final: bool) -> str:
        text = self._decoder.decode(data, final)
        if _ODD in text:
            self.odd_letters = True
            text = _without_marks(text)
        return text


def decoded(data: bytes) -> tuple[str, bool]:
    """Return the text of `data` and whether letters had to be read as Windows-1252."""
    text = data.decode(encoding_of(data[:4]), _HANDLER)
    return (_without_marks(text), True) if _ODD in text else (text, False)


# The codec's error handler cannot speak to the stream that uses it, so it puts a character before
# each letter it guessed that no text holds (a non-character of Unicode).
_ODD = "\ufdd0"
_HANDLER = "casebook-odd-letters"


def _guessed(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    letters = (bytes((byte,)).decode("cp1252", "replace") for byte in wrong)
    return "".join(_ODD + letter for letter in letters), error.end


def _without_marks(text: str) -> str:
    return text.replace(_ODD, "")


codecs.register_error(_HANDLER, _guessed)
