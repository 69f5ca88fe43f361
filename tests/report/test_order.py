"""The summary in the family's own order, with the team, with fewer labs: always one side."""

from typing import Any

import pytest

from app.case.case import Case
from app.case.facts import facts_of
from app.report import card_outline, questions_outline, summary_outline
from app.report.options import ORDER, in_full
from app.report.outline.blocks import Block, Columns, Heading
from app.report.outline.describe import describe
from app.report.outline.document import Outline
from app.report.outline.style import SMALLEST
from app.report.typesetting.set_page import frame_size
from app.report.typesetting.typesetter import Typesetter
from tests.report.conftest import EXAMPLE_DAY, case_of, doubled, options
from tests.report.test_hostile import HARD, hard_case

OTHER_WAY = tuple(reversed(ORDER))
_HEADINGS = {
    "Our questions": "questions",
    "At a glance": "glance",
    "Medicines now": "medicines",
    "Course and treatments": "treatments",
    "Blood results": "labs",
    "Tests": "tests",
    "Infections, other problems": "infections",
    "Trials and access looked at": "trials",
    "Records": "records",
    "Care team and phone numbers": "team",
}


def made_of(case: Case, **chosen: Any) -> Outline:
    return summary_outline(case, facts_of(case, EXAMPLE_DAY), options(EXAMPLE_DAY, **chosen))


def headings(blocks: tuple[Block, ...]) -> list[str]:
    """The sections in the order in which they are read: a left column before the right one."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Columns):
            found += [*headings(block.left), *headings(block.right)]
        elif isinstance(block, Heading):
            found.append(block.text)
    return found


def sections_of(outline: Outline) -> list[str]:
    told = [text for page in outline.pages for text in headings(page.blocks)]
    return [_HEADINGS[text] for text in told if text in _HEADINGS]


def fits(outline: Outline) -> bool:
    width, height = frame_size(outline.paper, outline.footer, outline.style)
    setter = Typesetter(outline.style)
    return all(setter.height(page.blocks, width) <= height + 0.01 for page in outline.pages)


@pytest.mark.parametrize(
    "order",
    [OTHER_WAY, ORDER, ("medicines", "labs"), ("trials", "questions", "team", "labs")],
)
def test_the_sections_stand_in_the_chosen_order(example: Case, order: tuple[str, ...]) -> None:
    made = made_of(example, order=order, with_team=True)
    there = sections_of(made)
    assert there == [key for key in in_full(order) if key in there]
    assert {"questions", "glance", "medicines", "treatments"} <= set(there)
    assert made.page_count == 1
    assert fits(made)


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("times", [1, 2, 5, 40])
def test_an_ordered_page_is_one_side_however_large_the_case(
    example_document: dict[str, Any], times: int, paper: str
) -> None:
    case = case_of(doubled(example_document, times))
    made = made_of(case, paper=paper, order=OTHER_WAY, with_team=True)
    assert made.page_count == 1
    assert fits(made)
    assert made.style.body >= SMALLEST


def medicines_on(outline: Outline, case: Case) -> int:
    told = describe(outline).casefold()
    medicines = facts_of(case, EXAMPLE_DAY).active_medicines
    return sum(medicine.name.casefold() in told for medicine in medicines)


@pytest.mark.parametrize("times", [1, 3, 5, 9, 40])
def test_no_medicine_goes_for_the_sake_of_an_order(
    example_document: dict[str, Any], times: int
) -> None:
    case = case_of(doubled(example_document, times))
    made = made_of(case, order=OTHER_WAY, with_team=True)
    assert medicines_on(made, case) >= medicines_on(made_of(case, with_team=True), case)
    there = sections_of(made)
    kept = there == [key for key in OTHER_WAY if key in there]
    assert kept == ("the chosen order of the sections" not in made.left_out)
    assert kept == ("the chosen order of the sections" not in describe(made).splitlines()[-1])


@pytest.mark.parametrize("text", HARD)
def test_hard_texts_fit_in_any_order(text: str) -> None:
    assert fits(made_of(hard_case(text), order=OTHER_WAY, with_team=True))


def test_without_an_order_nothing_changes(example: Case) -> None:
    assert made_of(example) == made_of(example, order=())
    assert in_full(("labs", "no section", "labs"))[0] == "labs"
    assert sorted(in_full(("labs",))) == sorted(ORDER)


def test_large_print_keeps_the_order_too(example: Case) -> None:
    made = made_of(example, order=("medicines", "questions"), with_team=True, large=True)
    told = describe(made)
    assert told.index("Medicines now") < told.index("Our questions")
    assert told.index("Records") < told.index("Care team and phone numbers")
    assert "Dr. Hannah Okoye" in told


def test_the_team_stands_on_the_page_only_when_it_is_wanted(example: Case) -> None:
    assert "team" not in sections_of(made_of(example))
    made = made_of(example, with_team=True)
    assert "team" in sections_of(made)
    assert "Tess Moreau" in describe(made)
    assert "care team" not in " ".join(made_of(example).left_out)


def test_without_names_the_team_is_told_by_its_roles(example: Case) -> None:
    told = describe(made_of(example, with_team=True, without_names=True))
    assert "Okoye" not in told
    assert "Care team and phone numbers" in told


def test_people_of_the_team_that_do_not_fit_are_named(example_document: dict[str, Any]) -> None:
    case = case_of(doubled(example_document, 5))
    made = made_of(case, with_team=True)
    assert {"some people of the care team", "care team"} & set(made.left_out)


def test_fewer_labs_are_named_as_chosen(example: Case) -> None:
    told = describe(made_of(example, lab_dates=2, labs=("anc", "plt")))
    assert "Neutrophils" in told
    assert "Bilirubin, total" not in told
    assert "Left out by the family: some blood results, older blood results." in told
    assert "older labs" not in told
    assert "Left out by the family" not in describe(made_of(example))


def test_labs_that_are_left_out_are_named_once(example: Case) -> None:
    told = describe(made_of(example, without=frozenset({"labs"}), lab_dates=1))
    assert "Left out by the family: blood results." in told


@pytest.mark.parametrize("make", [summary_outline, questions_outline, card_outline])
def test_large_print_cuts_no_alert_decision_or_question(make: Any) -> None:
    text = "A long sentence about it, " * 30 + "to the end"
    visit = {"id": "v", "date": "2026-05-14", "decision_wanted": text}
    case = case_of(
        {
            "schema_version": "1.0",
            "patient": {"display_name": "Noor"},
            "alerts": [{"text": text}],
            "questions": [{"text": text, "status": "open", "for_appointment_id": "v"}],
            "appointments": [visit],
        }
    )
    made = make(case, facts_of(case, EXAMPLE_DAY), options(EXAMPLE_DAY, large=True))
    assert made.left_out == ()
    assert "to the end" in describe(made)
    assert "…" not in describe(made)


@pytest.mark.parametrize(
    "order",
    [("questions", "labs"), ("labs",), ("glance", "labs"), ("medicines", "labs"), OTHER_WAY],
)
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_blood_results_keep_the_width_that_holds_a_date_in_one_line(
    example: Case, order: tuple[str, ...], paper: str
) -> None:
    made = made_of(example, paper=paper, order=in_full(order))
    for page in made.pages:
        for block in page.blocks:
            if isinstance(block, Columns):
                if "Blood results" in headings(block.left):
                    assert block.share >= 0.46
                if "Blood results" in headings(block.right):
                    assert block.share <= 0.54
