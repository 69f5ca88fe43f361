"""Commands for the case file itself: new, facts, export, verify, backup, restore, password."""

import argparse
import getpass
import sys
from pathlib import Path

from app.cli import arguments
from app.cli.opening import open_session, read_password, with_password
from app.cli.output import say_all, show, show_json
from app.errors import CasebookError
from app.usecases import documents_folder, keep_safe, make_case, merge_copies, take_out
from app.usecases.show_facts import facts_as_json, facts_as_text


def add_new(parser: argparse.ArgumentParser) -> None:
    """Declare `new`."""
    arguments.case_file(parser)
    parser.add_argument("--from", dest="source", type=Path, metavar="CASE.json")
    parser.add_argument("--name", help="first name of the person the case is about")
    arguments.as_json(parser)


def new(given: argparse.Namespace) -> int:
    """Make a case file."""
    password = read_password(given.password_file) if given.password_file else None
    if given.source:
        made = make_case.case_from_json(given.file, given.source, password=password)
    else:
        made = make_case.new_case(given.file, name=given.name, password=password)
    say_all(made.notes)
    return show_done(given, given.file, f"Made {given.file}.")


def add_facts(parser: argparse.ArgumentParser) -> None:
    """Declare `facts`."""
    arguments.case_file(parser)
    arguments.as_of(parser)
    arguments.as_json(parser)


def facts(given: argparse.Namespace) -> int:
    """Show what follows from the records."""
    with open_session(given, read_only=True) as session:
        if given.json:
            show_json(facts_as_json(session, given.as_of))
        else:
            show(facts_as_text(session, given.as_of))
    return 0


def add_export(parser: argparse.ArgumentParser) -> None:
    """Declare `export`."""
    arguments.case_file(parser)
    forms = (*take_out.FORMATS, take_out.FOLDER)
    parser.add_argument("--format", choices=forms, required=True)
    parser.add_argument("-o", "--output", type=Path, metavar="OUT")
    arguments.as_of(parser)
    arguments.as_json(parser)


def export(given: argparse.Namespace) -> int:
    """Take everything out in an open format."""
    if given.format == take_out.FOLDER:
        return _export_folder(given)
    with open_session(given, read_only=True) as session:
        content = take_out.exported(session, given.format, given.as_of)
    if given.output is None:
        take_out.to_standard_output(content)
        return 0
    take_out.save(given.output, content)
    say_all(content.notes)
    return show_done(given, given.output, f"Saved {given.output}.")


def _export_folder(given: argparse.Namespace) -> int:
    if given.output is None:
        raise CasebookError("Please say which folder to make with -o FOLDER. Nothing was written.")
    with open_session(given, read_only=True) as session:
        made = documents_folder.documents_folder(session, given.output)
    say_all(made.notes)
    return show_done(given, made.folder, f"Saved {made.words} in {made.folder}.")


def add_verify(parser: argparse.ArgumentParser) -> None:
    """Declare `verify`."""
    arguments.case_file(parser)
    arguments.as_json(parser)


def verify(given: argparse.Namespace) -> int:
    """Check file, history and attachments."""
    report = with_password(
        given.file, given.password_file, lambda password: keep_safe.verify(given.file, password)
    )
    if given.json:
        show_json(report.as_json())
    else:
        for check in report.checks:
            show(f"{'ok  ' if check.ok else 'NOT '} {check.name}: {check.detail}")
    say_all(report.advice)
    return 0 if report.ok else 1


def add_backup(parser: argparse.ArgumentParser) -> None:
    """Declare `backup`."""
    arguments.case_file(parser)
    parser.add_argument("-o", "--output", type=Path, metavar="DIR")
    arguments.as_json(parser)


def backup(given: argparse.Namespace) -> int:
    """Make a checked copy."""
    made = with_password(
        given.file,
        given.password_file,
        lambda password: keep_safe.backup(given.file, password=password, folder=given.output),
    )
    return show_done(given, made, f"A checked copy is at {made}.")


def add_restore(parser: argparse.ArgumentParser) -> None:
    """Declare `restore`."""
    parser.add_argument("backup", type=Path, metavar="BACKUP", help="the copy")
    arguments.password(parser)
    arguments.output(parser)
    arguments.as_json(parser)


def restore(given: argparse.Namespace) -> int:
    """Bring a copy back."""
    what = with_password(
        given.backup,
        given.password_file,
        lambda password: keep_safe.restore(given.backup, given.output, password=password),
    )
    return show_done(given, given.output, what)


def add_merge(parser: argparse.ArgumentParser) -> None:
    """Declare `merge`."""
    parser.add_argument("file", type=Path, metavar="OURS", help="the case")
    parser.add_argument("theirs", type=Path, metavar="THEIRS", help="a relative's copy of it")
    arguments.password(parser)
    parser.add_argument(
        "--their-password-file", metavar="F", help="file with the password of the copy"
    )
    arguments.output(parser)
    arguments.as_json(parser)


def merge(given: argparse.Namespace) -> int:
    """Join two copies of a case in a new file."""
    merged = with_password(
        given.file, given.password_file, lambda password: _merged(given, password)
    )
    if given.json:
        show_json(merged.as_json())
    else:
        show(merged.sentence(given.output.name))
    say_all(merged.conflict_lines)
    return 0


def _merged(given: argparse.Namespace, password: str | None) -> merge_copies.Merged:
    """Join the two, asking for the password of the copy where it has one of its own."""

    def join(their_password: str | None) -> merge_copies.Merged:
        return merge_copies.merge_files(
            given.file,
            given.theirs,
            given.output,
            password=password,
            their_password=their_password,
        )

    if given.their_password_file:
        return join(read_password(given.their_password_file))
    try:
        return join(None)
    except merge_copies.CopyLocked as locked:
        if not sys.stdin.isatty():
            how = f"{locked.sentence} Give its password with --their-password-file."
            raise CasebookError(how) from locked
        return join(getpass.getpass(f"Password of {given.theirs.name}: "))


def add_password(parser: argparse.ArgumentParser) -> None:
    """Declare `password`."""
    arguments.case_file(parser)
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--new-password-file", metavar="F")
    choice.add_argument("--remove", action="store_true")
    arguments.as_json(parser)


def password(given: argparse.Namespace) -> int:
    """Set, change or remove the password."""
    new = None if given.remove else read_password(given.new_password_file)
    what = with_password(
        given.file,
        given.password_file,
        lambda old: keep_safe.change_password(given.file, old=old, new=new),
    )
    say_all(what.notes)
    return show_done(given, given.file, what.sentence)


def show_done(given: argparse.Namespace, file: Path, what: str) -> int:
    """End a command that made or changed a file."""
    if given.json:
        show_json({"file": str(file), "what": what})
    else:
        show(what)
    return 0
