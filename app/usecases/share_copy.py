"""A copy of a case for somebody else: only what was chosen, nothing that was deleted.

The copy is a new case file that is filled row by row. The history, the undo steps, the receipts of
imports and what was deleted stay here: they are never written into it.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.case.case import SPECS, Case
from app.case.declaration import Entity, FieldSpec, Part
from app.case.entities import (
    CaseInfo,
    Document,
    Patient,
    ShareRecord,
    TrialRecord,
)
from app.case.partial_date import PartialDate
from app.case.value_class import value_class
from app.casefile import Attach, CaseFile, Changes, Edit, Insert, new_id
from app.errors import CasebookError
from app.usecases.author import author_here
from app.usecases.session import Session


@value_class
class SharePart:
    """A part of a case that can be given or kept.

    Attributes:
        key: its name in a choice.
        label: what the family calls it.
        holds: what goes with it, in a few words.
        tables: the kinds of rows in it.
    """

    key: str
    label: str
    holds: str
    tables: tuple[str, ...]


_HISTORY = """
    alert diagnosis marker_panel marker_result genetic_test genetic_finding status_event treatment
    treatment_drug toxicity transplant chimerism gvhd_event gvhd_organ cell_therapy donor_search
    donor_candidate csf_sample exposure radiation transfusion infection problem
