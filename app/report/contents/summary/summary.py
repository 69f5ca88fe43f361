"""The outline of the appointment summary."""

from typing import NamedTuple

from app.case.case import Case
from app.case.facts import Facts, facts_of
from app.report.contents.footer import footer_of
from app.report.contents.names_left_out import without_names
from app.report.contents.person import patient_name
from app.report.contents.summary.columns import ColumnFitter
from app.report.contents.summary.cuts import cut_sections, ends_of, named
from app.report.contents.summary.detail import ALL
from app.report.contents.summary.fit import Fitted
from app.report.contents.summary.large_print import large_blocks
from app.report.contents.summary.page import SummaryPage
from app.report.contents.summary.second_side import second_side
from app.report.options import SECTIONS, PrintOptions, in_full
from app.report.outline.document import Footer, Outline, Page
from app.report.outline.style import LARGE, NORMAL, Style
from app.report.typesetting.flow import paginate
from app.report.typesetting.set_page import frame_size
from app.report.typesetting.typesetter import Typesetter

TITLE = "Appointment summary"


def summary_outline(case: Case, facts: Facts, options: PrintOptions) -> Outline:
    """Return the appointment summary.

    Raises:
        CasebookError: the chosen appointment is not in the case.
    """
    if options.without_names:
        case = without_names(case)
        facts = facts_of(case, facts.as_of)
    footer = footer_of(facts, options)
    made = _large(facts, options, footer) if options.large else _one_side(facts, options, footer)
    return Outline(
        title=f"{TITLE}: {patient_name(case.patient)}",
        language=options.language,
        paper=options.paper_size,
        style=made.style,
        footer=footer,
        pages=made.pages,
        created=facts.as_of.isoformat(),
        left_out=made.left_out,
    )


class _Made(NamedTuple):
    pages: tuple[Page, ...]
    style: Style
    left_out: tuple[str, ...]


def _one_side(facts: Facts, options: PrintOptions, footer: Footer) -> _Made:
    """Return the summary on its one side, and the second side where it is wanted."""
    page = SummaryPage(facts, options)
    width, height = frame_size(options.paper_size, footer, NORMAL)
    fitted = _fitted(page, width, height, options)
    pages = [Page(fitted.blocks, page.speaks_of_trials)]
    left_out = page.left_out(fitted.detail)
    if options.two_sided:
        back = second_side(facts, page.given, fitted.style, width, height, options.without)
        pages.append(Page(back.blocks, page.speaks_of_trials))
        left_out += tuple(f"second side: {what}" for what in back.left_out)
    return _Made(tuple(pages), fitted.style, left_out)


def _fitted(page: SummaryPage, width: float, height: float, options: PrintOptions) -> Fitted:
    if not options.order:
        return ColumnFitter(page, width, height).fit()
    # Few families choose an order; the usual page need not load how one is kept.
    from app.report.contents.summary.in_order import OrderedFitter

    ordered = OrderedFitter(page, width, height, in_full(options.order)).fit()
    if ordered.height <= height and ordered.detail.most == ALL:
        return ordered
    # One side is the limit, and what always stays is worth more than an order.
    page.order_gave_way = True
    usual = ColumnFitter(page, width, height).fit()
    if ordered.height > height or usual.detail.most > ordered.detail.most:
        return usual
    page.order_gave_way = False
    return ordered


def _large(facts: Facts, options: PrintOptions, footer: Footer) -> _Made:
    """Return the summary in large print, on as many pages as it takes."""
    width, height = frame_size(options.paper_size, footer, LARGE)
    blocks = large_blocks(facts, options)
    left_out = ends_of(cut_sections(blocks))
    by_choice = tuple(SECTIONS[key] for key in SECTIONS if key in options.without - {"course"})
    pages = paginate((*blocks, *named(left_out, by_choice)), width, height, Typesetter(LARGE))
    speaks_of_trials = bool(facts.trials or facts.access_requests)
    return _Made(tuple(Page(page, speaks_of_trials) for page in pages), LARGE, left_out)
