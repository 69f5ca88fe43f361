"""`verify`: every check of a case file, each with what it found."""

from collections.abc import Callable, Iterator
from pathlib import Path

from app.case.value_class import value_class
from app.casefile import backups, checks, seal
from app.casefile.clock import moment_words
from app.casefile.driver import Connection, DatabaseError
from app.casefile.opening import connected, key_for, read
from app.casefile.password import normal_form
from app.casefile.refusals import DamagedCase
from app.casefile.seal import Pages, SealState
from app.casefile.trouble import told_calmly


@value_class
class Check:
    """One check.

    Attributes:
        name: what was checked, in a few words.
        ok: whether it holds.
        detail: what was found, without anything of the case's content.
    """

    name: str
    ok: bool
    detail: str


NOT_READABLE = "a part of the file cannot be read"


def verify(path: Path, password: str | None = None) -> list[Check]:
    """Check a file, its history and its attachments; nothing is changed.

    Raises:
        CasebookError: the file is no case of this version, or the password does not fit; whether
            it is whole cannot be told then.
    """
    key = key_for(path, normal_form(password) if password else None)
    try:
        with told_calmly():
            pages = read(path, key)
            connection = connected(path, key, pages, read_only=True)
    except DamagedCase as damaged:
        return [Check("file", False, damaged.sentence), _backup(path, key)]
    try:
        found = [Check("file", True, _size(pages)), *_inside(path, connection, pages, key)]
    finally:
        connection.close()
    return found if all(check.ok for check in found) else [*found, _backup(path, key)]


def _inside(path: Path, connection: Connection, pages: Pages, key: str | None) -> Iterator[Check]:
    yield _seal(path, connection, pages)
    yield _check("structure", _structure, connection, "whole")
    if key is not None:
        yield _check("encryption", checks.encryption, connection, "every page fits its check")
    yield _check("links", checks.pointers, connection, "every entry points to one that is there")
    yield _check("history", checks.chain, connection, "complete and unaltered")
    yield _check("entries", checks.rows_equal_history, connection, "as the history left them")
    yield _check("attachments", checks.attachments, connection, "every attached file is whole")


def _check(
    name: str, find: Callable[[Connection], list[str]], connection: Connection, good: str
) -> Check:
    try:
        wrong = find(connection)
    except (DatabaseError, ValueError, TypeError):
        wrong = [NOT_READABLE]
    return Check(name, not wrong, "; ".join(wrong) or good)


def _structure(connection: Connection) -> list[str]:
    return checks.structure(connection, thorough=True)


_SAID_OF_SEAL = {
    SealState.WHOLE: "every byte is as it was saved",
    SealState.OPEN: "not told by the file, which is open, was not closed, or is very large",
    SealState.BROKEN: "the bytes differ from those that were saved",
}


def _seal(path: Path, connection: Connection, pages: Pages) -> Check:
    name = "bytes as saved"
    try:
        state = seal.state(connection, pages)
        if state is SealState.BROKEN:
            # Connecting may just have rolled back what a crash left half-written.
            state = seal.state(connection, seal.read_pages(path))
    except (DatabaseError, OSError, TypeError):
        return Check(name, False, NOT_READABLE)
    return Check(name, state is not SealState.BROKEN, _SAID_OF_SEAL[state])


def _size(pages: Pages) -> str:
    return f"a Casebook case of {pages.size:,} bytes"


def _backup(path: Path, key: str | None) -> Check:
    found = backups.newest_good(path, key)
    if found is None:
        return Check("newest whole backup", False, "none was found beside the case")
    return Check("newest whole backup", True, f"{found.path.name}, of {moment_words(found.taken)}")
