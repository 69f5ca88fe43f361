"""`verify`: every check of a case file, each with what it found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.casefile import backups, checks, seal
from app.casefile.clock import moment_words
from app.casefile.driver import Connection, DatabaseError
from app.casefile.opening import connected, key_for, read
from app.casefile.password import normal_form
from app.casefile.refusals import DamagedCase
from app.casefile.seal import Pages, SealState
from app.casefile.trouble import told_calmly


@dataclass(frozen=True, slots=True)
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
        found = [Check("file", True, _size(pages)), *_inside(connection, pages, key)]
    finally:
        connection.close()
    return found if all(check.ok for check in found) else [*found, _backup(path, key)]


def _inside(connection: Connection, pages: Pages, key: str | None) -> Iterator[Check]:
    yield _check("bytes as saved", _seal(pages), connection, "every byte is as it was saved")
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


def _seal(pages: Pages) -> Callable[[Connection], list[str]]:
    def find(connection: Connection) -> list[str]:
        broken = seal.state(connection, pages) is SealState.BROKEN
        return ["the bytes differ from those that were saved"] if broken else []

    return find


def _size(pages: Pages) -> str:
    return f"a Casebook case of {pages.size:,} bytes"


def _backup(path: Path, key: str | None) -> Check:
    found = backups.newest_good(path, key)
    if found is None:
        return Check("newest whole backup", False, "none was found beside the case")
    return Check("newest whole backup", True, f"{found.path.name}, of {moment_words(found.taken)}")
