"""Lucide outlines and our state shapes, recoloured from one set of SVG files at load."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Protocol
from weakref import WeakKeyDictionary

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.resource_files import resource_file

UNKNOWN = "circle-question-mark"


class HasIcon(Protocol):
    """A button or an action."""

    def setIcon(self, icon: QIcon, /) -> None:
        """Show the icon."""


@cache
def _source(name: str) -> bytes:
    path = resource_file(f"icons/{name}.svg")
    if not path.exists():
        path = resource_file(f"icons/{UNKNOWN}.svg")
    return path.read_bytes()


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    svg = _source(name).replace(b"currentColor", colour.encode())
    return QSvgRenderer(QByteArray(svg))


def paint_icon(painter: QPainter, name: str, colour: QColor, rect: QRectF) -> None:
    """Draw an icon into a rectangle, in one colour."""
    _renderer(name, colour.name()).render(painter, rect)


def icon_pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0, gap: int = 0) -> QPixmap:
    """Return an icon of `size` pixels as a picture for a screen of this pixel ratio.

    `gap` pixels stay empty behind it: styles leave too little room between icon and words.
    """
    side = round(size * ratio)
    pixmap = QPixmap(side + round(gap * ratio), side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, name, colour, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class Wardrobe:
    """Remembers which button or action wears which icon, to dress it anew in another theme."""

    def __init__(self) -> None:
        self._worn: WeakKeyDictionary[HasIcon, tuple[str, str, int]] = WeakKeyDictionary()

    def hang(self, wearer: HasIcon, name: str, colour: str, gap: int) -> None:
        """Note that `wearer` shows the icon `name` in the colour of this token."""
        self._worn[wearer] = (name, colour, gap)

    def change(self, icon_of: Callable[[str, str, int], QIcon]) -> None:
        """Dress everyone anew; `icon_of` makes an icon from its name, colour token and gap."""
        for wearer, (name, colour, gap) in list(self._worn.items()):
            # A control that Qt has deleted meanwhile says so only when it is touched.
            with suppress(RuntimeError):
                wearer.setIcon(icon_of(name, colour, gap))


def as_icon(pixmap: QPixmap, disabled: QPixmap) -> QIcon:
    """Return an icon of two pictures, for a control in use and out of use."""
    icon = QIcon(pixmap)
    icon.addPixmap(disabled, QIcon.Mode.Disabled)
    return icon


def icon_size(side: int) -> QSize:
    """Return a square."""
    return QSize(side, side)
