"""The eye at the end of a password: by mouse and key, as large as the text asks for."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.forms.password_line import PasswordLine
from app.ui.start.password_fields import PasswordFields
from app.ui.theme import Theme


def test_the_eye_shows_the_letters_and_hides_them(theme: Theme, qtbot: QtBot) -> None:
    line = PasswordLine()
    qtbot.addWidget(line)
    line.show()
    assert line.echoMode() == QLineEdit.EchoMode.Password
    assert line.eye.accessibleName() == "Show the password"
    qtbot.mouseClick(line.eye, Qt.MouseButton.LeftButton)
    assert line.echoMode() == QLineEdit.EchoMode.Normal
    assert line.eye.accessibleName() == "Hide the password"
    line.eye.setFocus()
    QTest.keyClick(line.eye, Qt.Key.Key_Space)
    assert line.echoMode() == QLineEdit.EchoMode.Password


def test_the_eye_follows_the_text_size(theme: Theme, qtbot: QtBot) -> None:
    line = PasswordLine()
    qtbot.addWidget(line)
    line.resize(300, 34)
    line.show()
    assert line.eye.height() == 28 == line.eye.width()
    theme.set_text_percent(200)
    line.resize(300, 68)
    QApplication.processEvents()
    assert line.eye.height() == 56 == line.eye.width()
    assert line.eye.geometry().right() < 300


def test_one_eye_shows_both_lines(theme: Theme, qtbot: QtBot) -> None:
    fields = PasswordFields(theme)
    qtbot.addWidget(fields)
    fields.show()
    assert not fields.again.eye.isVisible()
    fields.first.eye.click()
    assert fields.again.echoMode() == QLineEdit.EchoMode.Normal


def test_passing_by_an_empty_second_line_is_no_mistake(theme: Theme, qtbot: QtBot) -> None:
    fields = PasswordFields(theme)
    qtbot.addWidget(fields)
    fields.first.setText("one")
    fields.first.editingFinished.emit()
    assert fields._again_field.note == ""
    fields.again.setText("two")
    fields.again.editingFinished.emit()
    assert fields._again_field.note == "The two passwords are not the same yet."
    fields.first.setText("two")
    fields.first.editingFinished.emit()
    assert fields._again_field.note == ""
