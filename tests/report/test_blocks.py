"""Kinds of block that the pages of today use little or not at all."""

import itertools

from app.report.outline.blocks import (
    Block,
    Cell,
    Checks,
    Column,
    Heading,
    Row,
    Space,
    Spark,
    Table,
    WritingLines,
)
from app.report.outline.describe import texts_of
from app.report.outline.style import NORMAL
from app.report.outline.words import Shape, say
from app.report.typesetting.flow import paginate
from app.report.typesetting.marks import BoxMark, CircleMark, Mark, Part, RuleMark, ShapeMark
from app.report.typesetting.typesetter import Typesetter


def marks(*blocks: Block) -> list[Mark]:
    def inside(part: Part) -> list[Mark]:
        found: list[Mark] = []
        for kid in part.kids:
            found += inside(kid) if isinstance(kid, Part) else [kid]
        return found

    return [mark for part in Typesetter(NORMAL).stack(blocks, 400).parts for mark in inside(part)]


def test_boxes_to_tick_stand_in_a_row_with_a_line_behind() -> None:
    found = marks(Checks("Tests to order:", ("Echo", "Creatinine clearance")))
    boxes = [mark for mark in found if isinstance(mark, ShapeMark)]
    assert [mark.shape for mark in boxes] == [Shape.BOX, Shape.BOX]
    assert len({mark.y for mark in boxes}) == 1
    assert any(isinstance(mark, RuleMark) and mark.x2 == 400 for mark in found)
    told = list(texts_of(Checks("Tests:", ("Echo",))))
    assert told == ["Tests: [ ] Echo"]


def test_many_boxes_go_on_below() -> None:
    found = marks(Checks("", tuple(f"a rather long choice {n}" for n in range(12)), write=False))
    assert len({mark.y for mark in found if isinstance(mark, ShapeMark)}) > 2
    assert not any(isinstance(mark, RuleMark) for mark in found)


def banded() -> Table:
    band = Row((Cell(say("Please look at these first")), Cell()), band=True)
    row = Row((Cell(say("a")), Cell(say("b"))))
    return Table((Column("One"), Column("Two", 1.0)), (row, band, row, band, row))


def test_a_band_is_shaded_over_all_columns() -> None:
    fills = [mark for mark in marks(banded()) if isinstance(mark, BoxMark)]
    assert [round(mark.width) for mark in fills] == [400, 400]
    assert all(mark.fill is not None and mark.fill >= 0.88 for mark in fills)


def test_a_band_never_ends_a_page() -> None:
    for height in range(40, 140, 4):
        for page in paginate((banded(),), 400, height, Typesetter(NORMAL)):
            for block in page:
                assert not (isinstance(block, Table) and block.rows[-1].band)


def test_lines_to_write_on_are_about_8_mm_apart() -> None:
    rules = [mark for mark in marks(WritingLines(4, "Notes")) if isinstance(mark, RuleMark)]
    places = [mark.y1 for mark in rules if mark.dotted]
    steps = [later - earlier for earlier, later in itertools.pairwise(places)]
    assert all(21.5 <= step <= 23.5 for step in steps)


def test_dots_outside_the_usual_range_are_filled() -> None:
    spark = Spark(((0, 1.0), (0.5, 3.0), (1, 9.0)), 2.0, 4.0, (True, False, True), "a line")
    table = Table((Column("Trend", 1.0),), (Row((Cell(spark=spark),)),))
    dots = [mark for mark in marks(table) if isinstance(mark, CircleMark)]
    assert [mark.filled for mark in dots] == [True, False, True]
    assert dots[0].y > dots[1].y > dots[2].y
    assert list(texts_of(table)) == ["Trend", "[a line]"]


def test_a_usual_range_beyond_all_values_stays_inside_its_row() -> None:
    spark = Spark(((0, 9.0), (1, 9.5)), 1.0, 2.0, (True, True), "far above")
    table = Table((Column(share=1.0),), (Row((Cell(spark=spark),)),))
    height = Typesetter(NORMAL).height_of(table, 400)
    band = next(mark for mark in marks(table) if isinstance(mark, BoxMark))
    assert 0 <= band.y <= band.y + band.height <= height


def test_room_is_left_as_it_is_asked_for() -> None:
    assert Typesetter(NORMAL).height((Space(30), Heading("A")), 400) > 30
