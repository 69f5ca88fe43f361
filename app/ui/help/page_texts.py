"""Help for each page: what it is for, what one can do there, what it never does."""

from collections.abc import Sequence

from app.ui.help.help_text import HelpText, Part
from app.ui.words import translate


def page_texts() -> list[HelpText]:
    """Return the help of every page, in the order of the sidebar."""
    return [
        _overview(),
        _history(),
        _labs(),
        _medicines(),
        _documents(),
        _trials(),
        _access(),
        _appointments(),
        _team(),
        _hunter(),
        _print(),
        _log(),
        _patient(),
        _therapies(),
        _settings(),
    ]


def _text(key: str, title: str, purpose: str, can: Sequence[str], never: Sequence[str]) -> HelpText:
    parts = [
        Part("", (purpose,)),
        Part(translate("Help", "What you can do here"), tuple(can), listed=True),
        Part(translate("Help", "What it never does"), tuple(never), listed=True),
    ]
    return HelpText(key, translate("Help", "Pages"), title, purpose, tuple(parts))


def _overview() -> HelpText:
    return _text(
        "overview",
        translate("Help", "Overview"),
        translate("Help", "The whole situation on one page: what is known now, and what is next."),
        [
            translate("Help", "See the next visit with its first three questions, and print it."),
            translate("Help", "See what may need a look: safety first, then dates, then tests."),
            translate("Help", "Click any card to go to the entries behind it."),
        ],
        [
            translate("Help", "It does not say how things will go."),
            translate("Help", "It shows nothing that nobody has entered."),
        ],
    )


def _history() -> HelpText:
    return _text(
        "history",
        translate("Help", "Treatment history"),
        translate("Help", "Every treatment and every change of the disease, in order of time."),
        [
            translate("Help", "Add what you remember. A year is enough; the rest can come later."),
            translate("Help", "Write dates as you know them: 2024, March 2024, about March 2024."),
            translate("Help", "Note where each fact comes from, and how sure you are."),
        ],
        [
            translate("Help", "It does not count days from a date that is only a month or a year."),
            translate("Help", "It does not judge a treatment."),
        ],
    )


def _labs() -> HelpText:
    return _text(
        "labs",
        translate("Help", "Labs and tests"),
        translate("Help", "Results with their date, unit and usual range, and how they changed."),
        [
            translate("Help", "Type the results of a report line by line."),
            translate("Help", "See one test over time, with treatments behind it."),
            translate("Help", "Keep the report as a document and link the results to it."),
        ],
        [
            translate("Help", "It does not say what a result means for you. Ask your care team."),
            translate("Help", "It does not refuse an odd value. It asks whether to keep it."),
        ],
    )


def _medicines() -> HelpText:
    return _text(
        "medicines",
        translate("Help", "Medicines and allergies"),
        translate("Help", "What is taken now, what was stopped, and what must not be given."),
        [
            translate("Help", "Note dose, since when, why, and who ordered it."),
            translate("Help", "Note the day of the last dose. Some trials ask for it."),
            translate("Help", "Write down when nobody knows of an allergy. That is a fact too."),
        ],
        [
            translate("Help", "It never says to start, stop or change a medicine."),
            translate("Help", "It does not know whether two medicines go together."),
        ],
    )


def _documents() -> HelpText:
    return _text(
        "documents",
        translate("Help", "Documents"),
        translate("Help", "Reports, letters and pictures. A copy of each is kept in the case."),
        [
            translate("Help", "Choose a file, or drop it on the window."),
            translate("Help", "See which entries rest on a document."),
        ],
        [
            translate("Help", "It does not change or move your own file."),
            translate("Help", "It does not send a document anywhere."),
        ],
    )


def _trials() -> HelpText:
    return _text(
        "trials",
        translate("Help", "Trials"),
        translate(
            "Help",
            "Trials you want to talk about, laid beside what is in the record. "
            "Only the study team can decide who can join.",
        ),
        [
            translate("Help", "Keep a trial from a file you downloaded, or paste its text."),
            translate("Help", "Read each rule in the registry's own words, with our check."),
            translate("Help", "Answer a line yourself. Your name and the day stay beside it."),
            translate("Help", "Put what is not known on the list of questions."),
        ],
        [
            translate("Help", "It never says who may join, and gives no score and no order."),
            translate("Help", "It does not look anything up. A saved trial is as old as its date."),
        ],
    )


