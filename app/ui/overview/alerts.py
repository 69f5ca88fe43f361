"""What every new doctor must be told: the family's alerts, then allergies they do not name."""

import re

from app.case import vocabulary
from app.case.case import Case
from app.case.entities import Alert
from app.case.facts import Facts
from app.case.facts.values.health import AllergyFact
from app.case.value_class import value_class
from app.ui.words import translate

_MOST = 4
_SHORTEST_NAME = 6


@value_class
class AlertLine:
    """One alert: what it is about, in strong type, and the rest."""

    strong: str
    rest: str


def alert_lines(case: Case, facts: Facts) -> list[AlertLine]:
    """Return the lines, at most four; a longer list ends with how many more there are."""
    alerts = [alert.text for alert in case.all(Alert) if alert.text]
    lines = [_split(text) for text in alerts]
    for allergy in facts.allergies.items:
        if not any(_names(text.casefold(), allergy) for text in alerts):
            lines.append(_allergy_line(allergy.substance, allergy.reaction))
    if len(lines) > _MOST:
        more = len(lines) - _MOST + 1
        return [*lines[: _MOST - 1], AlertLine("", translate("Alerts", "and %n more", "", more))]
    return lines


def _names(alert: str, allergy: AllergyFact) -> bool:
    """Whether an alert tells of an allergy already: by its name, or a synonym and what happened."""
    if allergy.substance.casefold() in alert:
        return True
    drug = vocabulary.drugs().find(allergy.substance)
    reaction = (allergy.reaction or "").casefold()
    if drug is None or not reaction or reaction not in alert:
        return False
    words = (word for name in drug.synonyms for word in re.split(r"[\W_]+", name.casefold()))
    return any(len(word) >= _SHORTEST_NAME and word in alert for word in words)


def _split(text: str) -> AlertLine:
    head, colon, rest = text.partition(":")
    if colon and len(head) <= 40:
        return AlertLine(f"{head}:", rest.strip())
    return AlertLine(text, "")


def _allergy_line(substance: str, reaction: str | None) -> AlertLine:
    head = translate("Alerts", "Allergy to {substance}").format(substance=substance)
    return AlertLine(f"{head}:" if reaction else head, reaction or "")
