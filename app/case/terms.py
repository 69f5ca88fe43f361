"""A vocabulary: rows with names, and the ways a written name leads to its row.

A wrong match is worse than none. A name that two rows share leads nowhere, and so does a short
form that the list marks as having other meanings; both still appear among the suggestions, where
a person chooses.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

from app.case.matching import Word, boundaries, hyphened, joined, joined_form, words
from app.case.partial_date import PartialDate
from app.case.value_class import value_class

# Every column that holds other names of a row, in any of the files.
NAME_LISTS = (
    "brand_names",
    "synonyms",
    "abbreviations",
    "synonyms_in_criteria",
    "also_called",
    "other_names",
)
# A remark behind a name in a list: "MF (also myelofibrosis)", "Ontak (older)".
_REMARK = re.compile(r"\s+\([^()]*\)$")
# With the "'s" of a person's name: "Burkitt's lymphoma".
_GAP_INSIDE_NAME = re.compile(r"[\s,.]?\s*|['’]s\s+|[-‐‑–/:;'’(]{1,2}|\s?[(/+-]\s?|\)\s?")
_SHORTEST_MENTION = 3
_LONGEST_ABBREVIATION = 4
_CLOSE_SPELLING = 0.78
_SHORTEST_MISSPELLED = 4
# Longer short forms that are plain words in lower case.
_PLAIN_WORDS = frozenset({"smile", "matrix", "nectar", "prime"})
# "ALL of the following", "ALL patients": there "ALL" is the plain word.
_AFTER_PLAIN_ALL = re.compile(
    r"\s+(?:of|the|these|those|other|following|inclusion|exclusion|patients|subjects|participants"
    r"|must|criteria)\b",
    re.IGNORECASE,
)


@value_class
class Term:
    """One row of a vocabulary.

    Attributes:
        id: the row's id, unique in its vocabulary.
        name: the name to show.
        row: every column as it stands in the file.
    """

    id: str
    name: str
    row: Mapping[str, str] = field(compare=False, repr=False)

    def listed(self, column: str) -> tuple[str, ...]:
        """Return the entries of a column that holds a list, empty where there is none."""
        return tuple(part for part in self.row.get(column, "").split("|") if part)

    @property
    def synonyms(self) -> tuple[str, ...]:
        """Brands, codes, synonyms and abbreviations, as listed."""
        return tuple(name for column in NAME_LISTS for name in self.listed(column))

    @property
    def ambiguous(self) -> tuple[str, ...]:
        """Short forms that also mean something else; they never match on their own."""
        return self.listed("ambiguous_synonyms")

    @property
    def as_of(self) -> PartialDate | None:
        """The date the row was true; a status is never shown without it."""
        written = self.row.get("as_of", "")
        return PartialDate.from_iso(written) if written else None

    @property
    def source(self) -> str:
        """Where the row comes from, or where it is to be checked."""
        return self.row.get("source") or self.row.get("source_note", "")

    @property
    def verified(self) -> bool:
        """Whether a source was read for this row."""
        return self.row.get("verified") == "yes"


class Mention(NamedTuple):
    """A term named in a text, from character `start` up to `end`."""

    term: Term
    start: int
    end: int


class _Name:
    """One way of writing a term.

    What only a reading of a text needs is worked out at first use: a page asks for a few names
    out of thousands.
    """

    def __init__(self, term: Term, text: str, *, is_main: bool, is_id: bool) -> None:
        self.term = term
        self.text = text
        self.is_main = is_main
        self.is_id = is_id

    @cached_property
    def gapped(self) -> str:
        """The words of the name, their gaps kept."""
        return hyphened(words(self.text))

    @cached_property
    def may_part_at(self) -> frozenset[int]:
        """Places in the joined form where another writer may put a space or a hyphen."""
        return boundaries(self.text, words(self.text))

    def may_be(self, written: str, parted_at: set[int]) -> bool:
        """Whether words in a text, parted at these places, are this name."""
        return (
            not self.is_id
            and len(self.gapped) >= _SHORTEST_MENTION
            and parted_at <= self.may_part_at
            and self._same_case(written)
        )

    def _same_case(self, text: str) -> bool:
        """Whether `text` keeps the case that sets a short form apart from a plain word."""
        letters = [c for c in self.text if c.isalpha()]
        is_long = len(letters) > _LONGEST_ABBREVIATION and self.gapped not in _PLAIN_WORDS
        if is_long or any(c.isdigit() for c in self.text):
            return True
        if len(letters) > _SHORTEST_MENTION and not any(c.isupper() for c in letters[1:]):
            return True
        return letters == [c for c in text if c.isalpha()]


class Vocabulary:
    """The rows of one file, found by any of their names.

    Attributes:
        rows: every term, in the order of the file.
    """

    def __init__(
        self,
        rows: Sequence[Term],
        not_alone: frozenset[str] = frozenset(),
        not_in_text: frozenset[str] = frozenset(),
    ) -> None:
        """Take the rows, the short forms with other meanings, and names too wide for a text."""
        self.rows = tuple(rows)
        self._by_id = {term.id: term for term in self.rows}
        listed = {name for term in self.rows for name in term.ambiguous}
        self._not_alone = {hyphened(words(name)) for name in listed | not_alone}
        self._not_in_text = self._not_alone | {hyphened(words(name)) for name in not_in_text}
        self._not_alone_joined = {form.replace("-", "") for form in self._not_alone}

    def __iter__(self) -> Iterator[Term]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def get(self, term_id: str) -> Term | None:
        """Return the term with this very id."""
        return self._by_id.get(term_id)

    def find(self, text: str) -> Term | None:
        """Return the term that `text` as a whole names, or None.

        Case, hyphens, spaces, accents and British spellings do not matter. None also where the
        name belongs to several terms, or is a short form with other meanings.
        """
        return self._named(text, words(text))

    def suggest(self, text: str, limit: int = 8) -> list[Term]:
        """Return terms for a person to choose from, the likeliest first.

        First names that begin with the text, then names with a word that begins with it, then
        names that contain it, then names spelled nearly so. Short forms with other meanings count.
        """
        typed = joined_form(text)
        if not typed:
            return []
        ranked = sorted(self._nearness(typed).items(), key=lambda item: item[1])
        chosen = [self._by_id[term_id] for term_id, _ in ranked]
        if len(chosen) < limit and len(typed) >= _SHORTEST_MISSPELLED:
            chosen += [term for term in self._nearly(typed, limit) if term not in chosen]
        return chosen[:limit]

    def mentions(self, text: str) -> list[Mention]:
        """Return every term named in a free text, each time the longest name, from left to right.

        Only whole words count. Short forms count as they are written in the list ("ALL" is not
        "all"), never with other meanings, and never under three letters.
        """
        found: list[Mention] = []
        parts = words(text)
        place = 0
        while place < len(parts):
            term, length = self._longest_name(text, parts, place)
            if term is not None:
                start, end = parts[place].start, parts[place + length - 1].end
                found.append(Mention(term, start, _with_parenthesis(text, start, end)))
            place += max(1, length)
        return found

    @cached_property
    def _names(self) -> dict[str, list[_Name]]:
        """Every name by its joined form."""
        names: dict[str, list[_Name]] = {}
        for term in self.rows:
            listed = (term.name, *term.synonyms)
            for text in _spellings((*listed, term.id)):
                is_id = text == term.id and text not in listed
                name = _Name(term, text, is_main=text == term.name, is_id=is_id)
                names.setdefault(joined_form(text), []).append(name)
        return names

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """Every beginning of a joined name, so that reading a text stops early."""
        return frozenset(form[:end] for form in self._names for end in range(1, len(form) + 1))

    def _candidates(self, parts: Sequence[Word], in_text: bool) -> list[_Name]:
        """Return the names these words may be, without the ambiguous short forms.

        On its own, such a form still finds the term it is the full name of ("R2", a regimen).
        """
        form = joined(parts)
        names = self._names.get(form)
        if names is None and parts and _is_plural(form, parts[-1].form):
            names = self._names.get(form[:-1])
        if not names:
            return []
        gapped = hyphened(parts)
        if in_text and gapped in self._not_in_text:
            return []
        if gapped in self._not_alone:
            return [name for name in names if name.is_main]
        if form in self._not_alone_joined:
            # "6MP" is ambiguous, "6-MP" is listed: here the hyphen decides.
            return [name for name in names if name.gapped == gapped]
        return names

    def _named(self, text: str, parts: Sequence[Word]) -> Term | None:
        return _only_term(self._candidates(parts, in_text=False), text, hyphened(parts))

    def _longest_name(self, text: str, parts: list[Word], first: int) -> tuple[Term | None, int]:
        """Return the longest name that starts at word `first`, and its number of words."""
        best: tuple[Term | None, int] = (None, 0)
        form = ""
        for last in range(first, len(parts)):
            if last > first and not _one_name(text, parts[last - 1], parts[last]):
                break
            form += parts[last].form
            term = self._mentioned(text, parts[first : last + 1])
            if term is not None:
                best = (term, last - first + 1)
            if form not in self._beginnings:
                break
        return best

    def _mentioned(self, text: str, parts: list[Word]) -> Term | None:
        """Return the term these words of a text name, all of them together."""
        candidates = self._candidates(parts, in_text=True)
        if not candidates:
            return None
        written = text[parts[0].start : parts[-1].end]
        if written == "ALL" and _is_plain_all(text, parts[0].end):
            return None
        if not any(c.isalpha() or c == "+" for c in written):  # "8/8" alone is no HLA typing
            return None
        parted_at = set(accumulate(len(part.form) for part in parts[:-1]))
        names = [name for name in candidates if name.may_be(written, parted_at)]
        return _only_term(names, written, hyphened(parts))

    def _nearness(self, typed: str) -> dict[str, tuple[int, int]]:
        """Return for each term that holds the typed letters how well, and its place in the file."""
        order = {term.id: place for place, term in enumerate(self.rows)}
        nearness: dict[str, tuple[int, int]] = {}
        for form, names in self._names.items():
            for name in names:
                rank = _rank(typed, form, name)
                if rank is not None:
                    key = name.term.id
                    found = (rank, order[key])
                    nearness[key] = min(found, nearness.get(key, found))
        return nearness

    def _nearly(self, typed: str, limit: int) -> list[Term]:
        """Return the terms whose names are spelled nearly like the typed letters."""
        from difflib import get_close_matches  # only for what is misspelt

        forms = get_close_matches(typed, self._names, limit * 2, _CLOSE_SPELLING)
        terms = [name.term for form in forms for name in self._names[form]]
        return list(dict.fromkeys(terms))


def make_term(term_id: str, name: str, row: Mapping[str, str]) -> Term:
    """Return a term whose row cannot be changed."""
    return Term(term_id, name, MappingProxyType(dict(row)))


def _spellings(listed: Sequence[str]) -> Iterator[str]:
    """Return each name once, the main one first, the others also without the remark behind them."""
    main = listed[0]
    for text in dict.fromkeys(listed):
        yield text
        if text != main and text[-1:] == ")" and (plain := _REMARK.sub("", text)) != text:
            yield plain


def _only_term(names: Sequence[_Name], text: str, gapped: str) -> Term | None:
    """Return the one term all names lead to.

    A term's main name goes before others' synonyms, and the very spelling before another one
    ("CRc" and "CRC", "phase III" and "phase I/II").
    """
    groups = (
        [name for name in names if name.is_main],
        [name for name in names if name.text == text],
        [name for name in names if name.gapped == gapped],
        names,
    )
    for group in groups:
        terms = {name.term for name in group}
        if terms:
            return terms.pop() if len(terms) == 1 else None
    return None


def _is_plural(form: str, last_word: str) -> bool:
    return len(form) > 5 and len(last_word) > 1 and form[-1] == "s" and form[-2] != "s"


def _rank(typed: str, form: str, name: _Name) -> int | None:
    if form == typed:
        return 0
    if form.startswith(typed):
        return 1 if name.is_main else 2
    if any(form.startswith(typed, place) for place in name.may_part_at):
        return 3
    # One or two letters stand inside nearly every name.
    return 4 if len(typed) > 2 and typed in form else None


def _one_name(text: str, before: Word, after: Word) -> bool:
    """Whether what stands between two words can stand inside a name."""
    return _GAP_INSIDE_NAME.fullmatch(text, before.end, after.start) is not None


def _with_parenthesis(text: str, start: int, end: int) -> int:
    """Return the end with the parenthesis that closes one opened inside: "t(9;22)"."""
    is_open = text.count("(", start, end) > text.count(")", start, end)
    return end + 1 if is_open and text[end : end + 1] == ")" else end


def _is_plain_all(text: str, end: int) -> bool:
    return text.isupper() or _AFTER_PLAIN_ALL.match(text, end) is not None
