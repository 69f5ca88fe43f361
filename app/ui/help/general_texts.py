"""Help about the program as a whole: keys, privacy, the file, getting everything out."""

from app.ui.help.help_text import HelpText, Part
from app.ui.words import translate


def general_texts() -> list[HelpText]:
    """Return the texts that are about no single page."""
    return [_keys(), _privacy(), _disappears(), _password(), _safe()]


def key_rows() -> list[tuple[str, str]]:
    """Return every key of the window with what it does."""
    return [
        ("Ctrl+K", translate("Help", "Search everything")),
        ("Ctrl+F", translate("Help", "Find on this page")),
        ("Ctrl+N", translate("Help", "Add here")),
        ("Ctrl+Shift+Q", translate("Help", "New question, anywhere")),
        ("Ctrl+I", translate("Help", "Bring in a file")),
        ("Ctrl+P", translate("Help", "Print")),
        ("Ctrl+Z", translate("Help", "Undo")),
        ("Ctrl+Shift+Z", translate("Help", "Redo")),
        (translate("Help", "Enter, F2"), translate("Help", "Open or edit")),
        ("Del", translate("Help", "Delete; Undo brings it back")),
        (translate("Help", "Alt+Up, Alt+Down"), translate("Help", "Move in a list")),
        ("Ctrl+1 … Ctrl+9", translate("Help", "Pages in order")),
        (translate("Help", "Alt+Left"), translate("Help", "Back")),
        ("F6", translate("Help", "Next part of the window")),
        ("F9", translate("Help", "Show or hide the sidebar")),
        ("Ctrl++  Ctrl+−  Ctrl+0", translate("Help", "Text size")),
        ("Ctrl+L", translate("Help", "Lock")),
        ("Ctrl+S", translate("Help", "Says when it was saved")),
        ("Ctrl+O", translate("Help", "Open another case")),
        ("Ctrl+Shift+N", translate("Help", "New case")),
        ("F1", translate("Help", "Help for this page")),
    ]


def _group() -> str:
    return translate("Help", "Casebook")


def _keys() -> HelpText:
    lines = tuple(f"{keys}: {words}" for keys, words in key_rows())
    return HelpText(
        "keys",
        _group(),
        translate("Help", "Keys"),
        translate("Help", "Everything can be done without a mouse."),
        (
            Part("", (translate("Help", "Everything can be done without a mouse."),)),
            Part(translate("Help", "Keys"), lines),
            Part("", (translate("Help", "On a Mac, Command takes the place of Ctrl."),)),
        ),
    )


def _privacy() -> HelpText:
    about = translate("Help", "Nothing. Casebook has no account and never uses the internet.")
    return HelpText(
        "privacy",
        _group(),
        translate("Help", "What leaves this computer: nothing"),
        about,
        (
            Part("", (about,)),
            Part(
                "",
                (
                    translate("Help", "Your case is one file that you can copy, print or give."),
                    translate(
                        "Help", "Anyone who has the file can read it, unless it has a password."
                    ),
                    translate(
                        "Help",
                        "To find trials, Casebook can hand a web address to your browser. You see "
                        "the address first. No name, date or number of the person is in it.",
                    ),
                    translate(
                        "Help",
                        "When the program makes a mistake, it writes a report on this computer. "
                        "Nothing of your case is in it, and it is sent to nobody.",
                    ),
                    translate(
                        "Help",
                        "If the case lies in a cloud folder, that service copies the file. Then a "
                        "password is a good idea.",
                    ),
                ),
                listed=True,
            ),
        ),
    )


def _disappears() -> HelpText:
    about = translate("Help", "Your case does not depend on Casebook. Here is how to read it.")
    return HelpText(
        "disappears",
        _group(),
        translate("Help", "If this program disappears"),
        about,
        (
            Part("", (about,)),
            Part(
                translate("Help", "While Casebook still runs"),
                (
                    translate(
                        "Help",
                        "Case > Take everything out… writes one file (JSON) with it "
                        "all: entries, change log and attached files.",
                    ),
                    translate(
                        "Help", "The same menu makes tables for a spreadsheet, and a calendar."
                    ),
                    translate("Help", "A printed page needs no computer at all."),
                ),
                listed=True,
            ),
            Part(
                translate("Help", "Without Casebook"),
                (
                    translate(
                        "Help",
                        "A case file without a password is an SQLite database. Many "
                        "free programs open it, such as DB Browser for SQLite.",
                    ),
                    translate(
                        "Help",
                        "A case file with a password is an SQLCipher 4 database. It "
                        "opens with the password in programs that know SQLCipher.",
                    ),
                    translate(
                        "Help", "Attached files lie in the table “attachment”, each as it was."
                    ),
                    translate(
                        "Help",
                        "Casebook is free software under the MIT licence. Anyone may "
                        "repair it and pass it on.",
                    ),
                ),
                listed=True,
            ),
        ),
    )


def _password() -> HelpText:
    about = translate("Help", "If the password is lost, nobody can open the case.")
    return HelpText(
        "password",
        _group(),
        translate("Help", "Password and lock"),
        about,
        (
            Part("", (about,)),
            Part(
                "",
                (
                    translate("Help", "Case > Password… sets, changes or removes it."),
                    translate(
                        "Help",
                        "There is no reset, no second key, and nobody to ask. Write "
                        "it down and keep it where your family can find it.",
                    ),
                    translate("Help", "Older backups keep the password they were made with."),
                    translate(
                        "Help",
                        "Ctrl+L locks the window. It also locks by itself after a "
                        "while without use; Settings says how long.",
                    ),
                    translate("Help", "What you were typing waits behind the lock."),
                ),
                listed=True,
            ),
        ),
    )


def _safe() -> HelpText:
    about = translate("Help", "Everything is saved as soon as it is done.")
    return HelpText(
        "safe",
        _group(),
        translate("Help", "How your case is kept safe"),
        about,
        (
            Part("", (about,)),
            Part(
                "",
                (
                    translate(
                        "Help", "Undo takes back each step, even after the program was closed."
                    ),
                    translate(
                        "Help",
                        "A backup is made on closing, after changes, and checked. "
                        "Older ones are thinned out by and by.",
                    ),
                    translate("Help", "A second place, such as a USB stick, gets a copy of each."),
                    translate(
                        "Help",
                        "If the stick with the case is pulled out, nothing that was "
                        "saved is lost. Put it back and open the case again.",
                    ),
                    translate(
                        "Help",
                        "When two people open the case, the second one can only "
                        "read, and is told who has it.",
                    ),
                    translate(
                        "Help",
                        "When two people each have a copy, Case > Bring in a relative's copy… "
                        "joins them. Where both changed the same entry, you choose.",
                    ),
                ),
                listed=True,
            ),
        ),
    )
