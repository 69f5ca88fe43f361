"""The outline of a review sheet: head, table over as many pages as it takes, doctor's block."""

from collections.abc import Iterator

from app.case.facts import Facts
from app.case.partial_date import PartialDate
from app.eligibility.model import Criterion
from app.errors import CasebookError
from app.report.contents.footer import footer_of
from app.report.contents.person import patient_name
from app.report.contents.visit import visit_of
from app.report.contents.wording import long_date
from app.report.options import PrintOptions
from app.report.outline.blocks import Block, Heading, Pair, Pairs, Paragraph
from app.report.outline.document import Footer, Page
from app.report.outline.form_outline import FormOutline
from app.report.outline.forms import Attachment, FormBox, ReviewTable, SheetHead, SheetKey
from app.report.outline.style import LARGE, Style
from app.report.outline.words import NBSP, Shape, Words, muted, say, shape, shortened, strong
from app.report.review.doctors_block import doctors_block
from app.report.review.mark import ABOUT, ATTACHED_AS, SheetMark, mark_of
from app.report.review.pages import sheet_pages
from app.report.review.sheet import ReviewSheet, is_registry_field, review_sheet
from app.report.review.table import is_long, review_table, shown_above, shown_number
from app.report.trials.on_paper import TrialOnPaper, facts_without_names, trial_without_names
from app.report.typesetting.flow import paginate
from app.report.typesetting.set_page import frame_size
from app.report.typesetting.typesetter import Typesetter
from app.trials.words import phase_label, status_words

TITLE = "Trial review sheet"
STYLE = Style(pad=1.0, gap=9.0, title=15.0)
_LONGEST_TITLE = 230
_LONGEST_NAME = 40


def review_outline(
    trial: TrialOnPaper, facts: Facts, options: PrintOptions, made_by: str = ""
) -> FormOutline:
    """Return the review sheet of one trial.

    Args:
        trial: the trial with its check.
        facts: the facts it was checked against.
        options: paper, large print, visit, names.
        made_by: who made the sheet, such as "Jo Ellison (mother)"; may be empty.

    Raises:
        CasebookError: no criteria are kept for the trial, or the visit is not in the case.
    """
    if options.without_names:
        facts, made_by = facts_without_names(facts), ""
        trial = trial_without_names(trial, facts)
    sheet = review_sheet(trial, facts)
    if not sheet.lines:
        raise CasebookError(
            "No criteria are kept for this trial, so there is nothing to review. Nothing was "
            "printed. Bring in the registry's record of the trial first, then print again."
        )
    mark = mark_of(sheet)
    return _outline(trial, sheet, mark, facts, options, _head(trial, facts, options, made_by))


def _outline(
    trial: TrialOnPaper,
    sheet: ReviewSheet,
    mark: SheetMark,
    facts: Facts,
    options: PrintOptions,
    head: SheetHead,
) -> FormOutline:
    style = LARGE if options.large else STYLE
    footer = _footer(trial, mark, facts, options)
    top = (head, SheetKey(_request(facts), _shapes()))
    short = shortened(trial.number or trial.title, 40)
    pages = _pages(
        top, review_table(sheet), doctors_block(trial, sheet.tests, short),
        tuple(_behind(sheet)), style, frame_size(options.paper_size, footer, style),
    )  # fmt: skip
    return FormOutline(
        title=f"{TITLE}: {trial.number or trial.title}, {patient_name(facts.case.patient)}",
        language=options.language,
        paper=options.paper_size,
        style=style,
        footer=footer,
        pages=pages,
        created=facts.as_of.isoformat(),
        attachment=Attachment(ATTACHED_AS, mark.text(), ABOUT),
    )


def _pages(
    top: tuple[Block, ...],
    table: ReviewTable,
    box: FormBox,
    behind: tuple[Block, ...],
    style: Style,
    frame: tuple[float, float],
) -> tuple[Page, ...]:
    width, height = frame
    typesetter = Typesetter(style)
    *pages, last = sheet_pages(top, table, box, width, height, typesetter)
    pages += paginate((*last, *behind), width, height, typesetter)
    return tuple(Page(blocks, speaks_of_trials=True) for blocks in pages)


