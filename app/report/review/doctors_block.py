"""The doctor's block: what to do now, which tests, who calls, and the name under it."""

from collections.abc import Sequence

from app.report.outline.forms import FormBox, FormField, FormItem
from app.report.outline.words import say, shortened
from app.report.review import field_names as names
from app.report.trials.on_paper import TrialOnPaper

TITLE = "Doctor's view today"
_LONGEST_CONTACT = 60


def doctors_block(trial: TrialOnPaper, tests: Sequence[str], short: str) -> FormBox:
    """Return the block.

    Args:
        trial: the trial, for the contact of its study team.
        tests: tests that would settle open lines.
        short: the trial in a few words, for who hears the fields read aloud.
    """
    pen = _Pen(short)
    return FormBox(TITLE, (*_what_now(pen), _tests(pen, tests), _calls(pen, trial), _name(pen)))


class _Pen:
    """Makes boxes and lines that say of which trial they are when they are read aloud."""

    def __init__(self, short: str) -> None:
        self._short = short

    def box(self, words: str, name: str) -> FormItem:
        """Return a box with words behind it."""
        return FormItem(say(words), FormField(name, f"{self._short}: {words}"))

    def line(self, words: str, name: str, label: str, share: float = 1.0) -> FormItem:
        """Return a line to write on with words before it; `label` is read aloud."""
        return FormItem(say(words), FormField(name, f"{self._short}: {label}", "line"), share)


_Line = tuple[FormItem, ...]


def _what_now(pen: _Pen) -> tuple[_Line, ...]:
    return (
        (
            pen.box("Refer for screening now", names.REFER),
            pen.box("Maybe later, after:", names.LATER),
            pen.line("", names.LATER_AFTER, "later, after what"),
        ),
        (
            pen.box("Not suitable, because:", names.NOT_SUITABLE),
            pen.line("", names.NOT_SUITABLE_BECAUSE, "not suitable because"),
        ),
        (
            pen.box("Other trial or pathway to look at:", names.OTHER),
            pen.line("", names.OTHER_WHAT, "which other trial or pathway"),
        ),
    )


def _tests(pen: _Pen, tests: Sequence[str]) -> _Line:
    return (
        FormItem(say("Tests to order:")),
        *(pen.box(test, names.order_field(place)) for place, test in enumerate(tests, 1)),
        pen.box("Other:", names.TEST_OTHER),
        pen.line("", names.TEST_OTHER_WHAT, "which other tests"),
    )


def _calls(pen: _Pen, trial: TrialOnPaper) -> _Line:
    return (
        FormItem(say("Who calls the study team:")),
        pen.box("Clinic", names.CLINIC_CALLS),
        pen.box(_family_calls(trial), names.FAMILY_CALLS),
        pen.line("By date:", names.CALL_BY, "call by which date"),
    )


def _name(pen: _Pen) -> _Line:
    return (
        pen.line("Name", names.NAME, "doctor's name", 1.2),
        pen.line("Signature", names.SIGNATURE, "signature", 1.1),
        pen.line("Date", names.DATE, "date", 0.6),
    )


def _family_calls(trial: TrialOnPaper) -> str:
    contact = _contact(trial)
    return f"Family: {shortened(contact, _LONGEST_CONTACT)}" if contact else "Family"


def _contact(trial: TrialOnPaper) -> str:
    """Return the study's contact as the registry names it; "" where it names none."""
    found = trial.record.central_contacts if trial.record else ()
    for contact in found:
        if contact.phone:
            ending = f" ext. {contact.phone_extension}" if contact.phone_extension else ""
            return ", ".join(part for part in (contact.name, contact.phone + ending) if part)
    return ""
