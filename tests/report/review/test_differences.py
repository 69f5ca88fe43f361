"""A filled sheet against the case as it is now."""

from dataclasses import replace

import pytest

from app.case.entities import CriterionAnswer
from app.case.facts import Facts
from app.case.partial_date import PartialDate
from app.eligibility.checking.verdict import State
from app.report.read_sheet import read_sheet
from app.report.review.differences import (
    BOTH,
    DOCTOR,
    answers_of,
    changes_since,
    differences,
    refuse_unless_current,
)
from app.report.review.filled import FilledSheet
from app.report.review.refusals import OlderSheet, OtherCase, OtherTrial
from app.report.review.sheet import review_sheet
from app.report.trials.on_paper import TrialOnPaper
from tests.report.review.sheets import LINES, field, filled, sheet_pdf, trial, with_line

SIGNED = {"doctor-name": "Dr. Hannah Okoye", "doctor-date": "14 May 2026"}


@pytest.fixture(scope="module")
def pdf(example_facts: Facts) -> bytes:
    return sheet_pdf(example_facts)


@pytest.fixture(scope="module")
def sheet(pdf: bytes) -> FilledSheet:
    return read_sheet(
        filled(
            pdf,
            {
                field(pdf, "inclusion-2-", "meets"): "/Yes",
                field(pdf, "inclusion-2-", "note"): "transfused since",
                field(pdf, "inclusion-1-", "meets"): "/Yes",
                field(pdf, "inclusion-3_a-", "test"): "/Yes",
                field(pdf, "exclusion-1-", "meets"): "/Yes",
                field(pdf, "exclusion-1-", "does_not"): "/Yes",
                field(pdf, "exclusion-3-", "note"): "ask the study",
                "doctor-refer": "/Yes",
                "doctor-test-2": "/Yes",
                "doctor-other-what": "NCT99990318",
                **SIGNED,
            },
        )
    )


def test_what_the_doctor_says_and_we_do_not(sheet: FilledSheet, example_facts: Facts) -> None:
    found = differences(sheet, review_sheet(trial(), example_facts))
    assert [(one.line, one.field, one.ours, one.theirs) for one in found] == [
        ("inclusion 2", "answer", "not_met", "met"),
        ("inclusion 2", "note", "", "transfused since"),
        ("inclusion 3.a", "answer", "unknown", "needs_test"),
        ("exclusion 1", "answer", "conflict", BOTH),
        ("exclusion 3", "note", "", "ask the study"),
        (DOCTOR, "refer", "", "yes"),
        (DOCTOR, "other", "", "NCT99990318"),
        (DOCTOR, "tests", "", "Pregnancy test"),
    ]
    assert {one.by for one in found} == {"Dr. Hannah Okoye"}
    assert {one.on for one in found} == {PartialDate(2026, 5, 14)}
    assert found[0].asked == "Platelets ≥ 75 × 10^9/L"


def test_answers_to_keep_hold_agreement_too(sheet: FilledSheet, example_facts: Facts) -> None:
    found = {one.text: one for one in answers_of(sheet, review_sheet(trial(), example_facts))}
    agreed = found["T-cell ALL or lymphoma, relapsed or refractory"]
    assert (agreed.answer, agreed.our_state) == ("met", "met")
    assert found["Platelets ≥ 75 × 10^9/L"].note == "transfused since"
    assert "Platelet count 49" in found["Platelets ≥ 75 × 10^9/L"].our_evidence
    assert found["Earlier CD7 therapy"].answer == ""
    assert "Active GVHD" not in found


def answer(text: str, given: str, note: str | None = None) -> CriterionAnswer:
    return CriterionAnswer(
        id=f"answer to {text}",
        parent_id="t-1",
        criterion_number="2",
        criterion_text=text,
        answer=given,
        answered_by="Dr. Hannah Okoye",
        answered_on=PartialDate(2026, 5, 14),
        note=note,
    )


