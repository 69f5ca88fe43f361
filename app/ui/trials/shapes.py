"""The shapes and colours of a trial's status and of the three states of a line."""

from app.ui.words import QT_TRANSLATE_NOOP, translate
from app.usecases.trial_page_checks import Counts

STATE_ICONS = {
    "fits": "state-fits",
    "rule_out": "state-may-rule-out",
    "ask": "state-ask",
    "": "info",
}
STATE_COLOURS = {"fits": "fits", "rule_out": "rule_out", "ask": "ask", "": "muted"}
STATE_GROUNDS = {"fits": "fits_bg", "rule_out": "rule_out_bg", "ask": "ask_bg", "": "sunken"}
STATE_WORDS = {
    "fits": QT_TRANSLATE_NOOP("TrialStates", "Fits"),
    "rule_out": QT_TRANSLATE_NOOP("TrialStates", "May rule out"),
    "ask": QT_TRANSLATE_NOOP("TrialStates", "Ask the team"),
    "": QT_TRANSLATE_NOOP("TrialStates", "Only explains"),
}

_STATUS_ICONS = {
    "RECRUITING": "circle-dot",
    "AVAILABLE": "circle-dot",
    "ENROLLING_BY_INVITATION": "mail",
    "NOT_YET_RECRUITING": "clock",
    "ACTIVE_NOT_RECRUITING": "circle-pause",
    "SUSPENDED": "circle-pause",
    "TEMPORARILY_NOT_AVAILABLE": "circle-pause",
    "COMPLETED": "circle-check",
    "APPROVED_FOR_MARKETING": "circle-check",
    "TERMINATED": "circle-slash",
    "WITHDRAWN": "circle-slash",
    "NO_LONGER_AVAILABLE": "circle-slash",
}


def status_icon(status: str) -> str:
    """Return the shape of a trial's status; a dashed circle where none is known."""
    return _STATUS_ICONS.get(status, "circle-dashed")


def state_words(state: str) -> str:
    """Return "Fits", "May rule out", "Ask the team"."""
    return translate("TrialStates", STATE_WORDS[state])


def counts_words(counts: Counts) -> str:
    """Return the counts in words, for a screen reader."""
    words = translate("TrialStates", "{fits} fit, {rule_out} may rule out, {ask} to ask the team")
    return words.format(fits=counts.fits, rule_out=counts.rule_out, ask=counts.ask)
