from decimal import Decimal
from typing import Any

import pytest

from app.case.case import Case
from app.case.facts import Facts, facts_of
from app.report.contents.card import card_outline
from app.report.contents.emergency import emergency_words, fever_words
from app.report.outline.blocks import Wallet
from app.report.outline.describe import describe
from app.report.outline.document import Outline
from app.report.outline.style import SMALLEST
from app.report.outline.words import text_of
from app.report.typesetting.set_wallet import INSET, PANEL_HEIGHT, PANEL_WIDTH, card_style
from app.report.typesetting.typesetter import Typesetter
from tests.report.conftest import EXAMPLE_DAY, case_of, doubled, options
from tests.report.test_summary import check_golden

FIXED = (
    "Call your care team now, day or night, at ____________________ if you have: a fever of "
    "38.0 C (100.4 F) or more. Or chills. Or trouble breathing. Or you feel mixed up. Or bleeding "
    "that does not stop. Or sudden bad pain. If no one answers, call the emergency number where "
    "you live."
)


def wallet(made: Outline) -> Wallet:
    return next(block for block in made.pages[0].blocks if isinstance(block, Wallet))


def test_the_wording_is_the_fixed_one(only_a_name: Case) -> None:
    assert text_of(emergency_words(facts_of(only_a_name, EXAMPLE_DAY))) == FIXED


def test_the_team_s_own_number_and_threshold_come_first() -> None:
    plan = {"night_phone": "555-0199", "fever_celsius": 38.5}
    case = case_of(
        {"schema_version": "1.0", "patient": {"display_name": "Noor"}, "call_plan": plan}
    )
    told = text_of(emergency_words(facts_of(case, EXAMPLE_DAY)))
    assert "at 555-0199 if" in told
    assert "38.5 C (101.3 F)" in told


@pytest.mark.parametrize(
    ("celsius", "words"),
    [("38", "38 C (100.4 F)"), ("38.0", "38.0 C (100.4 F)"), (None, "38.0 C (100.4 F)")],
)
def test_fever_in_both_scales(celsius: str | None, words: str) -> None:
    assert fever_words(Decimal(celsius) if celsius else None) == words


def test_the_example_card_reads_as_agreed(example: Case, example_facts: Facts) -> None:
    check_golden("card.txt", describe(card_outline(example, example_facts, options(EXAMPLE_DAY))))


@pytest.mark.parametrize("times", [1, 3, 20])
def test_every_panel_fits_and_says_what_is_missing(
    example_document: dict[str, Any], times: int
) -> None:
    case = case_of(doubled(example_document, times))
    made = card_outline(case, facts_of(case, EXAMPLE_DAY), options(EXAMPLE_DAY))
    assert made.page_count == 1
    for blocks, size in zip(wallet(made).panels, wallet(made).sizes, strict=True):
        height = Typesetter(card_style(size)).height(blocks, PANEL_WIDTH - 2 * INSET)
        assert height <= PANEL_HEIGHT - 2 * INSET
        assert size >= SMALLEST
    assert bool(made.left_out) == ("more: see the full list" in describe(made))


def test_a_large_card_is_a_sheet_with_the_call_first(example: Case, example_facts: Facts) -> None:
    made = card_outline(example, example_facts, options(EXAMPLE_DAY, large=True))
    told = describe(made)
    assert told.index("Call now") < told.index("Medicines")
    assert not any(isinstance(block, Wallet) for page in made.pages for block in page.blocks)


def many_medicines(count: int) -> dict[str, Any]:
    names = [f"alpha{number:02} with a long name and strength" for number in range(count)]
    rows = [{"name": name, "dose": "10 mg", "frequency": "twice a day"} for name in names]
    rows += [
        {"name": "prednisone", "dose": "5 mg"},
        {"name": "enoxaparin", "dose": "40 mg"},
        {"name": "tacrolimus", "dose": "1 mg"},
        {"name": "venetoclax", "dose": "100 mg"},
    ]
    return {"medications": [row | {"status": "active"} for row in rows]}


def card_of(**sections: Any) -> Outline:
    case = case_of({"schema_version": "1.0", "patient": {"display_name": "Noor"}} | sections)
    return card_outline(case, facts_of(case, EXAMPLE_DAY), options(EXAMPLE_DAY))


def test_medicines_that_change_an_emergency_stay_on_a_full_card() -> None:
    told = describe(card_of(**many_medicines(40)))
    places = [told.index(name) for name in ("Prednisone", "Enoxaparin", "Tacrolimus", "Venetoclax")]
    assert places == sorted(places)
    assert "of 44 lines of medicines; all of it is in the full list in the record packet" in told


def test_medicines_that_all_fit_stay_in_the_order_of_letters() -> None:
    told = describe(card_of(**many_medicines(1)))
    assert told.index("Alpha00") < told.index("Enoxaparin") < told.index("Prednisone")


def test_an_allergy_is_never_cut() -> None:
    reaction = "swelling of the lips and tongue within minutes, then trouble breathing " * 2
    allergies = [
        {"substance": f"Drug{number}", "severity": "severe", "reaction": f"{reaction}{number}end"}
        for number in range(3)
    ]
    made = card_of(allergies=allergies)
    assert made.left_out == ()
    told = text_of(wallet(made).panels[0][2].words)
    assert all(f"{number}end" in told for number in range(3))


@pytest.mark.parametrize("count", [1, 60])
def test_allergies_beyond_the_front_stand_below_the_card(count: int) -> None:
    allergies = [
        {"substance": f"Drug{number}", "reaction": f"{'hives ' * 300}{number}end"}
        for number in range(count)
    ]
    told = describe(card_of(allergies=allergies))
    assert "all of it in full below the card" in told
    assert all(f"{number}end" in told for number in range(count))


def card_with_alert(length: int, **chosen: Any) -> Outline:
    alert = {"text": f"{'No live vaccines, and ' * length}end"}
    case = case_of(
        {"schema_version": "1.0", "patient": {"display_name": "Noor"}, "alerts": [alert]}
    )
    return card_outline(case, facts_of(case, EXAMPLE_DAY), options(EXAMPLE_DAY, **chosen))


def test_a_note_that_is_cut_is_named_on_the_card_and_stands_whole_below_it() -> None:
    made = card_with_alert(60)
    assert made.left_out == ("the ends of long texts (please note)",)
    told = describe(made)
    assert f"Not on the card: {made.left_out[0]}; all of it in full below the card." in told
    front = text_of(wallet(made).panels[0][-1].words)
    assert front.endswith("… (whole text: below the card)")
    assert "and end" in told


@pytest.mark.parametrize(("length", "large"), [(12, False), (60, True)])
def test_a_note_is_cut_only_where_there_is_no_room(length: int, large: bool) -> None:
    made = card_with_alert(length, large=large)
    assert made.left_out == ()
    assert "…" not in describe(made)
    assert "and end" in describe(made)


def test_a_long_diagnosis_is_whole_on_the_card() -> None:
    name = "lymphoma of a kind whose name goes on " * 4 + "to the end"
    made = card_of(diagnoses=[{"name_on_report": name}])
    assert made.left_out == ()
    assert "to the end" in describe(made)
