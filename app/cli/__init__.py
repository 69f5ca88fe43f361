"""The command line: arguments, words and JSON. Everything works without a display."""

from app.cli.program import COMMANDS, main

__all__ = ["COMMANDS", "main"]
