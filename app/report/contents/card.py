"""The emergency card: wallet size on one sheet, or a large sheet for the door of the fridge."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.case.case import Case
from app.case.entities import Alert
from app.case.facts import Facts, facts_of
from app.case.facts.values.health import AllergyFact, MedicineFact
from app.report.contents.contacts import contact_rows
from app.report.contents.emergency import emergency_words, team_instructions
from app.report.contents.footer import footer_of
from app.report.contents.medicine_order import most_telling_first
from app.report.contents.medicines import medicine_row, medicine_rows
from app.report.contents.names_left_out import without_names
from app.report.contents.person import born, called, interpreter, patient_name
from app.report.contents.summary.cuts import ends_of, is_cut, named
from app.report.contents.wording import (
    NOT_KNOWN,
    counted,
    long_date,
    lower_first,
    short_date,
    upper_first,
)
from app.report.options import PrintOptions
from app.report.outline.blocks import Block, Heading, Pair, Paragraph, Space, Wallet
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
_FULL = "full list in the record packet"
_BELOW = "all of it in full below the card"
_GOES_ON = " (whole text: below the card)"
_LONGEST_NAME = 40
_WHOLE = 4000
"""Characters of a text that is not cut to fit the card; no family writes more."""
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, SMALLEST)


class _Panel(NamedTuple):
    """One side of the card.

    Attributes:
        heading: what stands above it.
        lines: in the order in which they are read.
        aside: what stands behind the heading.
        by_need: the same lines, those that must stay longest first; empty where that is the
            order of `lines` already.
    """

    heading: str
    lines: tuple[Words, ...]
    aside: str = ""
    by_need: tuple[Words, ...] = ()


def card_outline(case: Case, facts: Facts, options: PrintOptions) -> Outline:
    """Return the emergency card."""
    if options.without_names:
        case = without_names(case)
        facts = facts_of(case, facts.as_of)
    pages, left_out = (_large_pages if options.large else _wallet_pages)(facts, options)
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


def _panels(facts: Facts, options: PrintOptions, cut: bool) -> Iterator[_Panel]:
    """Yield the sides of the card; `cut` has long texts end before their end."""
    yield _Panel(patient_name(facts.case.patient), tuple(_who(facts, options, cut)))
    yield _Panel("Call now", tuple(_call(facts, cut)))
    by_need = tuple(map(_medicine, most_telling_first(facts.active_medicines)))
    yield _Panel("Medicines", tuple(_medicines(facts)), f"on {long_date(facts.as_of)}", by_need)
    yield _Panel("Phones", tuple(_contacts(facts)))


def _who(facts: Facts, options: PrintOptions, cut: bool) -> Iterator[Words]:
    patient = facts.case.patient
    first = ". ".join(
        part for part in (born(facts, options.without_names), called(patient)) if part
    )
    yield say(first)
    # Behind the birth date alone: what stands first stays longest.
    yield say(strong("Allergies "), _allergies(facts))
    yield say(strong("Illness "), _diagnosis(facts, cut))
    for alert in facts.case.all(Alert):
        if alert.text:
            yield say(strong("Please note "), _told(alert.text, 130, cut))
    words = interpreter(patient)
    if words:
        yield say(words)
    if patient.blood_type:
        yield say(strong("Blood type "), _told(patient.blood_type, 60, cut))
    number = "" if options.without_record_number else patient.record_number
    if number:
        yield say(strong("Hospital record "), shortened(number, 30))


def _told(text: str, most: int, cut: bool) -> str:
    """Return a text in one line, cut at a limit where it has to be."""
    return shortened(text, most if cut else _WHOLE)


def _diagnosis(facts: Facts, cut: bool) -> str:
    if not facts.diagnoses:
        return NOT_KNOWN.lower()
    newest = facts.diagnoses[-1]
    told = _told(newest.name, 80, cut)
    transplants = [
        f"{_told(one.words.split(',')[0].split(' (')[0].lower(), 40, cut)} {short_date(one.date)}"
        for one in facts.transplants[:1]
    ]
    cells = [
        f"{_told(one.product, 40, cut)} {short_date(one.date)}" for one in facts.cell_therapies[:1]
    ]
    return ", ".join((told, *transplants, *cells))


def _allergies(facts: Facts) -> str:
    """Return all allergies, never cut."""
    found = facts.allergies
    if not found.items:
        return found.words or NOT_KNOWN.lower()
    told = "; ".join(map(_allergy, found.items))
    return f"{told}. No known drug allergies otherwise" if found.none_known else told


def _allergy(one: AllergyFact) -> str:
    about = ", ".join(part for part in (one.severity, one.reaction) if part)
    return f"{one.substance} ({about})" if about else one.substance


def _call(facts: Facts, cut: bool) -> Iterator[Words]:
    yield emergency_words(facts)
    if team_instructions(facts):
        yield say(strong("Our team says "), _told(team_instructions(facts), 220, cut))


def _medicines(facts: Facts) -> Iterator[Words]:
    for row in medicine_rows(facts):
        yield _medicine_line(row)


def _medicine(medicine: MedicineFact) -> Words:
    return _medicine_line(medicine_row(medicine))


def _medicine_line(row: Pair) -> Words:
    return say(strong(f"{row.label} "), text_of(row.words))


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


def _wallet_pages(facts: Facts, options: PrintOptions) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Return the card; what it cannot hold of allergies and long texts stands below it in full."""
    panels, cut = _panels_that_fit(facts, options)
    front, below = _with_allergies(panels[0], facts)
    if cut:
        below += (Heading("In full, to keep with the card"), *map(Paragraph, cut))
    fitted = [_fitted(panel) for panel in (front, *panels[1:])]
    wallet = Wallet(tuple(one.blocks for one in fitted), tuple(one.size for one in fitted))
    left_out = tuple(
        f"{one.left_out} of {counted(len(panel.lines), 'line')} of {_side(panel, index)}"
        for index, (panel, one) in enumerate(zip(panels, fitted, strict=True))
        if one.left_out
    )
    told = f" Left out: {', '.join(left_out)}; all of it is in the {_FULL}." if left_out else ""
    ends = ends_of(_cut_lines(panels))
    told += f" Not on the card: {ends[0]}; {_BELOW}." if ends else ""
    left_out += ends
    last = Paragraph(say(_HOW_TO_FOLD + told), small=True)
    blocks = (Heading(TITLE, level=1), Space(6), wallet, Space(6), last, *below)
    width, height = frame_size(options.paper_size, footer_of(facts, options), NORMAL)
    pages = paginate(blocks, width, height, Typesetter(NORMAL))
    return tuple(Page(page) for page in pages), left_out


