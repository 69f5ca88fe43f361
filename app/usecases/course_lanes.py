"""The course of the illness in lanes: every entry of the treatment history, numbered in time.

Nothing is judged here: what an entry says stands in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from app.case import codes
from app.case.case import Case
from app.case.declaration import Entity
from app.case.entities import (
    CellTherapy,
    Diagnosis,
    Document,
    GvhdEvent,
    Radiation,
    StatusEvent,
    Toxicity,
    Transplant,
    Treatment,
)
from app.case.facts import Facts
from app.case.facts.model import Phase, StatusFact
from app.case.facts.records import by_reference, order_of, source_words
from app.case.facts.transplants import transplant_words
from app.case.numbers import number_text
from app.case.partial_date import PartialDate
from app.case.remission import ENDS_REMISSION
from app.usecases.course_points import point_of, points
from app.usecases.course_remissions import remissions
from app.usecases.course_values import (
    CourseEntry,
    CourseLanes,
    Group,
    LaneKey,
    Shape,
)

E = TypeVar("E", bound=Entity)

_TRIANGLES = ENDS_REMISSION | {"mrd_relapse", "molecular_relapse", "second_cancer"}
_BESIDE_TRANSPLANT = frozenset({"hsct", "dli", "car_t", "other_cell_therapy", "radiation"})
_PREPARES = frozenset({"conditioning", "lymphodepletion"})
_ICONS = {
    "chemotherapy": "droplets",
    "targeted": "pill",
    "radiation": "radiation",
    "surgery": "bandage",
    "hsct": "heart-handshake",
    "dli": "heart-handshake",
}


def course_lanes(case: Case, facts: Facts) -> CourseLanes:
    """Return the history of a case as of a day."""
    found = list(_entries(case, facts))
    found.sort(key=lambda entry: (entry.start is None, order_of(entry.start or entry.end)))
    entries = tuple(replace(entry, number=place) for place, entry in enumerate(found, 1))
    days = [days for entry in entries if (days := entry.days(facts.as_of))]
    last = max([facts.as_of, *(end for _, end in days)]) if days else None
    return CourseLanes(
        entries=entries,
        remissions=tuple(remissions(facts.status_events, facts.as_of)),
        points=tuple(points(case)),
        as_of=facts.as_of,
        first=min((start for start, _ in days), default=None),
        last=last,
        transplant=_latest_transplant(facts),
        is_leukemia=_is_leukemia(facts),
        twins=dict(_twins(entries)),
    )


def _twins(entries: Sequence[CourseEntry]) -> Iterator[tuple[str, str]]:
    own = {
        (entry.shape, entry.start.iso): entry.key
        for entry in entries
        if entry.table in ("transplant", "cell_therapy", "radiation", "diagnosis") and entry.start
    }
    for entry in entries:
        day = entry.start.iso if entry.start else ""
        if entry.table == "treatment" and entry.lane == "transplant":
            twin = own.get(("diamond", day)) or own.get(("box", day))
        else:
            twin = own.get(("square", day)) if entry.table == "status_event" else None
            twin = twin if entry.shape == "square" else None
        if twin is not None:
            yield entry.key, twin


def _entries(case: Case, facts: Facts) -> Iterator[CourseEntry]:
    status = {fact.evidence.id: fact for fact in facts.status_events}
    for row in case.all(Diagnosis):
        yield _of_diagnosis(case, row)
    for event in case.all(StatusEvent):
        yield _of_status(case, event, status.get(event.id), facts.as_of)
    phases = {phase.evidence.id: phase for phase in facts.phases}
    for treatment in case.all(Treatment):
        yield _of_treatment(case, treatment, phases[treatment.id])
    for transplant in case.all(Transplant):
        yield _of_transplant(case, transplant, facts.as_of)
    for therapy in case.all(CellTherapy):
        yield _of_cells(case, therapy, facts)
    for course in case.all(Radiation):
        yield _of_radiation(case, course, facts.as_of)
    for effect in case.all(Toxicity):
        yield _of_effect(case, effect, facts.as_of)
    words = {gvhd.evidence.id: gvhd.words for t in facts.transplants for gvhd in t.gvhd}
    for gvhd in case.all(GvhdEvent):
        yield _of_gvhd(case, gvhd, words.get(gvhd.id, "GVHD"))


def _entry(
    case: Case,
    row: Entity,
    group: Group,
    lane: LaneKey,
    shape: Shape,
    icon: str,
    start: PartialDate | None,
    title: str,
    *,
    end: PartialDate | None = None,
    ongoing: bool = False,
    planned: bool = False,
    label: str = "",
    result: str = "",
    parent: Entity | None = None,
) -> CourseEntry:
    document = by_reference(case, Document, row.source_document_id)
    if document is None and parent is not None:
        document = by_reference(case, Document, parent.source_document_id)
    source = source_words(case, row) or (source_words(case, parent) if parent else None)
    return CourseEntry(
        number=0,
        table=row.spec.table,
        id=row.id,
        group=group,
        lane=lane,
        shape=shape,
        icon=icon,
        start=start,
        end=end,
        ongoing=ongoing,
        planned=planned,
        title=title,
        label=label or title,
        result=result,
        source=(document.title or document.file_name or "") if document else source or "",
        document=document.id if document else "",
    )


def _of_diagnosis(case: Case, row: Diagnosis) -> CourseEntry:
    name = row.name_on_report or row.dx_id or ""
    title = f"Diagnosis: {name}" if name else "Diagnosis"
    return _entry(
        case, row, "status", "status", "square", "microscope", row.date, title, label="Diagnosis"
    )


def _of_status(case: Case, row: StatusEvent, fact: StatusFact | None, as_of: date) -> CourseEntry:
    label = fact.label if fact else codes.label("status_event.type", row.type or "other")
    shape: Shape = "triangle" if row.type in _TRIANGLES else "dot"
    if row.type == "diagnosis":
        shape = "square"
    lane: LaneKey = "mrd" if shape == "dot" and point_of(row) else "status"
    result = fact.short if fact else ""
    if not result:
        result = row.note or ""
    planned = row.date is not None and row.date.earliest > as_of
    return _entry(
        case,
        row,
        "status",
        lane,
        shape,
        "activity",
        row.date,
        label,
        planned=planned,
        result=result,
    )


def _of_treatment(case: Case, row: Treatment, phase: Phase) -> CourseEntry:
    beside = phase.modality in _BESIDE_TRANSPLANT or phase.phase in _PREPARES
    reason = phase.reason_words if phase.state != "ongoing" else ""
    response = phase.response_words
    result = ", ".join(part for part in (response, reason) if part)
    return _entry(
        case,
        row,
        "treatments",
        "transplant" if beside else "therapy",
        "box" if beside else "bar",
        _ICONS.get(phase.modality or "", "syringe"),
        phase.start,
        _treatment_title(phase),
        end=phase.end,
        ongoing=phase.state == "ongoing",
        planned=phase.state == "planned",
        label=phase.phase_words or phase.name,
        result="Planned" if phase.state == "planned" else result,
    )


def _treatment_title(phase: Phase) -> str:
    known = phase.phase_words.casefold() in phase.name.casefold()
    if not phase.phase_words or known or phase.phase == "other":
        return phase.name
    return f"{phase.phase_words}: {phase.name}"


def _of_transplant(case: Case, row: Transplant, as_of: date) -> CourseEntry:
    words = transplant_words(row)
    day = f"Neutrophils back on day {row.neutrophils_on_day}" if row.neutrophils_on_day else ""
    short = words.partition(" (")[0].partition(",")[0]
    return _entry(
        case,
        row,
        "treatments",
        "transplant",
        "diamond",
        "heart-handshake",
        row.date,
        words,
        planned=row.date is not None and row.date.earliest > as_of,
        label=short,
        result=day,
    )


def _of_cells(case: Case, row: CellTherapy, facts: Facts) -> CourseEntry:
    words = next((f.words for f in facts.cell_therapies if f.evidence.id == row.id), "")
    title, _, rest = (words or row.product or "Cell therapy").partition(", ")
    target = f"against {row.target}"
    if rest.startswith(target):
        title, rest = f"{title} {target}", rest.removeprefix(target).lstrip(", ")
    return _entry(
        case,
        row,
        "treatments",
        "transplant",
        "diamond",
        "syringe",
        row.infused_on,
        title,
        planned=row.infused_on is None or row.infused_on.earliest > facts.as_of,
        label=title,
        result=rest[:1].upper() + rest[1:],
    )


def _of_radiation(case: Case, row: Radiation, as_of: date) -> CourseEntry:
    site = f"Radiation: {row.site}" if row.site else "Radiation"
    dose = f"{number_text(row.gy)} Gy" if row.gy is not None else ""
    times = f"{row.fractions} {'session' if row.fractions == 1 else 'sessions'}"
    times = times if row.fractions else ""
    return _entry(
        case,
        row,
        "treatments",
        "transplant",
        "box",
        "radiation",
        row.start,
        site,
        end=row.end,
        planned=row.start is not None and row.start.earliest > as_of,
        label="Radiation",
        result=", ".join(part for part in (dose, times) if part),
    )


def _of_effect(case: Case, row: Toxicity, as_of: date) -> CourseEntry:
    parent = case.get(Treatment, row.parent_id)
    term = row.term or "Side effect"
    grade = codes.label("toxicity.grade", row.grade).lower() if row.grade else ""
    start = row.start or (parent.start_date if parent and row.end is None else None)
    of = f"During {parent.name}" if parent and parent.name else ""
    gone = f"Gone by {row.end.words()}" if row.end else ""
    return _entry(
        case,
        row,
        "effects",
        "effects",
        "spot",
        "thermometer",
        start,
        f"{term}, {grade}" if grade else term,
        end=row.end or (None if row.start else start),
        label=term,
        result=gone or row.note or of,
        parent=parent,
    )


def _of_gvhd(case: Case, row: GvhdEvent, words: str) -> CourseEntry:
    title, _, now = words.rpartition(", ")
    return _entry(
        case,
        row,
        "effects",
        "effects",
        "spot",
        "thermometer",
        row.onset,
        title or words,
        end=row.resolved_on,
        ongoing=row.status == "active" and row.resolved_on is None,
        label=title.partition(" (")[0] or words,
        result=now[:1].upper() + now[1:],
        parent=case.get(Transplant, row.parent_id),
    )


def _latest_transplant(facts: Facts) -> date | None:
    days = [fact.date.earliest for fact in facts.transplants if fact.date]
    days += [fact.date.earliest for fact in facts.cell_therapies if fact.date]
    return max(days, default=None)


def _is_leukemia(facts: Facts) -> bool:
    names = [f"{fact.name} {fact.dx_id or ''}".casefold() for fact in facts.diagnoses]
    return any("leuk" in name or name.endswith(("-all", "-aml", "-cll")) for name in names)
