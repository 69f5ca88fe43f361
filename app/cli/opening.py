"""Opening a case file for a command: password from a file, standard input or the keyboard."""

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.cli.output import say
from app.errors import CasebookError
from app.usecases.session import PasswordNeeded, Session

T = TypeVar("T")


def open_session(given: argparse.Namespace, *, read_only: bool = False) -> Session:
    """Open the case file named on the command line.

    Raises:
        CasebookError: it cannot be opened, or the password is missing or wrong.
    """
    path: Path = given.file
    return with_password(
        path,
        given.password_file,
        lambda password: Session.open(path, password=password, read_only=read_only),
    )


def with_password(path: Path, password_file: str | None, act: Callable[[str | None], T]) -> T:
    """Do something with a case file, asking for its password where it has one.

    Raises:
        CasebookError: it needs a password and none can be asked for.
    """
    if password_file is not None:
        return act(read_password(password_file))
    try:
        return act(None)
    except PasswordNeeded as needed:
        if not sys.stdin.isatty():
            raise CasebookError(f"{needed.sentence} Give it with --password-file.") from needed
        return act(getpass.getpass(f"Password of {path.name}: "))


def read_password(source: str) -> str:
    """Read a password from the first line of a file, `-` for standard input.

    Raises:
        CasebookError: the file cannot be read or its first line is empty.
    """
    try:
        text = sys.stdin.readline() if source == "-" else _first_line(Path(source))
    except (OSError, UnicodeDecodeError) as error:
        raise CasebookError(f"The password file {source} cannot be read.") from error
    password = text.rstrip("\r\n")
    if not password:
        raise CasebookError("The password is empty. Nothing was changed.")
    return password


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8-sig") as file:
        return file.readline()


def say_if_read_only(session: Session) -> None:
    """Say why the case can only be read here, where that is so."""
    if session.read_only_because:
        say(session.read_only_because)
