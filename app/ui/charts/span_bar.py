"""A bar below a zoomed chart: which part of the whole is shown."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QScrollBar

from app.ui.charts.chart_view import ChartView

_DAY = 10


class SpanBar(QScrollBar):
    """Moves the shown days; hidden where all of them are shown."""

    def __init__(self, chart: ChartView) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._chart = chart
        self.setAccessibleName(self.tr("Move in time"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chart.span_changed.connect(self.follow)
        self.valueChanged.connect(self._move)
        self.follow()

    @Slot()
    def follow(self) -> None:
        """Take the place the chart shows."""
        (low, high), (first, last) = self._chart.whole, self._chart.span
        page = last - first
        self.blockSignals(True)
        self.setRange(0, max(round((high - low - page) * _DAY), 0))
        self.setPageStep(round(page * _DAY))
        self.setSingleStep(max(round(page), 1))
        self.setValue(round((first - low) * _DAY))
        self.blockSignals(False)
        self.setVisible(self.maximum() > 0)

    @Slot(int)
    def _move(self, value: int) -> None:
        first = self._chart.whole[0] + value / _DAY
        length = self._chart.span[1] - self._chart.span[0]
        self._chart.show_span(first, first + length)
