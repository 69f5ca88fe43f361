"""Commands for what comes in from registries and hospitals: import, trials, changes.

The readers are imported by the command that needs them, so that every other command starts fast.
"""

import argparse
from pathlib import Path

from app.cli import arguments
from app.cli.opening import open_session
from app.cli.output import say_all, show, show_json


def add_import(parser: argparse.ArgumentParser) -> None:
    """Declare `import`."""
    arguments.case_file(parser)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be taken")
    parser.add_argument("--accept", action="store_true", help="take everything that is certain")
    parser.add_argument("--person", metavar="NAME", help="whose records, where a file has several")
    arguments.as_json(parser)


def import_files(given: argparse.Namespace) -> int:
    """Bring files in."""
    from app.usecases.bring_in import bring_in

    with open_session(given, read_only=given.dry_run) as session:
        brought = bring_in(session, given.paths, dry_run=given.dry_run)
    if given.json:
        show_json(brought.as_json())
        return 0
    for receipt in brought.receipts:
        show(receipt.sentence)
        say_all(f"{each.where}: {each.reason}" for each in receipt.skipped)
    return 0


def add_trials(parser: argparse.ArgumentParser) -> None:
    """Declare `trials`."""
    arguments.case_file(parser)
    arguments.as_json(parser)


def trials(given: argparse.Namespace) -> int:
    """Show the saved trials."""
    from app.usecases.list_trials import trials_as_json, trials_as_text

    with open_session(given, read_only=True) as session:
        if given.json:
            show_json(trials_as_json(session))
        else:
            show(trials_as_text(session))
    return 0


def add_changes(parser: argparse.ArgumentParser) -> None:
    """Declare `changes`."""
    arguments.case_file(parser)
    parser.add_argument("--trial", metavar="NCT")
    arguments.as_json(parser)


def changes(given: argparse.Namespace) -> int:
    """Show what changed between stored versions."""
    from app.usecases.trial_changes import changes_as_json, changes_as_text

    with open_session(given, read_only=True) as session:
        if given.json:
            show_json(changes_as_json(session, given.trial))
        else:
            show(changes_as_text(session, given.trial))
    return 0
