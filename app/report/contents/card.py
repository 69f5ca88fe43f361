"""The emergency card: wallet size on one sheet, or a large sheet for the door of the fridge."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.case.case import Case
from app.case.entities import Alert
from app.case.facts import Facts, facts_of
from app.report.contents.contacts import contact_rows
from app.report.contents.emergency import emergency_words, team_instructions
from app.report.contents.footer import footer_of
from app.report.contents.medicines import medicine_rows
from app.report.contents.names_left_out import without_names
from app.report.contents.person import born, called, interpreter, patient_name
from app.report.contents.wording import NOT_KNOWN, counted, long_date, short_date, upper_first
from app.report.options import PrintOptions
from app.report.outline.blocks import Block, Heading, Paragraph, Space, Wallet
from app.report.outline.document import Outline, Page
from app.report.outline.style import LARGE, NORMAL, SMALLEST
from app.report.outline.words import Words, muted, say, shortened, strong, text_of
from app.report.typesetting.flow import paginate
from app.report.typesetting.set_page import frame_size
from app.report.typesetting.set_wallet import (
    INSET,
    PANEL_HEIGHT,
    PANEL_WIDTH,
    card_style,
)
from app.report.typesetting.typesetter import Typesetter

TITLE = "Emergency card"
_HOW_TO_FOLD = (
    "Cut along the lines. Fold the lower half back at the dotted line, then the right half: the "
    'name is in front, "Call now" on the back, medicines and phones inside. Print a new card when '
    "a medicine or a number changes."
)
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, SMALLEST)


class _Panel(NamedTuple):
    """One side of the card: its heading and lines, the most important first."""

    heading: str
    lines: tuple[Words, ...]
    aside: str = ""


def card_outline(case: Case, facts: Facts, options: PrintOptions) -> Outline:
    """Return the emergency card."""
    if options.without_names:
        case = without_names(case)
        facts = facts_of(case, facts.as_of)
    panels = tuple(_panels(facts, options))
    pages, left_out = (
        _large_pages(panels, facts, options) if options.large else _wallet_page(panels)
    )
    return Outline(
        title=f"{TITLE}: {patient_name(case.patient)}",
        language=options.language,
        paper=options.paper_size,
        style=LARGE if options.large else NORMAL,
        footer=footer_of(facts, options),
        pages=pages,
        created=facts.as_of.isoformat(),
        left_out=left_out,
    )


def _panels(facts: Facts, options: PrintOptions) -> Iterator[_Panel]:
    yield _Panel(patient_name(facts.case.patient), tuple(_who(facts, options)))
    yield _Panel("Call now", tuple(_call(facts)))
    yield _Panel("Medicines", tuple(_medicines(facts)), f"on {long_date(facts.as_of)}")
    yield _Panel("Phones", tuple(_contacts(facts)))


def _who(facts: Facts, options: PrintOptions) -> Iterator[Words]:
    patient = facts.case.patient
    first = ". ".join(
        part for part in (born(facts, options.without_names), called(patient)) if part
    )
    yield say(first)
    yield say(strong("Illness "), _diagnosis(facts))
    for alert in facts.case.all(Alert):
        if alert.text:
            yield say(strong("Please note "), shortened(alert.text, 130))
    yield say(strong("Allergies "), _allergies(facts))
    words = interpreter(patient)
    if words:
        yield say(words)
    if patient.blood_type:
        yield say(strong("Blood type "), shortened(patient.blood_type, 60))
    number = "" if options.without_record_number else patient.record_number
    if number:
        yield say(strong("Hospital record "), shortened(number, 30))


def _diagnosis(facts: Facts) -> str:
    if not facts.diagnoses:
        return NOT_KNOWN.lower()
    newest = facts.diagnoses[-1]
    told = shortened(newest.name, 80)
    transplants = [
        f"{shortened(one.words.split(',')[0].split(' (')[0].lower(), 40)} {short_date(one.date)}"
        for one in facts.transplants[:1]
    ]
    cells = [
        f"{shortened(one.product, 40)} {short_date(one.date)}" for one in facts.cell_therapies[:1]
    ]
    return ", ".join((told, *transplants, *cells))


def _allergies(facts: Facts) -> str:
    found = facts.allergies
    if not found.items:
        return shortened(found.words, 100) or NOT_KNOWN.lower()
    told = "; ".join(
        shortened(
            f"{one.substance} ({', '.join(p for p in (one.severity, one.reaction) if p)})", 70
        )
        for one in found.items
    )
    return f"{told}. No known drug allergies otherwise" if found.none_known else told


def _call(facts: Facts) -> Iterator[Words]:
    yield emergency_words(facts)
    if team_instructions(facts):
        yield say(strong("Our team says "), shortened(team_instructions(facts), 220))


def _medicines(facts: Facts) -> Iterator[Words]:
    for row in medicine_rows(facts):
        yield say(strong(f"{row.label} "), text_of(row.words))


def _contacts(facts: Facts) -> Iterator[Words]:
    found = [one for one in contact_rows(facts.case) if one[2]]
    if not found:
        yield say("No number noted")
    for name, role, phones in found:
        about = f" ({shortened(role, 34)})" if role and name else ""
        yield say(strong(f"{shortened(name or upper_first(role), 36)}"), f"{about} {phones}")


class _Fitted(NamedTuple):
    """A panel as it fits: its blocks, the size of their text, lines left out."""

    blocks: tuple[Block, ...]
    size: float
    left_out: int


def _wallet_page(panels: Sequence[_Panel]) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    fitted = [_fitted(panel) for panel in panels]
    wallet = Wallet(tuple(one.blocks for one in fitted), tuple(one.size for one in fitted))
    left_out = tuple(
        f"{counted(one.left_out, 'line')} of {panel.heading.lower() if index else 'the front'}"
        for index, (panel, one) in enumerate(zip(panels, fitted, strict=True))
        if one.left_out
    )
    told = f" Left out: {', '.join(left_out)}." if left_out else ""
    last = Paragraph(say(_HOW_TO_FOLD + told), small=True)
    return (Page((Heading(TITLE, level=1), Space(6), wallet, Space(6), last)),), left_out


def _fitted(panel: _Panel) -> _Fitted:
    """Return the panel in the largest text that holds all its lines, else its first lines."""
    for size in _SIZES:
        blocks = tuple(_panel_blocks(panel, len(panel.lines)))
        if _fits(blocks, size):
            return _Fitted(blocks, size, 0)
    for count in range(len(panel.lines) - 1, 0, -1):
        blocks = tuple(_panel_blocks(panel, count))
        if _fits(blocks, SMALLEST):
            return _Fitted(blocks, SMALLEST, len(panel.lines) - count)
    return _Fitted(tuple(_panel_blocks(panel, 0)), SMALLEST, len(panel.lines))


def _fits(blocks: Sequence[Block], size: float) -> bool:
    setter = Typesetter(card_style(size))
    return setter.height(blocks, PANEL_WIDTH - 2 * INSET) <= PANEL_HEIGHT - 2 * INSET


def _panel_blocks(panel: _Panel, count: int) -> Iterator[Block]:
    yield Heading(panel.heading, aside=panel.aside)
    for line in panel.lines[:count]:
        yield Paragraph(line)
    if count < len(panel.lines):
        yield Paragraph(say(muted(f"and {len(panel.lines) - count} more: see the full list")))


def _large_pages(
    panels: Sequence[_Panel], facts: Facts, options: PrintOptions
) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Return a sheet for the door of the fridge: what to do first."""
    front, call, *others = panels
    blocks: list[Block] = [Heading(TITLE, level=1)]
    for panel in (call, front, *others):
        blocks.append(Heading(panel.heading, aside=panel.aside))
        blocks += [Paragraph(line) for line in panel.lines]
    width, height = frame_size(options.paper_size, footer_of(facts, options), LARGE)
    pages = paginate(blocks, width, height, Typesetter(LARGE))
    return tuple(Page(page) for page in pages), ()
