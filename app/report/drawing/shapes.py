"""State shapes as paths on a grid of 24, drawn the same on screen and paper (resources/icons)."""

from app.report.outline.words import Shape

GRID = 24.0

# Operators in the grid's own places: x to the right, y downward. Filled shapes leave their sign
# white by the even-odd rule, so that they show on any ground.
_CIRCLE = (
    "22 12 m 22 17.52 17.52 22 12 22 c 6.48 22 2 17.52 2 12 c 2 6.48 6.48 2 12 2 c "
    "17.52 2 22 6.48 22 12 c h "
)
_TICK = "6.8 12.7 m 8.3 11.2 l 10.8 13.7 l 15.9 8.3 l 17.4 9.7 l 10.8 16.7 l h "
_DIAMOND = (
    "10.9 1.9 m 11.5 1.3 12.5 1.3 13.1 1.9 c 22.1 10.9 l 22.7 11.5 22.7 12.5 22.1 13.1 c "
    "13.1 22.1 l 12.5 22.7 11.5 22.7 10.9 22.1 c 1.9 13.1 l 1.3 12.5 1.3 11.5 1.9 10.9 c h "
)
_EXCLAMATION = (
    "10.9 6.6 m 10.9 13.2 l 13.1 13.2 l 13.1 6.6 l h "
    "13.35 16.25 m 13.35 17 12.75 17.6 12 17.6 c 11.25 17.6 10.65 17 10.65 16.25 c "
    "10.65 15.5 11.25 14.9 12 14.9 c 12.75 14.9 13.35 15.5 13.35 16.25 c h "
)
_BUBBLE = (
    "22 17 m 22 18.1 21.1 19 20 19 c 6.8 19 l 6.27 19 5.76 19.21 5.4 19.6 c 3.2 21.8 l "
    "2.75 22.2 2 21.9 2 21.3 c 2 5 l 2 3.9 2.9 3 4 3 c 20 3 l 21.1 3 22 3.9 22 5 c h S "
)
_QUESTION = "9.6 8.6 m 10.2 6.2 14.4 6.4 14.4 9.4 c 14.4 11 12 11.8 12 11.8 c S "
_DOT = "12 15.3 m 12 15.31 l S "

PATHS = {
    Shape.FITS: f"{_CIRCLE}{_TICK}f*",
    Shape.MAY_RULE_OUT: f"{_DIAMOND}{_EXCLAMATION}f*",
    Shape.ASK: f"1.9 w 1 J 1 j {_BUBBLE}{_QUESTION}2.2 w {_DOT}",
    Shape.BOX: "1.6 w 3 3 18 18 re S",
}
