"""What a second opinion needs, beside what is here: a list by importance."""

import datetime
from collections.abc import Iterator, Sequence
from enum import StrEnum

from app.case.case import Case
from app.case.entities import Diagnosis, Document
from app.case.partial_date import PartialDate
from app.case.value_class import value_class
from app.usecases.records_at_hand import (
    documents_of,
    evidence_days,
    is_current,
    unsorted_genetics,
)
from app.usecases.records_needed import Need, applies, needs
from app.usecases.session import Session

_SAME_REPORT_DAYS = 21
_MOST_DAYS_NAMED = 6


class RecordState(StrEnum):
    """Whether a record is here."""

    NOT_HERE = "not_here"
    PARTLY = "partly"
    NOT_KNOWN = "not_known"
    HERE = "here"

    @property
    def words(self) -> str:
        """Return the words shown and printed."""
        return {"not_here": "Not here", "partly": "Partly here", "not_known": "Not known",
                "here": "Here"}[self.value]  # fmt: skip


@value_class
class DocumentHere:
    """A document that is the record, or a part of it."""

    id: str
    title: str
    date: PartialDate | None

    @property
    def words(self) -> str:
        """Return title and day."""
        return f"{self.title}, {self.date.words()}" if self.date else self.title


@value_class
class HunterItem:
    """One record that a second opinion needs, and what is here of it.

    Attributes:
        need: what it is, with its source.
        state: whether it is here.
        documents: what is here, the newest first.
        why: what is known and what is missing, in a sentence; empty where it is simply here.
        missing: days of which only the values are noted here.
    """

    need: Need
    state: RecordState
    documents: tuple[DocumentHere, ...] = ()
    why: str = ""
    missing: tuple[PartialDate, ...] = ()

    @property
    def wanted(self) -> bool:
        """Whether a letter asks for it."""
        return self.state is not RecordState.HERE

    def as_json(self) -> dict[str, object]:
        """Return the item as JSON values."""
        return {
            "record": self.need.key,
            "name": self.need.name,
            "importance": self.need.importance,
            "state": self.state.value,
            "documents": [
                {"title": each.title, "date": each.date.iso if each.date else None}
                for each in self.documents
            ],
            "why": self.why,
            "source": self.need.source,
            "as_of": self.need.as_of.iso,
            "verified": self.need.verified,
        }


def records_hunter(session: Session, as_of: datetime.date | None = None) -> list[HunterItem]:
    """Return what a second opinion needs for this case, by importance.

    What does not apply (a transplant summary without a transplant) is not on the list. A report is
    "here" when a document of the case is that report; noted values alone are "partly".
    """
    day = session.as_of(as_of)
    return list(_items(session.case, day))


def _items(case: Case, day: datetime.date) -> Iterator[HunterItem]:
    for need in needs():
        whether = applies(need, case)
        if whether is False:
            continue
        found = _item(need, case, day)
        if whether is None and found.state is RecordState.NOT_HERE:
            why = _cannot_tell(case)
            found = HunterItem(need, RecordState.NOT_KNOWN, why=why)
        yield found


def _cannot_tell(case: Case) -> str:
    names = [row.name_on_report for row in case.all(Diagnosis) if row.name_on_report]
    if not names:
        return "The diagnosis is not noted yet, so we cannot tell whether this is needed."
    return f"Our list does not know “{names[0]}”. Ask the team whether this is needed."


def _item(need: Need, case: Case, day: datetime.date) -> HunterItem:
    if need.key == "medicines":
        return _medicine_list(need, case)
    documents = documents_of(need, case)
    here = tuple(map(_here, documents))
    noted = evidence_days(need, case)
    if need.key == "labs":
        return _labs(need, here, noted, day)
    if not documents:
        return _without_document(need, case, noted)
    if len(documents) < need.how_many:
        why = f"{len(documents)} of {need.how_many} is here."
        return HunterItem(need, RecordState.PARTLY, here, why)
    missing = _days_without_report(noted, documents) if need.key in ("marrow", "mrd") else ()
    if missing:
        why = f"The report is not here for {_listed(missing)}."
        return HunterItem(need, RecordState.PARTLY, here, why, missing)
    return HunterItem(need, RecordState.HERE, here)


def _here(document: Document) -> DocumentHere:
    title = document.title or document.file_name or "Document without a title"
    return DocumentHere(document.id, title, document.date)


def _without_document(need: Need, case: Case, noted: Sequence[PartialDate | None]) -> HunterItem:
    unsorted = unsorted_genetics(need, case)
    if unsorted:
        why = "What is here is called genetics. The title does not say whether it holds this."
        return HunterItem(need, RecordState.PARTLY, tuple(map(_here, unsorted)), why)
    if noted:
        days = tuple(dict.fromkeys(day for day in noted if day is not None))
        when = f" ({_listed(days)})" if days else ""
        why = f"Values are noted here{when}. The report itself is not."
        return HunterItem(need, RecordState.PARTLY, (), why, days)
    return HunterItem(need, RecordState.NOT_HERE)


def _labs(
    need: Need,
    here: tuple[DocumentHere, ...],
    noted: Sequence[PartialDate | None],
    day: datetime.date,
) -> HunterItem:
    current = tuple(each for each in here if is_current([each.date], day))
    if current:
        return HunterItem(need, RecordState.HERE, current[:1])
    days = [each for each in noted if each is not None]
    if is_current(days, day):
        return HunterItem(need, RecordState.HERE, (), "Noted in this case, ready to print.")
    known = [*days, *(each.date for each in here if each.date)]
    if known:
        last = max(known, key=lambda one: one.sort_key)
        why = f"The last ones here are of {last.words()}."
        return HunterItem(need, RecordState.PARTLY, here[:1], why)
    return HunterItem(need, RecordState.NOT_HERE)


def _medicine_list(need: Need, case: Case) -> HunterItem:
    documents = tuple(map(_here, documents_of(need, case)))
    if evidence_days(need, case):
        why = "Noted in this case, ready to print."
        return HunterItem(need, RecordState.HERE, documents, why)
    if documents:
        return HunterItem(need, RecordState.HERE, documents)
    return HunterItem(need, RecordState.NOT_HERE)


def _days_without_report(
    noted: Sequence[PartialDate | None], documents: Sequence[Document]
) -> tuple[PartialDate, ...]:
    """Return the days of noted values for which no report of those weeks is here."""
    dated = [document.date for document in documents if document.date is not None]
    days = dict.fromkeys(day for day in noted if day is not None)
    return tuple(day for day in days if not any(_near(day, one) for one in dated))


def _near(day: PartialDate, report: PartialDate) -> bool:
    early = (report.earliest - day.latest).days <= _SAME_REPORT_DAYS
    return early and (day.earliest - report.latest).days <= _SAME_REPORT_DAYS


def _listed(days: Sequence[PartialDate]) -> str:
    ordered = sorted(days, key=lambda day: day.sort_key)
    words = [day.words() for day in ordered[:_MOST_DAYS_NAMED]]
    more = len(ordered) - len(words)
    return ", ".join(words) + (f" and {more} more" if more else "")


def hunter_as_text(items: Sequence[HunterItem]) -> str:
    """Return the list as text, a record with what is known of it."""
    lines = []
    for item in items:
        lines.append(f"{item.state.words}: {item.need.name}")
        lines += [f"    {document.words}" for document in item.documents]
        lines += [f"    {item.why}"] if item.why else []
    return "\n".join(lines)
