"""The case as the check looks at it: facts, and rows that facts do not hand out."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache

from app.case.case import Case
from app.case.declaration import SPECS, Entity, Part
from app.case.entities import Patient
from app.case.facts.facts import Facts
from app.case.facts.labs import LabIndex
from app.case.facts.model import Conflict, Evidence, LabValue, StatusFact
from app.case.partial_date import PartialDate


class Record:
    """What one case says on one day, looked up once for all criteria.

    Attributes:
        facts: the facts of the case.
        case: the case.
        as_of: the day.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.case: Case = facts.case
        self.as_of: date = facts.as_of
        self._labs = LabIndex(facts.case, facts.as_of)
        self._values: dict[str, tuple[LabValue, ...]] = {}

    def lab_values(self, lab_id: str) -> tuple[LabValue, ...]:
        """Return the results of a lab, newest first."""
        if lab_id not in self._values:
            self._values[lab_id] = tuple(reversed(self._labs.of_lab(lab_id)))
        return self._values[lab_id]

    @cached_property
    def sex(self) -> str | None:
        """The sex at birth: "female", "male", another code, None where nobody has said."""
        return self.case.patient.sex_at_birth or None

    @cached_property
    def patient_row(self) -> Evidence:
        """The row of the person, as evidence for the sex at birth."""
        patient = self.case.patient
        words = f"Sex at birth: {self.sex}" if self.sex else "Sex at birth not noted"
        return Evidence("patient", patient.id, patient.shown_id, None, words, self.source(patient))

    @cached_property
    def latest_relapse(self) -> PartialDate | None:
        """The day on which the disease last came back, None where it never did."""
        days = [r.status.date for r in self.facts.relapses if r.status.date is not None]
        days += [event.date for event in self._came_back if event.date is not None]
        return max(days, key=lambda day: day.sort_key, default=None)

    @cached_property
    def _came_back(self) -> list[StatusFact]:
        """Progressions after a remission: lymphoma reports rarely call them a relapse."""
        events = self.facts.status_events
        first = next((n for n, event in enumerate(events) if event.type == "remission"), None)
        return [] if first is None else [e for e in events[first:] if e.type == "progression"]

    def row_of(self, evidence: Evidence) -> Entity | None:
        """Return the row behind some evidence."""
        spec = SPECS.get(evidence.table)
        return self.case.get(spec.entity, evidence.id) if spec else None

    def doubt(self, evidence: Evidence) -> str | None:
        """Return why a row decides nothing: "no_source" or "not_sure"; None where it may.

        Only a value without source, person and date is one without source (contract). Who the
        person is needs none.
        """
        row = self.row_of(evidence)
        rows = [row, self._parent(row)] if row is not None else []
        if any(r.certainty == "not_sure" for r in rows if r is not None):
            return "not_sure"
        if evidence.source or evidence.date is not None or evidence.table == Patient.spec.table:
            return None
        noted = any(r.noted_by or r.noted_on or self.source(r) for r in rows if r is not None)
        return None if noted or row is None else "no_source"

    def _parent(self, row: Entity | None) -> Entity | None:
        if not isinstance(row, Part) or row.spec.parent is None:
            return None
        return self.case.get(row.spec.parent, row.parent_id)

    @staticmethod
    def source(row: Entity) -> str | None:
        """Return where a row comes from, None where nobody said."""
        said = (row.source_note, row.source_kind, row.source_document_id, row.noted_by)
        return next((text for text in said if text), None)

    @cached_property
    def _conflicts_by_row(self) -> Mapping[tuple[str, str], Conflict]:
        return {
            (row.table, row.id): conflict
            for conflict in reversed(self.facts.conflicts)
            for row in conflict.entries
        }

    def conflict_of(self, evidence: Evidence) -> Conflict | None:
        """Return the disagreement that a row is part of, None where there is none."""
        return self._conflicts_by_row.get((evidence.table, evidence.id))

    def disagrees_on(self, what: str) -> bool:
        """Whether records disagree on a kind of thing, such as "diagnosis"."""
        return any(conflict.what == what for conflict in self.facts.conflicts)


@lru_cache(maxsize=4)
def record_of(facts: Facts) -> Record:
    """Return the record of some facts; the same facts give the same record."""
    return Record(facts)
