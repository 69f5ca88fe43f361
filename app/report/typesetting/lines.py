"""Breaking words into lines of a given width.

Words are measured once, at size 1; a line of a column is broken by the column's width divided by
the size. The fitting of a page asks for the same words at many widths and sizes.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from app.report.outline.words import Run, Words
from app.report.typesetting.faces import face

SHAPE_WIDTH = 1.12
"""Width of a state shape with its air, as a multiple of the text size."""

_BREAK_AFTER = "-/–,;"
_ROUNDING = 0.01
"""Columns are as wide as their widest text: sums of the same widths may differ by a hair."""


class Token(NamedTuple):
    """A word or a shape, and the manner it is set in; widths at size 1.

    Attributes:
        text: the word.
        width: of the word.
        run: the run it belongs to.
        space: width of the space before it; 0 where it follows without one.
    """

    text: str
    width: float
    run: Run
    space: float


class Piece(NamedTuple):
    """Text of one manner within a line, at its distance from the line's start."""

    x: float
    run: Run


class Line(NamedTuple):
    """One line.

    Attributes:
        tokens: its words.
        width: in points, without the space at its end.
        size: size of the text.
        is_spaced: a space parts it from the next line (else a long word was broken).
    """

    tokens: tuple[Token, ...]
    width: float
    size: float
    is_spaced: bool

    def pieces(self) -> list[Piece]:
        """Join words of the same manner; spaces stay, so that copied text has them too."""
        pieces: list[Piece] = []
        texts: list[str] = []
        x = 0.0
        for index, token in enumerate(self.tokens):
            if token.space and index:
                texts.append(" ")
                x += token.space * self.size
            if pieces and _same_manner(pieces[-1].run, token.run):
                texts.append(token.text)
            else:
                _end_piece(pieces, texts)
                pieces.append(Piece(x, token.run))
                texts = [token.text]
            x += token.width * self.size
        if self.is_spaced:
            texts.append(" ")
        _end_piece(pieces, texts)
        return pieces


def _same_manner(one: Run, other: Run) -> bool:
    return one is other or (not one.shape and not other.shape and one[1:] == other[1:])


def _end_piece(pieces: list[Piece], texts: Sequence[str]) -> None:
    if pieces:
        last = pieces[-1]
        pieces[-1] = last._replace(run=last.run._replace(text="".join(texts)))


def text_width(words: Words, size: float) -> float:
    """Return the width of words on one line, in points."""
    return (
        sum(SHAPE_WIDTH if run.shape else face(run.strong).width(run.text, 1.0) for run in words)
        * size
    )


def longest_word(words: Words, size: float) -> float:
    """Return the width of the longest part that no space breaks, in points."""
    return max((group.width for group in _groups(words)), default=0.0) * size


def break_lines(words: Words, width: float, size: float) -> tuple[Line, ...]:
    """Return the lines of a text; empty words give no line.

    Breaks at spaces; a word wider than the line is broken behind a hyphen or slash, or anywhere.
    """
    return _broken(words, width, size) if words else ()


@lru_cache(maxsize=16384)
def _broken(words: Words, width: float, size: float) -> tuple[Line, ...]:
    return tuple(_Breaker((width + _ROUNDING) / size, size).lines(words))


class _Group(NamedTuple):
    """Tokens that no space parts, such as a strong word and its plain comma."""

    tokens: tuple[Token, ...]
    width: float
    space: float


class _Breaker:
    """Fills one line after the other; its widths are those of size 1."""

    def __init__(self, width: float, size: float) -> None:
        self._width = width
        self._size = size
        self._lines: list[Line] = []
        self._line: list[Token] = []
        self._used = 0.0

    def lines(self, words: Words) -> list[Line]:
        for group in _groups(words):
            needed = self._used + group.space + group.width if self._line else group.width
            if needed <= self._width:
                self._line += group.tokens
                self._used = needed
            else:
                self._add_to_next(group)
        self._end_line(is_spaced=False)
        return self._lines

    def _add_to_next(self, group: _Group) -> None:
        """Add a group that does not fit behind what is there: on a line of its own, or broken."""
        if self._line and group.space:
            self._end_line(is_spaced=True)
        if not self._line and group.width <= self._width:
            self._line += group.tokens
            self._used = group.width
            return
        for token in group.tokens:
            room = self._width - self._used - (token.space if self._line else 0.0)
            for part in _fitting(token, self._width, room):
                self._add(part)

    def _add(self, token: Token) -> None:
        space = token.space if self._line else 0.0
        if self._line and self._used + space + token.width > self._width:
            self._end_line(is_spaced=bool(token.space))
            space = 0.0
        self._used += space + token.width
        self._line.append(token)

    def _end_line(self, is_spaced: bool) -> None:
        if self._line:
            width = self._used * self._size
            self._lines.append(Line(tuple(self._line), width, self._size, is_spaced))
        self._line, self._used = [], 0.0


@lru_cache(maxsize=4096)
def _groups(words: Words) -> tuple[_Group, ...]:
    groups: list[_Group] = []
    waiting: list[Token] = []
    for token in _tokens(words):
        if token.space and waiting:
            groups.append(_group(waiting))
            waiting = []
        waiting.append(token)
    return (*groups, _group(waiting)) if waiting else tuple(groups)


def _group(tokens: Sequence[Token]) -> _Group:
    width = sum(token.width for token in tokens)
    return _Group(tuple(tokens), width, tokens[0].space)


def _tokens(words: Words) -> Iterator[Token]:
    is_spaced = False
    for run in words:
        one = face(run.strong)
        space = one.width(" ", 1.0)
        if run.shape:
            yield Token("", SHAPE_WIDTH, run, space if is_spaced else 0.0)
            is_spaced = False
            continue
        for index, text in enumerate(run.text.split(" ")):
            is_spaced = is_spaced or index > 0
            if text:
                yield Token(text, one.width(text, 1.0), run, space if is_spaced else 0.0)
                is_spaced = False


def _fitting(token: Token, width: float, room: float) -> Sequence[Token]:
    """Return the token, in several where it is wider than a whole line."""
    if token.width <= width or token.run.shape:
        return (token,)
    parts: list[Token] = []
    measure = face(token.run.strong).width
    text, space, space_left = token.text, token.space, max(room, 0.0)
    while text:
        cut = _cut(text, space_left, token.run.strong) or int(space_left >= width)
        if cut:
            parts.append(Token(text[:cut], measure(text[:cut], 1.0), token.run, space))
            space = 0.0
        text, space_left = text[cut:], width
    return parts


def _cut(text: str, room: float, is_strong: bool) -> int:
    """Return how many characters of an endless word fit, at a hyphen where there is one."""
    one = face(is_strong)
    used, fits, at_hyphen = 0.0, 0, 0
    for index, char in enumerate(text):
        used += one.width(char, 1.0)
        if used > room:
            break
        fits = index + 1
        if char in _BREAK_AFTER:
            at_hyphen = fits
    return at_hyphen if fits < len(text) and at_hyphen > fits // 3 else fits


def words_of(lines: Sequence[Line]) -> Words:
    """Return the words of some lines again, to be set in another place."""
    return tuple(piece.run for line in lines for piece in line.pieces())
