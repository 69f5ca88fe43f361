"""File names that every system takes, Windows too."""

import re
import unicodedata
from collections.abc import Callable

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
# Windows keeps these for devices, whatever ending they have.
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{kind}{number}" for kind in ("com", "lpt") for number in "0123456789"]
)
_LONGEST = 100
_LONGEST_ENDING = 10


def safe_stem(text: str, otherwise: str = "document") -> str:
    """Return a text as the name of a file, without its ending.

    Args:
        text: what the file is called.
        otherwise: the name where nothing of the text may stand in one.
    """
    plain = unicodedata.normalize("NFC", text)
    plain = _FORBIDDEN.sub("-", "".join(c if c.isprintable() else " " for c in plain))
    plain = _cut(" ".join(plain.split()), _LONGEST).strip(" .-")
    if not plain:
        return otherwise
    return f"{plain} -" if plain.split(".")[0].strip().casefold() in _DEVICES else plain


def _cut(text: str, most: int) -> str:
    """Return the first `most` bytes, in whole characters: that is what file systems count."""
    return text.encode()[:most].decode(errors="ignore")


def safe_ending(file_name: str | None) -> str:
    """Return the ending of a file name with its point (`.pdf`), empty where it has none."""
    _, point, ending = (file_name or "").rpartition(".")
    is_one = point and ending.isascii() and ending.isalnum() and len(ending) <= _LONGEST_ENDING
    return f".{ending.lower()}" if is_one else ""


def names_apart() -> Callable[[str, str], str]:
    """Return a function that gives each stem and ending a name no other file has.

    Names that differ only in capitals are one on Windows and macOS.
    """
    taken: set[str] = set()

    def name(stem: str, ending: str) -> str:
        number, made = 1, f"{stem}{ending}"
        while made.casefold() in taken:
            number += 1
            made = f"{stem} ({number}){ending}"
        taken.add(made.casefold())
        return made

    return name
