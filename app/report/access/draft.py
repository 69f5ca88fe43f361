"""The draft history, in the order in which a request outside a trial asks for it."""

from collections.abc import Iterator, Sequence

from app.case import codes
from app.case.entities import Guardian, HealthCareProxy
from app.case.facts import Facts
from app.report.contents.disease import disease_rows
from app.report.contents.given import Given, given
from app.report.contents.health import infection_rows, organ_rows
from app.report.contents.labs import lab_table
from app.report.contents.medicines import last_dose_rows, medicine_rows
from app.report.contents.person import body, born, called, interpreter, patient_name
from app.report.contents.records import record_rows
from app.report.contents.timeline import no_timeline, timeline_table
from app.report.contents.top import allergies
from app.report.contents.treatments import dates
from app.report.contents.wording import NOT_KNOWN, lower_first, on
from app.report.outline.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Table,
)
from app.report.outline.words import Words, say, shortened, strong

_ALL = 100_000
_LAB_COLUMNS = 4


def draft_blocks(facts: Facts, without_names: bool) -> Iterator[Block]:
    """Yield patient, diagnosis, history, treatments and how things stand now."""
    yield Heading("The patient")
    yield Pairs(tuple(_patient(facts, without_names)), summary="The patient")
    yield Heading("Diagnosis")
    yield Pairs(disease_rows(facts, "full"), summary="Diagnosis, status, markers and genes")
    yield Heading("Course of the illness", note="newest first")
    yield timeline_table(facts, _ALL) or no_timeline()
    yield Heading("Treatments so far", note="what they did and why they ended")
    yield _treatments(facts)
    yield from _now(facts)


def _patient(facts: Facts, without_names: bool) -> Iterator[Pair]:
    patient = facts.case.patient
    names = (patient_name(patient), lower_first(called(patient)))
    yield Pair("Name", say(", ".join(part for part in names if part)))
    yield Pair("Born, sex", say(born(facts, without_names)))
    yield Pair("Weight, height", say(body(facts)))
    yield Pair("Allergies", allergies(facts))
    yield Pair("Everyday strength", _performance(facts))
    yield Pair("Who can consent", say(consent_words(facts)))
    language = interpreter(patient)
    if language:
        yield Pair("Language", say(language))


def _performance(facts: Facts) -> Words:
    score = facts.performance
    return say(f"{score.evidence.words}{on(score.date)}" if score else NOT_KNOWN)


def consent_words(facts: Facts) -> str:
    """Return who can consent: guardians of a child, else the patient and the proxy."""
    guardians = [
        ", ".join(dict.fromkeys(part for part in (one.name, one.relation) if part))
        for one in facts.case.all(Guardian)
        if one.can_consent is not False
    ]
    if guardians:
        child = facts.case.patient.preferred_name or "The patient"
        return f"{'; '.join(guardians)}. {child} is asked to agree too (assent)."
    proxies = [one.name or one.relation or "" for one in facts.case.all(HealthCareProxy)]
    proxy = f" Health care proxy: {', '.join(filter(None, proxies))}." if any(proxies) else ""
    return f"The patient.{proxy}"


# Treatments


def _treatments(facts: Facts) -> Table | Paragraph:
    found = given(facts)
    if not found:
        return Paragraph(say(f"{NOT_KNOWN}. The team's record has them."))
    columns = (
        Column("Dates", row_header=True),
        Column("Treatment", 1.6),
        Column("Response", 0.8),
        Column("Why it ended", 0.8),
        Column("Worst side effects", 1.0),
    )
    drugs = {(phase.name, phase.start): phase.drugs for phase in facts.phases}
    rows = tuple(_treatment(one, drugs.get((one.name, one.start), ())) for one in found)
    return Table(columns, rows, "Treatments with response and why each ended")


def _treatment(one: Given, drugs: Sequence[str]) -> Row:
    line = f"Line {one.line}. " if one.line is not None else ""
    named = [drug for drug in drugs if drug.casefold() not in one.name.casefold()]
    with_drugs = f" ({shortened(', '.join(named), 160)})" if named else ""
    return Row(
        (
            Cell(say(dates(one))),
            Cell(say(strong(line), f"{shortened(one.name, 160)}{with_drugs}")),
            Cell(say(_response(one))),
            Cell(say(_reason(one))),
            Cell(say(_effects(one))),
        )
    )


def _response(one: Given) -> str:
    if one.response:
        return codes.label("response_code", one.response)
    return "Not noted" if one.expects_response else ""


def _reason(one: Given) -> str:
    return codes.label("treatment.reason_stopped", one.reason) if one.reason else ""


def _effects(one: Given) -> str:
    if not one.effects:
        return ""
    grade = one.effects[0].grade
    names = ", ".join(lower_first(effect.term) for effect in one.effects)
    return shortened(names, 120) + (f" (grade {grade})" if grade else "")


# How things stand now


def _now(facts: Facts) -> Iterator[Block]:
    yield Heading("How things stand now")
    yield Paragraph(say(facts.situation.words))
    yield lab_table(facts, _LAB_COLUMNS, facts.as_of.year)
    rows = (*organ_rows(facts, with_extras=True), *infection_rows(facts, with_resolved=True))
    yield Pairs(rows, summary="Organs, infections, viruses")
    yield Heading("Medicines now", aside="since")
    yield Pairs(medicine_rows(facts), summary="Medicines now")
    last = last_dose_rows(facts)
    if last:
        yield Heading("Last doses", aside="days ago")
        yield Pairs(last, summary="Last doses")
    records = record_rows(facts, with_dates=True)
    if records:
        yield Heading("Documents at hand")
        yield Pairs(records, summary="Documents at hand")
