"""Cuts Casebook Sans, four static weights, from the variable font Source Sans 3.

    .venv/bin/python -m pip install -c packaging/constraints.txt -e .[release]
    .venv/bin/python packaging/make_fonts.py

ReportLab takes only the default instance of a variable font, and instances that keep one
PostScript name collide in it (bold came out regular): hence static files with names of their own.
The licence (OFL 1.1) reserves the name "Source": hence another family name.
Same source, same bytes.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
SOURCE = files("fontpkg_source_sans_3")
FAMILY = "Casebook Sans"
WEIGHTS = {"Regular": 400, "Medium": 500, "Semibold": 600, "Bold": 700}

# Kept: what text needs, and proportional figures, fractions and high and low figures by request.
# The default figures are tabular. Dropped: alternate letter forms and small capitals.
FEATURES = [
    *("ccmp", "locl", "kern", "mark", "mkmk", "liga", "case"),
    *("pnum", "frac", "numr", "dnom", "sups", "subs", "sinf", "zero"),
]

COPYRIGHT, LEGACY_FAMILY, LEGACY_STYLE, UNIQUE, FULL, VERSION, POSTSCRIPT = range(7)
LICENCE, LICENCE_ADDRESS, TYPOGRAPHIC_FAMILY, TYPOGRAPHIC_STYLE = 13, 14, 16, 17
KEPT_NAMES = {COPYRIGHT, VERSION, LICENCE, LICENCE_ADDRESS}
WINDOWS_UNICODE_ENGLISH = (3, 1, 0x409)

FS_SELECTION_BOLD, FS_SELECTION_REGULAR, MAC_STYLE_BOLD = 1 << 5, 1 << 6, 1 << 0


def main() -> int:
    """Write the four fonts and their licence."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        font = cut(weight)
        name(font, style)
        mark_weight(font, style, weight)
        font.save(TARGET / f"CasebookSans-{style}.ttf")
    (TARGET / "OFL.txt").write_text(SOURCE.joinpath("LICENSE").read_text("utf-8"), "utf-8")
    return 0


def cut(weight: int) -> TTFont:
    """Return the static instance of one weight, with every character and the kept features."""
    # lazy=False: the source is closed before the instance is saved
    with SOURCE.joinpath("files", "SourceSans3[wght].ttf").open("rb") as stream:
        variable = TTFont(stream, recalcTimestamp=False, lazy=False)
        font = instantiateVariableFont(variable, {"wght": weight})
        options = Options(
            layout_features=FEATURES,
            name_IDs=["*"],
            name_languages=["*"],
            notdef_outline=True,
            glyph_names=True,
            drop_tables=["DSIG", "STAT"],
        )
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=font.getBestCmap())
        subsetter.subset(font)
    return font


def name(font: TTFont, style: str) -> None:
    """Give the instance names of its own, keeping copyright and licence as they are."""
    table = font["name"]
    table.names = [
        record
        for record in table.names
        if record.nameID in KEPT_NAMES and record.langID == WINDOWS_UNICODE_ENGLISH[2]
    ]
    # Old programs know four styles per family only, so Medium and Semibold are families to them.
    old_style = style in ("Regular", "Bold")
    names = {
        LEGACY_FAMILY: FAMILY if old_style else f"{FAMILY} {style}",
        LEGACY_STYLE: style if old_style else "Regular",
        UNIQUE: f"Casebook;CasebookSans-{style};{table.getDebugName(VERSION)}",
        FULL: f"{FAMILY} {style}",
        POSTSCRIPT: f"CasebookSans-{style}",
        TYPOGRAPHIC_FAMILY: FAMILY,
        TYPOGRAPHIC_STYLE: style,
    }
    for name_id, text in names.items():
        table.setName(text, name_id, *WINDOWS_UNICODE_ENGLISH)


def mark_weight(font: TTFont, style: str, weight: int) -> None:
    """Set the weight where the systems look for it."""
    bold = style == "Bold"
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection &= ~(FS_SELECTION_BOLD | FS_SELECTION_REGULAR)
    if bold:
        font["OS/2"].fsSelection |= FS_SELECTION_BOLD
    elif style == "Regular":
        font["OS/2"].fsSelection |= FS_SELECTION_REGULAR
    font["head"].macStyle = MAC_STYLE_BOLD if bold else 0


if __name__ == "__main__":
    sys.exit(main())
