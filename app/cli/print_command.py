"""The command `print`: a page as PDF."""

import argparse

from app.cli import arguments
from app.cli.case_commands import show_done
from app.cli.opening import open_session
from app.cli.output import say_all
from app.usecases.output_files import write_whole
from app.usecases.page_choice import (
    PAPERS,
    PRINTABLE,
    RECORD_PAGES,
    SECTIONS,
    TRIAL_PAGES,
    PageChoice,
)


def add_print(parser: argparse.ArgumentParser) -> None:
    """Declare `print`."""
    arguments.case_file(parser)
    parser.add_argument("--what", choices=(*PRINTABLE, *TRIAL_PAGES, *RECORD_PAGES), required=True)
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
    arguments.as_of(parser)
    arguments.as_json(parser)


def _sections(text: str) -> frozenset[str]:
    """Read "labs,trials"."""
    chosen = frozenset(part.strip() for part in text.split(",") if part.strip())
    unknown = sorted(chosen.difference(SECTIONS))
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: not one of {', '.join(SECTIONS)}")
    return chosen


def print_pages(given: argparse.Namespace) -> int:
    """Make the PDF."""
    from app.usecases.print_page import page_pdf  # slow to import: fonts and drawing

    choice = PageChoice(
        what=given.what,
        visit=given.visit,
        trial=given.trial,
        receipt=given.receipt,
        paper=given.paper,
        large=given.large,
        two_sided=given.two_sided,
        without_names=given.without_names,
        without=given.without,
        as_of=given.as_of,
    )
    with open_session(given, read_only=True) as session:
        page = page_pdf(session, choice)
    write_whole(given.output, page.pdf)
    say_all(page.notes)
    return show_done(given, given.output, f"Saved {given.output}, {page.words}.")