def _footer(trial: TrialOnPaper, mark: SheetMark, facts: Facts, options: PrintOptions) -> Footer:
    usual = footer_of(facts, options)
    about = ", ".join(part for part in (usual.name, trial.number, f"Sheet {mark.code}") if part)
    return Footer(usual.disclaimer, usual.trials, usual.printed_on, about)


# The head


def _head(trial: TrialOnPaper, facts: Facts, options: PrintOptions, made_by: str) -> SheetHead:
    return SheetHead(
        kind=TITLE,
        title=shortened(trial.title, _LONGEST_TITLE),
        lines=tuple(_about(trial)),
        right=tuple(_for_whom(facts, options, made_by)),
    )


def _about(trial: TrialOnPaper) -> Iterator[Words]:
    record = trial.record
    if record is not None:
        parts = (trial.number, status_words(record), phase_label(record.phases))
        yield say(". ".join(part for part in parts if part))
    elif trial.number:
        yield say(f"{trial.number}. Status not checked")
    if trial.own_name:
        yield say(f"We call it: {shortened(trial.own_name, 90)}")


def _for_whom(facts: Facts, options: PrintOptions, made_by: str) -> Iterator[Words]:
    patient = facts.case.patient
    born = ""
    if patient.birth_date is not None and not options.without_names:
        born = f", born {long_date(patient.birth_date)}"
    yield say(strong(patient_name(patient)), born)
    visit = visit_of(facts, options)
    if visit is not None:
        with_whom = shortened(visit.with_whom or "the visit", _LONGEST_NAME)
        yield say(f"For {with_whom}{_day(visit.date)}")
    by = f" by {shortened(made_by, _LONGEST_NAME)}," if made_by else " on"
    yield say(muted(f"Made{by} {long_date(facts.as_of)}"))


def _day(day: PartialDate | None) -> str:
    return f", {long_date(day)}" if day else ""


def _request(facts: Facts) -> Words:
    patient = facts.case.patient
    called = shortened(patient.preferred_name or "", 30) or "the patient"
    return say(
        "The family compared the trial's rules with their own record. ",
        strong(f"They do not know if {called} can join. "),
        "Please mark each line, or only the ones you want to correct. ",
        strong("Meets"),
        ": the line is no obstacle; of what is excluded: it is not there. ",
        strong("Does not"),
        ": the line stands in the way. ",
        strong("Test"),
        ": a test is needed to tell.",
    )


def _shapes() -> Words:
    return say(
        shape(Shape.FITS),
        f"{NBSP}fits{NBSP}{NBSP} ",
        shape(Shape.MAY_RULE_OUT),
        f"{NBSP}may{NBSP}rule{NBSP}out{NBSP}{NBSP} ",
        shape(Shape.ASK),
        f"{NBSP}please{NBSP}tell{NBSP}us",
    )


# Behind the table


def _behind(sheet: ReviewSheet) -> Iterator[Block]:
    """Yield long lines in full, and the registry's lines that ask nothing by themselves."""
    long = [line for line in sheet.lines if is_long(line.criterion)]
    if long:
        yield Heading("Long lines in full", note="in the registry's own words")
    for line in long:
        yield Paragraph(say(line.criterion.text), f"{_place(line.criterion)}:")
    others = list(_not_shown(sheet))
    if others:
        yield Heading("Other lines of the registry's text", note="they ask nothing by themselves")
        yield Pairs(
            tuple(Pair(_place(one), say(one.text)) for one in others),
            summary="Headings, definitions and remarks of the registry's text",
        )


def _not_shown(sheet: ReviewSheet) -> Iterator[Criterion]:
    """Yield the lines that ask nothing and do not stand above another line already."""
    shown = {text for line in sheet.lines for text in shown_above(line.criterion)}
    for one in sheet.silent:
        if one.criterion.text.rstrip(" :") not in shown and not is_registry_field(one.criterion):
            yield one.criterion


def _place(criterion: Criterion) -> str:
    """Return "Exclusion 3.a"."""
    number = shown_number(criterion)
    return f"{criterion.section.capitalize()} {number}" if criterion.section != "other" else number
