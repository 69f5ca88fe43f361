"""The open case as Qt sees it: one signal for every change, whoever made it."""

import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.case.case import Case
from app.case.facts import Facts
from app.case.partial_date import PartialDate
from app.ui.saving import Saving
from app.usecases.session import Session

if TYPE_CHECKING:
    from app.usecases.trial_page_checks import TrialChecks


class OpenCase(QObject):
    """One open case for every page of a window.

    Attributes:
        session: the open case; pages read from it and hand it to use cases.
        protected: the file has a password.
        saved_at: when the last change was saved, None before the first one.
        last_backup: the day of the newest backup, None where none is known.
        saving: what saves itself, and what could not be saved.

    Signals:
        changed(object): something in the case is different now; what, as `Changes`.
        kept(): a backup was made, or the password is another one.
    """

    changed = Signal(object)
    kept = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.protected = session.protected
        self.last_backup = session.last_backup
        self._changes = 0
        self.saved_at: datetime.datetime | None = None
        session.listen(self._note)
        self.saving = Saving(session, self)
        self.changed.connect(self.saving.note_change)

    @property
    def case(self) -> Case:
        """The present values."""
        return self.session.case

    @property
    def facts(self) -> Facts:
        """What follows from them today."""
        return self.session.facts()

    @property
    def as_of(self) -> datetime.date:
        """The day that counts as today."""
        return self.session.as_of()

    @property
    def state(self) -> tuple[int, datetime.date]:
        """What a page was filled from: the number of changes so far, and the day."""
        return self._changes, self.as_of

    @property
    def name(self) -> str:
        """What the family calls the person, else the name of the file."""
        patient = self.case.patient
        return patient.preferred_name or patient.display_name or self.session.path.stem

    @property
    def title(self) -> str:
        """The whole name, for the title bar."""
        return self.case.patient.display_name or self.name

    @property
    def today(self) -> PartialDate:
        """Today as a date that can be written into an entry."""
        return PartialDate.of(self.as_of)

    @cached_property
    def trial_checks(self) -> "TrialChecks":
        """The checks of the saved trials, made once for every page that shows them."""
        # Reading criteria is not needed before the first page is there.
        from app.usecases.trial_page_checks import TrialChecks

        return TrialChecks(self.session)

    def look_at_file(self) -> None:
        """See again whether there is a password and when the newest backup was made."""
        self.protected = self.session.protected
        self.last_backup = self.session.last_backup
        self.kept.emit()

    def _note(self, changes: object) -> None:
        self._changes += 1
        self.saved_at = datetime.datetime.now()
        self.changed.emit(changes)
