"""Making a page: from the open case to a PDF, the same bytes for preview and print."""

from collections.abc import Callable

from app.case.case import Case
from app.case.entities import SavedTrial
from app.case.facts import Facts, facts_of
from app.case.value_class import value_class
from app.errors import CasebookError
from app.report import card_outline, make_pdf, packet_outline, summary_outline
from app.report.options import PrintOptions
from app.report.outline.document import Outline
from app.usecases.author import author_here
from app.usecases.page_choice import PRINTABLE, PageChoice
from app.usecases.print_options import options_of
from app.usecases.session import Session


@value_class
class PrintedPage:
    """A finished page.

    Attributes:
        pdf: the bytes, the same for the same case and choice.
        pages: how many.
        left_out: what did not fit, in words.
        name: a file name that says what it is.
    """

    pdf: bytes
    pages: int
    left_out: tuple[str, ...]
    name: str

    @property
    def words(self) -> str:
        """Return `1 page` or `4 pages`."""
        return "1 page" if self.pages == 1 else f"{self.pages} pages"

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what is worth saying beside the page."""
        return tuple(f"Left out: {what}" for what in self.left_out)


__all__ = ["PRINTABLE", "PageChoice", "PrintedPage", "page_pdf"]

Outliner = Callable[[Session, PrintOptions, PageChoice], Outline]


def _summary(session: Session, options: PrintOptions, _choice: PageChoice) -> Outline:
    return summary_outline(*_with_status_now(session, options), options)


def _packet(session: Session, options: PrintOptions, _choice: PageChoice) -> Outline:
    return packet_outline(*_with_status_now(session, options), options)


def _with_status_now(session: Session, options: PrintOptions) -> tuple[Case, Facts]:
    """Return the case and its facts, with what the saved records say of each trial now."""
    from app.usecases.trial_status_now import case_with_status_now

    case = case_with_status_now(session)
    known = case is session.case
    return case, session.facts(options.as_of) if known else facts_of(case, options.as_of)


def _card(session: Session, options: PrintOptions, _choice: PageChoice) -> Outline:
    return card_outline(session.case, session.facts(options.as_of), options)


def _review(session: Session, options: PrintOptions, choice: PageChoice) -> Outline:
    # The criteria engine is loaded only by the pages that need it.
    from app.report.review.outline import review_outline
    from app.usecases.find_trial import find_check
    from app.usecases.print_trials import paper_of

    check = find_check(session, _trial(session, choice.trial), options.as_of)
    facts = session.facts(options.as_of)
    return review_outline(paper_of(session, check), facts, options, author_here())


def _trials(session: Session, options: PrintOptions, choice: PageChoice) -> Outline:
    from app.usecases.print_trials import outline_of_trials

    return outline_of_trials(session, options, choice.trial)


def _trial(session: Session, chosen: str | None) -> str:
    saved = session.case.all(SavedTrial)
    if chosen is None and len(saved) == 1:
        return saved[0].id
    if chosen is None:
        raise CasebookError("Please say which saved trial, with its number. Nothing was printed.")
    return chosen


def _access(session: Session, options: PrintOptions, _choice: PageChoice) -> Outline:
    from app.usecases.print_trials import outline_of_access

    return outline_of_access(session, options)


def _request(session: Session, options: PrintOptions, _choice: PageChoice) -> Outline:
    from app.usecases.request_letters import outline_of_letters

    return outline_of_letters(session, options)


def _receipt(session: Session, options: PrintOptions, choice: PageChoice) -> Outline:
    from app.usecases.print_receipt import outline_of_receipt

    return outline_of_receipt(session, options, choice.receipt)


_OUTLINERS: dict[str, Outliner] = {
    "summary": _summary,
    "packet": _packet,
    "card": _card,
    "review": _review,
    "trials": _trials,
    "access": _access,
    "request": _request,
    "receipt": _receipt,
}


def page_pdf(session: Session, choice: PageChoice) -> PrintedPage:
    """Make the PDF of a choice.

    Raises:
        CasebookError: the visit, trial or receipt is not in the case, or there is nothing to ask.
    """
    options = options_of(session, choice)
    outline = _OUTLINERS[choice.what](session, options, choice)
    name = f"{choice.what}-{options.as_of.isoformat()}.pdf"
    return PrintedPage(make_pdf(outline), outline.page_count, outline.left_out, name)
