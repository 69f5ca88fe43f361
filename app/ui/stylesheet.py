"""The stylesheet of the whole program, filled from the token table.

Variants are properties of the widget: `kind` for controls and frames, `role` for labels. Nothing
here sets a font family or a universal rule: the application's font and palette do that.
"""

from string import Template

from app.resource_files import resource_file
from app.ui import tokens
from app.ui.tokens import Palette, TypeStyle

_TEMPLATE = Template("""
QMainWindow, QDialog, QWidget[kind="page"] { background: $canvas; }
QToolTip { background: $surface; color: $text; border: 1px solid $field_border; padding: 4px 8px; }

QLabel { color: $text; background: transparent; }
QLabel[role="page-title"] { $page_title }
QLabel[role="program-name"] { $program_name }
QLabel[role="section"] { $section }
QLabel[role="card-title"] { $card_title }
QRadioButton[role="card-title"] { $card_title }
QLabel[role="row-title"] { $row_title }
QLabel[role="strong"] { $strong }
QLabel[role="field-label"] { $row_title }
QLabel[role="table"] { $table }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { $small color: $muted; }
QLabel[role="small-text"] { $small }
QLabel[role="small-strong"] { $small_strong color: $muted; }
QLabel[role="fits"] { $small color: $fits; }
QLabel[role="problem"] { $small color: $danger; }
QLabel[role="chip"] {
  $small_strong color: $note; background: $note_bg;
  border-radius: ${radius_chip}px; padding: 2px 8px;
}

QFrame[kind="card"] {
  background: $surface; border: 1px solid $hairline; border-radius: ${radius_card}px;
}
QFrame[kind="card"][chosen="true"] { border: 2px solid $accent; }
QFrame[kind="different"] { background: $note_bg; border: none; border-top: 1px solid $hairline; }
QFrame[kind="row"] { background: transparent; border: none; border-top: 1px solid $hairline; }
QFrame[kind="results"] {
  background: $surface; border: 1px solid $field_border; border-radius: ${radius_card}px;
}
QFrame[kind="hit"] { background: transparent; border: none; }
QFrame[kind="hit"][current="true"] { background: $selection; border-left: 4px solid $accent; }
QFrame[kind="line"] { background: $hairline; border: none; max-height: 1px; min-height: 1px; }
QFrame[kind="bar"] { background: $hairline; border: none; max-width: 1px; min-width: 1px; }
QFrame[kind="notice"] { background: $note_bg; border: none; border-radius: ${radius_control}px; }
QFrame[kind="notice"] QLabel { color: $text; }
QFrame[kind="sidebar"] { background: $sidebar; border: none; border-right: 1px solid $hairline; }
QFrame[kind="status"] { background: $sidebar; border: none; border-top: 1px solid $hairline; }
QFrame[kind="undo"] {
  background: $sunken; border: 1px solid $field_border; border-radius: ${radius_control}px;
}
QFrame[kind="desk"] { background: $desk; border: none; }

QPushButton {
  background: $surface; color: $text; border: 1px solid $field_border;
  border-radius: ${radius_control}px; padding: 0 ${pad}px; min-height: ${control}px; $button
}
QPushButton:hover { background: $sunken; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:disabled { color: $muted; border-color: $hairline; }
QPushButton[kind="filled"] {
  background: $accent; color: $on_accent; border-color: $accent; $button_strong
}
QPushButton[kind="filled"]:hover, QPushButton[kind="filled"]:pressed {
  background: $accent_hover; border-color: $accent_hover;
}
QPushButton[kind="small"] { min-height: ${small_control}px; padding: 0 ${pad_small}px; $small }
QPushButton[kind="square"] { padding: 0; min-width: ${control}px; max-width: ${control}px; }
QPushButton[kind="small-square"] {
  padding: 0; min-height: ${small_control}px; min-width: ${small_control}px;
  max-width: ${small_control}px;
}
QPushButton[kind="tiny"] {
  background: transparent; border: none; padding: 0; min-height: ${tiny}px; max-height: ${tiny}px;
  min-width: ${small_control}px; max-width: ${small_control}px; border-radius: 4px;
}
QPushButton[kind="tiny"]:hover { background: $accent_soft; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover { background: $accent_soft; }
QPushButton[kind="quiet-small"] {
  background: transparent; border-color: transparent; min-height: ${small_control}px;
  padding: 0 4px;
}
QPushButton[kind="link"] {
  background: transparent; border: none; color: $accent; padding: 0;
  min-height: ${small_control}px; text-align: left; text-decoration: underline; $body
}
QPushButton[kind="link"]:hover { color: $accent_hover; }
QPushButton[kind="segment"] {
  border-radius: 0; padding: 0 ${pad_small}px; min-height: ${segment}px;
  $table
}
QPushButton[kind="segment"][end="first"], QPushButton[kind="segment"][end="only"] {
  border-top-left-radius: ${radius_control}px; border-bottom-left-radius: ${radius_control}px;
}
QPushButton[kind="segment"][end="last"], QPushButton[kind="segment"][end="only"] {
  border-top-right-radius: ${radius_control}px; border-bottom-right-radius: ${radius_control}px;
}
QPushButton[kind="segment"]:checked { background: $accent_soft; color: $accent; $table_strong }
QPushButton[kind="chip-choice"] {
  background: transparent; border-color: transparent; padding: 0 ${pad_small}px;
  min-height: ${segment}px; $table
}
QPushButton[kind="chip-choice"]:hover { background: $accent_soft; }
QPushButton[kind="chip-choice"]:checked {
  background: $accent_soft; border-color: $accent; color: $accent; $table_strong
}
QPushButton::menu-indicator { image: none; width: 0; }

QAbstractScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[kind="scrolled"] { background: transparent; }
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox {
  background: $surface; color: $text; border: 1px solid $field_border;
  border-radius: ${radius_control}px; padding: 0 10px; min-height: ${control}px;
  selection-background-color: $selection; selection-color: $text;
  placeholder-text-color: $muted;
}
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QAbstractSpinBox:focus { border: 2px solid $focus; padding: 0 9px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $focus; padding: 3px 5px; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"] {
  border: 2px solid $danger; padding: 0 9px;
}
QLineEdit[problem="true"]:focus { border: 2px solid $focus; }
QLineEdit[kind="cell"] { border-radius: 0; min-height: 20px; padding: 0 4px; }
QLineEdit[kind="cell"]:focus { padding: 0 3px; }
QTableView[kind="grid"] {
  border: 1px solid $field_border; border-radius: ${radius_control}px; gridline-color: $hairline;
}
QTableView[kind="grid"]::item { padding: 0 6px; }
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] { background: $sunken; }

QCheckBox, QRadioButton { color: $text; background: transparent; spacing: 10px; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QCheckBox { min-height: ${small_control}px; }
QRadioButton { min-height: ${small_control}px; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
  width: ${mark}px; height: ${mark}px;
}
${mark_rules}
QPushButton, QToolButton, QCheckBox, QRadioButton, QComboBox { outline: none; }
QProgressBar, QLineEdit, QScrollBar, QAbstractScrollArea { widget-animation-duration: 0; }

QAbstractItemView {
  background: $surface; color: $text; border: none; outline: none;
  selection-background-color: $selection; selection-color: $text;
  alternate-background-color: $sunken;
}
QHeaderView { background: $sunken; border: none; }
QHeaderView::section {
  background: $sunken; color: $muted; border: none; border-bottom: 1px solid $hairline;
  padding: 6px 8px 6px 12px; $small_strong
}
QHeaderView::up-arrow, QHeaderView::down-arrow { width: ${arrow}px; height: ${arrow}px; }
QHeaderView::up-arrow { image: url("$marks/arrow-up.svg"); }
QHeaderView::down-arrow { image: url("$marks/arrow-down.svg"); }
QComboBox QAbstractItemView, QListView[kind="completer"] {
  background: $surface; border: 1px solid $field_border; padding: 4px;
}
QComboBox QAbstractItemView::item, QListView[kind="completer"]::item {
  min-height: ${small_control}px; padding: 0 8px;
}

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $field_border; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenuBar {
  background: $sidebar; color: $text; border-bottom: 1px solid $hairline; padding: 0 8px; $body
}
QMenuBar::item { background: transparent; padding: 5px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: $accent_soft; }
QMenu { background: $surface; color: $text; border: 1px solid $field_border; padding: 5px; $body }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; background: transparent; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $muted; }
QMenu::icon { padding-left: 10px; }
QMenu::separator { height: 1px; background: $hairline; margin: 5px 8px; }

QProgressBar {
  background: $sunken; border: 1px solid $field_border; border-radius: 4px;
  min-height: 8px; max-height: 8px;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: transparent; }
""")


