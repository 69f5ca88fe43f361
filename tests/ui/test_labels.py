"""Labels show what people typed as it is, and never make a page wider than the window."""

from dataclasses import replace

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.ui.labels import make_label, make_rich_label
from app.ui.main_window import MainWindow
from app.ui.scroll_column import ScrollColumn
from app.usecases import entries

ADDRESS = "https://hospital.example/" + "letters-and-reports/" * 12


def test_a_word_longer_than_a_line_breaks(qtbot: QtBot) -> None:
    label = make_label(f"See {ADDRESS}", wrap=True)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 200
    assert label.text() == f"See {ADDRESS}"


def test_our_own_markup_is_left_alone(qtbot: QtBot) -> None:
    said = f'<a href="{ADDRESS}">{"a&amp;" * 40}</a>'
    label = make_rich_label(said)
    qtbot.addWidget(label)
    assert label.text() == said
    shown = QLabel.text(label)
    assert f'href="{ADDRESS}"' in shown
    assert shown.replace("\u200b", "") == said
    assert "&\u200b" not in shown
    assert label.minimumSizeHint().width() < 200


def test_no_page_becomes_wider_through_a_long_word(window: MainWindow) -> None:
    session = window.case.session
    entries.save(session, replace(session.case.patient, values_note=ADDRESS))
    window.open_page("patient")
    page = window.pages.page
    assert page is not None
    areas = page.findChildren(ScrollColumn)
    assert all(area.horizontalScrollBar().maximum() == 0 for area in areas if area.isVisible())
