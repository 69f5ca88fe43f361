"""Allergies, and infections with their state."""

import re
from datetime import date

from app.case import codes, vocabulary
from app.case.case import Case
from app.case.entities import Allergy, Infection
from app.case.facts.records import evidence, newest_first
from app.case.facts.values.evidence import Evidence
from app.case.facts.values.health import AllergyFact, AllergyFacts, InfectionFact
from app.case.facts.wording import commas, lower_first, upper_first

_NONE_KNOWN = re.compile(
    r"^\W*(?:(?:no|none)\b.*\b(?:allerg|known|intoleranc)|none\W*$|nkd?a\b|no\W*$)", re.IGNORECASE
)
_SEVERITY = {"severe": 0, "moderate": 1, "mild": 3}
_UNGRADED = 2


def says_none_known(row: Allergy) -> bool:
    """Whether the row says that there are no known allergies ("No known drug allergies", NKDA)."""
    return _NONE_KNOWN.search(row.substance or "") is not None


def allergies(case: Case, as_of: date) -> AllergyFacts:
    """Return the allergies up to a day; "no known drug allergies" is no allergy."""
    rows = newest_first(case, Allergy, as_of)
    items = [_allergy(case, row) for row in rows if row.substance and not says_none_known(row)]
    items.sort(key=lambda item: _SEVERITY.get(item.severity or "", _UNGRADED))
    none = next((_none_known(case, row) for row in rows if says_none_known(row)), None)
    return AllergyFacts(tuple(items), none, _allergies_words(items, none))


def _none_known(case: Case, row: Allergy) -> Evidence:
    return evidence(case, row, upper_first((row.substance or "").strip()))


def _allergies_words(items: list[AllergyFact], none: Evidence | None) -> str:
    told = (
        [f"{none.words} (noted {none.date.words()})" if none.date else none.words] if none else []
    )
    told += [item.words for item in items]
    return "; ".join(told) or "Not known"


def _allergy(case: Case, row: Allergy) -> AllergyFact:
    severity = row.severity if row.severity not in ("unknown", "") else None
    label = codes.label("allergy.reaction_severity", severity).split(" (")[0] if severity else ""
    substance = upper_first((row.substance or "").strip())
    about = commas((lower_first(label), row.reaction))
    words = f"{substance} ({about})" if about else substance
    found = evidence(case, row, words)
    return AllergyFact(substance, row.reaction or None, severity, row.date, words, found)


# Reactions to these say nothing about medicines.
_NO_MEDICINE = re.compile(
    r"\b(?:tape|adhesive|plaster|band-?aid|latex|nickel|metal|pollen|grass|hay|dust|mites?|mold"
    r"|cats?|dogs?|horses?|animals?|bees?|wasps?|insects?|peanuts?|nuts?|walnuts?|almonds?|eggs?"
    r"|milk|dairy|lactose|soy|wheat|gluten|fish|shellfish|shrimps?|strawberr(?:y|ies)|fruits?"
    r"|kiwi|food|seasonal|perfume|soap|detergent|sun)\b",
    re.IGNORECASE,
)


def may_be_medicine(substance: str) -> bool:
    """Whether a substance may be a medicine; tape, food and pollen are none."""
    if vocabulary.drugs().find(substance) is not None:
        return True
    return _NO_MEDICINE.search(substance) is None


_STATES = ("active", "controlled", "not_stated", "latent", "resolved")


def infections(case: Case, as_of: date) -> tuple[InfectionFact, ...]:
    """Return infections up to a day: active ones first, gone ones last, each newest first."""
    facts = [_infection(case, row, as_of) for row in newest_first(case, Infection, as_of)]
    return tuple(sorted(facts, key=lambda fact: _STATES.index(fact.state)))


def _infection(case: Case, row: Infection, as_of: date) -> InfectionFact:
    name = row.name or "Infection without a name"
    state = infection_state(row, as_of)
    words = commas((upper_first(name), _INFECTION_WORDS[state], row.treatment))
    found = evidence(case, row, words)
    return InfectionFact(name, state, row.date, row.end_date, words, found)


_INFECTION_WORDS = {
    "active": "active",
    "controlled": "under control",
    "latent": "silent or past",
    "resolved": "gone",
    "not_stated": "state not noted",
}


def infection_state(row: Infection, as_of: date) -> str:
    """Return the state on a day: one that ended later was active then."""
    if row.end_date is not None and row.end_date.earliest > as_of:
        return "active"
    if row.status in _STATES:
        return row.status
    return "resolved" if row.end_date is not None else "not_stated"
