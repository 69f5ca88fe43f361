"""The one place that knows where `resources/` lies."""

import sys
from pathlib import Path

import pytest

from app.resource_files import resource_file, resource_root


def test_the_source_tree_has_its_vocabularies() -> None:
    assert resource_file("vocab/drugs.csv").is_file()


def test_a_bundle_brings_its_own_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources" / "vocab").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    resource_root.cache_clear()
    try:
        assert resource_root() == tmp_path / "resources"
    finally:
        resource_root.cache_clear()
