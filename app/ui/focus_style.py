"""The focus ring: 2 pixels of the focus colour outside a gap of 2, drawn without moving anything.

A widget cannot paint outside itself. Qt's `QFocusFrame` can: it lies over the focused widget and
asks the style to draw. `FocusStyle` draws the ring; `FocusRing` puts it where the keyboard is.
"""

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QProxyStyle,
    QScrollArea,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QTextEdit,
    QWidget,
)

from app.ui.indicators import paint_check_box, paint_radio_button, paint_sort_arrow
from app.ui.theme import Theme
from app.ui.tokens import FOCUS_GAP, FOCUS_RING, RADIUS_CONTROL

_REACH = FOCUS_RING + FOCUS_GAP
_INDICATOR = 18

# These show the focus in their own border (the stylesheet does it); a ring around would be two.
_OWN_FOCUS_BORDER = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


class FocusStyle(QProxyStyle):
    """Fusion, with our focus ring and our check and radio marks."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._theme = theme

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: QStyleHintReturn | None = None,
    ) -> int:
        """Have the ring lie above the widget; nothing else differs."""
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        if hint == QStyle.StyleHint.SH_UnderlineShortcut:
            return 0
        return super().styleHint(hint, option, widget, data)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Give the reach of the ring and the size of the marks."""
        wanted = QStyle.PixelMetric
        if metric in (wanted.PM_FocusFrameHMargin, wanted.PM_FocusFrameVMargin):
            return _REACH
        if metric in (wanted.PM_IndicatorWidth, wanted.PM_IndicatorHeight):
            return self._theme.px(_INDICATOR)
        if metric in (wanted.PM_ExclusiveIndicatorWidth, wanted.PM_ExclusiveIndicatorHeight):
            return self._theme.px(_INDICATOR)
        return super().pixelMetric(metric, option, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the ring in the place of Fusion's."""
        if element == QStyle.ControlElement.CE_FocusFrame:
            paint_focus_ring(painter, option.rect, self._theme.colour("focus"))
            return
        super().drawControl(element, option, painter, widget)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Leave out the dotted rectangle; draw check boxes, radio buttons and sort arrows."""
        if element == QStyle.PrimitiveElement.PE_FrameFocusRect:
            return
        if element == QStyle.PrimitiveElement.PE_IndicatorCheckBox:
            paint_check_box(painter, option, self._theme)
        elif element == QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            paint_radio_button(painter, option, self._theme)
        elif element == QStyle.PrimitiveElement.PE_IndicatorHeaderArrow:
            paint_sort_arrow(painter, option, self._theme)
        else:
            super().drawPrimitive(element, option, painter, widget)


def paint_focus_ring(painter: QPainter, rect: QRect, colour: QColor) -> None:
    """Draw the ring just inside `rect`, which reaches 4 pixels beyond the widget."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, FOCUS_RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = FOCUS_RING / 2
    radius = RADIUS_CONTROL + FOCUS_GAP
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


class FocusRing(QObject):
    """Shows the ring around whatever has the keyboard, and only where keys brought it there."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._frame: QFocusFrame | None = None
        self._inner: _InnerRing | None = None
        app.focusChanged.connect(self.follow)

    @Slot(QWidget, QWidget)
    def follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Move the ring to the widget that has the focus now."""
        self._drop()
        pointed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is None or pointed or not _wants_ring(now):
            return
        self._frame = QFocusFrame(now.window())
        self._frame.setWidget(now)
        if isinstance(now, QAbstractItemView) and _is_cut(now):
            # What scrolls would cut the ring at its sides: it is drawn inside the list.
            self._frame.hide()
            self._inner = _InnerRing(now, self._frame)

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


class _InnerRing(QWidget):
    """The ring along the inner edge of a list."""

    def __init__(self, inside: QAbstractItemView, colour_of: QWidget) -> None:
        super().__init__(inside)
        self._style_of = colour_of.style()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.installEventFilter(self)
        self.setGeometry(inside.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the list."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self._style_of.drawControl(QStyle.ControlElement.CE_FocusFrame, option, painter, self)
        painter.end()


def _is_cut(widget: QWidget) -> bool:
    """Whether something that scrolls around a widget leaves no room for a ring beside it."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is None:
        return False
    left = widget.mapTo(above, QPoint(0, 0)).x()
    return left < _REACH or left + widget.width() > above.width() - _REACH


def _wants_ring(widget: QWidget) -> bool:
    if isinstance(widget, _OWN_FOCUS_BORDER) or widget.isWindow():
        return False
    if isinstance(widget, QComboBox) and widget.isEditable():
        return False
    if isinstance(widget, QAbstractItemView):
        return True
    return isinstance(widget, QAbstractButton | QComboBox) or bool(widget.property("focus_ring"))
