"""Widgets in a line that stays together where words break."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.tokens import SPACE_8


def together(*widgets: QWidget) -> QWidget:
    """Return widgets in one that a line of words does not part."""
    part = QWidget()
    line = QHBoxLayout(part)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(SPACE_8)
    for widget in widgets:
        line.addWidget(widget)
    return part
