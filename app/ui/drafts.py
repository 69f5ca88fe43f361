"""What was begun in one-line fields and not added yet: kept in memory with its own visit or trial.

A draft belongs to what was shown while it was typed. It comes back when that is shown again, also
after the page was made anew (another theme, a lock), and it goes with the open case.
"""

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QLineEdit

from app.usecases.session import Session


class Drafts:
    """Begun texts of one open case, by what they are about and by their field."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, str], str] = {}

    def keep(self, subject: str, field: str, text: str) -> None:
        """Keep a text; an empty one is forgotten."""
        if text:
            self._texts[subject, field] = text
        else:
            self._texts.pop((subject, field), None)

    def text(self, subject: str, field: str) -> str:
        """Return what was begun, "" where nothing was."""
        return self._texts.get((subject, field), "")


_OF_SESSION: WeakKeyDictionary[Session, Drafts] = WeakKeyDictionary()


def drafts_of(session: Session) -> Drafts:
    """Return the drafts of an open case; they outlive the pages that show it."""
    return _OF_SESSION.setdefault(session, Drafts())


class DraftFields(QObject):
    """Lines whose text stays with the subject it was typed for."""

    def __init__(self, parent: QObject, drafts: Drafts, fields: Mapping[str, QLineEdit]) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._fields = dict(fields)
        self._subject: str | None = None
        self._usual: Mapping[str, str] = {}
        for line in self._fields.values():
            line.textChanged.connect(self._keep)

    def show_subject(self, subject: str, usual: Mapping[str, str] | None = None) -> None:
        """Show what was begun for another subject; `usual` stands where nothing was."""
        self._subject, self._usual = subject, usual or {}
        for field, line in self._fields.items():
            text = self._drafts.text(subject, field) or self._usual.get(field, "")
            if line.text() != text:
                line.setText(text)

    @Slot(str)
    def _keep(self, text: str) -> None:
        """Keep every change at once, so that nothing depends on how the page goes away."""
        changed = self.sender()
        field = next((name for name, line in self._fields.items() if line is changed), "")
        if field and self._subject is not None:
            begun = "" if text == self._usual.get(field, "") else text
            self._drafts.keep(self._subject, field, begun)
