"""The settings of this computer: each declared once, kept in one small file of the person's own.

Settings belong to the computer, not to a case: nothing of a case is in them but the places of
recent files, and window sizes and the look of its printed page under a case's id.
"""

import json
import locale
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import platformdirs

from app.errors import CasebookError

T = TypeVar("T")

FOLDER_VARIABLE = "CASEBOOK_CONFIG_DIR"
RECENT_FILES_KEPT = 10
# Where pages are 8.5 by 11 inches; everywhere else A4.
_LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "VE", "GT", "CR", "PA", "DO"})


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting.

    Attributes:
        name: its key in the settings file.
        help: what it does, for the settings dialog.
        default: its value until someone chooses another.
        read: turns what the file holds into a value; ValueError where that is impossible.
        write: turns a value into what the file holds.
    """

    name: str
    help: str
    default: T
    read: Callable[[object], T]
    write: Callable[[T], object] = lambda value: value


# What the file may hold, for each type


def _number(low: int, high: int) -> Callable[[object], int]:
    def read(stored: object) -> int:
        if isinstance(stored, bool) or not isinstance(stored, int) or not low <= stored <= high:
            raise ValueError(f"not a whole number from {low} to {high}")
        return stored

    return read


def _choice(*codes: str) -> Callable[[object], str]:
    def read(stored: object) -> str:
        if stored not in codes:
            raise ValueError(f"none of {', '.join(codes)}")
        return str(stored)

    return read


def _text(stored: object) -> str:
    if not isinstance(stored, str):
        raise ValueError("not a text")
    return stored


def _path(stored: object) -> Path | None:
    return Path(_text(stored)) if stored is not None else None


def _paths(stored: object) -> tuple[Path, ...]:
    if not isinstance(stored, list):
        raise ValueError("not a list")
    return tuple(Path(_text(entry)) for entry in stored)


def _texts(stored: object) -> Mapping[str, str]:
    if not isinstance(stored, dict):
        raise ValueError("not a table")
    return {_text(key): _text(value) for key, value in stored.items()}


def paper_of_region(name: str | None) -> str:
    """Return the usual paper, `letter` or `a4`, for a locale name such as `en_US`."""
    country = (name or "en_US").partition("_")[2][:2].upper()
    return "letter" if country in _LETTER_COUNTRIES or not country else "a4"


# The settings

TEXT_SIZE = Setting("text_size", "Text size in percent", 100, _number(100, 200))
THEME = Setting(
    "theme", "Light, dark, or as the system", "system", _choice("system", "light", "dark")
)
PAPER = Setting(
    "paper",
    "Paper for printed pages",
    paper_of_region(locale.getlocale()[0]),
    _choice("letter", "a4"),
)
AUTHOR = Setting("author", "Who notes entries on this computer", "", _text)
AUTOLOCK_MINUTES = Setting(
    "autolock_minutes",
    "Lock a case that has a password after this many minutes without use (0: never)",
    15,
    _number(0, 24 * 60),
)
BACKUP_FOLDER: Setting[Path | None] = Setting(
    "backup_folder",
    "A second place for backups, such as a USB stick",
    None,
    _path,
    lambda folder: None if folder is None else str(folder),
)
RECENT_FILES: Setting[tuple[Path, ...]] = Setting(
    "recent_files",
    "Case files opened last, the newest first",
    (),
    _paths,
    lambda files: [str(file) for file in files],
)
WINDOW_GEOMETRY: Setting[Mapping[str, str]] = Setting(
    "window_geometry", "Size and place of the window, for each case id", {}, _texts, dict
)
PRINTED_SECTIONS: Setting[Mapping[str, str]] = Setting(
    "printed_sections",
    "Order and sections of the printed summary, for each case id",
    {},
    _texts,
    dict,
)

ALL: tuple[Setting[Any], ...] = (
    *(TEXT_SIZE, THEME, PAPER, AUTHOR, AUTOLOCK_MINUTES),
    *(BACKUP_FOLDER, RECENT_FILES, WINDOW_GEOMETRY, PRINTED_SECTIONS),
)


# The file


def config_folder() -> Path:
    """Return the folder of the settings file; CASEBOOK_CONFIG_DIR names another one."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else platformdirs.user_config_path("Casebook", appauthor=False)


def data_folder() -> Path:
    """Return the folder for what the program keeps by itself, such as first backups."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named, "data") if named else platformdirs.user_data_path("Casebook", False)


class Settings:
    """The settings file, read once and written at each change.

    A damaged file is kept beside the new one and the defaults hold. A value nobody understands
    counts as not set; it and unknown names stay in the file, for a newer Casebook.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.file = (folder or config_folder()) / "settings.json"
        self._stored: dict[str, object] = {}
        self._stored = self._read()

    def get(self, setting: Setting[T]) -> T:
        """Return the value of a setting, or its default."""
        if setting.name not in self._stored:
            return setting.default
        try:
            return setting.read(self._stored[setting.name])
        except ValueError:
            return setting.default

    def set(self, setting: Setting[T], value: T) -> None:
        """Change one setting and keep it, beside what another window changed meanwhile.

        Raises:
            ValueError: the setting cannot have this value.
            CasebookError: the file cannot be written.
        """
        stored = setting.write(value)
        setting.read(stored)
        self._stored = {**self._read(), setting.name: stored}
        self._write()

    def remember_file(self, case_file: Path) -> None:
        """Put a case file at the top of the recent ones.

        Raises:
            CasebookError: the settings file cannot be written.
        """
        newest = case_file.absolute()
        others = [file for file in self.get(RECENT_FILES) if file != newest]
        self.set(RECENT_FILES, (newest, *others)[:RECENT_FILES_KEPT])

    def remember_window(self, case_id: str, geometry: str) -> None:
        """Keep the window's size and place (as text, such as base64) for one case.

        Raises:
            CasebookError: the settings file cannot be written.
        """
        known = self.get(WINDOW_GEOMETRY)
        self.set(WINDOW_GEOMETRY, dict(known) | {case_id: geometry})

    def _read(self) -> dict[str, object]:
        try:
            content = self.file.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError:  # locked for a moment by another program: go on with what is known
            return self._stored
        try:
            stored = json.loads(content)
        except (ValueError, RecursionError):
            stored = None
        if isinstance(stored, dict):
            return cast(dict[str, object], stored)
        self._set_aside()
        return {}

    def _set_aside(self) -> None:
        """Keep a damaged file under another name, without touching an earlier one."""
        names = (self.file.with_name(f"settings.damaged-{n}.json") for n in count(1))
        aside = next(name for name in names if not name.exists())
        with suppress(OSError):
            self.file.rename(aside)

    def _write(self) -> None:
        """Write a new file and put it in the old one's place: there is always a whole one."""
        new = self.file.with_name(f"settings.{os.getpid()}.new")
        text = json.dumps(self._stored, indent=2, sort_keys=True)
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            new.unlink(missing_ok=True)
            with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            new.replace(self.file)
        except OSError as error:
            raise CasebookError(
                "The settings could not be saved on this computer; they hold until the program is "
                "closed. Your case files are safe. Perhaps the disk is full."
            ) from error
