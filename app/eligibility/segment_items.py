"""Lines joined to items: hard wraps undone, continuation paragraphs, lists within one line."""

import re
from collections.abc import Sequence
from itertools import pairwise

from app.case.value_class import value_class
from app.eligibility.segment_lines import MarkerStyle, TextLine, clean

_WRAP_WIDTH = 82
_INLINE = re.compile(
    r"(?<=[\s;.,:)])[(（]?(?P<n>\d{1,2})[.)）、](?=\s?[^\d\s.,])|"
    r"(?<=[;.])\s*(?P<m>\d{1,2})[.)](?=[A-Z])"
)
_MAY_NUMBER = re.compile(r"\d[.)）、]")
_NEW_SENTENCE = re.compile(r"[A-Z0-9≥≤<>(\[*\\•]")


@value_class
class Item:
    """One item of a list, or a paragraph.

    `start` and `end` are its range in the whole text; `words` are cleaned and joined.
    """

    start: int
    end: int
    indent: int
    style: MarkerStyle
    label: str
    words: str
    after_blank: bool


@value_class
class _Layout:
    """`wrapped`: broken at a fixed width; `spaced`: an empty line stands before each item."""

    wrapped: bool
    spaced: bool


def items(lines: Sequence[TextLine]) -> list[Item]:
    """Return the items of a text in their order."""
    layout = _layout(lines)
    blocks: list[list[TextLine]] = []
    for line in lines:
        if blocks and _continues(blocks[-1], line, layout):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    found: list[Item] = []
    for block in blocks:
        found.extend(_split(_join(block)))
    return _mended(found)


def _layout(lines: Sequence[TextLine]) -> _Layout:
    marked = [line for line in lines if line.style]
    after_blank = sum(line.after_blank for line in marked)
    return _Layout(_is_wrapped(lines), bool(marked) and after_blank >= 0.8 * len(marked))


def _is_wrapped(lines: Sequence[TextLine]) -> bool:
    """Tell whether a text is broken at a fixed width, as the older records are."""
    if not lines or max(line.width for line in lines) > _WRAP_WIDTH:
        return False
    broken = sum(
        1
        for first, second in pairwise(lines)
        if first.width > 55 and not second.after_blank and not second.style
    )
    return broken >= 2 or (broken == 1 and len(lines) < 12)


def _continues(block: Sequence[TextLine], line: TextLine, layout: _Layout) -> bool:
    if line.style:
        return _is_wrapped_marker(block, line, layout)
    last = block[-1]
    if line.after_blank:
        return _is_broken_sentence(block[0], last, line)
    if layout.wrapped:
        return True
    if line.indent > block[0].indent and block[0].style:
        return True
    return not _NEW_SENTENCE.match(line.words) or _ends_open(last.words)


def _is_wrapped_marker(block: Sequence[TextLine], line: TextLine, layout: _Layout) -> bool:
    """Tell a wrapped line that happens to begin like a marker ("HLA-B and\n-DRB1")."""
    if not layout.wrapped or line.after_blank or not block[0].style:
        return False
    full = block[-1].width > 55 and line.indent > block[0].indent
    return full and (layout.spaced or bool(re.match(r"[a-z]", line.words)))


def _is_broken_sentence(first: TextLine, last: TextLine, line: TextLine) -> bool:
    """Tell whether an indented paragraph behind an empty line goes on with the sentence."""
    if not first.style or line.indent <= first.indent:
        return False
    if last.words.rstrip().endswith(":"):
        return False
    return bool(re.match(r"[a-z,;)]", line.words)) or line.words.startswith("(")


def _ends_open(words: str) -> bool:
    return bool(
        re.search(r"(?:,|\b(?:and|or|of|the|with|to|in|for|by|than|a|an|within))\s*$", words)
    )


def _join(block: Sequence[TextLine]) -> Item:
    first = block[0]
    words = " ".join([clean(first.words), *(clean(line.whole) for line in block[1:])])
    return Item(
        first.start, block[-1].end, first.indent, first.style, first.label, words, first.after_blank
    )


def _split(item: Item) -> list[Item]:
    """Cut "1. ... 2. ... 3. ..." on one line into its items; a single inner number stays."""
    places = _inner_numbers(item)
    if not places:
        return _split_at_labels(item)
    pieces: list[Item] = []
    cuts = [*places, (len(item.words), len(item.words), "")]
    if places[0][0] > 0:
        head = item.words[: places[0][0]].strip()
        if head:
            pieces.append(_piece(item, head, item.style, item.label))
    for (_, body, label), (following, _, _) in pairwise(cuts):
        words = item.words[body:following].strip()
        if words:
            pieces.append(_piece(item, words, "number", label))
    return pieces or [item]


# Headings of the older cancer records, which stand inside one running paragraph.
_OLD_LABEL = re.compile(
    r"(?<=\s)(?=(?:Age|Sex|Menopausal status|Performance status|Life expectancy|Hematopoietic|"
    r"Hepatic|Renal|"
    r"Cardiovascular|Pulmonary|Other|Biologic therapy|Chemotherapy|Endocrine therapy|Radiotherapy|"
    r"Surgery|PATIENT CHARACTERISTICS|PRIOR CONCURRENT THERAPY|DISEASE CHARACTERISTICS):)"
)


def _split_at_labels(item: Item) -> list[Item]:
    """Cut "Age: 18 and over Performance status: ECOG 0-2 ..." before each of its labels."""
    pieces = _OLD_LABEL.split(item.words)
    if len(pieces) < 3:
        return [item]
    return [_piece(item, words.strip(), "", "") for words in pieces if words.strip()]


def _inner_numbers(item: Item) -> list[tuple[int, int, str]]:
    """Return (start, start of the words, number) of a run of inner numbers, or nothing.

    The run must go on from the item's own number, or begin with 1 and reach 3.
    """
    expected = 1
    if item.style == "number" and item.label.isdigit():
        expected = int(item.label) + 1
    elif item.style:
        return []
    if _MAY_NUMBER.search(item.words) is None:
        return []
    places: list[tuple[int, int, str]] = []
    for match in _INLINE.finditer(" " + item.words):
        number = match.group("n") or match.group("m")
        if int(number) == expected + len(places):
            places.append((match.start() - 1, match.end() - 1, number))
    needed = 2 if item.style else 2 if re.search(r"criteria", item.words[:80], re.IGNORECASE) else 3
    return [(max(a, 0), b, n) for a, b, n in places] if len(places) >= needed else []


def _piece(item: Item, words: str, style: MarkerStyle, label: str) -> Item:
    return Item(item.start, item.end, item.indent, style, label, words, item.after_blank)


def _mended(found: Sequence[Item]) -> list[Item]:
    """Join an item that a registrant broke inside a bracket with its second half."""
    mended: list[Item] = []
    for item in found:
        last = mended[-1] if mended else None
        if last is not None and _broken_in_bracket(last, item):
            mended[-1] = Item(
                last.start, item.end, last.indent, last.style, last.label,
                f"{last.words} {item.words}", last.after_blank,
            )  # fmt: skip
        else:
            mended.append(item)
    return mended


def _broken_in_bracket(last: Item, item: Item) -> bool:
    if last.indent != item.indent or last.style != item.style:
        return False
    opened = last.words.count("(") - last.words.count(")")
    closed = item.words.count(")") - item.words.count("(")
    tail = last.words[last.words.rfind("(") :]
    return opened == 1 and closed == 1 and len(tail) < 60 and not tail.rstrip().endswith((".", ";"))
