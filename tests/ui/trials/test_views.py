"""The views of a trial by themselves: therapies and neighbours, many changes, tabs by keys."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.case.entities import SavedTrial
from app.errors import CasebookError
from app.ui.focus_ring import FocusRing
from app.ui.page import Surroundings
from app.ui.theme import Theme
from app.ui.trials.about_view import AboutView
from app.ui.trials.changes_view import ChangesView
from app.ui.trials.check_view import CheckView
from app.ui.trials.facts_column import LinkButton
from app.ui.trials.line_dialog import LineDialog
from app.ui.trials.loading import Loading
from app.ui.trials.summaries import Summaries
from app.ui.trials.tab_line import TabLine
from app.ui.trials.trial_rows import row_of
from app.ui.trials.trials_page import TrialsPage
from app.usecases.session import Session
from app.usecases.trial_page_changes import ChangeShown, VersionStep
from app.usecases.trial_page_checks import TrialChecks, first_summary
from app.usecases.trial_page_compare import about_trial
from app.usecases.trial_page_lines import LineShown
from app.usecases.trial_page_save import save_files
from tests.trials.samples import study

Wait = Callable[[], None]


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def product(number: str, start: str) -> dict[str, object]:
    given = [{"type": "BIOLOGICAL", "name": "Tisagenlecleucel", "otherNames": ["CTL019"]}]
    arms = [{"label": "Cells", "type": "EXPERIMENTAL", "description": "one dose"}]
    return study(
        number,
        identificationModule__briefTitle=f"Tisagenlecleucel, invented study {number[-1]}",
        statusModule__startDateStruct={"date": start, "type": "ACTUAL"},
        armsInterventionsModule={"armGroups": arms, "interventions": given},
    )


def test_a_trial_tells_its_therapies_and_its_neighbours(
    session: Session, theme: Theme, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "two.json"
    path.write_text(
        json.dumps([product("NCT99990881", "2020-01-01"), product("NCT99990882", "2024-01-01")]),
        "utf-8",
    )
    save_files(session, [path])
    checks = TrialChecks(session)
    row = next(r for r in session.case.all(SavedTrial) if r.nct_id == "NCT99990881")
    view = AboutView(theme)
    qtbot.addWidget(view)
    view.say_coming()
    view.show_about(about_trial(session, checks, row.id))
    said = words(view)
    assert "Groups of people in it" in said
    assert "Also called CTL019" in said
    assert "The same therapy in other saved trials" in said
    assert "the older first" in said
    assert "Therapy: " in said
    assert "Risks: " in said
    wanted: list[str] = []
    view.trial_wanted.connect(wanted.append)
    view.findChildren(LinkButton)[0].click()
    other = next(r for r in session.case.all(SavedTrial) if r.nct_id == "NCT99990882")
    assert wanted == [other.id]


def test_without_a_record_the_tab_says_how_to_get_one(
    session: Session, theme: Theme, qtbot: QtBot
) -> None:
    row = session.case.all(SavedTrial)[0]
    about = about_trial(session, TrialChecks(session), row.id)
    view = AboutView(theme)
    qtbot.addWidget(view)
    view.show_about(replace(about, record_date=None, summary=""))
    assert "No registry record of this trial is saved yet." in words(view)


def test_many_changes_are_shown_on_request(theme: Theme, qtbot: QtBot) -> None:
    change = ChangeShown("A place opened.", ("Boston",), (), small=False)
    steps = [VersionStep(None, None, (change,) * 60), VersionStep(None, None, ())]
    view = ChangesView(theme)
    qtbot.addWidget(view)
    view.say_coming()
    view.show_steps(steps, "Recruiting, checked 2 May 2026")
    links = {link.text(): link for link in view.findChildren(LinkButton)}
    wanted: list[bool] = []
    view.update_wanted.connect(lambda: wanted.append(True))  # a test's own lambda
    links["Update copies…"].click()
    assert wanted == [True]
    links["Show 20 more"].click()
    assert not any(
        "more" in link.text() for link in view.findChildren(LinkButton) if not link.isHidden()
    )
    view.show_steps([], "")
    assert "Only one version of this record is kept." in words(view)


def test_tabs_and_filters_follow_the_arrow_keys(theme: Theme, qtbot: QtBot) -> None:
    tabs = TabLine(theme, "About", [("a", "First"), ("b", "Second")])
    qtbot.addWidget(tabs)
    tabs.choose("a")
    tabs.show()
    told: list[str] = []
    tabs.chosen.connect(told.append)
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    qtbot.keyClick(tabs, Qt.Key.Key_Home)
    assert tabs.code == "b"
    assert told[0] == "b"


def gone_line() -> LineShown:
    return LineShown(
        section="",
        number="",
        state="",
        word="Only explains",
        text="Age 12 or older",
        above="",
        records=(),
        reason="This line is no longer in the record of the trial.",
        answer="Fits, by Jo",
        answer_note="Asked by phone.",
        answer_id="x",
        ours="Fits",
        look_again=("The registry's words have changed since.",),
    )


def test_an_answer_without_its_line_can_only_be_removed(
    theme: Theme, around: Surroundings, qtbot: QtBot
) -> None:
    dialog = LineDialog(theme, None, gone_line(), "Jo", around.case.today)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.accept_button.isVisible()
    assert "Our own check stays visible: Fits" in words(dialog)
    view = CheckView(theme)
    qtbot.addWidget(view)
    view.show()
    view.name_person("Maya")
    view.show_lines([gone_line()], "")
    layout = view.list.layout_of(gone_line())
    assert any("Look again" in piece.text for piece in layout.pieces)
    view.filter.choose("fits")
    view.filter.chosen.emit("fits")
    assert "No line is in this state by our check." in words(view)


def test_what_fails_beside_the_window_is_told(
    around: Surroundings, qtbot: QtBot, at_rest: Wait
) -> None:
    loading = Loading(around.jobs)
    failed: list[object] = []
    came: list[object] = []
    loading.failed.connect(lambda *said: failed.append(said))  # a test's own lambda
    loading.came.connect(lambda *said: came.append(said))  # a test's own lambda

    def fail() -> None:
        raise CasebookError("It is gone.")

    loading.start("a", fail)
    at_rest()
    assert len(failed) == 1
    loading.start("a", list)
    loading.drop("a")
    at_rest()
    assert came == []


def test_a_deleted_trial_is_left_out_of_what_is_made(
    around: Surroundings, session: Session, at_rest: Wait
) -> None:
    made = Summaries(around, TrialChecks(session))
    ids = [row.id for row in session.case.all(SavedTrial)]
    made.fill(["not there", *ids])
    assert not made.all_made
    made.resume()
    at_rest()
    made.fill(ids)
    at_rest()
    assert made.all_made
    summary = made.get(session.case.all(SavedTrial)[0])
    assert summary.complete


def test_a_row_says_what_is_not_known_yet(session: Session) -> None:
    trial = first_summary(session.case.all(SavedTrial)[0])
    row = row_of(trial, session.as_of(), "Found")
    assert "Being checked…" in row.words
    bare = replace(trial, complete=True, stage="Found")
    assert "No criteria kept" in row_of(bare, session.as_of(), "Found").words


def test_a_trial_without_record_or_criteria_says_so(page: TrialsPage, at_rest: Wait) -> None:
    check = page.checks.check(page.shown.trial)
    from app.ui.trials.trial_shown import Checked

    page.shown._show_check(Checked(check, ()))
    assert "has no criteria text" in words(page.shown.detail.check)
    page.shown._say_failed("check", CasebookError("The file is gone."))
    assert "The file is gone." in words(page.shown.detail.check)
    page.acts.show_web_page(SavedTrial(id="x", short_name="Without a number"))
    page.shown.clear()
    page.shown.show_trial("not there", None)
    at_rest()


def test_trials_side_by_side_are_sorted(page: TrialsPage, session: Session, at_rest: Wait) -> None:
    chosen = [row.id for row in session.case.all(SavedTrial)][:3]
    page.show_compared(tuple(chosen))
    at_rest()
    assert shown_side_by_side(page) == chosen
    assert page.compare.sort.hasFocus()
    sort_by(page, "name")
    at_rest()
    names = {row.id: (row.short_name or "").casefold() for row in session.case.all(SavedTrial)}
    assert shown_side_by_side(page) == sorted(chosen, key=names.__getitem__)
    sort_by(page, "chosen")
    at_rest()
    assert shown_side_by_side(page) == chosen
    page.show_all()
    assert page.chooser.list.hasFocus()


def sort_by(page: TrialsPage, order: str) -> None:
    menu = page.compare.sort.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.data() == order).trigger()


def shown_side_by_side(page: TrialsPage) -> list[str]:
    compared = page.compare._compared
    return [column.trial_id for column in compared.comparison.columns] if compared else []


def test_at_200_percent_the_switches_scroll_with_the_table(
    page: TrialsPage, session: Session, theme: Theme, at_rest: Wait
) -> None:
    page.window().resize(1024, 640)
    theme.set_text_percent(200)
    page.show_compared(tuple(row.id for row in session.case.all(SavedTrial))[:2])
    at_rest()
    assert page.compare._area.isAncestorOf(page.compare.sort)
    theme.set_text_percent(100)
    page.window().resize(1280, 800)
    at_rest()
    assert not page.compare._area.isAncestorOf(page.compare.sort)


def test_the_ring_of_a_list_that_scrolls_as_a_whole_lies_inside_it(page: TrialsPage) -> None:
    app = QApplication.instance()
    ring = FocusRing(app, page.theme)  # type: ignore[arg-type]  # the test's application
    chosen = page.chooser.list
    ring.follow(None, chosen)
    assert ring._inner is not None
    assert ring._inner.geometry() == chosen.rect()
    chosen.resize(chosen.width() - 20, chosen.height())
    assert ring._inner.geometry() == chosen.rect()
    ring.follow(chosen, page._compare)
    assert ring._inner is None
    ring.follow(page._compare, None)
    ring.deleteLater()