def _access() -> HelpText:
    return _text(
        "access",
        translate("Help", "Access pathways"),
        translate("Help", "The steps to a treatment outside of a trial, and where each stands."),
        [
            translate("Help", "See who does each step, and what papers it takes."),
            translate("Help", "Note who was asked, when, and what they said."),
        ],
        [
            translate("Help", "It sends no request. Only a doctor can do that."),
            translate("Help", "It does not say which way is better."),
        ],
    )


def _appointments() -> HelpText:
    return _text(
        "appointments",
        translate("Help", "Appointments"),
        translate("Help", "Each visit with its questions, before, during and after."),
        [
            translate("Help", "Put the three most important questions first."),
            translate("Help", "Write down answers, decisions, and who does what by when."),
            translate("Help", "Print one page to take along."),
        ],
        [
            translate("Help", "It sends no reminder to anyone."),
            translate("Help", "It does not decide which question matters most."),
        ],
    )


def _team() -> HelpText:
    return _text(
        "team",
        translate("Help", "Care team"),
        translate("Help", "Who takes part in the care, and how to reach them."),
        [
            translate("Help", "Start with the number to call at night."),
            translate("Help", "Note the team's own fever limit. It goes on the emergency card."),
            translate("Help", "Note what every new doctor must know at once."),
        ],
        [translate("Help", "It calls and writes to nobody.")],
    )


def _hunter() -> HelpText:
    return _text(
        "hunter",
        translate("Help", "Records for a second opinion"),
        translate("Help", "What a second opinion usually needs, beside what is here."),
        [
            translate("Help", "Look through what is not here yet. Keep papers under Documents."),
            translate("Help", "Write a letter of request for each hospital, and sign it."),
        ],
        [translate("Help", "It sends nothing, and it does not know what a hospital will ask for.")],
    )


def _print() -> HelpText:
    return _text(
        "print",
        translate("Help", "Print"),
        translate(
            "Help",
            "One page for the visit, and more where you want it. The preview is the very page.",
        ),
        [
            translate(
                "Help", "Choose the visit, and tick what you take along: all of it is one PDF."
            ),
            translate("Help", "Leave sections out, or move them with Alt+Up and Alt+Down."),
            translate("Help", "Choose the paper, and large print."),
            translate("Help", "Leave out names where the page goes to somebody else."),
            translate("Help", "Save it as a PDF, or print it."),
        ],
        [
            translate("Help", "It leaves nothing out without saying so on the page."),
            translate("Help", "It does not send the page to anyone."),
        ],
    )


def _log() -> HelpText:
    return _text(
        "log",
        translate("Help", "Change log"),
        translate("Help", "Who changed what and when, old and new. Nothing is ever lost."),
        [
            translate("Help", "Take one change back by itself with “Undo this”."),
            translate("Help", "See the backups, make one now, and bring one back."),
            translate("Help", "Before a backup is brought back, see what it would change."),
        ],
        [
            translate("Help", "It forgets nothing. What was taken back stays in the list."),
            translate("Help", "It does not guess where two changes touch the same entry."),
        ],
    )


def _patient() -> HelpText:
    return _text(
        "patient",
        translate("Help", "Patient details"),
        translate("Help", "Who the case is about: name, birth date, home, hospital numbers."),
        [
            translate("Help", "Only a name is needed. Everything else can wait."),
            translate("Help", "Note the postcode or city, to see how far a place is."),
        ],
        [
            translate("Help", "The hospital number stays off a page when you say so."),
            translate("Help", "The home place never goes into a web address."),
        ],
    )


def _therapies() -> HelpText:
    return _text(
        "therapies",
        translate("Help", "Therapies and words"),
        translate("Help", "Newer treatments on one card each, and medical words in plain ones."),
        [
            translate("Help", "Read good and bad effects side by side, with how many people."),
            translate("Help", "See the date and the source of each card."),
        ],
        [
            translate("Help", "It does not say what is right for you."),
            translate("Help", "It does not know anything newer than its dates."),
        ],
    )


def _settings() -> HelpText:
    return _text(
        "settings",
        translate("Help", "Settings"),
        translate("Help", "How Casebook looks and works on this computer."),
        [
            translate("Help", "Make all text larger, up to twice the size."),
            translate("Help", "Say after how many minutes a case with a password is locked."),
            translate("Help", "Choose a second place for backups, such as a USB stick."),
        ],
        [translate("Help", "Settings hold nothing of a case but the places of its files.")],
    )
