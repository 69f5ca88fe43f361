"""The check and radio marks of the stylesheet are pictures that wear the tokens' colours."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCheckBox, QRadioButton
from pytestqt.qtbot import QtBot

from app.resource_files import resource_file
from app.ui.stylesheet import stylesheet
from app.ui.theme import Theme, ThemeChoice
from app.ui.tokens import DARK, LIGHT, MARK, Palette

MARKS = {
    "check-off": ("surface", "field_border"),
    "check-on": ("accent", "on_accent"),
    "check-half": ("accent", "on_accent"),
    "radio-off": ("surface", "field_border"),
    "radio-on": ("surface", "accent"),
    "check-off-disabled": ("sunken", "field_border"),
    "check-on-disabled": ("muted", "on_accent"),
    "check-half-disabled": ("muted", "on_accent"),
    "radio-off-disabled": ("sunken", "field_border"),
    "radio-on-disabled": ("sunken", "muted"),
    "arrow-up": ("muted",),
    "arrow-down": ("muted",),
}


@pytest.mark.parametrize(("ground", "colours"), [("light", LIGHT), ("dark", DARK)])
@pytest.mark.parametrize("mark", MARKS)
def test_marks_have_the_colours_of_their_theme(ground: str, colours: Palette, mark: str) -> None:
    drawn = resource_file(f"icons/marks/{ground}/{mark}.svg").read_text("utf-8")
    wanted = {getattr(colours, name) for name in MARKS[mark]}
    assert set(re.findall(r"#[0-9A-F]{6}", drawn)) == wanted


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_stylesheet_finds_every_mark(colours: Palette) -> None:
    named = re.findall(r'url\("([^"]+)"\)', stylesheet(colours, 1.0))
    assert named
    assert all(Path(name).is_file() for name in named)


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_a_ticked_box_shows_the_accent(
    kind: type[QCheckBox] | type[QRadioButton], choice: ThemeChoice, theme: Theme, qtbot: QtBot
) -> None:
    theme.choose(choice)
    box = kind("Ask the team")
    qtbot.addWidget(box)
    box.show()
    middle = QPoint(MARK // 2, box.height() // 2)

    def colours() -> set[str]:
        image = box.grab().toImage()
        reach = range(-MARK // 2, MARK // 2)
        places = [middle + QPoint(x, y) for x in reach for y in reach]
        return {image.pixelColor(place).name() for place in places if image.rect().contains(place)}

    accent = theme.colours.accent.lower()
    assert accent not in colours()
    box.setChecked(True)
    assert accent in colours()
    box.setEnabled(False)
    assert accent not in colours()
    assert theme.colours.muted.lower() in colours()
