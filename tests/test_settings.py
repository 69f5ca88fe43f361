"""The settings of this computer: declared once, never lost, never in the way."""

import json
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import settings
from app.errors import CasebookError
from app.settings import Setting, Settings

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=9,
)


def test_every_setting_is_declared_once() -> None:
    names = [setting.name for setting in settings.ALL]
    assert len(names) == len(set(names))
    declared = [value for value in vars(settings).values() if isinstance(value, Setting)]
    assert {setting.name for setting in declared} == set(names)


@pytest.mark.parametrize("setting", settings.ALL, ids=lambda setting: setting.name)
def test_a_default_is_a_value_the_setting_can_have(setting: Setting[Any], tmp_path: Path) -> None:
    kept = Settings(tmp_path)
    assert kept.get(setting) == setting.default
    kept.set(setting, setting.default)
    assert Settings(tmp_path).get(setting) == setting.default
    assert setting.help


def test_values_come_back(tmp_path: Path) -> None:
    first = Settings(tmp_path)
    first.set(settings.TEXT_SIZE, 150)
    first.set(settings.AUTHOR, "Jo Ellison–Müller")
    first.set(settings.BACKUP_FOLDER, tmp_path / "stick")
    again = Settings(tmp_path)
    assert again.get(settings.TEXT_SIZE) == 150
    assert again.get(settings.AUTHOR) == "Jo Ellison–Müller"
    assert again.get(settings.BACKUP_FOLDER) == tmp_path / "stick"


def test_a_file_name_no_text_can_hold_comes_back(tmp_path: Path) -> None:
    odd = Path("/media/stick\udcff")
    Settings(tmp_path).set(settings.BACKUP_FOLDER, odd)
    assert Settings(tmp_path).get(settings.BACKUP_FOLDER) == odd


@pytest.mark.parametrize("value", [99, 201, True, "150", None, 1.5])
def test_an_impossible_value_is_refused_and_nothing_changes(value: Any, tmp_path: Path) -> None:
    kept = Settings(tmp_path)
    with pytest.raises(ValueError, match="whole number"):
        kept.set(settings.TEXT_SIZE, value)
    assert kept.get(settings.TEXT_SIZE) == 100
    assert not kept.file.exists()


def test_two_windows_do_not_undo_each_other(tmp_path: Path) -> None:
    one, two = Settings(tmp_path), Settings(tmp_path)
    one.set(settings.THEME, "dark")
    two.set(settings.TEXT_SIZE, 120)
    assert Settings(tmp_path).get(settings.THEME) == "dark"
    assert two.get(settings.THEME) == "dark"


def test_recent_files_are_newest_first_and_few(tmp_path: Path) -> None:
    kept = Settings(tmp_path)
    files = [tmp_path / f"{n}.casebook" for n in range(12)]
    for file in [*files, files[5]]:
        kept.remember_file(file)
    recent = kept.get(settings.RECENT_FILES)
    assert recent[:2] == (files[5], files[11])
    assert len(recent) == len(set(recent)) == settings.RECENT_FILES_KEPT


def test_a_window_is_remembered_for_each_case(tmp_path: Path) -> None:
    kept = Settings(tmp_path)
    kept.remember_window("case-one", "AdnQ")
    kept.remember_window("case-two", "AdnR")
    assert Settings(tmp_path).get(settings.WINDOW_GEOMETRY) == {
        "case-one": "AdnQ",
        "case-two": "AdnR",
    }


@given(content=st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_the_file_holds_the_program_starts(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("settings")
    (folder / "settings.json").write_bytes(content)
    kept = Settings(folder)
    for setting in settings.ALL:
        kept.get(setting)
    kept.set(settings.THEME, "light")
    assert Settings(folder).get(settings.THEME) == "light"


def test_a_damaged_file_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    for damage in ("{broken", "[1]"):
        (tmp_path / "settings.json").write_text(damage)
        Settings(tmp_path)
    assert (tmp_path / "settings.damaged-1.json").read_text() == "{broken"
    assert (tmp_path / "settings.damaged-2.json").read_text() == "[1]"


@given(unknown=st.dictionaries(st.text(max_size=9).map(lambda name: "x" + name), JSON))
def test_names_of_a_newer_casebook_are_kept(
    unknown: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("settings")
    (folder / "settings.json").write_text(json.dumps({**unknown, "text_size": "huge"}))
    kept = Settings(folder)
    assert kept.get(settings.TEXT_SIZE) == settings.TEXT_SIZE.default
    kept.set(settings.PAPER, "a4")
    stored = json.loads((folder / "settings.json").read_text())
    assert stored == {**unknown, "text_size": "huge", "paper": "a4"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps permissions another way")
def test_only_the_owner_can_read_the_file(tmp_path: Path) -> None:
    kept = Settings(tmp_path / "new")
    kept.set(settings.AUTHOR, "Jo")
    assert stat.S_IMODE(kept.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.file.parent.stat().st_mode) == 0o700
    assert [file.name for file in kept.file.parent.iterdir()] == ["settings.json"]


def test_a_place_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("")
    kept = Settings(tmp_path / "in the way" / "folder")
    with pytest.raises(CasebookError, match="Your case files are safe"):
        kept.set(settings.THEME, "dark")
    assert kept.get(settings.THEME) == "dark", "it holds until the program is closed"


def test_the_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEBOOK_CONFIG_DIR", str(tmp_path))
    assert settings.config_folder() == tmp_path
    assert settings.data_folder() == tmp_path / "data"
    monkeypatch.delenv("CASEBOOK_CONFIG_DIR")
    assert "asebook" in settings.config_folder().name


@pytest.mark.parametrize(
    ("name", "paper"),
    [("en_US", "letter"), ("es_MX", "letter"), ("en_GB", "a4"), ("de_DE", "a4"), (None, "letter")],
)
def test_paper_follows_the_region(name: str | None, paper: str) -> None:
    assert settings.paper_of_region(name) == paper
