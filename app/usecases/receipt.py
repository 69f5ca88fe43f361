"""What an import says: what was in a file and what became of every line of it."""

from dataclasses import dataclass, field
from typing import Any

from app.trials.record import Skipped


@dataclass(slots=True)
class Receipt:
    """Counts of one file; read = new + newer + same + near + conflicts + skipped.

    Attributes:
        file: its name.
        kind: what it turned out to be.
        older: how many of `newer` are versions of an earlier day than one that was here.
        skipped: what was not taken, where it stands and why.
        notes: what was unusual about the file, in plain sentences.
    """

    file: str
    kind: str
    read: int = 0
    new: int = 0
    newer: int = 0
    same: int = 0
    near: int = 0
    conflicts: int = 0
    older: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def adds_up(self) -> bool:
        """Whether everything that was met is accounted for."""
        told = self.new + self.newer + self.same + self.near + self.conflicts
        return self.read == told + len(self.skipped)

    def skip(self, skipped: Skipped) -> None:
        """Note something that was read but not taken."""
        self.read += 1
        self.skipped.append(skipped)

    def as_json(self) -> dict[str, Any]:
        """Return the receipt as JSON values."""
        return {
            "file": self.file,
            "kind": self.kind,
            "read": self.read,
            "new": self.new,
            "newer": self.newer,
            "same": self.same,
            "near": self.near,
            "conflicts": self.conflicts,
            "skipped": [{"where": each.where, "reason": each.reason} for each in self.skipped],
        }

    @property
    def sentence(self) -> str:
        """Return the receipt in one sentence."""
        counts = [
            (self.new, "new"),
            (self.newer - self.older, "newer version"),
            (self.older, "older version"),
            (self.same, "already here"),
            (self.near, "nearly the same as ours"),
            (self.conflicts, "different from ours"),
            (len(self.skipped), "skipped"),
        ]
        said = ", ".join(f"{count} {words}" for count, words in counts if count)
        return f"{self.file}: {self.read} read: {said or 'nothing in it'}."
