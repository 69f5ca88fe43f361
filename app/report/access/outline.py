"""The outline of the packet for a request outside a trial, clearly a draft."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.case.facts import Facts
from app.report.access.country import Country
from app.report.access.draft import draft_blocks
from app.report.access.names import reasons_without_names, routes_without_names
from app.report.access.reasons import reason_blocks
from app.report.access.request import no_request_blocks, request_blocks
from app.report.access.told import ToldRoute, ToldTrial
from app.report.contents.footer import footer_of
from app.report.contents.large import for_large_print
from app.report.contents.person import patient_name
from app.report.contents.wording import long_date
from app.report.options import PrintOptions
from app.report.outline.blocks import (
    AlertBox,
    Block,
    Heading,
    Notice,
    PageBreak,
    WritingLines,
)
from app.report.outline.document import Footer, Outline, Page
from app.report.outline.forms import SheetHead
from app.report.outline.style import LARGE, PACKET
from app.report.outline.words import Words, muted, say, shortened, strong
from app.report.trials.on_paper import facts_without_names
from app.report.typesetting.flow import paginate
from app.report.typesetting.set_page import frame_size
from app.report.typesetting.typesetter import Typesetter
from app.trials.record import TrialRecord

DRAFT = "Draft by the family for the doctor to rewrite and sign"
TITLE = "Request outside a trial"
_WHAT_IT_IS = (
    "Collected by the family from their own records, in the order in which such a request asks for "
    "it. The doctor checks it, writes it in their own words and signs. Nothing was sent to anyone."
)


def access_outline(
    routes: Sequence[ToldRoute],
    trials: Sequence[ToldTrial],
    facts: Facts,
    options: PrintOptions,
    records: Mapping[str, TrialRecord] | None = None,
) -> Outline:
    """Return the packet for the doctor.

    Args:
        routes: the routes the family follows, in their own order; empty where none is.
        trials: saved trials with what stood in the way.
        facts: the facts of the case.
        options: paper, large print, names.
        records: saved registry records by number in capitals, for the program of a request.
    """
    if options.without_names:
        named, facts = facts.case, facts_without_names(facts)
        routes = routes_without_names(routes, named)
        trials = reasons_without_names(trials, named)
    blocks = tuple(_blocks(routes, trials, facts, options, records or {}))
    if options.large:
        blocks = tuple(for_large_print(blocks))
    style = LARGE if options.large else replace(PACKET, title=16.0)
    footer = _footer(facts, options)
    width, height = frame_size(options.paper_size, footer, style)
    pages = paginate(blocks, width, height, Typesetter(style))
    return Outline(
        title=f"{TITLE} (draft): {patient_name(facts.case.patient)}",
        language=options.language,
        paper=options.paper_size,
        style=style,
        footer=footer,
        pages=tuple(Page(page, speaks_of_trials=True) for page in pages),
        created=facts.as_of.isoformat(),
    )


def _footer(facts: Facts, options: PrintOptions) -> Footer:
    usual = footer_of(facts, options)
    return replace(usual, name=f"{usual.name}, draft for the doctor")


def _blocks(
    routes: Sequence[ToldRoute],
    trials: Sequence[ToldTrial],
    facts: Facts,
    options: PrintOptions,
    records: Mapping[str, TrialRecord],
) -> Iterator[Block]:
    country = Country(facts.case.patient.country)
    yield SheetHead(DRAFT, _title(routes), tuple(_lines(country)), tuple(_right(facts)))
    yield AlertBox((Notice("Draft", say(_WHAT_IT_IS)),))
    yield from draft_blocks(facts, options.without_names)
    yield from reason_blocks(trials)
    for followed in routes:
        record = records.get((followed.request.registry_number or "").upper())
        yield PageBreak()
        yield from request_blocks(followed, record, facts, country)
        yield from _signature()
    if not routes:
        yield PageBreak()
        yield from no_request_blocks(facts, country)
        yield from _signature()


def _title(routes: Sequence[ToldRoute]) -> str:
    drugs = dict.fromkeys(route.request.drug for route in routes if route.request.drug)
    return shortened(f"{TITLE}: {', '.join(drugs)}" if drugs else TITLE, 140)


def _lines(country: Country) -> Iterator[Words]:
    yield say(f"Country: {country.name or 'not noted'}")


def _right(facts: Facts) -> Iterator[Words]:
    yield say(strong(patient_name(facts.case.patient)))
    yield say(muted(f"What was known on {long_date(facts.as_of)}"))


def _signature() -> Iterator[Block]:
    yield Heading("Doctor", note="only the doctor's own text goes out")
    yield WritingLines(2, "Name, signature, date:")
