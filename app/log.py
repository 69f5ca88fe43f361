"""A small local log and crash reports: what happened, never to whom.

Names, values and messages are content and stay out. An event is a word of ours with ids and
counts. A report is exception classes and lines of code, so that a family could send it to anyone.
"""

import os
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

import platformdirs

from app import __version__

FOLDER_VARIABLE = "CASEBOOK_CONFIG_DIR"
LARGEST_LOG = 256 * 1024  # bytes; the one before it is kept, so twice this on disk
REPORTS_KEPT = 10
WITHHELD = "withheld"
# A record's id, or a code of ours such as a table's or an operation's name.
_PLAIN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z][a-z0-9_.]{0,39}")


def log_folder() -> Path:
    """Return the folder of log and reports; with CASEBOOK_CONFIG_DIR it lies in there."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named, "log") if named else platformdirs.user_log_path("Casebook", False)


def log_event(event: str, **ids: str | int) -> None:
    """Note one event with ids, codes and counts; any other text is withheld.

    A log that cannot be written stops nobody.
    """
    words = [f"{name}={_plain(value)}" for name, value in ids.items()]
    line = " ".join([_now().isoformat(timespec="seconds"), _plain(event), *words])
    with suppress(OSError):
        _append(log_folder() / "casebook.log", line + "\n")


def write_report(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> Path | None:
    """Write a crash report without content and return its file, or None where that failed.

    The arguments are those of `sys.excepthook`. Held are the classes of the exception and of those
    it came from, and the lines of code; never messages, which may quote what was typed.
    """
    about = f"Casebook {__version__}, Python {platform.python_version()}, {sys.platform}"
    lines = [about, "", *_told(kind, trace)]
    for earlier in _earlier(error):
        lines += ["", "which came from", *_told(type(earlier), earlier.__traceback__)]
    try:
        return _new_report("\n".join(lines) + "\n")
    except OSError:
        return None


def _told(kind: type[BaseException], trace: TracebackType | None) -> Iterator[str]:
    yield f"{kind.__module__}.{kind.__qualname__}"
    for frame, line in walk_tb(trace):
        code = frame.f_code
        yield f"  {_code_file(code.co_filename)}:{line} in {code.co_name}"


def _earlier(error: BaseException) -> Iterator[BaseException]:
    """Yield what an exception came from, one after the other."""
    seen = {id(error)}
    before = error.__cause__ or error.__context__
    while before is not None and id(before) not in seen:
        seen.add(id(before))
        yield before
        before = before.__cause__ or before.__context__


def _code_file(name: str) -> str:
    """Shorten a source file's path: the folders above it may hold a person's name."""
    parts = Path(name).parts
    for root in ("app", "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return parts[-1] if parts else name


def _new_report(text: str) -> Path:
    folder = log_folder()
    file = folder / f"report-{_now():%Y%m%d-%H%M%S-%f}.txt"
    _append(file, text)
    for old in sorted(folder.glob("report-*.txt"))[:-REPORTS_KEPT]:
        old.unlink(missing_ok=True)
    return file


def _append(file: Path, text: str) -> None:
    """Add to a file that only its owner can read; a full one becomes the old one."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size > LARGEST_LOG:
        file.replace(file.with_suffix(".old.log"))
    flags = os.O_APPEND | os.O_CREAT | os.O_WRONLY
    with os.fdopen(os.open(file, flags, 0o600), "a", encoding="utf-8") as out:
        out.write(text)


def _plain(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    return value if _PLAIN.fullmatch(value) else WITHHELD


def _now() -> datetime:
    return datetime.now(UTC)
