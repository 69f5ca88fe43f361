"""What has the keyboard is scrolled into sight, and so is the chosen row of a list."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeGuard

from PySide6.QtCore import QModelIndex, QObject, QRect, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

_ROOM = 12
"""Pixels left free around it: the ring needs some of them."""


class InSight(QObject):
    """Follows the keyboard through every window of the program."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self.follow)

    @Slot(QWidget, QWidget)
    def follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what has the keyboard now, where keys brought it there."""
        if now is None or _pressed():
            return
        scroll_to(now)
        if _is_list(now) and now.selectionModel() is not None:
            how = Qt.ConnectionType.UniqueConnection
            now.selectionModel().currentChanged.connect(self._follow_row, how)

    @Slot(QModelIndex, QModelIndex)
    def _follow_row(self, _now: QModelIndex, _before: QModelIndex) -> None:
        # The list itself scrolls first.
        QTimer.singleShot(0, self._show_row)

    @Slot()
    def _show_row(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and _is_list(now) and not _pressed():
            scroll_to(now)


def scroll_to(widget: QWidget, part: QRect | None = None) -> None:
    """Scroll everything around a widget until it is seen.

    Args:
        widget: what has the keyboard.
        part: what of it is to be seen; else the chosen row of a list, or all of it.
    """
    place = part or _place_in(widget)
    for area, inside in _areas_around(widget):
        rect = QRect(widget.mapTo(inside, place.topLeft()), place.size())
        # What is higher than the area shows its beginning.
        half = max(min(rect.height(), area.viewport().height() - 2 * _ROOM), 0) // 2
        across = min(rect.width(), area.viewport().width()) // 2
        area.ensureVisible(rect.left() + across, rect.top() + half, across, half + _ROOM)


def is_seen(widget: QWidget) -> bool:
    """Whether a widget, or of a list its chosen row, is seen as a whole."""
    return widget.visibleRegion().boundingRect().contains(_place_in(widget))


def _place_in(widget: QWidget) -> QRect:
    if _is_list(widget) and widget.currentIndex().isValid():
        row = widget.visualRect(widget.currentIndex())
        return row.translated(widget.viewport().pos()).intersected(widget.rect())
    return widget.rect()


def _areas_around(widget: QWidget) -> Iterator[tuple[QScrollArea, QWidget]]:
    above = widget.parentWidget()
    while above is not None:
        inside = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and inside is not None:
            yield above, inside
        above = above.parentWidget()


def _is_list(widget: QWidget) -> "TypeGuard[QAbstractItemView]":
    # By name: each of Qt's classes that is imported makes the window begin later.
    return widget.inherits("QAbstractItemView")


def _pressed() -> bool:
    return QApplication.mouseButtons() != Qt.MouseButton.NoButton
