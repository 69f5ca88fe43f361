"""Splitting text at a line, for what continues on the next page."""

from app.report.outline.words import Words
from app.report.typesetting.lines import break_lines, words_of


def split_words(words: Words, width: float, size: float, lines: int) -> tuple[Words, Words]:
    """Return the words of the first `lines` lines, and the words of the rest."""
    broken = break_lines(words, width, size)
    return words_of(broken[:lines]), words_of(broken[lines:])
