"""Saved trials, access requests and documents, as the family noted them."""

import re
from collections.abc import Mapping

from app.case import codes
from app.case.case import Case
from app.case.entities import AccessRequest, AccessStep, Document, SavedTrial
from app.case.facts.records import by_newest, evidence
from app.case.facts.values.evidence import Evidence
from app.case.facts.values.visits import AccessFact, TrialFact
from app.case.facts.wording import code_words, commas, lower_first, on
from app.case.partial_date import PartialDate

_CLOSED = frozenset({"company_declined", "treated", "stopped"})
_NOT_CHECKED = re.compile(r"\bnot\b.*\b(?:confirmed|checked|known)\b|\bunknown\b", re.IGNORECASE)


def trials(case: Case) -> tuple[TrialFact, ...]:
    """Return the saved trials with the status the family noted, in their order."""
    return tuple(_trial(case, row) for row in case.all(SavedTrial))


def _trial(case: Case, row: SavedTrial) -> TrialFact:
    status = " ".join((row.status_at_save or "").split()) or None
    checked = row.status_checked_on
    confirmed = checked is not None and status is not None and not _NOT_CHECKED.search(status)
    noted_on = checked or row.saved_on
    name = row.short_name or row.nct_id or "Trial without a name"
    words = _trial_words(status, confirmed, noted_on)
    return TrialFact(
        name=name,
        number=row.nct_id or None,
        status=status,
        confirmed=confirmed,
        noted_on=noted_on,
        interest=row.interest_status or None,
        words=words,
        evidence=evidence(case, row, f"{name}: {lower_first(words)}", noted_on),
    )


def _trial_words(status: str | None, confirmed: bool, noted_on: PartialDate | None) -> str:
    """Return the status with its date; a status nobody checked is never shown as a fact."""
    label = codes.label("ctgov.overall_status", (status or "").upper().replace(" ", "_"))
    shown = label if label != (status or "").upper().replace(" ", "_") else status
    when = f" {on(noted_on)}" if noted_on else ", day not noted"
    if confirmed:
        return f"{shown}, as checked{when}"
    if status is None or _NOT_CHECKED.search(status):
        return f"Status not confirmed (saved{when})" if noted_on else "Status not confirmed"
    return f"Status not confirmed (noted as {lower_first(shown or '')}{when})"


def access_requests(case: Case) -> tuple[AccessFact, ...]:
    """Return access requests, open ones first."""
    facts = [_access(case, row) for row in case.all(AccessRequest)]
    return tuple(sorted(facts, key=lambda fact: not fact.open))


def _access(case: Case, row: AccessRequest) -> AccessFact:
    drug = row.drug or row.company or "Drug without a name"
    is_open = row.status not in _CLOSED
    step = _next_step(case, row) if is_open else None
    state = code_words("access_request.status", row.status, "state not noted")
    words = commas((drug, lower_first(state), f"next: {step}" if step else None))
    return AccessFact(
        drug=drug,
        pathway=row.pathway or None,
        status=row.status or None,
        open=is_open,
        next_step=step,
        words=words,
        evidence=evidence(case, row, words, row.started_on),
    )


def _next_step(case: Case, row: AccessRequest) -> str | None:
    for step in case.parts(AccessStep, row):
        if not step.done and step.state not in ("done", "not_needed") and step.step:
            return step.step
    return None


def documents(case: Case) -> Mapping[str, tuple[Evidence, ...]]:
    """Return documents by type, newest first; one without a type is under "other"."""
    found: dict[str, list[Evidence]] = {}
    for row in by_newest(case.all(Document)):
        words = row.title or row.file_name or "Document without a title"
        found.setdefault(row.type or "other", []).append(evidence(case, row, words))
    order = [code for code, _ in codes.choices("document.type") if code in found]
    order += [code for code in found if code not in order]
    return {code: tuple(found[code]) for code in order}
