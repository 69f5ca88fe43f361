"""Choices in a row of which one may not be there, such as the time since a transplant."""

from PySide6.QtCore import Qt

from app.ui.segmented import Segmented


class KindChoice(Segmented):
    """Choices of which one may not be there."""

    def offer(self, code: str, *, there: bool) -> None:
        """Show or hide a choice between two others."""
        self._buttons[code].setVisible(there)

    def focus_chosen(self) -> None:
        """Put the keyboard on the one that is chosen."""
        button = self._buttons.get(self.code)
        if button is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
