"""The outline of the saved trials: side by side first, then a page for each, then words used."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.case.facts import Facts
from app.case.partial_date import PartialDate
from app.errors import CasebookError
from app.report.contents.footer import footer_of
from app.report.contents.large import for_large_print
from app.report.contents.packet.words_used import glossary_blocks
from app.report.contents.person import patient_name
from app.report.contents.wording import counted, long_date
from app.report.options import PrintOptions
from app.report.outline.blocks import Block, Paragraph
from app.report.outline.document import Footer, Outline, Page
from app.report.outline.forms import SheetHead
from app.report.outline.style import LARGE, Style
from app.report.outline.words import Words, muted, say, shortened, strong
from app.report.trials.comparison import NOTE, comparison_table, groups, one_by_one
from app.report.trials.names import trials_without_names
from app.report.trials.on_paper import TrialOnPaper, facts_without_names
from app.report.trials.told import TrialToPrint
from app.report.trials.trial_page import LARGE_ROOM, ROOMS, Room, left_out, page_blocks
from app.report.typesetting.flow import paginate
from app.report.typesetting.set_page import frame_size
from app.report.typesetting.typesetter import Typesetter
from app.trials.words import phase_label, status_words

TITLE = "Saved trials"
STYLE = Style(pad=1.3, gap=8.0, title=15.0)
_LONGEST_TITLE = 200
_FITS = ((9.5, 300), (9.0, 260), (8.5, 220), (8.0, 180), (8.0, 140), (8.0, 100))
"""Size of the text and characters of a cell, from roomy to narrow."""


def trials_outline(
    trials: Sequence[TrialToPrint],
    labels: Mapping[str, str],
    facts: Facts,
    options: PrintOptions,
) -> Outline:
    """Return saved trials side by side, then one page for each.

    Args:
        trials: in the family's own order.
        labels: the rows of the comparison in their order: key and what stands before it.
        facts: the facts the trials were checked against.
        options: paper, large print, names.

    Raises:
        CasebookError: no trial is saved.
    """
    if not trials:
        raise CasebookError(
            "No trials are saved in this case yet. Nothing was printed. "
            "Save a trial first: its number, its text, or its registry record."
        )
    if options.without_names:
        facts, named = facts_without_names(facts), facts.case
        trials = trials_without_names(trials, named, facts)
    return _Pages(trials, labels, facts, options).outline()


class _Pages:
    """The pages of one document."""

    def __init__(
        self,
        trials: Sequence[TrialToPrint],
        labels: Mapping[str, str],
        facts: Facts,
        options: PrintOptions,
    ) -> None:
        self._trials = trials
        self._labels = labels
        self._facts = facts
        self._options = options
        self._style = LARGE if options.large else STYLE
        self._footer: Footer = footer_of(facts, options)
        self._width, self._height = frame_size(options.paper_size, self._footer, self._style)
        self._typesetter = Typesetter(self._style)
        self._left_out: list[str] = []

    def outline(self) -> Outline:
        pages = self._comparison()
        for number, trial in enumerate(self._trials, 1):
            pages += self._trial(number, trial)
        words = glossary_blocks(block for page in pages for block in page.blocks)
        pages += self._flow(tuple(words))
        return Outline(
            title=f"{TITLE}: {patient_name(self._facts.case.patient)}",
            language=self._options.language,
            paper=self._options.paper_size,
            style=self._style,
            footer=self._footer,
            pages=tuple(pages),
            created=self._facts.as_of.isoformat(),
            left_out=tuple(self._left_out),
        )

    def _flow(self, blocks: Sequence[Block]) -> list[Page]:
        if self._options.large:
            blocks = tuple(for_large_print(blocks))
        pages = paginate(blocks, self._width, self._height, self._typesetter)
        return [Page(page, speaks_of_trials=True) for page in pages]

    # side by side

    def _comparison(self) -> list[Page]:
        head = SheetHead(
            kind=TITLE,
            title="Side by side",
            lines=(say(counted(len(self._trials), "saved trial")),),
            right=tuple(self._right()),
        )
        if self._options.large:
            return self._flow((head, *one_by_one(self._trials, self._labels, self._today)))
        pages: list[Page] = []
        for group in groups(self._trials):
            top = () if pages else (head, Paragraph(say(NOTE)))
            pages += self._side_by_side(top, group)
        return pages

    def _side_by_side(self, top: Sequence[Block], group: Sequence[TrialToPrint]) -> list[Page]:
        """Return a few trials on one page where they fit, however small, else on several."""
        for body, longest in _FITS:
            style = STYLE.at(body)
            table = comparison_table(group, self._labels, self._today, self._width, style, longest)
            blocks = (*top, table)
            if Typesetter(style).height(blocks, self._width) <= self._height:
                return [Page(blocks, speaks_of_trials=True, style=style)]
        table = comparison_table(group, self._labels, self._today, self._width, self._style)
        return self._flow((*top, table))

    @property
    def _today(self) -> PartialDate:
        return PartialDate.of(self._facts.as_of)

    # one page each

    def _trial(self, number: int, trial: TrialToPrint) -> list[Page]:
        head = self._head(number, trial.paper)
        if self._options.large:
            return self._flow((head, *page_blocks(trial, LARGE_ROOM)))
        fits = next((room for room in ROOMS if self._fits(head, trial, room)), None)
        if fits is None:
            return self._flow((head, *page_blocks(trial, ROOMS[-1])))
        room = self._with_more_lines(head, trial, fits)
        self._left_out += _named(trial.paper, left_out(trial, room))
        return [Page(_page(head, trial, room), speaks_of_trials=True)]

    def _fits(self, head: SheetHead, trial: TrialToPrint, room: Room) -> bool:
        return self._typesetter.height(_page(head, trial, room), self._width) <= self._height

    def _with_more_lines(self, head: SheetHead, trial: TrialToPrint, room: Room) -> Room:
        """Return the room with as many open lines as still fit, found by halving."""
        low, high = room.lines, room.lines + 40
        while low < high:
            middle = (low + high + 1) // 2
            if self._fits(head, trial, replace(room, lines=middle)):
                low = middle
            else:
                high = middle - 1
        return replace(room, lines=low)

    def _head(self, number: int, paper: TrialOnPaper) -> SheetHead:
        return SheetHead(
            kind=f"Saved trial {number} of {len(self._trials)}",
            title=shortened(paper.title, _LONGEST_TITLE),
            lines=tuple(_about(paper)),
            right=tuple(self._right()),
        )

    def _right(self) -> Iterator[Words]:
        yield say(strong(patient_name(self._facts.case.patient)))
        yield say(muted(f"What was known on {long_date(self._facts.as_of)}"))


def _about(paper: TrialOnPaper) -> Iterator[Words]:
    """Yield number, status with its day, phase; the status as noted where no record is kept."""
    record = paper.record
    if record is not None:
        parts = (paper.number, status_words(record), phase_label(record.phases))
        yield say(". ".join(part for part in parts if part))
        if record.sponsor:
            yield say(muted(f"Run by {shortened(record.sponsor, 80)}"))
    else:
        number = f"{paper.number}. " if paper.number else ""
        yield say(f"{number}No registry record is saved. Status not checked.")
    if paper.own_name:
        yield say(muted(f"We call it: {shortened(paper.own_name, 90)}"))


def _page(head: SheetHead, trial: TrialToPrint, room: Room) -> tuple[Block, ...]:
    return (head, *page_blocks(trial, room), *_left_out_line(trial, room))


def _left_out_line(trial: TrialToPrint, room: Room) -> Iterator[Block]:
    told = left_out(trial, room)
    if told:
        yield Paragraph(say(f"Not on this page: {', '.join(told)}."), small=True)


def _named(paper: TrialOnPaper, told: Sequence[str]) -> Iterator[str]:
    for what in told:
        yield f"{paper.number or shortened(paper.title, 40)}: {what}"
