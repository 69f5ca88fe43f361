"""Every treatment at full length: drugs, dates, response, side effects, notes."""

from collections.abc import Iterator, Sequence

from app.case import codes
from app.case.entities import Toxicity, Treatment, TreatmentDrug
from app.case.facts import Facts
from app.report.contents.given import Given
from app.report.contents.packet.entity_tables import by_day
from app.report.contents.treatments import treatment_table
from app.report.contents.wording import short_date, span
from app.report.outline.blocks import Block, Heading, Pair, Pairs
from app.report.outline.words import say, shortened


def treatment_blocks(facts: Facts, found: Sequence[Given]) -> Iterator[Block]:
    """Yield the table of treatments, then each one with everything noted about it."""
    yield Heading("Treatments")
    yield treatment_table(found, with_effects=False)
    for row in by_day(facts.case.all(Treatment)):
        yield Heading(
            shortened(row.name or "Treatment", 120),
            level=3,
            aside=span(row.start_date, row.end_date),
        )
        yield Pairs(tuple(_rows(facts, row)))


def _rows(facts: Facts, row: Treatment) -> Iterator[Pair]:
    line = f"line {row.line}" if row.line is not None else "line not noted"
    kinds = (
        codes.label("treatment.phase", row.phase) if row.phase else "",
        codes.label("treatment.modality", row.modality) if row.modality else "",
        line,
        f"{row.cycles_given} cycles" if row.cycles_given else "",
        f"in trial {row.trial_id}" if row.trial_id else "",
    )
    if len(row.name or "") > 120:
        yield Pair("Name", say(row.name or ""))
    yield Pair("What", say(", ".join(part for part in kinds if part)))
    drugs = [_drug(drug) for drug in facts.case.parts(TreatmentDrug, row) if drug.name]
    if drugs:
        yield Pair("Drugs", say("; ".join(drugs)))
    response = codes.label("response_code", row.best_response) if row.best_response else "not noted"
    yield Pair("Response", say(f"{response}{_day(row)}"))
    if row.reason_stopped:
        yield Pair("Why it ended", say(codes.label("treatment.reason_stopped", row.reason_stopped)))
    effects = [_effect(effect) for effect in facts.case.parts(Toxicity, row)]
    if effects:
        yield Pair("Side effects", say("; ".join(effects)))
    where = ", ".join(part for part in (row.place, row.doctor) if part)
    if where:
        yield Pair("Where", say(where))
    if row.note:
        yield Pair("Note", say(row.note))


def _day(row: Treatment) -> str:
    return f", {short_date(row.response_date)}" if row.response_date else ""


def _drug(drug: TreatmentDrug) -> str:
    about = (
        drug.dose or "",
        drug.route or "",
        f"last dose {short_date(drug.last_dose_date)}" if drug.last_dose_date else "",
        drug.note or "",
    )
    told = ", ".join(part for part in about if part)
    return f"{drug.name} ({told})" if told else str(drug.name)


def _effect(effect: Toxicity) -> str:
    grade = f"grade {effect.grade}" if effect.grade and effect.grade != "unknown" else ""
    days = span(effect.start, effect.end, "still there" if effect.start else "")
    told = ", ".join(part for part in (grade, days, effect.note or "") if part)
    return f"{effect.term or 'not named'} ({told})" if told else str(effect.term)
