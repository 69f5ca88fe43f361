import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.report.outline.blocks import Cell, Column, Pair, Pairs, Row, Table
from app.report.outline.style import NORMAL
from app.report.outline.words import NBSP, clean, say, strong
from app.report.typesetting.faces import MISSING, face, regular, semibold
from app.report.typesetting.lines import break_lines, longest_word, text_width, words_of
from app.report.typesetting.set_rows import (
    column_gap,
    column_widths,
    row_heights,
    set_table,
    split_row,
)
from app.report.typesetting.typesetter import Typesetter

SIZE = 9.5


def test_widths_are_those_of_the_font() -> None:
    ttlib = pytest.importorskip("fontTools.ttLib", reason="only where the fonts are cut")
    for one in (regular(), semibold()):
        font = ttlib.TTFont(one.path)
        cmap, hmtx = font.getBestCmap(), font["hmtx"]
        for char in "AaégŁЖΩ09 ,;%µ≥→☐…" + NBSP:
            assert one.width(char, 1000) == hmtx[cmap[ord(char)]][0]


def test_a_character_without_glyph_is_shown_as_a_box() -> None:
    assert regular().shown("Li 李明 😀") == f"Li {MISSING}{MISSING} {MISSING}"
    assert not regular().has("李")
    assert regular().width("李", SIZE) == regular().width(MISSING, SIZE)


def text(lines: object) -> str:
    return "".join(piece.run.text for line in lines for piece in line.pieces())  # type: ignore[attr-defined]


@given(st.text(max_size=400), st.floats(min_value=40, max_value=400))
def test_no_line_is_wider_than_its_column(told: str, width: float) -> None:
    words = say(told)
    lines = break_lines(words, width, SIZE)
    assert all(line.width <= width + 0.02 for line in lines)


@given(st.text(max_size=400), st.floats(min_value=40, max_value=400))
def test_breaking_loses_no_letter(told: str, width: float) -> None:
    lines = break_lines(say(told), width, SIZE)
    assert text(lines).split(" ") is not None
    assert text(lines).replace(" ", "") == clean(told).replace(" ", "")


def test_a_date_with_hard_spaces_stays_together() -> None:
    date = f"20{NBSP}Apr{NBSP}2026"
    lines = break_lines(say(f"last given on {date}"), text_width(say(date), SIZE) + 1, SIZE)
    assert date in [piece.run.text.strip() for line in lines for piece in line.pieces()]


def test_a_strong_word_keeps_its_comma() -> None:
    lines = break_lines(say("aaaa ", strong("bbbb"), ", c"), 24.0, SIZE)
    starts = [line.pieces()[0].run.text for line in lines]
    assert not any(start.startswith(",") for start in starts)


def test_words_of_lines_are_the_words() -> None:
    words = say("one two three four five six seven")
    lines = break_lines(words, 50, SIZE)
    assert len(lines) > 2
    assert "".join(run.text for run in words_of(lines)) == "one two three four five six seven"


def table(*rows: tuple[str, ...], titles: tuple[str, ...] = ("A", "B")) -> Table:
    return Table(
        tuple(Column(title, share=float(index > 0)) for index, title in enumerate(titles)),
        tuple(Row(tuple(Cell(say(cell)) for cell in row)) for row in rows),
    )


def test_columns_fill_the_width() -> None:
    made = table(("short", "a longer text"), ("x", "y"))
    assert sum(column_widths(made, 300, NORMAL)) - column_gap(NORMAL) == 300


def test_long_texts_give_way_before_short_ones_break() -> None:
    date = f"20{NBSP}Apr{NBSP}2026"
    made = table((date, "word " * 200))
    first, _ = column_widths(made, 300, NORMAL)
    assert first - column_gap(NORMAL) >= text_width(say(date), NORMAL.body)


def test_heights_measured_are_heights_set() -> None:
    made = table(("one", "two " * 60), ("three " * 9, "four"))
    head, rows = row_heights(made, 200, NORMAL)
    assert abs(set_table(made, 200, NORMAL).height - head - sum(rows)) < 0.001
    setter = Typesetter(NORMAL)
    for block in (made, Pairs((Pair("Label", say("words " * 50)),))):
        assert abs(setter.height_of(block, 180) - setter.set(block, 180).height) < 0.001


def test_a_tall_row_splits_without_losing_a_word() -> None:
    row = Row((Cell(say("a")), Cell(say(" ".join(str(n) for n in range(900))))))
    first, rest = split_row(row, (Column(), Column(share=1.0)), (30, 200), 300, NORMAL)
    joined = "".join(run.text for run in (*first.cells[1].words, *rest.cells[1].words))
    assert joined.split() == [str(n) for n in range(900)]
    assert rest.cells[0].words == ()


def test_the_longest_word_is_not_parted_by_its_manner() -> None:
    words = say(strong("Levo"), "floxacin now")
    whole = text_width(words[:1], SIZE) + face(False).width("floxacin", SIZE)
    assert longest_word(words, SIZE) == whole
