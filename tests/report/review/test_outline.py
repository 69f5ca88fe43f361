"""The sheet on paper: order, the registry's words, pages, fields, and what it never says."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.case.case import Case
from app.case.facts import Facts, facts_of
from app.eligibility.check_trial import CheckedTrial, check_trial
from app.eligibility.checking.verdict import State
from app.errors import CasebookError
from app.report.drawing import make_pdf
from app.report.options import PrintOptions
from app.report.outline.describe import describe
from app.report.outline.document import MARGIN
from app.report.outline.forms import ReviewBand, ReviewTable
from app.report.outline.style import FOOTER, SMALLEST
from app.report.review.outline import review_outline
from app.report.trials.on_paper import TrialOnPaper
from app.report.typesetting.marks import Part, TextMark
from app.report.typesetting.set_page import set_page
from app.trials.read import read_trials
from tests.report.conftest import EXAMPLE_DAY
from tests.report.review.sheets import LINES, LONG, line, outline_of, sheet_pdf, trial, with_line


def text_of(pdf: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    return " ".join("\n".join(pages).split())


def test_what_is_open_comes_first(example_facts: Facts) -> None:
    text = describe(outline_of(example_facts))
    bands = ["may rule out", "does not settle", "did not understand", "seem to fit"]
    places = [text.index(band) for band in bands]
    assert places == sorted(places)
    assert text.index("Platelets ≥ 75") < text.index("Active GVHD") < text.index("T-cell ALL")


def test_lists_and_numbers_are_those_of_the_registry(example_facts: Facts) -> None:
    text = describe(outline_of(example_facts))
    assert "\n3.a incl. | Adequate organ function defined as: LVEF ≥ 45%" in text
    assert "\n1 excl. | Excluded: Active GVHD |" in text
    assert "\n1 incl. | T-cell ALL or lymphoma, relapsed or refractory |" in text
    assert "\nAge | Minimum age: 12 Years |" in text


def test_a_line_that_says_not_itself_is_not_turned_round_once_more(example_facts: Facts) -> None:
    text = describe(outline_of(example_facts))
    assert "\n2 excl. | Patients must not be pregnant |" in text


def test_the_registrys_words_are_data(example_facts: Facts) -> None:
    assert "LVEF ≥ 45% <b>within</b> 28 days & stable" in text_of(sheet_pdf(example_facts))


def test_value_date_and_source_stand_beside_the_rule(example_facts: Facts) -> None:
    text = describe(outline_of(example_facts))
    assert (
        "| Platelet count 49 10³/µL | Lab result, 11\u00a0May\u00a02026, Letter | may rule out"
        in text
    )
    assert "12\u00a0Sep\u00a02025, no source noted" in text


def test_a_very_long_line_is_printed_in_full_behind_the_table(example_facts: Facts) -> None:
    text = text_of(sheet_pdf(example_facts))
    assert "(The whole line is printed at the end.)" in text
    assert LONG in text.replace("\u00a0", " ")


def test_lines_that_ask_nothing_are_shown_once(example_facts: Facts) -> None:
    text = describe(outline_of(example_facts))
    assert text.count("Prior therapy is allowed.") == 1
    assert text.count("Adequate organ function defined as") == 1


def test_lines_up_to_the_limit_stand_whole_in_the_table(example_facts: Facts) -> None:
    words = LONG[:600].rsplit(" ", 1)[0]
    outline = outline_of(example_facts, with_line(1, text=words))
    table = describe(outline).split("Long lines in full")[0]
    assert words in table


def test_a_trial_without_criteria_is_refused_in_words(example_facts: Facts) -> None:
    empty = trial(checked=CheckedTrial("NCT1", "x", (), "no criteria kept"))
    with pytest.raises(CasebookError, match="No criteria are kept"):
        outline_of(example_facts, empty)


def test_the_sheet_never_gives_a_verdict(example_facts: Facts) -> None:
    words = text_of(sheet_pdf(example_facts)).casefold()
    for never in ("eligible", "qualif", "score", "%)", "recommend"):
        assert never not in words
    assert "only the study team can decide who can join." in words
    assert "they do not know if maya can join." in words


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("large", [False, True])
def test_same_input_same_bytes(example: Case, paper: str, large: bool) -> None:
    chosen = {"paper": paper, "large": large}
    first = sheet_pdf(facts_of(example, EXAMPLE_DAY), **chosen)
    assert sheet_pdf(facts_of(example, EXAMPLE_DAY), **chosen) == first


def test_every_page_carries_the_code_the_trial_and_the_header(example_facts: Facts) -> None:
    many = tuple(line(str(n), f"Rule {n} of this trial", State.NOT_READ) for n in range(1, 90))
    outline = outline_of(example_facts, trial(*many))
    reader = PdfReader(BytesIO(make_pdf(outline)))
    assert len(reader.pages) > 2
    for page in reader.pages:
        text = page.extract_text()
        assert re.search(r"NCT99990107, Sheet [2-9A-Z]{4}-[2-9A-Z]{4}, page", text)
        assert "The trial asks for" in text or "Doctor's view today" in text


def test_no_row_is_split_and_none_is_lost(example_facts: Facts) -> None:
    many = tuple(line(str(n), f"Rule {n}: " + "words " * n, State.NOT_READ) for n in range(1, 70))
    outline = outline_of(example_facts, trial(*many))
    rows = [
        row
        for page in outline.pages
        for block in page.blocks
        if isinstance(block, ReviewTable)
        for row in block.rows
        if not isinstance(row, ReviewBand)
    ]
    assert [row.number for row in rows] == [str(n) for n in range(1, 70)]


def test_no_page_ends_with_a_band(example_facts: Facts) -> None:
    states = (State.NOT_MET, State.UNKNOWN, State.NOT_READ, State.MET)
    for count in range(20, 30):
        many = [line(str(n), f"Rule {n}", states[n * 4 // count]) for n in range(count)]
        for page in outline_of(example_facts, trial(*many)).pages:
            tables = [block for block in page.blocks if isinstance(block, ReviewTable)]
            assert all(not isinstance(table.rows[-1], ReviewBand) for table in tables)


@pytest.mark.parametrize("large", [False, True])
def test_fields_lie_inside_the_page_and_do_not_overlap(example_facts: Facts, large: bool) -> None:
    reader = PdfReader(BytesIO(sheet_pdf(example_facts, large=large)))
    for page in reader.pages:
        boxes = [
            [float(edge) for edge in one.get_object()["/Rect"]]
            for one in page.get("/Annots", [])
            if one.get_object()["/F"] == 4
        ]
        for left, bottom, right, top in boxes:
            assert MARGIN - 1 <= left < right <= page.mediabox.width - MARGIN + 1
            assert MARGIN - 1 <= bottom < top <= page.mediabox.height - MARGIN + 1
        for one, a in enumerate(boxes):
            assert not any(_overlap(a, b) for b in boxes[one + 1 :])


def _overlap(a: list[float], b: list[float]) -> bool:
    return a[0] < b[2] - 0.1 and b[0] < a[2] - 0.1 and a[1] < b[3] - 0.1 and b[1] < a[3] - 0.1


def test_no_text_is_smaller_than_allowed(example_facts: Facts) -> None:
    outline = outline_of(example_facts)
    for number in range(1, outline.page_count + 1):
        for part in set_page(outline, number):
            least = FOOTER if part.alt == "Footer" else SMALLEST
            assert all(mark.size >= least for mark in _texts(part))


def _texts(part: Part) -> list[TextMark]:
    found: list[TextMark] = []
    for kid in part.kids:
        if isinstance(kid, Part):
            found += _texts(kid)
        elif isinstance(kid, TextMark):
            found.append(kid)
    return found


def test_fields_are_tagged_named_and_told_aloud(example_facts: Facts) -> None:
    reader = PdfReader(BytesIO(sheet_pdf(example_facts)))
    numbers = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    widgets = [
        one.get_object()
        for page in reader.pages
        for one in page.get("/Annots", [])
        if one.get_object()["/F"] == 4
    ]
    asking = sum(not one.asks_nothing for one in LINES)
    assert len(widgets) > 4 * asking
    for widget in widgets:
        element = owners[widget["/StructParent"]].get_object()
        assert element["/S"] == "/Form"
        assert element["/K"][0].get_object().raw_get("/Obj") == widget.indirect_reference
        assert widget["/TU"]
        assert "." not in widget["/T"]


def test_names_can_be_left_out(example_facts: Facts) -> None:
    outline = outline_of(example_facts, without_names=True)
    text = text_of(make_pdf(outline))
    for name in ("Maya", "Ellison", "Okoye"):
        assert name not in text
        assert name not in outline.title
    assert "They do not know if the patient can join." in text


def test_who_made_it_and_for_which_visit(example_facts: Facts) -> None:
    options = PrintOptions(as_of=example_facts.as_of)
    text = describe(review_outline(trial(), example_facts, options, made_by="Jo Ellison (mother)"))
    assert "Made by Jo Ellison (mother), 12\u00a0May\u00a02026" in text
    assert "For Dr. Hannah Okoye" in text


def test_tests_that_would_settle_lines_can_be_ordered(example_facts: Facts) -> None:
    text = describe(outline_of(example_facts))
    assert "[ ] Heart ultrasound (LVEF)  [ ] Pregnancy test  [ ] Other: ....." in text.replace(
        ":  .....", ": ....."
    )
    assert "Family: Sam Whitlow, 555-0142" in text


@pytest.mark.shared_data
def test_real_records_give_sheets(shared_data: Path, example_facts: Facts) -> None:
    files = sorted((shared_data / "trials" / "records").glob("*.json"))
    longest = sorted(files, key=lambda file: -file.stat().st_size)[:6] + files[::16]
    for file in longest:
        for record in read_trials(file):
            paper = TrialOnPaper(checked=check_trial(record, example_facts), record=record)
            outline = outline_of(example_facts, paper, paper="a4")
            fields = PdfReader(BytesIO(make_pdf(outline))).get_fields() or {}
            asking = sum(not one.asks_nothing for one in paper.checked.criteria)
            assert sum(name.endswith("-note") for name in fields) == asking
