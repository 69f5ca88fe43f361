"""The focus ring: put around whatever has the keyboard, without moving anything."""

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.theme import Theme
from app.ui.tokens import FOCUS_GAP, FOCUS_RING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFocusFrame

    from app.ui.focus_style import FocusStyle
    from app.ui.inner_ring import InnerRing

# These show the focus in their own border (the stylesheet does it); a ring around would be two.
_OWN_FOCUS_BORDER = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QAbstractSpinBox")
_LIST = "QAbstractItemView"
_RINGED = ("QAbstractButton", "QComboBox", _LIST)


class FocusRing(QObject):
    """Shows the ring around whatever has the keyboard, and only where keys brought it there."""

    def __init__(self, app: QApplication, theme: Theme) -> None:
        super().__init__(app)
        self._theme = theme
        self._frame: QFocusFrame | None = None
        self._inner: InnerRing | None = None
        app.focusChanged.connect(self.follow)
        theme.changed.connect(self._put_back)

    @Slot(QWidget, QWidget)
    def follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Move the ring to the widget that has the focus now."""
        self._drop()
        pointed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and not pointed and _wants_ring(now):
            self._show(now)

    def _show(self, now: QWidget) -> None:
        if _is_cut(now) if now.inherits(_LIST) else _fills(now):
            # What scrolls, or the window's edge, would cut the ring: it is drawn inside.
            from app.ui.inner_ring import InnerRing

            self._inner = InnerRing(self._theme, now)
            return
        from PySide6.QtWidgets import QFocusFrame

        self._frame = QFocusFrame(now.window())
        self._frame.setStyle(self._style)
        self._frame.setWidget(now)

    @Slot()
    def _put_back(self) -> None:
        """Draw the ring anew: another stylesheet takes the frame its style."""
        now = QApplication.focusWidget()
        if now is not None and (self._frame is not None or self._inner is not None):
            self._drop()
            self._show(now)

    @cached_property
    def _style(self) -> "FocusStyle":
        from app.ui.focus_style import FocusStyle  # a window begins without a ring

        return FocusStyle(self._theme)

    def _drop(self) -> None:
        if self._inner is not None:
            with suppress(RuntimeError):
                self._inner.hide()
                self._inner.deleteLater()
        self._inner = None
        if self._frame is not None:
            # The window the frame lay in may have taken it along when it closed.
            with suppress(RuntimeError):
                # It would come back with its widget until it is gone.
                self._frame.setWidget(None)  # type: ignore[arg-type]  # Qt: no widget
                self._frame.hide()
                self._frame.deleteLater()
        self._frame = None


def _is_cut(widget: QWidget) -> bool:
    """Whether something that scrolls around a widget leaves no room for a ring beside it."""
    above = widget.parentWidget()
    while above is not None and not above.inherits("QScrollArea"):
        above = above.parentWidget()
    if above is None:
        return False
    reach = FOCUS_RING + FOCUS_GAP
    left = widget.mapTo(above, QPoint(0, 0)).x()
    return left < reach or left + widget.width() > above.width() - reach


def _fills(widget: QWidget) -> bool:
    """Whether a widget goes from one edge of its window to the other."""
    return widget.width() >= widget.window().width() - FOCUS_RING - FOCUS_GAP


def _wants_ring(widget: QWidget) -> bool:
    if _is_one_of(widget, _OWN_FOCUS_BORDER) or widget.isWindow():
        return False
    if widget.inherits("QComboBox") and widget.property("editable"):
        return False
    return _is_one_of(widget, _RINGED) or bool(widget.property("focus_ring"))


def _is_one_of(widget: QWidget, kinds: tuple[str, ...]) -> bool:
    # By name: each of Qt's classes that is imported makes the window begin later.
    return any(widget.inherits(kind) for kind in kinds)
