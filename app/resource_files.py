"""The one place that knows where `resources/` lies: source tree, installed wheel or bundle."""

import sys
from functools import cache
from pathlib import Path

from app.errors import CasebookError


@cache
def resource_root() -> Path:
    """Return the folder `resources`.

    Raises:
        CasebookError: the program is installed without its resources.
    """
    here = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [here.parent / "resources", here / "resources"]
    if bundle is not None:
        candidates.insert(0, Path(bundle) / "resources")
    for folder in candidates:
        if (folder / "vocab").is_dir():
            return folder
    raise CasebookError(
        "A part of Casebook is missing from this computer. Your case files are safe. "
        "Please install Casebook again."
    )


def resource_file(name: str) -> Path:
    """Return the path of one packaged file, such as `vocab/drugs.csv`."""
    return resource_root() / name
