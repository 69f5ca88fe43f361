"""Open dialogs of a locked window: hidden with everything typed in them, and shown again."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.ui.ask import WAITED_FOR, is_there
from app.ui.dialog_frame import DialogFrame


class HeldDialogs:
    """What was open above a window when it was locked."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._held: list[QDialog] = []

    def hide(self) -> None:
        """Hide dialogs, menus and lists that belong to the window."""
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and widget is not self._window and self._is_ours(widget):
                if isinstance(widget, QDialog) and _comes_back(widget):
                    self._held.append(widget)
                widget.hide()

    def show(self) -> None:
        """Show the dialogs again, each with what was typed, and those that came meanwhile."""
        held = self._waiting()
        self._held = []
        for dialog in held:
            dialog.show()

    @property
    def some(self) -> bool:
        """Whether a dialog waits to be shown again."""
        return bool(self._waiting())

    def _waiting(self) -> list[QDialog]:
        held = [dialog for dialog in self._held if is_there(dialog)]
        return [*held, *(dialog for dialog in self._came_meanwhile() if dialog not in held)]

    def _came_meanwhile(self) -> Iterator[QDialog]:
        for widget in QApplication.topLevelWidgets():
            if not isinstance(widget, QDialog) or not widget.property(WAITED_FOR):
                continue
            if widget.isHidden() and self._is_ours(widget):
                yield widget

    def _is_ours(self, widget: QWidget) -> bool:
        above = widget.parentWidget()
        while above is not None and above is not self._window:
            above = above.parentWidget()
        return above is self._window


def _comes_back(dialog: QDialog) -> bool:
    """Tell whether a dialog survives being hidden; the system's own count as answered then."""
    return isinstance(dialog, DialogFrame) or bool(dialog.property(WAITED_FOR))
