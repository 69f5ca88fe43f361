"""Where a new case is kept: a name that any disk takes, and the place said in words."""

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.ui.words import translate

SUFFIX = ".casebook"
# Characters that some file system refuses, and control characters.
_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST = 60


def documents_folder() -> Path:
    """Return the folder that people know as Documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())


def free_place(folder: Path, name: str) -> Path:
    """Return a file in `folder` named after a person, that does not exist yet."""
    stem = _REFUSED.sub(" ", name).strip(" .")[:_LONGEST].strip() or translate("FilePlace", "Case")
    place = folder / f"{stem}{SUFFIX}"
    number = 2
    while place.exists():
        place = folder / f"{stem} {number}{SUFFIX}"
        number += 1
    return place


def place_words(file: Path) -> str:
    """Return "Documents, file name Maya.casebook"."""
    words = translate("FilePlace", "{folder}, file name {name}")
    return words.format(folder=_folder_words(file.parent), name=file.name)


def _folder_words(folder: Path) -> str:
    if folder == documents_folder() and folder != Path.home():
        return translate("FilePlace", "Documents")
    if folder == Path.home():
        return translate("FilePlace", "Your home folder")
    if folder.is_relative_to(Path.home()):
        return translate("FilePlace", "Folder {name}").format(name=folder.relative_to(Path.home()))
    return translate("FilePlace", "Folder {name}").format(name=folder)
