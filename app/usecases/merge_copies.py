"""Bringing in a relative's copy of the case: what it would do, then doing it as one step."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.case.case import SPECS
from app.case.declaration import Entity, Part
from app.case.entities import Document, Question
from app.case.partial_date import PartialDate
from app.case.value_class import value_class
from app.casefile import (
    CaseFile,
    Changes,
    Choice,
    Decision,
    Insert,
    MergePlan,
    Touch,
    field_words,
    may_be_a_case,
    named,
    new_id,
)
from app.casefile.safe_files import put_in_place
from app.errors import CasebookError
from app.usecases.author import author_here
from app.usecases.output_files import A_CASE_STAYS
from app.usecases.session import PasswordNeeded, Session, WrongPassword

__all__ = ["Choice", "Decision", "MergePlan", "Touch", "look_at_copy", "merge_files", "take_copy"]

Key = tuple[str, str]
"""Table and id of a row."""

_NOT_WRITTEN = (
    "The joined case could not be saved in this place. Both files are as they were. Perhaps the "
    "disk is full, or the folder does not allow it. Please choose another place."
)


_ONE_FILE = (
    "Both are the same file, so there is nothing to join. Nothing was made. Please name the case"
    " and the copy that came from somebody else."
)
_PROTECTED = "The copy of the relative is protected with a password, or it is not a Casebook case."
_DOES_NOT_FIT = (
    "The password does not fit the copy of the relative. Nothing was made, and both files are as"
    " they were. Capital letters matter."
)


class CopyLocked(CasebookError):
    """The password of the relative's copy is missing, or does not fit."""


def look_at_copy(session: Session, copy: Path, password: str | None = None) -> MergePlan:
    """Return what bringing in a copy would do; nothing is changed.

    Raises:
        PasswordNeeded, WrongPassword: the copy has a password of its own.
        CasebookError: it is not a copy of this case, or cannot be read.
    """
    return session.file.compare_with_copy(copy, password)


def take_copy(
    session: Session,
    copy: Path,
    decisions: Mapping[Key, Decision],
    *,
    password: str | None = None,
    finished: bool = True,
) -> Changes:
    """Bring in a copy as one step that can be undone, after a backup.

    A row about which nobody was sure stays as it is here, is marked as not sure, and becomes a
    question. It may run beside the window: whoever shows the case is told with `Session.tell`.

    Args:
        session: the open case.
        copy: the relative's file, which is only read.
        decisions: what becomes of the rows that both changed, by table and id.
        password: the copy's own, where it has another one.
        finished: False where some choices are put off: they are asked again next time.

    Raises:
        CasebookError: nothing was changed.
    """
    plan = look_at_copy(session, copy, password)
    today = PartialDate.of(session.as_of())
    questions = [
        Insert(_question(session, choice, today))
        for choice in plan.choices
        if decisions.get(choice.key) is Decision.UNSURE
    ]
    # The case or the copy may have changed since somebody looked: what nobody was asked about is
    # asked next time.
    asked = all(choice.key in decisions for choice in plan.choices)
    return session.file.take_copy(
        copy, decisions, password=password, also=questions, finished=finished and asked
    )


def _question(session: Session, choice: Choice, today: PartialDate) -> Question:
    return Question(id=new_id(), text=question_words(session, choice), created=today, status="open")


def question_words(session: Session, choice: Choice) -> str:
    """Return a choice as a question: "Which is right: ..."."""
    about = choice_title(session, choice)
    if choice.ours is None or choice.theirs is None:
        return f"Two copies of the casebook differ about {about}: one has it, one not. Is it right?"
    parts = "; ".join(
        f"{label}: {ours} or {theirs}" for label, ours, theirs in differences(session, choice)
    )
    return f"Two copies of the casebook differ about {about}. Which is right? {parts}"


def choice_title(session: Session, choice: Choice) -> str:
    """Return what both versions are called, and their day: "Platelets, 7 May 2026"."""
    entity = choice.ours or choice.theirs
    assert entity is not None
    names = (name for name in entity.spec.title if name not in choice.fields)
    told = (words_of(session, entity, name) for name in names if getattr(entity, name) is not None)
    words = next(told, entity.spec.label)
    day = _day(entity) or _day(_parent(session, entity))
    if day is None:
        return words
    # A whole sentence, such as a question, takes no comma behind its end.
    return (
        f"{words} ({day.words()})" if words.endswith((".", "?", "!")) else f"{words}, {day.words()}"
    )


def named_entity(session: Session, entity: Entity) -> str:
    """Return what names a row, and its day: "lab result Platelets 19, 7 May 2026"."""
    day = _day(entity) or _day(_parent(session, entity))
    return named(entity) if day is None else f"{named(entity)}, {day.words()}"


def differences(session: Session, choice: Choice) -> Iterator[tuple[str, str, str]]:
    """Yield label, our words and their words of every field that both changed."""
    if choice.ours is None or choice.theirs is None:
        return
    for field in choice.ours.spec.fields:
        if field.name in choice.fields:
            ours = words_of(session, choice.ours, field.name)
            yield field.label, ours, words_of(session, choice.theirs, field.name)


def words_of(session: Session, entity: Entity, name: str) -> str:
    """Return one field in words, as the change log shows it."""

    def title_of(table: str, id: str) -> str | None:
        row = session.case.get(SPECS[table].entity, id)
        return _title(row) if row is not None else None

    return field_words(entity.spec.field(name), entity, title_of)


def _title(entity: Entity) -> str:
    return named(entity).removeprefix(entity.spec.label).strip() or entity.spec.label


