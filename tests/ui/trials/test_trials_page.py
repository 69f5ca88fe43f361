"""The page Trials over the example: the list, one trial, trials side by side, over all of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.case.entities import CriterionAnswer, Question, SavedTrial, TrialContact, TrialRecord
from app.ui.main_window import MainWindow
from app.ui.page import Surroundings
from app.ui.theme import Theme
from app.ui.trials.facts_column import LinkButton
from app.ui.trials.line_dialog import LineDialog
from app.ui.trials.trial_picker import TrialPicker
from app.ui.trials.trials_page import TrialsPage
from app.usecases.session import Session
from tests.ui.answers import Answers
from tests.ui.test_accessibility import clipped, nameless

Wait = Callable[[], None]


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def number(page: TrialsPage, nct: str) -> str:
    rows = page.around.case.case.all(SavedTrial)
    return next(row.id for row in rows if row.nct_id == nct)


def press(widget: QWidget, text: str) -> None:
    QApplication.processEvents()  # what was just put into a layout is shown then
    buttons = [b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    assert buttons, text
    buttons[0].click()


def test_the_list_says_status_distance_counts_and_changes(page: TrialsPage) -> None:
    rows = page.chooser.list.rows.rows
    said = [row.words for row in rows]  # type: ignore[union-attr]
    assert len(said) == 4
    assert said[0].startswith("Off-the-shelf CD7 CAR-T (XT-107)")
    assert "Recruiting" in said[0]
    assert "about 210 miles" in said[0]
    assert "9 fit, 1 may rule out, 5 to ask the team" in said[0]
    assert "Contacted" in said[0]
    assert "Changed 2 May" in said[3]
    assert page.summary() == "4 saved"
    assert page.title() == "Trials"


def test_lines_stand_in_their_order_with_record_and_source(page: TrialsPage) -> None:
    lines = page.shown.detail.check.list.model_of_lines.lines
    states = [line.state for line in lines]
    assert states == sorted(states, key=["rule_out", "ask", "fits", ""].index)
    assert lines[0].word == "May rule out"
    assert lines[0].text.startswith("Systemic corticosteroids")
    assert lines[0].records[0].link == "Medicine, 20 April 2026"
    assert lines[0].question_id
    assert lines[0].spoken.endswith("On question list.")
    unread = next(line for line in lines if line.not_read)
    assert "Not read by the program" in unread.reason


def test_the_filter_counts_and_shows_one_state(page: TrialsPage) -> None:
    view = page.shown.detail.check
    buttons = [b.text() for b in view.filter.findChildren(QPushButton)]
    assert buttons == ["All 15", "May rule out 1", "Ask the team 5", "Fits 9"]
    view.filter.findChildren(QPushButton)[3].click()
    assert {line.state for line in view.list.model_of_lines.lines} == {"fits"}


def test_asking_puts_a_question_on_the_list_and_undo_takes_it_back(
    page: TrialsPage, window: MainWindow, session: Session, at_rest: Wait
) -> None:
    before = len(session.case.all(Question))
    lines = page.shown.detail.check.list
    line = next(x for x in lines.model_of_lines.lines if x.can_ask and not x.question_id)
    lines.do(line, "ask")
    assert len(session.case.all(Question)) == before + 1
    assert window.undo_bar.words == "Question added to the list"
    at_rest()
    again = page.shown.detail.check.line(line.key)
    assert again is not None
    assert again.question_id
    window.undo()
    assert len(session.case.all(Question)) == before


def test_a_click_on_the_painted_button_asks(
    page: TrialsPage, session: Session, qtbot: QtBot
) -> None:
    lines = page.shown.detail.check.list
    rows = lines.model_of_lines.lines
    place = next(n for n, x in enumerate(rows) if x.can_ask and not x.question_id)
    index = lines.model_of_lines.index(place)
    lines.scrollTo(index)
    layout = lines.layout_of(rows[place])
    ask = next(piece for piece in layout.pieces if piece.act == "ask")
    at = lines.visualRect(index).topLeft() + ask.rect.center()
    before = len(session.case.all(Question))
    qtbot.mouseMove(lines.viewport(), at)
    qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert len(session.case.all(Question)) == before + 1


def test_keys_open_and_ask(
    page: TrialsPage, session: Session, answers: Answers, qtbot: QtBot
) -> None:
    lines = page.shown.detail.check.list
    rows = lines.model_of_lines.lines
    place = next(n for n, x in enumerate(rows) if x.can_ask and not x.question_id)
    lines.setCurrentIndex(lines.model_of_lines.index(place))
    before = len(session.case.all(Question))
    qtbot.keyClick(lines, Qt.Key.Key_Space)
    assert len(session.case.all(Question)) == before + 1
    seen: list[LineDialog] = []
    answers.dialogs.append(lambda dialog: bool(seen.append(dialog)))
    qtbot.keyClick(lines, Qt.Key.Key_Return)
    assert len(seen) == 1
    qtbot.keyClick(lines, Qt.Key.Key_Down)


def test_links_lead_to_the_record_and_the_question(
    page: TrialsPage, window: MainWindow, at_rest: Wait
) -> None:
    lines = page.shown.detail.check.list
    first = lines.model_of_lines.lines[0]
    wanted: list[tuple[str, object]] = []
    page.wanted.connect(lambda key, target: wanted.append((key, target)))  # a test's own lambda
    lines.do(first, "record 0")
    assert wanted[0][0] == "medicines"
    lines.do(first, "list")
    assert wanted[1] == ("appointments", ("question", first.question_id))
    at_rest()


def test_a_person_answers_a_line_and_the_program_stays_visible(
    page: TrialsPage, session: Session, answers: Answers, at_rest: Wait
) -> None:
    view = page.shown.detail.check
    line = next(x for x in view.list.model_of_lines.lines if x.state == "ask")

    def fill(dialog: LineDialog) -> bool:
        dialog.finish()
        dialog.answers.choose("met")
        dialog.who.clear()
        dialog.finish()
        dialog.who.setText("Dr. Okoye")
        dialog.on.line.setText("nonsense")
        dialog.finish()
        dialog.on.line.setText("11 May 2026")
        dialog.note.setPlainText("Measured again.")
        dialog.finish()
        return bool(dialog.result())

    answers.dialogs.append(fill)
    view.list.opened.emit(line.key)
    assert session.case.all(CriterionAnswer)[0].answered_by == "Dr. Okoye"
    at_rest()
    again = view.line(line.key)
    assert again is not None
    assert again.state == "fits"
    assert again.answer == "Fits, by Dr. Okoye, 11 May 2026"
    assert again.ours == "Ask the team"

    def take_back(dialog: LineDialog) -> bool:
        assert "Dr. Okoye" in words(dialog)
        dialog.take_away()
        return bool(dialog.result())

    answers.dialogs.append(take_back)
    view.list.opened.emit(line.key)
    assert not session.case.all(CriterionAnswer)


def test_a_flagged_answer_can_be_given_again(
    page: TrialsPage, session: Session, answers: Answers, at_rest: Wait
) -> None:
    from dataclasses import replace

    from app.casefile import Update
    from app.usecases.answer_criterion import LineAnswer, answer_criterion

    line = page.shown.detail.check.list.model_of_lines.lines[0]
    answer_criterion(session, page.shown.trial, LineAnswer(line.section, line.number, "met", "Jo"))
    row = session.case.all(CriterionAnswer)[0]
    session.run("old evidence", [Update(replace(row, our_evidence="something else"))])
    at_rest()
    flagged = page.shown.detail.check.line(line.key)
    assert flagged is not None
    assert flagged.look_again

    def again(dialog: LineDialog) -> bool:
        dialog.take_again()
        return bool(dialog.result())

    answers.dialogs.append(again)
    page.shown.detail.check.list.opened.emit(line.key)
    assert len(session.case.all(CriterionAnswer)) == 2


def test_the_line_dialog_can_ask(page: TrialsPage, session: Session, answers: Answers) -> None:
    line = next(x for x in page.shown.detail.check.list.model_of_lines.lines if not x.question_id)

    def ask(dialog: LineDialog) -> bool:
        dialog.take_to_list()
        return bool(dialog.result())

    before = len(session.case.all(Question))
    answers.dialogs.append(ask)
    page.shown.detail.check.list.opened.emit(line.key)
    assert len(session.case.all(Question)) == before + 1


@pytest.mark.parametrize("tab", ["about", "places", "changes", "notes"])
def test_every_tab_is_filled(page: TrialsPage, tab: str, at_rest: Wait) -> None:
    page.open_trial("NCT99990222")
    at_rest()
    page.shown.detail.tabs.choose(tab)
    page.shown.detail.tabs.chosen.emit(tab)
    at_rest()
    expected = {
        "about": "An Invented Phase 1/2 Study",
        "places": "0 of 1 place open",
        "changes": "Recruiting → Active, not recruiting on 2 May 2026.",
        "notes": "None noted yet.",
    }
    assert expected[tab] in words(page.shown.detail)
    assert nameless(page) == []


def test_changes_are_marked_seen_when_looked_at(
    page: TrialsPage, session: Session, at_rest: Wait
) -> None:
    page.open_trial("NCT99990222")
    at_rest()
    page.shown.show_what_changed()
    at_rest()
    shown = words(page.shown.detail.changes)
    assert "Our check of this line changes: Fits → May rule out." in shown
    assert "Our check of this line stays the same." in shown
    page.shown.detail.changes.show_all()
    trial = number(page, "NCT99990222")
    rows = session.case.all(TrialRecord).of_parent(trial)
    assert all(row.seen_on for row in rows)
    said = [row.words for row in page.chooser.list.rows.rows]  # type: ignore[union-attr]
    assert not any("Changed" in row for row in said)


def test_alt_and_arrows_keep_our_order(
    page: TrialsPage, session: Session, qtbot: QtBot, at_rest: Wait
) -> None:
    first = page.chooser.list.key
    qtbot.keyClick(page.chooser.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [row.id for row in session.case.all(SavedTrial)][1] == first
    page.move_up()
    assert session.case.all(SavedTrial)[0].id == first
    page.move_down()
    assert session.case.all(SavedTrial)[1].id == first
    at_rest()
    page.chooser.choose_order("distance")
    noted: list[str] = []
    page.noted.connect(noted.append)
    page.move_up()
    assert noted


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("distance", "NCT99990318"),
        ("status", "NCT99990107"),
        ("checked", "NCT99990455"),
        ("name", "NCT99990222"),
        ("stage", "NCT99990107"),
    ],
)
def test_the_list_can_stand_in_other_orders(
    page: TrialsPage, order: str, first: str, at_rest: Wait
) -> None:
    page.chooser.choose_order(order)
    at_rest()
    row = page.chooser.list.rows.rows[0]
    assert row.key == number(page, first)  # type: ignore[union-attr]


def test_notes_are_kept_when_the_field_is_left_and_before_another_trial(
    page: TrialsPage, session: Session, at_rest: Wait
) -> None:
    detail = page.shown.detail
    detail.tabs.choose("notes")
    detail.tabs.chosen.emit("notes")
    first = page.shown.trial
    detail.notes.notes.setPlainText("A parent has to stay close by.")
    page.open_trial("NCT99990318")
    row = session.case.get(SavedTrial, first)
    assert row is not None
    assert row.notes == "A parent has to stay close by."
    detail.notes.notes.setPlainText("Ask Dr. Okoye.")
    page.hide()
    assert session.case.get(SavedTrial, page.shown.trial).notes == "Ask Dr. Okoye."  # type: ignore[union-attr]
    at_rest()


def test_stage_reason_and_contacts(
    page: TrialsPage, window: MainWindow, session: Session, at_rest: Wait
) -> None:
    detail, notes = page.shown.detail, page.shown.detail.notes
    detail.tabs.choose("notes")
    detail.tabs.chosen.emit("notes")
    trial = page.shown.trial
    place = notes.stage.findData("our_choice_no")
    notes.stage.setCurrentIndex(place)
    notes.stage.activated.emit(place)
    assert notes.because.isVisible()
    notes.because.setText("too far")
    notes.keep_typed()
    saved = session.case.get(SavedTrial, trial)
    assert saved is not None
    assert (saved.interest_status, saved.interest_reason) == ("our_choice_no", "too far")
    before = len(session.case.all(TrialContact))
    notes.add_contact()
    notes.day.line.setText("nonsense")
    notes.add_contact()
    notes.day.line.setText("12 May 2026")
    notes.whom.setText("Sam Whitlow")
    notes.said.setText("Slots open in June.")
    notes.add_contact()
    assert len(session.case.all(TrialContact)) == before + 1
    press(notes, "Remove")
    assert len(session.case.all(TrialContact)) == before
    edited: list[tuple[str, str]] = []
    page.edit_wanted.disconnect()
    page.edit_wanted.connect(lambda *row: edited.append(row))  # a test's own lambda
    press(notes, "All fields…")
    notes.contact_edited.emit("x")
    page.edit_shown()
    assert edited == [("saved_trial", trial)] * 3
    at_rest()


def test_places_can_be_copied_and_home_is_asked_for(
    page: TrialsPage, answers: Answers, at_rest: Wait
) -> None:
    detail = page.shown.detail
    detail.tabs.choose("places")
    detail.tabs.chosen.emit("places")
    at_rest()
    places = detail.places
    noted: list[str] = []
    page.noted.connect(noted.append)
    menu = places.menu_of(places.list.key)
    menu.triggered.emit(menu.actions()[0])
    assert QGuiApplication.clipboard().text() == "555-0142"
    places.copy_first(places.list.key)
    assert noted == ["Copied: 555-0142"] * 2
    assert "No phone" in places.menu_of("none").actions()[0].text()
    places.open_menu()
    answers.dialogs.append(lambda _: False)
    places.home_wanted.emit()


def test_trials_side_by_side(
    page: TrialsPage, session: Session, answers: Answers, at_rest: Wait
) -> None:
    def choose(dialog: TrialPicker) -> bool:
        dialog.finish()
        for box in list(dialog.boxes.values())[:3]:
            box.setChecked(True)
        dialog.finish()
        return bool(dialog.result())

    answers.dialogs.append(choose)
    page.pick()
    at_rest()
    assert page.title() == "Compare trials"
    assert page.summary() == "3 of 4 saved trials"
    shown = words(page.compare)
    assert "Off-the-shelf CD7 CAR-T (XT-107). Example, not a real trial" in shown
    assert "Counts do not rank trials." in shown
    assert "60 people planned" in shown
    page.compare.notes.setChecked(False)
    assert "Where we are" not in visible_words(page.compare)
    page.compare.differ.setChecked(True)
    before = len(session.case.all(Question))
    asks = [b for b in page.compare.findChildren(LinkButton) if b.text() == "Ask"]
    asks[0].click()
    assert len(session.case.all(Question)) == before + 1
    at_rest()
    assert nameless(page) == []
    page.compare.resize(500, 600)
    page.refresh()
    at_rest()
    page.links.open_print()
    page.open_target(("compare", *page.side_by_side))
    at_rest()
    page.compare.removed.emit(page.side_by_side[0])
    at_rest()
    assert page.summary() == "2 of 4 saved trials"
    page.compare.removed.emit(page.side_by_side[0])
    at_rest()
    assert page.title() == "Trials"


def visible_words(widget: QWidget) -> str:
    return "\n".join(x.text() for x in widget.findChildren(QLabel) if x.isVisible())


def test_what_nobody_knows_leads_to_the_question_list(
    page: TrialsPage, session: Session, at_rest: Wait
) -> None:
    page.over_all.show_unknowns()
    at_rest()
    assert "Does Maya have an infection now that needs treatment?" in words(page.over_all.unknowns)
    before = len(session.case.all(Question))
    press(page.over_all.unknowns, "Put on the question list")
    assert len(session.case.all(Question)) == before + 1
    at_rest()
    wanted: list[str] = []
    page.wanted.connect(lambda key, _: wanted.append(key))  # a test's own lambda
    press(page.over_all.unknowns, "On list")
    assert wanted == ["appointments"]


def test_earliest_dates_lead_to_the_trial(page: TrialsPage, at_rest: Wait) -> None:
    page.show_compared(tuple(row.id for row in page.around.case.case.all(SavedTrial)[:2]))
    page.over_all.show_dates()
    at_rest()
    shown = words(page.over_all.dates)
    assert "Ask the team before starting, stopping or changing any medicine." in shown
    assert "Not before 17 May 2026 by the registry's text" in shown
    page.refresh()
    at_rest()
    press(page.over_all.dates, "Venetoclax with navitoclax. Example, not a real trial")
    assert page.shown.trial == number(page, "NCT99990455")


def test_the_menu_acts_on_the_trial_and_the_chosen_line(
    page: TrialsPage, answers: Answers, session: Session, tmp_path: Path, at_rest: Wait
) -> None:
    opened: list[str] = []
    page.acts.open_address = opened.append
    answers.choices += [0, 1, 2]
    for _ in range(3):
        page.shown.open_web_page()
    assert opened == ["https://clinicaltrials.gov/study/NCT99990107"]
    page.shown.copy_number()
    assert QGuiApplication.clipboard().text() == "NCT99990107"
    lines = page.shown.detail.check.list
    lines.setCurrentIndex(lines.model_of_lines.index(0))
    answers.dialogs.append(lambda _: False)
    page.shown.open_chosen_line()
    page.shown.ask_about_chosen()
    page.shown.open_chosen_record()
    page.chooser.list.menu_wanted.emit(page.shown.trial, QPoint(0, 0))
    lines.menu_wanted.emit("x", QPoint(0, 0))
    page.menu.hide()
    out = tmp_path / "review.pdf"
    answers.files += [None, out]
    for _ in range(2):
        page.shown.save_review()
        at_rest()
    assert out.read_bytes().startswith(b"%PDF")
    page.delete_shown()
    assert len(session.case.all(SavedTrial)) == 3
    at_rest()


def test_targets_of_other_pages(page: TrialsPage, at_rest: Wait) -> None:
    page.open_target("NCT99990318")
    assert page.shown.trial == number(page, "NCT99990318")
    page.open_target(("saved_trial", number(page, "NCT99990455")))
    assert page.shown.trial == number(page, "NCT99990455")
    page.open_target(("saved_trial", "not there"))
    page.find_here()
    at_rest()


def test_without_trials_the_page_says_how_to_begin(
    empty_window: MainWindow, answers: Answers
) -> None:
    empty_window.open_page("trials")
    shown = empty_window.pages.page
    assert isinstance(shown, TrialsPage)
    assert "Paste a trial number or its text, or open a saved file." in words(shown)
    answers.dialogs += [lambda _: False, lambda _: False]
    press(shown, "Paste or choose a file…")
    press(shown, "Find trials…")
    shown.show_all()
    assert shown.empty.isVisible()
    assert nameless(shown) == []


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("tab", ["check", "about", "changes", "notes"])
def test_nothing_is_clipped(
    page: TrialsPage, window: MainWindow, theme: Theme, percent: int, tab: str, at_rest: Wait
) -> None:
    window.resize(1024, 640)
    theme.set_text_percent(percent)
    page.open_trial("NCT99990222")
    page.shown.detail.choose_tab(tab)
    page.shown.fill_tab(tab)
    at_rest()
    # Layouts inside layouts come to rest one after the other.
    for _ in range(8):
        QApplication.processEvents()
    assert clipped(page) == []


def test_a_case_opened_to_read_is_not_changed(
    tmp_path: Path,
    trials_file: Path,
    surround: Callable[[Session], Surroundings],
    answers: Answers,
    qtbot: QtBot,
) -> None:
    with Session.open(trials_file, read_only=True) as session:
        around = surround(session)
        page = TrialsPage(around)
        qtbot.addWidget(page)
        page.show()
        page.refresh()
        qtbot.waitUntil(lambda: not around.jobs.busy, timeout=30_000)
        page.acts.save_trial()
        page.move_up()
        page.open_trial("NCT99990222")
        page.shown.show_what_changed()
        qtbot.waitUntil(lambda: not around.jobs.busy, timeout=30_000)
        assert len(answers.told) == 2
        page.hide()
