"""Options being looked at: saved trials and access requests."""

from app.case import declaration as has
from app.case.declaration import Entity, Part
from app.case.partial_date import PartialDate
from app.case.value_class import value_class


@has.entity(
    "saved_trial",
    section="saved_trials",
    label="saved trial",
    title=("short_name", "nct_id"),
    day="saved_on",
)
@value_class(kw_only=True)
class SavedTrial(Entity):
    """A trial the family keeps: their own words about it. The registry's record is kept apart."""

    nct_id: str | None = has.text(
        "Number in the register", help="NCT number, EU CT number or any other", always=True
    )
    short_name: str | None = has.text("Our name for it", always=True)
    why_saved: str | None = has.text("Why we saved it")
    saved_on: PartialDate | None = has.date("Saved on", always=True)
    status_at_save: str | None = has.text("Status as we noted it", always=True)
    status_checked_on: PartialDate | None = has.date("Status checked on")
    interest_status: str | None = has.code("Where we are", "trial.interest_status", always=True)
    interest_reason: str | None = has.text("Because")
    site_distance_note: str | None = has.text("Place and way there")
    notes: str | None = has.long_text("Our notes")


@has.entity(
    "trial_contact",
    section="contact_log",
    label="contact with a trial",
    plural="contacts with a trial",
    parent=SavedTrial,
    title=("note",),
    day="date",
)
@value_class(kw_only=True)
class TrialContact(Part):
    """A call or message to or from a trial."""

    date: PartialDate | None = has.date("Date")
    with_whom: str | None = has.text("With", key="with")
    note: str | None = has.text("What was said")


@has.entity(
    "trial_record",
    section="records",
    label="registry record",
    parent=SavedTrial,
    title=("number", "as_of"),
    day="as_of",
)
@value_class(kw_only=True)
class TrialRecord(Part):
    """One version of the registry's record; its content is kept as received, as an attachment."""

    registry: str | None = has.text("Register")
    number: str | None = has.text("Number in the register")
    as_of: PartialDate | None = has.date("Registry data of")
    form: str | None = has.text("Form of the record")
    received_on: PartialDate | None = has.date("Received on")
    file_name: str | None = has.text("From file")
    attachment_sha256: str | None = has.text("Content", help="SHA-256 of the record as received")
    content_hash: str | None = has.text("Content, whatever its layout")
    seen_on: PartialDate | None = has.date("Changes looked at on")


@has.entity(
    "criterion_check",
    section="criteria_checks",
    label="noted criterion",
    plural="noted criteria",
    parent=SavedTrial,
    title=("criterion_example",),
)
@value_class(kw_only=True)
class CriterionCheck(Part):
    """A criterion the family noted by hand beside what their record says."""

    criterion_example: str | None = has.text("The trial asks for")
    our_data: str | None = has.text("Our record")
    state: str | None = has.code("Our check", "criterion.match_state")
    note: str | None = has.text("Note")


@has.entity(
    "criterion_answer",
    section="criterion_answers",
    label="answer to a criterion",
    plural="answers to criteria",
    parent=SavedTrial,
    title=("criterion_text", "answer"),
    day="answered_on",
)
@value_class(kw_only=True)
class CriterionAnswer(Part):
    """A person's answer to one criterion of the registry; it stands above the program's."""

    criterion_number: str | None = has.text("Number of the criterion")
    criterion_text: str | None = has.long_text("The registry's own words")
    record_date: PartialDate | None = has.date("Date of the registry's record")
    answer: str | None = has.code("Answer", "criterion.answer")
    answered_by: str | None = has.text("Answered by")
    answered_on: PartialDate | None = has.date("Answered on")
    our_state: str | None = has.text("The program's check then")
    our_evidence: str | None = has.long_text("The record it was answered against")
    note: str | None = has.long_text("Note")


@has.entity(
    "access_request", section="access_requests", label="access request", title=("drug", "pathway")
)
@value_class(kw_only=True)
class AccessRequest(Entity):
    """A route to a drug outside a trial, step by step."""

    pathway: str | None = has.code("Route", "access_request.pathway")
    drug: str | None = has.text("Drug", vocabulary="drugs")
    company: str | None = has.text("Company")
    registry_number: str | None = has.text("Expanded access record")
    status: str | None = has.code("State", "access_request.status")
    started_on: PartialDate | None = has.date("Started on")
    note: str | None = has.long_text("Note")


@has.entity(
    "access_step", section="steps", label="step", parent=AccessRequest, title=("step",), day="date"
)
@value_class(kw_only=True)
class AccessStep(Part):
    """One step of an access request."""

    step_no: int | None = has.whole("Number of the step")
    step: str | None = has.text("Step")
    who: str | None = has.text("Who does it")
    done: bool | None = has.yes_no("Done")
    state: str | None = has.code("State", "step.state")
    date: PartialDate | None = has.date("Since")
    due: PartialDate | None = has.date("Due by")
    documents: tuple[str, ...] | None = has.texts("Documents")
    note: str | None = has.text("Note")
