"""Lines that wait: decided one by one, each decision a step that can be undone."""

import pytest
from pytestqt.qtbot import QtBot

from app.case.entities import LabResult, PendingItem
from app.ui.bring.pending_dialog import PendingDialog
from app.ui.page import Surroundings
from app.ui.theme import Theme
from app.usecases.pending_items import keep_ours, pending_lines
from app.usecases.reconcile_import import propose, take
from app.usecases.session import Session
from tests.records.samples import lab
from tests.ui.answers import Answers
from tests.ui.bring.conftest import Write, of_maya


@pytest.fixture
def waiting(session: Session, write: Write) -> Session:
    """A case with two lines that wait."""
    one = [lab("Ferritin", 210, "ug/L"), lab("Zinc", 70, "ug/dL")]
    other = [lab("Ferritin", 480, "ug/L"), lab("Zinc", 90, "ug/dL")]
    for name, results in (("one.json", one), ("two.json", other)):
        proposal = propose(session, write(name, of_maya(*results)))
        take(session, proposal, proposal.certain)
    assert len(session.case.all(PendingItem)) == 2
    return session


@pytest.fixture
def dialog(waiting: Session, around: Surroundings, qtbot: QtBot) -> PendingDialog:
    made = PendingDialog(around, None)
    qtbot.addWidget(made)
    made.show()
    return made


def ferritin(session: Session) -> list[str]:
    results = session.case.all(LabResult)
    return [str(r.value) for r in results if r.name_on_report == "Ferritin"]


def test_theirs_stands_beside_ours(dialog: PendingDialog) -> None:
    assert dialog.waiting == 2
    assert "210" in dialog.ours.label.text()
    assert "480" in dialog.theirs.label.text()
    assert dialog.why.text()


def test_each_decision_is_a_step(dialog: PendingDialog, waiting: Session) -> None:
    dialog.theirs_button.click()
    assert ferritin(waiting) == ["480"]
    assert "Ferritin" in dialog.said.text()
    assert dialog.waiting == 1
    dialog.both_button.click()
    assert dialog.waiting == 0
    assert dialog.why.text() == "Nothing waits for a decision."
    assert not dialog.theirs_button.isVisible()
    dialog.undo()
    dialog.undo()
    assert dialog.waiting == 2
    assert ferritin(waiting) == ["210"]
    dialog.undo()
    assert dialog.waiting == 2


def test_ours_can_stay(dialog: PendingDialog, waiting: Session) -> None:
    dialog.ours_button.click()
    assert ferritin(waiting) == ["210"]
    assert dialog.waiting == 1
    assert dialog.list.key


def test_the_last_of_the_list_leads_back(dialog: PendingDialog) -> None:
    last = list(dialog._lines)[-1]
    dialog.list.select(last)
    dialog.ours_button.click()
    assert dialog.waiting == 1
    assert dialog.list.key


def test_a_line_that_is_gone_meanwhile_is_told(
    dialog: PendingDialog, waiting: Session, answers: Answers
) -> None:
    keep_ours(waiting, pending_lines(waiting)[0].id)
    dialog.ours_button.click()
    assert "decided already" in answers.told[0]


def test_narrow_and_large(dialog: PendingDialog, theme: Theme) -> None:
    theme.set_text_percent(200)
    dialog.resize(640, 600)
    assert dialog.grab().width() > 0
    dialog.keep_both()
    dialog.keep_ours()
    dialog.keep_ours()
    assert dialog.waiting == 0


def test_it_fits_into_its_window(
    waiting: Session, around: Surroundings, window: object, qtbot: QtBot
) -> None:
    made = PendingDialog(around, window)  # type: ignore[arg-type]
    assert made.width() <= 1040
