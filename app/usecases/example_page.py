"""The page that a case shows before anything is noted in it: an example, marked as one.

It is made from the invented case that comes along. Nothing of the open case is on it, and it is
there to be looked at: no page marked "Example" is to end up in anybody's file at a hospital.
"""

from dataclasses import replace
from datetime import date
from functools import cache

from app.case.case import Case
from app.case.facts import Facts, as_of_day, facts_of
from app.casefile import case_of_json
from app.report import card_outline, packet_outline, questions_outline, summary_outline
from app.report.options import PrintOptions
from app.report.outline.document import Outline
from app.resource_files import resource_file
from app.usecases.page_choice import SUMMARY, PageChoice
from app.usecases.print_options import options_beside, options_of
from app.usecases.print_page import PrintedPage, printed_page
from app.usecases.session import Session
from app.usecases.visit_note import outline_of_note

MARK = "Example"


def example_pdf(session: Session, choice: PageChoice) -> PrintedPage:
    """Make what was chosen from the example, marked on every page; of `session` only the paper."""
    usual = options_of(session, replace(choice, visit="next"))
    case, facts = _example(usual.as_of)
    options = replace(usual, as_of=facts.as_of)
    documents = tuple(what for what in choice.documents if what in _OUTLINERS) or (SUMMARY,)
    outlines = [_marked(what, case, facts, options) for what in documents]
    return replace(printed_page(documents, outlines, options), example=True)


@cache
def _example(today: date) -> tuple[Case, Facts]:
    case = case_of_json(resource_file("example/case.json"))
    return case, facts_of(case, as_of_day(case, None, today))


def _marked(what: str, case: Case, facts: Facts, options: PrintOptions) -> Outline:
    own = options if what == SUMMARY else options_beside(options)
    outline = _OUTLINERS[what](case, facts, own)
    return replace(outline, title=f"{MARK}, {outline.title}", watermark=MARK)


def _note(case: Case, facts: Facts, options: PrintOptions) -> Outline:
    return outline_of_note(case, facts, options, None)


_OUTLINERS = {
    SUMMARY: summary_outline,
    "questions": questions_outline,
    "note": _note,
    "card": card_outline,
    "packet": packet_outline,
}
