"""What a file brings, compared with the case: new, already here, nearly the same, contradicting.

Nothing is decided here and nothing is merged: near matches and contradictions are for the family.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal

from app.case.case import Case
from app.case.declaration import Entity
from app.case.entities import (
    Allergy,
    Appointment,
    CarePerson,
    CellTherapy,
    CsfSample,
    Diagnosis,
    Document,
    GeneticFinding,
    GeneticTest,
    Immunization,
    LabPanel,
    LabResult,
    Medication,
    Note,
    OrganTest,
    PerformanceScore,
    Problem,
    Radiation,
    StatusEvent,
    Transfusion,
    Transplant,
    Treatment,
    VirusTest,
    VitalSigns,
)
from app.records.courses import Course, courses
from app.records.found import Found, Reading
from app.records.sameness import events, health, measured
from app.records.sameness.item import (
    Item,
    Rule,
    Verdict,
    as_row,
    filled,
    item_of_found,
    item_of_row,
)
from app.records.whose_file import about_whom, names_another

LineKind = Literal["new", "same", "near", "conflict"]

_PROPOSED = "Read out of running text or a damaged file: please compare it before you take it."
_REPEATED = "The file says it again."
# Fields that only say where a row comes from, or repeat it in words, complete nothing.
_NO_ADDITION = frozenset({"note", "notes", "text", "received_on", "file_name", "attachment_sha256"})


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the file beside what the case has.

    Attributes:
        kind: new, same, near or conflict.
        found: the entry as read, completed from its repeats in the same file.
        ours: the row it is compared with, None for a new one.
        twin: the entry of the same file it repeats or nearly repeats, None where `ours` is a row
            of the case.
        why: why it is of this kind, in plain words.
        adds: fields that the file fills and our row leaves open.
        sources: every entry of the file that this line stands for, itself first.
        into: the row of the case that a new part belongs to, such as the panel of a result.
    """

    kind: LineKind
    found: Found
    ours: Entity | None = None
    twin: Found | None = None
    why: str = ""
    adds: tuple[str, ...] = ()
    sources: tuple[Found, ...] = ()
    into: Entity | None = None

    @property
    def group(self) -> str:
        """The name of the group the line is shown in, such as `medicines`."""
        return self.found.entity.spec.plural


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every entry of a file beside the case; each is on exactly one line.

    Attributes:
        lines: in the file's order.
        about: whether the file is about the case's person: False where it is not, None where
            that cannot be told.
        about_words: what to say about it.
        is_other_name: the file names somebody else, and no birth day says that it is one person.
    """

    lines: tuple[Line, ...]
    about: bool | None = None
    about_words: str = ""
    counts: Mapping[LineKind, int] = field(default_factory=dict)
    is_other_name: bool = False

    @property
    def grouped(self) -> Mapping[str, tuple[Line, ...]]:
        """The lines by group, in the order in which groups first come."""
        groups: dict[str, list[Line]] = {}
        for line in self.lines:
            groups.setdefault(line.group, []).append(line)
        return {name: tuple(lines) for name, lines in groups.items()}

    def of_kind(self, kind: LineKind) -> tuple[Line, ...]:
        """Return the lines of one kind."""
        return tuple(line for line in self.lines if line.kind == kind)


def reconcile(reading: Reading, case: Case) -> Reconciliation:
    """Compare what a file brings with the case.

    Args:
        reading: what the file holds; of a file about several persons, `reading.about(person)`.
        case: the rows of the case.
    """
    compared = _Comparison(case, reading)
    lines = [line for course in courses(reading.found) for line in compared.lines_of(course)]
    order = {id(found): place for place, found in enumerate(reading.found)}
    lines.sort(key=lambda line: order[id(line.sources[0])])
    lines = _completed(lines)
    about, words = about_whom(reading.persons, case)
    counts = Counter(line.kind for line in lines)
    is_other = about is None and names_another(reading.persons, case)
    return Reconciliation(tuple(lines), about, words, counts, is_other)


def _completed(lines: list[Line]) -> list[Line]:
    """Return the lines, a new entry completed from what the file says of it again."""
    added: dict[int, dict[str, Any]] = {}
    sources: dict[int, list[Found]] = {}
    for line in lines:
        if line.kind == "same" and line.twin is not None:
            told = added.setdefault(id(line.twin), {})
            for name in line.adds:
                told.setdefault(name, getattr(line.found.entity, name))
            sources.setdefault(id(line.twin), []).append(line.found)
    return [_with_repeats(line, added, sources) for line in lines]


def _with_repeats(
    line: Line, added: Mapping[int, dict[str, Any]], sources: Mapping[int, list[Found]]
) -> Line:
    told, again = added.get(id(line.found)), sources.get(id(line.found))
    if again is None:
        return line
    found = line.found
    if told and line.kind == "new":
        found = replace(found, entity=replace(found.entity, **told))
    known = {id(source) for source in line.sources}
    more = tuple(source for source in again if id(source) not in known)
    return replace(line, found=found, sources=(*line.sources, *more))


class _Known:
    """Entries that others are compared with, found by the keys of their rule."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, Hashable], list[tuple[Item, Found | None]]] = {}

    def add(self, rule: Rule, item: Item, found: Found | None) -> None:
        table = item.entity.spec.table
        for key in set(rule.keys(item)):
            self._by_key.setdefault((table, key), []).append((item, found))

    def like(self, rule: Rule, item: Item) -> list[tuple[Item, Found | None]]:
        """Return every known entry that shares a key, each once, in the order they came."""
        table = item.entity.spec.table
        found: dict[int, tuple[Item, Found | None]] = {}
        for key in rule.keys(item):
            for known in self._by_key.get((table, key), ()):
                found.setdefault(id(known[0]), known)
        return list(found.values())


