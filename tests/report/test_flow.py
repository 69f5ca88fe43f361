from app.report.outline.blocks import (
    AlertBox,
    Block,
    Cell,
    Column,
    Columns,
    Heading,
    Notice,
    PageBreak,
    Pair,
    Pairs,
    Paragraph,
    Question,
    Questions,
    Row,
    Table,
    WritingLines,
)
from app.report.outline.describe import texts_of
from app.report.outline.style import NORMAL
from app.report.outline.words import say
from app.report.typesetting.flow import paginate
from app.report.typesetting.typesetter import Typesetter

WIDTH, HEIGHT = 400.0, 300.0


def pages(*blocks: Block) -> tuple[tuple[Block, ...], ...]:
    return paginate(blocks, WIDTH, HEIGHT, Typesetter(NORMAL))


def heights(made: tuple[tuple[Block, ...], ...]) -> list[float]:
    return [Typesetter(NORMAL).height(page, WIDTH) for page in made]


def words(made: tuple[tuple[Block, ...], ...]) -> list[str]:
    return [
        word
        for page in made
        for block in page
        for text in texts_of(block)
        for word in text.replace("|", " ").split()
    ]


def table(count: int) -> Table:
    rows = (Row((Cell(say(f"n{i}")), Cell(say("text " * (i % 30))))) for i in range(count))
    return Table((Column("Number"), Column("Words", 1.0)), tuple(rows), "a table")


def test_nothing_gives_one_empty_page() -> None:
    assert pages() == ((),)


def test_rows_never_split_and_headers_repeat() -> None:
    made = pages(Heading("Rows"), table(120))
    assert len(made) > 5
    assert all(height <= HEIGHT for height in heights(made))
    parts = [block for page in made for block in page if isinstance(block, Table)]
    assert [row for part in parts for row in part.rows] == list(table(120).rows)
    assert all(part.has_header for part in parts)
    assert [part.continued for part in parts] == [False] + [True] * (len(parts) - 1)
    assert len({part.widths for part in parts}) == 1


def test_a_row_taller_than_a_page_is_split_without_loss() -> None:
    long = Table((Column(share=1.0),), (Row((Cell(say(" ".join(map(str, range(4000))))),)),))
    made = pages(long)
    assert len(made) > 3
    assert all(height <= HEIGHT for height in heights(made))
    assert words(made) == [str(n) for n in range(4000)]


def test_a_long_paragraph_goes_on() -> None:
    made = pages(Paragraph(say(" ".join(map(str, range(4000)))), "Note"))
    assert [word for word in words(made) if word.isdigit()] == [str(n) for n in range(4000)]
    assert all(height <= HEIGHT for height in heights(made))


def test_a_heading_stays_with_what_follows() -> None:
    filling = Paragraph(say("x " * 1500))
    for lines in range(20):
        made = pages(filling, WritingLines(lines + 1), Heading("Late"), table(4))
        for page in made:
            assert not isinstance(page[-1], Heading)


def test_columns_too_tall_for_a_page_follow_each_other() -> None:
    side = tuple(Paragraph(say("word " * 300)) for _ in range(5))
    made = pages(Columns(side, side))
    assert len(words(made)) == 2 * 5 * 300
    assert all(height <= HEIGHT for height in heights(made))


def test_a_frame_too_tall_becomes_paragraphs() -> None:
    made = pages(AlertBox((Notice("Note", say("word " * 3000)),)))
    assert len([word for word in words(made) if word == "word"]) == 3000
    assert all(height <= HEIGHT for height in heights(made))


def test_questions_and_pairs_go_on_by_item() -> None:
    asked = Questions(tuple(Question(str(n), say(f"q{n}")) for n in range(60)))
    made = pages(asked, Pairs(tuple(Pair(f"l{n}", say(f"v{n}")) for n in range(60))))
    assert all(height <= HEIGHT for height in heights(made))
    told = words(made)
    assert all(f"q{n}" in told and f"v{n}" in told for n in range(60))


def test_more_empty_lines_than_a_page_holds_are_fewer() -> None:
    made = pages(WritingLines(100))
    assert len(made) == 1
    assert heights(made)[0] <= HEIGHT


def test_a_page_break_starts_a_page_once() -> None:
    made = pages(
        PageBreak(),
        Heading("A"),
        Paragraph(say("a")),
        PageBreak(),
        PageBreak(),
        Heading("B"),
        Paragraph(say("b")),
    )
    assert len(made) == 2
