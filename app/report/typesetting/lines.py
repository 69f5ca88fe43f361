"""Breaking words into lines of a given width."""

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
    """A word or a shape, and the manner it is set in.

    Attributes:
        text: the word.
        width: in points.
        run: the run it belongs to.
        space: the space before it; 0 where it follows without one.
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
        width: without the space at its end.
        is_spaced: a space parts it from the next line (else a long word was broken).
    """

    tokens: tuple[Token, ...]
    width: float
    is_spaced: bool

    def pieces(self) -> list[Piece]:
        """Join words of the same manner; spaces stay, so that copied text has them too."""
        pieces: list[Piece] = []
        texts: list[str] = []
        x = 0.0
        for index, token in enumerate(self.tokens):
            if token.space and index:
                texts.append(" ")
                x += token.space
            if pieces and _same_manner(pieces[-1].run, token.run):
                texts.append(token.text)
            else:
                _end_piece(pieces, texts)
                pieces.append(Piece(x, token.run))
                texts = [token.text]
            x += token.width
        if self.is_spaced:
            texts.append(" ")
        _end_piece(pieces, texts)
        return pieces


def _same_manner(one: Run, other: Run) -> bool:
    return one is other or (not one.shape and not other.shape and one[1:] == other[1:])


def _end_piece(pieces: list[Piece], texts: Sequence[str]) -> None:
    if pieces:
        last = pieces[-1]
        text = "".join(texts)
        pieces[-1] = last._replace(run=last.run._replace(text=text))


def text_width(words: Words, size: float) -> float:
    """Return the width of words on one line."""
    return sum(_run_width(run, size) for run in words)


def longest_word(words: Words, size: float) -> float:
    """Return the width of the longest part that no space breaks."""
    return max(
        (sum(token.width for token in group) for group in _groups(_tokens(words, size))),
        default=0.0,
    )


def _run_width(run: Run, size: float) -> float:
    return SHAPE_WIDTH * size if run.shape else face(run.strong).width(run.text, size)


@lru_cache(maxsize=8192)
def break_lines(words: Words, width: float, size: float) -> tuple[Line, ...]:
    """Return the lines of a text; empty words give no line.

    Breaks at spaces; a word wider than the line is broken behind a hyphen or slash, or anywhere.
    """
    return tuple(_Breaker(width + _ROUNDING, size).lines(words))


class _Breaker:
    """Fills one line after the other."""

    def __init__(self, width: float, size: float) -> None:
        self._width = width
        self._size = size
        self._lines: list[Line] = []
        self._line: list[Token] = []
        self._used = 0.0

    def lines(self, words: Words) -> list[Line]:
        for group in _groups(_tokens(words, self._size)):
            width = sum(token.width for token in group)
            if self._used + group[0].space + width <= self._width or not self._line:
                self._add_all(group, width)
            else:
                if group[0].space:
                    self._end_line(is_spaced=True)
                self._add_all(group, width)
        self._end_line(is_spaced=False)
        return self._lines

    def _add_all(self, group: Sequence[Token], width: float) -> None:
        space = group[0].space if self._line else 0.0
        if self._used + space + width <= self._width:
            self._line.extend(group)
            self._used += space + width
            return
        for token in group:
            room = self._width - self._used - (token.space if self._line else 0.0)
            for part in _fitting(token, self._width, room, self._size):
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
            self._lines.append(Line(tuple(self._line), self._used, is_spaced))
        self._line, self._used = [], 0.0


def _tokens(words: Words, size: float) -> Iterator[Token]:
    is_spaced = False
    for run in words:
        one = face(run.strong)
        space = one.width(" ", size)
        if run.shape:
            yield Token("", SHAPE_WIDTH * size, run, space if is_spaced else 0.0)
            is_spaced = False
            continue
        texts = run.text.split(" ")
        for index, text in enumerate(texts):
            is_spaced = is_spaced or index > 0
            if text:
                yield Token(text, one.width(text, size), run, space if is_spaced else 0.0)
                is_spaced = False


def _groups(tokens: Iterator[Token]) -> Iterator[list[Token]]:
    """Yield tokens that no space parts, such as a strong word and its plain comma."""
    group: list[Token] = []
    for token in tokens:
        if token.space and group:
            yield group
            group = []
        group.append(token)
    if group:
        yield group


def _fitting(token: Token, width: float, room: float, size: float) -> Sequence[Token]:
    """Return the token, in several where it is wider than a whole line."""
    if token.width <= width or token.run.shape:
        return (token,)
    parts: list[Token] = []
    measure = face(token.run.strong).width
    text, space, space_left = token.text, token.space, max(room, 0.0)
    while text:
        cut = _cut(text, space_left, token.run.strong, size) or int(space_left >= width)
        if cut:
            parts.append(Token(text[:cut], measure(text[:cut], size), token.run, space))
            space = 0.0
        text, space_left = text[cut:], width
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


def words_of(lines: Sequence[Line]) -> Words:
    """Return the words of some lines again, to be set in another place."""
    return tuple(piece.run for line in lines for piece in line.pieces())
