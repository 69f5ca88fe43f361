"""Commands for trials and for what comes in: import, trials, changes, check, unknowns.

The readers are imported by the command that needs them, so that every other command starts fast.
"""

import argparse
import sys
from pathlib import Path

from app.cli import arguments
from app.cli.opening import open_session
from app.cli.output import say_all, show, show_json, show_json_line


def add_import(parser: argparse.ArgumentParser) -> None:
    """Declare `import`."""
    arguments.case_file(parser)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be taken")
    parser.add_argument("--accept", action="store_true", help="take everything that is certain")
    parser.add_argument("--person", metavar="NAME", help="whose records, where that is open")
    arguments.as_json(parser)


def import_files(given: argparse.Namespace) -> int:
    """Bring files in."""
    from app.usecases.bring_in import bring_in

    with open_session(given, read_only=given.dry_run) as session:
        brought = bring_in(session, given.paths, dry_run=given.dry_run, person=given.person)
    if given.json:
        show_json(brought.as_json(with_waiting=given.accept))
        return 0
    for receipt in brought.receipts:
        show(receipt.sentence)
        say_all(f"{each.where}: {each.reason}" for each in receipt.skipped)
        say_all(receipt.notes)
    if brought.pending:
        show(brought.waiting_sentence)
    if given.accept:
        say_all(each.sentence for each in brought.waiting)
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


def add_check(parser: argparse.ArgumentParser) -> None:
    """Declare `check`."""
    arguments.case_file(parser)
    parser.add_argument("--trial", metavar="NCT")
    arguments.as_of(parser)
    arguments.as_json(parser)


def check(given: argparse.Namespace) -> int:
    """Check the criteria of saved trials against the case."""
    from app.usecases.check_trials import check_as_json, check_as_text

    with open_session(given, read_only=True) as session:
        if given.json:
            show_json(check_as_json(session, given.trial, given.as_of))
        else:
            show(check_as_text(session, given.trial, given.as_of))
    return 0


def add_unknowns(parser: argparse.ArgumentParser) -> None:
    """Declare `unknowns`."""
    arguments.case_file(parser)
    arguments.as_json(parser)


def unknowns(given: argparse.Namespace) -> int:
    """Show what nobody knows yet, as questions for the team."""
    from app.usecases.ask_team import unknowns_as_json, unknowns_as_text

    with open_session(given, read_only=True) as session:
        if given.json:
            show_json(unknowns_as_json(session))
        else:
            show(unknowns_as_text(session))
    return 0


def add_readback(parser: argparse.ArgumentParser) -> None:
    """Declare `readback`."""
    arguments.case_file(parser)
    parser.add_argument("sheet", type=Path, metavar="REVIEW.pdf")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--dry-run", action="store_true", help="only show what differs (usual)")
    choice.add_argument("--accept", action="store_true", help="take the sheet in")
    arguments.as_json(parser)


def readback(given: argparse.Namespace) -> int:
    """Read a filled review sheet."""
    from app.usecases.read_back import read_back

    with open_session(given, read_only=not given.accept) as session:
        found = read_back(session, given.sheet, accept=given.accept)
    say_all(found.notes)
    if given.json:
        show_json(found.as_json())
        return 0
    for each in found.differences:
        show(f"{each.line}, {each.field}: ours {each.ours or 'nothing'}, sheet {each.theirs}")
    show(f"{len(found.differences)} differences, {found.taken} taken in.")
    return 0


def add_check_lines(parser: argparse.ArgumentParser) -> None:
    """Declare `check-lines`."""
    parser.add_argument("case", type=Path, metavar="CASE.json")
    arguments.as_of(parser)


def check_lines(given: argparse.Namespace) -> int:
    """Check lines from standard input against a case JSON."""
    from app.usecases.check_criteria_lines import checked_lines

    for line in checked_lines(given.case, sys.stdin, given.as_of):
        show_json_line(line)
    return 0


def add_read_criteria(parser: argparse.ArgumentParser) -> None:
    """Declare `read-criteria`."""
    parser.add_argument("--json", action="store_true", help="one JSON document a line")


def read_criteria(given: argparse.Namespace) -> int:
    """Read criteria from standard input."""
    from app.usecases.check_criteria_lines import read_lines

    for line in read_lines(sys.stdin):
        show_json_line(line)
    return 0
