"""Contrast of every pair of colours that can meet on screen."""

import pytest

from app.ui import tokens
from app.ui.tokens import DARK, LIGHT, Palette, contrast

THEMES = {"light": LIGHT, "dark": DARK}


@pytest.fixture(params=sorted(THEMES))
def palette(request: pytest.FixtureRequest) -> Palette:
    return THEMES[request.param]


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#123456", "#123456") == 1


def test_the_published_ratios_are_reached() -> None:
    # Two figures of the design's own table.
    assert contrast(LIGHT.text, LIGHT.selection) == pytest.approx(11.3, abs=0.1)
    assert contrast(DARK.on_accent, DARK.accent) == pytest.approx(8.6, abs=0.1)


@pytest.mark.parametrize("ground", tokens.GROUNDS)
@pytest.mark.parametrize("text", tokens.TEXT_COLOURS)
def test_every_text_is_readable_on_every_ground(palette: Palette, text: str, ground: str) -> None:
    colours = palette.items()
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize(("text", "ground"), tokens.OWN_GROUNDS.items())
def test_every_fill_carries_its_own_text(palette: Palette, text: str, ground: str) -> None:
    colours = palette.items()
    assert contrast(colours[text], colours[ground]) >= 4.5
    if text != "on_accent":
        assert contrast(palette.text, colours[ground]) >= 4.5
        assert contrast(palette.muted, colours[ground]) >= 4.5


def test_a_filled_button_stays_readable_under_the_pointer(palette: Palette) -> None:
    assert contrast(palette.on_accent, palette.accent_hover) >= 4.5
    assert contrast(palette.text, palette.usual_range) >= 4.5
    assert contrast(palette.fits, palette.usual_range) >= 4.5


@pytest.mark.parametrize("ground", tokens.LINE_GROUNDS)
@pytest.mark.parametrize("line", tokens.MEANINGFUL_LINES)
def test_lines_with_a_meaning_are_seen(palette: Palette, line: str, ground: str) -> None:
    colours = palette.items()
    assert contrast(colours[line], colours[ground]) >= 3


def test_nothing_is_smaller_than_the_smallest_type() -> None:
    styles = [value for value in vars(tokens).values() if isinstance(value, tokens.TypeStyle)]
    assert len(styles) > 8
    assert min(style.size for style in styles) == tokens.TICK.size == 13
    assert all(style.line > style.size for style in styles)
    assert {style.weight for style in styles} == {400, 500, 600}


def test_controls_are_never_under_28_pixels() -> None:
    assert min(tokens.HEIGHT_CONTROL, tokens.HEIGHT_SMALL, tokens.HEIGHT_ROW) >= 28
