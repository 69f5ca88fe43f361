"""The glossary: only words that occur in the packet, in plain language."""

from collections.abc import Iterable, Iterator

from app.case import vocabulary
from app.report.outline.blocks import Block, Columns, Heading, Pair, Pairs
from app.report.outline.describe import texts_of
from app.report.outline.words import say

_LONGEST_TEXT = 4000
"""Of a single long note the beginning is searched; the same words come up elsewhere."""


def glossary_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the words explained, in the order of the alphabet."""
    terms = {}
    for text in dict.fromkeys(_texts(blocks)):
        for mention in vocabulary.glossary().mentions(text[:_LONGEST_TEXT]):
            terms[mention.term.id] = mention.term
    yield Heading("Words used", level=1)
    rows = [
        Pair(term.name, say(term.row["plain_explanation"]))
        for term in sorted(terms.values(), key=lambda term: term.name.casefold())
    ]
    if rows:
        yield Pairs(tuple(rows), summary="Words explained")


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Columns):
            yield from _texts((*block.left, *block.right))
        else:
            yield from texts_of(block)
