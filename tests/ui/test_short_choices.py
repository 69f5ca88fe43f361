"""Choices whose words have no room shorten, and keep the whole in name and tooltip."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.ui.short_choices import ShortCheckBox, ShortRadio

LONG = "Off-the-shelf CD7 CAR-T cells & other cells for T-cell leukemia or lymphoma"


@pytest.mark.parametrize("make", [ShortCheckBox, ShortRadio])
@pytest.mark.usefixtures("theme")
def test_words_without_room_shorten(make: Callable[[str], QAbstractButton], qtbot: QtBot) -> None:
    button = make(LONG)
    qtbot.addWidget(button)
    button.show()
    assert button.minimumSizeHint().width() < 300 < button.sizeHint().width()
    whole = button.grab().toImage()
    button.resize(300, button.height())
    assert button.grab().toImage() != whole
    assert button.accessibleName() == LONG
    assert "CD7 CAR-T cells &amp; other" in button.toolTip()
    button.click()
    assert button.isChecked()
