"""The command `print`: a page as PDF."""

import argparse
from collections.abc import Sequence

from app.cli import arguments
from app.cli.case_commands import show_done
from app.cli.opening import open_session
from app.cli.output import say, say_all
from app.usecases.output_files import write_whole
from app.usecases.page_choice import (
    MOST_LAB_DATES,
    ORDER,
    PAPERS,
    PRINTABLE,
    RECORD_PAGES,
    SECTIONS,
    SUMMARY,
    TRIAL_PAGES,
    PageChoice,
)

WRONG_USAGE = 2
_DOCUMENTS = (*PRINTABLE, *TRIAL_PAGES, *RECORD_PAGES)


def add_print(parser: argparse.ArgumentParser) -> None:
    """Declare `print`."""
    arguments.case_file(parser)
    parser.add_argument(
        "--what",
        type=_documents,
        required=True,
        metavar="DOCUMENTS",
        help=f"{', '.join(_DOCUMENTS)}; several with commas between them make one PDF",
    )
    arguments.output(parser)
    parser.add_argument("--visit", default="next", metavar="next|ID")
    parser.add_argument("--trial", metavar="NCT")
    parser.add_argument("--receipt", metavar="ID", help="receipt of an import; else the last one")
    parser.add_argument("--paper", choices=PAPERS)
    parser.add_argument("--large", action="store_true", help="16 point or more, everyday words")
    parser.add_argument("--two-sided", action="store_true")
    parser.add_argument("--without-names", action="store_true")
    parser.add_argument(
        "--without",
        type=_sections,
        default=frozenset(),
        metavar="SECTIONS",
        help=f"of the summary: {', '.join(SECTIONS)}, with commas between them",
    )
    parser.add_argument(
        "--order",
        type=_order,
        default=(),
        metavar="SECTIONS",
        help=f"of the summary, what comes first: {', '.join(ORDER)}",
    )
    parser.add_argument(
        "--with-team", action="store_true", help="the care team with its phones on the summary"
    )
    parser.add_argument(
        "--lab-dates", type=int, choices=range(1, MOST_LAB_DATES + 1), default=MOST_LAB_DATES
    )
    parser.add_argument(
        "--labs", type=_listed, default=(), metavar="TESTS", help="of the summary, such as anc,plt"
    )
    arguments.as_of(parser)
    arguments.as_json(parser)


def _documents(text: str) -> tuple[str, ...]:
    """Read "summary,questions"."""
    chosen = _known(text, _DOCUMENTS)
    if not chosen:
        raise argparse.ArgumentTypeError(f"choose from {', '.join(_DOCUMENTS)}")
    return chosen


def _sections(text: str) -> frozenset[str]:
    """Read "labs,trials"."""
    return frozenset(_known(text, SECTIONS))


def _order(text: str) -> tuple[str, ...]:
    """Read "medicines,questions"."""
    return _known(text, ORDER)


def _known(text: str, codes: Sequence[str]) -> tuple[str, ...]:
    chosen = _listed(text)
    unknown = [code for code in chosen if code not in codes]
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: not one of {', '.join(codes)}")
    return chosen


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _without_effect(given: argparse.Namespace) -> str:
    """Return the choices that were made for a summary which is not printed, "" for none."""
    if SUMMARY in given.what:
        return ""
    chosen = {
        "--without": given.without,
        "--order": given.order,
        "--with-team": given.with_team,
        "--lab-dates": given.lab_dates != MOST_LAB_DATES,
        "--labs": given.labs,
    }
    return ", ".join(name for name, value in chosen.items() if value)


def print_pages(given: argparse.Namespace) -> int:
    """Make the PDF; refuse choices that would have no effect."""
    idle = _without_effect(given)
    if idle:
        say(
            f"{idle}: only the summary has sections to choose, and no summary is printed. Leave "
            "this out, or add the summary to --what. Nothing was printed."
        )
        return WRONG_USAGE
    from app.usecases.print_page import page_pdf  # slow to import: fonts and drawing

    first, *also = given.what
    choice = PageChoice(
        what=first,
        also=tuple(also),
        visit=given.visit,
        noted=None if given.visit == "next" else given.visit,
        trial=given.trial,
        receipt=given.receipt,
        paper=given.paper,
        large=given.large,
        two_sided=given.two_sided,
        without_names=given.without_names,
        without=given.without,
        order=given.order,
        with_team=given.with_team,
        lab_dates=given.lab_dates,
        labs=given.labs,
        as_of=given.as_of,
    )
    with open_session(given, read_only=True) as session:
        page = page_pdf(session, choice)
    write_whole(given.output, page.pdf)
    say_all(page.notes)
    return show_done(given, given.output, f"Saved {given.output}, {page.words}.")
