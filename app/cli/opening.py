"""Opening a case file for a command: password from a file, standard input or the keyboard."""

import argparse
import getpass
import sys
from pathlib import Path

from app.errors import CasebookError
from app.usecases.opening import needs_password
from app.usecases.session import Session


def open_session(given: argparse.Namespace, *, read_only: bool = False) -> Session:
    """Open the case file named on the command line.

    Raises:
        CasebookError: it cannot be opened, or the password is missing or wrong.
    """
    path: Path = given.file
    return Session.open(path, password=password_for(path, given.password_file), read_only=read_only)


def password_for(path: Path, password_file: str | None) -> str | None:
    """Return the password of a case file, None where it has none."""
    if password_file is not None:
        return read_password(password_file)
    if not needs_password(path):
        return None
    if not sys.stdin.isatty():
        raise CasebookError(
            f"{path.name} is protected by a password. Give it with --password-file."
        )
    return getpass.getpass(f"Password of {path.name}: ")


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
