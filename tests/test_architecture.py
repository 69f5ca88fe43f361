"""The layers of the house, as a test.

Who may import whom, from our own packages and from outside. Imports inside functions and under
TYPE_CHECKING count as well. A failure names the place and what is allowed there.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.source_code import REPOSITORY, Import, Module, calls, imports, module, modules


@dataclass(frozen=True)
class Layer:
    """What one package (or single module) of `app` may import beside itself."""

    ours: frozenset[str]
    outside: frozenset[str]


def layer(ours: str = "", outside: str = "") -> Layer:
    return Layer(frozenset(ours.split()), frozenset(outside.split()))


FOUNDATION = frozenset({"errors", "resource_files", "settings", "log"})

# The table. Foundation may be imported by every layer; the standard library too, but for SQLITE.
LAYERS = {
    "errors": layer(),
    "resource_files": layer("errors"),
    "settings": layer("errors", "platformdirs"),
    "log": layer("errors", "platformdirs"),
    "case": layer(),
    "casefile": layer("case", "sqlite_utils sqlcipher3"),
    "trials": layer("case", "lxml"),
    "eligibility": layer("case trials"),
    "records": layer("case", "lxml pypdf"),
    "report": layer("case trials eligibility", "reportlab pypdf"),
    "usecases": layer("case casefile trials eligibility records report"),
    "ui": layer("usecases case trials eligibility records", "PySide6"),
    "cli": layer("usecases case trials eligibility records"),
    "__main__": layer("cli ui"),
}

# One SQLite for every file: sqlcipher3. Two copies of SQLite in one process break POSIX locks.
SQLITE = "sqlite3"
VERSION = "app.__version__"
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "common", "misc"}
CLOCK = {"today", "now", "utcnow", "time_ns", "localtime", "gmtime", "monotonic"}
CONNECTING = {"connect", "addAction", "singleShot", "QShortcut"}

APP = modules("app")


def test_every_package_has_its_place_in_the_table() -> None:
    strangers = {package(m.name) for m in APP} - set(LAYERS) - {""}
    assert not strangers, f"not in the table of layers: {', '.join(sorted(strangers))}"


def test_nobody_imports_past_the_layers() -> None:
    report([problem for m in APP for problem in layer_problems(m)])


def test_there_is_no_import_cycle() -> None:
    try:
        TopologicalSorter(graph(APP)).prepare()
    except CycleError as error:
        report(["modules import each other: " + " <- ".join(error.args[1])])


def test_no_module_has_a_name_that_says_nothing() -> None:
    report(vague_names(REPOSITORY.rglob("*.py")))


def test_the_case_does_not_read_the_clock() -> None:
    report(
        [
            f"{m.place(call)}: app/case takes the day as an argument, it never asks the clock"
            for m in APP
            if package(m.name) == "case"
            for call in calls(m, CLOCK)
        ]
    )


def test_no_lambda_is_connected_to_a_signal() -> None:
    report([problem for m in APP for problem in connected_lambdas(m)])


# The rules


def layer_problems(source: Module) -> Iterator[str]:
    """Yield each import that the table does not allow."""
    here = package(source.name)
    if here not in LAYERS:
        return
    for found in imports(source):
        allowed = allowance(here, found)
        if allowed is not None:
            yield f"{found.place}: imports {found.name}; {here} may import {allowed}"


def allowance(here: str, found: Import) -> str | None:
    """Return in words what `here` may import when this import is not allowed, else None."""
    top = found.name.split(".")[0]
    if found.name == VERSION:
        return None
    if top == "app":
        ours = LAYERS[here].ours | ({here} if here in FOUNDATION else FOUNDATION | {here})
        refused = package(found.name) not in ours
        return f"from app only {', '.join(sorted(ours))}" if refused else None
    outside = LAYERS[here].outside
    if top in outside or (top in sys.stdlib_module_names and top != SQLITE):
        return None
    return f"from outside only the standard library{''.join(f', {o}' for o in sorted(outside))}"


def package(name: str) -> str:
    """Return the layer a dotted name belongs to: `app.ui.labs_page` is `ui`, `app` is empty."""
    parts = name.split(".")
    return parts[1] if parts[0] == "app" and len(parts) > 1 else ""


def graph(sources: list[Module]) -> dict[str, set[str]]:
    """Return which module imports which."""
    known = {m.name for m in sources}
    return {m.name: {target(i.name, known) for i in imports(m)} - {""} for m in sources}


def target(name: str, known: set[str]) -> str:
    """Return the module a name is found in: itself, else the one it is an attribute of."""
    if name in known:
        return name
    parent = name.rpartition(".")[0]
    return parent if parent in known else ""


def vague_names(paths: Iterator[Path]) -> list[str]:
    """Name the files of ours whose name, or folder, says nothing."""
    ours = [p.relative_to(REPOSITORY) for p in paths]
    ours = [p for p in ours if p.parts[0] in ("app", "tests", "packaging")]
    return [
        f"{path.as_posix()}: say what it holds"
        for path in ours
        if VAGUE_NAMES & {*path.parts[:-1], path.stem, path.stem.removeprefix("test_")}
    ]


def connected_lambdas(source: Module) -> Iterator[str]:
    """Yield each lambda handed to a signal: in PySide6 it keeps its receiver alive."""
    for call in calls(source, CONNECTING):
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        if any(type(argument).__name__ == "Lambda" for argument in given):
            yield f"{source.place(call)}: connects a lambda; connect a method instead"


def report(problems: list[str]) -> None:
    """Fail with one line for each place."""
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


# The rules themselves, on small examples


def example(text: str, name: str) -> Module:
    return module(text, Path(name.replace(".", "/") + ".py"), name)


def test_imports_are_found_wherever_they_stand() -> None:
    hidden = """
if TYPE_CHECKING:
    from app.casefile import store
def later():
    import app.report.draw
    importlib.import_module("reportlab")
    from ..casefile import lock
"""
    problems = list(layer_problems(example(hidden, "app.ui.page")))
    assert sorted(p.split(";")[0] for p in problems) == [
        "app/ui/page.py:3: imports app.casefile.store",
        "app/ui/page.py:5: imports app.report.draw",
        "app/ui/page.py:6: imports reportlab",
        "app/ui/page.py:7: imports app.casefile.lock",
    ]


def test_what_the_table_allows_is_allowed() -> None:
    text = "import json\nimport lxml.etree\nfrom app.case import age\nfrom app import errors\n"
    assert not list(layer_problems(example(text, "app.trials.reader")))


def test_the_standard_sqlite_and_the_window_are_kept_out() -> None:
    text = "import sqlite3\nfrom PySide6.QtCore import QObject\n"
    assert len(list(layer_problems(example(text, "app.casefile.store")))) == 2


def test_foundation_uses_nothing() -> None:
    text = "from app.settings import Settings\nfrom app.case import age\n"
    assert len(list(layer_problems(example(text, "app.log")))) == 2


def test_a_cycle_is_found_through_a_function() -> None:
    one = example("from app.case.two import x\n", "app.case.one")
    two = example("def f():\n    from app.case import one\n", "app.case.two")
    edges = graph([one, two])
    assert edges == {"app.case.one": {"app.case.two"}, "app.case.two": {"app.case.one"}}


def test_a_connected_lambda_is_found() -> None:
    text = "b.clicked.connect(lambda: f())\nmenu.addAction('x', lambda: f())\nmap(lambda: 1, [])\n"
    assert len(list(connected_lambdas(example(text, "app.ui.page")))) == 2
