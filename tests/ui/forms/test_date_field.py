"""One field for dates: it says back what it read and asks where numbers read two ways."""

import pytest
from PySide6.QtCore import QDate
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QToolButton
from pytestqt.qtbot import QtBot

from app.case.partial_date import PartialDate
from app.ui.forms.calendar import Calendar
from app.ui.forms.date_field import DateField
from app.ui.theme import Theme, ThemeChoice


@pytest.fixture
def field(theme: Theme, qtbot: QtBot) -> DateField:
    made = DateField(theme)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "echo"),
    [
        ("mar 2024", "Read as March 2024"),
        ("12.3.2024", ""),
        ("2024-03-12", "Read as 12 March 2024"),
        ("ca. 2024", "Read as about 2024"),
        ("March 2024", ""),
        ("", ""),
        ("soon", ""),
    ],
)
def test_it_says_back_how_it_read(field: DateField, typed: str, echo: str) -> None:
    QTest.keyClicks(field.line, typed)
    assert field.echo == echo


def test_a_date_that_reads_two_ways_offers_both(field: DateField, qtbot: QtBot) -> None:
    QTest.keyClicks(field.line, "3/4/2024")
    with pytest.raises(ValueError, match=r"3 April or 4 March\? Please choose\."):
        field.value()
    assert field._first.isVisible()
    with qtbot.waitSignal(field.left):
        field._second.click()
    assert field.value() == PartialDate(2024, 3, 4)
    assert not field._first.isVisible()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_calendar_fills_the_line(field: DateField) -> None:
    field.show_value(PartialDate(2024, 3))
    field.open_calendar()
    calendar = field._menu.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate() == QDate(2024, 3, 1)
    calendar.clicked.emit(QDate(2024, 3, 9))
    assert field.value() == PartialDate(2024, 3, 9)


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_calendar_has_no_colours_of_its_own(field: DateField, theme: Theme) -> None:
    theme.choose(ThemeChoice.DARK)
    field.show_value(PartialDate(2024, 3, 12))
    field.open_calendar()
    calendar = field._menu.findChild(Calendar)
    assert calendar is not None
    image = calendar.grab().toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }
    assert "#ff0000" not in colours
    assert theme.colours.muted.lower() in colours
    arrow = calendar.findChild(QToolButton, "qt_calendar_nextmonth")
    assert isinstance(arrow, QToolButton)
    assert arrow.accessibleName() == "Next month"
