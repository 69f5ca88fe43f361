"""What was begun stays with what it was typed for."""

import gc

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.ui import drafts
from app.ui.drafts import DraftFields, Drafts, drafts_of
from app.usecases.session import Session


def test_a_text_comes_back_with_its_subject(qtbot: QtBot) -> None:
    line, day, parent = QLineEdit(), QLineEdit(), QObject()
    for widget in (line, day):
        qtbot.addWidget(widget)
    kept = Drafts()
    fields = DraftFields(parent, kept, {"line": line, "day": day})
    line.setText("typed before anything is shown")
    fields.show_subject("a", {"day": "today"})
    assert (line.text(), day.text()) == ("", "today")
    line.setText("for a")
    fields.show_subject("b")
    assert (line.text(), day.text()) == ("", "")
    fields.show_subject("a", {"day": "the next day"})
    assert (line.text(), day.text()) == ("for a", "the next day")
    line.clear()
    assert kept.text("a", "line") == ""


def test_drafts_go_with_the_open_case(session: Session) -> None:
    drafts_of(session).keep("a", "line", "text")
    assert drafts_of(session).text("a", "line") == "text"
    gc.collect()
    assert session in drafts._OF_SESSION
