"""Making pages: from the open case to a PDF, the same bytes for preview and print."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.case.case import Case
from app.case.entities import SavedTrial
from app.case.facts import Facts, facts_of
from app.errors import CasebookError
from app.report import (
    card_outline,
    make_pdf,
    packet_outline,
    questions_outline,
    summary_outline,
)
from app.report.options import PrintOptions
from app.report.outline.document import Outline
from app.usecases.author import author_here
from app.usecases.page_choice import PRINTABLE, SUMMARY, PageChoice
from app.usecases.print_options import options_beside, options_of
from app.usecases.printed_page import PrintedPage
from app.usecases.session import Session

__all__ = ["PRINTABLE", "PageChoice", "PrintedPage", "page_pdf", "pages_of", "possible_pdf"]

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


def _questions(session: Session, options: PrintOptions, _choice: PageChoice) -> Outline:
    return questions_outline(session.case, session.facts(options.as_of), options)


def _note(session: Session, options: PrintOptions, choice: PageChoice) -> Outline:
    from app.usecases.visit_note import outline_of_note

    facts = session.facts(options.as_of)
    return outline_of_note(session.case, facts, options, choice.noted)


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
    "questions": _questions,
    "note": _note,
    "packet": _packet,
    "card": _card,
    "review": _review,
    "trials": _trials,
    "access": _access,
    "request": _request,
    "receipt": _receipt,
}


def page_pdf(session: Session, choice: PageChoice) -> PrintedPage:
    """Make the PDF of a choice, all its documents one behind the other.

    Raises:
        CasebookError: the visit, trial or receipt is not in the case, or there is nothing to ask.
    """
    options = options_of(session, choice)
    outlines = [_outline(session, what, options, choice) for what in choice.documents]
    return printed_page(choice.documents, outlines, options)


def possible_pdf(session: Session, choice: PageChoice) -> PrintedPage:
    """Make the PDF of what can be made of a choice; `refused` tells of the others why not.

    Raises:
        CasebookError: none of the documents can be made.
    """
    options = options_of(session, choice)
    made: dict[str, Outline] = {}
    refused: dict[str, CasebookError] = {}
    for what in choice.documents:
        try:
            made[what] = _outline(session, what, options, choice)
        except CasebookError as error:
            refused[what] = error
    if not made:
        raise refused[choice.documents[0]]
    page = printed_page(tuple(made), tuple(made.values()), options)
    why = tuple((what, _of_one(error.sentence)) for what, error in refused.items())
    return replace(page, refused=why)


def pages_of(session: Session, choice: PageChoice) -> int:
    """Return how many pages the first document of a choice has, without drawing it.

    Raises:
        CasebookError: it cannot be made.
    """
    return _outline(session, choice.what, options_of(session, choice), choice).page_count


def _of_one(sentence: str) -> str:
    """Return why one document cannot be made, while the others are."""
    return sentence.replace("Nothing was printed. ", "")


def _outline(session: Session, what: str, options: PrintOptions, choice: PageChoice) -> Outline:
    own = options if what == SUMMARY else options_beside(options)
    return _OUTLINERS[what](session, own, choice)


def printed_page(
    documents: Sequence[str], outlines: Sequence[Outline], options: PrintOptions
) -> PrintedPage:
    """Return the PDF of outlines, with what is worth knowing of each."""
    counts = [outline.page_count for outline in outlines]
    kind = documents[0] if len(documents) == 1 else "papers"
    return PrintedPage(
        pdf=make_pdf(*outlines),
        pages=sum(counts),
        left_out=tuple(_left_out(outlines)),
        name=f"{kind}-{options.as_of.isoformat()}.pdf",
        parts=tuple(zip(documents, counts, strict=True)),
    )


def _left_out(outlines: Sequence[Outline]) -> Iterator[str]:
    """Yield what did not fit, behind the first document with the name of its own."""
    for number, outline in enumerate(outlines):
        kind = outline.title.partition(":")[0].lower()
        yield from (f"{kind}: {what}" if number else what for what in outline.left_out)
