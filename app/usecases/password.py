"""The password of an open case: whether one fits, setting, changing and removing it."""

from app.casefile import CaseFile, WrongPassword
from app.errors import CasebookError
from app.usecases.keep_safe import PasswordChanged
from app.usecases.session import Session

DOES_NOT_FIT = "This is not the password of this case. Nothing was changed."


def fits(session: Session, password: str) -> bool:
    """Return whether a password opens the case, as a look at the file itself shows.

    Raises:
        CasebookError: the file cannot be reached or read.
    """
    if not password:
        return False
    try:
        with CaseFile.open(session.path, password=password, read_only=True):
            return True
    except WrongPassword:
        return False


def change_password(session: Session, *, old: str | None, new: str | None) -> PasswordChanged:
    """Set, change or (with `new` None) remove the password of the open case.

    Args:
        session: the open case.
        old: its present password; asked for again, because the computer may stand unwatched.
        new: the password from now on.

    Raises:
        CasebookError: the old password does not fit, the case is for reading only, or the file
            cannot be written; it is as it was.
    """
    if session.read_only_because is not None:
        raise CasebookError(session.read_only_because)
    if session.protected and not fits(session, old or ""):
        raise CasebookError(DOES_NOT_FIT)
    others = session.file.change_password(new)
    places = tuple(str(each.path) for each in others)
    if new is None:
        return PasswordChanged("The password was removed. Anyone can open this file now.", places)
    return PasswordChanged("The case is protected by the new password.", places)
