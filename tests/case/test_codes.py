"""Code lists: what a code says, also one that no list knows."""

import pytest

from app.case import codes


@pytest.mark.parametrize(
    ("of", "code", "words"),
    [
        ("status_event.type", "relapse", "Relapse"),
        ("status_event.type", "complete_response_2", "complete response 2"),
        ("status_event.type", "CR_i, my own words", "CR_i, my own words"),
        ("access_request.pathway", "right_to_try", "Right to Try (US)"),
        ("question.category", "side_effects", "Side effects and safety"),
    ],
)
def test_no_code_is_shown_with_its_underscores(of: str, code: str, words: str) -> None:
    assert codes.label(of, code) == words


def test_a_code_that_the_list_lacks_has_no_label() -> None:
    assert codes.known_label("status_event.type", "complete_response_2") is None
