"""The page of records: the list by importance, links to documents, and letters."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.case.entities import Document
from app.casefile import Insert, new_id
from app.ui.buttons import Button
from app.ui.page import Surroundings
from app.ui.share.hunter_row import HunterRow
from app.ui.share.hunter_words import SHAPES, importance_words, state_words
from app.ui.share.records_hunter_page import RecordsHunterPage
from app.usecases.records_hunter import RecordState
from app.usecases.session import Session
from tests.ui.answers import Answers


@pytest.fixture
def page(around: Surroundings, qtbot: QtBot) -> RecordsHunterPage:
    made = RecordsHunterPage(around)
    qtbot.addWidget(made)
    made.refresh()
    made.show()
    return made


def rows(page: RecordsHunterPage) -> list[HunterRow]:
    known = {id(item) for item in page.items}  # rows that are to be deleted are still there
    return [row for row in page.findChildren(HunterRow) if id(row.item) in known]


def test_shapes_and_words_of_the_states() -> None:
    assert len({icon for icon, _ in SHAPES.values()}) == len(RecordState)
    assert len({state_words(state) for state in RecordState}) == len(RecordState)
    assert len({importance_words(number) for number in (1, 2, 3)}) == 3


def test_the_list_by_importance(page: RecordsHunterPage) -> None:
    shown = [row.item.need.importance for row in rows(page)]
    assert shown == sorted(shown)
    assert len(shown) == len(page.items)
    assert rows(page)[0].accessibleName() == "Pathology report of the diagnosis. Here."
    assert page.title() == "Records for a second opinion"
    assert page.summary().endswith(f"of {len(page.items)} here")
    words = [label.text() for label in page.findChildren(QLabel)]
    assert any(text.startswith("Where this list comes from: American") for text in words)
    assert any("not checked" in text for text in words)


def test_a_document_is_opened(page: RecordsHunterPage, qtbot: QtBot) -> None:
    button = rows(page)[0].findChildren(Button)[0]
    with qtbot.waitSignal(page.wanted) as wanted:
        button.click()
    key, (table, row_id) = wanted.args
    assert (key, table) == ("documents", "document")
    assert row_id == rows(page)[0].item.documents[0].id


def test_a_new_document_changes_the_list(page: RecordsHunterPage, session: Session) -> None:
    def state(key: str) -> RecordState:
        return next(item.state for item in page.items if item.need.key == key)

    assert state("slides") is RecordState.NOT_HERE
    session.run("x", [Insert(Document(id=new_id(), title="Slides, on loan"))])
    page.refresh()
    assert state("slides") is RecordState.HERE
    before = page.items
    page.refresh()
    assert page.items is before


def test_many_documents_are_counted(page: RecordsHunterPage, session: Session) -> None:
    found = [Document(id=new_id(), title=f"Discharge {n}", type="discharge") for n in range(9)]
    session.run("x", [Insert(row) for row in found])
    page.refresh()
    row = next(row for row in rows(page) if row.item.need.key == "discharge")
    assert len(row.findChildren(Button)) == 4
    assert any(label.text() == "and 6 more" for label in row.findChildren(QLabel))


def test_without_a_page_of_documents_there_are_no_links(
    session: Session, surround: Callable[[Session], Surroundings], qtbot: QtBot
) -> None:
    made = RecordsHunterPage(replace(surround(session), pages=frozenset()))
    qtbot.addWidget(made)
    made.refresh()
    assert not rows(made)[0].findChildren(Button)


class Folders(Answers):
    """Answers a question for a folder."""

    chosen: Path | None = None

    def folder(self, *_: object) -> Path | None:
        return self.chosen


def test_letters_are_written(
    session: Session,
    surround: Callable[[Session], Surroundings],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    folders = Folders()
    made = RecordsHunterPage(replace(surround(session), ask=folders))
    qtbot.addWidget(made)
    made.refresh()
    button = made.main_button()
    assert button is not None
    button.click()
    assert not folders.told
    folders.chosen = tmp_path
    button.click()
    qtbot.waitUntil(lambda: bool(folders.told), timeout=20_000)
    assert "The letters are in" in folders.told[0]
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    button.click()
    qtbot.waitUntil(lambda: len(folders.told) > 1, timeout=20_000)
    assert "left as it is" in folders.told[1]
