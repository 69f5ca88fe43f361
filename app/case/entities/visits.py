"""Visits and what goes with them: questions, documents, decisions, next steps, notes."""

from app.case import declaration as has
from app.case.declaration import Entity
from app.case.partial_date import PartialDate
from app.case.value_class import value_class


@has.entity(
    "appointment",
    section="appointments",
    label="appointment",
    title=("purpose", "type"),
    day="date",
)
@value_class(kw_only=True)
class Appointment(Entity):
    """A visit, before and after it took place."""

    date: PartialDate | None = has.date("Date", always=True)
    time: str | None = has.clock("Time", always=True)
    type: str | None = has.code("Kind of visit", "appointment.type", always=True)
    with_whom: str | None = has.text("With", key="with", always=True)
    place: str | None = has.text("Place", always=True)
    purpose: str | None = has.text("What for", always=True)
    decision_wanted: str | None = has.long_text(
        "Decision wanted", help="What should be decided at this visit"
    )
    prepare: tuple[str, ...] | None = has.texts("Bring and prepare")
    outcome: str | None = has.long_text("What came of it", always=True)
    next_step: str | None = has.text("Next step")
    note: str | None = has.long_text("Note")


@has.entity("question", section="questions", label="question", title=("text",), day="created")
@value_class(kw_only=True)
class Question(Entity):
    """A question for the care team, and its answer."""

    text: str | None = has.text("Question", always=True)
    category: str | None = has.code("About", "question.category", always=True)
    priority: int | None = has.whole("Priority", help="1 is first", always=True)
    ask_whom: str | None = has.text("Whom to ask")
    created: PartialDate | None = has.date("Written on", always=True)
    status: str | None = has.code("State", "question.status", always=True)
    for_appointment_id: str | None = has.reference("For the visit", "appointment")
    answer: str | None = has.long_text("Answer")
    answered_by: str | None = has.text("Answered by")
    answered_on: PartialDate | None = has.date("Answered on")
    note: str | None = has.long_text("Note")


@has.entity("document", section="documents", label="document", title=("title",), day="date")
@value_class(kw_only=True)
class Document(Entity):
    """A report, letter, picture or disc; the file itself is an attachment of the case."""

    title: str | None = has.text("Title", always=True)
    type: str | None = has.code("Kind", "document.type", always=True)
    date: PartialDate | None = has.date("Date", always=True)
    file_name: str | None = has.text("File name", always=True)
    pages: int | None = has.whole("Pages")
    attachment_sha256: str | None = has.text(
        "Attached file", help="SHA-256 of the content kept in the case file"
    )
    text: str | None = has.long_text("Text of the document", help="For the search")
    received_on: PartialDate | None = has.date("Received on")
    note: str | None = has.long_text("Note")


@has.entity("decision", section="decisions", label="decision", title=("decision",), day="date")
@value_class(kw_only=True)
class Decision(Entity):
    """What was decided, by whom, and when to look at it again."""

    date: PartialDate | None = has.date("Date")
    decision: str | None = has.text("Decision")
    options_considered: tuple[str, ...] | None = has.texts("Options looked at")
    reason: str | None = has.long_text("Reason")
    who: tuple[str, ...] | None = has.texts("Who decided")
    revisit_on: PartialDate | None = has.date("Look at it again on")
    appointment_id: str | None = has.reference("At the visit", "appointment")
    note: str | None = has.long_text("Note")


@has.entity("next_step", section="next_steps", label="next step", title=("text",), day="due")
@value_class(kw_only=True)
class NextStep(Entity):
    """Who does what by when."""

    text: str | None = has.text("What")
    owner: str | None = has.text("Who")
    due: PartialDate | None = has.date("By when")
    done_on: PartialDate | None = has.date("Done on")
    appointment_id: str | None = has.reference("From the visit", "appointment")


@has.entity("note", section="notes", label="note", title=("text",), day="date")
@value_class(kw_only=True)
class Note(Entity):
    """A note of the family."""

    date: PartialDate | None = has.date("Date")
    text: str | None = has.long_text("Note")
