"""Breaking words into lines of a given width."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.report.outline.words import Run, Words
from app.report.typesetting.faces import face

SHAPE_WIDTH = 1.12
"""Width of a state shape with its air, as a multiple of the text size."""

_BREAK_AFTER = "-/–,;"
_ROUNDING = 0.01
"""Columns are as wide as their widest text: sums of the same widths may differ by a hair."""


class Piece(NamedTuple):
    """Text of one manner within a line, at its distance from the line's start."""

    x: float
    run: Run
    width: float


class Line(NamedTuple):
    """One line: its pieces and its width without the space at its end."""

    pieces: tuple[Piece, ...]
    width: float


class _Token(NamedTuple):
    """A word or a shape with the run it belongs to; `spaced`: a space goes before it."""

    run: Run
    width: float
    spaced: bool


def break_lines(words: Words, width: float, size: float) -> tuple[Line, ...]:
    """Return the lines of a text; empty words give no line.

    Breaks at spaces; a word wider than the line is broken behind a hyphen or slash, or anywhere.
    """
    return _Breaker(width + _ROUNDING, size).lines(words)


class _Breaker:
    """Fills one line after the other."""

    def __init__(self, width: float, size: float) -> None:
        self._width = width
        self._size = size
        self._lines: list[Line] = []
        self._line: list[_Token] = []
        self._used = 0.0

    def lines(self, words: Words) -> tuple[Line, ...]:
        for token in _tokens(words, self._size):
            if token.spaced and self._used + self._space(token) + token.width > self._width:
                self._end_line(spaced=True)
            room = self._width - self._used - self._space(token)
            for part in _fitting(token, self._width, room, self._size):
                self._add(part)
        self._end_line(spaced=False)
        return tuple(self._lines)

    def _space(self, token: _Token) -> float:
        is_inside = token.spaced and self._line
        return face(token.run.strong).width(" ", self._size) if is_inside else 0.0

    def _add(self, token: _Token) -> None:
        if self._line and self._used + self._space(token) + token.width > self._width:
            self._end_line(spaced=token.spaced)
        self._used += self._space(token) + token.width
        self._line.append(token)

    def _end_line(self, spaced: bool) -> None:
        if self._line:
            self._lines.append(_line(self._line, self._size, spaced))
        self._line, self._used = [], 0.0


def text_width(words: Words, size: float) -> float:
    """Return the width of words on one line."""
    return sum(_run_width(run, size) for run in words)


def _run_width(run: Run, size: float) -> float:
    return SHAPE_WIDTH * size if run.shape else face(run.strong).width(run.text, size)


def _tokens(words: Words, size: float) -> Iterator[_Token]:
    spaced = False
    for run in words:
        if run.shape:
            yield _Token(run, SHAPE_WIDTH * size, spaced)
            spaced = False
            continue
        measure = face(run.strong).width
        for index, text in enumerate(run.text.split(" ")):
            spaced = spaced or index > 0
            if text:
                yield _Token(run._replace(text=text), measure(text, size), spaced)
                spaced = False


def _fitting(token: _Token, width: float, room: float, size: float) -> Sequence[_Token]:
    """Return the token, in several where it is wider than a whole line."""
    if token.width <= width or token.run.shape:
        return (token,)
    parts: list[_Token] = []
    measure = face(token.run.strong).width
    text, spaced, space_left = token.run.text, token.spaced, max(room, 0.0)
    while text:
        cut = _cut(text, space_left, token.run.strong, size)
        if cut:
            part = text[:cut]
            parts.append(_Token(token.run._replace(text=part), measure(part, size), spaced))
        elif space_left >= width:
            part, cut = text[0], 1
            parts.append(_Token(token.run._replace(text=part), measure(part, size), spaced))
        text, spaced, space_left = text[cut:], False, width
    return parts


def _cut(text: str, room: float, is_strong: bool, size: float) -> int:
    """Return how many characters of an endless word fit, at a hyphen where there is one."""
    one = face(is_strong)
    used, fits, at_hyphen = 0.0, 0, 0
    for index, char in enumerate(text):
        used += one.width(char, size)
        if used > room:
            break
        fits = index + 1
        if char in _BREAK_AFTER:
            at_hyphen = fits
    return at_hyphen if fits < len(text) and at_hyphen > fits // 2 else fits


def _line(tokens: Sequence[_Token], size: float, ends_with_space: bool) -> Line:
    """Join tokens of the same manner; spaces are kept, so that copied text has them too."""
    pieces: list[Piece] = []
    x = 0.0
    for index, token in enumerate(tokens):
        space = 0.0
        if token.spaced and index:
            space = face(token.run.strong).width(" ", size)
            _end_with_space(pieces)
        if pieces and _same_manner(pieces[-1].run, token.run):
            pieces[-1] = _with(pieces[-1], token, x + space)
        else:
            pieces.append(Piece(x + space, token.run, token.width))
        x += space + token.width
    if ends_with_space:
        _end_with_space(pieces)
    return Line(tuple(pieces), x)


def _same_manner(one: Run, other: Run) -> bool:
    return not one.shape and not other.shape and one[1:] == other[1:]


def _with(piece: Piece, token: _Token, x: float) -> Piece:
    run = piece.run._replace(text=piece.run.text + token.run.text)
    return Piece(piece.x, run, x + token.width - piece.x)


def _end_with_space(pieces: list[Piece]) -> None:
    last = pieces[-1]
    if not last.run.shape:
        pieces[-1] = last._replace(run=last.run._replace(text=last.run.text + " "))


def words_of(lines: Sequence[Line]) -> Words:
    """Return the words of some lines again, to be set in another place."""
    return tuple(piece.run for line in lines for piece in line.pieces)
