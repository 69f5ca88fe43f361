"""What the window says: plurals, dates, one translator for everything."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from app.case.partial_date import PartialDate
from app.ui.theme import Theme
from app.ui.words import (
    SINGULARS,
    days_from_now,
    long_day,
    near_day,
    short_day,
    translate,
)

UI = Path(__file__).resolve().parents[2] / "app" / "ui"
SOURCES = sorted(UI.rglob("*.py"))


def test_one_and_many_are_told_apart(theme: Theme) -> None:
    assert translate("X", "%n open questions", "", 1) == "1 open question"
    assert translate("X", "%n open questions", "", 7) == "7 open questions"
    assert QWidget().tr("In %n days", "", 1) == "Tomorrow"
    assert translate("X", "In %n days", "", 12) == "In 12 days"


def test_every_number_in_a_sentence_has_its_singular() -> None:
    said = {words for path in SOURCES for words in spoken(path) if "%n" in words}
    assert said - set(SINGULARS) == set()


def spoken(path: Path) -> list[str]:
    """Return every text that is handed to a call."""
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    given = (part for node in calls if isinstance(node, ast.Call) for part in node.args)
    return [p.value for p in given if isinstance(p, ast.Constant) and isinstance(p.value, str)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_sentence_is_built_inside_a_translation(path: Path) -> None:
    # f-strings cannot be found by the tools that collect the sentences.
    assert not re.search(r"(?:\btr|translate)\(\s*(?:\"[^\"]*\",\s*)?f\"", path.read_text("utf-8"))


def test_dates_are_said_as_people_say_them() -> None:
    day = date(2026, 5, 12)
    assert long_day(day) == "Tuesday, 12 May 2026"
    assert near_day(PartialDate(2026, 5, 14), day) == "14 May"
    assert near_day(PartialDate(2025, 5, 14), day) == "14 May 2025"
    assert short_day(PartialDate(2023, 9, 20)) == "20 Sep 2023"
    assert short_day(PartialDate(2023, about=True)) == "about 2023"
    assert days_from_now(0) == "Today"


FORBIDDEN = ("eligible", "qualify", "failed", "error:", "invalid", "!", "are you sure")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_the_tone_is_calm(path: Path) -> None:
    calls = re.findall(r"(?:self\.tr|translate)\((?:[^()]|\([^()]*\))*\)", path.read_text("utf-8"))
    said = " ".join(part for call in calls for part in re.findall(r'"([^"]*)"', call)).lower()
    assert [word for word in FORBIDDEN if word in said] == []
