"""Light, dark or the system's colours, at 100 to 200 % text: one object that everything asks."""

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from app.ui import icons
from app.ui.fonts import font
from app.ui.icons import Wardrobe
from app.ui.stylesheet import stylesheet
from app.ui.tokens import (
    BODY,
    DARK,
    ICON,
    LIGHT,
    TEXT_COLOURS,
    TEXT_PERCENT_STEPS,
    Palette,
    TypeStyle,
)


class ThemeChoice(StrEnum):
    """What the person chose in the View menu."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The present colours, type sizes and icons.

    Attributes:
        choice: light, dark or as the system.
        text_percent: text size, 100 to 200.
        colours: the token table in use; in a high-contrast system, made of the system's colours.

    Signals:
        changing(): colours or sizes will change; what is not shown may go before it.
        changed(): colours or sizes are others now; whoever paints, paints again.
    """

    changing = Signal()
    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        choice: ThemeChoice = ThemeChoice.SYSTEM,
        text_percent: int = 100,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._hints = app.styleHints()
        # Kept: the object dies with its Python wrapper.
        self._accessibility = self._hints.accessibility()
        self._wardrobe = Wardrobe()
        self.choice = choice
        self.text_percent = _within_range(text_percent)
        self.colours: Palette = LIGHT
        self._hints.colorSchemeChanged.connect(self._follow_system)
        self._accessibility.contrastPreferenceChanged.connect(self._follow_system)

    def apply(self) -> None:
        """Fill palette, font and stylesheet anew and tell everyone."""
        self.changing.emit()
        self._ask_platform()
        self.colours = self._present_colours()
        self._app.setPalette(palette_of(self.colours))
        self._app.setFont(self.font(BODY))
        self._app.setStyleSheet(stylesheet(self.colours, self.scale))
        self._wardrobe.change(self.icon)
        self.changed.emit()

    def choose(self, choice: ThemeChoice) -> None:
        """Change to light, dark or the system's."""
        if choice != self.choice:
            self.choice = choice
            self.apply()

    def set_text_percent(self, percent: int) -> None:
        """Change the text size; values outside 100 to 200 % are brought inside."""
        percent = _within_range(percent)
        if percent != self.text_percent:
            self.text_percent = percent
            self.apply()

    def step_text(self, direction: int) -> None:
        """Go one step larger (+1) or smaller (-1)."""
        steps = TEXT_PERCENT_STEPS
        nearest = min(range(len(steps)), key=lambda i: abs(steps[i] - self.text_percent))
        self.set_text_percent(steps[max(0, min(len(steps) - 1, nearest + direction))])

    @property
    def scale(self) -> float:
        """Text size as a factor, 1.0 to 2.0."""
        return self.text_percent / 100

    @property
    def em(self) -> int:
        """Size of body text in pixels."""
        return self.px(BODY.size)

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on dark ground."""
        return QColor(self.colours.canvas).lightness() < 128

    @property
    def high_contrast(self) -> bool:
        """Whether the system asks for high contrast; then its own colours are used."""
        return self._accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast

    def px(self, size: float) -> int:
        """Return a size that follows the text."""
        return round(size * self.scale)

    def colour(self, token: str) -> QColor:
        """Return the colour of a token."""
        return QColor(getattr(self.colours, token))

    def font(self, style: TypeStyle) -> QFont:
        """Return the font of a type style at the present text size."""
        return font(style, self.scale)

    def pixmap(self, name: str, colour: str = "text", gap: int = 0) -> QPixmap:
        """Return an icon in the colour of a token, with `gap` pixels behind it."""
        ratio = self._app.devicePixelRatio()
        return icons.icon_pixmap(name, self.colour(colour), self.px(ICON), ratio, gap)

    def icon(self, name: str, colour: str = "text", gap: int = 0) -> QIcon:
        """Return an icon for a control."""
        return icons.as_icon(self.pixmap(name, colour, gap), self.pixmap(name, "muted", gap))

    def dress(self, wearer: icons.HasIcon, name: str, colour: str = "text", gap: int = 0) -> None:
        """Give a button or action an icon that follows the theme from now on."""
        self._wardrobe.hang(wearer, name, colour, gap)
        wearer.setIcon(self.icon(name, colour, gap))

    @Slot()
    def _follow_system(self) -> None:
        if self.choice == ThemeChoice.SYSTEM or self.high_contrast:
            self.apply()

    def _ask_platform(self) -> None:
        """Have title bars and the system's own dialogs follow, where the platform can."""
        wanted = {
            ThemeChoice.LIGHT: Qt.ColorScheme.Light,
            ThemeChoice.DARK: Qt.ColorScheme.Dark,
        }.get(self.choice, Qt.ColorScheme.Unknown)
        self._hints.blockSignals(True)
        self._hints.setColorScheme(wanted)
        self._hints.blockSignals(False)

    def _present_colours(self) -> Palette:
        if self.high_contrast:
            self._app.setPalette(QPalette())
            return high_contrast_colours(self._app.palette())
        if self.choice == ThemeChoice.SYSTEM:
            dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self.choice == ThemeChoice.DARK else LIGHT


def palette_of(colours: Palette) -> QPalette:
    """Return the Qt palette of a token table, for everything the stylesheet does not reach."""
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, colours.canvas),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.sunken),
        (role.Text, colours.text),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Highlight, colours.selection),
        (role.HighlightedText, colours.text),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Accent, colours.accent),
        (role.Light, colours.surface),
        (role.Midlight, colours.hairline),
        (role.Mid, colours.field_border),
        (role.Dark, colours.field_border),
        (role.Shadow, colours.hairline),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return palette


def high_contrast_colours(system: QPalette) -> Palette:
    """Return a token table made of the system's own two colours: no fills, full-strength text.

    What colour says elsewhere is then said by shape, word, weight and border alone.
    """
    text = system.color(QPalette.ColorRole.WindowText).name()
    ground = system.color(QPalette.ColorRole.Window).name()
    values = dict.fromkeys(Palette.__dataclass_fields__, ground)
    lines = ("field_border", "hairline", "focus", "series_4")
    values |= dict.fromkeys((*TEXT_COLOURS, *lines, "accent_hover"), text)
    return Palette(**values)


def _within_range(percent: int) -> int:
    return max(TEXT_PERCENT_STEPS[0], min(TEXT_PERCENT_STEPS[-1], percent))
