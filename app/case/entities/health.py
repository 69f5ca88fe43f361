"""The rest of the person's health: infections, virus tests, medicines, allergies, problems."""

from app.case import declaration as has
from app.case.declaration import Entity
from app.case.partial_date import PartialDate
from app.case.value_class import value_class


@has.entity("infection", section="infections", label="infection", title=("name",), day="date")
@value_class(kw_only=True)
class Infection(Entity):
    """An infection or a fever with low counts."""

    date: PartialDate | None = has.date("Began")
    name: str | None = has.text("Infection")
    site: str | None = has.text("Where")
    status: str | None = has.code("Now", "infection.status")
    treatment: str | None = has.text("Treatment")
    end_date: PartialDate | None = has.date("Ended")
    note: str | None = has.long_text("Note")


@has.entity("virus_test", section="virus_tests", label="virus test", title=("date",), day="date")
@value_class(kw_only=True)
class VirusTest(Entity):
    """The virus tests of one day, in the report's own words."""

    date: PartialDate | None = has.date("Date")
    hbsag: str | None = has.code("Hepatitis B surface antigen (HBsAg)", "virus.result")
    anti_hbc: str | None = has.code("Hepatitis B core antibody (anti-HBc)", "virus.result")
    anti_hbs: str | None = has.code("Hepatitis B surface antibody (anti-HBs)", "virus.result")
    hbv_dna: str | None = has.code("Hepatitis B DNA", "virus.result")
    anti_hcv: str | None = has.code("Hepatitis C antibody", "virus.result")
    hcv_rna: str | None = has.code("Hepatitis C RNA", "virus.result")
    hiv: str | None = has.code("HIV", "virus.result")
    htlv: str | None = has.code("HTLV", "virus.result")
    cmv_igg: str | None = has.code("CMV antibody (IgG)", "virus.result")
    cmv_pcr: str | None = has.code("CMV in blood (PCR)", "virus.result")
    ebv_igg: str | None = has.code("EBV antibody (IgG)", "virus.result")
    ebv_pcr: str | None = has.code("EBV in blood (PCR)", "virus.result")
    syphilis: str | None = has.code("Syphilis", "virus.result")
    tb: str | None = has.code("Tuberculosis", "virus.result")
    note: str | None = has.long_text("Note")


@has.entity("medication", section="medications", label="medicine", title=("name",), day="start")
@value_class(kw_only=True)
class Medication(Entity):
    """A medicine, taken now or before."""

    name: str | None = has.text("Medicine", vocabulary="drugs", always=True)
    dose: str | None = has.text("Dose")
    route: str | None = has.text("Route", always=True)
    frequency: str | None = has.text("How often", always=True)
    start: PartialDate | None = has.date("Since", always=True)
    stop: PartialDate | None = has.date("Last taken", always=True)
    reason: str | None = has.text("What for", always=True)
    prescriber: str | None = has.text("Ordered by")
    status: str | None = has.code("Now", "medication.status", always=True)
    note: str | None = has.long_text("Note")


@has.entity(
    "allergy",
    section="allergies",
    label="allergy",
    plural="allergies",
    title=("substance",),
    day="date",
)
@value_class(kw_only=True)
class Allergy(Entity):
    """An allergy or intolerance; "No known drug allergies" is a row of its own."""

    substance: str | None = has.text("Substance", vocabulary="drugs", always=True)
    reaction: str | None = has.text("What happened", always=True)
    severity: str | None = has.code("How severe", "allergy.reaction_severity", always=True)
    date: PartialDate | None = has.date("When")
    note: str | None = has.text("Note")


@has.entity(
    "problem", section="problems", label="other health problem", title=("name",), day="since"
)
@value_class(kw_only=True)
class Problem(Entity):
    """Another disease or lasting problem."""

    name: str | None = has.text("Problem")
    since: PartialDate | None = has.date("Since")
    status: str | None = has.text("Now")
    note: str | None = has.long_text("Note")


@has.entity(
    "immunization", section="immunizations", label="vaccine", title=("vaccine",), day="date"
)
@value_class(kw_only=True)
class Immunization(Entity):
    """A vaccine; live ones matter for trials."""

    date: PartialDate | None = has.date("Date")
    vaccine: str | None = has.text("Vaccine")
    live: bool | None = has.yes_no("Live vaccine")
    place: str | None = has.text("Place")
    note: str | None = has.text("Note")
