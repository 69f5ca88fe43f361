"""Keeping a case safe: checking it, backups, bringing one back, the password."""

from pathlib import Path
from typing import Any

from app import casefile
from app.case.value_class import value_class
from app.casefile import CaseFile, Check, Restored
from app.errors import CasebookError
from app.settings import BACKUP_FOLDER, Settings
from app.usecases.author import author_here


@value_class
class Report:
    """What the checks of a file found."""

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return all(check.ok for check in self.checks)

    @property
    def advice(self) -> tuple[str, ...]:
        """Return what to do, nothing where all is well."""
        if self.ok:
            return ()
        return (
            "Something in this file is not as Casebook saved it. The file was left as it is. "
            "The command casebook restore brings a copy back.",
        )

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        checks = [{"name": c.name, "ok": c.ok, "detail": c.detail} for c in self.checks]
        return {"ok": self.ok, "checks": checks}


def verify(path: Path, password: str | None) -> Report:
    """Check file, history and attachments; nothing is changed.

    Raises:
        CasebookError: it is no case of this version, or the password does not fit.
    """
    return Report(tuple(casefile.verify(path, password)))


def second_place() -> Path | None:
    """Return the folder that gets a copy of every backup, such as a stick."""
    folder = Settings().get(BACKUP_FOLDER)
    return Path(folder) if folder else None


def backup(path: Path, *, password: str | None = None, folder: Path | None = None) -> Path:
    """Make a checked copy and return where it is.

    Raises:
        CasebookError: the case cannot be opened, or the copy cannot be made.
    """
    with CaseFile.open(
        path, password=password, author=author_here(), second_place=second_place()
    ) as file:
        return file.back_up(folder)


_RESTORED = {
    Restored.NEW_FILE: "The copy was brought back as {name}.",
    Restored.OPERATION: (
        "{name} has the content of the copy again. What was there before is kept: "
        "Undo brings it back."
    ),
    Restored.IN_PLACE_OF_DAMAGED: (
        "The copy took the place of the damaged {name}, which was kept among the backups."
    ),
}


def restore(backup_path: Path, target: Path, *, password: str | None = None) -> str:
    """Bring a copy back and say what was done.

    Raises:
        CasebookError: the copy is not good, or another case lies there; nothing was changed.
    """
    done = casefile.restore_to(backup_path, target, author=author_here(), password=password)
    return _RESTORED[done].format(name=target.name)


@value_class
class PasswordChanged:
    """What changing the password did.

    Attributes:
        sentence: the result.
        notes: what to know, such as copies that still open without the new password.
    """

    sentence: str
    notes: tuple[str, ...]


def change_password(path: Path, *, old: str | None, new: str | None) -> PasswordChanged:
    """Set, change or remove the password of a case file.

    Raises:
        CasebookError: the old password does not fit, or the file cannot be written; it is as
            it was.
    """
    with CaseFile.open(path, password=old, author=author_here(), backup_on_close=False) as file:
        if new is None and not file.encrypted:
            raise CasebookError("This case has no password. Nothing was changed.")
        others = file.change_password(new)
    if new is None:
        return PasswordChanged("The password was removed. Anyone can open this file now.", ())
    notes = ["If the password is lost, nobody can open the case."]
    notes += [f"This older copy does not have the new password: {each.path}" for each in others]
    return PasswordChanged("The case is protected by the new password.", tuple(notes))
