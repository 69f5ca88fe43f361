"""Theme and text size, chosen in the View menu and kept in the settings of this computer."""

from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from app.errors import CasebookError
from app.settings import TEXT_SIZE, THEME, Setting, Settings
from app.ui.theme import Theme, ThemeChoice

T = TypeVar("T")


def theme_choice(settings: Settings) -> ThemeChoice:
    """Return the theme that was chosen on this computer."""
    return ThemeChoice(settings.get(THEME))


class ViewChoices(QObject):
    """Changes the theme and remembers it.

    Signals:
        not_kept(str): the settings could not be saved; a sentence for the status line.
    """

    not_kept = Signal(str)

    def __init__(self, theme: Theme, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings

    @Slot()
    def larger_text(self) -> None:
        """Make all text one step larger."""
        self._theme.step_text(+1)
        self._keep_text_size()

    @Slot()
    def smaller_text(self) -> None:
        """Make all text one step smaller."""
        self._theme.step_text(-1)
        self._keep_text_size()

    @Slot()
    def normal_text(self) -> None:
        """Go back to 100 % text."""
        self._theme.set_text_percent(100)
        self._keep_text_size()

    @Slot()
    def follow_system(self) -> None:
        """Use the system's colours."""
        self._choose(ThemeChoice.SYSTEM)

    @Slot()
    def use_light(self) -> None:
        """Use light colours."""
        self._choose(ThemeChoice.LIGHT)

    @Slot()
    def use_dark(self) -> None:
        """Use dark colours."""
        self._choose(ThemeChoice.DARK)

    def _choose(self, choice: ThemeChoice) -> None:
        self._theme.choose(choice)
        self._keep(THEME, choice.value)

    def _keep_text_size(self) -> None:
        self._keep(TEXT_SIZE, self._theme.text_percent)

    def _keep(self, setting: Setting[T], value: T) -> None:
        try:
            self._settings.set(setting, value)
        except CasebookError as error:
            self.not_kept.emit(error.sentence)
