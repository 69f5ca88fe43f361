"""Which system libraries are asked for, and how a person is told."""

from types import ModuleType

import pytest


def test_the_screen_decides_what_is_needed(system_libraries: ModuleType) -> None:
    without = set(system_libraries.needed({}))
    x11 = set(system_libraries.needed({"DISPLAY": ":0"}))
    wayland = set(system_libraries.needed({"WAYLAND_DISPLAY": "wayland-0"}))
    assert "libEGL.so.1" in without < x11
    assert "libxcb-cursor.so.0" in x11 - wayland
    assert "libwayland-cursor.so.0" in wayland - x11


def test_what_is_missing_is_named_by_package(
    system_libraries: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_libraries.platform, "system", lambda: "Linux")
    monkeypatch.setattr(system_libraries, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(system_libraries.shutil, "which", lambda _: None)
    assert system_libraries.missing_packages(for_tests=True) == ["libegl1", "poppler-utils"]
    assert system_libraries.missing_packages(for_tests=False) == ["libegl1"]


def test_other_systems_bring_everything(
    system_libraries: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_libraries.platform, "system", lambda: "Darwin")
    monkeypatch.setattr(system_libraries, "loads", lambda _: False)
    assert system_libraries.missing_packages(for_tests=True) == []


def test_a_library_nobody_has_does_not_load(system_libraries: ModuleType) -> None:
    assert not system_libraries.loads("libnobody-has-this.so.99")


@pytest.mark.parametrize(("root", "told"), [(False, "sudo apt-get"), (True, "no connection")])
def test_the_one_line_to_run_is_shown(
    dev: ModuleType, root: bool, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    libraries = dev.system_libraries
    monkeypatch.setattr(libraries, "missing_packages", lambda for_tests: ["libegl1", "libgl1"])
    monkeypatch.setattr(libraries, "has_apt", lambda: True)
    monkeypatch.setattr(libraries, "may_install", lambda: root)
    monkeypatch.setattr(libraries, "install", lambda packages: False)
    monkeypatch.setattr(dev, "has_ensurepip", lambda interpreter: True)
    with pytest.raises(dev.CannotGoOn) as stopped:
        dev.prepare_system(True, "python3")
    assert "apt-get install --no-install-recommends libegl1 libgl1" in str(stopped.value)
    assert told in str(stopped.value)
