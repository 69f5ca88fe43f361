"""Saving by itself: said once when it does not work, tried again, and nothing typed let go."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import CasebookError
from app.ui.drafts import Drafts, Unsaved, drafts_of
from app.ui.words import translate
from app.usecases.session import Changes, Session

T = TypeVar("T")

PAUSE_MS = 1200
"""How long after the last change a draft is written into the case file."""
AGAIN_MS = 15_000
"""How often it is tried again to save what could not be saved."""

Tell = Callable[[CasebookError], None]


class Saving(QObject):
    """What saves itself in one open case.

    Attributes:
        drafts: what was begun, and what could not be saved.
        problem: why something could not be saved, "" where everything is.
        quiet: nothing is told in a box now, as nobody is there or one box says it all.

    Signals:
        changed(): `problem` is another one.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.drafts: Drafts = drafts_of(session)
        self.problem = ""
        self.quiet = False
        self._told = ""
        self._pause = self._timer(PAUSE_MS, self._flush)
        self._again = self._timer(AGAIN_MS, self.try_again)
        self.drafts.changed.connect(self._note_draft)

    def attempt(self, place: tuple[str, str], unsaved: Unsaved, tell: Tell) -> bool:
        """Save words that were typed into a field; return whether they are saved.

        Words that could not be saved are kept as a draft and tried again. The reason is told
        once; until it is another one, only the line at the foot of the window says it.

        Args:
            place: what the words are about, and their field.
            unsaved: the words and how to save them.
            tell: tells an error in a box.
        """
        try:
            # First, as a change has the case read again, and with it what could not be saved.
            self.drafts.keep(*place, "")
            unsaved.save()
        except CasebookError as error:
            self.drafts.keep_unsaved(*place, unsaved)
            self._note_problem(error, tell)
            return False
        self.look()
        return True

    @Slot()
    def try_again(self) -> None:
        """Save what could not be saved before, without a word where it still does not work."""
        self.drafts.try_again()
        self.drafts.flush()
        self.look()

    @Slot(object)
    def note_change(self, changes: Changes) -> None:
        """Something could be saved: so what could not be may be saved now as well."""
        if changes and self.problem:
            self._again.start(0)

    def note_told(self) -> None:
        """The reason was told in a box of its own: it need not be told again."""
        self._told = self.problem

    def rest(self) -> None:
        """Try nothing any more, as the case is closed."""
        self._pause.stop()
        self._again.stop()

    @Slot()
    def look(self) -> None:
        """See whether everything is saved by now."""
        if self.problem and not self.drafts.unsaved:
            self.problem = self._told = ""
            self._again.stop()
            self.changed.emit()
        elif self.problem:
            self._again.start(AGAIN_MS)

    @property
    def words(self) -> str:
        """The quiet line that stands as long as something is not saved, "" where all is."""
        why = self.problem or self.drafts.problem
        if not why:
            return ""
        said = translate("Saving", "Not saved yet. {why} Your words are still here.")
        return said.format(why=_first_sentence(why))

    def _note_problem(self, error: CasebookError, tell: Tell) -> None:
        again = error.sentence == self._told
        if error.sentence != self.problem:
            self.problem = error.sentence
            self.changed.emit()
        self._again.start(AGAIN_MS)
        if not self.quiet and not again:
            self._told = error.sentence
            tell(error)

    @Slot()
    def _note_draft(self) -> None:
        # Somebody who types on and on does not wait for a pause for ever.
        if not self._pause.isActive():
            self._pause.start()

    @Slot()
    def _flush(self) -> None:
        before = self.drafts.problem
        if not self.drafts.flush():
            self._pause.start(AGAIN_MS)
        else:
            self._pause.setInterval(PAUSE_MS)
        if self.drafts.problem != before:
            self.changed.emit()

    def _timer(self, interval: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer


def _first_sentence(words: str) -> str:
    """Return the first sentence: what happened, without what to do."""
    return words.split(". ")[0].rstrip(".") + "."
