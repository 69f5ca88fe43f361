"""Reads our own source: every import, wherever it stands. For the tests of the house's rules."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
LATE_IMPORTS = ("import_module", "__import__")


@dataclass(frozen=True)
class Module:
    """One source file under its dotted name."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def is_package(self) -> bool:
        """Whether this is an `__init__.py`."""
        return self.path.name == "__init__.py"

    def place(self, node: ast.AST) -> str:
        """Return `app/ui/x.py:12` for messages."""
        file = self.path.relative_to(REPOSITORY) if self.path.is_absolute() else self.path
        return f"{file.as_posix()}:{getattr(node, 'lineno', 1)}"


@dataclass(frozen=True)
class Import:
    """One imported name: `from app.case import age` is `app.case.age`."""

    name: str
    place: str


def modules(folder: str) -> list[Module]:
    """Read every module below a folder of the checkout."""
    found = []
    for path in sorted((REPOSITORY / folder).rglob("*.py")):
        found.append(module(path.read_text("utf-8"), path, dotted(path)))
    return found


def module(text: str, path: Path, name: str) -> Module:
    """Parse one module."""
    return Module(name, path, ast.parse(text, str(path)))


def dotted(path: Path) -> str:
    """Return the dotted name of a source file; a package is named without `__init__`."""
    parts = path.relative_to(REPOSITORY).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(source: Module) -> Iterator[Import]:
    """Yield every import: at the top, in functions, under TYPE_CHECKING, by `import_module`."""
    for node in ast.walk(source.tree):
        for name in _imported(node, source):
            yield Import(name, source.place(node))


def _imported(node: ast.AST, source: Module) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = _base(node, source)
        return [f"{base}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and _called(node) in LATE_IMPORTS and node.args:
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            return [first.value]
    return []


def _base(node: ast.ImportFrom, source: Module) -> str:
    """Return the absolute name of what is imported from, relative imports resolved."""
    if node.level == 0:
        return node.module or ""
    package = source.name.split(".")
    up = node.level - 1 if source.is_package else node.level
    package = package[: len(package) - up]
    return ".".join([*package, node.module] if node.module else package)


def _called(node: ast.Call) -> str:
    """Return the last name of what is called: `importlib.import_module` is `import_module`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def calls(source: Module, names: set[str]) -> Iterator[ast.Call]:
    """Yield the calls of functions or methods with one of these names."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _called(node) in names:
            yield node
