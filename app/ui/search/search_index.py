"""What can be found, and how: accents, case and hyphens do not matter, every word must occur.

Names that mean the same lead to each other: "wbc" finds white cells, a brand its medicine.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.case import vocabulary
from app.case.case import Case
from app.case.declaration import SPECS, Entity, EntitySpec
from app.case.facts import Facts
from app.case.terms import Term
from app.ui.addable import addable
from app.ui.forms.field_text import entry_words
from app.ui.lab_words import lab_name
from app.ui.lists.page_lists import list_pages
from app.ui.sidebar import Place
from app.ui.words import translate

Act = Literal["page", "add", "entry"]

_MOST_IN_GROUP = 5
_TEXT_STORED = "TEXT"
_WITHOUT = str.maketrans({"-": "", "‐": "", "‑": "", "–": "", "’": "", "'": ""})


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found.

    Attributes:
        group: heading it stands under.
        words: what it is.
        date: its day, "" where it has none.
        act: what opening it does; `target` is a page's key, a table, or a table and an id.
    """

    group: str
    words: str
    date: str
    act: Act
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    hay: str
    hit: Hit


def plain(text: str) -> str:
    """Return text as it is compared: small letters, without accents, hyphens and apostrophes."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return kept.translate(_WITHOUT)


class SearchIndex:
    """Everything of one case that can be found."""

    def __init__(self, case: Case, facts: Facts, places: Sequence[Place]) -> None:
        self._case = case
        self._lines = [*_pages(places), *_commands(), *_tests(facts)]
        self._rows = [rows for page in list_pages() for rows in _tables(case, page.tables)]

    def find(self, text: str) -> list[Hit]:
        """Return what holds every word, grouped; a few of each group."""
        words = plain(text).split()
        if not words:
            return []
        hits = [*self._lines_with(words), *self._entries_with(words)]
        return list(_few_of_each(hits))

    def _lines_with(self, words: Sequence[str]) -> Iterator[Hit]:
        return (line.hit for line in self._lines if _holds(line.hay, words))

    def _entries_with(self, words: Sequence[str]) -> Iterator[Hit]:
        for spec, rows in self._rows:
            found = (i for i, hay in enumerate(rows) if _holds(hay, words))
            for _, place in zip(range(_MOST_IN_GROUP), found, strict=False):
                yield _entry_hit(self._case.all(spec.entity)[place])


def _holds(hay: str, words: Sequence[str]) -> bool:
    return all(word in hay for word in words)


def _few_of_each(hits: Iterable[Hit]) -> Iterator[Hit]:
    counts: dict[str, int] = {}
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        counts[hit.group] = counts.get(hit.group, 0) + 1
        if counts[hit.group] <= _MOST_IN_GROUP:
            groups.setdefault(hit.group, []).append(hit)
    for group in groups.values():
        yield from group


def _pages(places: Sequence[Place]) -> Iterator[_Line]:
    group = translate("Search", "Pages")
    for place in places:
        hit = Hit(group, place.words, "", "page", (place.key,))
        yield _Line(plain(f"{place.words} {place.key}"), hit)


def _commands() -> Iterator[_Line]:
    group, add = translate("Search", "Commands"), translate("Search", "Add: {what}")
    for kind in addable():
        words = add.format(what=kind.words)
        yield _Line(plain(words), Hit(group, words, "", "add", (kind.table,)))


def _tests(facts: Facts) -> Iterator[_Line]:
    group = translate("Search", "Labs and tests")
    for key, value in facts.newest_labs.items():
        term = vocabulary.labs().get(key)
        name = lab_name(value)
        hay = " ".join([name, value.name_on_report or "", *_other_names(term)])
        date = value.date.words() if value.date else ""
        hit = Hit(group, f"{name} {value.words}", date, "entry", ("lab_panel", value.panel_id))
        yield _Line(plain(hay), hit)


def _tables(case: Case, tables: Iterable[str]) -> Iterator[tuple[EntitySpec, list[str]]]:
    for table in tables:
        spec = SPECS[table]
        columns = [f.name for f in spec.fields if f.kind.stored_as == _TEXT_STORED and not f.to]
        rows = case.all(spec.entity)
        if len(rows):
            hay = [plain(" ".join(str(c) for c in row if c)) for row in rows.stored(*columns)]
            yield spec, _with_other_names(spec, rows, hay)


def _with_other_names(spec: EntitySpec, rows: Sequence[Entity], hay: Sequence[str]) -> list[str]:
    """Add the other names of a medicine, so that its brand finds it too."""
    if spec.table != "medication":
        return list(hay)
    drugs = vocabulary.drugs()
    names = (getattr(row, "name", None) for row in rows)
    terms = (drugs.find(name) if name else None for name in names)
    more = (plain(" ".join(_other_names(term))) for term in terms)
    return [f"{text} {others}" for text, others in zip(hay, more, strict=True)]


def _other_names(term: Term | None) -> tuple[str, ...]:
    return (term.name, *term.synonyms) if term is not None else ()


def _entry_hit(entry: Entity) -> Hit:
    spec = entry.spec
    day = getattr(entry, spec.day) if spec.day else None
    label = spec.plural[:1].upper() + spec.plural[1:]
    words = entry_words(entry)
    date = day.words() if day else ""
    return Hit(label, words.removesuffix(f", {date}"), date, "entry", (spec.table, entry.id))
