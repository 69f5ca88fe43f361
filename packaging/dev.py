"""Sets up, runs and tests Casebook from a fresh checkout, with nothing but Python.

    python3 packaging/dev.py run      the window, with the example case
    python3 packaging/dev.py test     style, types and every test
    python3 packaging/dev.py setup    only the preparation both of them begin with
    python3 packaging/dev.py shots    pictures of every page, for looking at
    python3 packaging/dev.py bench    how long the big jobs take

The first run makes a virtual environment in `.venv` and installs into it the exact versions of
`packaging/constraints.txt`. Later runs skip that until something changes. The first run needs a
package index; Casebook itself never opens a connection.

Standard library only, and readable by an older Python too, so that it can say what is missing.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import system_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "casebook-setup.txt"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
BUILD = ROOT / "build"
OLDEST = (3, 11)
NEWEST_KNOWN_MINOR = 15


class CannotGoOn(Exception):
    """Something this computer lacks; the message says what, and what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    given = parse(arguments)
    try:
        return VERBS[given.verb](given.arguments)
    except CannotGoOn as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except OSError as problem:  # a full disk, a folder that may not be written, a file in use
        print(f"\nThis could not be done here: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """Read the verb; what follows it is handed on (`test tests/case -x` goes to pytest)."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=sorted(VERBS))
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


# The verbs


def setup(_arguments: list[str]) -> int:
    """Prepare everything the other verbs need."""
    prepare(for_tests=True)
    return 0


def run(_arguments: list[str]) -> int:
    """Open the example case in the window; without a display, make its appointment PDF."""
    prepare(for_tests=False)
    example = make_example()
    if has_display(sys.platform, os.environ):
        code = call([program("casebook"), str(example)])
        if not ended_by_abort(code):
            return code
        say("The window could not be opened on this display.")
    else:
        say("There is no display here, so the window cannot be opened.")
    return print_example(example)


def test(arguments: list[str]) -> int:
    """Run style, layout, types and tests; stop at the first that fails."""
    prepare(for_tests=True)
    steps = test_steps(arguments)
    for position, (name, command) in enumerate(steps):
        say(f"== {name}", flush=True)
        if call(command, QT_QPA_PLATFORM="offscreen") != 0:
            left = [later for later, _ in steps[position + 1 :]]
            not_run = f" Not run: {', '.join(left)}." if left else ""
            say(f"\nFailed: {name}.{not_run}")
            return 1
    say(f"Passed: {', '.join(name for name, _ in steps)}.")
    return 0


def shots(arguments: list[str]) -> int:
    """Draw every page into pictures."""
    prepare(for_tests=True)
    if not (ROOT / "tests" / "shots.py").exists() and not (ROOT / "tests" / "shots").is_dir():
        raise CannotGoOn("There are no pictures to draw yet (tests/shots).")
    return call([python(), "-m", "tests.shots", *arguments], QT_QPA_PLATFORM="offscreen")


def bench(arguments: list[str]) -> int:
    """Run every benchmark in turn; the exit code tells whether all of them ran."""
    prepare(for_tests=True)
    worst = 0
    for script in sorted((ROOT / "tests" / "benchmarks").glob("bench_*.py")):
        say(f"== {script.name}", flush=True)
        module = f"tests.benchmarks.{script.stem}"
        worst = max(worst, abs(call([python(), "-m", module, *arguments])))
    return worst


VERBS: dict[str, Callable[[list[str]], int]] = {
    "setup": setup,
    "run": run,
    "test": test,
    "shots": shots,
    "bench": bench,
}


def test_steps(pytest_arguments: list[str]) -> list[tuple[str, list[str]]]:
    """Name each check and its command."""
    return [
        ("style", [python(), "-m", "ruff", "check", "."]),
        ("layout", [python(), "-m", "ruff", "format", "--check", "."]),
        ("types", [python(), "-m", "mypy", "--strict", "app"]),
        ("tests", [python(), "-m", "pytest", "-q", "-n", "auto", *pytest_arguments]),
    ]


# The example case


def make_example() -> Path:
    """Make the example case anew in `build/` and return its path."""
    BUILD.mkdir(exist_ok=True)
    example = BUILD / "example.casebook"
    example.unlink(missing_ok=True)
    source = ROOT / "resources" / "example" / "case.json"
    if call([program("casebook"), "new", str(example), "--from", str(source)]) != 0:
        raise CannotGoOn("The example case could not be made; see the lines above.")
    return example


def print_example(example: Path) -> int:
    """Make the example's appointment page and say where it is."""
    page = BUILD / "example-appointment.pdf"
    command = [program("casebook"), "print", str(example), "--what", "summary", "-o", str(page)]
    code = call(command)
    if code == 0:
        say(f"The example's page for its next appointment is here instead:\n  {page}")
    return code


def has_display(system: str, environment: Mapping[str, str]) -> bool:
    """Tell whether a window can be shown: always on Windows and macOS."""
    if system in ("win32", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def ended_by_abort(code: int) -> bool:
    """Tell whether Qt gave up: it aborts the process when a display does not answer."""
    return code in (-6, 134)


# Preparation: system libraries


def prepare(for_tests: bool) -> None:
    """See to the system libraries and the virtual environment."""
    interpreter = suitable_python()
    prepare_system(for_tests, interpreter)
    prepare_environment(interpreter)


def prepare_system(for_tests: bool, interpreter: str) -> None:
    """See that the libraries Qt needs are there, installing them where we may."""
    missing = system_libraries.missing_packages(for_tests)
    if system_libraries.has_apt() and not find_uv() and not has_ensurepip(interpreter):
        missing.append("python{}.{}-venv".format(*version_of(interpreter)))
    if not missing:
        return
    if not system_libraries.has_apt():
        say("Qt may need libraries of these names (Debian's): " + " ".join(missing))
        return
    line = system_libraries.install_line(missing)
    if not system_libraries.may_install():
        raise CannotGoOn(
            f"Some system libraries are missing. Please run this line, then the same command "
            f"again:\n\n  {line}"
        )
    say("Installing system libraries: " + " ".join(missing), flush=True)
    if not system_libraries.install(missing):
        raise CannotGoOn(
            f"The system libraries could not be installed; see the lines above. Most often there "
            f"is no connection. The line that was tried:\n\n  {line}"
        )


def has_ensurepip(interpreter: str) -> bool:
    """Tell whether this Python can put pip into an environment (Debian packs that apart)."""
    return succeeds([interpreter, "-c", "import ensurepip"])


# Preparation: the virtual environment


def suitable_python() -> str:
    """Return a Python new enough: this one, else a newer one on the path."""
    if sys.version_info[:2] >= OLDEST:
        return sys.executable
    for minor in range(NEWEST_KNOWN_MINOR, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    raise CannotGoOn(
        "Casebook needs Python {}.{} or newer; this is {}.{}. Nothing was changed. "
        "Please install a newer Python, then run this again with it.".format(
            *OLDEST, *sys.version_info[:2]
        )
    )


def prepare_environment(interpreter: str) -> None:
    """Make `.venv` and install into it, unless nothing changed since the last time."""
    wanted = fingerprint(interpreter)
    if STAMP.exists() and STAMP.read_text() == wanted and environment_works():
        return
    say("Setting up (the first time takes a minute or two) ...", flush=True)
    STAMP.unlink(missing_ok=True)
    if not environment_works():
        make_environment(interpreter)
    install()
    STAMP.write_text(wanted)


def fingerprint(interpreter: str) -> str:
    """Sum up what the environment depends on: the lists, the Python, where the checkout lies."""
    digest = hashlib.sha256()
    for part in (ROOT / "pyproject.toml", CONSTRAINTS):
        digest.update(part.read_bytes())
    digest.update(repr((version_of(interpreter), str(ROOT))).encode())
    return digest.hexdigest()


def version_of(interpreter: str) -> tuple[int, int]:
    """Return (major, minor) of a Python."""
    if interpreter == sys.executable:
        return sys.version_info[:2]
    ask = "import sys; print(*sys.version_info[:2])"
    major, minor = subprocess.check_output([interpreter, "-c", ask], text=True).split()
    return int(major), int(minor)


def environment_works() -> bool:
    """Tell whether `.venv` has a Python that starts and is new enough."""
    if not Path(python()).exists():
        return False
    return succeeds([python(), "-c", f"import sys; sys.exit(sys.version_info[:2] < {OLDEST})"])


def make_environment(interpreter: str) -> None:
    """Make `.venv`, with pip only where uv will not do the installing."""
    without_pip = ["--without-pip"] if find_uv() else []
    if call([interpreter, "-m", "venv", "--clear", *without_pip, str(VENV)]) != 0:
        raise CannotGoOn(
            "The virtual environment could not be made; see the lines above. "
            "On Debian and Ubuntu the package python3-venv is needed for it."
        )


def install() -> None:
    """Install Casebook and what it needs, with uv where it is found, else with pip."""
    what = ["-c", str(CONSTRAINTS), "-e", ".[dev]"]
    uv = find_uv()
    if uv and call([uv, "pip", "install", "--quiet", "--python", python(), *what]) == 0:
        return
    if not succeeds([python(), "-m", "pip", "--version"]):
        call([python(), "-m", "ensurepip"])
    pip = [python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if call([*pip, *what]) != 0:
        raise CannotGoOn(
            "The libraries could not be installed; see the lines above. Most often the package "
            "index cannot be reached. Only this first set-up needs a connection, Casebook itself "
            "never does. Nothing is broken: run the same command again once there is one."
        )


def find_uv() -> str | None:
    """Return the path of uv, the fast installer, where this computer has it."""
    return shutil.which("uv")


# Programs


def python() -> str:
    """Return the path of the environment's Python."""
    return program("python")


def program(name: str) -> str:
    """Return the path of a program of the environment."""
    if sys.platform == "win32":
        return str(VENV / "Scripts" / f"{name}.exe")
    return str(VENV / "bin" / name)


def call(command: list[str], **environment: str) -> int:
    """Run a command in the checkout, its output shown as it comes; return its exit code."""
    return subprocess.call(command, cwd=ROOT, env={**os.environ, **environment})


def succeeds(command: list[str]) -> bool:
    """Run a command without showing anything; tell whether it ended well."""
    finished = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return finished.returncode == 0


def say(sentence: str, flush: bool = False) -> None:
    """Print for the person at the keyboard."""
    print(sentence, flush=flush)


if __name__ == "__main__":
    sys.exit(main())