def stylesheet(colours: Palette, scale: float) -> str:
    """Return the stylesheet for these colours at a text size of `scale` (1.0 to 2.0)."""
    values: dict[str, object] = dict(colours.items())
    values |= {name: _type_rule(style, scale) for name, style in _TYPE.items()}
    values |= _sizes(scale)
    values["marks"] = marks = _marks(colours)
    values["mark_rules"] = _mark_rules(marks)
    return _TEMPLATE.substitute(values)


_TYPE = {
    "program_name": tokens.PROGRAM_NAME,
    "page_title": tokens.PAGE_TITLE,
    "section": tokens.SECTION,
    "card_title": tokens.CARD_TITLE,
    "row_title": tokens.ROW_TITLE,
    "strong": tokens.STRONG,
    "body": tokens.BODY,
    "table": tokens.TABLE,
    "table_strong": tokens.TABLE_STRONG,
    "small": tokens.SMALL,
    "small_strong": tokens.SMALL_STRONG,
    "button": tokens.ROW_TITLE,
    "button_strong": tokens.STRONG,
}


_BOXES = ("QCheckBox", "QAbstractItemView")
_MARKS = (
    (_BOXES, "unchecked", "check-off"),
    (_BOXES, "checked", "check-on"),
    (_BOXES, "indeterminate", "check-half"),
    (("QRadioButton",), "unchecked", "radio-off"),
    (("QRadioButton",), "checked", "radio-on"),
)


