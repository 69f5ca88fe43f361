"""Lab results typed or pasted by hand, looked at beside what the case has before they are saved.

Names, numbers, units and ranges stay as typed; a unit that is not known is kept and never
converted. What looks odd is asked about and never refused.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app.case.case import Case
from app.case.declaration import Entity
from app.case.entities import (
    Document,
    LabPanel,
    LabResult,
    OrganTest,
    Patient,
    VirusTest,
    VitalSigns,
)
from app.case.facts.labs import lab_name, quantity_of
from app.case.lab_names import may_have_unit
from app.case.numbers import number_text
from app.case.partial_date import PartialDate
from app.case.unit_names import normal_unit, scale_of
from app.case.vocabulary import lab_find, labs
from app.casefile import Edit, Insert, Update, new_id
from app.records.accept import additions
from app.records.found import EntryKind, Found, Reading, Skipped, SourceWords
from app.records.lab_values import looks_like_unit
from app.records.read import read_text
from app.records.reconcile import Line, LineKind, reconcile
from app.usecases.session import Changes, Session

_READS_TWO_WAYS = "read two ways (day first or month first)"
_DATES = re.compile(
    r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}|[0-9]{1,2}:[0-9]{2}"
    r"|(?:[0-9]{1,2}\.? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
    r"(?: [0-9]{1,2},)? [0-9]{4}",
    re.IGNORECASE,
)
_NUMBER_AND_WORD = re.compile(r"[A-Za-z]{2}.*[0-9]")
_FAR = 20
"""How many times the usual limit makes a number worth asking about: a slip of a thousand."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One result beside the case.

    Attributes:
        number: its place; the name of the line when it is chosen.
        kind: new, same (already here), near or conflict (it differs).
        what, value, range, date: as they would be kept, in words.
        ours: what the case has, in words; "" for a new one.
        why: why it is of this kind; "" where that needs no words.
        questions: what looks odd, as questions that block nothing.
    """

    number: int
    kind: LineKind
    what: str
    value: str
    range: str
    date: str
    ours: str
    why: str
    questions: tuple[str, ...]

    @property
    def taken_first(self) -> bool:
        """Whether it is proposed to be saved before anybody chose."""
        return self.kind == "new"


@dataclass(frozen=True, slots=True)
class ReportProposal:
    """What a report would bring.

    Attributes:
        lines: its results, in the report's order.
        left_out: lines that were not read, with the reason.
        notes: what was unusual, in sentences.
        asks_order: some dates read two ways: day first or month first.
        compared: the same lines as rows beside the case.
        case: the part of the case they were compared with.
    """

    lines: tuple[ReportLine, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    asks_order: bool
    compared: tuple[Line, ...]
    case: Case


def typed_report(panel: LabPanel, results: Sequence[LabResult], today: PartialDate) -> Reading:
    """Return a typed report in the form in which files are compared with the case."""
    found = tuple(_typed(panel, result, place, today) for place, result in enumerate(results, 1))
    return Reading("", "typed", (), found, (), {EntryKind.LAB: len(found)})


def _typed(panel: LabPanel, result: LabResult, place: int, today: PartialDate) -> Found:
    name = result.name_on_report or result.code or ""
    words = SourceWords(name, str(result.value) if result.value is not None else None, result.unit)
    names = (lab_name(result.code or "", name), name) if result.code else (name,)
    return Found(
        entity=replace(result, parent_id=panel.id),
        kind=EntryKind.LAB,
        place=f"row {place}",
        source_words=words,
        received_on=today,
        file="",
        parent=panel,
        names=tuple(dict.fromkeys(each for each in names if each)),
    )


def pasted_report(
    text: str,
    today: PartialDate,
    *,
    day: PartialDate | None = None,
    laboratory: str | None = None,
    day_first: bool | None = None,
) -> Reading:
    """Read pasted text: lines with results, or a table.

    Args:
        text: the text.
        today: the day it was pasted.
        day: the day of results for which the text gives none.
        laboratory: the laboratory of results for which the text gives none.
        day_first: how dates that read two ways are meant, where the family was asked.

    Raises:
        CasebookError: there is no text.
    """
    read = read_text(text, today, day_first=day_first)
    panels: dict[str, LabPanel] = {}
    kept = [f for f in read.found if not isinstance(f.entity, Document)]
    found = tuple(_settled(f, panels, day, laboratory) for f in kept)
    passed = () if any("column" in f.place for f in kept) else _passed_over(text, kept)
    return replace(read, found=found, skipped=(*read.skipped, *passed))


def _passed_over(text: str, found: Sequence[Found]) -> tuple[Skipped, ...]:
    """Return the lines that hold words and a number of their own and became no result."""
    said = [f.source_words.value or "" for f in found]
    places = {f.place for f in found}
    lines = [(f"line {number}", line.strip()) for number, line in enumerate(text.split("\n"), 1)]
    return tuple(
        Skipped(f"{place} ({line[:60]})", "no result was recognised", EntryKind.LAB)
        for place, line in lines
        if place not in places
        and _NUMBER_AND_WORD.search(_DATES.sub("", line))
        and not any(line in whole for whole in said)
    )


def _settled(
    found: Found, panels: dict[str, LabPanel], day: PartialDate | None, laboratory: str | None
) -> Found:
    """Give a result without a day that of the report; then only an unclear one is proposed."""
    panel = found.parent
    if not isinstance(panel, LabPanel) or not isinstance(found.entity, LabResult):
        return found
    if panel.id not in panels:
        panels[panel.id] = replace(
            panel, date=panel.date or day, lab_name=panel.lab_name or laboratory or None
        )
    whole = panels[panel.id]
    result = found.entity
    known = result.code is not None or lab_find(result.name_on_report or "", result.unit)
    clear = bool(known) and whole.date is not None and whole.date.is_day
    return replace(found, parent=whole, proposed=found.proposed and not clear)


def propose_report(session: Session, reading: Reading) -> ReportProposal:
    """Compare a report with the case; nothing is written."""
    case = _part_of_case(session.case, reading)
    compared = reconcile(reading, case).lines
    today = session.as_of()
    lines = tuple(_line(n, line, case, PartialDate.of(today)) for n, line in enumerate(compared))
    left_out = tuple(f"{skipped.where}: {skipped.reason}" for skipped in reading.skipped)
    asks = any(_READS_TWO_WAYS in note for note in reading.notes)
    return ReportProposal(lines, left_out, reading.notes, asks, compared, case)


def save_report(session: Session, proposal: ReportProposal, chosen: Collection[int]) -> Changes:
    """Save the chosen lines as one named step.

    Raises:
        CasebookError: nothing was written; the sentence says why.
    """
    taken = [line for number, line in enumerate(proposal.compared) if number in chosen]
    added = additions(taken, proposal.case, new_id)
    edits: list[Edit] = [Insert(row) for row in added.new]
    edits += [Update(row) for row in added.changed]
    return session.run(_step_name(taken), edits)


def _step_name(lines: Sequence[Line]) -> str:
    days = {day.words() for line in lines if (day := _day(line.found))}
    return f"add lab results, {days.pop()}" if len(days) == 1 else "add lab results"


def _part_of_case(case: Case, reading: Reading) -> Case:
    """Return the rows of the same months: years of others need not be looked at."""
    months = {day.iso.removeprefix("~")[:7] for f in reading.found if (day := _day(f))}
    rows: list[Entity] = [case.patient] if case.one(Patient) else []
    for panel_id, stored in case.all(LabPanel).stored("id", "date"):
        text = (stored or "").removeprefix("~")
        near = text[:7] in months or (len(text) == 4 and any(m.startswith(text) for m in months))
        panel = case.get(LabPanel, panel_id) if near or not text else None
        if panel is not None:
            rows += [panel, *case.parts(LabResult, panel)]
    for kind in (VirusTest, OrganTest, VitalSigns):
        rows += list(case.all(kind))
    return Case.of(rows)


def _day(found: Found) -> PartialDate | None:
    holder = found.parent if found.parent is not None else found.entity
    day = getattr(holder, "date", None)
    return day if isinstance(day, PartialDate) else None


def _line(number: int, line: Line, case: Case, today: PartialDate) -> ReportLine:
    entity = line.found.entity
    day = _day(line.found)
    return ReportLine(
        number=number,
        kind=line.kind,
        what=_what(line.found),
        value=_value(entity),
        range=_range(entity),
        date=day.words() if day else "date not known",
        ours=_ours(line, case),
        why="" if line.kind == "new" else line.why,
        questions=tuple(_questions(entity, day, today)),
    )


def _what(found: Found) -> str:
    entity = found.entity
    if isinstance(entity, LabResult):
        printed = entity.name_on_report or ""
        term = labs().get(entity.code or "")
        return term.name if term else printed
    return found.names[0] if found.names else entity.spec.label


def _value(entity: Entity) -> str:
    if isinstance(entity, LabResult):
        quantity = quantity_of(entity)
        return quantity.words() if quantity else str(entity.value or "")
    value = getattr(entity, "value", None)
    return str(value) if value is not None else entity.spec.label


def _range(entity: Entity) -> str:
    if not isinstance(entity, LabResult):
        return ""
    ends = [number_text(n) if n is not None else "" for n in (entity.ref_low, entity.ref_high)]
    return " – ".join(ends) if any(ends) else ""


def _ours(line: Line, case: Case) -> str:
    row = line.ours
    if row is None:
        return ""
    day = None
    if isinstance(row, LabResult):
        panel = case.get(LabPanel, row.parent_id)
        day = panel.date if panel else None
    value = _value(row)
    return f"{value}, {day.words()}" if day else value


def _questions(entity: Entity, day: PartialDate | None, today: PartialDate) -> Iterator[str]:
    if day is not None and day.earliest > today.latest:
        yield f"{day.words()} lies ahead. Is the date right?"
    if isinstance(entity, LabResult):
        yield from result_questions(entity)


def result_questions(result: LabResult) -> Iterable[str]:
    """Yield what looks odd about a result, as questions in plain words."""
    name = lab_name(result.code or "", result.name_on_report)
    quantity = quantity_of(result)
    if result.unit and not _unit_fits(result):
        yield f"{result.unit} is not a unit we know for {name}. It is kept as it is. Keep it?"
    low, high = _usual(result)
    if quantity is None:
        return
    shown = number_text(quantity.value)
    if quantity.value < 0:
        yield f"{name} {shown} is below zero. Keep it?"
    elif high is not None and high > 0 and quantity.value > _FAR * high:
        yield f"{name} {shown} is far above the usual range. Keep it?"
    elif low is not None and low > 0 and quantity.value < low / (_FAR * 5):
        yield f"{name} {shown} is far below the usual range. Keep it?"
    if low is not None and high is not None and low > high:
        yield f"The usual range of {name} stands upside down. Keep it?"


def _unit_fits(result: LabResult) -> bool:
    term = labs().get(result.code or "")
    unit = result.unit or ""
    if term is None:
        return looks_like_unit(unit)
    known = looks_like_unit(unit) or scale_of(normal_unit(unit)) is not None
    return known and may_have_unit(term, unit)


def _usual(result: LabResult) -> tuple[Decimal | None, Decimal | None]:
    """Return the report's own range, else the list's example for adults in the same unit."""
    if result.ref_low is not None or result.ref_high is not None:
        return result.ref_low, result.ref_high
    term = labs().get(result.code or "")
    if term is None or normal_unit(result.unit or "") != normal_unit(term.row["conventional_unit"]):
        return None, None
    ends = (term.row["typical_adult_low"], term.row["typical_adult_high"])
    low, high = (Decimal(end) if _is_number(end) else None for end in ends)
    return low, high


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()
