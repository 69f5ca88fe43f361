"""The one table of colours, type sizes, spaces and heights; everything drawn reads it.

Colours are named by what they mean, never by how they look. Ratios are checked by test: every
text colour reaches 4.5:1 on every ground it may stand on, every line and shape that carries
meaning 3:1.
"""

from dataclasses import fields

from app.case.value_class import value_class


@value_class
class Palette:
    """The colours of one theme, as `#RRGGBB`."""

    text: str
    muted: str
    accent: str
    fits: str
    rule_out: str
    ask: str
    note: str
    danger: str
    on_accent: str

    canvas: str
    surface: str
    sidebar: str
    sunken: str
    selection: str
    accent_soft: str
    accent_hover: str
    fits_bg: str
    rule_out_bg: str
    ask_bg: str
    note_bg: str
    danger_bg: str
    usual_range: str

    field_border: str
    focus: str
    series_4: str
    hairline: str
    desk: str

    def items(self) -> dict[str, str]:
        """Return every colour by its name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


LIGHT = Palette(
    text="#1C2A2D",
    muted="#48565A",
    accent="#0E5C6B",
    fits="#12664A",
    rule_out="#96400C",
    ask="#474A9B",
    note="#6B4E00",
    danger="#A1211C",
    on_accent="#FFFFFF",
    canvas="#F5F3EE",
    surface="#FFFFFF",
    sidebar="#EBE8E1",
    sunken="#FAF9F6",
    selection="#CFE5E8",
    accent_soft="#DCECEE",
    accent_hover="#0A4854",
    fits_bg="#E1F1E9",
    rule_out_bg="#FCEBDD",
    ask_bg="#E8E9F7",
    note_bg="#FDF2D3",
    danger_bg="#FBE6E4",
    usual_range="#EAF3EC",
    field_border="#7D7970",
    focus="#0B57D0",
    series_4="#6B6F1D",
    hairline="#DAD6CD",
    desk="#8A867D",
)

DARK = Palette(
    text="#E9EDEC",
    muted="#B9C3C4",
    accent="#7CC8D6",
    fits="#82D3AB",
    rule_out="#F2AC7E",
    ask="#BDBFF6",
    note="#F0CC6B",
    danger="#F5A39C",
    on_accent="#0B2327",
    canvas="#15191B",
    surface="#1E2426",
    sidebar="#191E20",
    sunken="#23292C",
    selection="#1F434A",
    accent_soft="#1F3B41",
    accent_hover="#9AD8E3",
    fits_bg="#1C362B",
    rule_out_bg="#3D2A1D",
    ask_bg="#2B2D4B",
    note_bg="#3A3118",
    danger_bg="#43221F",
    usual_range="#22332B",
    field_border="#87939A",
    focus="#9CC3FF",
    series_4="#CBCF7A",
    hairline="#353E41",
    desk="#0E1112",
)

TEXT_COLOURS = ("text", "muted", "accent", "fits", "rule_out", "ask", "note", "danger")
"""Colours that words are written in."""

GROUNDS = ("canvas", "surface", "sidebar", "sunken", "selection")
"""Grounds that any of the text colours may stand on."""

OWN_GROUNDS = {
    "fits": "fits_bg",
    "rule_out": "rule_out_bg",
    "ask": "ask_bg",
    "note": "note_bg",
    "danger": "danger_bg",
    "accent": "accent_soft",
    "on_accent": "accent",
}
"""Fills made for one text colour; plain `text` may stand on the light ones too."""

MEANINGFUL_LINES = ("field_border", "focus", "accent", "rule_out", "ask", "series_4")
"""Borders, rings and chart series: seen, not read."""

LINE_GROUNDS = ("canvas", "surface", "sidebar", "sunken")
"""Grounds on which those lines are drawn."""


@value_class
class TypeStyle:
    """A size in pixels at 100 % text, the height of its line, and a weight (400, 500, 600)."""

    size: int
    line: int
    weight: int = 400


PROGRAM_NAME = TypeStyle(28, 36, 600)
PAGE_TITLE = TypeStyle(23, 30, 600)
SECTION = TypeStyle(19, 26, 600)
CARD_TITLE = TypeStyle(17, 22, 600)
BODY = TypeStyle(16, 22)
ROW_TITLE = TypeStyle(16, 22, 500)
STRONG = TypeStyle(16, 22, 600)
TABLE = TypeStyle(15, 21)
TABLE_STRONG = TypeStyle(15, 21, 600)
SMALL = TypeStyle(14, 18)
SMALL_STRONG = TypeStyle(14, 18, 600)
TICK = TypeStyle(13, 16)

SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_20, SPACE_24 = 4, 8, 12, 16, 20, 24

RADIUS_CONTROL = 6
RADIUS_CARD = 8
RADIUS_CHIP = 5

HEIGHT_CONTROL = 34
HEIGHT_SMALL = 28
HEIGHT_ROW = 34

ICON = 18
MARK = 18
"""Side of a check box or radio button."""
FOCUS_RING = 2
FOCUS_GAP = 2

SIDEBAR_WIDTH = 212
SIDEBAR_WIDTH_NARROW = 196
NARROW_WINDOW = 1100
MINIMUM_WINDOW = (1024, 640)
TWO_COLUMNS_EM = 46

FONT_FAMILY = "Casebook Sans"
FALLBACK_FAMILIES = ("Noto Sans", "DejaVu Sans")

TEXT_PERCENT_STEPS = (100, 110, 125, 150, 175, 200)


def channel_light(value: int) -> float:
    """Return the linear light of an sRGB channel, 0 to 255 (WCAG 2.2, relative luminance)."""
    share = value / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Return the relative luminance of `#RRGGBB`, 0 (black) to 1 (white)."""
    red, green, blue = (channel_light(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