def _mark_rules(folder: str) -> str:
    """Return the picture of every mark, in use and out of use."""
    rules = []
    for kinds, state, picture in _MARKS:
        for more, ending in (("", ""), (":disabled", "-disabled")):
            where = ", ".join(f"{kind}::indicator:{state}{more}" for kind in kinds)
            rules.append(f'{where} {{ image: url("{folder}/{picture}{ending}.svg"); }}')
    return "\n".join(rules)


def _marks(colours: Palette) -> str:
    """Return the folder of the check and radio marks that suit this ground."""
    red, green, blue = (int(colours.canvas[at : at + 2], 16) for at in (1, 3, 5))
    ground = "dark" if max(red, green, blue) + min(red, green, blue) < 256 else "light"
    return resource_file(f"icons/marks/{ground}").as_posix()


def _type_rule(style: TypeStyle, scale: float) -> str:
    return f"font-size: {round(style.size * scale)}px; font-weight: {style.weight};"


def _sizes(scale: float) -> dict[str, object]:
    # A control's height counts its border of one pixel on each side.
    return {
        "control": round(tokens.HEIGHT_CONTROL * scale) - 2,
        "small_control": round(tokens.HEIGHT_SMALL * scale) - 2,
        "tiny": round(22 * scale),
        "segment": round(30 * scale) - 2,
        "mark": round(tokens.MARK * scale),
        "arrow": round(14 * scale),
        "pad": round(tokens.SPACE_12 * (1 + scale) / 2) + 2,
        "pad_small": round(10 * (1 + scale) / 2),
        "radius_control": tokens.RADIUS_CONTROL,
        "radius_card": tokens.RADIUS_CARD,
        "radius_chip": tokens.RADIUS_CHIP,
    }
