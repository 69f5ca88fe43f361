"""What was begun and is no entry yet: kept in the case file, beside the entries and their history.

A draft is a text that somebody was typing, such as a form that was left half filled. It is kept so
that neither a crash nor closing the window loses it. It is no operation: nothing to undo, nothing
in the change log, nothing that is printed, exported or given to anybody. In an encrypted case it
is encrypted with everything else.

The table is made with the first draft. A file without it is a whole case file of its version, and
a program that does not know it leaves it alone.
"""

from collections.abc import Mapping

from app.casefile.driver import Connection

Drafts = Mapping[tuple[str, str], str]
"""Texts by what they are about (such as the id of a visit) and their field."""

_MAKE = """CREATE TABLE IF NOT EXISTS "draft" (
  "subject" TEXT NOT NULL,
  "field" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  PRIMARY KEY ("subject", "field")
) STRICT"""
_IS_THERE = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'draft'"


def read_drafts(connection: Connection) -> dict[tuple[str, str], str]:
    """Return every draft of the file."""
    if not connection.execute(_IS_THERE).fetchone()[0]:
        return {}
    rows = connection.execute("SELECT subject, field, text FROM draft").fetchall()
    return {(subject, field): text for subject, field, text in rows}


def forget_drafts(connection: Connection) -> None:
    """Take every draft out of a file, so that not even its unused parts tell of one."""
    if connection.execute(_IS_THERE).fetchone()[0]:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("DROP TABLE draft")
        connection.execute("VACUUM")


def write_drafts(connection: Connection, drafts: Drafts) -> None:
    """Write texts inside a transaction; an empty text takes its draft away."""
    # A text that was let go has no history: it shall not stay legible in unused parts of the file.
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(_MAKE)
    for (subject, field), text in drafts.items():
        if text:
            connection.execute(
                "INSERT OR REPLACE INTO draft (subject, field, text) VALUES (?, ?, ?)",
                (subject, field, text),
            )
        else:
            connection.execute(
                "DELETE FROM draft WHERE subject = ? AND field = ?", (subject, field)
            )
