"""The password of a case file: set, changed or removed by writing the whole file anew.

The new file is complete, checked and on the disk before it takes the place of the old one. When
a password is set, no part of it is ever written unencrypted.
"""

import unicodedata
from pathlib import Path

from app.casefile.backups import believe
from app.casefile.driver import Connection
from app.casefile.keys import new_key
from app.casefile.safe_files import new_beside, replace_durably
from app.casefile.schema import APPLICATION_ID
from app.casefile.trouble import told_calmly
from app.errors import CasebookError

EMPTY = "A password needs at least one character."
NOT_POSSIBLE = "This password holds a character that cannot be used. Please choose another one."


def normal_form(password: str | None) -> str | None:
    """Return a password in the one form that every keyboard's way of typing it leads to.

    Raises:
        CasebookError: it is empty, or holds characters no password can have.
    """
    if password is None:
        return None
    if not password:
        raise CasebookError(EMPTY)
    normal = unicodedata.normalize("NFC", password)
    if "\x00" in normal or any("\ud800" <= letter <= "\udfff" for letter in normal):
        raise CasebookError(NOT_POSSIBLE)
    return normal


def write_anew(connection: Connection, path: Path, key: str | None) -> None:
    """Replace a case file by a copy under another key; the connection is of no more use then.

    Args:
        connection: the open case, with no transaction open.
        path: its file.
        key: the new password, None for none.

    Raises:
        CasebookError: it could not be done; the old file is as it was.
    """
    with told_calmly(), new_beside(path) as temporary:
        new = "" if key is None else new_key(key)
        connection.execute("ATTACH DATABASE ? AS anew KEY ?", (str(temporary), new))
        connection.execute("SELECT sqlcipher_export('anew')").fetchall()
        version = connection.execute("PRAGMA main.user_version").fetchone()[0]
        connection.execute(f"PRAGMA anew.user_version = {int(version)}")
        connection.execute(f"PRAGMA anew.application_id = {APPLICATION_ID}")
        connection.execute("DETACH DATABASE anew")
        believe(connection, temporary, key)
        connection.close()
        replace_durably(temporary, path)
