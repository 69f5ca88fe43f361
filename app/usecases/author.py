"""Who notes entries on this computer."""

from app.settings import AUTHOR, Settings


def author_here() -> str:
    """Return the name under which changes are written into the history, empty if none is set."""
    return Settings().get(AUTHOR)
