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

    def box(words: str, name: str) -> FormItem:
        return FormItem(say(words), FormField(name, f"{short}: {words}"))

    def line(words: str, name: str, label: str, share: float = 1.0) -> FormItem:
        return FormItem(say(words), FormField(name, f"{short}: {label}", "line"), share)

    return FormBox(
        TITLE,
        (
            (
                box("Refer for screening now", names.REFER),
                box("Maybe later, after:", names.LATER),
                line("", names.LATER_AFTER, "later, after what"),
            ),
            (
                box("Not suitable, because:", names.NOT_SUITABLE),
                line("", names.NOT_SUITABLE_BECAUSE, "not suitable because", 4.0),
            ),
            (
                box("Other trial or pathway to look at:", names.OTHER),
                line("", names.OTHER_WHAT, "which other trial or pathway"),
            ),
            (
                FormItem(say("Tests to order:")),
                *(box(test, names.order_field(place)) for place, test in enumerate(tests, 1)),
                box("Other:", names.TEST_OTHER),
                line("", names.TEST_OTHER_WHAT, "which other tests"),
            ),
            (
                FormItem(say("Who calls the study team:")),
                box("Clinic", names.CLINIC_CALLS),
                box(_family_calls(trial), names.FAMILY_CALLS),
                line("By date:", names.CALL_BY, "call by which date"),
            ),
            (
                line("Name", names.NAME, "doctor's name", 1.2),
                line("Signature", names.SIGNATURE, "signature", 1.1),
                line("Date", names.DATE, "date", 0.6),
            ),
        ),
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
