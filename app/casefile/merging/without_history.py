"""A copy that came without its history, such as one made to be shared."""

from collections.abc import Mapping

from app.casefile.merging.contents import Contents, Key, Values, put_together, taken_apart

_LEFT_OUT = frozenset({"case_info", "share_record", "import_receipt", "pending_item"})
"""What only concerns the keeping of a file; another file's own is not taken over."""


def what_they_bring(ours: Contents, theirs: Contents) -> Contents:
    """Return their rows but those that only concern the keeping of their file."""
    return {
        key: content for key, content in theirs.items() if key in ours or key[0] not in _LEFT_OUT
    }


def supposed_base(theirs: Contents, earlier: Mapping[Key, list[Values]]) -> Contents:
    """Return what the copy must have begun with.

    A value that our row had at some time is taken for what the copy began with, and so is an
    empty field, because a copy may leave things out. Whatever else it holds was written there.
    """
    base: Contents = {}
    for key, content in theirs.items():
        versions = earlier.get(key)
        if versions:
            base[key] = put_together(content, _known(taken_apart(content), versions))
    return base


def _known(values: Values, versions: list[Values]) -> Values:
    return {
        name: value
        for name, value in values.items()
        if any(version.get(name) == value for version in versions)
    }
