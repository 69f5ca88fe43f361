"""What happens when the program itself makes a mistake: a report without content, and calm words.

Every operation is one transaction, so whatever went wrong, the case is as it was before it.
"""

import sys
from types import TracebackType

from PySide6.QtWidgets import QApplication

from app import log
from app.ui.ask import Ask
from app.ui.words import translate


class CrashReports:
    """The exception hook of the window."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._speaking = False

    def install(self) -> None:
        """Have every uncaught exception come here."""
        sys.excepthook = self.report

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write a report and say so, once at a time."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        file = log.write_report(kind, error, trace)
        sys.__excepthook__(kind, error, trace)
        # A mistake while painting comes again and again; one dialog is enough.
        if self._speaking:
            return
        self._speaking = True
        try:
            self._tell(str(file) if file else "")
        finally:
            self._speaking = False

    def _tell(self, file: str) -> None:
        said = translate(
            "CrashReports",
            "Something went wrong in Casebook. Your case is safe: what you saw last is saved. "
            "If it happens again, close Casebook and open it again.",
        )
        where = translate("CrashReports", "A report without anything of your case is in {file}.")
        self._ask.tell(None, "Casebook", said, where.format(file=file) if file else "")
