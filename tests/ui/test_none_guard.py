"""A long session must not end because Qt's binding counts references wrongly."""

import sys

import pytest
from PySide6.QtGui import QFont

from app.ui.none_guard import keep_none_alive


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_none_outlives_any_number_of_calls() -> None:
    keep_none_alive()
    before = sys.getrefcount(None)
    keep_none_alive()
    assert sys.getrefcount(None) - before < 1000
    assert before > 2**40


def test_more_calls_than_the_interpreter_has_references() -> None:
    font = QFont()
    for _ in range(50_000):
        font.setPixelSize(12)
    assert font.pixelSize() == 12
