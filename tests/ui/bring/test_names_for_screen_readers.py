"""Every dialog of bringing files in can be used by keys and read aloud."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.case.entities import ImportReceipt
from app.records.found import Person
from app.ui.bring.keep_dialog import KeepDialog
from app.ui.bring.pending_dialog import PendingDialog
from app.ui.bring.person_dialog import PersonDialog
from app.ui.bring.receipt_dialog import ReceiptDialog
from app.ui.bring.reconcile_dialog import ReconcileDialog
from app.ui.bring.trials_dialog import TrialsDialog
from app.ui.bring.waiting_dialog import WaitingDialog
from app.ui.page import Surroundings
from app.ui.theme import Theme
from app.usecases.document_keep import read_documents
from app.usecases.receipt import Receipt
from app.usecases.session import Session
from tests.records.samples import pdf_of
from tests.ui.bring.conftest import Write
from tests.ui.bring.test_reconcile_dialog import proposal_of
from tests.ui.test_accessibility import nameless


def test_everything_has_a_name(
    theme: Theme, around: Surroundings, session: Session, write: Write, qtbot: QtBot
) -> None:
    report = write("marrow_report.pdf", pdf_of("Collected 12 May 2026", "Ferritin 210 ug/L"))
    drafts = read_documents(session, [report]).drafts
    assert drafts[0].document.type == "marrow"
    receipt = ImportReceipt(id="r", file_name="a.json", skipped_reasons=("entry[1]: Why.",))
    persons = [Person("p1", ("Maya Ellison",)), Person("p2")]
    dialogs: list[QWidget] = [
        ReconcileDialog(theme, proposal_of(10), None),
        PersonDialog(theme, "a.json", persons, "Maya", None),
        ReceiptDialog(theme, receipt, None, waiting=2),
        TrialsDialog(theme, [Receipt("a.json", "trial records")], [Path("a.json")], None),
        KeepDialog(theme, drafts, session.case, None, refused=["b.pdf is empty."]),
        PendingDialog(around, None),
        WaitingDialog(theme, None, "Reading a.json"),
    ]
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.show()
        assert nameless(dialog) == []
