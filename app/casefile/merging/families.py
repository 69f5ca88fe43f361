"""Which rows belong to which, in the contents of a file."""

from collections.abc import Iterable, Iterator

from app.case.case import SPECS
from app.casefile.merging.contents import Contents, Key, pointers


class Families:
    """Parents and their parts in some contents, looked up when first asked for."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._parts: dict[Key, list[Key]] | None = None

    def below(self, key: Key) -> Iterator[Key]:
        """Yield the parts of a row, their parts, and so on."""
        for part in self._known().get(key, ()):
            yield part
            yield from self.below(part)

    def top(self, key: Key, missing: Contents) -> Key:
        """Return the row or, of those it belongs to, the topmost that is not in `missing`."""
        if SPECS[key[0]].parent is None:
            return key
        _, parent = pointers(key, self._contents[key])[0]
        if parent in missing or parent not in self._contents:
            return key
        return self.top(parent, missing)

    def _known(self) -> dict[Key, list[Key]]:
        if self._parts is None:
            self._parts = {}
            for key in self._contents:
                if SPECS[key[0]].parent is not None:
                    _, parent = pointers(key, self._contents[key])[0]
                    self._parts.setdefault(parent, []).append(key)
        return self._parts


def loose_ends(contents: Contents, gone: Iterable[Key]) -> Iterator[tuple[Key, str, Key]]:
    """Yield every pointer to a row that is gone: the row, its column, and where it points to."""
    missing = set(gone)
    if not missing:
        return
    for key, content in list(contents.items()):
        for column, target in pointers(key, content):
            if target in missing:
                yield key, column, target
