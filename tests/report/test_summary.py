"""The appointment summary: one side whatever the case holds, in the fixed order."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.case.case import Case
from app.case.facts import Facts, facts_of
from app.errors import CasebookError
from app.report import summary_outline
from app.report.contents.summary.detail import STEPS, Detail, after, left_out
from app.report.contents.wording import DISCLAIMER, TRIALS_DISCLAIMER
from app.report.options import MOST_LAB_DATES, ORDER, SECTIONS
from app.report.outline.blocks import Questions
from app.report.outline.describe import describe
from app.report.outline.document import Outline
from app.report.outline.style import SMALLEST
from app.report.typesetting.set_page import frame_size
from app.report.typesetting.typesetter import Typesetter
from app.usecases import page_choice
from tests.report.conftest import EXAMPLE_DAY, SAMPLES, case_of, doubled, options

GOLDEN = Path(__file__).parent / "golden"
PAPERS = ("letter", "a4")


def summary(case: Case, day: Any, **chosen: Any) -> Outline:
    return summary_outline(case, facts_of(case, day), options(day, **chosen))


def check_golden(name: str, told: str) -> None:
    """Compare with the golden file; CASEBOOK_NEW_GOLDEN=1 writes it anew."""
    path = GOLDEN / name
    if os.environ.get("CASEBOOK_NEW_GOLDEN"):
        path.write_text(told, "utf-8")
    assert told == path.read_text("utf-8")


@pytest.mark.parametrize("paper", PAPERS)
def test_the_example_reads_as_agreed(example: Case, paper: str) -> None:
    made = summary(example, EXAMPLE_DAY, paper=paper, two_sided=True)
    check_golden(f"summary-{paper}.txt", describe(made))


def test_large_print_reads_as_agreed(example: Case) -> None:
    check_golden("summary-large.txt", describe(summary(example, EXAMPLE_DAY, large=True)))


def fits(made: Outline) -> bool:
    width, height = frame_size(made.paper, made.footer, made.style)
    return all(
        Typesetter(page.style or made.style).height(page.blocks, width) <= height
        for page in made.pages
    )


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("times", [1, 2, 5, 40])
def test_it_is_one_side_however_large_the_case(
    example_document: dict[str, Any], paper: str, times: int
) -> None:
    case = case_of(doubled(example_document, times))
    made = summary(case, EXAMPLE_DAY, paper=paper)
    assert made.page_count == 1
    assert fits(made)
    assert made.style.body >= SMALLEST


@pytest.mark.shared_data
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("name", SAMPLES)
def test_samples_and_their_doubles_make_one_side(
    sample_document: Callable[[str], dict[str, Any]], name: str, times: int, paper: str
) -> None:
    document = sample_document(name)
    case = case_of(doubled(document, times))
    made = summary(case, SAMPLES[name], paper=paper)
    assert made.page_count == 1
    assert fits(made)
    told = describe(made)
    facts = facts_of(case, SAMPLES[name])
    for told_always in never_left_out(facts):
        assert told_always.casefold() in told.casefold(), told_always


def never_left_out(facts: Facts) -> list[str]:
    """What stands on every summary, whatever else had to go."""
    wanted = ["Decision wanted: ", "1. ", "2. ", "3. ", "Diagnosis: ", "Now: ", "Last doses"]
    wanted += [item.substance for item in facts.allergies.items]
    wanted += [medicine.name for medicine in facts.active_medicines]
    wanted += [diagnosis.name for diagnosis in facts.diagnoses]
    status = facts.status
    assert status is not None
    wanted.append(status.label)
    wanted += [phase.name[:20] for line in facts.lines for phase in line.phases[:1]]
    return wanted


@pytest.mark.shared_data
def test_a_trial_without_confirmed_status_says_so(
    sample_document: Callable[[str], dict[str, Any]],
) -> None:
    for name, day in SAMPLES.items():
        told = describe(summary(case_of(sample_document(name)), day))
        assert "status not confirmed" in told.casefold()


def test_what_is_left_out_is_named_on_the_page_and_for_the_preview(
    example_document: dict[str, Any],
) -> None:
    made = summary(case_of(doubled(example_document, 4)), EXAMPLE_DAY)
    last = describe(made).splitlines()[-1]
    assert last.startswith("Left out for lack of room: ")
    assert made.left_out
    assert all(words in last for words in made.left_out)


def test_the_order_of_leaving_out_is_the_agreed_one() -> None:
    order = [
        "records",
        "past infections",
        "older labs",
        "further saved trials",
        "side effects",
        "genes",
        "course drawing",
    ]
    told = [step.left_out for step in STEPS]
    places = [told.index(words) for words in order]
    assert places == sorted(places)
    assert left_out(Detail()) == ()
    assert left_out(after(len(STEPS)))


def test_text_shrinks_only_down_to_the_smallest() -> None:
    sizes = [step.value for step in STEPS if step.field == "body"]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == SMALLEST


def test_a_patient_with_nothing_but_a_name(only_a_name: Case) -> None:
    made = summary(only_a_name, EXAMPLE_DAY)
    told = describe(made)
    assert "Noor" in told
    assert told.count("Not known") > 8
    assert made.left_out == ()
    check_golden("summary-only-a-name.txt", told)


def test_there_are_always_three_questions_to_write_at(only_a_name: Case) -> None:
    blocks = summary(only_a_name, EXAMPLE_DAY).pages[0].blocks
    asked = next(block for block in blocks if isinstance(block, Questions))
    assert [item.number for item in asked.items] == ["1", "2", "3"]


def test_a_chosen_visit_is_the_one_printed(example: Case, example_document: Any) -> None:
    visit = example_document["appointments"][0]
    told = describe(summary(example, EXAMPLE_DAY, visit=visit["id"]))
    assert visit["with"] in told


def test_an_unknown_visit_is_refused_in_words(example: Case) -> None:
    with pytest.raises(CasebookError, match="no appointment with this number"):
        summary(example, EXAMPLE_DAY, visit="ap-999")


def test_the_footer_has_the_whole_text(example: Case, only_a_name: Case) -> None:
    made = summary(example, EXAMPLE_DAY)
    assert made.footer.disclaimer == DISCLAIMER
    assert DISCLAIMER.startswith("This page was made by the family")
    assert DISCLAIMER.endswith("Ask your care team before you act on anything here.")
    assert made.footer.trials == TRIALS_DISCLAIMER
    assert made.footer.printed_on.replace("\u00a0", " ") == "Printed on 12 May 2026"
    assert made.pages[0].speaks_of_trials
    assert not summary(only_a_name, EXAMPLE_DAY).pages[0].speaks_of_trials


def test_the_second_side_is_one_side(example_document: dict[str, Any]) -> None:
    for times in (1, 3, 30):
        case = case_of(doubled(example_document, times))
        made = summary(case, EXAMPLE_DAY, two_sided=True)
        assert made.page_count == 2
        assert fits(made)


def test_nothing_says_eligible(example: Case) -> None:
    told = describe(summary(example, EXAMPLE_DAY, two_sided=True)).casefold()
    for word in ("eligible", "qualify", "recommended", "survival", "best treatment"):
        assert word not in told


def test_every_cut_is_named_on_the_page(example_document: dict[str, Any]) -> None:
    long = "a very long text with many words " * 300
    document = dict(example_document)
    document["allergies"] = [{"substance": "Latex", "reaction": long, "severity": "severe"}]
    document["alerts"] = [{"text": long}]
    document["questions"] = [
        {"id": "q1", "text": long, "category": "trial", "priority": 1, "status": "open"}
    ]
    document["diagnoses"] = [row | {"subtype": long} for row in document["diagnoses"]]
    made = summary(case_of(document), EXAMPLE_DAY)
    last = describe(made).splitlines()[-1]
    assert fits(made)
    for name in ("allergies", "questions", "diagnosis"):
        assert name in last


def test_start_dates_that_go_are_named() -> None:
    assert left_out(replace(Detail(), medicines="text")) == ("start dates of medicines",)
    assert left_out(replace(Detail(), medicines="flowing")) == ()


def test_what_the_second_side_does_not_hold_is_named_on_it(
    example_document: dict[str, Any],
) -> None:
    made = summary(case_of(doubled(example_document, 20)), EXAMPLE_DAY, two_sided=True)
    told = describe(replace(made, pages=made.pages[1:]))
    named = [what for what in made.left_out if what.startswith("second side: ")]
    assert any("lines of the timeline" in what for what in named)
    assert any("saved trials" in what for what in named)
    for what in named:
        assert what.removeprefix("second side: ") in told
    assert fits(made)


def test_a_text_that_large_print_cuts_is_named(example_document: dict[str, Any]) -> None:
    document = json.loads(json.dumps(example_document))
    document["treatments"][0]["name"] = "Protocol " + "with a very long name " * 20
    made = summary(case_of(document), EXAMPLE_DAY, large=True)
    assert made.left_out == ("the ends of long texts (treatments so far)",)
    assert made.left_out[0] in describe(made)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("section", [*SECTIONS, None])
def test_what_the_family_leaves_out_is_gone_and_named(
    example: Case, section: str | None, large: bool
) -> None:
    without = frozenset(SECTIONS if section is None else [section])
    made = summary(example, EXAMPLE_DAY, without=without, large=large, two_sided=not large)
    told = describe(made)
    whole = describe(summary(example, EXAMPLE_DAY, large=large, two_sided=not large))
    named = [words for key, words in SECTIONS.items() if key in without]
    if named != ["course drawing"] or not large:
        assert "Left out by the family: " in told
        assert told.count("\n") < whole.count("\n") + 2
    for part in ("Please note", "Our questions", "Medicines now", "Allergies"):
        assert (part in told) is (part in whole)
    assert large or fits(made)


def test_the_sections_are_those_one_can_choose() -> None:
    assert tuple(SECTIONS) == page_choice.SECTIONS
    assert page_choice.ORDER == ORDER
    assert page_choice.MOST_LAB_DATES == MOST_LAB_DATES