def _panels_that_fit(
    facts: Facts, options: PrintOptions
) -> tuple[tuple[_Panel, ...], tuple[Words, ...]]:
    """Return the sides, long texts cut only where a side cannot hold them, and the cut lines."""
    panels: list[_Panel] = []
    cut: list[Words] = []
    ways = (_panels(facts, options, cut) for cut in (False, True))
    for whole, short in zip(*ways, strict=True):
        if _fits(tuple(_panel_blocks(whole, len(whole.lines))), SMALLEST):
            panels.append(whole)
            continue
        pairs = list(zip(whole.lines, short.lines, strict=True))
        # Which line goes on is seen on the card itself, also when the sheet is cut away.
        lines = tuple(less if less == line else say(less, muted(_GOES_ON)) for line, less in pairs)
        panels.append(short._replace(lines=lines))
        cut += [line for line, less in pairs if less != line]
    return tuple(panels), tuple(cut)


def _cut_lines(panels: Sequence[_Panel]) -> tuple[str, ...]:
    """Return what is cut: on the front by the word before it, else by the side it is on."""
    front, *others = panels
    found = [_name_of(line) for line in front.lines if is_cut(line)]
    found += [panel.heading.lower() for panel in others if is_cut(panel.lines)]
    return tuple(dict.fromkeys(found))


def _name_of(line: Words) -> str:
    """Return the strong word a line begins with; without one it tells who it is about."""
    first = line[0]
    return lower_first(first.text.strip()) if first.strong else "birth and language"


def _side(panel: _Panel, index: int) -> str:
    return panel.heading.lower() if index else "the front"


def _with_allergies(front: _Panel, facts: Facts) -> tuple[_Panel, tuple[Block, ...]]:
    """Return the front with all allergies, and nothing to stand below it.

    Where even the smallest text cannot hold them: with as many names as it holds, and all of
    them in full for below the card.
    """
    first, allergies, *others = front.lines
    if _fits(tuple(_panel_blocks(front, 2)), SMALLEST):
        return front, ()
    below = (Heading("All allergies, to keep with the card"), Paragraph(allergies))
    shown = tuple(_names_first(front, facts))
    return front._replace(lines=(first, shown[0], *others)), below


def _names_first(front: _Panel, facts: Facts) -> Iterator[Words]:
    """Yield the longest line of allergy names that the front holds."""
    names = [shortened(one.substance, _LONGEST_NAME) for one in facts.allergies.items]
    for count in range(len(names), 0, -1):
        more = f" and {len(names) - count} more" if count < len(names) else ""
        line = say(strong("Allergies "), "; ".join(names[:count]), f"{more}: {_BELOW}")
        if _fits(tuple(_panel_blocks(_with_line(front, line), 2)), SMALLEST):
            yield line
    yield say(strong("Allergies "), _BELOW)


def _with_line(front: _Panel, line: Words) -> _Panel:
    return front._replace(lines=(front.lines[0], line, *front.lines[2:]))


def _fitted(panel: _Panel) -> _Fitted:
    """Return the panel in the largest text that holds all its lines, else its first lines."""
    for size in _SIZES:
        blocks = tuple(_panel_blocks(panel, len(panel.lines)))
        if _fits(blocks, size):
            return _Fitted(blocks, size, 0)
    panel = panel._replace(lines=panel.by_need or panel.lines)
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
        yield Paragraph(say(muted(f"and {len(panel.lines) - count} more: see the {_FULL}")))


def _large_pages(facts: Facts, options: PrintOptions) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Return a sheet for the door of the fridge: what to do first, nothing cut."""
    panels = tuple(_panels(facts, options, cut=False))
    front, call, *others = panels
    left_out = ends_of(_cut_lines(panels))
    blocks: list[Block] = [Heading(TITLE, level=1)]
    for panel in (call, front, *others):
        blocks.append(Heading(panel.heading, aside=panel.aside))
        blocks += [Paragraph(line) for line in panel.lines]
    blocks += named(left_out)
    width, height = frame_size(options.paper_size, footer_of(facts, options), LARGE)
    pages = paginate(blocks, width, height, Typesetter(LARGE))
    return tuple(Page(page) for page in pages), left_out
