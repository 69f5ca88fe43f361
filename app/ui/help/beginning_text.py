"""Help for somebody who has no case yet."""

from app.ui.help.help_text import HelpText, Part
from app.ui.words import translate


def beginning_text() -> HelpText:
    """Return what there is to know before the first case."""
    about = translate("Help", "One file keeps everything about one person. A name is enough.")
    lines = (
        translate(
            "Help",
            "Start a new case asks for a first name. Everything else there can wait, and can be "
            "changed at any time.",
        ),
        translate("Help", "Open a case opens a file you have, also one from a USB stick."),
        translate(
            "Help",
            "Bring in a relative's copy puts two copies of the same case together. You decide "
            "wherever they differ.",
        ),
        translate(
            "Help",
            "Look at an example shows an invented case. Look around in it as you like: nothing "
            "in it is saved.",
        ),
        translate("Help", "A whole case in one file (JSON) is read in with New case, at its foot."),
    )
    keys = (
        translate("Help", "Ctrl+N: New case"),
        translate("Help", "Ctrl+O: Open a case"),
        translate("Help", "Tab and Enter: go from one choice to the next, and take it"),
        translate("Help", "Ctrl++, Ctrl+−, Ctrl+0: text size"),
        translate("Help", "F1: this help"),
    )
    return HelpText(
        "beginning",
        translate("Help", "Casebook"),
        translate("Help", "How to begin"),
        about,
        (
            Part("", (about,)),
            Part("", lines, listed=True),
            Part(translate("Help", "Keys in this window"), keys, listed=True),
        ),
    )
