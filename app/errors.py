"""The world's errors, each with a calm sentence for the family.

Errors of the world (disk full, damaged file, odd hospital file) are `CasebookError`: they are
shown as one sentence and end a command with exit code 1. Everything else is an error of ours
and becomes a report.
"""

from collections.abc import Sequence


class CasebookError(Exception):
    """Something in the world went wrong; `sentence` says what, what is safe and what to do.

    Attributes:
        sentence: one or two calm sentences, without case content.
        places: every place concerned, one line each (a wrong field, a broken row).
    """

    def __init__(self, sentence: str, places: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.places = tuple(places)


class Cancelled(CasebookError):
    """The person stopped the work; nothing of it was kept."""

    def __init__(self) -> None:
        super().__init__("Stopped. Nothing was changed.")
