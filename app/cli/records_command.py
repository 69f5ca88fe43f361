"""The command `records`: what a second opinion needs, and letters that ask for the rest."""

import argparse
from pathlib import Path

from app.cli import arguments
from app.cli.opening import open_session
from app.cli.output import say, show, show_json
from app.usecases.page_choice import PAPERS, PageChoice


def add_records(parser: argparse.ArgumentParser) -> None:
    """Declare `records`."""
    arguments.case_file(parser)
    parser.add_argument(
        "--letters", type=Path, metavar="DIR", help="write a letter for each hospital, a PDF each"
    )
    parser.add_argument("--paper", choices=PAPERS)
    arguments.as_of(parser)
    arguments.as_json(parser)


def records(given: argparse.Namespace) -> int:
    """Show what a second opinion needs beside what is here; write letters where asked to."""
    from app.usecases.records_hunter import hunter_as_text, records_hunter
    from app.usecases.request_letters import request_letters  # slow to import: fonts, drawing

    letters: list[Path] = []
    with open_session(given, read_only=True) as session:
        items = records_hunter(session, given.as_of)
        if given.letters is not None:
            choice = PageChoice(what="request", paper=given.paper, as_of=given.as_of)
            letters = request_letters(session, given.letters, choice)
    if given.json:
        show_json([item.as_json() for item in items])
    else:
        show(hunter_as_text(items))
    for path in letters:
        say(f"Saved {path}.")
    return 0
