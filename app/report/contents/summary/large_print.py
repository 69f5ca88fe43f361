"""The summary in large print, on as many pages as it takes, everyday words first."""

from collections.abc import Iterator, Sequence

from app.case import vocabulary
from app.case.entities import Appointment
from app.case.facts import Facts
from app.case.facts.values.measured import LabValue
from app.report.contents.disease import disease_rows
from app.report.contents.given import Given, given
from app.report.contents.health import infection_rows, organ_rows
from app.report.contents.labs import MAIN_LABS, value_words
from app.report.contents.medicines import last_dose_rows, medicine_rows
from app.report.contents.options_seen import options_blocks
from app.report.contents.records import record_rows
from app.report.contents.same_day import records_differ, said_that_day
from app.report.contents.top import alert_box, decision, masthead, questions, with_empty_lines
from app.report.contents.treatments import dates
from app.report.contents.units import unit_words
from app.report.contents.visit import visit_of
from app.report.contents.wording import NOT_KNOWN, lower_first, short_date, upper_first
from app.report.options import PrintOptions, in_full
from app.report.outline.blocks import Block, Heading, Pair, Pairs, Paragraph, Questions
from app.report.outline.words import Words, joined, say, shortened, strong

_MANY = 400
_PLAIN_LABELS = {
    "Diagnosis": "The illness",
    "Now": "How it is now",
    "Relapse": "When it came back",
    "Relapses": "When it came back",
    "MRD": "Fine test (MRD)",
    "Spinal fluid": "Spinal fluid (CSF)",
    "Markers": "Tags on the cells (markers)",
    "Genes": "Gene tests",
    "Transplant": "Transplant",
    "GVHD": "Donor cells against the body (GVHD)",
    "Cell therapy": "Cell therapy",
    "Performance": "Everyday strength",
    "Lifetime": "Lifetime doses",
}
"""Everyday words for the labels of the summary, the medical word behind them where needed."""


def large_blocks(facts: Facts, options: PrintOptions) -> tuple[Block, ...]:
    """Return the whole summary as one column."""
    visit = visit_of(facts, options)
    sections = {**_always(facts, visit), **dict(_chosen(facts, options))}
    in_turn = (sections.get(key, ()) for key in in_full(options.order))
    return (
        masthead(facts, options, visit),
        alert_box(facts, whole=True),
        decision(facts, visit, whole=True),
        *(block for section in in_turn for block in section),
    )


_Sections = dict[str, tuple[Block, ...]]
"""Blocks by the keys of `ORDER`."""


def _always(facts: Facts, visit: Appointment | None) -> _Sections:
    """Return the sections that stand on every page."""
    asked = with_empty_lines(questions(facts, visit, whole=True))
    return {
        "questions": (Heading("Our questions"), Questions(asked, below=True)),
        "glance": (
            Heading("How things stand"),
            Paragraph(say(facts.situation.words)),
            Pairs((*_illness(facts), *_plain(disease_rows(facts, "full")))),
        ),
        "medicines": (Heading("Medicines now", aside="since"), Pairs(medicine_rows(facts))),
        "treatments": (
            Heading("Treatments so far"),
            Pairs(tuple(_treatments(given(facts)))),
            Heading("Last doses", aside="how long ago"),
            Pairs(last_dose_rows(facts) or (Pair("Last doses", say(NOT_KNOWN)),)),
        ),
    }


