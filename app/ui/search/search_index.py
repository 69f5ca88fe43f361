"""What can be found, and how: accents, case and hyphens do not matter, every word must occur.

Names that mean the same lead to each other: "wbc" finds white cells, a brand its medicine.
"""

import math
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from app.case import vocabulary
from app.case.case import Case
from app.case.declaration import SPECS, Entity, EntitySpec, Part
from app.case.facts import Facts
from app.case.value_class import value_class
from app.ui.addable import addable
from app.ui.forms.field_text import entry_words
from app.ui.lab_words import lab_name
from app.ui.search.table_texts import TableTexts, other_names
from app.ui.search.texts import Wanted, plain
from app.ui.sidebar import Place
from app.ui.words import translate

Act = Literal["page", "add", "entry"]

_MOST_IN_GROUP = 5

# What the program notes for itself; nobody looks for it by words.
_NOT_SEARCHED = frozenset({"case_info", "trial_record"})


@value_class
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


@value_class
class _Line:
    hay: str
    hit: Hit


class SearchIndex:
    """Everything of one case that can be found; the texts of its rows are made by `fill`."""

    def __init__(
        self,
        case: Case,
        facts: Facts,
        places: Sequence[Place],
        before: "SearchIndex | None" = None,
    ) -> None:
        """Begin an index.

        Args:
            case: the rows.
            facts: the newest result of every test.
            places: the pages.
            before: the index of the case before a change; what did not change is taken from it.
        """
        self._case = case
        self._lines = [*_pages(places), *_commands(), *_tests(facts)]
        known = {texts.spec.table: texts for texts in before._texts} if before else {}
        self._texts: list[TableTexts] = [
            _texts(case, spec, known) for spec in SPECS.values() if _is_searched(spec)
        ]

    @property
    def ready(self) -> bool:
        """Whether every row can be found."""
        return all(texts.ready for texts in self._texts)

    def fill(self, seconds: float = math.inf) -> bool:
        """Make texts for about so long; return whether all are made."""
        until = time.monotonic() + seconds
        return all(texts.fill(until) for texts in self._texts)

    def find(self, text: str) -> list[Hit]:
        """Return what holds every word, grouped; a few of each group."""
        wanted = Wanted(text)
        if not wanted:
            return []
        hits = [line.hit for line in self._lines if wanted.stands_in(line.hay)]
        for texts in self._texts:
            hits += [self._hit(row) for row in texts.find(wanted, _MOST_IN_GROUP)]
        return list(_few_of_each(hits))

    def _hit(self, row: Entity) -> Hit:
        return _entry_hit(row, self._owner(row))

    def _owner(self, row: Entity) -> Entity:
        """Return the entry that is opened to see a row: itself, or what it is a part of."""
        while isinstance(row, Part) and row.spec.parent is not None:
            parent = self._case.get(row.spec.parent, row.parent_id)
            if parent is None:
                break
            row = parent
        return row


def _texts(case: Case, spec: EntitySpec, known: dict[str, TableTexts]) -> TableTexts:
    before = known.get(spec.table)
    if before is not None and before.rows is case.all(spec.entity):
        return before
    return TableTexts(case, spec)


def _is_searched(spec: EntitySpec) -> bool:
    return spec.table not in _NOT_SEARCHED


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
        hay = " ".join([name, value.name_on_report or "", *other_names(term)])
        date = value.date.words() if value.date else ""
        hit = Hit(group, f"{name} {value.words}", date, "entry", ("lab_panel", value.panel_id))
        yield _Line(plain(hay), hit)


def _entry_hit(entry: Entity, opened: Entity) -> Hit:
    spec = entry.spec
    day = getattr(entry, spec.day) if spec.day else None
    label = spec.plural[:1].upper() + spec.plural[1:]
    words = entry_words(entry)
    date = day.words() if day else ""
    target = (opened.spec.table, opened.id)
    return Hit(label, words.removesuffix(f", {date}"), date, "entry", target)
