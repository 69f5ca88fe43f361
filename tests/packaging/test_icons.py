"""The icons: those the script names, drawable, and of one colour that the theme replaces."""

import re
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.resource_files import resource_file

ICONS = sorted(resource_file("icons").glob("*.svg"))


def test_the_folder_holds_what_the_script_names(make_icons: ModuleType) -> None:
    assert {icon.stem for icon in ICONS} == {*make_icons.LUCIDE, *make_icons.OWN}
    assert "ISC License" in resource_file("icons/LICENSE-lucide.txt").read_text("utf-8")


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.stem)
def test_an_icon_has_one_colour_and_can_be_drawn(icon: Path) -> None:
    drawing = icon.read_text("utf-8")
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawing)) <= {"none", "currentColor"}

    picture = QImage(18, 18, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", "#0E5C6B").encode()))
    renderer.render(painter)
    painter.end()
    assert renderer.isValid()
    assert inked(picture)


def test_the_three_states_differ_in_silhouette() -> None:
    outlines = set()
    for state in ("fits", "may-rule-out", "ask"):
        picture = QImage(24, 24, QImage.Format.Format_ARGB32)
        picture.fill(0)
        painter = QPainter(picture)
        QSvgRenderer(str(resource_file(f"icons/state-{state}.svg"))).render(painter)
        painter.end()
        outlines.add(frozenset(inked(picture)))
    assert len(outlines) == 3


def inked(picture: QImage) -> list[tuple[int, int]]:
    return [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() > 127
    ]
