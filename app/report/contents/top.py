"""The top of the summary: who, for which visit, what every doctor must know, what is asked."""

from collections.abc import Iterator, Sequence

from app.case import codes
from app.case.entities import Alert, Appointment, Decision
from app.case.facts import Facts
from app.case.facts.values.health import AllergyFact
from app.case.facts.values.visits import DecisionWanted
from app.report.contents.known import is_known
from app.report.contents.person import body, born, called, contacts, interpreter, patient_name
from app.report.contents.wording import NOT_KNOWN, long_date, on, upper_first, with_weekday
from app.report.options import PrintOptions
from app.report.outline.blocks import AlertBox, Masthead, Notice, Paragraph, Question
from app.report.outline.words import Words, joined, muted, say, shortened, shortened_words, strong

_LONGEST_ALERT = 160
_LONGEST_LINE = 120
_LONGEST_QUESTION = 170
_LONGEST_DECISION = 200
_WHOLE = 100_000
"""Characters of a text that is not cut: no family writes more."""


def masthead(facts: Facts, options: PrintOptions, visit: Appointment | None) -> Masthead:
    """Return the identity strip."""
    patient = facts.case.patient
    first = ". ".join(
        part for part in (called(patient), born(facts, options.without_names)) if part
    )
    number = "" if options.without_record_number else patient.record_number or ""
    second = [body(facts)]
    second += [f"Hospital record {shortened(number, 30)}"] if number else []
    right = (*_visit_lines(visit), say(muted(f"What was known on {long_date(facts.as_of)}")))
    left = (say(first), say(". ".join(second)), *_contact_lines(facts))
    return Masthead(
        name=patient_name(patient),
        lines=tuple(shortened_words(line, _LONGEST_LINE) for line in left),
        title="Appointment summary",
        right=tuple(shortened_words(line, _LONGEST_LINE) for line in right),
    )


def _contact_lines(facts: Facts) -> Iterator[Words]:
    known = list(contacts(facts))
    if known:
        yield say("Contact: " + ", ".join(known[:2]))


def _visit_lines(visit: Appointment | None) -> Iterator[Words]:
    if visit is None:
        yield say("Next visit: not noted")
        return
    when = with_weekday(visit.date) if visit.date else "Date not noted"
    with_whom = shortened(visit.with_whom, 50) if visit.with_whom else ""
    yield say(", ".join(part for part in (with_whom, when, visit.time) if part))
    kind = codes.label("appointment.type", visit.type) if visit.type else ""
    place = shortened(visit.place, 60) if visit.place else ""
    if kind or place:
        yield say(", ".join(part for part in (kind, place) if part))


def alert_box(facts: Facts, *, whole: bool = False) -> AlertBox:
    """Return what every new doctor must see: alerts, allergies, interpreter.

    `whole` has no alert cut, for pages that take as much room as they need.
    """
    notices = []
    longest = _WHOLE if whole else _LONGEST_ALERT
    alerts = [_alert(alert.text, longest) for alert in facts.case.all(Alert) if alert.text]
    if alerts:
        notices.append(Notice("Please note", joined(alerts, "  ")))
    notices.append(Notice("Allergies", allergies(facts)))
    words = interpreter(facts.case.patient)
    if words:
        notices.append(Notice("Language", say(words)))
    return AlertBox(tuple(notices))


def _alert(text: str, longest: int) -> Words:
    """Return an alert, what it is about in strong letters."""
    about, colon, rest = shortened(text, longest).rstrip(".").partition(":")
    if colon and len(about) <= 40:
        return say(strong(f"{about}:"), f"{rest}.")
    return say(f"{about}{colon}{rest}.")


def allergies(facts: Facts) -> Words:
    """Return allergies, most severe first; "Not known" where nobody said."""
    found = facts.allergies
    if not found.items:
        return say(shortened(found.words, _LONGEST_ALERT) or NOT_KNOWN)
    told = [_allergy(item) for item in found.items]
    if found.none_known:
        told.append(say("No known drug allergies otherwise."))
    return joined(told, "  ")


def _allergy(item: AllergyFact) -> Words:
    severity = (item.severity or "").replace("unknown", "")
    about = ", ".join(part for part in (severity, shortened(item.reaction or "", 90)) if part)
    head = strong(upper_first(shortened(item.substance, 50)) + (":" if about else ""))
    return say(head, f" {about}{on(item.date)}." if about or item.date else ".")


def decision(facts: Facts, visit: Appointment | None, *, whole: bool = False) -> Paragraph:
    """Return the decision wanted at the visit; `whole` has it not cut."""
    longest = _WHOLE if whole else _LONGEST_DECISION
    wanted = facts.decision_wanted(visit.id) if visit else None
    words = _known_words(facts, wanted) if wanted else ()
    if wanted is None or not words:
        return Paragraph(say(f"{NOT_KNOWN} yet"), "Decision wanted")
    told = "; ".join(shortened(one, longest).rstrip(".") for one in words)
    if wanted.origin == "decisions":
        told = f"Look again at: {told}"
    end = "" if told.endswith(("?", "…")) else "."
    return Paragraph(say(f"{told}{end}"), "Decision wanted")


def _known_words(facts: Facts, wanted: DecisionWanted) -> tuple[str, ...]:
    """Return what is wanted without decisions made after the as-of day."""
    if wanted.origin != "decisions":
        return wanted.words
    rows = [facts.case.get(Decision, one.id) for one in wanted.evidence]
    pairs = zip(wanted.words, rows, strict=True)
    return tuple(words for words, row in pairs if row is None or is_known(row.date, facts))


def questions(
    facts: Facts, visit: Appointment | None, *, whole: bool = False
) -> tuple[Question, ...]:
    """Return the open questions for the visit in their order, the first three strong.

    `whole` has none of them cut.
    """
    longest = _WHOLE if whole else _LONGEST_QUESTION
    found = facts.questions_for(visit.id if visit else None)
    return tuple(
        Question(str(number), say(shortened(question.text, longest)), number <= 3)
        for number, question in enumerate(found, 1)
    )


def with_empty_lines(found: Sequence[Question], least: int = 3) -> tuple[Question, ...]:
    """Return questions with empty numbers behind them where there are fewer than `least`."""
    numbers = range(len(found) + 1, least + 1)
    return (*found, *(Question(str(number), ()) for number in numbers))
