"""The receipt of one bringing-in, in which every number adds up.

read = new + already here + nearly the same + contradicting + skipped, each skip with its reason.
"""

from dataclasses import dataclass
from typing import Any

from app.case.entities import ImportReceipt
from app.case.partial_date import PartialDate
from app.records.found import Reading, Skipped
from app.records.reconcile import Reconciliation


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one file held, and what became of every entry of it.

    Attributes:
        newer: entries that replaced an older version; records of a hospital never do.
    """

    file: str
    form: str
    read: int
    new: int
    same: int
    near: int
    conflicts: int
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...] = ()
    newer: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether every entry that was met is accounted for."""
        told = self.new + self.newer + self.same + self.near + self.conflicts
        return self.read == told + len(self.skipped)

    def as_json(self) -> dict[str, Any]:
        """Return the shape that the command line prints."""
        return {
            "file": self.file,
            "kind": self.form,
            "read": self.read,
            "new": self.new,
            "newer": self.newer,
            "same": self.same,
            "near": self.near,
            "conflicts": self.conflicts,
            "skipped": [{"where": s.where, "reason": s.reason} for s in self.skipped],
        }

    def row(
        self, id_: str, received_on: PartialDate, attachment_sha256: str | None = None
    ) -> ImportReceipt:
        """Return the receipt as a row of the case."""
        return ImportReceipt(
            id=id_,
            file_name=self.file,
            kind=self.form,
            received_on=received_on,
            attachment_sha256=attachment_sha256,
            read=self.read,
            new=self.new,
            newer=self.newer,
            same=self.same,
            near=self.near,
            conflicts=self.conflicts,
            skipped=len(self.skipped),
            skipped_reasons=tuple(f"{s.where}: {s.reason}" for s in self.skipped) or None,
        )


def receipt_of(reading: Reading, reconciled: Reconciliation) -> Receipt:
    """Return the receipt of a file."""
    counts = reconciled.counts
    return Receipt(
        file=reading.file,
        form=reading.form,
        read=reading.total,
        new=counts.get("new", 0),
        same=counts.get("same", 0),
        near=counts.get("near", 0),
        conflicts=counts.get("conflict", 0),
        skipped=reading.skipped,
        notes=reading.notes,
    )
