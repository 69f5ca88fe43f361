"""The texts of one kind of entry, made a piece at a time so that typing never waits for them."""

import time
from collections.abc import Sequence

from app.case import vocabulary
from app.case.case import Case
from app.case.declaration import Entity, EntitySpec
from app.case.rows import Table
from app.case.terms import Term
from app.ui.search.texts import Wanted, plain

_TEXT_STORED = "TEXT"
_ROWS_AT_ONCE = 500

# Of tens of thousands of results only what somebody wrote about them is worth finding; the tests
# themselves are found by their names.
_ONLY = {"lab_result": ("note",)}
_RESULT = "virus.result"
_NO_WORDS = frozenset({"attachment_sha256", "content_hash", "theirs"})


class TableTexts:
    """What can be found of one kind of entry.

    Attributes:
        spec: the kind.
        rows: its rows.
    """

    def __init__(self, case: Case, spec: EntitySpec) -> None:
        self.spec = spec
        self.rows: Table[Entity] = case.all(spec.entity)
        self._columns = _columns(spec)
        self._labels = _labels(spec, self._columns)
        self._stored: Sequence[object] | None = None
        self._hay: list[str] = []
        self._empty = not len(self.rows) or not self._columns

    @property
    def ready(self) -> bool:
        """Whether every row can be found."""
        return self._empty or len(self._hay) == len(self.rows)

    def fill(self, until: float) -> bool:
        """Make texts until `time.monotonic` says so; return whether all are made."""
        while not self.ready:
            self._fill_some()
            if time.monotonic() >= until:
                break
        return self.ready

    def find(self, wanted: Wanted, most: int) -> list[Entity]:
        """Return the first rows that hold every word."""
        return [self.rows[place] for place in wanted.places(self._hay, most)]

    def _fill_some(self) -> None:
        if self._stored is None:
            self._stored = self.rows.stored(*self._columns)
        here = len(self._hay)
        for stored in self._stored[here : here + _ROWS_AT_ONCE]:
            cells = stored if isinstance(stored, tuple) else (stored,)
            self._hay.append(plain(" ".join(self._said(cells))))
        if self.spec.table == "medication":
            self._add_other_names(here)
        if self.ready:
            self._stored = ()

    def _said(self, cells: Sequence[object]) -> list[str]:
        """Return the texts of a row; a virus test is named by its field, not by its result."""
        said = [str(cell) for cell in cells if cell]
        if self._labels:
            said += [label for label, cell in zip(self._labels, cells, strict=True) if cell]
        return said

    def _add_other_names(self, begin: int) -> None:
        """Add the other names of medicines, so that a brand finds its medicine."""
        drugs = vocabulary.drugs()
        for place in range(begin, len(self._hay)):
            name = getattr(self.rows[place], "name", None)
            others = other_names(drugs.find(name)) if name else ()
            self._hay[place] += " " + plain(" ".join(others))


def other_names(term: Term | None) -> tuple[str, ...]:
    """Return every name of a term."""
    return (term.name, *term.synonyms) if term is not None else ()


def _columns(spec: EntitySpec) -> tuple[str, ...]:
    only = _ONLY.get(spec.table)
    if only is not None:
        return only
    stored = (f for f in spec.fields if f.kind.stored_as == _TEXT_STORED and not f.to)
    return tuple(f.name for f in stored if f.name not in _NO_WORDS)


def _labels(spec: EntitySpec, columns: Sequence[str]) -> list[str]:
    """Return the name of every column that holds a mere result; none where no column does."""
    results = {f.name: f"{f.label} {f.name}" for f in spec.fields if f.codes == _RESULT}
    return [results.get(column, "") for column in columns] if results else []
