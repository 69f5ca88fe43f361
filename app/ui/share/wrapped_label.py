"""Words that wrap without asking for room they do not use."""

from PySide6.QtWidgets import QLabel

from app.ui.labels import make_label


def wrapped(text: str, role: str) -> QLabel:
    """Return words that wrap, and that need no more height than their lines at hand.

    Qt would keep room for all words in the narrowest column, one under the other.
    """
    label = make_label(text, role, wrap=True)
    label.setMinimumSize(1, 1)
    return label
