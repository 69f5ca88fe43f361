"""The table of commands and the way from arguments to an exit code."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from app import __version__
from app.cli import (
    case_commands,
    print_command,
    records_command,
    selftest_command,
    trial_commands,
)
from app.cli.output import say, say_all
from app.errors import CasebookError


class Command(NamedTuple):
    """One command: what it does, how its arguments are declared, how it runs."""

    does: str
    declare: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


COMMANDS: Mapping[str, Command] = {
    "new": Command("make a case file", case_commands.add_new, case_commands.new),
    "facts": Command("what follows from the records", case_commands.add_facts, case_commands.facts),
    "print": Command("a page as PDF", print_command.add_print, print_command.print_pages),
    "export": Command("take everything out", case_commands.add_export, case_commands.export),
    "records": Command(
        "what a second opinion needs, and what is here",
        records_command.add_records,
        records_command.records,
    ),
    "import": Command("bring files in", trial_commands.add_import, trial_commands.import_files),
    "trials": Command("the saved trials", trial_commands.add_trials, trial_commands.trials),
    "changes": Command(
        "what changed in saved trials", trial_commands.add_changes, trial_commands.changes
    ),
    "check": Command(
        "the criteria of saved trials beside the record",
        trial_commands.add_check,
        trial_commands.check,
    ),
    "unknowns": Command(
        "what is not known yet, as questions", trial_commands.add_unknowns, trial_commands.unknowns
    ),
    "readback": Command(
        "read a filled review sheet", trial_commands.add_readback, trial_commands.readback
    ),
    "check-lines": Command(
        "check lines from standard input against a case JSON",
        trial_commands.add_check_lines,
        trial_commands.check_lines,
    ),
    "read-criteria": Command(
        "read criteria from standard input",
        trial_commands.add_read_criteria,
        trial_commands.read_criteria,
    ),
    "verify": Command(
        "check file, history, attachments", case_commands.add_verify, case_commands.verify
    ),
    "backup": Command("make a checked copy", case_commands.add_backup, case_commands.backup),
    "restore": Command("bring a copy back", case_commands.add_restore, case_commands.restore),
    "merge": Command(
        "join two copies of a case in a new file", case_commands.add_merge, case_commands.merge
    ),
    "password": Command(
        "set, change or remove the password", case_commands.add_password, case_commands.password
    ),
    "selftest": Command(
        "try the main job on the example", selftest_command.add_selftest, selftest_command.selftest
    ),
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; return 0 when done, 1 when refused with a sentence, 2 for wrong usage."""
    try:
        given = build_parser().parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    try:
        return COMMANDS[given.command].run(given)
    except CasebookError as error:
        say(error.sentence)
        say_all(error.places)
        return 1
    except KeyboardInterrupt:
        say("Stopped. Nothing was changed.")
        return 1
    except BrokenPipeError:
        # Whoever reads our output has seen enough (`casebook facts x | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = argparse.ArgumentParser(
        prog="casebook",
        description="A private, offline casebook. Without a command it opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"casebook {__version__}")
    parts = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        command.declare(parts.add_parser(name, help=command.does, description=command.does))
    return parser
