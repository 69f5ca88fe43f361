"""A link in small type, for places beside other words."""

from PySide6.QtCore import Slot

from app.ui.buttons import Button
from app.ui.theme import Theme
from app.ui.tokens import SMALL


class SmallLink(Button):
    """An underlined link of the size of small text."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(theme, text, kind="link")
        theme.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.setStyleSheet(f"font-size: {self._theme.px(SMALL.size)}px;")
