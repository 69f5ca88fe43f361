"""Word lists: how a phrase can begin, which phrase wins, and how the files are read."""

import re

import pytest

from app.eligibility.lexicon import BY_NAME, VARIABLES
from app.eligibility.model import Kind
from app.eligibility.phrase_leads import LENGTH, leads
from app.eligibility.phrases import PhraseList
from app.eligibility.plain_text import as_line
from app.eligibility.topic_words import CONDITIONS, TOPICS
from app.eligibility.word_lists import word_list


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        ("platelets?", {"plat"}),
        (r"anc\b", {"anc"}),
        ("h[a]?emoglobin", {"hemo", "haem"}),
        ("(?:other|another) cancer", {"othe", "anot"}),
        ("(?:active )?bleeding", {"acti", "blee"}),
        (r"cd ?\d+", {"cd"}),
    ],
)
def test_how_a_phrase_can_begin(pattern: str, begins: set[str]) -> None:
    assert begins <= {lead[:LENGTH] for lead in leads(pattern)}


def test_a_phrase_begins_with_a_word() -> None:
    with pytest.raises(ValueError, match="must begin with a word"):
        leads(r"(?:platelets)?")


def test_the_longest_phrase_wins_and_none_overlap() -> None:
    words = PhraseList([("leukemia", "leukemia"), ("cells", "leukemia cells"), ("blood", "blood")])
    found = words.find(as_line("Leukemia cells in the blood; leukemia"))
    assert [one.meaning for one in found] == ["cells", "blood", "leukemia"]
    assert (found[0].start, found[0].end) == (0, 14)


def test_a_phrase_is_not_part_of_a_longer_word() -> None:
    assert PhraseList([("alt", "alt")]).find(as_line("alternative salt")) == []


@pytest.mark.parametrize("name", ["topics.txt", "measured.txt"])
def test_every_wording_compiles_and_begins_with_a_word(name: str) -> None:
    for entry in word_list(name):
        assert entry.phrases, entry.columns
        for phrase in entry.phrases:
            re.compile(phrase)
            assert "<" not in phrase.replace("(?<", "").replace("[<", "").replace("|<", ""), phrase
            assert leads(phrase)


def test_the_lists_use_known_kinds_and_names() -> None:
    assert {topic.kind for topic in TOPICS} <= set(Kind)
    assert "gilbert" in CONDITIONS
    assert BY_NAME["transaminases"].members == ("alt", "ast")
    assert not BY_NAME["lipase"].reported
    assert all(variable.dimensions for variable in VARIABLES)
    assert all(member in BY_NAME for variable in VARIABLES for member in variable.members)