"""
_LABS = "lab_panel lab_result performance_score vital_signs organ_test virus_test"
_MEDICINES = "medication allergy immunization"
_TRIALS = "saved_trial trial_contact trial_record criterion_check criterion_answer"
_VISITS = "appointment question decision next_step"

PARTS: tuple[SharePart, ...] = tuple(
    SharePart(key, label, holds, tuple(tables.split()))
    for key, label, holds, tables in (
        ("history", "Treatment history", "diagnosis, treatments, results of marrow", _HISTORY),
        ("labs", "Labs and tests", "blood counts, heart and lungs, weight", _LABS),
        ("medicines", "Medicines and allergies", "vaccines too", _MEDICINES),
        ("documents", "Documents", "reports and letters with their files", "document"),
        ("trials", "Trials", "saved trials, contacts, answers", _TRIALS),
        ("access", "Access pathways", "steps and their dates", "access_request access_step"),
        ("visits", "Appointments and questions", "answers, decisions, next steps", _VISITS),
        ("care_team", "Care team", "names and phone numbers", "care_person call_plan"),
        ("notes", "Personal notes", "notes, values and wishes", "note"),
        (
            "identity",
            "Numbers and addresses",
            "hospital number, insurance, home, guardians",
            "insurance guardian health_care_proxy",
        ),
    )
)
ALWAYS = ("case_info", "patient")
"""Rows that every case has."""

NEVER = ("import_receipt", "pending_item", "share_record")
"""What only concerns the keeping of this file."""

_NOTES_OF_PATIENT = frozenset({"values_note", "assent_note"})
# Keys by which our own readers know a row again; other extras belong to no part one can choose.
_KEPT_EXTRAS = frozenset({"codes", "also_called"})


@value_class
class SharedCopy:
    """A copy for somebody else.

    Attributes:
        path: the copy.
        rows: how many entries it holds.
        what: the parts in it, as the log says.
        to_whom: who gets it.
        protected: it has a password.
    """

    path: Path
    rows: int
    what: str
    to_whom: str
    protected: bool


def make_share_copy(
    session: Session,
    target: Path,
    parts: Collection[str],
    password: str | None,
    to_whom: str,
) -> SharedCopy:
    """Make a copy with the chosen parts, and note in the case who got what and when.

    Args:
        session: the open case.
        target: the file to make; there must be none of this name.
        parts: keys of `PARTS`.
        password: the copy's own password, None for a copy that anybody can open.
        to_whom: who gets it, as it stands in the log.

    Raises:
        CasebookError: nothing is chosen, nobody is named, there is a file already, or a place
            cannot be written; no copy was left, and nothing was noted.
    """
    copy = write_share_copy(session, target, parts, password, to_whom)
    note_share_copy(session, copy)
    return copy


def write_share_copy(
    session: Session,
    target: Path,
    parts: Collection[str],
    password: str | None,
    to_whom: str,
) -> SharedCopy:
    """Write the copy; the first half of `make_share_copy`, which changes nothing in the case."""
    chosen = _chosen(session, parts, to_whom)
    edits = list(_edits(session, chosen))
    made = CaseFile.create(
        target,
        edits,
        name="copy made to share",
        author=author_here(),
        password=password,
        backup_on_close=False,
    )
    made.close()
    what = ", ".join(part.label for part in PARTS if part.key in chosen)
    rows = sum(isinstance(edit, Insert) for edit in edits)
    return SharedCopy(target, rows, what, to_whom.strip(), bool(password))


def note_share_copy(session: Session, copy: SharedCopy) -> Changes:
    """Note in the case who got the copy; the second half of `make_share_copy`.

    Raises:
        CasebookError: it cannot be noted; then the copy is taken away again.
    """
    protected = "with a password" if copy.protected else "without a password"
    record = ShareRecord(
        id=new_id(),
        date=PartialDate.of(session.as_of()),
        to_whom=copy.to_whom,
        what=copy.what,
        note=f"{copy.path.name}, {protected}.",
        noted_by=author_here() or None,
    )
    try:
        return session.run(f"copy for {copy.to_whom}", [Insert(record)])
    except CasebookError:
        copy.path.unlink(missing_ok=True)
        raise


def _chosen(session: Session, parts: Collection[str], to_whom: str) -> frozenset[str]:
    if session.read_only_because is not None:
        raise CasebookError(f"{session.read_only_because} No copy was made.")
    if not to_whom.strip():
        raise CasebookError("Please say who gets the copy. Nothing was made.")
    chosen = frozenset(part.key for part in PARTS if part.key in parts)
    if not chosen:
        raise CasebookError("Please choose what goes into the copy. Nothing was made.")
    return chosen


# What goes into the copy


def _edits(session: Session, chosen: frozenset[str]) -> Iterator[Edit]:
    case = session.case
    tables = {*ALWAYS, *(name for part in PARTS if part.key in chosen for name in part.tables)}
    here = _rows_that_go(case, tables)
    for row in here.values():
        yield Insert(_without_the_rest(row, chosen, here.keys()))
    wanted = {
        row.attachment_sha256 for row in here.values() if isinstance(row, Document | TrialRecord)
    }
    for attachment in session.file.attachments():
        if attachment.sha256 in wanted:
            content = session.file.attachment(attachment.sha256)
            yield Attach(attachment.sha256, attachment.name, content)


def _rows_that_go(case: Case, tables: Collection[str]) -> dict[str, Entity]:
    """Return the rows of the chosen tables by id, parents before their parts."""
    found: dict[str, Entity] = {}
    for name, spec in SPECS.items():
        if name not in tables:
            continue
        for row in case.all(spec.entity):
            if not isinstance(row, Part) or row.parent_id in found:
                found[row.id] = row
    return found


def _without_the_rest(row: Entity, chosen: frozenset[str], ids: Collection[str]) -> Entity:
    """Return a row without what was not chosen and without links to rows that stay here."""
    blank: dict[str, Any] = {
        spec.name: None
        for spec in row.spec.fields
        if not _may_go(row, spec, chosen) or (spec.to and getattr(row, spec.name) not in ids)
    }
    if isinstance(row, CaseInfo):
        blank["reference_note"] = None
    extras = {key: value for key, value in row.extras.items() if key in _KEPT_EXTRAS}
    absences = {name: value for name, value in row.absences.items() if name not in blank}
    return replace(row, **blank, extras=extras, absences=absences)


def _may_go(row: Entity, spec: FieldSpec, chosen: frozenset[str]) -> bool:
    if isinstance(row, Patient) and spec.name in _NOTES_OF_PATIENT:
        return "notes" in chosen
    return not spec.private or "identity" in chosen