def test_the_same_sheet_once_more_says_nothing_new(
    sheet: FilledSheet, example_facts: Facts
) -> None:
    current = review_sheet(trial(), example_facts)
    taken = tuple(
        answer(one.text, one.answer, one.note) for one in answers_of(sheet, current) if one.answer
    )
    again = review_sheet(trial(answers=taken), example_facts)
    refuse_unless_current(sheet, again)
    left = [one for one in differences(sheet, again) if one.line != DOCTOR]
    assert {(one.line, one.field) for one in left} == {
        ("exclusion 1", "answer"),
        ("exclusion 3", "note"),
    }


def test_a_sheet_of_today_is_current(sheet: FilledSheet, example_facts: Facts) -> None:
    refuse_unless_current(sheet, review_sheet(trial(), example_facts))


def changed_record(day: PartialDate) -> TrialOnPaper:
    paper = trial()
    assert paper.record is not None
    return replace(paper, record=replace(paper.record, as_of=day))


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (with_line(2, state=State.MET), "Inclusion 2: our check was “may rule out”, now"),
        (with_line(2, text="Platelets ≥ 100 × 10^9/L"), "Inclusion 2: the registry's words have"),
        (trial(*LINES[:-1]), "Exclusion 3: the line is no longer in"),
        (changed_record(PartialDate(2026, 5, 30)), "record was of 10\u00a0May\u00a02026; now it"),
    ],
)
def test_an_older_sheet_is_refused_with_what_changed(
    sheet: FilledSheet, example_facts: Facts, now: TrialOnPaper, words: str
) -> None:
    current = review_sheet(now, example_facts)
    with pytest.raises(OlderSheet, match="older sheet, made on 12\u00a0May\u00a02026") as refused:
        refuse_unless_current(sheet, current)
    assert any(words in place for place in refused.value.places)
    assert refused.value.sheet == sheet
    # Whoever goes on keeps what still holds.
    assert differences(sheet, current)


def test_a_new_line_makes_an_older_sheet(sheet: FilledSheet, example_facts: Facts) -> None:
    new = replace(LINES[1], read=replace(LINES[1].read))
    criterion = replace(new.read.criterion, number="9", text="Something new")
    new = replace(new, read=replace(new.read, criterion=criterion))
    current = review_sheet(trial(*LINES, new), example_facts)
    assert changes_since(sheet, current) == (
        "Inclusion 9: the line is new in the registry's record.",
    )


def test_answers_to_reworded_lines_are_not_taken(sheet: FilledSheet, example_facts: Facts) -> None:
    current = review_sheet(with_line(2, text="Platelets ≥ 100 × 10^9/L"), example_facts)
    assert "inclusion 2" not in {
        f"{one.section} {one.number}" for one in answers_of(sheet, current)
    }


def test_lines_that_only_moved_are_known_again(sheet: FilledSheet, example_facts: Facts) -> None:
    moved = [
        replace(one, read=replace(one.read, criterion=replace(one.read.criterion, number=f"7.{n}")))
        for n, one in enumerate(LINES)
    ]
    current = review_sheet(trial(*moved), example_facts)
    assert changes_since(sheet, current) == ()
    assert len(answers_of(sheet, current)) == len(
        answers_of(sheet, review_sheet(trial(), example_facts))
    )


def test_waking_between_two_kinds_of_not_known_is_no_change(
    sheet: FilledSheet, example_facts: Facts
) -> None:
    current = review_sheet(with_line(5, state=State.UNKNOWN), example_facts)
    assert changes_since(sheet, current) == ()


def test_another_trial_and_another_case_are_refused(
    sheet: FilledSheet, example_facts: Facts
) -> None:
    current = review_sheet(trial(), example_facts)
    with pytest.raises(OtherTrial, match="NCT99990107"):
        refuse_unless_current(sheet, replace(current, trial="NCT00000001"))
    with pytest.raises(OtherCase):
        refuse_unless_current(sheet, replace(current, case_id="another"))