def _parent(session: Session, entity: Entity) -> Entity | None:
    parent = entity.spec.parent
    if parent is None or not isinstance(entity, Part):
        return None
    return session.case.get(parent, entity.parent_id)


def _day(entity: Entity | None) -> PartialDate | None:
    if entity is None or entity.spec.day is None:
        return None
    day = getattr(entity, entity.spec.day)
    return day if isinstance(day, PartialDate) else None


@value_class
class Excerpt:
    """A line of a record between its neighbours; no lines where none was found.

    Attributes:
        lines: the lines, as they stand in the record.
        place: which of them holds the value.
    """

    lines: tuple[str, ...] = ()
    place: int = -1


def excerpt(session: Session, entity: Entity, fields: Sequence[str]) -> Excerpt:
    """Return the line of the attached record that holds a value in question.

    Args:
        session: the open case, which holds the record.
        entity: the row, with the document it comes from.
        fields: the fields that are in question.
    """
    document = session.case.get(Document, entity.source_document_id)
    name = _title(entity).casefold().partition(" ")[0]
    values = [words_of(session, entity, field) for field in fields if hasattr(entity, field)]
    if document is None or not document.text or not name:
        return Excerpt()
    lines = [line.rstrip() for line in document.text.splitlines() if line.strip()]
    for place, line in enumerate(lines):
        if name in line.casefold() and any(value in line.split() for value in values):
            first = max(0, place - 1)
            return Excerpt(tuple(lines[first : place + 2]), place - first)
    return Excerpt()


# Two files


@value_class
class Merged:
    """What joining two files gave.

    Attributes:
        added: rows that only the second had.
        changed, removed: rows that only the second changed or removed.
        same: rows that were the same in both.
        conflicts: what both changed, as JSON values; the first file's is kept.
    """

    added: int
    changed: int
    removed: int
    same: int
    conflicts: tuple[dict[str, Any], ...]

    def sentence(self, name: str) -> str:
        """Return what was done in one line."""
        return (
            f"Made {name}. New entries: {self.added}. Changed: {self.changed}. Removed as in the "
            f"second file: {self.removed}. The same in both: {self.same}."
        )

    @property
    def conflict_lines(self) -> tuple[str, ...]:
        """Return what both changed, a line each; nothing of it was guessed."""
        if not self.conflicts:
            return ()
        return (
            "Both files changed these; the new file has them as in the first:",
            *(
                f"{each['entity']} {each['id']} {each['field']}: "
                f"{_shown(each['ours'])} or {_shown(each['theirs'])}"
                for each in self.conflicts
            ),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the numbers and the conflicts as JSON values."""
        return {
            "added": self.added,
            "changed": self.changed,
            "removed": self.removed,
            "same": self.same,
            "conflicts": list(self.conflicts),
        }


def merge_files(
    ours: Path,
    theirs: Path,
    out: Path,
    *,
    password: str | None = None,
    their_password: str | None = None,
) -> Merged:
    """Join two copies of a case in a new file; both are only read, and no conflict is guessed.

    The new file appears whole or not at all, with the password of the first.

    Raises:
        CopyLocked: the password of the second is missing, or does not fit.
        CasebookError: the two are not copies of one case, one cannot be opened, there is a file
            of that name already, or the place cannot be written; nothing was made.
    """
    if may_be_a_case(out) or out.exists() or out.is_symlink():
        raise CasebookError(A_CASE_STAYS)
    try:
        if ours.exists() and theirs.exists() and ours.samefile(theirs):
            raise CasebookError(_ONE_FILE)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".casebook-") as folder:
            with CaseFile.open(ours, password=password, read_only=True) as case_file:
                joined = case_file.back_up(Path(folder))
            merged = _joined(joined, theirs, password, their_password)
            put_in_place(joined, out)
    except OSError as error:
        raise CasebookError(_NOT_WRITTEN) from error
    return merged


def _joined(joined: Path, theirs: Path, password: str | None, their_password: str | None) -> Merged:
    with CaseFile.open(
        joined, password=password, author=author_here(), backup_on_close=False
    ) as case_file:
        try:
            plan = case_file.compare_with_copy(theirs, their_password)
        except PasswordNeeded as needed:
            raise CopyLocked(_PROTECTED) from needed
        except WrongPassword as wrong:
            raise CopyLocked(_PROTECTED if their_password is None else _DOES_NOT_FIT) from wrong
        case_file.take_copy(theirs, {}, password=their_password, finished=not plan.choices)
    conflicts = tuple(each for choice in plan.choices for each in _conflicts(choice))
    return Merged(len(plan.added), len(plan.changed), len(plan.removed), plan.same, conflicts)


def _conflicts(choice: Choice) -> Iterator[dict[str, Any]]:
    entity = choice.ours or choice.theirs
    assert entity is not None
    about = {"entity": choice.table, "id": entity.shown_id}
    if choice.ours is None or choice.theirs is None:
        ours, theirs = ("kept", "removed") if choice.ours else ("removed", "kept")
        yield {**about, "field": "", "ours": ours, "theirs": theirs}
        return
    for name in choice.fields:
        yield {
            **about,
            "field": name,
            "ours": _value(choice.ours, name),
            "theirs": _value(choice.theirs, name),
        }


def _value(entity: Entity, name: str) -> Any:
    if name.startswith("extras."):
        return entity.extras.get(name.removeprefix("extras."))
    if name == "parent_id":
        return getattr(entity, name)
    value = getattr(entity, name)
    absence = entity.absence(name)
    if value is None:
        return None if absence is None else {"state": absence.value}
    return entity.spec.field(name).kind.to_json(value)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("state", value))
    return "empty" if value is None else str(value)
