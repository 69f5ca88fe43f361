"""Saved trials on paper: side by side, one page each, and what is never said."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from app.case.facts import Facts
from app.errors import CasebookError
from app.report.drawing import make_pdf
from app.report.options import PrintOptions
from app.report.outline.blocks import Table
from app.report.outline.describe import describe
from app.report.outline.document import Outline
from app.report.outline.forms import SheetHead
from app.report.trials.comparison import groups
from app.report.trials.outline import trials_outline
from app.report.trials.told import TrialToPrint
from tests.report.review.sheets import LINES, trial
from tests.report.trials.saved import (
    CELLS,
    LABELS,
    Place,
    Told,
    changed,
    saved_trial,
    without_record,
)


def outline_of(facts: Facts, *trials: TrialToPrint, **chosen: Any) -> Outline:
    return trials_outline(trials, LABELS, facts, PrintOptions(as_of=facts.as_of, **chosen))


def plain(outline: Outline) -> str:
    return describe(outline).replace("\u00a0", " ")


def heads(outline: Outline) -> list[list[str]]:
    """Return the titles at the top of each page."""
    return [
        [block.title for block in page.blocks if isinstance(block, SheetHead)]
        for page in outline.pages
    ]


def test_one_page_side_by_side_then_one_page_each(example_facts: Facts) -> None:
    outline = outline_of(example_facts, *(saved_trial(n) for n in (1, 2, 3)))
    found = [title for page in heads(outline) for title in page]
    assert found == ["Side by side"] + [f"Off-the-shelf CD7 cells, number {n}" for n in (1, 2, 3)]
    assert all(len(page) <= 1 for page in heads(outline))
    assert heads(outline)[0] == ["Side by side"]


@pytest.mark.parametrize(
    ("count", "sizes"), [(1, [1]), (3, [3]), (4, [2, 2]), (5, [3, 2]), (7, [3, 2, 2])]
)
def test_columns_are_spread_over_tables(count: int, sizes: list[int]) -> None:
    trials = [saved_trial(n) for n in range(count)]
    assert [len(group) for group in groups(trials)] == sizes
    assert [one for group in groups(trials) for one in group] == trials


def test_a_status_never_stands_without_its_day(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, saved_trial()))
    for line in text.splitlines():
        if "Recruiting" in line and "mile" not in line:
            assert "10 May 2026" in line


def test_counts_are_counts_and_nobody_is_ranked(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, saved_trial(), saved_trial(2)))
    assert "Counts do not rank trials." in text
    assert "Only the study team can decide who can join." in text
    for never in ("eligible", "qualif", "score", "best", "recommend"):
        assert never not in text.casefold().replace("ecog score", "")


def test_what_may_rule_out_stands_first_among_the_open_lines(example_facts: Facts) -> None:
    page = plain(outline_of(example_facts, saved_trial())).split("== page 2")[1]
    assert (
        page.index("Platelets ≥ 75") < page.index("Active GVHD") < page.index("Condition number 1")
    )
    assert "Earlier CD7 therapy" not in page


def test_the_earliest_date_comes_with_ask_first(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, saved_trial()))
    assert "Not before 14 May 2026 by the registry's text" in text
    assert "Ask the team before starting, stopping or changing any medicine." in text


def test_benefit_and_risks_stand_together_with_numbers_day_and_source(
    example_facts: Facts,
) -> None:
    text = plain(outline_of(example_facts, saved_trial()))
    assert (
        "XT-107: CAR-T (ready-made). Status in the United States (as of 22 January 2026): "
        "Investigational. May help: Ready-made, so no wait. May harm: CRS, ICANS, low counts. "
        "In numbers: 10 of 11 people responded. Source: Blood 2025" in text
    )


def test_the_registrys_own_words_are_marked(example_facts: Facts) -> None:
    assert "The registry's own words: “The summary of the registry." in plain(
        outline_of(example_facts, saved_trial())
    )


def test_changes_since_the_last_print(example_facts: Facts) -> None:
    one = saved_trial()
    paper = replace(one.paper, changes=changed(3), changes_since=example_facts.as_of)
    text = plain(outline_of(example_facts, replace(one, paper=paper)))
    assert "What changed in the record (since 12 May 2026)" in text
    assert "Status: Recruiting → Active, not recruiting (0)." in text
    none = replace(one, paper=replace(one.paper, changes_since=example_facts.as_of))
    assert "Nothing changed in what the registry says." in plain(outline_of(example_facts, none))
    assert "Only one version of the record is kept" in plain(outline_of(example_facts, one))


def test_what_is_not_stated_asks(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, saved_trial()))
    assert "Time away from home | [ask the team] Not stated. Ask" in text


def test_a_cell_of_another_day_carries_its_source(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, saved_trial()))
    assert "Our notes | Dr. Hannah Okoye knows this study. (Our notes, 3 May 2026)" in text


def test_a_trial_without_a_record_says_so_once(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, without_record(), saved_trial()))
    table = text.split("== page 2")[0]
    assert table.count("No registry record is saved yet") == 1
    assert "No criteria are kept for this trial." in text
    assert "No registry record is saved. Status not checked." in text


def test_a_page_stays_one_page_whatever_the_record_holds(example_facts: Facts) -> None:
    much = saved_trial(
        paper=replace(
            trial(*(replace(one) for one in LINES * 30)),
            changes=changed(60, "A long sentence on what changed " * 6),
            changes_since=example_facts.as_of,
        ),
        places=tuple(Place(f"Hospital {n} with a rather long name, Town {n}") for n in range(300)),
        cells={key: Told(("words " * 300,)) for key in CELLS},
    )
    for paper in ("letter", "a4"):
        outline = outline_of(example_facts, much, saved_trial(2), paper=paper)
        found = [title for page in heads(outline) for title in page]
        assert len(found) == 3
        assert len(heads(outline)[0]) == len(heads(outline)[1]) == len(heads(outline)[2]) == 1
        assert any("open lines" in told for told in outline.left_out)
        assert any("places" in told for told in outline.left_out)
        assert "Not on this page:" in describe(outline)


def test_the_open_lines_fill_their_page(example_facts: Facts) -> None:
    many = saved_trial(paper=trial(*LINES[2:3] * 60), places=(), therapies=())
    outline = outline_of(example_facts, many)
    tables = [block for block in outline.pages[1].blocks if isinstance(block, Table)]
    assert len(tables[0].rows) > 14


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_same_input_same_bytes_and_tagged(example_facts: Facts, paper: str, large: bool) -> None:
    trials = (saved_trial(1), without_record(), saved_trial(2))
    pdfs = [
        make_pdf(outline_of(example_facts, *trials, paper=paper, large=large)) for _ in range(2)
    ]
    assert pdfs[0] == pdfs[1]
    reader = PdfReader(BytesIO(pdfs[0]))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True
    assert "/AcroForm" not in reader.trailer["/Root"]


def test_large_print_sets_each_trial_by_itself(example_facts: Facts) -> None:
    outline = outline_of(example_facts, saved_trial(1), saved_trial(2), large=True)
    assert outline.style.body >= 16
    text = plain(outline)
    assert "## Off-the-shelf CD7 cells, number 1" in text
    assert "Status: Recruiting, checked 10 May 2026" in text


def test_names_of_the_case_are_left_out_and_those_of_the_study_stay(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, saved_trial(), without_names=True))
    for name in ("Okoye", "Maya", "Ellison"):
        assert name not in text
    assert "Sam Whitlow, 555-0142" in text


def test_the_words_used_are_explained_at_the_end(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, saved_trial()))
    assert "# Words used" in text
    assert "GVHD: " in text.split("# Words used")[1]


def test_without_trials_nothing_is_printed(example_facts: Facts) -> None:
    with pytest.raises(CasebookError, match="No trials are saved"):
        outline_of(example_facts)
