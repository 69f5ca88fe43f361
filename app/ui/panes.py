"""The parts of the window that F6 goes round: header, list, detail, undo bar, sidebar."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.ui.charts.chart_view import ChartView
from app.ui.choosing.list_and_detail import ListAndDetail
from app.ui.focus_order import stops_in


def next_stop(here: QWidget | None, parts: Sequence[QWidget]) -> QWidget | None:
    """Return where the keyboard goes from here: into the next part that takes it.

    Args:
        here: what has the keyboard now.
        parts: the parts of the window in their order.
    """
    holding = (i for i, part in enumerate(parts) if here is not None and _holds(part, here))
    start = next(holding, -1)
    for step in range(1, len(parts) + 1):
        stop = first_stop(parts[(start + step) % len(parts)])
        if stop is not None:
            return stop
    return None


def parts_of_page(page: QWidget) -> list[QWidget]:
    """Return a page's list and detail, or its charts and tables, else the page as a whole."""
    both = next((found for found in page.findChildren(ListAndDetail) if found.isVisible()), None)
    if both is not None:
        return both.sides()
    kinds = (QAbstractItemView, ChartView)
    views = [found for kind in kinds for found in page.findChildren(kind) if _takes_keys(found)]
    return sorted(views, key=lambda view: view.mapTo(page, QPoint(0, 0)).y()) or [page]


def first_stop(part: QWidget) -> QWidget | None:
    """Return a part's list, or the first thing in it that takes the keyboard."""
    if not part.isVisible():
        return None
    lists = (view for view in part.findChildren(QAbstractItemView) if _takes_keys(view))
    return next(lists, None) or next(stops_in(part), None)


def _holds(part: QWidget, widget: QWidget) -> bool:
    return part is widget or part.isAncestorOf(widget)


def _takes_keys(widget: QWidget) -> bool:
    tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tab and widget.isVisible() and widget.isEnabled()
