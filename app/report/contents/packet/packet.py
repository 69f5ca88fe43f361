"""The outline of the packet: cover, summary, history, labs, medicines, questions, people, words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.case.case import Case
from app.case.facts import Facts, facts_of
from app.report.contents.contacts import contact_table
from app.report.contents.emergency import emergency_words
from app.report.contents.footer import footer_of
from app.report.contents.given import given
from app.report.contents.large import for_large_print
from app.report.contents.names_left_out import without_names
from app.report.contents.options_seen import key
from app.report.contents.packet.all_labs import lab_blocks
from app.report.contents.packet.history import history_blocks
from app.report.contents.packet.visits import (
    document_blocks,
    medicine_blocks,
    question_blocks,
    visit_blocks,
)
from app.report.contents.packet.words_used import glossary_blocks
from app.report.contents.person import patient_name
from app.report.contents.summary.summary import summary_outline
from app.report.contents.top import alert_box, masthead
from app.report.contents.trial_notes import trial_notes
from app.report.contents.visit import visit_of
from app.report.contents.wording import NOT_KNOWN, long_date
from app.report.options import PrintOptions
from app.report.outline.blocks import Block, Heading, PageBreak, Pair, Pairs, Paragraph
from app.report.outline.describe import texts_of
from app.report.outline.document import Outline, Page
from app.report.outline.style import LARGE, PACKET, Style
from app.report.outline.words import say
from app.report.typesetting.flow import paginate
from app.report.typesetting.set_page import frame_size
from app.report.typesetting.typesetter import Typesetter

TITLE = "Record packet"
SUMMARY = "Appointment summary"
_MANY = 400
_MOST_COVER_PAGES = 12


def packet_outline(case: Case, facts: Facts, options: PrintOptions) -> Outline:
    """Return the packet.

    Raises:
        CasebookError: the chosen appointment is not in the case.
    """
    summary = summary_outline(case, facts, options)
    if options.without_names:
        case = without_names(case)
        facts = facts_of(case, facts.as_of)
    front = [Page(p.blocks, p.speaks_of_trials, summary.style) for p in summary.pages]
    rest = _rest(facts, options)
    cover = _cover_pages(facts, options, front, rest)
    return Outline(
        title=f"{TITLE}: {patient_name(case.patient)}",
        language=options.language,
        paper=options.paper_size,
        style=_style(options),
        footer=footer_of(facts, options),
        pages=(*cover, *front, *rest),
        created=facts.as_of.isoformat(),
        left_out=summary.left_out,
    )


def _style(options: PrintOptions) -> Style:
    return LARGE if options.large else PACKET


def _rest(facts: Facts, options: PrintOptions) -> tuple[Page, ...]:
    """Return everything behind the summary, flowing from part to part."""
    style = _style(options)
    width, height = frame_size(options.paper_size, footer_of(facts, options), style)
    blocks = [block for part in _parts(facts) for block in part]
    blocks += [PageBreak(), *glossary_blocks(blocks)]
    if options.large:
        blocks = list(for_large_print(blocks))
    pages = paginate(blocks, width, height, Typesetter(style))
    return tuple(Page(page, _speaks_of_trials(page)) for page in pages)


def _speaks_of_trials(blocks: Sequence[Block]) -> bool:
    return any(
        "trial" in text.casefold()
        for block in blocks
        if not isinstance(block, Heading)
        for text in texts_of(block)
    )


def _starts(pages: Sequence[Page], first: int) -> Iterator[tuple[str, int]]:
    """Yield the parts with the numbers of the pages they start on."""
    for number, page in enumerate(pages, first):
        for block in page.blocks:
            if isinstance(block, Heading) and block.level == 1:
                yield block.text, number


def _cover_pages(
    facts: Facts, options: PrintOptions, front: Sequence[Page], rest: Sequence[Page]
) -> tuple[Page, ...]:
    """Return the cover; in large print it may take pages itself, which moves all numbers."""
    style = _style(options)
    width, height = frame_size(options.paper_size, footer_of(facts, options), style)
    pages: tuple[tuple[Block, ...], ...] = ((),)
    for count in range(1, _MOST_COVER_PAGES):
        starts = [(SUMMARY, 1 + count), *_starts(rest, 1 + count + len(front))]
        pages = paginate(tuple(_cover(facts, options, starts)), width, height, Typesetter(style))
        if len(pages) == count:
            break
    return tuple(Page(page) for page in pages)


def _cover(
    facts: Facts, options: PrintOptions, contents: Sequence[tuple[str, int]]
) -> Iterator[Block]:
    head = masthead(facts, options, visit_of(facts, options))
    yield replace(head, title=TITLE)
    yield alert_box(facts)
    yield Heading("When to call")
    yield Paragraph(emergency_words(facts))
    yield Heading("What is inside", aside="page")
    rows = tuple(Pair(title, (), str(page)) for title, page in contents)
    yield Pairs(rows, summary="Contents with page numbers")
    yield Paragraph(
        say(
            f"Everything here is as the family kept it on {long_date(facts.as_of)}. Every result "
            'has its date. "Not known" means that nobody has said yet.'
        )
    )


def _parts(facts: Facts) -> Iterator[tuple[Block, ...]]:
    yield tuple(history_blocks(facts, given(facts)))
    yield (PageBreak(), *lab_blocks(facts))
    yield (PageBreak(), *medicine_blocks(facts))
    yield (PageBreak(), *question_blocks(facts))
    yield (PageBreak(), *visit_blocks(facts))
    yield tuple(_options(facts))
    yield tuple(_people(facts))


def _options(facts: Facts) -> Iterator[Block]:
    yield Heading("Trials and access looked at", level=1)
    yield trial_notes(facts, _MANY, with_notes=True) or Paragraph(say(NOT_KNOWN))
    yield from key(facts, _MANY)


def _people(facts: Facts) -> Iterator[Block]:
    yield Heading("People and documents", level=1)
    yield Heading("People")
    yield contact_table(facts.case)
    yield from document_blocks(facts)
