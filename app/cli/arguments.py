"""Types and groups of arguments that several commands share."""

import argparse
import datetime
from pathlib import Path


def day(text: str) -> datetime.date:
    """Read a day written as `2026-05-14`."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-05-14") from None


def case_file(parser: argparse.ArgumentParser) -> None:
    """Add the case file and its password."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the case file")
    password(parser)


def password(parser: argparse.ArgumentParser) -> None:
    """Add where the password comes from."""
    parser.add_argument(
        "--password-file", metavar="F", help="file with the password, - for standard input"
    )


def as_json(parser: argparse.ArgumentParser) -> None:
    """Add the choice of JSON."""
    parser.add_argument("--json", action="store_true", help="one JSON document as the result")


def as_of(parser: argparse.ArgumentParser) -> None:
    """Add the day that counts as today."""
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help="the day that counts as today (2026-05-14)"
    )


def output(parser: argparse.ArgumentParser) -> None:
    """Add where the result goes."""
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT")
