"""The command `selftest`, for installed copies."""

import argparse

from app.cli import arguments
from app.cli.output import show, show_json


def add_selftest(parser: argparse.ArgumentParser) -> None:
    """Declare `selftest`."""
    arguments.as_json(parser)


def selftest(given: argparse.Namespace) -> int:
    """Make the example case, print it and read the page back, all in a temporary folder."""
    from app.usecases.selftest import run_selftest  # slow to import: fonts and drawing

    steps = run_selftest()
    if given.json:
        show_json(
            {"ok": all(step.ok for step in steps), "steps": [step._asdict() for step in steps]}
        )
    else:
        for step in steps:
            show(f"{'ok  ' if step.ok else 'NOT '} {step.name}: {step.detail}")
    return 0 if all(step.ok for step in steps) else 1
