"""The set-up script: its pure parts, and how it stops when something is missing."""

import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def checkout(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, in a folder with a space in its name, with no environment yet."""
    root = tmp_path / "my checkout"
    (root / "packaging").mkdir(parents=True)
    (root / "pyproject.toml").write_text("[project]\n")
    (root / "packaging" / "constraints.txt").write_text("pytest==9.2.0\n")
    monkeypatch.setattr(dev, "ROOT", root)
    monkeypatch.setattr(dev, "VENV", root / ".venv")
    monkeypatch.setattr(dev, "STAMP", root / ".venv" / "casebook-setup.txt")
    monkeypatch.setattr(dev, "CONSTRAINTS", root / "packaging" / "constraints.txt")
    monkeypatch.setattr(dev, "BUILD", root / "build")
    return root


def test_constraints_pin_names_to_versions_and_nothing_else(repository: Path) -> None:
    lines = (repository / "packaging" / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", pin) for pin in pins)
    names = [pin.partition("==")[0] for pin in pins]
    assert names == sorted(set(names))


def test_every_direct_dependency_is_pinned(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {re.split(r"[<>=\[ ]", requirement)[0] for requirement in wanted}
    pinned = (repository / "packaging" / "constraints.txt").read_text("utf-8")
    assert not [name for name in names if f"\n{name}==" not in pinned]


def test_the_script_needs_nothing_but_python(repository: Path) -> None:
    command = [sys.executable, "-E", "-S", "packaging/dev.py", "--help"]  # -S: no site-packages
    ended = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "python3 packaging/dev.py test" in ended.stdout


def test_what_follows_a_verb_is_handed_on(dev: ModuleType) -> None:
    given = dev.parse(["test", "tests/case", "-x", "--lf"])
    assert (given.verb, given.arguments) == ("test", ["tests/case", "-x", "--lf"])


@pytest.mark.parametrize(
    ("system", "environment", "shown"),
    [
        ("win32", {}, True),
        ("darwin", {}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_where_a_window_can_be_shown(
    dev: ModuleType, system: str, environment: dict[str, str], shown: bool
) -> None:
    assert dev.has_display(system, environment) is shown


def test_programs_lie_where_each_system_keeps_them(
    dev: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert dev.program("casebook") == str(checkout / ".venv" / "bin" / "casebook")
    monkeypatch.setattr(sys, "platform", "win32")
    assert dev.program("casebook") == str(checkout / ".venv" / "Scripts" / "casebook.exe")


@pytest.mark.parametrize("changed", ["pyproject.toml", "packaging/constraints.txt"])
def test_the_fingerprint_follows_what_is_installed(
    dev: ModuleType, checkout: Path, changed: str
) -> None:
    before = dev.fingerprint(sys.executable)
    assert dev.fingerprint(sys.executable) == before
    with (checkout / changed).open("a") as out:
        out.write("# changed\n")
    assert dev.fingerprint(sys.executable) != before


def test_a_moved_checkout_is_set_up_anew(
    dev: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dev.fingerprint(sys.executable)
    moved = checkout.rename(checkout.with_name("elsewhere"))
    monkeypatch.setattr(dev, "ROOT", moved)
    monkeypatch.setattr(dev, "CONSTRAINTS", moved / "packaging" / "constraints.txt")
    assert dev.fingerprint(sys.executable) != before


def test_the_environment_is_made_once(
    dev: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installs = []
    monkeypatch.setattr(dev, "install", lambda: installs.append(1))
    monkeypatch.setattr(dev, "find_uv", lambda: "uv")  # no pip in it: quicker
    dev.prepare_environment(sys.executable)
    dev.prepare_environment(sys.executable)
    assert dev.environment_works()
    assert len(installs) == 1

    (checkout / "pyproject.toml").write_text("[project]\nname = 'other'\n")
    dev.prepare_environment(sys.executable)
    assert len(installs) == 2


def test_an_install_that_stopped_half_way_is_done_again(
    dev: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "find_uv", lambda: "uv")
    monkeypatch.setattr(dev, "install", stop)
    with pytest.raises(KeyboardInterrupt):
        dev.prepare_environment(sys.executable)
    assert not dev.STAMP.exists()


def test_an_install_that_fails_says_what_to_do(
    dev: ModuleType,
    checkout: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(dev, "prepare_system", lambda *_: None)
    monkeypatch.setattr(dev, "make_environment", lambda _: None)
    monkeypatch.setattr(dev, "succeeds", lambda _: False)
    monkeypatch.setattr(dev, "call", lambda *_, **__: 1)
    assert dev.main(["setup"]) == 1
    assert "run the same command again" in capsys.readouterr().err


def test_the_first_failing_step_ends_a_test_run(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "prepare", lambda for_tests: None)
    monkeypatch.setattr(dev, "call", lambda command, **_: int("mypy" in command))
    assert dev.main(["test"]) == 1
    assert "Failed: types. Not run: tests." in capsys.readouterr().out

    monkeypatch.setattr(dev, "call", lambda *_, **__: 0)
    assert dev.main(["test"]) == 0
    assert capsys.readouterr().out.endswith("Passed: style, layout, types, tests.\n")


def test_without_a_display_the_example_is_printed(
    dev: ModuleType,
    checkout: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    commands = []

    def call(command: list[str], **_: str) -> int:
        commands.append(command[1])
        return 0

    monkeypatch.setattr(dev, "prepare", lambda for_tests: None)
    monkeypatch.setattr(dev, "has_display", lambda *_: False)
    monkeypatch.setattr(dev, "call", call)
    assert dev.main(["run"]) == 0
    assert commands == ["new", "print"]
    told = capsys.readouterr().out
    assert "no display" in told
    assert str(checkout / "build" / "example-appointment.pdf") in told


def test_ctrl_c_ends_quietly(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(for_tests: bool) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "prepare", interrupted)
    assert dev.main(["setup"]) == 130
    assert "Stopped." in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(
    dev: ModuleType,
    checkout: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(dev, "prepare", lambda for_tests: None)
    (checkout / "build" / "example.casebook").mkdir(parents=True)
    assert dev.main(["run"]) == 1
    assert "example.casebook" in capsys.readouterr().err


def test_an_old_python_is_told_what_is_needed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(dev.shutil, "which", lambda _: None)
    assert dev.main(["setup"]) == 1
    assert "needs Python 3.11 or newer; this is 3.9" in capsys.readouterr().err
