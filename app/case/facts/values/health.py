"""Facts about medicines, allergies and infections."""

from app.case.facts.values.evidence import Evidence
from app.case.facts.values.therapy import Way
from app.case.partial_date import PartialDate
from app.case.value_class import value_class


@value_class
class MedicineFact:
    """A medicine.

    Attributes:
        drug_id: id in `drugs.csv`.
        status: code of `medication.status`.
        words: "gabapentin 300 mg, three times a day".
        way: systemic, intrathecal or local.
        replacement: a steroid given in place of what the body lacks, by the noted reason.
        anticancer: an anticancer drug by `drugs.csv`, and not noted as for GVHD or infection.
        suppresses_immunity: immune suppression or a steroid that reaches the whole body and is
            no replacement.
    """

    name: str
    drug_id: str | None
    dose: str | None
    route: str | None
    frequency: str | None
    start: PartialDate | None
    stop: PartialDate | None
    reason: str | None
    status: str | None
    words: str
    way: Way
    replacement: bool
    anticancer: bool
    suppresses_immunity: bool
    evidence: Evidence


@value_class
class AllergyFacts:
    """Allergies, and whether somebody said that there are none.

    Attributes:
        items: true allergies and intolerances, most severe first.
        none_known: the row that says "no known drug allergies"; it is no allergy.
        words: "Pegaspargase (severe: hives), ..." or "No known drug allergies, noted on ..." or
            "Not known".
    """

    items: tuple["AllergyFact", ...]
    none_known: Evidence | None
    words: str


@value_class
class AllergyFact:
    """One allergy or intolerance."""

    substance: str
    reaction: str | None
    severity: str | None
    date: PartialDate | None
    words: str
    evidence: Evidence


@value_class
class InfectionFact:
    """An infection; `state` is "active", "controlled", "latent", "resolved" or "not_stated"."""

    name: str
    state: str
    start: PartialDate | None
    end: PartialDate | None
    words: str
    evidence: Evidence
