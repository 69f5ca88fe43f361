"""Two to four trials side by side: every cell sourced and dated, or not stated; no ranking."""

import datetime
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.case.entities import SavedTrial
from app.casefile import Update
from app.errors import CasebookError
from app.usecases.answer_criterion import LineAnswer, answer_criterion
from app.usecases.bring_in import bring_in
from app.usecases.compare_trials import LABELS, Comparison, compare
from app.usecases.compared_cells import NO_RECORD, Cell
from app.usecases.entries import blank, save
from app.usecases.make_case import case_from_json
from app.usecases.record_passages import passages
from app.usecases.session import Session
from app.usecases.trial_dates import ASK_FIRST
from app.usecases.trial_stage import log_contact, set_notes, set_stage
from tests.trials.samples import record
from tests.usecases.conftest import Bring
from tests.usecases.test_related_trials import trial
from tests.usecases.test_trial_dates import CRITERIA, WAITS, WAITS_LONGER, given

ONE, TWO = "NCT99990001", "NCT99990002"
SUMMARY = "descriptionModule__briefSummary"
NEVER = re.compile(r"\beligible\b|\bqualif|\brecommend|\bbest\b|\bunfortunately\b|!", re.IGNORECASE)


def cell(found: Comparison, key: str, column: int = 0) -> Cell:
    return next(row for row in found.rows if row.key == key).cells[column]


@pytest.fixture
def two(session: Session, bring: Bring) -> Session:
    more = {
        SUMMARY: "A study of cells. Participants stay within 30 minutes of the hospital for 4 "
        "weeks. Travel costs are reimbursed. It may be followed by an allogeneic transplant.",
        CRITERIA: WAITS_LONGER,
    }
    bring(ONE, **trial("CD7 cells", "CD7 CAR-T cells", "Fludarabine", **more))
    bring(TWO, **trial("Nelarabine in T-ALL", "nelarabine", **{CRITERIA: WAITS}))
    return session


def test_every_row_for_every_trial_in_the_order_chosen(two: Session) -> None:
    found = compare(two, [TWO, ONE])
    assert [column.number for column in found.columns] == [TWO, ONE]
    assert [row.key for row in found.rows] == list(LABELS)
    assert all(len(row.cells) == 2 for row in found.rows)
    assert "do not rank" in found.note


def test_every_cell_says_something_with_a_source_and_a_day_or_is_not_stated(two: Session) -> None:
    for row in compare(two, [ONE, TWO]).rows:
        for each in row.cells:
            assert each.lines
            assert all(each.lines)
            if each.stated:
                assert each.source, row.key
                assert each.date is not None or row.key == "stage", row.key


def test_what_families_decide_by(two: Session) -> None:
    found = compare(two, [ONE, TWO])
    assert cell(found, "status").lines == ("Recruiting, checked 10 January 2026",)
    assert cell(found, "what").lines == ("CD7 CAR-T cells", "Also given: fludarabine")
    assert cell(found, "what", 1).lines == ("Nelarabine: chemotherapy",)
    assert cell(found, "phase").lines == ("Phase 1/2",)
    assert cell(found, "people").lines == ("40 people planned", "12 Years to 65 Years")
    assert cell(found, "stays").lines[0].startswith("“Participants stay within 30 minutes of the")
    assert cell(found, "travel").lines == ("“Travel costs are reimbursed.” (brief summary)",)
    assert "followed by an allogeneic transplant" in cell(found, "follows").lines[0]
    assert cell(found, "places").lines[0] == "2 of 2 places open, checked 10 January 2026"
    assert cell(found, "sponsor").lines == ("Invented Hospital", "With Invented Cells Inc")
    assert cell(found, "chance").lines == (
        "One group, nothing is drawn by chance",
        "Everyone knows what is given (open label)",
        "The record names no placebo",
    )
    assert cell(found, "contact").lines == ("Ana Invented, 555",)


def test_what_is_not_in_the_record_is_not_stated(two: Session) -> None:
    found = compare(two, [ONE, TWO])
    assert cell(found, "stays", 1) == Cell(
        ("Not stated",), "Registry record", found.columns[1].record_date, stated=False
    )
    assert cell(found, "travel", 1).stated is False


def test_the_earliest_date_comes_with_the_question(two: Session) -> None:
    given(two, "cytarabine", "2026-05-11")
    told = cell(compare(two, [ONE, TWO]), "earliest")
    assert told.lines[0].startswith("Not before 9 June 2026 by the registry's text")
    assert told.lines[1] == ASK_FIRST


def test_what_a_trial_would_move_stands_with_what_could_follow(two: Session) -> None:
    lines = cell(compare(two, [ONE, TWO]), "follows", 1).lines
    assert any("would move CD7 cells to 10 June 2026" in line for line in lines)


def test_a_rule_of_another_trial_is_quoted_as_a_question(session: Session, bring: Bring) -> None:
    bring(ONE, **trial("CD7 CAR-T", "CD7 CAR-T cells"))
    against = "Exclusion Criteria:\n\n* Prior CAR-T cell therapy"
    bring(TWO, **trial("CD19 CAR-T", "CD19 CAR-T cells", **{CRITERIA: against}))
    (line,) = cell(compare(session, [ONE, TWO]), "follows").lines
    assert line.startswith("Ask whether it would count in CD19 CAR-T, exclusion line")
    assert "Prior CAR-T cell therapy" in line


