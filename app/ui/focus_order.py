"""The order in which Tab goes through a window: the order in which one reads it.

Qt's own order is that in which widgets were made. Pages make parts of theirs late and anew, and
those would come last wherever they lie.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QLayout,
    QRadioButton,
    QWidget,
)

AFTER_FIELD = "after_field"
"""Property of what stands in the line of a field's label, and is reached after the field."""
_WHOLE = ("QAbstractItemView", "QComboBox", "QAbstractSpinBox", "QLineEdit", "QPlainTextEdit")
"""Nothing inside these is a stop of its own."""


def move_keyboard(window: QWidget, parts: Sequence[QWidget], *, forward: bool) -> bool:
    """Move the keyboard on as Tab does; return False where Qt has to know the way.

    Args:
        window: the window that has the keyboard.
        parts: its parts, in the order one reads them.
        forward: whether Tab was pressed, and not Shift+Tab.
    """
    takers = [taker for part in parts if part.isVisible() for taker in _takers(part)]
    here = window.focusWidget()
    if here is not None and not here.isVisible():
        return _go_near(here, takers)
    if here not in takers:
        return False
    start, step = takers.index(here), 1 if forward else -1
    ring = [takers[(start + step * far) % len(takers)] for far in range(1, len(takers))]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    for taker in ring:
        if _is_stop(taker):
            taker.setFocus(reason)
            # What passes the keyboard on inside may give it back to where it was.
            if window.focusWidget() is not here:
                return True
    return False


def _go_near(gone: QWidget, takers: Sequence[QWidget]) -> bool:
    """Leave what is hidden or taken away for what lies nearest to where it was."""
    page = gone.parentWidget()
    while page is not None and not any(page.isAncestorOf(taker) for taker in takers):
        page = page.parentWidget()
    stops = [taker for taker in takers if page is not None and page.isAncestorOf(taker)]
    stops = [stop for stop in stops if _is_stop(stop)]
    if not stops:
        return False
    was = _middle(gone)
    near = min(stops, key=lambda stop: (_middle(stop) - was).manhattanLength())
    near.setFocus(Qt.FocusReason.OtherFocusReason)
    return True


def _middle(widget: QWidget) -> QPoint:
    return widget.mapTo(widget.window(), widget.rect().center())


def stops_in(part: QWidget) -> Iterator[QWidget]:
    """Yield where Tab stops in a part of a window, in the order one reads it."""
    inside = _takers(part) if part.isVisible() else iter(())
    return (taker for taker in inside if _is_stop(taker))


def _takers(part: QWidget) -> Iterator[QWidget]:
    """Yield everything in a part that can have the keyboard.

    Nothing is asked for its proxy: PySide takes that one for a child of what was asked, and its
    collector then clears what really holds it.
    """
    if part.isEnabled() and part.focusPolicy():
        yield part
    if not any(part.inherits(kind) for kind in _WHOLE):
        for child in _children(part):
            yield from _takers(child)


def _is_stop(taker: QWidget) -> bool:
    """Whether Tab stops here; of several choices it stops at the one that is taken."""
    if isinstance(taker, QAbstractButton):
        taken = _taken(taker)
        if taken is not None:
            return taken is taker
    return bool(taker.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _taken(button: QAbstractButton) -> QAbstractButton | None:
    group = button.group()
    if group is not None:
        return group.checkedButton() if group.exclusive() else None
    if not isinstance(button, QRadioButton) or button.parentWidget() is None:
        return None
    beside = button.parentWidget().findChildren(QRadioButton, options=_DIRECT)
    return next((one for one in beside if one.group() is None and one.isChecked()), None)


def _children(part: QWidget) -> list[QWidget]:
    """Return the widgets in a widget, in the order one reads them."""
    direct = part.findChildren(QWidget, options=_DIRECT)
    inside = [w for w in direct if w.isVisible() and not w.isWindow()]
    layout = part.layout()
    laid = _laid(layout, inside) if layout is not None else []
    known = set(laid)
    found = [*laid, *_in_lines([w for w in inside if w not in known])]
    return sorted(found, key=_comes_after)


def _laid(layout: QLayout, inside: Sequence[QWidget]) -> list[QWidget]:
    """Return the widgets that a layout places, those of a layout in it together."""
    places: list[_Placed] = [widget for widget in inside if layout.indexOf(widget) >= 0]
    places += layout.findChildren(QLayout, options=_DIRECT)
    return [w for place in _ordered(layout, places) for w in _widgets(place, inside)]


def _widgets(place: "_Placed", inside: Sequence[QWidget]) -> list[QWidget]:
    return [place] if isinstance(place, QWidget) else _laid(place, inside)


def _ordered(layout: QLayout, places: "list[_Placed]") -> "list[_Placed]":
    if not isinstance(layout, QBoxLayout):
        return _in_lines(places)
    across = layout.direction() in (_ACROSS, QBoxLayout.Direction.RightToLeft)
    return sorted(places, key=_left if across else _top)


def _in_lines(places: "Sequence[P]") -> "list[P]":
    """Order line by line, from left to right; what begins a line says how high it is."""
    lines: list[list[P]] = []
    for place in sorted(places, key=_top):
        middle = place.geometry().center().y()
        if not lines or middle > lines[-1][0].geometry().bottom():
            lines.append([])
        lines[-1].append(place)
    return [place for line in lines for place in sorted(line, key=_left)]


def _comes_after(widget: QWidget) -> bool:
    return bool(widget.property(AFTER_FIELD))


def _top(place: "_Placed") -> int:
    return place.geometry().top()


def _left(place: "_Placed") -> int:
    return place.geometry().left()


_Placed = QWidget | QLayout
P = TypeVar("P", bound=_Placed)
_ACROSS = QBoxLayout.Direction.LeftToRight
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
