"""Colours and sizes change together, and everything that wears an icon follows."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.theme import Theme, ThemeChoice, high_contrast_colours, palette_of
from app.ui.tokens import BODY, DARK, LIGHT, PAGE_TITLE


@pytest.fixture
def restored(theme: Theme) -> object:
    yield theme
    theme.choose(ThemeChoice.SYSTEM)
    theme.set_text_percent(100)
    return None


def test_dark_changes_palette_and_stylesheet(restored: Theme, qapp: QApplication) -> None:
    restored.choose(ThemeChoice.DARK)
    assert restored.is_dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.canvas)
    assert DARK.accent in qapp.styleSheet()
    restored.choose(ThemeChoice.LIGHT)
    assert not restored.is_dark
    assert LIGHT.accent in qapp.styleSheet()
    assert DARK.accent not in qapp.styleSheet()


def test_text_size_reaches_font_and_stylesheet(restored: Theme, qapp: QApplication) -> None:
    restored.set_text_percent(200)
    assert qapp.font().pixelSize() == 2 * BODY.size == restored.em
    assert f"font-size: {2 * PAGE_TITLE.size}px" in qapp.styleSheet()


def test_text_size_goes_in_steps_and_stays_in_range(restored: Theme) -> None:
    restored.set_text_percent(5000)
    assert restored.text_percent == 200
    restored.step_text(+1)
    assert restored.text_percent == 200
    for _ in range(10):
        restored.step_text(-1)
    assert restored.text_percent == 100
    restored.step_text(+1)
    assert restored.text_percent == 110


def test_everyone_is_told_once(restored: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(restored.changed):
        restored.choose(ThemeChoice.DARK)
    with qtbot.assertNotEmitted(restored.changed):
        restored.choose(ThemeChoice.DARK)


def test_icons_are_dressed_anew(restored: Theme, qtbot: QtBot) -> None:
    button = QPushButton("Print")
    qtbot.addWidget(button)
    restored.dress(button, "printer", "accent")
    before = button.icon().pixmap(18, 18).toImage()
    restored.choose(ThemeChoice.DARK)
    assert button.icon().pixmap(18, 18).toImage() != before


def test_high_contrast_uses_the_systems_two_colours_and_no_fills() -> None:
    system = QPalette()
    system.setColor(QPalette.ColorRole.WindowText, QColor("#ffff00"))
    system.setColor(QPalette.ColorRole.Window, QColor("#000000"))
    colours = high_contrast_colours(system)
    assert colours.text == colours.rule_out == colours.focus == colours.accent == "#ffff00"
    assert colours.note_bg == colours.canvas == colours.selection == colours.on_accent == "#000000"


def test_the_palette_covers_text_that_cannot_be_used_now() -> None:
    palette = palette_of(LIGHT)
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == QColor(LIGHT.muted)
