"""What happens when the program itself makes a mistake: a report without content, and calm words.

Every operation is one transaction, so whatever went wrong, the case is as it was before it. An end
so sudden that nothing could be said is told at the next start.
"""

import atexit
import faulthandler
import os
import re
import sys
import time
from contextlib import suppress
from pathlib import Path, PurePath
from types import TracebackType

from PySide6.QtWidgets import QApplication

from app import log
from app.errors import CasebookError
from app.ui.ask import Ask
from app.ui.words import translate

_TRACES = "sudden-end-"
_FORGOTTEN_AFTER = 7 * 24 * 3600  # seconds; by then the program that would write there is gone
_FILE_NAME = re.compile(r'File "([^"]*)"')


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
        if isinstance(error, CasebookError):
            # Something in the world, such as a stick pulled out, met where nobody expected it.
            self._say_once(error.sentence, "\n".join(error.places))
            return
        file = log.write_report(kind, error, trace)
        sys.__excepthook__(kind, error, trace)
        self._say_once(*_words_of_report(str(file) if file else ""))

    def watch_for_sudden_end(self) -> None:
        """Have a trace of code lines written where even Python is stopped, by the last means."""
        trace = log.log_folder() / f"{_TRACES}{os.getpid()}.txt"
        with suppress(OSError):
            trace.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = os.open(trace, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            faulthandler.enable(file)
            atexit.register(_end_watch, trace)

    def tell_of_last_time(self) -> None:
        """Say calmly that the program ended suddenly the last time, where it did."""
        files = _sudden_ends()
        if files:
            said = translate(
                "CrashReports",
                "Casebook ended suddenly the last time. Your case is safe: everything that was "
                "saved is there.",
            )
            self._say_once(said, _where(str(files[-1])))

    def _say_once(self, said: str, more: str) -> None:
        # A mistake while painting comes again and again; one dialog is enough.
        if self._speaking:
            return
        self._speaking = True
        try:
            self._ask.tell(None, "Casebook", said, more)
        finally:
            self._speaking = False


def _words_of_report(file: str) -> tuple[str, str]:
    said = translate(
        "CrashReports",
        "Something went wrong in Casebook. Your case is safe: what you saw last is saved. "
        "If it happens again, close Casebook and open it again.",
    )
    return said, _where(file) if file else ""


def _where(file: str) -> str:
    words = translate("CrashReports", "A report without anything of your case is in {file}.")
    return words.format(file=file)


def _end_watch(trace: Path) -> None:
    faulthandler.disable()
    with suppress(OSError):
        trace.unlink()


def _sudden_ends() -> list[Path]:
    """Turn what a sudden end left behind into reports; return those that are new."""
    found = []
    with suppress(OSError):
        for trace in sorted(log.log_folder().glob(f"{_TRACES}*.txt")):
            if trace.stat().st_size:
                found.append(_as_report(trace))
            elif time.time() - trace.stat().st_mtime > _FORGOTTEN_AFTER:
                trace.unlink()
    return found


def _as_report(trace: Path) -> Path:
    """Write a trace as a report without the folders of this computer, and remove it."""
    told = trace.read_text("utf-8", "replace")
    short = _FILE_NAME.sub(lambda found: f'File "{_short(found[1])}"', told)
    report = trace.with_name(f"report-{time.strftime('%Y%m%d-%H%M%S')}-{trace.stem}.txt")
    report.touch(mode=0o600)
    report.write_text(short, "utf-8")
    trace.unlink()
    return report


def _short(name: str) -> str:
    """Shorten a source file's path: the folders above it may hold a person's name."""
    parts = PurePath(name).parts
    return "/".join(parts[parts.index("app") :]) if "app" in parts else PurePath(name).name
