"""The few words at the right end of a line: what it holds, how many pages it has."""

from PySide6.QtCore import QSize, Qt

from app.ui.labels import ElidedLabel


class Hint(ElidedLabel):
    """Words that take no more room than they need, so that the name before them has the rest."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, "small")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def minimumSizeHint(self) -> QSize:
        """Be content with a few letters, or with fewer where that is all of it."""
        size = super().minimumSizeHint()
        return QSize(min(size.width(), self.sizeHint().width()), size.height())
