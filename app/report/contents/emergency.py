"""Whom to call and when: the fixed wording, with the team's own number and threshold."""

from decimal import Decimal

from app.case.entities import CallPlan
from app.case.facts import Facts
from app.case.numbers import number_text
from app.report.outline.words import Words, say, strong

_USUAL_FEVER = "38.0 C (100.4 F)"


def emergency_words(facts: Facts) -> Words:
    """Return the fixed wording of the domain reference, section 5.7, number and fever strong.

    The team's own number and threshold take the place of the usual ones.
    """
    plan = facts.case.one(CallPlan)
    phone = plan.night_phone if plan else None
    fever = fever_words(plan.fever_celsius if plan else None)
    return say(
        "Call your care team now, day or night, at ",
        strong(phone or "____________________"),
        " if you have: ",
        strong(f"a fever of {fever} or more."),
        " Or chills. Or trouble breathing. Or you feel mixed up. Or bleeding that does not stop. "
        "Or sudden bad pain. If no one answers, call the emergency number where you live.",
    )


def fever_words(celsius: Decimal | None) -> str:
    """Return "38.0 C (100.4 F)" for a threshold in degrees Celsius."""
    if celsius is None:
        return _USUAL_FEVER
    fahrenheit = (celsius * 9 / 5 + 32).quantize(Decimal("0.1"))
    return f"{number_text(celsius)} C ({number_text(fahrenheit)} F)"


def team_instructions(facts: Facts) -> str:
    """Return what the team said to do, in its own words; "" where nothing is noted."""
    plan = facts.case.one(CallPlan)
    return (plan.instructions or "") if plan else ""
