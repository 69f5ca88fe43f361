"""The questions alone, whole and with room for the answers: a sheet to write on at the visit."""

from collections.abc import Iterator
from dataclasses import replace

from app.case.case import Case
from app.case.facts import Facts, facts_of
from app.report.contents.footer import footer_of
from app.report.contents.names_left_out import without_names
from app.report.contents.person import patient_name
from app.report.contents.summary.cuts import cut_sections, ends_of, named
from app.report.contents.top import decision, masthead, questions, with_empty_lines
from app.report.contents.visit import visit_of
from app.report.options import PrintOptions
from app.report.outline.blocks import Block, Heading, Questions, WritingLines
from app.report.outline.document import Outline, Page
from app.report.outline.style import LARGE, PACKET, Style
from app.report.typesetting.flow import paginate
from app.report.typesetting.set_page import frame_size
from app.report.typesetting.typesetter import Typesetter

TITLE = "Questions"
_LINES = 3
"""Lines to write on for each answer."""
_FEWEST_LINES = 2


def questions_outline(case: Case, facts: Facts, options: PrintOptions) -> Outline:
    """Return the open questions for a visit, none of them cut, with lines for the answers.

    Raises:
        CasebookError: the chosen appointment is not in the case.
    """
    if options.without_names:
        case = without_names(case)
        facts = facts_of(case, facts.as_of)
    style, footer = LARGE if options.large else PACKET, footer_of(facts, options)
    width, height = frame_size(options.paper_size, footer, style)
    blocks = tuple(_blocks(facts, options))
    left_out = ends_of(cut_sections(blocks))
    pages = paginate((*blocks, *named(left_out)), width, height, Typesetter(style))
    last = (*pages[-1], *_room_to_write(pages[-1], width, height, style))
    return Outline(
        title=f"{TITLE}: {patient_name(case.patient)}",
        language=options.language,
        paper=options.paper_size,
        style=style,
        footer=footer,
        pages=tuple(Page(page) for page in (*pages[:-1], last)),
        created=facts.as_of.isoformat(),
        left_out=left_out,
    )


def _blocks(facts: Facts, options: PrintOptions) -> Iterator[Block]:
    visit = visit_of(facts, options)
    yield replace(masthead(facts, options, visit), title=TITLE)
    yield decision(facts, visit, whole=True)
    yield Heading("Our questions")
    asked = with_empty_lines(questions(facts, visit, whole=True))
    yield Questions(asked, below=True, lines=_LINES)


def _room_to_write(
    page: tuple[Block, ...], width: float, height: float, style: Style
) -> Iterator[Block]:
    """Yield lines for what else is said, as many as the last page has room for."""
    room = height - Typesetter(style).height(page, width) - style.gap - 2 * style.heading
    count = int(room / style.answer)
    if count >= _FEWEST_LINES:
        yield Heading("What we heard besides")
        yield WritingLines(count)
