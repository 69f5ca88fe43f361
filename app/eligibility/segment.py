"""Whole criteria texts cut into single criteria, with section, nesting, cohort and number."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from app.eligibility.model import Criterion, Section, Who
from app.eligibility.segment_headings import Heading, heading
from app.eligibility.segment_items import Item, items
from app.eligibility.segment_lines import MarkerStyle, text_lines

MAX_CHARACTERS = 200_000
"""More of a text is not looked at: the registry itself takes 20,000 characters."""

MAX_CRITERIA = 1_500
"""More criteria than this are not read: the longest real record has some 130."""

_PARTS = re.compile(r"(?<=[\s;.,:])(?:\(?([a-h]|[A-H]|i{1,3}|iv|v|vi{1,3})[.)])\s+(?=\S)")


@dataclass(slots=True)
class _Level:
    """An open item of the list under which deeper items may stand."""

    indent: int
    style: MarkerStyle
    label: str
    number: str
    words: str
    is_intro: bool
    children: int = 0


@dataclass(slots=True)
class _State:
    section: Section = "inclusion"
    who: Who = Who.PATIENT
    cohort: str | None = None
    title: str | None = None
    block: int = 1
    stack: list[_Level] = field(default_factory=list)
    counted: int = 0
    used: dict[tuple[str, str], int] = field(default_factory=dict)


def segment(text: str) -> list[Criterion]:
    """Cut a criteria text into single criteria.

    Lines before any heading count as inclusion. Section and cohort headings are not criteria;
    introducing lines ("Adequate organ function:") are, with `intro` set. At most
    `MAX_CHARACTERS` and one criterion more than `MAX_CRITERIA` are looked at.
    """
    state = _State()
    found: list[Criterion] = []
    every = items(text_lines(text[:MAX_CHARACTERS]))
    for place, item in enumerate(every):
        if len(found) > MAX_CRITERIA:
            break
        following = every[place + 1] if place + 1 < len(every) else None
        begins = _heading_of(item, following)
        if begins is not None:
            _begin(state, item, begins)
            if begins.rest:
                found.append(_criterion(state, _behind(item, begins.rest), following))
        elif _is_title(item, following):
            state.title = _below(state.title, item)
            state.stack.clear()
            found.append(_titled(state, item))
        else:
            found.append(_criterion(state, item, following))
    return found


def _heading_of(item: Item, following: Item | None) -> Heading | None:
    found = heading(item.words)
    if found is None:
        return None
    if found.section is None and item.style and not _opens_a_list(item, following):
        return None
    if item.style and found.section is not None and len(item.words) > 90 and not found.rest:
        return None
    return found


def _opens_a_list(item: Item, following: Item | None) -> bool:
    return (
        item.words.rstrip().endswith(":")
        and following is not None
        and following.indent > item.indent
    )


def _begin(state: _State, item: Item, begins: Heading) -> None:
    state.stack.clear()
    state.title = None
    if begins.section is not None:
        state.section = begins.section
        state.who = begins.who or Who.PATIENT
        state.counted = 0
        state.block += 1
        if begins.cohort is not None:
            state.cohort = begins.cohort
    elif begins.who is not None:
        state.who = begins.who
    else:
        state.cohort = begins.cohort
        state.counted = 0


def _behind(item: Item, rest: str) -> Item:
    return Item(item.start, item.end, item.indent, "", "", rest, item.after_blank)


def _is_title(item: Item, following: Item | None) -> bool:
    """Tell a topic heading ("Medical conditions", "Hepatic:") that stands outside the list."""
    if item.style or following is None or len(item.words) > 70:
        return False
    if re.search(r"[<>≥≤=]|\d{2}", item.words) or item.words.rstrip().endswith((".", ";", ",")):
        return False
    if _ALLOWS.fullmatch(following.words) and item.words.rstrip().endswith(":"):
        return not following.style and following.indent >= item.indent
    if not following.style or following.indent < item.indent:
        return False
    ends_with_colon = item.words.rstrip().endswith((":", "："))
    return (ends_with_colon or len(item.words.split()) <= 6) and item.indent <= following.indent


# Below "Concurrent Medication:" such a word begins a list; alone it does not say of what.
_ALLOWS = re.compile(
    r"(?:excluded|required|allowed|permitted|prohibited|not allowed)\b[^:]{0,40}:\s*", re.IGNORECASE
)


def _below(title: str | None, item: Item) -> str:
    """Return a title, with the one above it where it says only what is done with it."""
    words = item.words.rstrip(" :")
    if title is None or _ALLOWS.fullmatch(item.words) is None:
        return words
    return f"{title.split(': ')[0]}: {words}"


def _titled(state: _State, item: Item) -> Criterion:
    state.counted += 1
    number = _unique(state, str(state.counted))
    return Criterion(
        number, state.section, item.words, item.start, item.end, _context(state)[:-1],
        state.cohort, state.who, (), True,
    )  # fmt: skip


def _criterion(state: _State, item: Item, following: Item | None) -> Criterion:
    parent = _parent_level(state, item)
    if parent is None:
        state.stack.clear()
        state.counted += 1
        count, above = state.counted, ""
    else:
        del state.stack[state.stack.index(parent) + 1 :]
        parent.children += 1
        count, above = parent.children, f"{parent.number}."
    label = item.label if item.style in ("number", "letter", "roman") else str(count)
    if parent is None and item.label.isdigit():
        state.counted = int(item.label)
    number = _unique(state, above + label)
    intro = _introduces(item, following)
    context = _context(state)
    state.stack.append(_Level(item.indent, item.style, item.label, number, item.words, intro))
    return Criterion(
        number, state.section, item.words, item.start, item.end, context, state.cohort,
        state.who, _parts(item.words), intro,
    )  # fmt: skip


def _context(state: _State) -> tuple[str, ...]:
    above = [state.cohort, state.title, *(level.words for level in state.stack)]
    return tuple(words for words in above if words)


def _unique(state: _State, number: str) -> str:
    """Return the number, told apart where two lists of one section number alike."""
    key = (state.section, number)
    state.used[key] = times = state.used.get(key, 0) + 1
    return number if times == 1 else f"{number} ({times})"


def _parent_level(state: _State, item: Item) -> _Level | None:
    """Return the open item under which this one stands, None at the top of the list."""
    if item.style == "number" and item.label.isdigit() and int(item.label) > 1:
        before = _place_before(state.stack, item)
        if before is not None:
            return state.stack[before - 1] if before else None
    for place in range(len(state.stack) - 1, -1, -1):
        level = state.stack[place]
        if item.indent > level.indent:
            return level
        if _hangs_below(level, item, state.stack[place + 1 :]):
            return level
        if item.indent == level.indent and place and item.style == level.style:
            above = state.stack[place - 1]
            if above.indent >= item.indent:
                return above
    return None


def _place_before(stack: list[_Level], item: Item) -> int | None:
    """Return where the number before this one stands, at the same indent where there is one."""
    places = [
        place
        for place, level in enumerate(stack)
        if level.style == "number"
        and level.label.isdigit()
        and int(level.label) == int(item.label) - 1
    ]
    aligned = [place for place in places if stack[place].indent == item.indent]
    nearest = aligned or places
    return nearest[-1] if nearest else None


def _hangs_below(level: _Level, item: Item, deeper: list[_Level]) -> bool:
    """Tell bullets at the same indent below "10. One of the following:"."""
    if not level.is_intro or item.indent != level.indent or item.style == level.style:
        return False
    return level.style in ("number", "letter", "") and item.style in ("bullet", "letter", "roman")


def _introduces(item: Item, following: Item | None) -> bool:
    """Tell whether a line only introduces the lines below it."""
    words = item.words.rstrip()
    if words.endswith((":", "：", ":.")):
        return following is not None
    if following is None or following.indent <= item.indent:
        return False
    return bool(
        re.search(
            r"\b(?:following|defined as|including|as follows|exceptions? of|either|below|"
            r"any of)\W*$",
            words,
            re.IGNORECASE,
        )
    )


def _parts(words: str) -> tuple[str, ...]:
    """Return the pieces of a sentence with inner letters ("A. ... B. ..."), else nothing."""
    if words.count(") ") + words.count(". ") < 2:
        return ()
    marks = list(_PARTS.finditer(words))
    labels = [match.group(1).lower() for match in marks]
    if len(marks) < 2 or labels[:2] not in (["a", "b"], ["i", "ii"]):
        return ()
    cuts = [0, *(match.start() for match in marks), len(words)]
    pieces = (words[a:b].strip() for a, b in pairwise(cuts))
    return tuple(_PARTS.sub("", f" {piece}").strip() for piece in pieces if piece)
