"""What the page of trials asks for: checks kept, lines shown, changes, saving, searching."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.case.entities import CriterionAnswer, Patient, Question, SavedTrial, TrialRecord
from app.case.facts.model import Evidence
from app.case.partial_date import PartialDate
from app.casefile import Delete, Update
from app.errors import CasebookError
from app.resource_files import resource_file
from app.usecases.answer_criterion import LineAnswer, answer_criterion
from app.usecases.example_trials import add_example_trials
from app.usecases.make_case import case_from_json
from app.usecases.session import Session
from app.usecases.trial_page_changes import mark_seen, version_steps
from app.usecases.trial_page_checks import Counts, TrialChecks, first_summary
from app.usecases.trial_page_compare import about_trial, all_dates, compare_checked
from app.usecases.trial_page_lines import ask_about, ask_words, lines_shown, why_words
from app.usecases.trial_page_save import (
    number_in,
    recognise_file,
    recognise_text,
    save_files,
    save_text,
)
from app.usecases.trial_page_search import SearchWords, address_of, disease_words, statuses_of
from app.usecases.trial_page_unknowns import all_unknowns
from tests.trials.samples import study


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "Maya.casebook"
    case_from_json(path, resource_file("example/case.json"))
    with Session.open(path) as session:
        assert add_example_trials(session) == 5
        assert add_example_trials(session) == 0
    return path


@pytest.fixture
def session(made: Path, tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "Maya.casebook"
    path.write_bytes(made.read_bytes())
    with Session.open(path) as opened:
        yield opened


def trial(session: Session, nct: str) -> str:
    return next(row.id for row in session.case.all(SavedTrial) if row.nct_id == nct)


def test_the_example_says_of_itself_that_it_is_invented(session: Session) -> None:
    checks = TrialChecks(session)
    for row in session.case.all(SavedTrial):
        shown = checks.kept(row.id).shown
        assert shown is not None
        assert "Example, not a real trial" in (shown.brief_summary or "")
        assert "invented" in (shown.sponsor or "") or "not a real" in (shown.sponsor or "")
        assert shown.number.startswith("NCT9999")


def test_a_check_is_made_once_and_again_when_the_record_changes(session: Session) -> None:
    checks = TrialChecks(session)
    one = trial(session, "NCT99990107")
    assert checks.known(one) is None
    assert checks.known_summary(one) is None
    first = checks.check(one).checked
    assert checks.check(one).checked is first
    ask_words(session, "What does a stay cost?")
    assert checks.check(one).checked is first
    older = replace(session.case.patient, birth_date=PartialDate(2016, 1, 1))
    session.run("change", [Update(older)])
    assert checks.check(one).checked is not first
    assert checks.summary(one).counts == Counts(8, 2, 5)


def test_a_summary_tells_what_the_list_shows(session: Session) -> None:
    checks = TrialChecks(session)
    found = checks.summary(trial(session, "NCT99990222"))
    assert found.status == "ACTIVE_NOT_RECRUITING"
    assert found.changed_on == PartialDate(2026, 5, 2)
    assert found.distance == "about 390 miles"
    assert found.phase == "Phase 1/2"
    assert found.counts is not None
    assert found.counts.all == 12
    assert checks.known_summary(found.trial_id) == found
    mark_seen(session, found.trial_id)
    assert mark_seen(session, found.trial_id) is None
    assert checks.summary(found.trial_id).changed_on is None


def test_without_a_record_the_family_s_own_words_stand(session: Session) -> None:
    save_text(session, "NCT99990999")
    row = next(r for r in session.case.all(SavedTrial) if r.nct_id == "NCT99990999")
    checks = TrialChecks(session)
    assert not first_summary(row).complete
    summary = checks.summary(row.id)
    assert summary.complete
    assert summary.counts is None
    assert summary.status_words == "Status not confirmed"
    assert lines_shown(session, checks.check(row.id)) == ()
    session.run("gone", [Delete(SavedTrial.spec.table, row.id)])
    assert not checks.is_read(row.id)
    with pytest.raises(CasebookError):
        checks.check(row.id)


def test_home_is_read_from_a_town_where_no_coordinates_are_noted(session: Session) -> None:
    checks = TrialChecks(session)
    assert checks.home().known_by == "noted"
    patient: Patient = session.case.patient
    town = replace(
        patient, home_latitude=None, home_longitude=None, home_place="Riverbend, Example State"
    )
    session.run("move", [Update(town)])
    assert checks.home().known_by is None


def test_lines_name_the_record_its_source_and_the_question(session: Session) -> None:
    checks = TrialChecks(session)
    one = trial(session, "NCT99990107")
    lines = lines_shown(session, checks.check(one))
    heart = next(line for line in lines if "LVEF" in line.text)
    assert heart.records[0].table == "organ_test"
    assert heart.records[0].link == "Echo report, 12 September 2025"
    assert heart.question_id
    assert (
        heart.why == "The last value is 8 months old. The trial's text asks for one within 28 days."
    )
    labs = next(line for line in lines if line.text.startswith("ALT"))
    assert labs.records[0].table == "lab_panel"
    assert labs.spoken.startswith("Fits. ALT and AST")


def test_a_line_becomes_one_question(session: Session) -> None:
    checks = TrialChecks(session)
    one = trial(session, "NCT99990222")
    for state in ("rule_out", "ask"):
        check = checks.check(one)
        open_lines = [x for x in lines_shown(session, check) if x.state == state]
        line = next(x for x in open_lines if not x.question_id)
        ask_about(session, check, line.section, line.number)
        again = {x.key: x for x in lines_shown(session, checks.check(one))}
        assert again[line.key].question_id
    unread = next(x for x in lines_shown(session, checks.check(one)) if x.not_read)
    ask_about(session, checks.check(one), unread.section, unread.number)
    text = session.case.all(Question)[-1].text or ""
    assert text.endswith("Does this fit Maya?")
    with pytest.raises(CasebookError):
        ask_about(session, checks.check(one), "inclusion", "99")


def test_an_answer_whose_line_is_gone_is_shown_last(session: Session) -> None:
    checks = TrialChecks(session)
    one = trial(session, "NCT99990107")
    answer_criterion(session, one, LineAnswer("inclusion", "2", "met", "Dr. Okoye", note="98%"))
    row = session.case.all(CriterionAnswer)[0]
    gone = replace(row, criterion_text="Zebra", criterion_number="77", answered_on=None)
    session.run("change", [Update(gone)])
    last = lines_shown(session, checks.check(one))[-1]
    assert last.answer == "Fits, by Dr. Okoye"
    assert last.reason == "This line is no longer in the record of the trial."
    assert last.key == row.id
    assert not last.can_ask


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("The last test is old: HIV negative on 2 June 2025.", "The last test is old."),
        (
            "HIV negative on 2 June 2025, 3 days before. The text names 7.",
            "3 days before. The text names 7.",
        ),
        ("HIV negative on 2 June 2025.", ""),
        ("Ask whether there is one.", "Ask whether there is one."),
    ],
)
def test_reasons_do_not_repeat_the_record_beside_them(reason: str, said: str) -> None:
    row = Evidence("virus_test", "v", "v", PartialDate(2025, 6, 2), "HIV negative")
    assert why_words(reason, [row]) == said


def test_changes_stand_newest_first_with_both_wordings(session: Session) -> None:
    kept = TrialChecks(session).kept(trial(session, "NCT99990222"))
    (step,) = version_steps(kept, session.facts())
    assert step.changes[0].sentence == "Recruiting → Active, not recruiting on 2 May 2026."
    wordings = step.changes[1].wordings
    assert (wordings[0].old, wordings[0].new) == (
        "Platelets >= 30 x 10^9/L",
        "Platelets >= 50 x 10^9/L",
    )
    assert step.changes[-1].small


def test_comparing_about_dates_and_unknowns_use_the_same_checks(session: Session) -> None:
    checks = TrialChecks(session)
    ids = [row.id for row in session.case.all(SavedTrial)]
    compared = compare_checked(session, checks, ids[:3])
    assert len(compared.comparison.columns) == 3
    assert compared.statuses == ("RECRUITING",) * 3
    with pytest.raises(CasebookError):
        compare_checked(session, checks, ids[:1])
    about = about_trial(session, checks, trial(session, "NCT99990222"))
    assert about.record_date == PartialDate(2026, 5, 2)
    assert any(label == "Planned time" for label, _ in about.rows)
    dates = all_dates(session, checks)
    assert len(dates.trials) == 4
    assert not dates.too_many
    unknown = all_unknowns(session, checks)
    assert unknown.unknowns
    assert set(unknown.unknowns[0].trials) <= set(unknown.names)


def test_what_is_pasted_is_recognised_before_anything_is_saved(session: Session) -> None:
    assert number_in(" nct99990001 ") == "NCT99990001"
    assert number_in("2023-501234-12-00") == "2023-501234-12-00"
    assert number_in("NCT99990001 and more") == ""
    before = len(session.case.all(SavedTrial))
    text = json.dumps(study("NCT99990778"))
    found = recognise_text(session, text)
    assert found.can_save
    assert found.trials[0].arrival == "new"
    assert not recognise_text(session, "Dear family").can_save
    assert not recognise_text(session, "NCT99990107").can_save
    assert recognise_text(session, "NCT99990555").number == "NCT99990555"
    assert len(session.case.all(SavedTrial)) == before
    assert save_text(session, text).new == 1
    assert recognise_text(session, text).sentence.endswith("Nothing in it is new.")
    with pytest.raises(CasebookError):
        save_text(session, "Dear family")
    assert "NCT99990778" in [row.number for row in session.case.all(TrialRecord)]


def test_files_are_recognised_and_saved(session: Session, tmp_path: Path) -> None:
    good, broken = tmp_path / "good.json", tmp_path / "broken.json"
    good.write_text(json.dumps([study("NCT99990779"), {"protocolSection": 3}]), "utf-8")
    broken.write_text('{"protocolSection": ', "utf-8")
    found = recognise_file(session, good)
    assert found.skipped
    assert "could not be read" in found.sentence
    assert not recognise_file(session, broken).can_save
    with pytest.raises(CasebookError):
        recognise_file(session, tmp_path / "gone.json")
    assert save_files(session, [good]).receipts[0].new == 1


def test_a_search_holds_the_chosen_words(session: Session) -> None:
    names = disease_words(session)
    assert names[0].startswith("T-cell acute lymphoblastic leukemia")
    assert len(names) > 1
    words = SearchWords(names[0], "CD7 CAR-T", (), "", "child")
    assert address_of(session, words).endswith("&aggFilters=ages:child")
    assert statuses_of(["COMPLETED", "OTHER", "RECRUITING"]) == ("RECRUITING", "COMPLETED")
    with pytest.raises(CasebookError):
        address_of(session, SearchWords("Maya"))


def test_a_question_on_a_medicine_is_not_taken_for_another_about_it(session: Session) -> None:
    check = TrialChecks(session).check(trial(session, "NCT99990318"))
    lines = lines_shown(session, check)
    prior = next(line for line in lines if line.text == "Prior daratumumab")
    assert prior.can_ask
    assert not prior.question_id