def test_distances_in_the_familys_unit_and_why_there_are_none(two: Session) -> None:
    assert cell(compare(two, [ONE, TWO]), "distance").stated is False
    home = replace(
        two.case.patient, country="US",
        home_latitude=Decimal("42.4"), home_longitude=Decimal("-71.1"),
    )  # fmt: skip
    two.run("note home", [Update(home)])
    told = cell(compare(two, [ONE, TWO]), "distance")
    assert told.lines == ("Open: Alpha Hospital, Boston, less than 5 miles",)
    assert told.stated


def test_answers_count_and_stand_with_their_name(two: Session) -> None:
    answer_criterion(two, ONE, LineAnswer("exclusion", "2", "not_met", "Dr. Okoye"))
    found = compare(two, [ONE, TWO])
    assert "1 may rule out" in cell(found, "check").lines
    assert cell(found, "may_rule_out").lines == (
        "“Active GVHD” (answered by Dr. Okoye, 12 May 2026)",
    )


def test_our_own_work_on_the_trials(two: Session) -> None:
    set_stage(two, ONE, "asked_doctor")
    log_contact(two, ONE, "Dr. Okoye knows this study.")
    set_notes(two, ONE, "A parent has to stay close by.")
    found = compare(two, [ONE, TWO])
    assert cell(found, "stage").lines == (
        "Asked the doctor", "12 May 2026: Dr. Okoye knows this study.",
    )  # fmt: skip
    assert cell(found, "notes").lines == ("A parent has to stay close by.",)
    assert cell(found, "notes", 1).stated is False


def test_a_trial_without_a_record_says_so_in_every_row_of_the_registry(two: Session) -> None:
    save(two, blank(SavedTrial, short_name="A trial abroad", why_saved="Backup idea"))
    by_hand = two.case.all(SavedTrial)[2]
    found = compare(two, [ONE, by_hand.id])
    assert cell(found, "what", 1) == Cell((NO_RECORD,), stated=False)
    assert cell(found, "earliest", 1).lines == (NO_RECORD,)
    assert cell(found, "notes", 1).lines == ("Backup idea",)


def test_rows_that_differ_can_be_told_apart(two: Session) -> None:
    differ = {row.key: row.differs for row in compare(two, [ONE, TWO]).rows}
    assert differ["what"]
    assert not differ["sponsor"]


@pytest.mark.parametrize("chosen", [[], [ONE], [ONE, ONE.lower()]])
def test_two_to_four_different_trials(two: Session, chosen: list[str]) -> None:
    with pytest.raises(CasebookError, match="two to four"):
        compare(two, chosen)


def test_five_are_too_many(two: Session, bring: Bring) -> None:
    numbers = [f"NCT9999001{n}" for n in range(5)]
    for number in numbers:
        bring(number)
    with pytest.raises(CasebookError, match="two to four"):
        compare(two, numbers)
    assert len(compare(two, numbers[:4]).columns) == 4


# Sentences of the record


@pytest.mark.parametrize(
    ("about", "sentence", "found"),
    [
        ("stays", "Subjects must live within 90 minutes by car from the hospital.", True),
        ("stays", "Patients are expected to be in hospital for 4-6 weeks.", True),
        ("stays", "You will be admitted to the hospital on Day 1.", True),
        ("stays", "Severe infection requiring hospitalization within the last 4 weeks", False),
        ("stays", "Hospitalized for asthma within the 6 months prior to study entry", False),
        ("stays", "To compare the length of hospital stay.", False),
        ("afterwards", "Responders may proceed to allogeneic transplant.", True),
        ("afterwards", "Patients on placebo may cross over to the active arm.", True),
        ("afterwards", "Unwilling to undergo follow-up for 15 years", True),
        ("afterwards", "The subject can proceed to leukapheresis.", False),
        ("afterwards", "No subsequent therapy prior to enrolment", False),
        ("travel and cost", "Parking costs are covered.", True),
        ("travel and cost", "Cost of illness is large.", False),
    ],
)
def test_passages(about: str, sentence: str, found: bool) -> None:
    made = record(**{SUMMARY: f"First words. {sentence} Last words."})
    told = passages(made, about)  # type: ignore[arg-type]
    assert bool(told) is found
    if found:
        assert told[0].text in (sentence, f"{sentence} Last words.")
        assert told[0].where == "brief summary"


def test_the_same_sentence_twice_is_said_once() -> None:
    said = "Patients are expected to be in hospital for 4-6 weeks for the treatment."
    made = record(
        **{
            SUMMARY: said,
            "descriptionModule__detailedDescription": said.replace("treatment", "therapy"),
        }
    )
    assert len(passages(made, "stays")) == 1


@pytest.mark.shared_data
@pytest.mark.parametrize("case", ["case-a-t-all-17", "case-b-t-lbl-58", "case-c-b-all-9"])
def test_real_trials_beside_the_sample_cases(shared_data: Path, tmp_path: Path, case: str) -> None:
    case_from_json(tmp_path / "x.casebook", shared_data / "cases" / f"{case}.json")
    names = ["NCT05397184", "NCT05289687", "NCT05745714", "NCT05751044"]
    with Session.open(tmp_path / "x.casebook") as session:
        bring_in(session, [shared_data / "trials" / "records" / f"{name}.json" for name in names])
        found = compare(session, names)
    words = [line for row in found.rows for each in row.cells for line in each.lines]
    ours = [re.sub(r"“[^”]*”", "", line) for line in words]
    assert [line for line in ours if NEVER.search(line)] == []
    assert datetime.date(2023, 11, 7) == found.columns[0].record_date.exact  # type: ignore[union-attr]