_ORDER: dict[str, int] = {"same": 0, "conflict": 1, "near": 2}


class _Comparison:
    """Compares the entries of one reading with the case, and with those read before."""

    def __init__(self, case: Case, reading: Reading) -> None:
        self._case = case
        self._rules, self._panels = _rules()
        self._rows, self._read = _Known(), _Known()
        self._loaded: set[str] = set()
        self._into: dict[str, Entity] = {}
        self._parents: dict[type[Entity], dict[tuple[object, ...], Entity]] = {}
        for found in reading.found:
            if isinstance(found.entity, LabResult):
                self._panels.add(item_of_found(found))

    def lines_of(self, course: Course) -> list[Line]:
        """Return the lines of one entry, or of the entries that are one course."""
        first = self._line(course.whole, course.parts)
        repeats = [
            Line(
                "same" if first.kind in ("new", "same") else first.kind,
                part,
                first.ours,
                course.whole if first.kind == "new" else first.twin,
                _REPEATED if first.kind in ("new", "same") else first.why,
                sources=(part,),
            )
            for part in course.parts[1:]
        ]
        return [first, *repeats]

    def _line(self, found: Found, parts: Sequence[Found]) -> Line:
        rule = self._rules.get(type(found.entity))
        sources = (parts[0],) if len(parts) == 1 else tuple(parts)
        if rule is None:
            return self._of_new(found, sources)
        self._load(type(found.entity), rule)
        item = item_of_found(found)
        best = self._best(rule, item, found.file)
        if best is None:
            self._read.add(rule, as_row(item), found)
            return self._of_new(found, sources)
        verdict, ours, twin = best
        if verdict.kind == "same":
            return self._of_same(found, sources, verdict, ours, twin)
        self._read.add(rule, as_row(item), found)
        kind: LineKind = "conflict" if verdict.kind == "conflict" else "near"
        return Line(
            kind,
            found,
            ours.entity,
            twin,
            verdict.why,
            _additions(found.entity, ours.entity),
            sources,
            self._parent_here(found),
        )

    def _of_new(self, found: Found, sources: tuple[Found, ...]) -> Line:
        into = self._parent_here(found)
        if found.proposed:
            return Line("near", found, why=found.doubt or _PROPOSED, sources=sources, into=into)
        return Line("new", found, sources=sources, into=into)

    def _of_same(
        self,
        found: Found,
        sources: tuple[Found, ...],
        verdict: Verdict,
        ours: Item,
        twin: Found | None,
    ) -> Line:
        if twin is None and found.parent is not None and ours.parent is not None:
            self._into.setdefault(found.parent.id, ours.parent)
        adds = _additions(found.entity, ours.entity)
        why = verdict.why if twin is None else _REPEATED
        return Line("same", found, ours.entity, twin, why, adds, sources)

    def _best(self, rule: Rule, item: Item, file: str) -> tuple[Verdict, Item, Found | None] | None:
        """Return the nearest entry: same before near, of the case before those of the file.

        Of two rows that are equally near, the one that names the file: it came from there.
        """
        best: tuple[tuple[int, int, int], Verdict, Item, Found | None] | None = None
        for known in (self._rows, self._read):
            for ours, twin in known.like(rule, item):
                verdict = rule.compare(item, ours)
                if verdict is None or (twin is not None and _are_two(verdict, item)):
                    continue
                is_from_there = file in (ours.entity.source_note or "").split("; ")
                rank = (_ORDER[verdict.kind], twin is not None, not is_from_there)
                if best is None or rank < best[0]:
                    best = (rank, verdict, ours, twin)
        return best[1:] if best is not None else None

    def _load(self, kind: type[Entity], rule: Rule) -> None:
        if kind.spec.table in self._loaded:
            return
        self._loaded.add(kind.spec.table)
        for row in self._case.all(kind):
            item = item_of_row(row, self._case)
            self._rows.add(rule, item, None)
            if isinstance(row, LabResult):
                self._panels.add(item)

    def _parent_here(self, found: Found) -> Entity | None:
        """Return the row of the case a new part belongs to: the same report, or the same test."""
        parent = found.parent
        if parent is None:
            return None
        known = self._into.get(parent.id)
        if known is not None:
            return known
        kind = type(parent)
        if kind not in self._parents:
            self._parents[kind] = _by_parent_fields(kind, self._case)
        return self._parents[kind].get(_parent_key(parent))


