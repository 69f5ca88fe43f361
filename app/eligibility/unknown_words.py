"""Missing facts as plain questions for the doctor (domain 5.3): what is wanted, and what there is.

"When can Maya have a new heart ultrasound? The last one was on 12 September 2025."
"""

from collections.abc import Callable

from app.case import vocabulary
from app.eligibility.checking.verdict import MissingFact, Why
from app.eligibility.checking.words import marker_words, name_of, on

_TESTS = {
    "lvef": "heart ultrasound",
    "lvsf": "heart ultrasound",
    "qtc": "heart tracing (ECG)",
    "dlco": "lung test (DLCO)",
    "fev1": "breathing test",
    "crcl": "kidney test (creatinine clearance or eGFR)",
}


def question_for(fact: MissingFact, called: str) -> str:
    """Return a question for the doctor.

    Args:
        fact: what is missing.
        called: what the person is called ("Maya").
    """
    words = _BY_FAMILY.get(fact.key[0], _other)
    return f"{words(fact, called)}{_last(fact)}"


def _last(fact: MissingFact) -> str:
    """Say what there is, and why it is not enough."""
    last = fact.last
    if last is None:
        return ""
    if fact.why is Why.OLD and last.date is not None:
        return f" The last one was {on(last.date)}."
    when = f" {on(last.date)}" if last.date else ""
    return f" What we have: {last.words}{when}."


def _test(fact: MissingFact, called: str) -> str:
    name = _TESTS.get(fact.key[1], name_of(fact.key[1]))
    method = f", measured by {fact.key[2]}" if len(fact.key) > 2 else ""
    if fact.why is Why.DISAGREE:
        return f"Which value of the {name} should we go by for {called}?"
    if fact.why is Why.OLD:
        return f"When can {called} have a new {name}{method}?"
    return f"Can {called} have a {name}{method}?"


def _lab(fact: MissingFact, called: str) -> str:
    name = name_of(fact.key[1])
    if fact.key[1] == "hcg":
        return f"Does {called} need a pregnancy test for this?"
    if fact.why is Why.DISAGREE:
        return f"Two reports differ: which value of {name} is right for {called}?"
    if fact.why is Why.OLD:
        return f"When is the next blood test for {called} with {name}?"
    if fact.why is Why.UNCLEAR:
        return f"Can we have the report for {name} with its unit and the lab's usual range?"
    return f"Can {name} be part of the next blood test for {called}?"


def _body(fact: MissingFact, called: str) -> str:
    return f"Can {called}'s {name_of(fact.key[1])} be measured at the next visit?"


def _performance(fact: MissingFact, called: str) -> str:
    scale = name_of(fact.key[1])
    if fact.why is Why.DISAGREE:
        return f"Two scores of one day differ: which {scale} is right for {called}?"
    return f"Can you write down {called}'s {scale} (how well everyday things go)?"


def _marker(fact: MissingFact, called: str) -> str:
    if len(fact.key) < 2:
        return f"Which markers do {called}'s cancer cells carry now?"
    name = marker_words(fact.key[1])
    again = " again" if fact.why is Why.OLD else ""
    return f"Can {called}'s cancer cells be tested for {name}{again}?"


def _virus(fact: MissingFact, called: str) -> str:
    again = "be repeated" if fact.why is Why.OLD else "be done"
    if fact.why is Why.UNCLEAR:
        return f"What does the result for {fact.name} mean for this study?"
    return f"Can the {fact.name} {again} for {called}?"


def _given(fact: MissingFact, called: str) -> str:
    if fact.why is Why.PLANNED:
        return f"Would the planned treatment change anything for this study ({fact.name})?"
    if fact.why is Why.PARTIAL_DATE:
        return f"On which day did {called} last have: {fact.name}?"
    return f"Did {called} ever have this, and when last: {_drugs(fact)}?"


def _drugs(fact: MissingFact) -> str:
    """Return the words of the line, or the drug's name where it is one drug."""
    drugs = [key.removeprefix("drug:") for key in fact.key[1:] if key.startswith("drug:")]
    if len(drugs) == 1 and len(fact.key) == 2:
        term = vocabulary.drugs().get(drugs[0])
        return term.name if term else fact.name
    return fact.name


def _fluid(fact: MissingFact, called: str) -> str:
    if fact.why is Why.OLD:
        return f"When is {called}'s next spinal fluid test?"
    return f"What does {called}'s spinal fluid show?"


def _gvhd(fact: MissingFact, called: str) -> str:
    if fact.last is None:
        return f"Has {called} ever had GVHD (after a donor transplant)?"
    return f"How does {called}'s GVHD stand now, and does it count as active?"


def _plain(text: str) -> Callable[[MissingFact, str], str]:
    def words(fact: MissingFact, called: str) -> str:
        return text.format(called=called, name=fact.name)

    return words


def _other(fact: MissingFact, called: str) -> str:
    return f"What can you tell us about this for {called}: {fact.name}?"


_BY_FAMILY: dict[str, Callable[[MissingFact, str], str]] = {
    "organ_test": _test,
    "lab": _lab,
    "vital_signs": _body,
    "value": _lab,
    "performance": _performance,
    "marker": _marker,
    "virus": _virus,
    "given": _given,
    "spinal_fluid": _fluid,
    "marrow": _plain("When is {called}'s next marrow test?"),
    "mrd": _plain("When is {called}'s next MRD test?"),
    "gvhd": _gvhd,
    "infection": _plain("Does {called} have an infection now that needs treatment?"),
    "disease_status": _plain("How does the disease stand now, in the words a study would use?"),
    "diagnosis": _plain("What exactly is {called}'s diagnosis on the report?"),
    "prior_lines": _plain("How many lines of treatment do you count for {called}?"),
    "allergy": _plain("Could any of {called}'s allergies matter for this study's medicines?"),
    "condition": _plain("Does {called} have, or did {called} ever have: {name}?"),
    "patient": _plain("Can we note {called}'s {name}?"),
    "person": _plain("To note with {called}: {name}?"),
    "treatments": _plain("Can we have the full list of treatments {called} was given?"),
    "row": _plain("Where does this entry come from, and is it right: {name}?"),
}
