"""Casebook Sans, loaded from the program's own folder, so that pictures agree on every computer."""

from PySide6.QtGui import QFont, QFontDatabase

from app.resource_files import resource_file
from app.ui.tokens import FALLBACK_FAMILIES, FONT_FAMILY, TypeStyle

_FILES = ("Regular", "Medium", "Semibold", "Bold")


def load_fonts() -> bool:
    """Load Casebook Sans; return whether every weight was found.

    Without it the system's own font is used; nothing else changes.
    """
    folder = resource_file("fonts")
    paths = [folder / f"CasebookSans-{weight}.ttf" for weight in _FILES]
    loaded = [QFontDatabase.addApplicationFont(str(path)) for path in paths if path.exists()]
    return len(loaded) == len(_FILES) and -1 not in loaded


def font(style: TypeStyle, scale: float = 1.0) -> QFont:
    """Return the font of a type style; `scale` is 1.0 to 2.0 (text size 100 to 200 %)."""
    made = QFont()
    made.setFamilies([FONT_FAMILY, *FALLBACK_FAMILIES])
    made.setPixelSize(round(style.size * scale))
    made.setWeight(QFont.Weight(style.weight))
    return made
