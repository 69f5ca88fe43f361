"""The receipt of an import as a page."""

from app.case.entities import ImportReceipt, PendingItem
from app.errors import CasebookError
from app.report.options import PrintOptions
from app.report.outline.document import Outline
from app.report.receipt_page import receipt_outline
from app.usecases.session import Session


def outline_of_receipt(session: Session, options: PrintOptions, chosen: str | None) -> Outline:
    """Return the pages of a receipt.

    Args:
        session: the open case.
        options: paper, large print, names.
        chosen: id of the receipt, None for that of the last import.

    Raises:
        CasebookError: there is no such receipt.
    """
    receipt = _receipt(session, chosen)
    waiting = session.case.parts(PendingItem, receipt)
    return receipt_outline(receipt, waiting, session.case.patient, options)


def _receipt(session: Session, chosen: str | None) -> ImportReceipt:
    receipts = session.case.all(ImportReceipt)
    if chosen is None and receipts:
        return receipts[-1]
    for receipt in receipts:
        if chosen in (receipt.id, receipt.imported_id):
            return receipt
    if chosen is None:
        raise CasebookError("Nothing was brought into this case yet, so there is no receipt.")
    raise CasebookError(
        f"There is no receipt {chosen} in this case. Nothing was printed. "
        "Leave the choice out for the last import."
    )