def _chosen(facts: Facts, options: PrintOptions) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Yield the sections that a family may leave out, or wants besides."""
    without = options.without
    if "labs" not in without:
        yield "labs", _blood(facts, options.labs or MAIN_LABS)
    yield from _health(facts, options)
    if "trials" not in without:
        yield "trials", (Heading("Trials and access looked at"), *options_blocks(facts, _MANY))
    if "records" not in without:
        yield "records", (Heading("Records"), Pairs(record_rows(facts, with_dates=True)))
    if options.with_team:
        from app.report.contents.contacts import team_rows

        yield "team", (Heading("Care team and phone numbers"), Pairs(team_rows(facts.case, _MANY)))


def _blood(facts: Facts, wanted: Sequence[str]) -> tuple[Block, ...]:
    rows = tuple(_labs(facts, wanted)) or (Pair("Blood results", say(NOT_KNOWN)),)
    return (Heading("Blood results", note="newest, with the laboratory's usual range"), Pairs(rows))


def _health(facts: Facts, options: PrintOptions) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Yield tests and infections: under one heading, unless the family put them in an order."""
    tests = () if "tests" in options.without else organ_rows(facts, True)
    infections = () if "infections" in options.without else infection_rows(facts, True)
    if not options.order and (tests or infections):
        yield "tests", (Heading("Tests and infections"), Pairs(_plain((*tests, *infections))))
        return
    if tests:
        yield "tests", (Heading("Tests"), Pairs(_plain(tests)))
    if infections:
        yield "infections", (Heading("Infections, other problems"), Pairs(_plain(infections)))


def _illness(facts: Facts) -> Iterator[Pair]:
    """Yield the everyday name of each illness, where the vocabulary has one."""
    for diagnosis in facts.diagnoses:
        term = vocabulary.diagnoses().get(diagnosis.dx_id) if diagnosis.dx_id else None
        if term and term.row["plain_name"]:
            yield Pair("In everyday words", say(term.row["plain_name"]))


def _plain(rows: tuple[Pair, ...]) -> tuple[Pair, ...]:
    return tuple(row._replace(label=_PLAIN_LABELS.get(row.label, row.label)) for row in rows)


def _treatments(found: tuple[Given, ...]) -> Iterator[Pair]:
    if not found:
        yield Pair("Treatments", say(NOT_KNOWN))
    for one in found:
        parts = [shortened(one.name, 140)]
        if one.response:
            plain = vocabulary.code_label("response_code", one.response, plain=True)
            parts.append(f"{plain} ({one.response})")
        if one.reason:
            reason = vocabulary.code_label("treatment.reason_stopped", one.reason, plain=True)
            parts.append(lower_first(reason))
        effects = ", ".join(lower_first(effect.term) for effect in one.effects)
        told = ". ".join(upper_first(part) for part in parts)
        line = f"Line {one.line}. " if one.line is not None else ""
        worst = f". Worst side effects: {effects}" if effects else ""
        yield Pair(dates(one), say(f"{line}{told}{worst}."))


def _labs(facts: Facts, wanted: Sequence[str]) -> Iterator[Pair]:
    """Yield the newest of each wanted result: everyday name, then the medical one."""
    for key in wanted:
        value = facts.newest_labs.get(key)
        if value is not None:
            yield _lab(facts, key, value)


def _lab(facts: Facts, key: str, value: LabValue) -> Pair:
    term = vocabulary.labs().get(key)
    plain = (term.row["plain_name"] if term else "") or value.name
    medical = term.name if term and term.name.casefold() != plain.casefold() else ""
    told = joined([_flagged(one) for one in said_that_day(facts, value)], " or ")
    differ = " (our records differ)" if records_differ(facts, value) else ""
    return Pair(
        f"{plain} ({lower_first(medical)})" if medical else plain,
        say(
            told,
            differ,
            f"; {_range(value)}" if _range(value) else "",
            f", {short_date(value.date)}",
        ),
    )


def _flagged(value: LabValue) -> Words:
    unit = value.quantity.unit if value.quantity else None
    number = f"{value_words(value, unit)} {unit_words(unit)}".strip()
    flag = {"low": " (low)", "high": " (high)"}.get(value.flag or "", "")
    return say(strong(f"{number}{flag}") if flag else number)


def _range(value: LabValue) -> str:
    low, high = value.ref_low, value.ref_high
    if low is not None and high is not None:
        return f"usual {low} to {high}"
    return f"usual up to {high}" if high is not None else f"usual from {low}" if low else ""
