"""Setting a small line of values into a cell."""

from app.report.outline.blocks import Spark
from app.report.outline.style import Style
from app.report.typesetting.marks import (
    BAR,
    LIGHT,
    BoxMark,
    CircleMark,
    Mark,
    OutlineMark,
    Part,
)
from app.report.typesetting.text import line_height

_WIDTH_IN_EMS = 9.0
SPARK_LINES = 1.6
"""Height of a small line of values, in lines of text."""


def spark_width(style: Style) -> float:
    """Return the width a small line of values likes to have."""
    return style.body * _WIDTH_IN_EMS


def set_spark(spark: Spark, x: float, y: float, width: float, style: Style) -> Part:
    """Set the line, the usual range as a band, hollow dots inside it and filled ones outside."""
    height = SPARK_LINES * line_height(style.body, style.leading)
    radius = style.body * 0.13
    inner = height - 2 * radius - 2
    low, high = _span(spark)
    places = tuple(
        (radius + share * (width - 2 * radius), 1 + radius + inner * _down(value, low, high))
        for share, value in spark.points
    )
    marks: list[Mark] = []
    if spark.low is not None and spark.high is not None:
        top = 1 + radius + inner * _down(min(spark.high, high), low, high)
        bottom = 1 + radius + inner * _down(max(spark.low, low), low, high)
        marks.append(BoxMark(0, top, width, max(bottom - top, 0.4), LIGHT))
    if len(places) > 1:
        marks.append(OutlineMark(places, None, 0.6, BAR, closed=False))
    for (px, py), is_outside in zip(places, spark.outside, strict=True):
        marks.append(CircleMark(px, py, radius, is_outside))
    return Part("Figure", tuple(marks), x, y, alt=spark.alt)


def _span(spark: Spark) -> tuple[float, float]:
    """Return the lowest and highest value, reaching to the usual range where it lies beyond."""
    values = [value for _, value in spark.points]
    low, high = min(values), max(values)
    if spark.high is not None and spark.high < low:
        low = spark.high
    if spark.low is not None and spark.low > high:
        high = spark.low
    return low, high


def _down(value: float, low: float, high: float) -> float:
    return (high - value) / (high - low) if high > low else 0.5
