"""Start the command line or the window."""

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

# Starting makes some hundred thousand objects that live as long as the program. At Python's own
# figure of 700 the collector would look through them again and again and find nothing.
_OBJECTS_BETWEEN_COLLECTIONS = 50_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or open the window with the case file that is named.

    Returns:
        The exit code: 0 done, 1 refused with a sentence, 2 wrong usage.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    if _is_for_the_command_line(given):
        from app.cli import main as run_command

        atexit.register(gc.freeze)  # the end need not look through what ends with the process
        return run_command(given)
    gc.set_threshold(*usual)  # the window stays for hours
    return _open_window(Path(given[0]) if given else None)


def _is_for_the_command_line(given: Sequence[str]) -> bool:
    if not given or _is_plainly_a_case(given):
        return False
    from app.cli import COMMANDS  # a window is there sooner without it

    if given[0] in COMMANDS or given[0].startswith("-"):
        return True
    return len(given) > 1 or not Path(given[0]).exists()


def _is_plainly_a_case(given: Sequence[str]) -> bool:
    return len(given) == 1 and given[0].endswith(".casebook") and not given[0].startswith("-")


def _open_window(path: Path | None) -> int:
    if not _has_display():
        print(
            "There is no display here, so the window cannot open. "
            "Every command works without one; casebook --help lists them.",
            file=sys.stderr,
        )
        return 1
    gc.disable()  # the window collects on its own thread, once it is there
    from app.ui.application import run_window

    return run_window(path)


def _has_display() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
