"""One application, one theme, and nothing left open from test to test."""

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.fonts import load_fonts
from app.ui.theme import Theme


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The theme of the test application, light at 100 %."""
    load_fonts()
    made = Theme(qapp)
    made.apply()
    return made
