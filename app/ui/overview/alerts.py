"""What every new doctor must be told: the family's alerts, then allergies they do not name."""

from dataclasses import dataclass

from app.case.case import Case
from app.case.entities import Alert
from app.case.facts import Facts
from app.ui.words import translate

_MOST = 4


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One alert: what it is about, in strong type, and the rest."""

    strong: str
    rest: str


def alert_lines(case: Case, facts: Facts) -> list[AlertLine]:
    """Return the lines, at most four; a longer list ends with how many more there are."""
    alerts = [alert.text for alert in case.all(Alert) if alert.text]
    named = " ".join(alerts).casefold()
    lines = [_split(text) for text in alerts]
    for allergy in facts.allergies.items:
        if allergy.substance.casefold() not in named:
            lines.append(_allergy_line(allergy.substance, allergy.reaction))
    if len(lines) > _MOST:
        more = len(lines) - _MOST + 1
        return [*lines[: _MOST - 1], AlertLine("", translate("Alerts", "and %n more", "", more))]
    return lines


def _split(text: str) -> AlertLine:
    head, colon, rest = text.partition(":")
    if colon and len(head) <= 40:
        return AlertLine(f"{head}:", rest.strip())
    return AlertLine(text, "")


def _allergy_line(substance: str, reaction: str | None) -> AlertLine:
    head = translate("Alerts", "Allergy to {substance}").format(substance=substance)
    return AlertLine(f"{head}:" if reaction else head, reaction or "")
