"""The case itself, the person it is about, and the people around them."""

from decimal import Decimal

from app.case import declaration as has
from app.case.declaration import Entity, Part
from app.case.partial_date import PartialDate
from app.case.value_class import value_class


@has.entity("case_info", section="", label="case", single=True, title=("title",), id_key="case_id")
@value_class(kw_only=True)
class CaseInfo(Entity):
    """What is said of the case as a whole; exactly one row."""

    title: str | None = has.text("Name of this case")
    schema_version: str | None = has.text("Version of the imported file")
    synthetic: bool | None = has.yes_no("Fictional", help="Made up, for trying things out")
    synthetic_note: str | None = has.long_text("Note on the fictional case")
    as_of: PartialDate | None = has.date("As of", help="The day a fictional case is set on")
    next_appointment_id: str | None = has.reference("Next appointment", "appointment")
    reference_note: str | None = has.long_text("Note on reference facts")


@has.entity("patient", section="patient", label="patient", single=True, title=("display_name",))
@value_class(kw_only=True)
class Patient(Entity):
    """The person the case is about; exactly one row."""

    display_name: str | None = has.text("Name", always=True)
    preferred_name: str | None = has.text("Called", help="The name on the printed page")
    pronouns: str | None = has.text("Pronouns")
    birth_date: PartialDate | None = has.date("Born", always=True)
    sex_at_birth: str | None = has.code("Sex at birth", "patient.sex_at_birth", always=True)
    minor: bool | None = has.yes_no("Under age", always=True)
    record_number: str | None = has.text("Hospital record number", private=True)
    country: str | None = has.text("Country", help="Decides which access routes are shown")
    region: str | None = has.text("State or region")
    home_place: str | None = has.text("Home (postcode or city)", private=True)
    home_latitude: Decimal | None = has.number("Home, latitude", unit="°", private=True)
    home_longitude: Decimal | None = has.number("Home, longitude", unit="°", private=True)
    time_zone: str | None = has.text("Time zone")
    languages: tuple[str, ...] | None = has.texts("Languages")
    interpreter_needed: bool | None = has.yes_no("Interpreter needed")
    gender: str | None = has.text("Gender")
    blood_type: str | None = has.text("Blood type", help="Before and after a donor transplant")
    assent_note: str | None = has.long_text("What the child is told and decides")
    fertility_note: str | None = has.long_text("Fertility")
    contraception_note: str | None = has.long_text("Contraception, pregnancy")
    values_note: str | None = has.long_text("Values and wishes", private=True)


@has.entity(
    "guardian", section="guardians", label="guardian", parent=Patient, title=("name", "relation")
)
@value_class(kw_only=True)
class Guardian(Part):
    """A parent or guardian of a patient under age."""

    name: str | None = has.text("Name")
    relation: str | None = has.text("Relation")
    can_consent: bool | None = has.yes_no("Can consent")
    phone: str | None = has.text("Phone")


@has.entity(
    "health_care_proxy",
    section="health_care_proxy",
    label="health care proxy",
    plural="health care proxies",
    parent=Patient,
    single=True,
    title=("name", "relation"),
)
@value_class(kw_only=True)
class HealthCareProxy(Part):
    """Who decides when the patient cannot."""

    name: str | None = has.text("Name")
    relation: str | None = has.text("Relation")
    phone: str | None = has.text("Phone")
    form_signed_on: PartialDate | None = has.date("Form signed on")


@has.entity("alert", section="alerts", label="alert", title=("text",), day="since")
@value_class(kw_only=True)
class Alert(Entity):
    """What every new doctor must be told first."""

    text: str | None = has.text("Tell every new doctor")
    since: PartialDate | None = has.date("Since")


@has.entity(
    "call_plan",
    section="call_plan",
    label="whom to call",
    plural="whom to call",
    single=True,
    title=("night_phone",),
)
@value_class(kw_only=True)
class CallPlan(Entity):
    """The team's own number for day and night, and its own fever threshold."""

    night_phone: str | None = has.text("Number for day and night")
    fever_celsius: Decimal | None = has.number("Call at a fever of", unit="°C")
    instructions: str | None = has.long_text("What the team said to do")


@has.entity(
    "care_person",
    section="care_team",
    label="person of the care team",
    plural="care team",
    title=("name", "role"),
)
@value_class(kw_only=True)
class CarePerson(Entity):
    """A doctor, nurse or other person of the care team."""

    name: str | None = has.text("Name")
    role: str | None = has.text("Role")
    place: str | None = has.text("Hospital or practice")
    phone: str | None = has.text("Phone")
    night_phone: str | None = has.text("Phone at night")
    email: str | None = has.text("E-mail")
    preferred_contact: str | None = has.text("Best way to reach")
    may_speak_to: str | None = has.text("May speak to", help="Whom the team may talk to")
    note: str | None = has.long_text("Note")


@has.entity("insurance", section="insurance", label="insurance", title=("name", "type"))
@value_class(kw_only=True)
class Insurance(Entity):
    """A health insurance; never printed by default."""

    type: str | None = has.code("Kind", "insurance.type")
    name: str | None = has.text("Name")
    member_number: str | None = has.text("Member number", private=True)
    member_note: str | None = has.text("Note on the member", private=True)
    prior_auth_phone: str | None = has.text("Phone for prior authorization")
    network_note: str | None = has.long_text("Network")
    appeal_note: str | None = has.long_text("Appeals, with the date of each letter")
