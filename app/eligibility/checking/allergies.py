"""Allergies to named medicines; an allergy to something that is not named is for the team."""

from app.case.facts.drug_identity import drug_named
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding, MissingFact, Why, cannot_tell, settled
from app.eligibility.checking.words import sentence, shown
from app.eligibility.model import Presence


def check_allergy(asked: Presence, record: Record) -> Finding:
    """Whether there is an allergy to one of the medicines the line names."""
    wanted = {id.removeprefix("drug:") for id in asked.topic.ids if id.startswith("drug:")}
    missing = MissingFact(("allergy", *sorted(wanted)), "allergies to the study's medicines")
    known = record.facts.allergies
    for item in known.items:
        if drug_named(item.substance).id in wanted:
            return settled(True, sentence(shown(item.evidence)), item.evidence)
    if wanted and known.none_known is not None and not known.items:
        row = known.none_known
        return settled(False, sentence(shown(row)), row)
    last = known.items[0].evidence if known.items else known.none_known
    why = Why.UNCLEAR if known.items else Why.NONE
    said = f"Noted: {known.words}." if last else "Allergies are not in the record."
    return cannot_tell(said, MissingFact(missing.key, missing.name, why, last))
