"""Pages are imported beside the window, one module after the other."""

import sys

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.places import modules
from app.ui.warm_up import QtClasses, WarmUp


def test_every_page_can_be_imported_ahead() -> None:
    warming = WarmUp(modules())
    warming.start()
    warming.wait()
    assert not warming.busy
    assert set(modules()) <= set(sys.modules)


def test_it_stops_between_two_modules() -> None:
    warming = WarmUp(["no_such_module_of_ours"])
    warming._stop.set()
    warming.start()
    warming.stop()
    assert not warming.busy


def test_the_classes_of_qt_are_made_in_idle_moments(qapp: QApplication, qtbot: QtBot) -> None:
    classes = QtClasses(qapp)
    classes.start()
    assert classes.busy
    qtbot.waitUntil(lambda: not classes.busy)
    qtbot.waitUntil(lambda: not classes._timer.isActive())
    classes.deleteLater()
