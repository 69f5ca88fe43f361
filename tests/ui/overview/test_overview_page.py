"""The Overview of real cases: what stands there, and where its buttons lead."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.main_window import MainWindow
from app.ui.overview.course_strip import CourseStrip
from app.ui.overview.overview_page import OverviewPage
from app.ui.page import Surroundings
from app.usecases.make_case import case_from_json
from app.usecases.session import Session

SAMPLES = Path(__file__).resolve().parents[2] / "case" / "sample_cases"


def words_of(widget: QWidget) -> list[str]:
    labels = (label for label in widget.findChildren(QLabel) if label.isVisible())
    return [label.text() for label in labels if label.text()]


@pytest.fixture
def page(around: Surroundings, qtbot: QtBot) -> OverviewPage:
    made = OverviewPage(around)
    qtbot.addWidget(made)
    made.resize(1060, 900)
    made.show()
    made.refresh()
    # Trials are checked beside the window; what comes of it is seen after a look at events.
    qtbot.waitUntil(lambda: not around.jobs.busy, timeout=20_000)
    for _ in range(3):
        QApplication.processEvents()
    return made


def button(page: QWidget, words: str) -> QPushButton:
    found = [b for b in page.findChildren(QPushButton) if b.accessibleName() == words]
    assert len(found) == 1, [b.accessibleName() for b in page.findChildren(QPushButton)]
    return found[0]


def test_it_says_how_things_stand_and_what_comes_next(page: OverviewPage) -> None:
    said = " | ".join(words_of(page))
    assert page.summary() == "Tuesday, 12 May 2026"
    assert "Second relapse, 14 April 2026" in said
    assert "In 2 days" in said
    assert "10:30, Dr. Hannah Okoye&ensp;<span" in said
    assert "Can dexamethasone be stopped in time for the XT-107 trial?" in said
    assert "Then: Blood tests, 18 May" in page.next_visit._then.whole_text
    assert "Waiting 4 days for an answer" in said


def test_labs_have_value_word_and_range(page: OverviewPage) -> None:
    said = words_of(page.labs)
    assert said[:2] == ["Latest labs", "11 May 2026"]
    start = said.index("Neutrophils (ANC)")
    assert said[start : start + 5] == ["Neutrophils (ANC)", "0.9", "10³/µL", "Low", "1.8 – 7.7"]


def test_the_course_is_spoken_too(page: OverviewPage) -> None:
    strip = page.findChild(CourseStrip)
    assert strip is not None
    assert "Relapse, 11 March 2025" in strip.accessibleDescription()
    assert strip.accessibleName() == "Course of the illness"


def test_print_for_this_visit_is_one_click_away(page: OverviewPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.wanted) as wanted:
        button(page, "Print for this visit").click()
    key, visit = wanted.args
    assert key == "print"
    assert visit == page.around.case.facts.next_visit.evidence.id  # type: ignore[union-attr]


def test_every_link_leads_to_a_page(page: OverviewPage, qtbot: QtBot) -> None:
    for words, key in (("All 5 questions", "appointments"), ("All labs and tests", "labs")):
        with qtbot.waitSignal(page.wanted) as wanted:
            button(page, words).click()
        assert wanted.args[0] == key


def test_what_needs_a_look_can_be_opened_by_keys(page: OverviewPage, qtbot: QtBot) -> None:
    row = page.worth._rows.itemAt(0).widget()
    with qtbot.waitSignal(page.wanted) as wanted:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert wanted.args[0] == "access"
    assert wanted.args[1][0] == "access_request"


def test_a_wide_page_has_two_columns_and_a_narrow_one_has_one(page: OverviewPage) -> None:
    assert page.next_visit.y() == page.worth.y()
    page.resize(600, 900)
    page.layout().activate()
    page._grid.activate()
    assert page.worth.y() > page.next_visit.y()


def test_large_text_makes_one_column(page: OverviewPage) -> None:
    page.theme.set_text_percent(200)
    page._grid.activate()
    assert page.worth.y() > page.next_visit.y()


def test_an_empty_case_says_where_to_begin(empty_window: MainWindow) -> None:
    page = empty_window.pages.page
    assert isinstance(page, OverviewPage)
    assert words_of(page)[0] == "Start with what you remember. A year is enough."
    assert not page.situation.isVisible()
    assert empty_window.windowTitle() == "Ana – Casebook"


@pytest.fixture(params=sorted(path.stem for path in SAMPLES.glob("*.json")))
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "sample.casebook"
    case_from_json(path, SAMPLES / f"{request.param}.json")
    with Session.open(path) as session:
        yield session


def test_other_kinds_of_case_are_shown_too(
    sample: Session, surround: Callable[[Session], Surroundings], qtbot: QtBot
) -> None:
    page = OverviewPage(surround(sample))
    qtbot.addWidget(page)
    page.resize(1060, 900)
    page.refresh()
    page.show()
    page.grab()
    assert words_of(page)


@pytest.mark.shared_data
@pytest.mark.parametrize("letter", "abc")
def test_the_shared_cases_are_shown(
    letter: str,
    shared_data: Path,
    tmp_path: Path,
    surround: Callable[[Session], Surroundings],
    qtbot: QtBot,
) -> None:
    sources = sorted((shared_data / "cases").glob(f"case-{letter}-*.json"))
    source = next(path for path in sources if "oracle" not in path.name)
    path = tmp_path / "case.casebook"
    case_from_json(path, source)
    with Session.open(path) as session:
        page = OverviewPage(surround(session))
        qtbot.addWidget(page)
        page.resize(1060, 900)
        page.refresh()
        page.show()
        page.grab()
        said = " | ".join(words_of(page))
        assert "Print for this visit" in {
            b.accessibleName() for b in page.findChildren(QPushButton)
        }
        assert "elapse" in said