def row_like(parent: Entity, case: Case) -> Entity | None:
    """Return the row of the case that is this report or test, None where there is none."""
    return _by_parent_fields(type(parent), case).get(_parent_key(parent))


def _by_parent_fields(kind: type[Entity], case: Case) -> dict[tuple[object, ...], Entity]:
    """Return the reports or tests of the case by what tells them apart, the first of each."""
    rows: dict[tuple[object, ...], Entity] = {}
    for row in case.all(kind):
        rows.setdefault(_parent_key(row), row)
    return rows


def _parent_key(parent: Entity) -> tuple[object, ...]:
    return tuple(getattr(parent, name) for name in _PARENT_FIELDS[type(parent)])


def _are_two(verdict: Verdict, item: Item) -> bool:
    """Whether a file that gives two entries that are nearly the same means two.

    What a file dates twice (results, visits, medicines) is two. Problems and allergies are often
    listed again and again under other words, so there a person looks.
    """
    if verdict.kind != "near" or verdict in measured.OF_ONE_RESULT:
        return False
    return not isinstance(item.entity, Problem | Diagnosis | Allergy)


_PARENT_FIELDS: dict[type[Entity], tuple[str, ...]] = {
    LabPanel: ("date", "time", "lab_name", "context"),
    GeneticTest: ("date", "method", "specimen"),
}


def _rules() -> tuple[dict[type[Entity], Rule], measured.PanelAgreement]:
    """Return how each kind of entry is compared."""
    panels = measured.PanelAgreement()
    rules: dict[type[Entity], Rule] = {
        LabResult: measured.LabRule(panels),
        VitalSigns: measured.FieldsRule(Decimal("0.002"), contradicts=False),
        VirusTest: measured.FieldsRule(Decimal(0), contradicts=True),
        PerformanceScore: measured.ScoreRule(),
        OrganTest: measured.OrganTestRule(),
        Problem: health.ProblemRule(),
        Diagnosis: health.ProblemRule(),
        Medication: health.MedicineRule(),
        Allergy: health.AllergyRule(),
        Immunization: health.VaccineRule(),
        Treatment: events.TreatmentRule(),
        Transplant: events.TRANSPLANT,
        CellTherapy: events.CELL_THERAPY,
        CsfSample: events.SPINAL_FLUID,
        Radiation: events.RADIATION,
        Transfusion: events.TRANSFUSION,
        Appointment: events.VisitRule(),
        CarePerson: events.CarePersonRule(),
        GeneticFinding: events.FindingRule(),
        GeneticTest: events.TextRule(events.karyotype),
        Document: events.DocumentRule(),
        Note: events.NoteRule(),
        StatusEvent: events.StatusRule(),
    }
    return rules, panels


def _additions(theirs: Entity, ours: Entity) -> tuple[str, ...]:
    """Return the fields that the file fills and our row leaves open."""
    told, known = filled(theirs), filled(ours)
    chosen = ours.absences
    return tuple(
        name
        for name in told
        if name not in known and name not in chosen and name not in _NO_ADDITION
    )
