"""What a record says of expanded access, in words that claim no more than it does.

Records are thin here: many name no contact and no place. "No" in a record means that no expanded
access record is linked, not that a company would refuse (domain reference, section 3.8).
"""

from dataclasses import dataclass
from enum import StrEnum

from app.trials.record import TrialRecord
from app.trials.words import checked_words, status_label

_TYPES = {
    "individual": "for one person at a time",
    "intermediate": "for a group of middle size",
    "treatment": "for a large group under one plan",
}
_LINKED = {
    True: "The record says that there is an expanded access program",
    False: "The record lists no expanded access program. A company may still say yes or no when "
    "the doctor asks.",
    None: "The record does not say whether there is an expanded access program. "
    "The doctor can ask the company.",
}


class Says(StrEnum):
    """What kind of answer a record gives."""

    IS_PROGRAM = "is a program"
    LINKED = "a program is linked"
    NOT_LISTED = "none is listed"
    NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class ExpandedAccess:
    """A record's answer on expanded access.

    Attributes:
        says: the kind of answer.
        number: the expanded access record: its own number, or the linked one.
        status: that program's status code, None where it is not stated.
        types: individual, intermediate, treatment, as far as stated.
        sentences: the answer in words, with the day it was read.
        missing: what the record leaves out and one has to ask for.
    """

    says: Says
    number: str | None
    status: str | None
    types: tuple[str, ...]
    sentences: tuple[str, ...]
    missing: tuple[str, ...] = ()


def expanded_access_of(record: TrialRecord) -> ExpandedAccess:
    """Return what a record says of expanded access."""
    if record.study_type == "EXPANDED_ACCESS":
        return _program(record)
    info = record.expanded_access
    day = checked_words(record.as_of)
    if not info.has:
        says = Says.NOT_LISTED if info.has is False else Says.NOT_STATED
        return ExpandedAccess(says, None, None, (), (f"{_LINKED[info.has]} ({day})",))
    named = f"{_LINKED[True]}: {info.number}" if info.number else _LINKED[True]
    status = f"Its status: {status_label(info.status)}, {day}."
    missing = () if info.number else ("the number of the program's own record",)
    return ExpandedAccess(Says.LINKED, info.number, info.status, (), (f"{named}.", status), missing)


def _program(record: TrialRecord) -> ExpandedAccess:
    day = checked_words(record.status_as_of)
    sentences = [
        "This is an expanded access program, not a trial.",
        f"Its status: {status_label(record.status, record.status_printed)}, {day}.",
    ]
    if record.expanded_access_types:
        kinds = ", ".join(_TYPES[kind] for kind in record.expanded_access_types)
        sentences.append(f"It is {kinds}.")
    if record.linked_trial_count:
        sentences.append(f"{record.linked_trial_count} trial records point to it.")
    return ExpandedAccess(
        Says.IS_PROGRAM,
        record.number,
        record.status,
        record.expanded_access_types,
        tuple(sentences),
        _missing(record),
    )


def _missing(record: TrialRecord) -> tuple[str, ...]:
    said = {
        "who to contact": record.central_contacts or any(site.contacts for site in record.sites),
        "where it runs": record.sites,
        "who can take part": record.eligibility,
        "what type of program it is": record.expanded_access_types,
    }
    return tuple(what for what, value in said.items() if not value)
