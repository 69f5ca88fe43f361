"""What was begun and is no entry yet: in memory at once, and on the next pause in the case file.

A draft belongs to what was shown while it was typed. It comes back when that is shown again, also
after the page was made anew (another theme, a lock), the window closed or the program killed.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary, ref

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit

from app.errors import CasebookError
from app.ui.words import translate
from app.usecases.session import Session


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Words that belong into an entry and could not be saved.

    Attributes:
        name: what they are, for the person, such as "Our notes on XT-107".
        text: the words.
        save: saves them; raises `CasebookError`.
    """

    name: str
    text: str
    save: Callable[[], object]


def form_text(at: datetime, values: Mapping[str, str]) -> str:
    """Return the draft of a form: when it was typed, and what, by field."""
    return json.dumps({"at": at.isoformat(), "values": dict(values)}, ensure_ascii=False)


def form_values(text: str) -> tuple[datetime | None, dict[str, str]]:
    """Return when a form was typed and what, by field; nothing where the draft is no form's."""
    try:
        read = json.loads(text)
        return datetime.fromisoformat(read["at"]), {**read["values"]}
    except (ValueError, TypeError, KeyError):
        return None, {}


def readable(text: str) -> str:
    """Return a draft as somebody would read it; that of a form line by line."""
    _, values = form_values(text)
    return "\n".join(value for value in values.values() if value) or text


class Drafts(QObject):
    """Begun texts of one open case, by what they are about and by their field.

    Attributes:
        problem: why drafts could not be written into the case file, "" where they are.

    Signals:
        changed(): something is kept in memory that is not in the case file yet.
    """

    changed = Signal()

    def __init__(self, session: Session | None = None) -> None:
        super().__init__()
        self._session = None if session is None else ref(session)
        self._texts: dict[tuple[str, str], str] = {}
        self._unsaved: dict[tuple[str, str], Unsaved] = {}
        self._waiting: set[tuple[str, str]] = set()
        self.problem = ""
        # A file that cannot be read says so where its entries are shown.
        with suppress(CasebookError):
            self._texts = session.drafts() if session is not None else {}

    def keep(self, subject: str, field: str, text: str) -> None:
        """Keep a text; an empty one is forgotten."""
        place = subject, field
        self._unsaved.pop(place, None)
        if text == self._texts.get(place, ""):
            return
        if text:
            self._texts[place] = text
        else:
            del self._texts[place]
        self._waiting.add(place)
        self.changed.emit()

    def keep_unsaved(self, subject: str, field: str, unsaved: Unsaved) -> None:
        """Keep words that could not be saved."""
        self.keep(subject, field, unsaved.text)
        if unsaved.text:
            self._unsaved[subject, field] = unsaved

    def text(self, subject: str, field: str) -> str:
        """Return what was begun, "" where nothing was."""
        return self._texts.get((subject, field), "")

    @property
    def unsaved(self) -> list[Unsaved]:
        """What belongs into an entry and could not be saved."""
        return list(self._unsaved.values())

    @property
    def waiting(self) -> bool:
        """Whether something is only in memory: closing the window now would lose it."""
        return any(place in self._texts for place in self._waiting)

    def in_memory(self) -> list[tuple[str, str]]:
        """Return what closing the window now would lose, each as what it is and its words."""
        begun = translate("Drafts", "Begun, not added yet")
        lost = [(each.name, each.text) for each in self._unsaved.values()]
        waiting = sorted(self._waiting & self._texts.keys() - self._unsaved.keys())
        return [*lost, *((begun, readable(self._texts[place])) for place in waiting)]

    def flush(self) -> bool:
        """Write what is only in memory into the case file; return whether all of it is there."""
        session = None if self._session is None else self._session()
        if session is None or not self._waiting or session.read_only_because is not None:
            return not self.waiting
        try:
            session.keep_drafts({place: self._texts.get(place, "") for place in self._waiting})
        except CasebookError as error:
            self.problem = error.sentence
            return not self.waiting
        self.problem = ""
        self._waiting.clear()
        return True

    def try_again(self) -> str:
        """Save what could not be saved before; return why it still cannot, "" where it could."""
        for place, unsaved in list(self._unsaved.items()):
            try:
                unsaved.save()
            except CasebookError as error:
                return error.sentence
            if self._unsaved.get(place) is unsaved:
                self.keep(*place, "")
        return ""

    def forget_unsaved(self) -> None:
        """Let go of what could not be saved, because the person said so."""
        for place in list(self._unsaved):
            self.keep(*place, "")


_OF_SESSION: WeakKeyDictionary[Session, Drafts] = WeakKeyDictionary()


def drafts_of(session: Session) -> Drafts:
    """Return the drafts of an open case; they outlive the pages that show it."""
    known = _OF_SESSION.get(session)
    if known is None:
        known = _OF_SESSION[session] = Drafts(session)
    return known


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
